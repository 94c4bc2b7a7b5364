from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.arabic.transliterate import transliterate


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("محمد", "Mohammed"),
        ("المحمود", "al-Mahmoud"),
        ("خالد", "Khaled"),
        ("عبدالرحمن", "Abdulrahman"),
        ("قرقاش", "Qarqash"),
        ("باسيل", "Basil"),
        ("موريسون", "Morison"),
        ("مَرْزُوق", "Marzuq"),
        ("أحمد صالح", "Ahmed Saleh"),
    ],
)
def test_newsroom_spelling(arabic: str, english: str) -> None:
    assert transliterate(arabic).en == english


def test_a_guess_says_so() -> None:
    assert transliterate("محمد").confidence > transliterate("موريسون").confidence
    assert transliterate("موريسون").confidence > transliterate("قرقش").confidence


def test_nothing_to_spell() -> None:
    assert transliterate("، !") == transliterate("")


@given(st.text())
def test_never_raises_and_is_ascii(text: str) -> None:
    result = transliterate(text)
    assert result.en.isascii()
    assert 0 <= result.confidence <= 1
