"""The headline: the article's own, or its first sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from service.schema import Flag, Headline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.article.document import Document
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


def headline(document: Document, segments: Sequence[TranslatedSegment]) -> Headline:
    """Return the headline in both languages; `span` is code points into `document.text`.

    A title of several segments is joined. Without a title it is the first
    sentence, `own` false. Raises `ValueError` when there is no segment at all.
    """
    if not segments:
        message = "an article without segments has no headline"
        raise ValueError(message)
    own = [segment for segment in segments if segment.title]
    chosen = own or [segments[0]]
    start, end = chosen[0].span[0], chosen[-1].span[1]
    return Headline(
        ar=document.text[start:end],
        en=" ".join(segment.translation.en for segment in chosen).strip(),
        span=(start, end),
        own=bool(own),
        flags=tuple(flag for segment in chosen for flag in located_flags(segment)),
    )
