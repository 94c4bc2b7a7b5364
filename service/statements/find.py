"""From an article and its translated segments to its statements."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from service import schema
from service.statements.circumstances import Calendar, circumstances
from service.statements.emit import Writer
from service.statements.rank import order
from service.statements.reading import ArticleText, read
from service.statements.recognise import recognise
from service.statements.relate import answers, merge
from service.statements.resolve import Resolved, resolve
from service.statements.score import score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.article.document import Document
    from service.translated import TranslatedSegment


# Below this a statement is likelier to be none; see `score`.
_LEAST = 0.4


def find(
    document: Document, segments: Sequence[TranslatedSegment], *, least: float = _LEAST
) -> tuple[schema.Statement, ...]:
    """Return the attributed statements of an article, the weightiest first.

    `segments` are the sentences of the article in order, with their
    translations; titles among them are read only to weigh statements. Spans in
    the result are code points into `document.text`. `id` is the position in
    the result. What scores below `least` is left out. Linear in the length of
    the article; never raises on odd text.
    """
    article, everything = resolved(document, segments)
    found = tuple(one for one in everything if score(article, one) >= least)
    links = answers(article, found)
    kept, repeats = merge(article, found)
    calendar = Calendar(document.text, _reference(document))
    ranked = order(article, document, segments, found, kept, repeats)
    position = {index: rank for rank, index in enumerate(ranked)}
    writer = Writer(article, segments)
    return tuple(
        writer.statement(
            found[index],
            circumstances(article, found[index].raw, calendar),
            rank=rank,
            answers=position.get(links.get(index, -1)),
            repeats=repeats.get(index, ()),
        )
        for rank, index in enumerate(ranked)
    )


def resolved(
    document: Document, segments: Sequence[TranslatedSegment]
) -> tuple[ArticleText, tuple[Resolved, ...]]:
    """Return the article as read, and every statement in text order, nothing merged."""
    article = read(document, segments)
    return article, resolve(article, recognise(article))


def _reference(document: Document) -> dt.date | None:
    """Return the day relative dates count from: the dateline's, else the metadata's."""
    dated = document.dateline.date if document.dateline else None
    for value in (dated, document.published):
        if value is not None:
            try:
                return dt.date.fromisoformat(value[:10])
            except ValueError:
                continue
    return None
