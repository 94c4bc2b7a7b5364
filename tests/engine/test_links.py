from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.arabic.normalise import normalise
from service.engine.decoder import Hypothesis
from service.engine.links import links
from service.engine.pieces import SourcePieces, join
from service.engine.source import Part

SEGMENT = "قال الرئيس: لا، لا"
SPANS = ((0, 3), (4, 7), (7, 10), (10, 11), (12, 14), (14, 15), (16, 18))
WORDS = ((0, 3), (4, 10), (10, 11), (12, 14), (14, 15), (16, 18))
OWNERS = (0, 1, 1, 2, 3, 4, 5)
PART = Part(
    source=normalise(SEGMENT),
    pieces=SourcePieces(tuple(SEGMENT[start:end] for start, end in SPANS), SPANS),
)
PIECES = ("\u2581The", "\u2581pres", "ident", "\u2581said", ":", "\u2581no", ",")

Rows = tuple[tuple[float, ...], ...]


def hypothesis(attention: Rows) -> Hypothesis:
    return Hypothesis(pieces=PIECES[: len(attention)], score=-0.1, attention=attention)


def naive(attention: Rows) -> list[tuple[int, float]]:
    """Source word and weight of each target word, one addition after the other."""
    joined = join(PIECES)
    groups: list[list[tuple[float, ...]]] = [[] for _ in joined.words]
    for piece, owner, row in zip(PIECES, joined.owners, attention, strict=True):
        if owner is not None and piece not in {":", ","}:
            groups[owner].append(row)
    masses = [[0.0] * len(WORDS) for _ in groups]
    for mass, group in zip(masses, groups, strict=True):
        for row in group:
            for owner, weight in zip(OWNERS, row, strict=True):
                mass[owner] += weight / len(group)
        for mark in (2, 4):
            mass[mark] = 0.0
    totals = [0.0] * len(WORDS)
    for mass in masses:
        totals = [total + mine for total, mine in zip(totals, mass, strict=True)]
    found: list[tuple[int, float]] = []
    for mass in masses:
        shares = [mine / (total + 0.01) for mine, total in zip(mass, totals, strict=True)]
        best = max(range(len(WORDS)), key=shares.__getitem__)
        found.append((best, round(min(1.0, mass[best]), 3)))
    return found


@given(
    st.lists(
        st.tuples(*[st.floats(0, 1, width=32) for _ in SPANS]),
        min_size=len(PIECES),
        max_size=len(PIECES),
    )
)
def test_each_word_goes_where_adding_up_by_hand_says(rows: list[tuple[float, ...]]) -> None:
    found = links(SEGMENT, PART, hypothesis(tuple(rows)), join(PIECES))
    assert [(one.source, one.weight) for one in found] == [
        (WORDS[word], weight) for word, weight in naive(tuple(rows))
    ]
    assert [one.target for one in found] == list(join(PIECES).words)


@pytest.mark.parametrize("attention", [(), ((),), ((), ())])
def test_without_attention_there_are_no_links(attention: Rows) -> None:
    one = hypothesis(attention)
    assert links(SEGMENT, PART, one, join(one.pieces)) == []


def test_an_article_without_a_row_goes_with_the_next_word() -> None:
    one = hypothesis(((), (0.0, 0.5, 0.4, 0.0, 0.0, 0.0, 0.1)))
    first, second = links(SEGMENT, PART, one, join(one.pieces))
    assert first.source == second.source == (4, 10)
