from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.article import Document, read_text

SEEDS = Path(__file__).parents[2] / "seeds"
BODY = "أعلنت الوزارة أن المشروع سيبدأ في موعده، وأن التفاصيل ستنشر لاحقا في بيان رسمي مفصل."


def seed(name: str) -> str:
    return (SEEDS / name).read_text("utf-8")


def shape(document: Document) -> list[tuple[str, str]]:
    return [
        (paragraph.kind, document.text[slice(*paragraph.span)]) for paragraph in document.paragraphs
    ]


def test_the_wire_story_has_title_dateline_and_eleven_paragraphs() -> None:
    text = seed("white-house-ukraine.ar.txt")
    document = read_text(text)
    assert [kind for kind, _ in shape(document)] == ["title"] + ["body"] * 11
    assert document.dateline is not None
    assert text[slice(*document.dateline.span)] == (
        "(پاکستان پوائنٹ نیوز / سبوتنيك - 14 ديسمبر 2021ء)"
    )
    assert document.dateline.agency == "Pakistan Point News / Sputnik"
    assert document.dateline.date == "2021-12-14"
    assert shape(document)[1][1].startswith("أكد البيت الأبيض")
    assert document.received(document.paragraphs[3].span) == document.paragraphs[3].span


def test_a_bulletin_has_no_title() -> None:
    assert [kind for kind, _ in shape(read_text(seed("flood-bulletin.ar.txt")))] == ["body", "body"]


def test_bullets_are_items_without_their_signs() -> None:
    document = read_text(seed("market-strike.ar.txt"))
    items = [text for kind, text in shape(document) if kind == "item"]
    assert len(items) == 3
    assert items[1] == "تشكيل لجنة مشتركة من سبعة أعضاء لمراجعة الرسوم."
    assert document.dateline is not None
    assert document.dateline.place == "المرسى القديم"


@pytest.mark.parametrize(
    ("opening", "agency", "place", "date"),
    [
        ("القاهرة (رويترز) - ", "Reuters", "Cairo", None),
        ("القاهرة، 7 آب/أغسطس 2024 (رويترز) - ", "Reuters", "Cairo", "2024-08-07"),
        ("بيروت، 3 آذار/مارس (د ب أ) - ", "dpa", "Beirut", None),
        ("دبي - أ ف ب - ", "AFP", "Dubai", None),
        ("دبي - أ ف ب\n", "AFP", "Dubai", None),
        ("واس / الرياض\n", "SPA", "Riyadh", None),
        ("لندن - سكاي نيوز عربية\n", "Sky News Arabia", "London", None),
        ("القاهرة – «الشرق الأوسط»: ", "Asharq Al-Awsat", "Cairo", None),
        ("غزة / 5 مايو 2020 / وفا / ", "WAFA", "Gaza", "2020-05-05"),
        ("عمان (بترا)- ", "Petra", "Amman", None),
        ("مسقط/ العمانية/ ", "ONA", "Muscat", None),
        ("صنعاء (عدن الغد) - ", "عدن الغد", "Sanaa", None),
        ("سفولك (رويترز) - ", "Reuters", "سفولك", None),
        # Openings of the ANT corpus: ant-10061, ant-10699, ant-10302, ant-jawhara-34857, top-37631.
        (
            "أتلانتا، الولايات المتحدة الامريكية (CNN)-- ",
            "CNN",
            "Atlanta, United States",
            None,
        ),
        (
            "دبي، الإمارات العربية المتحدة (CNN) -- \n",
            "CNN",
            "Dubai, United Arab Emirates",
            None,
        ),
        ("(CNN)-- ", "CNN", None, None),
        ("تونس 11 ديسمبر 2016 (وات) - ", "TAP", "Tunis", "2016-12-11"),
        ("جنين — ", None, "Jenin", None),
    ],
)
@pytest.mark.parametrize("title", ["", "وزير يعلن مشروعا جديدا\n\n"])
def test_datelines_are_cut_off_and_read(
    title: str, opening: str, agency: str | None, place: str | None, date: str | None
) -> None:
    document = read_text(title + opening + BODY)
    assert document.dateline is not None
    assert (document.dateline.agency, document.dateline.place, document.dateline.date) == (
        agency,
        place,
        date,
    )
    assert document.dateline.span[0] == len(title)
    assert document.text[slice(*document.dateline.span)] == opening.strip()
    assert shape(document)[-1] == ("body", BODY)


@pytest.mark.parametrize(
    "sentence",
    [
        "أعلن حلف شمال الأطلسي (الناتو) - الذي يضم ثلاثين دولة - أنه سيجتمع قريبا.",
        "قالت وكالة الأنباء (رويترز) - إن الاجتماع تأجل.",
        "دبي - التي تستضيف المعرض - تتوقع زيادة في عدد الزوار.",
        "رويترز: مقتل خمسة أشخاص في حادث.",
        "الجزيرة التي ضربها الإعصار تنتظر المساعدات.",
        "قضت محكمة في أرض الصومال أو صوماليلاند - التي أعلنت استقلالها - بالسجن.",
        "مصر، السعودية، الإمارات والبحرين قطعت علاقاتها.",
        "غزة.",
    ],
)
def test_what_is_not_certainly_a_dateline_stays_in_the_sentence(sentence: str) -> None:
    document = read_text(f"{BODY[:40]}\n\n{sentence}\n\n{BODY * 2}")
    assert document.dateline is None
    assert shape(document)[1][1] == sentence


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("وزير يعلن مشروعا جديدا", True),
        ("هل يبدأ المشروع هذا العام؟", True),
        ("5.5 ملايين سائح زاروا البلاد", True),
        ("والي المدينة يستقيل ولكن..", True),
        ("أعلن الوزير مشروعا جديدا.", False),
        ("وقال الوزير في تصريح للصحفيين:", False),
        ("- بند أول في القائمة", False),
        (BODY.rstrip(".") * 3, False),
    ],
)
def test_a_title_is_short_and_does_not_stop(first: str, title: bool) -> None:  # noqa: FBT001
    document = read_text(f"{first}\n{BODY}")
    assert (document.paragraphs[0].kind == "title") is title


def test_one_paragraph_is_never_a_title() -> None:
    assert shape(read_text("خبر عاجل من العاصمة")) == [("body", "خبر عاجل من العاصمة")]


def test_two_lines_are_held_to_the_width_of_the_longer_blocks() -> None:
    long = (
        "أعلن وزير الخارجية الأميركي أن بلاده ملتزمة بنزع السلاح النووي من\n"
        "شبه الجزيرة الكورية وأن العقوبات ستبقى سارية إلى أن يتحقق ذلك على\n"
        "نحو كامل."
    )
    two = (
        'ودعا الوزير روسيا إلى احترام القانون الدولي، مضيفا: "نريد الحوار مع\n'
        'روسيا وهذا يتوقف على أعمالهم".'
    )
    title = "الوزير الأميركي يدعو روسيا إلى احترام القانون الدولي"
    lines = f"{title}\n\n{long}\n\n{two}"
    assert shape(read_text(lines)) == [("title", title), ("body", long), ("body", two)]
    # Short lines, and lines of which nothing says how wide they were, stay apart.
    verse = "قال الوزير\nإن المحادثات ستستمر."
    assert shape(read_text(f"{long}\n\n{verse}"))[1:] == [
        ("body", line) for line in verse.split("\n")
    ]
    assert len(shape(read_text(f"{title}\n\n{two}"))) == 3


def test_lines_wrapped_at_a_fixed_width_are_one_paragraph() -> None:
    words = (BODY.rstrip(".") + " ") * 4
    lines: list[str] = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) > 70:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    wrapped = "\n".join(lines) + "."
    assert shape(read_text(wrapped)) == [("body", wrapped)]


@pytest.mark.parametrize("nothing", ["", " \n\t", "***\n---", "\u200b\ufeff", "\0"])
def test_nothing_gives_no_paragraphs(nothing: str) -> None:
    assert read_text(nothing).paragraphs == ()


@given(
    st.text(
        alphabet=st.sampled_from(' \n\r\t.-–—•()،/:؟«»"123أبتمواقلـ\u200f\ud800٣') | st.characters()
    )
)
def test_spans_are_ordered_trimmed_and_miss_no_letter(text: str) -> None:
    document = read_text(text)
    assert document.text == text
    covered = [document.dateline.span] if document.dateline else []
    covered += [paragraph.span for paragraph in document.paragraphs]
    covered.sort()
    position = 0
    left = ""
    for start, end in covered:
        assert position <= start < end <= len(text)
        assert text[start:end].strip() == text[start:end]
        left += text[position:start]
        position = end
    assert not any(char.isalnum() for char in left + text[position:])


@pytest.mark.parametrize("unit", ["م", "\n", "- ", "(", "دبي - ", "(رويترز) - ", "1. ", " \u202e"])
def test_a_long_monotone_text_is_read(unit: str) -> None:
    assert len(read_text(unit * 200_000).text) == 200_000 * len(unit)
