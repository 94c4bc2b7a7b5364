"""The seed article through the real models: what an editor checks before quoting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from service.schema import Brief

if TYPE_CHECKING:
    from service.facade import Mujaz


@pytest.fixture(scope="module")
def brief(mujaz: Mujaz, seed: str) -> Brief:
    return mujaz.brief(seed)


def _overlap(one: str, other: str) -> float:
    words, others = set(one.split()), set(other.split())
    return len(words & others) / max(1, min(len(words), len(others)))


def test_every_sentence_leads_back_to_its_arabic(brief: Brief, seed: str) -> None:
    position = 0
    for segment in brief.segments:
        start, end = segment.span
        assert seed[start:end] == segment.ar
        assert start >= position
        assert segment.en.strip()
        position = end
    assert brief.headline.own
    assert seed[slice(*brief.headline.span)] == brief.headline.ar


def test_statement_spans_are_code_points_of_the_article(brief: Brief, seed: str) -> None:
    for statement in brief.statements:
        for mention in (statement.cue, statement.content, statement.speaker, statement.via):
            if mention is not None:
                assert seed[slice(*mention.span)] == mention.ar


def test_the_repeated_paragraph_counts_once(brief: Brief) -> None:
    last = brief.segments[-1]
    assert last.duplicate_of is not None
    assert "خلال الآونة الأخيرة" in brief.segments[last.duplicate_of].ar
    for index, point in enumerate(brief.summary):
        for other in brief.summary[index + 1 :]:
            assert _overlap(point.ar, other.ar) < 0.8
            assert not set(point.segments) & set(other.segments)


def test_words_are_attributed_to_who_said_them(brief: Brief) -> None:
    psaki = next(one for one in brief.statements if "نواصل اتصالاتنا" in one.content.ar)
    assert psaki.speaker is not None
    assert "ساكي" in psaki.speaker.ar
    assert psaki.direct == "direct"
    kremlin = next(one for one in brief.statements if "البدء فورا بمفاوضات" in one.content.ar)
    assert "كرملين" in " ".join(
        mention.ar for mention in (kremlin.speaker, kremlin.via) if mention is not None
    )
    assert all(one.speaker is None or "سبوتنيك" not in one.speaker.ar for one in brief.statements)


def test_a_denial_stays_a_denial(brief: Brief) -> None:
    denial = next(one for one in brief.statements if one.cue.kind == "deny")
    assert denial.stance == "denied"
    assert denial.speaker is not None
    assert "موسكو" in denial.speaker.ar
    accusation = next(one for one in brief.statements if one.cue.kind == "accuse")
    assert denial.answers == accusation.id


def test_the_date_of_the_story(brief: Brief) -> None:
    assert brief.article.dateline is not None
    assert brief.article.dateline.date == "2021-12-14"
    psaki = next(one for one in brief.statements if "نواصل اتصالاتنا" in one.content.ar)
    assert psaki.time is not None
    assert psaki.time.iso == "2021-12-13"


@pytest.mark.parametrize("number", ["70", "1944", "2014"])
def test_numbers_survive_or_are_flagged(brief: Brief, number: str) -> None:
    for segment in brief.segments:
        if number in segment.ar and number not in segment.en:
            flags = [flag for flag in segment.flags if flag.code.startswith("number")]
            assert any(number in flag.detail for flag in flags), segment


def test_the_month_with_two_names_is_june_or_flagged(brief: Brief) -> None:
    segment = next(one for one in brief.segments if "حزيران/يونيو" in one.ar)
    assert "June" in segment.en or any(flag.severity == "warning" for flag in segment.flags)


def test_the_same_text_gives_the_same_brief(mujaz: Mujaz, seed: str, brief: Brief) -> None:
    again = mujaz.brief(seed)
    strip = {"timings": None}
    assert msgspec.structs.replace(again, **strip) == msgspec.structs.replace(brief, **strip)


def test_the_signature_names_the_weights(brief: Brief) -> None:
    model = brief.signature.models[0]
    assert model.id == "ar-en"
    assert len(model.sha256) == 64
    assert model.compute_type.startswith("int8")
