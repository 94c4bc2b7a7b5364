"""The hand-aligned sample is whole, and its scores are those of the paper."""

# pytest.approx is not typed:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.alignment_data import (
    Links,
    Pair,
    english_of,
    notation,
    rates,
    rows,
)

PAIRS = st.frozensets(st.tuples(st.integers(0, 9), st.integers(0, 9)))


def pair(sure: Links, possible: Links) -> Pair:
    return Pair(origin="news", ar="أ ب ج", en="a b c", sure=sure, possible=sure | possible)


def test_notation_reads_what_the_guideline_says() -> None:
    sure, possible = notation("0:1 2-3~4,6 5-6=8-9")
    assert sure == {(0, 1), (5, 8), (6, 9)}
    assert possible - sure == {(2, 4), (2, 6), (3, 4), (3, 6), (5, 9), (6, 8)}


@pytest.mark.parametrize("broken", ["3", "3:", "3;4", "a:1", "1-2=3"])
def test_what_is_not_notation_is_refused(broken: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        notation(broken)


def test_rates_of_och_and_ney() -> None:
    # |A| = 4, |S| = 2, |A and S| = 1, |A and P| = 3: AER = 1 - (1 + 3) / (4 + 2).
    one = pair(frozenset({(0, 0), (1, 1)}), frozenset({(1, 2), (2, 2)}))
    got = rates([(frozenset({(0, 0), (1, 2), (2, 2), (0, 2)}), one)])
    assert got.error == pytest.approx(1 / 3)
    assert got.precision == pytest.approx(3 / 4)
    assert got.recall == pytest.approx(1 / 2)


@given(sure=PAIRS, more=PAIRS)
def test_only_what_the_reader_allows_is_without_error(sure: Links, more: Links) -> None:
    one = pair(sure, more)
    assert rates([(sure, one)]).error == pytest.approx(0.0)
    assert rates([(one.possible, one)]).error == pytest.approx(0.0)


def test_a_word_linked_into_a_stretch_and_out_of_it_decides_nothing() -> None:
    one = pair(frozenset({(0, 0), (1, 0), (1, 1), (2, 2)}), frozenset())
    assert english_of(one, (0, 1)) == ({0}, {2})


def test_the_sample_is_what_was_asked_for() -> None:
    sample = rows()
    assert len(sample) >= 110
    assert len({(row.origin, row.place, row.span) for row in sample}) == len(sample)
    for row in sample:
        assert row.sure
        assert row.sure <= row.possible
        assert len(row.hash) == 16
        if row.origin == "news":
            assert row.span is not None
            assert row.span[0] < row.span[1]
            assert max(english for english, _ in row.possible) < len(row.en.split())
        else:
            # FLORES-200 is not ours to publish.
            assert row.en == ""
            assert int(row.place) > 0


def test_the_sample_carries_no_arabic() -> None:
    for row in rows():
        assert not any("\u0600" <= char <= "\u06ff" for char in row.en)
