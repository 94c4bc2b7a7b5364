"""What the engine hands to the statement and summary rooms: segments in place, translated."""

from __future__ import annotations

import msgspec

from service.engine.protocols import Translation
from service.schema import Flag, Span


class TranslatedSegment(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence of a `Document`, with its translation."""

    id: int
    """0-based position in the article."""
    paragraph: int
    """0-based index into `Document.paragraphs`."""
    span: Span
    """Code points into `Document.text`; `translation.ar` is exactly that slice."""
    translation: Translation
    title: bool = False
    """Whether it belongs to the article's own title."""
    duplicate_of: int | None = None
    """Id of an earlier segment saying the same thing word for word, or nearly."""

    @property
    def located_flags(self) -> tuple[Flag, ...]:
        """The doubts about its translation, with their spans moved into `Document.text`."""
        return tuple(flag.moved(self.span[0]) for flag in self.translation.flags)
