from __future__ import annotations

import unicodedata

import pytest
from arabic.hostile import texts
from hypothesis import given

from service.arabic.normalise import normalise, normalise_text

FORMS = [
    ("«السَّلامُ عليكم»", '"السلام عليكم"'),
    ("العـــربية", "العربية"),
    ("ﻻ ﺑﺄس", "لا بأس"),
    ("ﷺ", "صلى الله عليه وسلم"),
    ("١٢٫٥٪ و۱۲٬۰۰۰", "12.5% و12,000"),
    ("پاکستان نیوز", "باكستان نيوز"),
    ("\u200fقال\u200e \u202bهو\u202c", "قال هو"),
    ("ا\u0653ل", "آل"),
    ("ا\u0640\u0654مر", "أمر"),
    ("على مدرسة إلى", "على مدرسة إلى"),
    ("  أ \t\n ب\xa0 ", "أ ب"),
    ("ماذا؟ نعم؛ لا…", "ماذا? نعم; لا..."),
    ("", ""),
    ("\u200f\u064e", ""),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_forms(text: str, expected: str) -> None:
    assert normalise_text(text) == expected


@given(texts)
def test_both_ways_agree(text: str) -> None:
    assert normalise(text).text == normalise_text(text)


@given(texts)
def test_normalising_again_changes_nothing(text: str) -> None:
    once = normalise_text(text)
    assert normalise_text(once) == once


@given(texts)
def test_every_position_leads_back(text: str) -> None:
    normal = normalise(text)
    assert len(normal.text) == len(normal.starts) == len(normal.ends)
    assert list(normal.starts) == sorted(normal.starts)
    assert list(normal.ends) == sorted(normal.ends)
    for index, char in enumerate(normal.text):
        start, end = normal.original(index, index + 1)
        assert 0 <= start < end <= len(text)
        # What stands there really is what was read: folding it alone gives the character.
        assert char in f"{normalise_text(text[start:end])} "


@given(texts)
def test_nothing_between_two_positions_is_lost_unseen(text: str) -> None:
    normal = normalise(text)
    covered = {at for span in zip(normal.starts, normal.ends, strict=True) for at in range(*span)}
    for at in set(range(len(text))) - covered:
        # Left out: what folds to nothing, and space beside space or at an edge.
        assert normalise_text(text[at]) == ""


@given(texts)
def test_the_model_never_sees_what_was_to_be_removed(text: str) -> None:
    normal = normalise_text(text)
    assert not {unicodedata.category(char) for char in normal} & {"Cc", "Cs"}
    assert not set(normal) & set("\u0640\u064e\u0651\u200f\u202b\ufeff٠٫،«»")


@pytest.mark.parametrize(("start", "end"), [(0, 0), (-1, 1), (1, 9), (2, 1)])
def test_a_span_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(IndexError, match="outside"):
        normalise("نعم").original(start, end)
