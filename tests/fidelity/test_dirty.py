"""No failure without a flag: the dirty set through the bundled model.

What counts as a failure is decided here by other means than the guards
themselves: by what each row of the table expects, and by crude counts.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from service.engine.loading import load
from service.settings import Settings

if TYPE_CHECKING:
    from service.engine.protocols import Translation

TABLE = Path(__file__).parent / "data" / "dirty.tsv"
ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|U([0-9a-f]{8})|(n)|(t))")
MARKED = {
    "number": {"number_missing", "number_changed"},
    "negation": {"negation_lost"},
    "question": {"question_lost"},
    "name": {"name_missing"},
    "noise": {"empty"},
    "long": {"empty"},
}
BROKEN = {"empty", "repetition", "untranslated", "wrong_script", "length_ratio"}


class Row(NamedTuple):
    kind: str
    segment: str
    expected: str


def plain(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else "\n" if match[3] else "\t"

    return ESCAPE.sub(one, text)


def rows() -> list[Row]:
    lines = TABLE.read_text("utf-8").split("\n")
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [
        Row(kind, plain(segment), plain(expected) if kind == "copy" else expected)
        for kind, segment, expected in cells
    ]


ROWS = rows()


@pytest.fixture(scope="module")
def translated() -> list[Translation]:
    translator = load(Settings(memory_bytes=0))
    try:
        return translator.translate([row.segment for row in ROWS])
    finally:
        translator.close()


def codes(translation: Translation) -> set[str]:
    return {flag.code for flag in translation.flags}


def warnings(translation: Translation) -> set[str]:
    return {flag.code for flag in translation.flags if flag.severity == "warning"}


def test_the_set_is_large_enough() -> None:
    assert len({row.segment for row in ROWS}) >= 300
    assert min(Counter(row.kind for row in ROWS).values()) >= 10


def test_nothing_arabic_is_copied_and_says_so(translated: list[Translation]) -> None:
    for row, one in zip(ROWS, translated, strict=True):
        if row.kind == "copy":
            assert (row.segment, one.en) == (row.segment, row.expected)
            assert codes(one) == {"no_content"}


@pytest.mark.parametrize("kind", sorted(MARKED))
def test_what_is_lost_is_flagged(translated: list[Translation], kind: str) -> None:
    silent = [
        (row.segment, one.en)
        for row, one in zip(ROWS, translated, strict=True)
        if row.kind == kind
        and not re.search(row.expected, one.en, re.IGNORECASE)
        and not warnings(one) & (MARKED[kind] | BROKEN)
    ]
    assert silent == []


def test_loops_inventions_and_leftovers_are_flagged(translated: list[Translation]) -> None:
    silent: list[tuple[str, str, str]] = []
    for row, one in zip(ROWS, translated, strict=True):
        if row.kind == "copy" or warnings(one) & BROKEN:
            continue
        words, source = one.en.casefold().split(), row.segment.split()
        most = max(Counter(words).values(), default=0)
        repeated = max(Counter(source).values(), default=0)
        if most > 4 and most > repeated + 2 and most > len(words) / 4:
            silent.append(("loop", row.segment, one.en))
        if len(words) > 3 * len(source) + 8 and len(row.segment) < 200:
            silent.append(("invented", row.segment, one.en))
        if len(words) < len(set(source)) / 4:
            silent.append(("dropped", row.segment, one.en))
        if re.search("[\u0620-\u064a]", one.en):
            silent.append(("left over", row.segment, one.en))
    assert silent == []


def test_spans_of_flags_lie_inside_the_segment(translated: list[Translation]) -> None:
    for row, one in zip(ROWS, translated, strict=True):
        assert one.ar == row.segment
        for flag in one.flags:
            if flag.span is not None:
                assert 0 <= flag.span[0] < flag.span[1] <= len(row.segment)
