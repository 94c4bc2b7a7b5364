"""Phrases that go because Arabic marks them as such, and those that only look like it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.article.document import Document
from service.condense.compress import compress
from service.condense.form import lacking
from service.condense.phrases import may_go
from service.condense.stretches import stretches, with_commas
from service.engine.protocols import Link, Translation
from service.translated import TranslatedSegment

_NOWHERE = Document(text="", paragraphs=())
_LEAD = (
    ("سقطت القذيفة", "The shell fell"),
    ("داخل المنطقة العازلة", "inside the buffer zone"),
    ("شرق السياج الفاصل", "east of the fence"),
)


def _aligned(*pairs: tuple[str, str]) -> Translation:
    """Translate phrase by phrase, word linked to word in order."""
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
    ar, en = (" ".join(pair[side] for pair in pairs) for side in (0, 1))
    return Translation(ar=ar, en=en, score=0.9, confidence="high", links=tuple(links))


def _short(*pairs: tuple[str, str]) -> tuple[str, str]:
    given = _aligned(*pairs)
    segment = TranslatedSegment(id=1, paragraph=1, span=(0, len(given.ar)), translation=given)
    short = compress(_NOWHERE, segment, ())
    return short.ar, short.en


@pytest.mark.parametrize(
    ("ar", "en"),
    [
        ("في مرتفعات الجولان المحتلة فجرا.", "in the occupied Golan Heights at dawn."),
        ("أثناء الاحتفال السنوي بعيد المدينة.", "during the yearly feast of the town."),
        ("عندما كان الجنود يغادرون الموقع.", "when the soldiers were leaving the post."),
        ("خلال مناورات مع دولة مجاورة.", "during drills with a neighbouring state."),
    ],
)
def test_a_closing_phrase_goes_from_both_sides(ar: str, en: str) -> None:
    assert _short(*_LEAD, (ar, en)) == (
        "سقطت القذيفة داخل المنطقة العازلة شرق السياج الفاصل.",
        "The shell fell inside the buffer zone east of the fence.",
    )


@pytest.mark.parametrize(
    ("ar", "en"),
    [
        ("لكن الجيش نفى سقوطها هناك.", "but the army denied that it fell there."),
        ("إذا صح ما ورد في البيان.", "if what the statement says is true."),
        ("بحسب ما جاء في بيان الجيش.", "according to a statement of the army."),
        ("بعد مقتل جنديين في الموقع.", "after two soldiers were killed at the post."),
    ],
)
def test_contrast_condition_source_and_the_dead_stay(ar: str, en: str) -> None:
    given = _aligned(*_LEAD, (ar, en))
    assert _short(*_LEAD, (ar, en)) == (given.ar, given.en)


def test_a_second_claim_behind_a_comma_may_go() -> None:
    ar, en = _short(
        ("أصدرت الهيئة بيانات جديدة", "The body issued new data"),
        ("عن أعداد الناخبين هناك،", "on the numbers of voters there,"),
        ("وبلغ إجمالي المراكز 40 مركزا.", "and the centres reached 40 in all."),
    )
    assert ar == "أصدرت الهيئة بيانات جديدة عن أعداد الناخبين هناك."
    assert en == "The body issued new data on the numbers of voters there."


@pytest.mark.parametrize(
    "ar",
    [
        "أعلن الرئيس أمس بعد ذلك خططا واسعة لإعادة فرض العقوبات على البلاد.",
        "ارتفعت أسهم النادي في السوق أمس بنسبة 40 في المئة.",
        "أعلن النادي الألماني، الاثنين إقالة مديره الفني السابق، بعد تراجع نتائجه.",
        "تعاني صوفيا البالغة من العمر سبع سنوات، من مرض نادر جدا هناك.",
        "عاد الوفد أمس إلى بلده الواقع كله في قلب أفريقيا.",
    ],
)
def test_what_an_arabic_word_asks_for_is_no_phrase_to_lose(ar: str) -> None:
    """An object, a percentage, a complement behind a stray comma."""
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", ar)]
    en = " ".join(f"w{index}x" for index in range(len(words)))
    places = [(m.start(), m.end()) for m in re.finditer(r"\S+", en)]
    links = tuple(
        Link(target=target, source=source, weight=0.9)
        for target, source in zip(places, words, strict=True)
    )
    found = Translation(ar=ar, en=en, score=1.0, confidence="high", links=links)
    gone = [ar[slice(*cut.ar)] for cut in stretches(found) if cut.ar]
    for lost in ("خططا", "المئة", "إقالة", "مرض", "قلب"):
        assert not any(lost in one for one in gone)


def test_a_superlative_keeps_its_span() -> None:
    assert lacking("يقترب من أعلى مستوياته", "منذ أواخر 2014")
    assert lacking("هذا أول لقاء بين الرجلين", "منذ الحرب")
    assert not lacking("التقى الرجلان", "منذ أيام")


def test_a_time_after_a_number_is_a_phrase_and_a_share_is_none() -> None:
    ar = "فاز المنتخب 3-1 يوم الخميس في أولى مبارياته"
    start = ar.index("يوم")
    assert may_go(ar, (start, start + len("يوم الخميس")), ())
    ar = "ارتفعت بحوالي 40 في المئة بعد ورود تقارير"
    start = ar.index("في")
    assert not may_go(ar, (start, start + len("في المئة")), ())


def test_both_commas_of_an_aside_go_with_it() -> None:
    whole = "The bus, on Sunday, fell."
    start = whole.index("on")
    first, last = with_commas(whole, start, start + len("on Sunday"))
    assert whole[:first] + whole[last:] == "The bus fell."


@given(st.text(max_size=160), st.text(max_size=160))
def test_any_text_has_stretches_inside_it_or_none(ar: str, en: str) -> None:
    for cut in stretches(Translation(ar=ar, en=en, score=1.0, confidence="high")):
        assert cut.ar is not None
        assert 0 <= cut.ar[0] <= cut.ar[1] <= len(ar)


def test_a_contrast_keeps_the_clause_its_verb_stands_behind() -> None:
    pairs = (
        ("قلص الفريق الفارق إلى نقطة", "The team cut the lead to a point"),
        ("قبل نهاية المباراة المثيرة بقليل،", "shortly before the end of the thrilling game,"),
        ("لكن روكتس متصدر القسم الغربي،", "but Rockets the Western leader,"),
        ("الذي ضمن التأهل سجل رميات.", "who made the playoffs scored throws."),
    )
    ar, _ = _short(*pairs)
    assert ar.endswith("سجل رميات.")
