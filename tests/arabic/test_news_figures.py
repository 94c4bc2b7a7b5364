"""Numbers and dates of random news sentences are found as a reader marked them."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from service.arabic.dates import find_dates
from service.arabic.numbers import find_numbers
from service.evaluation.gold import read_texts

SHARED = Path(os.environ.get("MUJAZ_SHARED", Path(__file__).parents[3] / "shared"))
NEWS = SHARED / "news" / "ar.jsonl.zst"
ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "news_figures.tsv")
    .read_text("utf-8")
    .splitlines()
    if not line.startswith("#")
]

Item = tuple[int, int, str]


def marked(cell: str) -> set[Item]:
    found: set[Item] = set()
    for item in () if cell == "." else cell.split():
        span, _, value = item.partition(":")
        begin, _, end = span.partition("-")
        found.add((int(begin), int(end), value))
    return found


def numbers(sentence: str) -> set[Item]:
    return {
        (*number.span, f"{number.value}" + ("" if number.high is None else f"..{number.high}"))
        for number in find_numbers(sentence)
    }


def dates(sentence: str, day: str) -> set[Item]:
    reference = None if day == "-" else dt.date.fromisoformat(day)
    return {(*mention.span, mention.iso or "-") for mention in find_dates(sentence, reference)}


def test_the_marks_are_sound() -> None:
    assert len(ROWS) == 260
    for *_, sentence, written, said in ROWS:
        begin, _, end = sentence.partition("-")
        for item in marked(written) | marked(said):
            assert 0 <= item[0] < item[1] <= int(end) - int(begin)


@pytest.mark.skipif(not NEWS.exists(), reason=f"no news at {NEWS} (set MUJAZ_SHARED)")
@pytest.mark.parametrize("half", ["read", "unseen"])
@pytest.mark.parametrize("what", ["numbers", "dates"])
def test_figures_are_found_as_marked(half: str, what: str) -> None:
    rows = [row for row in ROWS if row[0] == half]
    texts = read_texts(NEWS, {row[1] for row in rows})
    right = proposed = wanted = 0
    for _, key, day, place, written, said in rows:
        begin, _, end = place.partition("-")
        sentence = texts[key][1][int(begin) : int(end)]
        found = numbers(sentence) if what == "numbers" else dates(sentence, day)
        gold = marked(written if what == "numbers" else said)
        right, proposed, wanted = (
            right + len(found & gold),
            proposed + len(found),
            wanted + len(gold),
        )
    assert right / proposed >= 0.98
    assert right / wanted >= 0.95
