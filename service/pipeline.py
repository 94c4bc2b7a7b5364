"""From a document and its translations to a brief; pure, in two halves around the model.

`plan` runs before the translator and `assemble` after it, so that whoever
drives them (façade, HTTP, tests) owns threads, clocks and cancellation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

import msgspec

from service import condense
from service.arabic.gate import require_arabic
from service.arabic.segment import sentences
from service.errors import EmptyText, TextTooLong
from service.schema import (
    ArticleInfo,
    Brief,
    Counts,
    Flag,
    Headline,
    Segment,
    Signature,
    Span,
    Statement,
    SummaryPoint,
)
from service.translated import TranslatedSegment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.article.document import Document
    from service.condense import Summarizer
    from service.engine.protocols import Encoder, Translation

_S = TypeVar("_S", bound=msgspec.Struct)


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where one sentence stands in a document."""

    span: Span
    """Code points into `Document.text`."""
    paragraph: int
    title: bool


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to translate."""

    document: Document
    language: str
    places: tuple[Place, ...]

    @property
    def segments(self) -> tuple[str, ...]:
        """The sentences, exactly as they stand in the article."""
        return tuple(self.document.text[slice(*place.span)] for place in self.places)


def plan(document: Document, *, max_text: int) -> Plan:
    """Gate and segment a document.

    Raises:
        EmptyText: there is no visible text.
        TextTooLong: the article has more than `max_text` code points.
        NotArabic: the gate recognised another language.
    """
    if len(document.text) > max_text:
        message = f"the article has {len(document.text)} characters; the limit is {max_text}"
        raise TextTooLong(message)
    language = require_arabic(document.text)
    places = tuple(
        Place(span=span, paragraph=index, title=paragraph.kind == "title")
        for index, paragraph in enumerate(document.paragraphs)
        for span in sentences(document.text, *paragraph.span)
    )
    if not places:
        message = "there is no sentence in the text"
        raise EmptyText(message)
    return Plan(document=document, language=language.tag, places=places)


def translated(plan: Plan, translations: Sequence[Translation]) -> tuple[TranslatedSegment, ...]:
    """Put translations back in their places and mark what repeats."""
    return condense.mark_duplicates(
        [place(plan, index, translation) for index, translation in enumerate(translations)]
    )


def place(plan: Plan, index: int, translation: Translation) -> TranslatedSegment:
    """Put one translation back in its place."""
    where = plan.places[index]
    return TranslatedSegment(
        id=index,
        paragraph=where.paragraph,
        span=where.span,
        translation=translation,
        title=where.title,
    )


def segment(document: Document, item: TranslatedSegment) -> Segment:
    """Return the wire form of one translated segment, spans in the text as received."""
    translation = item.translation
    start = item.span[0]
    return Segment(
        id=item.id,
        paragraph=item.paragraph,
        ar=translation.ar,
        span=document.received(item.span),
        en=translation.en,
        score=translation.score,
        confidence=translation.confidence,
        flags=tuple(_moved(document, flag, start) for flag in translation.flags),
        duplicate_of=item.duplicate_of,
    )


def _moved(document: Document, flag: Flag, start: int) -> Flag:
    span = flag.moved(start).span
    return flag if span is None else msgspec.structs.replace(flag, span=document.received(span))


def received(document: Document, item: _S) -> _S:
    """Return `item` with every span inside it mapped to the text as received."""
    if document.origin is None:
        return item
    changes: dict[str, object] = {}
    for name in item.__struct_fields__:
        value: object = getattr(item, name)
        if name in ("span", "resolved_from"):
            changes[name] = None if value is None else document.received(cast("Span", value))
        elif name == "repeats":
            changes[name] = tuple(
                document.received(span) for span in cast("tuple[Span, ...]", value)
            )
        elif isinstance(value, msgspec.Struct):
            changes[name] = received(document, value)
        elif isinstance(value, tuple):
            changes[name] = tuple(
                received(document, part) if isinstance(part, msgspec.Struct) else part
                for part in cast("tuple[object, ...]", value)
            )
    return msgspec.structs.replace(item, **changes)


def find_summary(
    document: Document,
    items: Sequence[TranslatedSegment],
    found: Sequence[Statement],
    *,
    points: int,
    encoder: Encoder | None,
    summarizer: Summarizer | None = None,
    characters: int | None = None,
) -> tuple[Headline, tuple[SummaryPoint, ...]]:
    """Headline and summary points, spans still in `Document.text`."""
    summary = condense.summarise(
        document,
        items,
        found,
        points=points,
        characters=characters,
        encoder=encoder,
        summarizer=summarizer,
    )
    return condense.headline(document, items, summarizer), summary


def assemble(
    plan: Plan,
    items: Sequence[TranslatedSegment],
    found: Sequence[Statement],
    summary: tuple[Headline, tuple[SummaryPoint, ...]],
    signature: Signature,
) -> Brief:
    """Put the parts together, every span in the text as received."""
    document = plan.document
    headline, points = summary
    segments = tuple(segment(document, item) for item in items)
    flagged = sum(any(flag.severity == "warning" for flag in one.flags) for one in segments)
    dateline = document.dateline
    return Brief(
        headline=received(document, headline),
        summary=tuple(received(document, point) for point in points),
        statements=tuple(received(document, statement) for statement in found),
        segments=segments,
        article=ArticleInfo(
            title=headline.ar if headline.own else None,
            language=plan.language,
            dateline=None if dateline is None else received(document, dateline),
            counts=Counts(
                code_points=len(document.text),
                paragraphs=len(document.paragraphs),
                segments=len(segments),
                words=len(document.text.split()),
                flagged_segments=flagged,
            ),
        ),
        signature=signature,
    )
