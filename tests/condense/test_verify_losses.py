"""What a sentence may lose without a change of its claim, and what it may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.condense.verify import check

_CASES = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "data" / "cases.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("kind", "support", "written"), _CASES)
def test_a_lie_by_a_lost_word_is_doubted_and_a_whole_phrase_may_go(
    kind: str, support: str, written: str
) -> None:
    assert bool(check(written, [support], [])) == (kind != "faithful")


@pytest.mark.parametrize("support", sorted({row[1] for row in _CASES}))
def test_the_whole_sentence_holds(support: str) -> None:
    assert check(support, [support], []) == ()
