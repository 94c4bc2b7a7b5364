"""The marked excerpts are sound, and where the news is at hand the bar is kept."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import pytest

from bench import segmentation

SHARED = Path(os.environ.get("MUJAZ_SHARED", Path(__file__).parents[3] / "shared"))
ROWS = [
    line.split("\t")
    for line in (segmentation.DATA / "news_sentences.tsv").read_text("utf-8").splitlines()
    if line.count("\t") == 4 and not line.startswith("article")
]

needs_shared = pytest.mark.skipif(
    not (SHARED / "news").exists(), reason=f"no news at {SHARED} (set MUJAZ_SHARED)"
)


def spans(written: str) -> list[tuple[int, int]]:
    return [(int(a), int(b)) for a, _, b in (span.partition("-") for span in written.split())]


def test_the_marks_are_sound() -> None:
    assert sum(len(row[4].split()) for row in ROWS) >= 300
    assert {row[1] for row in ROWS} == {"tune", "score"}
    assert len({row[0] for row in ROWS}) == len(ROWS)
    for row in ROWS:
        [(first, last)] = spans(row[3])
        marked = spans(row[4])
        assert first <= marked[0][0]
        assert marked[-1][1] <= last
        assert all(begin < end for begin, end in marked)
        assert all(left[1] <= right[0] for left, right in pairwise(marked))


@needs_shared
@pytest.mark.parametrize("half", ["tune", "score"])
def test_news_is_cut_as_marked(half: str) -> None:
    result, _ = segmentation.score(segmentation.news(SHARED, half), segmentation.mujaz)
    assert result.f1 >= 0.97


@needs_shared
@pytest.mark.parametrize(("separator", "bar"), [(" ", 0.99), ("\n", 0.995)])
def test_flores_is_cut_as_read(separator: str, bar: float) -> None:
    cases = segmentation.flores(SHARED, separator, read=True)
    result, _ = segmentation.score(cases, segmentation.mujaz)
    assert result.f1 >= bar
