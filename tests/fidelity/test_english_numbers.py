from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.arabic.numbers import Number
from service.arabic.numbers import find_numbers as find_arabic
from service.fidelity.english_numbers import find_numbers

_ROWS = [
    line.split("\t")
    for line in Path(__file__)
    .parent.joinpath("data", "english_numbers.tsv")
    .read_text("utf-8")
    .splitlines()
    if line and not line.startswith("#")
]
_WORDS = (
    "two million three hundred and a half quarter thirds 10 2.5 1,5 - / : % $ first 21 st dozen "
    "from to between percent dollars US Canadian Mohammed VI one of couple 1990 s\n"
)


def shown(number: Number) -> str:
    high = "" if number.high is None else f"..{number.high}"
    return " ".join(filter(None, (f"{number.value}{high}", number.kind, number.unit)))


@pytest.mark.parametrize(("text", "expected"), _ROWS)
def test_form(text: str, expected: str) -> None:
    found = "; ".join(shown(number) for number in find_numbers(text)) or "none"
    assert found == expected


@given(st.one_of(st.text(), st.lists(st.sampled_from(_WORDS.split(" "))).map(" ".join)))
def test_spans_are_valid_ordered_and_apart(text: str) -> None:
    past = 0
    for number in find_numbers(text):
        start, end = number.span
        assert past <= start < end <= len(text)
        past = end


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("خمسة وعشرون جنديا", "twenty-five soldiers"),
        ("2.5 مليار دولار", "$2.5 billion"),
        ("من 10 إلى 15 مليون يورو", "from 10 to 15 million euros"),
        ("ارتفع ٢٫٥٪", "rose 2.5 percent"),
        ("ثلثي الأعضاء", "two-thirds of members"),
        ("الذكرى السبعون", "the 70th anniversary"),
        ("الحرب العالمية الثانية", "World War II"),
        ("في تسعينيات القرن الماضي", "in the 1990s"),
        ("منذ يومين", "for a couple of days"),
        ("عام ألفين وأربعة عشر", "in 2014"),
    ],
)
def test_both_languages_say_the_same(arabic: str, english: str) -> None:
    values = [(number.value, number.high) for number in find_arabic(arabic)]
    assert values == [(number.value, number.high) for number in find_numbers(english)]
