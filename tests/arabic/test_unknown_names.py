from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.arabic.unknown_names import find_unknown_names, plain, stem

CASES: list[tuple[str, list[str]]] = [
    # a transliteration needs no company
    ("وسجل بارسيتولو هدفا في الدقيقة الأولى.", ["بارسيتولو"]),
    ("لوحة عملاقة لبانسكي دفاعا عن رسامة", ["لبانسكي"]),
    ("وأكدت وكالة كراسنوفسك للأنباء الخبر.", ["كراسنوفسك"]),
    # a given name beside a name, a surname behind a given name
    ("قال حازم المثلوثي إن الاتفاق قريب.", ["حازم", "المثلوثي"]),
    ("عادل الزهراني يصل غدا", ["عادل", "الزهراني"]),
    # everyday words, loan words with a stem of their own, months, numbers, known names
    ("قال الرئيس إن الحكومة ستعلن القرار يوم الأحد.", []),
    ("عادل ونزيه وكريم", []),
    ("في شهر جويلية ارتفعت الأسعار ثلاثين في المئة.", []),
    ("زار فلاديمير بوتين موسكو.", []),
    ("الملك عبدالله الثاني", ["عبدالله"]),
    ("على تويتر", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "names"), CASES)
def test_names(text: str, names: list[str]) -> None:
    assert [text[slice(*name.span)] for name in find_unknown_names(text)] == names


@given(st.text(max_size=60) | st.text("الوبفكتمنسيرجه محمدعلي\u064b\u0651،.", max_size=80))
def test_spans_lie_inside_in_order(text: str) -> None:
    past = 0
    for name in find_unknown_names(text):
        start, end = name.span
        assert past <= start < end <= len(text)
        assert name.key
        past = end


@given(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=1, max_size=60))
def test_a_stem_is_part_of_its_word(key: str) -> None:
    assert stem(key) in key
    assert plain(key) in {True, False}


@pytest.mark.parametrize("one", ["ا", "محمد ", "ترامبوف ", "الرئيس محمد ", "بارسيتولو"])
def test_a_megabyte_is_read(one: str) -> None:
    find_unknown_names(one * (200_000 // len(one)))
