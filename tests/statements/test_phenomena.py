from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from service.schema import Statement

sys.path.insert(0, str(Path(__file__).parent))

from phenomena import CASES, SILENT, Expected

Finder = Callable[[str], tuple[Statement, ...]]


@pytest.mark.parametrize(
    ("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_each_way_of_reporting(finder: Finder, text: str, expected: list[Expected]) -> None:
    seen = [
        (
            one.cue.ar,
            one.cue.kind,
            one.speaker.ar if one.speaker else None,
            one.content.ar,
            one.direct,
            one.stance,
        )
        for one in finder(text)
    ]
    assert seen == expected


@pytest.mark.parametrize("text", [case[1] for case in SILENT], ids=[case[0] for case in SILENT])
def test_what_is_no_statement(finder: Finder, text: str) -> None:
    assert [(one.cue.ar, one.content.ar) for one in finder(text)] == []


def test_the_agency_in_between_is_the_via(finder: Finder) -> None:
    (one,) = finder("ونقلت وكالة رويترز عن مسؤول عسكري قوله إن الطائرة سقطت.")
    assert one.via is not None
    assert one.via.ar == "وكالة رويترز"


def test_an_attribution_after_a_report_is_its_via(finder: Finder) -> None:
    (one,) = finder("قال وزير النفط إن الإنتاج سيزداد، بحسب وكالة الأنباء السعودية.")
    assert one.speaker is not None
    assert one.speaker.ar == "وزير النفط"
    assert one.via is not None
    assert one.via.ar == "وكالة الأنباء السعودية"


def test_a_bare_role_goes_back_to_its_bearer(finder: Finder) -> None:
    text = (
        "قالت المتحدثة باسم البيت الأبيض جين ساكي إن الاتصالات مستمرة. "
        "وأكدت المتحدثة أن الحوار هو السبيل."
    )
    _, second = finder(text)
    assert second.speaker is not None
    assert second.speaker.ar == "المتحدثة"
    assert second.speaker.resolved_from is not None
    assert text[slice(*second.speaker.resolved_from)] == "المتحدثة باسم البيت الأبيض جين ساكي"


def test_a_speaker_nobody_named_stays_open(finder: Finder) -> None:
    (one,) = finder('وأضافت "لن نقبل بذلك أبدا مهما حدث".')
    assert one.speaker is None
    assert "speaker_unresolved" in {flag.code for flag in one.flags}


def test_gender_keeps_a_speaker_from_words_of_another(finder: Finder) -> None:
    text = (
        "قالت وزيرة الصحة مريم حسين إن اللقاح متوفر. "
        "وقال وزير التعليم علي سالم إن المدارس ستفتح. "
        "وأضافت أن الحملة ستبدأ غدا."
    )
    last = finder(text)[-1]
    assert last.speaker is not None
    assert "مريم حسين" in last.speaker.ar


def test_an_unclosed_quotation_is_flagged(finder: Finder) -> None:
    (one,) = finder('وقال الرئيس: "سنواصل العمل من أجل السلام في كل مكان.')
    assert one.content.ar == "سنواصل العمل من أجل السلام في كل مكان"
    assert "quotation_unbalanced" in {flag.code for flag in one.flags}


def test_a_quotation_runs_over_paragraphs(finder: Finder) -> None:
    text = (
        'وقال الكاتب: "هذه بداية الطريق الطويل نحو الحل.\n\n'
        '"وسنصل إليه معا في نهاية الأمر".\n\nوانتهى المؤتمر مساء.'
    )
    one = finder(text)[0]
    assert one.content.ar.startswith("هذه بداية")
    assert one.content.ar.endswith("نهاية الأمر")
    assert len(one.segments) == 2


def test_a_refusal_answers_the_demand_it_refuses(finder: Finder) -> None:
    text = "وطالبت تركيا الحكومة السورية بوقف القصف، وهو ما رفضته دمشق."
    demand, refusal = finder(text)
    assert (refusal.cue.kind, refusal.stance) == ("refuse", "negated")
    assert refusal.answers == demand.id
