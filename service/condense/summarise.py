"""The points of a summary: chosen, shortened, perhaps rewritten, always checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import msgspec
import numpy as np

from service.condense.choose import Weights, candidates, choose
from service.condense.compress import compress, well_formed
from service.condense.headline import located_flags
from service.condense.verify import check
from service.schema import Bilingual, Flag, SummaryPoint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.article.document import Document
    from service.engine.protocols import Encoder
    from service.schema import Statement
    from service.translated import TranslatedSegment

_WEIGHTS = Weights()
_ALIKE = 0.5
"""Cosine of the two sides below which 1 % of FLORES-200 dev references lie."""


class Summarizer(Protocol):
    """A model that says a point in fewer words; nothing it writes is taken on trust."""

    def rewrite(self, points: Sequence[Bilingual]) -> list[str]:
        """Return one English sentence per point, in order."""
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
) -> tuple[SummaryPoint, ...]:
    """Return up to `points` points in article order, each in both languages.

    Every point is one sentence of the article and its translation, both cut by
    the same safe cuts (`compress`). `segments` should come from
    `mark_duplicates`. Without an `encoder` the choice rests on words alone.
    With a `summarizer` the English is what it writes, method `abstractive`,
    where `verify.check` finds nothing against it; otherwise the point stays
    `extractive` and says so in a flag. A point whose Arabic and English the
    `encoder` finds unlike is flagged `low_score`. Spans in flags are code points into
    `document.text`. Linear in the article.
    """
    if not segments or points < 1:
        return ()
    given = candidates(segments, statements, encoder)
    chosen = choose(given, allowed(len(given.segments), points), _WEIGHTS)
    found = [_point(document, segment, statements) for segment in chosen]
    if encoder is not None:
        found = _compared(found, encoder)
    if summarizer is None:
        return tuple(found)
    written = summarizer.rewrite([Bilingual(ar=point.ar, en=point.en) for point in found])
    return tuple(
        _guarded(point, english, segment)
        for point, english, segment in zip(found, written, chosen, strict=True)
    )


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


def _compared(points: Sequence[SummaryPoint], encoder: Encoder) -> list[SummaryPoint]:
    """Flag the points whose two sides are unlike each other."""
    arabic = np.asarray(encoder.encode([point.ar for point in points]))
    english = np.asarray(encoder.encode([point.en for point in points]))
    return [
        point
        if likeness >= _ALIKE
        else msgspec.structs.replace(
            point,
            flags=(
                *point.flags,
                Flag(
                    code="low_score",
                    detail=f"Arabic and English are less alike ({likeness:.2f}) "
                    "than ninety-nine of a hundred good translations",
                ),
            ),
        )
        for point, likeness in zip(points, np.sum(arabic * english, axis=1).tolist(), strict=True)
    ]


def _guarded(point: SummaryPoint, english: str, segment: TranslatedSegment) -> SummaryPoint:
    """Take what was written when nothing speaks against it."""
    written = well_formed(english)
    doubts = check(written, [segment.translation.en], [segment.translation.ar])
    if written and not doubts:
        return msgspec.structs.replace(point, en=written, method="abstractive")
    reason = doubts[0].detail if doubts else "nothing was written"
    flag = Flag(
        code="extractive_fallback",
        detail=f"the sentence stands as it was, for in the shorter one {reason}",
        severity="note",
    )
    return msgspec.structs.replace(point, flags=(*point.flags, flag))


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
