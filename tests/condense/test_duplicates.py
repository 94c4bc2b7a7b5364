from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from translated_seed import segment

from service.article.document import Document
from service.condense import mark_duplicates
from service.translated import TranslatedSegment

Article = tuple[Document, tuple[TranslatedSegment, ...]]


def _marks(*texts: str) -> list[int | None]:
    return [
        one.duplicate_of for one in mark_duplicates([segment(i, t) for i, t in enumerate(texts)])
    ]


def test_the_seed_repeats_one_paragraph_without_its_first_word(seed_article: Article) -> None:
    marked = mark_duplicates(seed_article[1])
    assert {one.id: one.duplicate_of for one in marked if one.duplicate_of is not None} == {11: 7}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "قتل خمسة أشخاص في هجوم على سوق في بغداد اليوم",
            "قتل ستة أشخاص في هجوم على سوق في بغداد اليوم",
        ),
        (
            "أعلنت الوزارة تسجيل 120 إصابة جديدة في البلاد",
            "أعلنت الوزارة تسجيل 130 إصابة جديدة في البلاد",
        ),
        (
            "وافق البرلمان على مشروع القانون في جلسة اليوم",
            "لم يوافق البرلمان على مشروع القانون في جلسة اليوم",
        ),
        (
            "أكد الوزير أن الاتفاق سيوقع غدا في القاهرة",
            "أكد الوزير أن الاتفاق لن يوقع غدا في القاهرة",
        ),
        (
            "اتهمت روسيا أوكرانيا بقصف المدينة مساء أمس",
            "اتهمت أوكرانيا روسيا بقصف المدينة مساء أمس",
        ),
        ("قال الرئيس إنه سيسافر إلى باريس", "قال الوزير إنه سيسافر إلى لندن"),
    ],
)
def test_a_different_fact_is_not_a_repeat(first: str, second: str) -> None:
    assert _marks(first, second) == [None, None]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("أكد الوزير أن الاتفاق سيوقع غدا", "أكد الوزير أن الاتفاق سيوقع غداً"),
        (
            "وأكد الوزير أن الاتفاق سيوقع غدا في القاهرة",
            "أكد الوزير أن الإتفاق سيوقع غدا في القاهرة.",
        ),
        ("كما دعا الرئيس الأطراف إلى ضبط النفس", "دعا الرئيس الأطراف إلى ضبط النفس"),
        ("شكراً", "شكرا"),
    ],
)
def test_spelling_and_openers_do_not_hide_a_repeat(first: str, second: str) -> None:
    assert _marks(first, second) == [None, 0]


def test_a_chain_names_the_first() -> None:
    text = "أكد الوزير أن الاتفاق سيوقع غدا في القاهرة"
    assert _marks(text, text, text) == [None, 0, 0]


@given(st.lists(st.text(max_size=60), max_size=12))
def test_any_text_and_marking_again_changes_nothing(texts: list[str]) -> None:
    once = mark_duplicates([segment(i, text) for i, text in enumerate(texts)])
    assert mark_duplicates(once) == once
    for one in once:
        if one.duplicate_of is not None:
            assert once[one.duplicate_of].duplicate_of is None
            assert one.duplicate_of < one.id


@given(st.text(min_size=1, max_size=80))
def test_the_same_text_twice_is_a_repeat_when_it_has_a_word(text: str) -> None:
    one, two = mark_duplicates([segment(0, text), segment(1, text)])
    assert one.duplicate_of is None
    assert two.duplicate_of == 0 or not any(char.isalnum() for char in text)


def test_other_fields_stay(seed_article: Article) -> None:
    for before, after in zip(seed_article[1], mark_duplicates(seed_article[1]), strict=True):
        assert msgspec.structs.replace(after, duplicate_of=None) == before
