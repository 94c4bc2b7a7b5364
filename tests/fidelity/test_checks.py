from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.fidelity import check, restore_question


def codes(ar: str, en: str) -> set[str]:
    return {flag.code for flag in check(ar, en)}


FAITHFUL = [
    ("قتل 70 شخصا.", "Seventy people were killed."),
    ("قتل سبعون شخصا.", "70 people were killed."),
    ("ارتفع ٤٥٪.", "It rose by 45 percent."),
    ("بلغ 1.5 مليون دولار.", "It reached $1,500,000."),
    ("عند الساعة 21:30.", "At 9:30 p.m."),
    ("في 14 ديسمبر 2021.", "On December 14, 2021."),
    ("اتفق الطرفان.", "They agreed."),
    ("أحد الوزراء.", "One of the ministers."),
    ("لم يصل الرئيس.", "The president did not arrive."),
    ("لم يصل الرئيس.", "The president didn't arrive."),
    ("لا يزال الرئيس في موسكو.", "The president is still in Moscow."),
    ("الدول العربية، لا سيما مصر.", "Arab states, especially Egypt."),
    ("لا بد من السلام.", "There must be peace."),
    ("نفى الوزير الخبر.", "The minister denied the report."),
    ("أكد عدم وجود ضحايا.", "He confirmed the absence of victims."),
    ("بدون شروط.", "Without conditions, and not later."),
    ("هل وصل؟", "Has he arrived?"),
    ("نعم نعم نعم نعم", "Yes yes yes yes"),
    ("زار روسيا.", "He visited Russia."),
    ("وزار الروس القاهرة.", "The Russians visited Cairo."),
    ("", ""),
    ("...", "..."),
]
BROKEN = [
    ("قتل 70 شخصا.", "Seven people were killed.", "number_changed"),
    ("قتل 70 شخصا.", "People were killed.", "number_missing"),
    ("الذكرى السبعون للاستقلال.", "The seventies anniversary.", "number_missing"),
    ("قتل شخص.", "17 people were killed.", "number_added"),
    ("ارتفع ٤٥٪.", "It rose by 54 percent.", "number_changed"),
    ("ثلثا الأعضاء وافقوا.", "The members agreed.", "number_missing"),
    ("بلغ 1.5 مليون.", "It reached 1.5 billion.", "number_changed"),
    ("لم يصل الرئيس.", "The president arrived.", "negation_lost"),
    ("ولن نقبل بذلك.", "We accept it.", "negation_lost"),
    ("نفت موسكو الخبر.", "Moscow confirmed the report.", "negation_lost"),
    ("وهو ما نفته موسكو.", "Which Moscow said.", "negation_lost"),
    ("أكد عدم وجود ضحايا.", "He confirmed that there were victims.", "negation_lost"),
    ("ليسوا إرهابيين.", "They are still terrorists.", "negation_lost"),
    ("وصل الرئيس.", "The president did not arrive.", "negation_added"),
    ("هل وصل الرئيس؟", "The president has arrived.", "question_lost"),
    ("قال الرئيس.", "The president president president said.", "repetition"),
    ("قال الرئيس.", "He said that he said that he said that it was.", "repetition"),
    ("قال لا أعرف.", "He said nooooooooooo.", "repetition"),
    ("كورونا", "cocococococo", "repetition"),
    ("نعم نعم نعم", "Yes yes yes yes yes yes yes yes yes yes", "repetition"),
    ("قال الرئيس", "قال الرئيس", "untranslated"),
    ("قال الرئيس الروسي إنه سيسافر", "The Russian president said he would يسافر", "wrong_script"),
    ("قال الرئيس", "Президент said", "wrong_script"),
    ("قال الرئيس", "", "empty"),
    ("قال الرئيس", "...", "empty"),
    ("قال الرئيس", "The ⁇ said", "unknown_token"),
    ("قال", "He said that he would travel to the north of the country with them.", "length_ratio"),
    (
        "وقال الرئيس الروسي إن بلاده لن تقبل بتوسع الحلف شرقا وإنها تطالب بضمانات قانونية مكتوبة",
        "He does not.",
        "length_ratio",
    ),
    ("زار الرئيس روسيا.", "The president visited Persia.", "name_missing"),
    ("الأمم المتحدة تحذر.", "The states warn.", "name_missing"),
]


@pytest.mark.parametrize(("ar", "en"), FAITHFUL)
def test_a_faithful_translation_raises_no_doubt(ar: str, en: str) -> None:
    assert codes(ar, en) == set()


@pytest.mark.parametrize(("ar", "en", "code"), BROKEN)
def test_each_failure_is_named(ar: str, en: str, code: str) -> None:
    assert code in codes(ar, en)


def test_flags_say_where_and_what() -> None:
    text = "قتل ٧٠ شخصا في موسكو."
    number, name = check(text, "7 people were killed.")
    assert (text[slice(*(number.span or (0, 0)))], "70" in number.detail) == ("٧٠", True)
    assert (text[slice(*(name.span or (0, 0)))], "Moscow" in name.detail) == ("موسكو", True)


@pytest.mark.parametrize(
    ("ar", "en", "restored"),
    [
        ("هل وصل؟", "He arrived.", "He arrived?"),
        ("«هل وصل؟»", '"He arrived."', '"He arrived?"'),
        ("هل وصل؟ نعم.", "He arrived. Yes.", "He arrived. Yes."),
        ("هل وصل؟", "...", "..."),
        ("هل وصل؟", "He arrived", "He arrived?"),
    ],
)
def test_the_question_mark_comes_back_only_at_the_end(ar: str, en: str, restored: str) -> None:
    text, flags = restore_question(ar, en, check(ar, en))
    assert text == restored
    changed = text != en
    lost = [flag.severity for flag in flags if flag.code == "question_lost"]
    assert lost == (["note"] if changed else ["warning"] if lost else [])


ODD = st.text(
    st.one_of(st.sampled_from("قالنملو 0123456789٠٥.,؟?!'\"\u200f\u064b😀abc"), st.characters()),
    max_size=80,
)


@given(ODD, ODD)
def test_nothing_raises_and_spans_are_inside(ar: str, en: str) -> None:
    for flag in check(ar, en):
        assert flag.detail
        if flag.span is not None:
            assert 0 <= flag.span[0] < flag.span[1] <= len(ar)
    text, _ = restore_question(ar, en, check(ar, en))
    assert text.count("?") <= en.count("?") + 1


@pytest.mark.parametrize(
    "one", ["ا", "لا ", "1", "1 ", "?", "a", "a ", "not ", '"', "روسيا ", "\u064b"]
)
def test_a_megabyte_of_anything_is_checked(one: str) -> None:
    text = one * (200_000 // len(one))
    check(text, "No.")
    check("لا", text)
    check(text, text)
