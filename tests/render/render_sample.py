from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import msgspec

from service.schema import (
    ArticleInfo,
    Brief,
    Counts,
    Cue,
    Dateline,
    Flag,
    Headline,
    Mention,
    ModelSignature,
    Segment,
    Signature,
    Span,
    Speaker,
    Statement,
    SummaryPoint,
    Timings,
    When,
)

ARTICLE = Path(__file__).parents[2].joinpath("seeds/white-house-ukraine.ar.txt").read_text("utf-8")

# One English sentence for each paragraph of the seed article, translated by hand.
ENGLISH = Path(__file__).with_name("data").joinpath("seed.en.txt").read_text("utf-8").splitlines()


def _span(words: str, after: int = 0) -> Span:
    start = ARTICLE.index(words, after)
    return start, start + len(words)


def _mention(arabic: str, english: str, after: int = 0) -> Mention:
    return Mention(ar=arabic, span=_span(arabic, after), en=english)


def _segments() -> tuple[Segment, ...]:
    dateline_end = ARTICLE.index("2021ء) ") + len("2021ء) ")
    found: list[Segment] = []
    position = 0
    for index, line in enumerate(line for line in ARTICLE.split("\n") if line):
        start = ARTICLE.index(line, position)
        position = start + len(line)
        start = dateline_end if index == 1 else start
        flags: tuple[Flag, ...] = ()
        level, score = "high", 0.93
        if index == 8:
            level, score = "medium", 0.71
            flags = (
                Flag(code="length_ratio", detail="the English is much shorter than the Arabic"),
                Flag(code="split", detail="translated in 2 parts", severity="note"),
            )
        if index == 9:
            level, score = "low", 0.42
            flags = (
                Flag(
                    code="number_missing",
                    detail="70 is in the Arabic, not in the English",
                    span=_span("70"),
                ),
            )
        found.append(
            Segment(
                id=index,
                paragraph=index,
                ar=ARTICLE[start:position],
                span=(start, position),
                en=ENGLISH[index],
                score=score,
                confidence=level,
                flags=flags,
                duplicate_of=7 if index == 11 else None,
            )
        )
    return tuple(found)


def _statements() -> tuple[Statement, ...]:
    return (
        Statement(
            id=0,
            speaker=Speaker(
                ar="جين ساكي",
                span=_span("جين ساكي"),
                en="Jen Psaki",
                role="White House spokeswoman",
            ),
            cue=Cue(ar="وقالت", span=_span("وقالت"), kind="say"),
            content=_mention(
                "نواصل اتصالاتنا الدبلوماسية مع روسيا والحلفاء في أوروبا لتهدئة التوتر",
                "We are continuing our diplomatic contacts with Russia and allies in Europe to "
                "calm tension.",
            ),
            venue=_mention("في مؤتمر صحفي", "at a press conference"),
            time=When(ar="اليوم الاثنين", span=_span("اليوم الاثنين"), iso="2021-12-13"),
            direct="direct",
            stance="asserted",
            segments=(2,),
            score=0.95,
        ),
        Statement(
            id=1,
            speaker=Speaker(
                ar="الرئيس فلاديمير بوتين",
                span=_span("الرئيس فلاديمير بوتين"),
                en="President Vladimir Putin",
            ),
            cue=Cue(ar="أكد", span=_span("أكد", _span("للكرملين")[0]), kind="affirm"),
            content=_mention(
                "على ضرورة البدء فورا بمفاوضات",
                "the need to start negotiations immediately",
            ),
            via=_mention(
                "بيان المكتب الإعلامي للكرملين", "a statement of the Kremlin press office"
            ),
            direct="mixed",
            stance="demanded",
            segments=(4,),
            score=0.88,
            repeats=(_span("على ضرورة البدء فورًا بمفاوضات"),),
        ),
        Statement(
            id=2,
            speaker=Speaker(ar="موسكو", span=_span("موسكو", _span("نفته")[0]), en="Moscow"),
            cue=Cue(ar="نفته", span=_span("نفته"), kind="deny"),
            content=_mention(
                "بالتحضير لغزو أوكرانيا عسكريا", "of preparing a military invasion of Ukraine"
            ),
            direct="indirect",
            stance="denied",
            segments=(8,),
            score=0.81,
            flags=(Flag(code="speaker_carried", detail="from the start of S9", severity="note"),),
        ),
    )


def _summary() -> tuple[SummaryPoint, ...]:
    segments = _segments()
    return (
        SummaryPoint(en=ENGLISH[2], ar=segments[2].ar, segments=(2,), method="extractive"),
        SummaryPoint(
            en="The EU and the United States accuse Russia of preparing to invade Ukraine; Moscow "
            "denies it.",
            ar="ويتهم الاتحاد الأوروبي، والولايات المتحدة روسيا بالتحضير لغزو أوكرانيا عسكريا، وهو "
            "ما نفته موسكو مرارا",
            segments=(8, 7),
            method="abstractive",
        ),
    )


def sample_brief() -> Brief:
    segments = _segments()
    return Brief(
        headline=Headline(ar=segments[0].ar, en=ENGLISH[0], span=segments[0].span, own=True),
        summary=_summary(),
        statements=_statements(),
        segments=segments,
        article=ArticleInfo(
            title=segments[0].ar,
            language="ar",
            counts=Counts(
                code_points=len(ARTICLE),
                paragraphs=12,
                segments=12,
                words=len(ARTICLE.split()),
                flagged_segments=2,
            ),
            dateline=Dateline(
                span=(80, 129), agency="Pakistan Point News / Sputnik", date="2021-12-14"
            ),
        ),
        signature=Signature(
            program="mujaz 0.1.0",
            models=(ModelSignature(id="ar-en", sha256="ab" * 32, compute_type="int8", beam=2),),
        ),
        timings=Timings(
            reading=3.1, translation=1840.0, statements=12.5, summary=8.4, total=1872.2
        ),
    )


def infect(brief: Brief, text: str) -> Brief:
    """Every free text of the brief replaced by `text`, codes and ids kept."""
    kept = {"code", "severity", "kind", "stance", "direct", "method", "confidence", "language"}

    def walk(value: Any, name: str) -> Any:  # noqa: ANN401 - any JSON value
        if isinstance(value, str):
            return value if name in kept else text
        if isinstance(value, dict):
            inside = cast("dict[str, Any]", value)
            return {key: walk(inner, key) for key, inner in inside.items()}
        if isinstance(value, (list, tuple)):
            return [walk(inner, name) for inner in cast("list[Any]", value)]
        return value

    return msgspec.convert(walk(msgspec.to_builtins(brief), ""), Brief)
