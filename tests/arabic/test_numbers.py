from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.arabic import numbers
from service.arabic.numbers import Number, find_numbers, may_hold_dual
from service.arabic.numbers_digits import parse_digits

_ROWS = [
    line.split("\t")
    for line in Path(__file__)
    .parent.joinpath("data", "numbers.tsv")
    .read_text("utf-8")
    .splitlines()
    if line and not line.startswith("#")
]
_WORDS = (
    "خمسة وعشرون ألف مليون ملايين و ونصف ثلاث مئة إلى بين من عام الساعة في المئة دولار الثالث "
    "والعشرين صفر 10 2.5 1,5 - / : % ، \u200f ـ ٣ \n"
)


def shown(number: Number) -> str:
    high = "" if number.high is None else f"..{number.high}"
    return " ".join(filter(None, (f"{number.value}{high}", number.kind, number.unit)))


@pytest.mark.parametrize(("text", "expected"), _ROWS)
def test_form(text: str, expected: str) -> None:
    found = "; ".join(shown(number) for number in find_numbers(text)) or "none"
    assert found == expected


@pytest.mark.parametrize(("text", "expected"), _ROWS)
def test_form_inside_a_sentence(text: str, expected: str) -> None:
    sentence = f"قال إن {text}، وأضاف."
    found = "; ".join(shown(number) for number in find_numbers(sentence)) or "none"
    assert found == expected
    for number in find_numbers(sentence):
        start, end = number.span
        assert 7 <= start < end <= 7 + len(text)


@given(st.one_of(st.text(), st.lists(st.sampled_from(_WORDS.split(" "))).map(" ".join)))
def test_spans_are_valid_ordered_and_apart(text: str) -> None:
    past = 0
    for number in find_numbers(text):
        start, end = number.span
        assert past <= start < end <= len(text)
        assert number.value >= 0
        past = end


@given(
    st.lists(st.sampled_from([*_WORDS.split(" "), "%", "$", "/", "٪", "2021", "من"])),
    st.sampled_from(["", " "]),
)
def test_plain_figures_are_what_the_grammar_makes_of_them(words: list[str], glue: str) -> None:
    text = glue.join(words)
    with patch.object(numbers, "quiet", return_value=False):
        expected = find_numbers(text)
    assert find_numbers(text) == expected


@given(st.integers(0, 10**15))
def test_digits_round_trip(value: int) -> None:
    assert parse_digits(f"{value:,}") == value or value < 1000
    assert [number.value for number in find_numbers(f"{value}")] == [value]


def test_span_leaves_out_clitics_and_keeps_the_unit() -> None:
    text = "وبـ 3 آلاف دولار، وبخمسة جنود"
    spans = [text[slice(*number.span)] for number in find_numbers(text)]
    assert spans == ["3 آلاف دولار", "خمسة"]


def test_marks_and_bidi_controls_do_not_hide_a_number() -> None:
    text = "\u200fخَمْسَةٌ وَعِشْرُونَ\u200e جـــندياً"
    (number,) = find_numbers(text)
    assert (number.value, number.span) == (Fraction(25), (1, text.index("\u200e")))


def test_endless_digits_are_no_number() -> None:
    assert find_numbers("9" * 5000) == ()


def test_seed_article_numbers() -> None:
    text = (
        "شُكلت في السادس من حزيران/يونيو عام 2014، "
        "بمناسبة الذكرى الـ 70 لإنزال قوات الحلفاء عام 1944."
    )
    assert [shown(number) for number in find_numbers(text)] == [
        "6 ordinal",
        "2014 year",
        "70 cardinal",
        "1944 year",
    ]


def test_duals_outside_the_table() -> None:
    assert may_hold_dual("زار العيادتين")
    assert not may_hold_dual("زار عيادة")
