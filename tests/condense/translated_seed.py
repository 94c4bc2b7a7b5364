"""The seed article with a translation and alignment made by hand."""

from __future__ import annotations

import re
from pathlib import Path

from service.article.document import Document, Paragraph
from service.engine.protocols import Link, Translation
from service.translated import TranslatedSegment

_ROOT = Path(__file__).parents[2]


def _link(ar: str, phrases: list[tuple[str, str]]) -> tuple[str, tuple[Link, ...]]:
    """Join the English phrases and link each of their words to an Arabic word of its phrase."""
    english, used = "", 0
    links: list[Link] = []
    for phrase, source in phrases:
        english += " " if english else ""
        words = list(re.finditer(r"\S+", phrase))
        targets = [(len(english) + word.start(), len(english) + word.end()) for word in words]
        english += phrase
        spans: list[tuple[int, int]] = []
        for part in () if source == "-" else source.split():
            start = ar.find(part, max(0, used - 60))
            if start < 0:
                start = ar.find(part)
            assert start >= 0, (part, ar)
            spans.append((start, start + len(part)))
        if spans:
            used = max(used, spans[0][0])
        links += [
            Link(target=target, source=spans[min(index, len(spans) - 1)], weight=0.9)
            for index, target in enumerate(targets)
            if spans
        ]
    return english, tuple(links)


def seed() -> tuple[Document, tuple[TranslatedSegment, ...]]:
    text = (_ROOT / "seeds" / "white-house-ukraine.ar.txt").read_text(encoding="utf-8")
    rows = [
        line.split("\t")
        for line in (Path(__file__).parent / "data" / "seed.tsv").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    segments: list[TranslatedSegment] = []
    for number, match in enumerate(re.finditer(r"[^\n]+", text)):
        start, end = match.span()
        if number == 1:
            start = text.index(") ", start) + 2
        ar = text[start:end]
        phrases = [(en, source) for paragraph, en, source in rows if int(paragraph) == number]
        english, links = _link(ar, phrases)
        segments.append(
            TranslatedSegment(
                id=number,
                paragraph=number,
                span=(start, end),
                translation=Translation(
                    ar=ar, en=english, score=0.9, confidence="high", links=links
                ),
                title=number == 0,
            )
        )
    document = Document(
        text=text,
        paragraphs=tuple(
            Paragraph(span=segment.span, kind="title" if segment.title else "body")
            for segment in segments
        ),
    )
    return document, tuple(segments)


def segment(
    number: int, ar: str, en: str | None = None, *, title: bool = False
) -> TranslatedSegment:
    """Make a segment of its own paragraph; the span is only right for the first."""
    return TranslatedSegment(
        id=number,
        paragraph=number,
        span=(0, len(ar)),
        translation=Translation(ar=ar, en=ar if en is None else en, score=0.9, confidence="high"),
        title=title,
    )
