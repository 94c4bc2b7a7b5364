"""The gold key sentences as candidates, for `bench/summary.py`; texts stay where they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from service import condense, statements
from service.arabic.segment import sentences
from service.article.document import Document, Paragraph
from service.engine.protocols import Translation
from service.evaluation import gold
from service.translated import TranslatedSegment

if TYPE_CHECKING:
    from pathlib import Path

    from service.schema import Span, Statement


class Article(msgspec.Struct, frozen=True):
    """One annotated article, segmented, its statements found."""

    id: str
    document: Document
    text: str
    keys: tuple[tuple[Span, ...], ...]
    offset: int
    """Where `text` begins in the document, behind the title."""
    segments: tuple[TranslatedSegment, ...]
    statements: tuple[Statement, ...]

    def spans(self, chosen: tuple[TranslatedSegment, ...]) -> list[Span]:
        """Return the spans of segments in `text`."""
        return [(s.span[0] - self.offset, s.span[1] - self.offset) for s in chosen]


def load(path: Path, news: Path) -> list[Article]:
    """Read a gold file; the Arabic stands on both sides, for choosing reads only that."""
    marked = gold.summaries(path)
    texts = gold.texts(news, marked)
    found: list[Article] = []
    for article in marked:
        title, body = texts[article.id]
        text = f"{title}\n{body}"
        paragraphs: list[Paragraph] = []
        start = 0
        for line in text.split("\n"):
            if line.strip():
                kind = "body" if paragraphs else "title"
                paragraphs.append(Paragraph(span=(start, start + len(line)), kind=kind))
            start += len(line) + 1
        document = Document(text=text, paragraphs=tuple(paragraphs))
        segments: list[TranslatedSegment] = []
        for number, paragraph in enumerate(paragraphs):
            for span in sentences(text, *paragraph.span):
                ar = text[slice(*span)]
                segments.append(
                    TranslatedSegment(
                        id=len(segments),
                        paragraph=number,
                        span=span,
                        translation=Translation(ar=ar, en=ar, score=1.0, confidence="high"),
                        title=paragraph.kind == "title",
                    )
                )
        ready = condense.mark_duplicates(segments)
        found.append(
            Article(
                article.id,
                document,
                body,
                article.keys,
                len(title) + 1,
                ready,
                statements.find(document, ready),
            )
        )
    return found
