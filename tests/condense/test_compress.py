from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from translated_seed import segment

from service.article.document import Document
from service.condense.compress import compress, well_formed
from service.engine.protocols import Link
from service.schema import Cue, Mention, Statement
from service.translated import TranslatedSegment

Article = tuple[Document, tuple[TranslatedSegment, ...]]
_NOWHERE = Document(text="", paragraphs=())


def _short(ar: str, en: str) -> tuple[str, str]:
    short = compress(_NOWHERE, segment(0, ar, en), ())
    return short.ar, short.en


@pytest.mark.parametrize(
    ("ar", "en", "short_ar", "short_en"),
    [
        (
            "ومن جانبه، أكد الوزير ذلك.",
            "For his part, the minister confirmed it.",
            "أكد الوزير ذلك.",
            "The minister confirmed it.",
        ),
        (
            "هذا وتشهد البلاد احتجاجات.",
            "This, and the country is seeing protests.",
            "تشهد البلاد احتجاجات.",
            "The country is seeing protests.",
        ),
        (
            "فيما دعا الرئيس إلى الحوار.",
            "While the president called for dialogue.",
            "دعا الرئيس إلى الحوار.",
            "The president called for dialogue.",
        ),
        (
            "وقالت الوزيرة إن الاتفاق وقع.",
            "The minister said the deal was signed.",
            "قالت الوزيرة إن الاتفاق وقع.",
            "The minister said the deal was signed.",
        ),
        (
            "وذكر البيان في هذا الصدد أن الحرب انتهت.",
            "The statement said in this regard that the war had ended.",
            "ذكر البيان أن الحرب انتهت.",
            "The statement said that the war had ended.",
        ),
        (
            "رفض حلف شمال الأطلسي (الناتو) الطلب.",
            "The North Atlantic Alliance (NATO) refused the request.",
            "رفض حلف شمال الأطلسي الطلب.",
            "The North Atlantic Alliance refused the request.",
        ),
    ],
)
def test_stock_phrases_and_glosses_go_from_both_sides(
    ar: str, en: str, short_ar: str, short_en: str
) -> None:
    assert _short(ar, en) == (short_ar, short_en)


@pytest.mark.parametrize(
    ("ar", "en"),
    [
        (
            "فيما تستمر المحادثات، أعلن الوزير الاتفاق.",
            "While the talks continue, the minister announced the deal.",
        ),
        (
            "ومن جانبه، أكد الوزير ذلك.",
            "In his speech, the minister confirmed it.",
        ),
        ("وزارة الصحة سجلت إصابات.", "The health ministry recorded infections."),
        ("وصل الرئيس إلى باريس.", "The president arrived in Paris."),
        ("ارتفعت الأسعار (5%) هذا العام.", "Prices rose (5%) this year."),
        ("ضبطت الشرطة كمية من مادة (سيمتكس).", "Police seized a quantity of material (Semtex)."),
        ("رفض الحلف (الناتو) الطلب.", "The alliance refused the request."),
        ("حضر الوزير (السابق) والسفير (الحالي).", "The (former) minister and the ambassador came."),
    ],
)
def test_what_is_no_link_or_has_no_partner_stays(ar: str, en: str) -> None:
    assert _short(ar, en) == (ar, en)


_CLAUSE_AR = "طالب زعماء الدول باستئناف المحادثات وفق صيغة نورماندي، التي شكلت عام 2014 في فرنسا."
_CLAUSE_EN = (
    "Leaders of the countries demanded that talks resume in the Normandy format, "
    "which was formed in 2014 in France."
)


def _linked(ar: str, en: str, pairs: list[tuple[str, str]]) -> TranslatedSegment:
    links = [
        Link(
            (en.index(word), en.index(word) + len(word)),
            (ar.index(to), ar.index(to) + len(to)),
            0.9,
        )
        for word, to in pairs
    ]
    one = segment(0, ar, en)
    return msgspec.structs.replace(
        one, translation=msgspec.structs.replace(one.translation, links=tuple(links))
    )


def test_a_closing_clause_goes_only_when_the_alignment_shows_it() -> None:
    good = [
        ("Leaders", "زعماء"),
        ("Normandy", "نورماندي"),
        ("formed", "شكلت"),
        ("2014", "2014"),
        ("France", "فرنسا"),
    ]
    short = compress(_NOWHERE, _linked(_CLAUSE_AR, _CLAUSE_EN, good), ())
    assert short.en.endswith("the Normandy format.")
    assert short.ar.endswith("صيغة نورماندي.")
    bad = [("Leaders", "فرنسا"), ("Normandy", "شكلت"), ("formed", "زعماء"), ("2014", "2014")]
    for unclear in ([], bad):
        short = compress(_NOWHERE, _linked(_CLAUSE_AR, _CLAUSE_EN, unclear), ())
        assert (short.ar, short.en) == (_CLAUSE_AR, _CLAUSE_EN)


@pytest.mark.parametrize(
    ("ar", "en"),
    [
        ("التي لم تعقد منذ عام", "which has not been held for a year"),
        ("التي قال إنها فشلت", "which he said had failed"),
        ("التي ستبدأ إذا توقف القتال", "which will begin if fighting stops"),
        ("التي نفت موسكو عقدها", "which Moscow denied holding"),
    ],
)
def test_denial_source_and_condition_are_never_cut(ar: str, en: str) -> None:
    source = f"دعا زعماء الدول الغربية الكبرى إلى استئناف المحادثات في العاصمة، {ar}."
    target = f"Leaders of major Western states called for resuming the talks in the capital, {en}."
    links = tuple(
        Link(
            (target.index(word), target.index(word) + len(word)),
            (source.index(to), source.index(to) + len(to)),
            0.9,
        )
        for word, to in (
            ("Leaders", "زعماء"),
            ("which", "التي"),
            (en.rsplit(maxsplit=1)[-1], ar.rsplit(maxsplit=1)[-1]),
        )
    )
    one = segment(0, source, target)
    one = msgspec.structs.replace(
        one, translation=msgspec.structs.replace(one.translation, links=links)
    )
    short = compress(_NOWHERE, one, ())
    assert (short.ar, short.en) == (source, target)


def test_what_a_statement_needs_is_protected(seed_article: Article) -> None:
    document, segments = seed_article
    nine = segments[9]
    start = document.text.index("التي شُكلت")
    claim = Statement(
        id=0,
        cue=Cue(ar="شُكلت", span=(start, start + 9), kind="say"),
        content=Mention(ar="", span=nine.span, en=""),
        direct="indirect",
        stance="asserted",
        segments=(9,),
        score=1.0,
    )
    assert "which was formed" not in compress(document, nine, ()).en
    assert "which was formed" in compress(document, nine, (claim,)).en


@pytest.mark.parametrize(
    ("given_en", "formed"),
    [
        ("the talks failed", "The talks failed."),
        ('"we will go," he said', '"We will go," he said.'),
        ('he said: "We will go."', 'He said: "We will go."'),
        ("40 died,", "40 died."),
        ("who is next?", "Who is next?"),
        ("", ""),
    ],
)
def test_points_begin_with_a_capital_and_end_with_a_stop(given_en: str, formed: str) -> None:
    assert well_formed(given_en) == formed


@given(st.text(max_size=120), st.text(max_size=120))
def test_any_pair_of_texts_only_gets_shorter(ar: str, en: str) -> None:
    short = compress(_NOWHERE, segment(0, ar, en), ())
    assert len(short.ar) <= len(ar)
    assert len(short.en) <= len(en) + 3  # a stop, and a capital such as Ss for ß
