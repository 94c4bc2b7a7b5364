"""The points of a summary: chosen, shortened, perhaps rewritten, always checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import msgspec
import numpy as np

from service.condense.choose import Weights, candidates, rank
from service.condense.compress import compress, protected
from service.condense.shorten import shorten, whole_again
from service.schema import Flag, SummaryPoint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.article.document import Document
    from service.condense.compress import Short
    from service.engine.protocols import Encoder
    from service.schema import Statement
    from service.translated import TranslatedSegment

CHARACTERS = 100_000
"""The largest budget that can be asked for; more is no summary."""
_WEIGHTS = Weights()
_ABRIDGED = Flag(
    code="abridged", detail="a clause was left out, in both languages alike", severity="note"
)
_ALIKE = 0.5
"""Cosine of the two sides below which 1 % of FLORES-200 dev references lie."""


_LESS_ALIKE = 0.05
"""How much less alike than the whole sentences the two sides of a shortened point may be."""


class Summarizer(Protocol):
    """A model that says a sentence in fewer words; nothing it writes is taken on trust."""

    def rewrite(self, sentences: Sequence[str]) -> list[tuple[str, ...]]:
        """Return shorter forms of each English sentence, likeliest first; may be none."""
        ...

    def headline(self, lead: str) -> tuple[str, ...]:
        """Return headlines for an English lead, likeliest first; may be none."""
        ...


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
    summarizer: Summarizer | None = None,
    characters: int | None = None,
) -> tuple[SummaryPoint, ...]:
    """Return up to `points` points in article order, each in both languages.

    With `characters` only so many that English and Arabic together take no more
    code points, but one at least: see `fit`.

    Every point is one sentence of the article and its translation, both cut by
    the same safe cuts (`compress`). `segments` should come from
    `mark_duplicates`. Without an `encoder` the choice rests on words alone.
    With a `summarizer` the English is what it writes, method `abstractive`,
    where `shorten` can vouch for it in both languages; what it wrote and nobody
    can vouch for leaves the point `extractive` with a flag that says so. A point
    whose Arabic and English the `encoder` finds unlike is flagged `low_score`.
    Spans in flags are code points into `document.text`. Linear in the article.
    """
    if not segments or points < 1:
        return ()
    given = candidates(segments, statements, encoder)
    taken = rank(given, allowed(len(given.segments), points), _WEIGHTS)
    made = _made(document, taken, statements, encoder, summarizer)
    kept = made if characters is None else fit(made, characters)
    return tuple(sorted(kept, key=lambda point: point.segments))


def _made(
    document: Document,
    chosen: Sequence[TranslatedSegment],
    statements: Sequence[Statement],
    encoder: Encoder | None,
    summarizer: Summarizer | None,
) -> tuple[SummaryPoint, ...]:
    cut = [compress(document, segment, statements) for segment in chosen]
    whole = [_point(short, segment) for short, segment in zip(cut, chosen, strict=True)]
    if summarizer is None:
        return tuple(_compared(whole, encoder))
    written = summarizer.rewrite([short.en for short in cut])
    ready = [
        shorten(point, short, texts, segment, protected(document, segment, statements))
        for point, short, texts, segment in zip(whole, cut, written, chosen, strict=True)
    ]
    return tuple(_compared(ready, encoder, instead=whole))


def _point(short: Short, segment: TranslatedSegment) -> SummaryPoint:
    return SummaryPoint(
        en=short.en,
        ar=short.ar,
        segments=(segment.id,),
        method="extractive",
        flags=(*segment.located_flags, *([_ABRIDGED] if short.trimmed else [])),
    )


def _compared(
    points: Sequence[SummaryPoint],
    encoder: Encoder | None,
    *,
    instead: Sequence[SummaryPoint] = (),
) -> list[SummaryPoint]:
    """Flag the points whose two sides are unlike each other.

    A point that was rewritten and lost likeness by it gives way to the one in `instead`.
    """
    if encoder is None:
        return list(points)
    likeness = _likeness([*points, *instead], encoder)
    if instead:
        half = len(points)
        points = [
            whole_again(whole, "Arabic and English are less alike")
            if point.method == "abstractive" and now < then - _LESS_ALIKE
            else point
            for point, whole, now, then in zip(
                points, instead, likeness[:half], likeness[half:], strict=True
            )
        ]
        likeness = [
            then if point.method == "extractive" else now
            for point, now, then in zip(points, likeness[:half], likeness[half:], strict=True)
        ]
    return [
        point
        if alike >= _ALIKE
        else msgspec.structs.replace(
            point,
            flags=(
                *point.flags,
                Flag(
                    code="low_score",
                    detail=f"Arabic and English are less alike ({alike:.2f}) "
                    "than ninety-nine of a hundred good translations",
                ),
            ),
        )
        for point, alike in zip(points, likeness, strict=True)
    ]


def _likeness(points: Sequence[SummaryPoint], encoder: Encoder) -> list[float]:
    texts = list(dict.fromkeys(text for point in points for text in (point.ar, point.en)))
    rows = dict(zip(texts, np.asarray(encoder.encode(texts)), strict=True))
    return [float(rows[point.ar] @ rows[point.en]) for point in points]


def fit(points: Sequence[SummaryPoint], characters: int) -> tuple[SummaryPoint, ...]:
    """Keep the points, from the most telling, whose English and Arabic fit in so many code points.

    For chat. `points` come in the order in which they were chosen. At least the
    first is kept whole: half a sentence would say what the article does not.
    """
    kept: list[SummaryPoint] = []
    used = 0
    for point in points:
        used += len(point.en) + len(point.ar)
        if kept and used > characters:
            break
        kept.append(point)
    return tuple(kept)
