"""The headline: the article's own, or its first sentence, shortened where that is safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from service.condense.compress import Short, protected, well_formed
from service.condense.shorten import refused, vouched
from service.schema import Flag, Headline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.article.document import Document
    from service.condense.summarise import Summarizer
    from service.schema import Span
    from service.translated import TranslatedSegment


_SHORTER = 0.9
"""Share of the lead's length up to which what was written is worth having instead."""


def headline(
    document: Document,
    segments: Sequence[TranslatedSegment],
    summarizer: Summarizer | None = None,
) -> Headline:
    """Return the headline in both languages; `span` is code points into `document.text`.

    A title of several segments is joined. Without a title it is the first
    sentence, `own` false, or what `summarizer` makes of it: a headline where
    one holds in both languages, else a shorter sentence where that does, as
    `shorten.vouched` says. A note tells which. Raises `ValueError` when there is
    no segment at all.
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
        flags=tuple(flag for segment in chosen for flag in segment.located_flags),
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
    """Return the first that holds of what is written for the lead, or the lead with a note."""
    given = lead.translation
    sentence = well_formed(given.en)
    known = Short(sentence, given.ar.strip(), cut=False)
    reason = ""
    for text in (*summarizer.headline(given.en), *summarizer.rewrite([sentence])[0]):
        if len(text) > _SHORTER * len(sentence):
            continue
        arabic, against = vouched(text, known, given, stay)
        if arabic:
            note = Flag(
                code="abridged",
                detail="written shorter than the first sentence, both languages alike",
                severity="note",
            )
            return msgspec.structs.replace(
                whole, en=styled(text), ar=arabic.rstrip(". "), flags=(*whole.flags, note)
            )
        reason = reason or against
    if not reason:
        return whole
    return msgspec.structs.replace(whole, flags=(*whole.flags, refused(reason)))


def styled(written: str) -> str:
    """Return the text as a headline is set: a capital first, no stop last."""
    text = written.strip().rstrip(".").rstrip()
    return text[:1].upper() + text[1:]
