"""What stands beside a speaker: another head, a time, an object, whom it is said to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.statements.conftest import Finder

BESIDE = (
    (
        "a year",
        'ونشر ما قاله عام 2015 مؤسس شركة "فيسبوك" مارك زوكربيرغ: "سنتبادل الأفكار يوما".',
        'مؤسس شركة "فيسبوك" مارك زوكربيرغ',
    ),
    (
        "how often",
        "سئم اللاعب من الرئيس بيريز الذي صرح أكثر من مرة بأنه يحلم برؤية نيمار.",
        "الرئيس بيريز",
    ),
    (
        "right after a deed",
        "وكانت إدارة الجامعة بينت فور ارتكاب الجريمة أن إطلاق النار وقع في مجمع سكني.",
        "إدارة الجامعة",
    ),
    (
        "two heads of one genitive",
        "قال ناشر ورئيس تحرير صحيفة التيار السودانية إن جهاز الأمن صادر الصحيفة.",
        "ناشر ورئيس تحرير صحيفة التيار السودانية",
    ),
    (
        "a name and a role with its own genitive",
        "وقال ساركوزي ورئيس الوزراء السابق مانويل فالس إن الوضع صعب.",
        "ساركوزي ورئيس الوزراء السابق مانويل فالس",
    ),
    (
        "an object after two names",
        "وفي الاستفتاء أعلنت غوغل وفيس بوك حجب الإعلانات الانتخابية.",
        "غوغل وفيس بوك",
    ),
    (
        "an object after a title and a name",
        "ونفى الدكتور السبوعي وضع الجنين في بيت الأموات ليلة كاملة.",
        "الدكتور السبوعي",
    ),
    (
        "an object past a comma",
        "وتتهم الحكومة الشرعية والتحالف العربي، إيران بتزويد الميليشيا بالصواريخ.",
        "الحكومة الشرعية والتحالف العربي",
    ),
    (
        "where she works",
        'ووصفت زينب توفيكسي، الأستاذة بجامعة كارولينا، تقنية غوغل الجديدة بأنها "مرعبة".',
        "زينب توفيكسي",
    ),
    (
        "affairs of somebody",
        "وطالبت هيئة شؤون الأسرى والمحررين بالإفراج عن المعتقلين.",
        "هيئة شؤون الأسرى والمحررين",
    ),
    (
        "by whom something was called something",
        "وفيما وصف من جانب جماعات حقوق النساء بأنها عقوبات متهاونة.",
        "جماعات حقوق النساء",
    ),
    (
        "a name in brackets",
        "وقالت صحيفة (التايمز) إن العبيدي عاد إلى بريطانيا.",
        "صحيفة (التايمز)",
    ),
    (
        "letters in brackets",
        "وقالت شبكة (سي.إن.إن) الإخبارية الأميركية إنها أنهت عقدا مع الممثلة.",
        "شبكة (سي.إن.إن) الإخبارية الأميركية",
    ),
    (
        "a clause that begins with فقد",
        "من اليوم سيتغير ذلك، فقد أعلنت فيسبوك عن أدوات جديدة.",
        "فيسبوك",
    ),
    (
        "an office in the feminine",
        "وأصرت العمدة رومان على تعيين مسؤولين جدد.",
        "العمدة رومان",
    ),
)


@pytest.mark.parametrize(("text", "speaker"), [c[1:] for c in BESIDE], ids=[c[0] for c in BESIDE])
def test_what_is_no_part_of_a_speaker(finder: Finder, text: str, speaker: str) -> None:
    one = finder(text)[-1]
    assert one.speaker is not None
    assert one.speaker.ar == speaker


def test_a_body_keeps_the_whole_name_it_had_before(finder: Finder) -> None:
    text = (
        "أكد المعهد الوطني للإستهلاك في بيان أن الأسعار مرتفعة.\n"
        "ودعا المعهد الوطني للإستهلاك المستهلكين الى تجنب التزود من الأسواق الموازية."
    )
    one = finder(text)[-1]
    assert one.speaker is not None
    assert (one.speaker.ar, one.content.ar) == (
        "المعهد الوطني للإستهلاك",
        "تجنب التزود من الأسواق الموازية",
    )


def test_a_surname_in_un_is_one_person(finder: Finder) -> None:
    text = (
        "وقال وزير الداخلية هورست زيهوفر إن على ألمانيا التنسيق.\n"
        'وقال ماكرون "الدولة تصبح ملتزمة بالكلمات التي يدلي بها رؤساء حكوماتها".\n'
        'وأضاف "لإيطاليا رئيس للحكومة".'
    )
    one = finder(text)[-1]
    assert one.speaker is not None
    assert one.speaker.resolved_from is not None
    assert text[slice(*one.speaker.resolved_from)] == "ماكرون"


def test_several_officials_are_no_single_one_named_before(finder: Finder) -> None:
    text = (
        "وقال مسؤولون بالجامعة إن القتيلين طالبان. وقال إيمانويل كريس ويلش إن ابنه قتل. "
        "وقال مسؤولو الجامعة في بيان إن الشرطة رافقت المغادرين."
    )
    one = finder(text)[-1]
    assert one.speaker is not None
    assert one.speaker.ar == "مسؤولو الجامعة"
    found = one.speaker.resolved_from
    assert found is None or "كريس" not in text[slice(*found)]


@pytest.mark.parametrize(
    "text",
    [
        "قال شابس إن الوقت غير مناسب، وتمنى لو أن الأمر لم يحدث.",
        'قال شابس إن الوضع صعب. وقال متوجها إلى الأمن "يجب أن يعبروا عن أنفسهم وعن رأيهم".',
    ],
)
def test_a_particle_or_a_state_is_no_speaker(finder: Finder, text: str) -> None:
    one = finder(text)[-1]
    assert one.speaker is not None
    assert "شابس" in one.speaker.ar


def test_a_verbal_noun_with_its_object(finder: Finder) -> None:
    text = "وأكد الوزير أن الكويت استدعت السفير ونقلت له شجبها وإدانتها لهذه التصرفات."
    assert len(finder(text)) == 1


def test_what_something_was_called_is_no_speaker(finder: Finder) -> None:
    text = 'وكان الوزير قد اتهم قبل أيام ما وصفه "بالأيادي السوداء" بالتسبب في الارتفاع.'
    assert all("الأيادي" not in one.speaker.ar for one in finder(text) if one.speaker)


def test_a_body_is_over_before_a_verb(finder: Finder) -> None:
    text = "وقال السكان إن الشرطة رافقت المغادرين للحرم الجامعي.\nودعت الشرطة الناس للحذر."
    one = finder(text)[-1]
    assert one.speaker is not None
    found = one.speaker.resolved_from
    assert found is None or text[slice(*found)] == "الشرطة"


def test_what_is_counted_does_not_ask(finder: Finder) -> None:
    text = "وقال العميد إن الحرم يرتاده أكثر من 20 ألف طالب ودعت الشرطة السكان للحذر."
    assert "طالب" not in [one.cue.ar for one in finder(text)]


def test_an_answer_is_where_something_is_said(finder: Finder) -> None:
    (one,) = finder("قال ولي العهد السعودي في إجابة حول سؤال عن التدخل إن المملكة ستشارك فيه.")
    assert one.speaker is not None
    assert one.speaker.ar == "ولي العهد السعودي"


def test_results_are_announced_and_announce_nothing(finder: Finder) -> None:
    text = "وسينتظر الحزب إعلان نتائج باقي المحافظات، إلا أن وثيقة كشفت نتائج الاقتراع."
    assert "إعلان" not in [one.cue.ar for one in finder(text)]


def test_an_addressee_in_marks_is_no_part_of_the_content(finder: Finder) -> None:
    (one,) = finder('وأكدت مصادر لـ"سكاي نيوز عربية" قيام الميليشيا بإغلاق المخابز.')
    assert one.content.ar.startswith("قيام")


def test_whom_a_request_is_made_of(finder: Finder) -> None:
    (one,) = finder("وطلبت الخارجية من مواطنيها مغادرة البلاد فورا.")
    assert one.addressee is not None
    assert one.addressee.ar == "مواطنيها"


def test_a_title_addresses_nobody(finder: Finder) -> None:
    (one,) = finder("وقال قاسم حسين، مساعد وزير الداخلية لشرطة النقل، إن عربتين خرجتا.")
    assert one.addressee is None
