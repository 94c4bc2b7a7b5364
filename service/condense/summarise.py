"""The points of a summary: chosen, shortened, checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.condense.choose import Weights, candidates, choose
from service.condense.compress import compress
from service.condense.headline import located_flags
from service.schema import SummaryPoint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.article.document import Document
    from service.engine.protocols import Encoder
    from service.schema import Statement
    from service.translated import TranslatedSegment

_WEIGHTS = Weights()


def allowed(sentences: int, points: int) -> int:
    """Return how many points an article of so many unique sentences may have.

    Half of them, rounded up: a summary as long as its article is not one.
    """
    return min(points, (sentences + 1) // 2)


def summarise(
    document: Document,
    segments: Sequence[TranslatedSegment],
    statements: Sequence[Statement],
    *,
    points: int,
    encoder: Encoder | None,
) -> tuple[SummaryPoint, ...]:
    """Return up to `points` points in article order, each in both languages.

    Every point is one sentence of the article and its translation, both cut by
    the same safe cuts (`compress`). `segments` should come from
    `mark_duplicates`. Without an `encoder` the choice rests on words alone.
    Spans in flags are code points into `document.text`. Linear in the article.
    """
    if not segments or points < 1:
        return ()
    given = candidates(segments, statements, encoder, _WEIGHTS)
    chosen = choose(given, allowed(len(given.segments), points), _WEIGHTS)
    return tuple(_point(document, segment, statements) for segment in chosen)


def _point(
    document: Document, segment: TranslatedSegment, statements: Sequence[Statement]
) -> SummaryPoint:
    short = compress(document, segment, statements)
    return SummaryPoint(
        en=short.en,
        ar=short.ar,
        segments=(segment.id,),
        method="extractive",
        flags=located_flags(segment),
    )


def fit(points: Sequence[SummaryPoint], characters: int) -> tuple[SummaryPoint, ...]:
    """Keep the points, from the first, whose English and Arabic fit in so many code points.

    For chat. At least the first point is kept whole: half a sentence would say
    what the article does not.
    """
    kept: list[SummaryPoint] = []
    used = 0
    for point in points:
        used += len(point.en) + len(point.ar)
        if kept and used > characters:
            break
        kept.append(point)
    return tuple(kept)
