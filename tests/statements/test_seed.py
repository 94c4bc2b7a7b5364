"""What an editor expects of the seed article, on the Arabic side."""

# ruff: noqa: E501 - a case reads best on one line

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from service.schema import Statement

SEED = Path(__file__).parents[2] / "seeds" / "white-house-ukraine.ar.txt"

# cue, class, speaker, first words of the content, last words, directness, stance, via
EXPECTED = [
    ("أكد", "affirm", "البيت الأبيض", "الاتصالات الدبلوماسية", "حول أوكرانيا", "indirect", "asserted", None),
    (
        "وقالت", "say", "المتحدثة باسم البيت الأبيض جين ساكي", "نواصل اتصالاتنا", "حول أوكرانيا",
        "direct", "asserted", None,
    ),
    (
        "أكد", "affirm", "الرئيس الروسي، فلاديمير بوتين", "ضرورة البدء", "تجاه الشرق",
        "indirect", "asserted", None,
    ),
    (
        "أكد", "affirm", "الرئيس فلاديمير بوتين", "ضرورة البدء", "في المقام الأول",
        "direct", "asserted", "بيان المكتب الإعلامي للكرملين",
    ),
    ("أشار", "say", "بوتين", '"الاستحواذ" العسكري', '"الناتو"', "indirect", "asserted", None),
    ("وجاء في", "say", "بيان الكرملين", "تمت الإشارة", "لأمن روسيا", "direct", "asserted", None),
    ("تعتبره", "say", "موسكو", "خرقاً للوثيقة", "مع الحلف", "indirect", "asserted", None),
    (
        "ويتهم", "accuse", "الاتحاد الأوروبي، والولايات المتحدة", "روسيا بالتحضير", "أوكرانيا عسكريا",
        "indirect", "asserted", None,
    ),
    ("نفته", "deny", "موسكو", "روسيا بالتحضير", "أوكرانيا عسكريا", "indirect", "denied", None),
    ("معتبرة", "say", "موسكو", "تلك الاتهامات", "حدود روسيا", "indirect", "asserted", None),
    ("وطالب", "demand", "زعماء دول غربية", "بضرورة استئناف", "عام 1944", "indirect", "demanded", None),
    (
        "دعا", "call_for", "الرئيس الروسي فلاديمير بوتين", "لعدم تحميل", "حول أوكرانيا",
        "indirect", "demanded", None,
    ),
    (
        "وأشار", "say", "الرئيس الروسي فلاديمير بوتين", '"الناتو" هو', "الحدود الروسية",
        "indirect", "asserted", None,
    ),
    (
        "مطالبا", "demand", "الرئيس الروسي فلاديمير بوتين", "بضمانات أمنية", "المتاخمة لروسيا",
        "indirect", "demanded", None,
    ),
]  # fmt: skip


@pytest.fixture
def found(finder: Callable[[str], tuple[Statement, ...]]) -> tuple[Statement, ...]:
    return finder(SEED.read_text("utf-8"))


def test_the_statements_an_editor_expects_and_no_others(found: tuple[Statement, ...]) -> None:
    seen = [
        (
            one.cue.ar,
            one.cue.kind,
            one.speaker.ar if one.speaker else None,
            one.direct,
            one.stance,
            one.via.ar if one.via else None,
        )
        for one in found
    ]
    assert seen == [(c, k, s, d, st, via) for c, k, s, _, _, d, st, via in EXPECTED]


def test_contents_begin_and_end_where_what_is_said_does(found: tuple[Statement, ...]) -> None:
    for one, (_, _, _, first, last, *_) in zip(found, EXPECTED, strict=True):
        assert one.content.ar.startswith(first)
        assert one.content.ar.endswith(last)


def test_the_denial_answers_the_accusation(found: tuple[Statement, ...]) -> None:
    accusation = next(one for one in found if one.cue.kind == "accuse")
    denial = next(one for one in found if one.cue.kind == "deny")
    assert denial.answers == accusation.id
    assert denial.content.span == accusation.content.span


def test_circumstances_of_the_press_conference_and_the_call(found: tuple[Statement, ...]) -> None:
    psaki, putin = found[1], found[2]
    assert psaki.venue is not None
    assert psaki.venue.ar == "مؤتمر صحفي"
    assert psaki.time is not None
    assert (psaki.time.ar, psaki.time.iso) == ("اليوم الاثنين", "2021-12-13")
    assert putin.addressee is not None
    assert putin.addressee.ar == "رئيس الوزراء البريطاني، بوريس جونسون"
    biden = next(one for one in found if one.cue.kind == "call_for")
    assert biden.addressee is not None
    assert biden.addressee.ar == "نظيره الأميركي جو بايدن"


def test_the_repeated_paragraph_is_one_statement(found: tuple[Statement, ...]) -> None:
    considered = next(one for one in found if one.cue.ar == "تعتبره")
    assert len(considered.repeats) == 1
    assert considered.repeats[0][0] > considered.content.span[1]


def test_neither_title_nor_dateline_speaks(found: tuple[Statement, ...]) -> None:
    text = SEED.read_text("utf-8")
    body = text.index("أكد البيت الأبيض")
    assert all(one.cue.span[0] >= body for one in found)
    assert all(one.speaker is None or "سبوتنيك" not in one.speaker.ar for one in found)


def test_carried_speakers_say_from_where(found: tuple[Statement, ...]) -> None:
    text = SEED.read_text("utf-8")
    for cue in ("معتبرة", "وأشار", "مطالبا"):
        one = next(one for one in found if one.cue.ar == cue)
        assert one.speaker is not None
        assert one.speaker.resolved_from is not None
        assert text[slice(*one.speaker.resolved_from)] == one.speaker.ar
        assert "speaker_carried" in {flag.code for flag in one.flags}
