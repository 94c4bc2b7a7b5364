"""What the article room hands on: clean text, its structure, and the way back."""

from __future__ import annotations

from typing import Literal

import msgspec

from service.schema import Dateline, Span


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """A run of `Document.text` with no paragraph break inside; `span` excludes outer spaces."""

    span: Span
    kind: Literal["title", "body", "item"] = "body"


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """An article as text, whatever it came as.

    All spans here (paragraphs, dateline) are code points into `text`. For
    plain text `text` is the text as received; for HTML it is the visible
    article text, and `origin` leads back to the HTML source. Paragraphs come
    in reading order; the first of them begins after the dateline.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    dateline: Dateline | None = None
    published: str | None = None
    """ISO 8601 date from metadata, when the source carried one."""
    origin: tuple[int, ...] | None = None
    """Source offset of each code point of `text`, non-decreasing; None is the identity."""
    origin_ends: tuple[int, ...] | None = None
    """Source offset past each code point of `text`: past the `;` of a character reference."""

    def received(self, span: Span) -> Span:
        """Map a non-empty span of `text` to the text as received."""
        if self.origin is None or self.origin_ends is None:
            return span
        return self.origin[span[0]], self.origin_ends[span[1] - 1]
