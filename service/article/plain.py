"""Plain text, as wire copy and editors paste it, into a `Document`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.article.dateline import find_opening
from service.article.document import Document, Paragraph
from service.article.layout import paragraphs

if TYPE_CHECKING:
    from datetime import date

    from service.schema import Dateline

_LINES_BEFORE_BODY = 3


def read_text(text: str) -> Document:
    """Return the structure of plain `text`; spans are code points into `text` itself.

    Never raises; text without a letter or digit gives no paragraphs. Linear.
    """
    found, dateline = cut_dateline(text, paragraphs(text), None)
    return Document(text=text, paragraphs=found, dateline=dateline)


def cut_dateline(
    text: str, found: tuple[Paragraph, ...], reference: date | None
) -> tuple[tuple[Paragraph, ...], Dateline | None]:
    """Return the paragraphs without the dateline, and the dateline.

    It stands at the start of one of the first paragraphs, or alone on a line
    between title and body. A first line that opens with a dateline was never
    a title and becomes body.
    """
    for index, paragraph in enumerate(found[:_LINES_BEFORE_BODY]):
        opening = find_opening(text, paragraph.span, reference)
        if opening is None:
            if paragraph.kind == "body":
                break
            continue
        rest = (opening.body, paragraph.span[1])
        kept = (Paragraph(span=rest, kind="body"),) if rest[0] < rest[1] else ()
        if not kept and len(found) == 1:
            return found, None
        return (*found[:index], *kept, *found[index + 1 :]), opening.dateline
    return found, None
