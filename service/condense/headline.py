"""The headline: the article's own, or its first sentence, shortened where that is safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from service.condense.compress import protected, without
from service.condense.mirror import mirror
from service.condense.shorten import doubt
from service.schema import Flag, Headline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.article.document import Document
    from service.condense.summarise import Summarizer
    from service.schema import Span
    from service.translated import TranslatedSegment


def located_flags(segment: TranslatedSegment) -> tuple[Flag, ...]:
    """Return the segment's doubts with their spans moved into `Document.text`."""
    offset = segment.span[0]
    return tuple(
        flag
        if flag.span is None
        else msgspec.structs.replace(flag, span=(flag.span[0] + offset, flag.span[1] + offset))
        for flag in segment.translation.flags
    )


_SHORTER = 0.8
"""Share of the lead's length up to which a headline is worth having instead."""
_FEWEST, _MOST = 4, 20
"""Words of a headline."""


def headline(
    document: Document,
    segments: Sequence[TranslatedSegment],
    summarizer: Summarizer | None = None,
) -> Headline:
    """Return the headline in both languages; `span` is code points into `document.text`.

    A title of several segments is joined. Without a title it is the first
    sentence, `own` false; its English is what `summarizer` makes of it, where
    `verify.check` finds nothing against that, and its Arabic is cut alike where
    the alignment allows. Either is said in a note. Raises `ValueError` when there is no
    segment at all.
    """
    if not segments:
        message = "an article without segments has no headline"
        raise ValueError(message)
    own = [segment for segment in segments if segment.title]
    chosen = own or [segments[0]]
    start, end = chosen[0].span[0], chosen[-1].span[1]
    whole = Headline(
        ar=document.text[start:end],
        en=" ".join(segment.translation.en for segment in chosen).strip(),
        span=(start, end),
        own=bool(own),
        flags=tuple(flag for segment in chosen for flag in located_flags(segment)),
    )
    if own or summarizer is None:
        return whole
    return _written(whole, segments[0], summarizer, protected(document, segments[0], ()))


def _written(
    whole: Headline,
    lead: TranslatedSegment,
    summarizer: Summarizer,
    stay: Sequence[Span],
) -> Headline:
    """Return the first headline written for the lead that holds, or the lead with a note."""
    given = lead.translation
    reason = ""
    for text in map(styled, summarizer.headline(given.en)):
        if not _FEWEST <= len(text.split()) <= _MOST or len(text) > _SHORTER * len(given.en):
            continue
        against = doubt(text, given)
        if against:
            reason = reason or against
            continue
        cuts = mirror(given, text, stay)
        detail = "the English is a headline written from the first sentence"
        if cuts is None:
            detail += ", which stands whole in Arabic"
        note = Flag(code="abridged", detail=detail, severity="note")
        arabic = without(given.ar, cuts or ()).rstrip(". ") if cuts else whole.ar
        return msgspec.structs.replace(whole, en=text, ar=arabic, flags=(*whole.flags, note))
    if not reason:
        return whole
    note = Flag(
        code="extractive_fallback",
        detail=f"the first sentence stands as it was, for in the headline written from it {reason}",
        severity="note",
    )
    return msgspec.structs.replace(whole, flags=(*whole.flags, note))


def styled(written: str) -> str:
    """Return the text as a headline is set: a capital first, no stop last."""
    text = written.strip().rstrip(".").rstrip()
    return text[:1].upper() + text[1:]
