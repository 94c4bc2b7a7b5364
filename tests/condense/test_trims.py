"""Closing clauses, asides and what an Arabic sentence cannot lose."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translated_seed import segment

from service.article.document import Document, Paragraph
from service.condense.compress import compress
from service.condense.form import broken, broken_arabic, lacking
from service.condense.phrases import may_go, with_marks
from service.condense.trims import trims
from service.engine.protocols import Link, Translation
from service.translated import TranslatedSegment

_NOWHERE = Document(text="", paragraphs=())
_LEAD = (
    ("أعلنت وزارة الصحة في العاصمة", "The health ministry in the capital announced"),
    ("فتح خمسة مستشفيات جديدة", "the opening of new hospitals"),
    ("في المحافظات الشرقية", "in the eastern provinces"),
    ("لعلاج المرضى والنازحين", "to treat patients and the displaced"),
)


def _aligned(*pairs: tuple[str, str]) -> TranslatedSegment:
    """Translate phrase by phrase, word linked to word in order."""
    ar = " ".join(arabic for arabic, _ in pairs)
    en = " ".join(english for _, english in pairs)
    links: list[Link] = []
    left = right = 0
    for arabic, english in pairs:
        sources = [(left + m.start(), left + m.end()) for m in re.finditer(r"\S+", arabic)]
        targets = [(right + m.start(), right + m.end()) for m in re.finditer(r"\S+", english)]
        links += [
            Link(target=one, source=sources[min(at, len(sources) - 1)], weight=0.9)
            for at, one in enumerate(targets)
        ]
        left, right = left + len(arabic) + 1, right + len(english) + 1
    translation = Translation(ar=ar, en=en, score=0.9, confidence="high", links=tuple(links))
    return TranslatedSegment(id=1, paragraph=1, span=(0, len(ar)), translation=translation)


@pytest.mark.parametrize(
    ("ar", "en"),
    [
        ("، مشيرة إلى أن العمل سيستمر هناك.", ", noting that work would go on there."),
        ("، بما في ذلك مستشفى للأطفال ومركز للولادة.", ", including a hospital for children."),
        ("، وذلك في إطار خطة الحكومة للتنمية.", ", as part of the government's plan."),
        ("، حيث يقيم كثير من أهالي القرى.", ", where many of the villagers live."),
        ("، ليرتفع عدد الأسرة في الإقليم.", ", raising the number of beds there."),
    ],
)
def test_a_closing_clause_goes_from_both_sides(ar: str, en: str) -> None:
    lead, english = _LEAD[-1]
    pairs = (*_LEAD[:-1], (f"{lead}،", f"{english},"), (ar[2:], en[2:]))
    short = compress(_NOWHERE, _aligned(*pairs), ())
    assert short.trimmed
    assert short.ar == " ".join(arabic for arabic, _ in _LEAD) + "."
    assert short.en == " ".join(english for _, english in _LEAD) + "."


@pytest.mark.parametrize(
    ("ar", "en"),
    [
        ("مشيرة إلى أن النقابة نفت ذلك تماما.", "noting that the union denied it outright."),
        ("بعد مقتل ثلاثة من الأطباء هناك.", "after three doctors were killed there."),
        ("وذلك بعد الحصول على موافقة البرلمان.", "after obtaining the approval of parliament."),
        ("حيث قال الوزير إن العمل مستمر.", "where the minister said work goes on."),
        ("وذلك خلال 3 أشهر من الآن.", "over 3 months from now."),
    ],
)
def test_what_a_reader_must_know_stays(ar: str, en: str) -> None:
    lead, english = _LEAD[-1]
    pairs = (*_LEAD[:-1], (f"{lead}،", f"{english},"), (ar, en))
    assert not compress(_NOWHERE, _aligned(*pairs), ()).trimmed


def test_a_lead_keeps_what_its_event_followed_from() -> None:
    lead, english = _LEAD[-1]
    clause = ("بعد اتفاق مع منظمة الصحة العالمية.", "after a deal with the world body.")
    sentence = _aligned(*_LEAD[:-1], (f"{lead}،", f"{english},"), clause)
    paragraph = Paragraph(span=sentence.span)
    document = Document(text=sentence.translation.ar, paragraphs=(paragraph,))
    assert not compress(document, sentence, ()).trimmed
    later = Document(text=document.text, paragraphs=(Paragraph(span=(5, 9)), paragraph))
    assert compress(later, sentence, ()).trimmed


def test_a_clause_without_links_stays() -> None:
    lead, english = _LEAD[-1]
    clause = ("حيث يقيم آلاف من أهالي القرى.", "where thousands of villagers live.")
    pairs = (*_LEAD[:-1], (f"{lead}،", f"{english},"), clause)
    ar, en = (" ".join(pair[side] for pair in pairs) for side in (0, 1))
    assert not compress(_NOWHERE, segment(0, ar, en), ()).trimmed


@pytest.mark.parametrize(
    ("ar", "cut", "may"),
    [
        ("حضت واشنطن شركاءها على فرض عقوبات.", "على فرض عقوبات", False),
        ("سيسمح للمرأة بالقيادة اعتبارا من يونيو.", "من يونيو", False),
        ("قررت الحكومة، الاثنين، الماضي طرد السفير.", "، الاثنين،", False),
        ("لم يجر المدرب، أي تبديل في الشوط، وتعب اللاعبون.", "، أي تبديل في الشوط،", False),
        ("أعلنت الوزارة مساء الثلاثاء أن العمل مستمر.", "مساء الثلاثاء", True),
        ("وصل الوفد إلى جنيف قبل بدء المحادثات.", "قبل بدء المحادثات", True),
        ("قتل ستة في هجوم، بينهم مقتل طفلين، قرب السوق.", "، بينهم مقتل طفلين،", False),
    ],
)
def test_arabic_loses_only_phrases_of_its_own(ar: str, cut: str, *, may: bool) -> None:
    start = ar.index(cut)
    assert may_go(ar, (start, start + len(cut)), ()) is may


def test_what_a_verb_asks_for_is_found_anywhere_in_what_would_go() -> None:
    assert lacking("حثت الأمم المتحدة الأطراف", "في جنيف على التهدئة")
    assert not lacking("حثت الأمم المتحدة الأطراف على التهدئة", "على الفور")
    assert not lacking("وصل الوفد", "على متن طائرة")


@pytest.mark.parametrize(
    "text",
    [
        "وذلك في الوقت.",
        "يسمح لها بالقيادة اعتبارا.",
        "قال ذلك (الحملة.",
        "وهو حيث.",
        "كما فعل كما قال.",
    ],
)
def test_arabic_without_its_end_is_seen(text: str) -> None:
    assert broken_arabic(text)
    assert not broken_arabic("وصل الوفد إلى جنيف.")


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said their contacts with Russia and the allies of Britain.",
        "Police opened an investigation into the animals discovered.",
        "The law was called (a step.",
        "They were there and also.",
    ],
)
def test_english_without_its_end_is_seen(text: str) -> None:
    assert broken(text, f"{text[:-1]} and more of it went on there.")
    whole = "The ministry said contacts with Russia had gone well there."
    assert not broken(whole, whole)


def test_one_comma_stays_behind_an_apposition() -> None:
    ar = "قالت شركة سنابل، أكبر مطاحن البلاد، اليوم، إن الربح ارتفع."
    start = ar.index("، اليوم،") + 2
    first, last = with_marks(ar, start, start + len("اليوم،"))
    assert ar[:first] + ar[last:] == "قالت شركة سنابل، أكبر مطاحن البلاد، إن الربح ارتفع."


@given(st.text(max_size=120), st.text(max_size=120))
def test_any_text_has_cuts_inside_it_or_none(ar: str, en: str) -> None:
    for cut in trims(Translation(ar=ar, en=en, score=1.0, confidence="high")):
        assert cut.ar is None or 0 <= cut.ar[0] <= cut.ar[1] <= len(ar)
        assert cut.en is None or 0 <= cut.en[0] <= cut.en[1] <= len(en)
