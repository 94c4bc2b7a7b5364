"""Taking a shorter form whole, in part, or not at all."""

from __future__ import annotations

import re

import pytest

from service.condense.compress import Short
from service.condense.form import broken
from service.condense.phrases import may_go
from service.condense.shorten import shorten
from service.engine.protocols import Link, Translation
from service.schema import SummaryPoint
from service.translated import TranslatedSegment

_PAIRS = (
    ("قال المسؤول", "The official said"),
    ("يوم الاثنين", "on Monday"),
    ("إن الوزير تحدث", "that the minister had spoken"),
    ("إلى النواب", "to deputies"),
    ("خلال الجلسة", "during the session"),
    ("قبل التصويت.", "before the vote."),
)


def _segment() -> TranslatedSegment:
    links: list[Link] = []
    left = right = 0
    for arabic, english in _PAIRS:
        sources = [(left + m.start(), left + m.end()) for m in re.finditer(r"\S+", arabic)]
        targets = [(right + m.start(), right + m.end()) for m in re.finditer(r"\S+", english)]
        links += [
            Link(target=one, source=sources[min(at, len(sources) - 1)], weight=0.9)
            for at, one in enumerate(targets)
        ]
        left, right = left + len(arabic) + 1, right + len(english) + 1
    ar, en = (" ".join(pair[side] for pair in _PAIRS) for side in (0, 1))
    given = Translation(ar=ar, en=en, score=0.9, confidence="high", links=tuple(links))
    return TranslatedSegment(id=0, paragraph=0, span=(0, len(ar)), translation=given)


def _shortened(*written: str) -> SummaryPoint:
    segment = _segment()
    whole = segment.translation
    point = SummaryPoint(en=whole.en, ar=whole.ar, segments=(0,), method="extractive")
    return shorten(point, Short(whole.en, whole.ar, cut=False), written, segment, ())


def test_what_two_forms_leave_out_is_cut_where_it_stands() -> None:
    """The first form loses the day and a verb; the second one the end."""
    point = _shortened(
        "The official said that the minister to deputies during the session before the vote.",
        "The official said that the minister had spoken to deputies during the session of.",
        "The official said on Monday the minister had spoken deputies during the session.",
    )
    assert point.method == "abstractive"
    assert "had spoken to deputies" in point.en
    assert set(point.en.rstrip(".").split()) <= set(_segment().translation.en.rstrip(".").split())


def test_a_form_after_one_that_leaves_nothing_out_is_tried() -> None:
    whole = _segment().translation.en
    point = _shortened(whole, whole.replace(" before the vote", ""))
    assert point.en == whole.replace(" before the vote", "")


def test_a_word_in_another_form_is_not_taken_from_the_model() -> None:
    point = _shortened("The official said on Monday that the minister had spoke to deputies.")
    assert "had spoke " not in point.en


@pytest.mark.parametrize(
    "text",
    [
        "The leader, detained a, will not go free.",
        "Ramadan is likely to begin this.",
        "The envoys of, who met, agreed.",
    ],
)
def test_a_phrase_without_its_end_is_seen(text: str) -> None:
    whole = (
        "The leader, detained a year ago, of the envoys will not go free; to begin this evening."
    )
    assert broken(text, whole)


@pytest.mark.parametrize(
    ("ar", "cut"),
    [
        ("تزايدت التوقعات بزيادة حادة أخرى في أسعار الفائدة.", "في أسعار الفائدة"),
        ("كان هذا الموقع يستخدم في تجربة الصواريخ.", "في تجربة الصواريخ"),
        ("لم يقدم الحكم أداء جيدا في إدارة المباراة.", "في إدارة المباراة"),
        ("سيعلق الزعيم التجارب في الوقت الحاضر.", "في الوقت الحاضر"),
        ("يهدد بمنعهم من القيادة لعامين في حالة انتهاكها.", "في حالة انتهاكها"),
        ("أسفرت المواجهات عن سقوط قتلى في صفوف المسلحين.", "في صفوف المسلحين"),
        ("كان أول رئيس يزور البلد منذ نهاية الحرب.", "منذ نهاية الحرب"),
        ("نشرت صورة القيادي، الذي حكم عليه، في قضية الاعتصام.", "، الذي حكم عليه،"),
        ("اقتحموا، صباح الثلاثاء 10 جانفي المقر، غاضبين.", "صباح الثلاثاء 10 جانفي المقر،"),
        ("قال المدرب، عقب المباراة إن اللاعب أصيب.", "عقب المباراة إن اللاعب أصيب"),
    ],
)  # fmt: skip
def test_arabic_keeps_what_its_words_lead_to(ar: str, cut: str) -> None:
    start = ar.index(cut)
    assert not may_go(ar, (start, start + len(cut)), ())
