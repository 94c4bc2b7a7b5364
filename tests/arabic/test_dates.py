from __future__ import annotations

import datetime as dt
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.arabic import dates
from service.arabic.dates import find_dates

_REFERENCE = dt.date(2021, 12, 14)
_ROWS = [
    line.split("\t")
    for line in Path(__file__).parent.joinpath("data", "dates.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
_WORDS = (
    "14 ديسمبر 2021 حزيران / يونيو اليوم الاثنين الماضي المقبل أمس غدا من إلى بين عامي عام 1443 هـ "
    "رمضان كانون الثاني ( ) - السادس يوم شهر العام \u200f"
)


@pytest.mark.parametrize(("text", "expected"), _ROWS)
def test_form(text: str, expected: str) -> None:
    found = "; ".join(mention.iso or "-" for mention in find_dates(text, _REFERENCE)) or "none"
    assert found == expected


@pytest.mark.parametrize(("text", "expected"), _ROWS)
def test_without_reference_nothing_relative_is_guessed(text: str, expected: str) -> None:
    del expected
    with_reference = find_dates(text, _REFERENCE)
    without = find_dates(text)
    absolute = {mention.iso for mention in with_reference if not mention.relative}
    for mention in without:
        assert mention.iso is None if mention.relative else mention.iso in absolute | {None}


@given(
    st.one_of(st.text(), st.lists(st.sampled_from(_WORDS.split(" "))).map(" ".join)),
    st.one_of(st.none(), st.dates()),
)
def test_spans_are_valid_ordered_and_apart(text: str, reference: dt.date | None) -> None:
    past = 0
    for mention in find_dates(text, reference):
        start, end = mention.span
        assert past <= start < end <= len(text)
        past = end


@given(
    st.lists(st.sampled_from([*_WORDS.split(" "), "14.12.2021", "1443", "/", "في"])), st.booleans()
)
def test_figures_passed_over_open_no_date(words: list[str], spaced: bool) -> None:  # noqa: FBT001
    text = (" " if spaced else "").join(words)
    with patch.object(dates, "_may_open", return_value=True):
        expected = find_dates(text, _REFERENCE)
    assert find_dates(text, _REFERENCE) == expected


@given(st.dates(dt.date(1600, 1, 1), dt.date(2199, 12, 31)))
def test_numeric_dates_round_trip(day: dt.date) -> None:
    for written in (day.isoformat(), f"{day.day}/{day.month}/{day.year}"):
        assert [mention.iso for mention in find_dates(written)] == [day.isoformat()]


@given(st.dates(dt.date(2, 1, 1), dt.date(9990, 1, 1)))
def test_a_weekday_is_at_most_five_days_before_the_reference_or_the_day_after(
    reference: dt.date,
) -> None:
    (mention,) = find_dates("الخميس", reference)
    assert mention.iso is not None
    day = dt.date.fromisoformat(mention.iso)
    assert day.weekday() == 3
    assert -1 <= (reference - day).days < 6
    (elapsed,) = find_dates("أمس الخميس", reference)
    assert elapsed.iso is not None
    assert 0 <= (reference - dt.date.fromisoformat(elapsed.iso)).days < 7


def test_seed_article() -> None:
    text = "(سبوتنيك - 14 ديسمبر 2021ء) وقالت جين ساكي، في مؤتمر صحفي اليوم الاثنين"
    first, second = find_dates(text, _REFERENCE)
    assert (first.iso, first.relative) == ("2021-12-14", False)
    assert (second.iso, second.relative) == ("2021-12-13", True)
    assert text[slice(*second.span)] == "اليوم الاثنين"


def test_clitics_stay_outside_the_span() -> None:
    text = "ولديسمبر 2021 وبالثلاثاء"
    assert [text[slice(*mention.span)] for mention in find_dates(text)] == [
        "ديسمبر 2021",
        "الثلاثاء",
    ]
