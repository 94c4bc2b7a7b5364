"""Lines of plain text into titles, paragraphs and items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.article.document import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.schema import Span

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = frozenset(
    "\ufeff\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\u061c\x00"
)
_LEADING = re.compile(rf"[\s{''.join(sorted(_INVISIBLE))}]*")
_BULLET = re.compile(r"[•●▪▫◦‣∙·■□◆◇►▶★☆✓✔*–—―\-]{1,2}[ \t\u00a0]+")
_NUMBERED = re.compile(r"(?:\d{1,2}|[أ-ي])\s?[-–.)/][ \t\u00a0]*(?=[^\s\d])")
_SIGNIFICANT = re.compile(r"\w")
_STOPS = ".؟?!…۔"
_NOT_TITLE = ".…۔؛;،,:"
_TITLE_CODE_POINTS = 160
_TITLE_WORDS = 28
_WRAP_COLUMNS = 100


def trim(text: str, start: int, end: int) -> Span:
    """Return the span without outer spaces and invisible characters; may be empty."""
    leading = _LEADING.match(text, start, end)
    start = leading.end() if leading else start
    while end > start and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE):
        end -= 1
    return start, end


def significant(text: str, span: Span) -> bool:
    """Whether the span holds at least one letter or digit."""
    return _SIGNIFICANT.search(text, *span) is not None


def _lines(text: str) -> Iterator[tuple[Span, bool]]:
    """Yield every trimmed line that says something, and whether blank space precedes it."""
    position = 0
    blank = False
    for cut in (*(match.span() for match in _BREAK.finditer(text)), (len(text), len(text))):
        span = trim(text, position, cut[0])
        if significant(text, span):
            yield span, blank
            blank = False
        else:
            blank = True
        position = cut[1]


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Split received text into paragraphs, the first of them a title when it reads as one.

    Blank lines and single newlines both end a paragraph, as in wire copy;
    only a block that was visibly wrapped at a fixed width is joined again. Two
    lines alone show no width; they are held to that of the longer blocks.
    Lines without a letter or digit (`***`) are dropped. Linear.
    """
    blocks: list[list[Span]] = []
    for span, blank in _lines(text):
        if blank or not blocks:
            blocks.append([])
        blocks[-1].append(span)
    joined = [_unwrapped(text, block) for block in blocks]
    wrapped = (
        block for block, lines in zip(blocks, joined, strict=True) if len(lines) < len(block)
    )
    width = max((end - start for block in wrapped for start, end in block), default=0)
    # The first block may be a title over its only line of text.
    joined[1:] = [_paired(text, lines, width) for lines in joined[1:]]
    spans = [span for lines in joined for span in lines]
    titled = _is_title(text, spans)
    return tuple(
        Paragraph(span=span, kind="title") if titled and index == 0 else _body(text, span)
        for index, span in enumerate(spans)
    )


def _unwrapped(text: str, block: list[Span]) -> list[Span]:
    if len(block) < 3:
        return block
    width = max(end - start for start, end in block)
    full = all(end - start >= 0.75 * width for start, end in block[:-1])
    open_ended = sum(text[end - 1] not in _STOPS for _, end in block[:-1])
    marked = any(_marker(text, span) is not None for span in block)
    if width > _WRAP_COLUMNS or not full or marked or 2 * open_ended < len(block):
        return block
    return [(block[0][0], block[-1][1])]


def _paired(text: str, lines: list[Span], width: int) -> list[Span]:
    """Join a block of two lines when its first is full at the document's width and breaks off."""
    if len(lines) != 2:
        return lines
    (start, cut), (again, end) = lines
    # No line need fill the width: the widest seen may be short of it by a word.
    most = 1.15 * width
    full = 0.75 * width <= cut - start <= most and end - again <= most
    marked = any(_marker(text, span) for span in lines)
    return lines if not full or marked or text[cut - 1] in _STOPS else [(start, end)]


def _marker(text: str, span: Span) -> re.Match[str] | None:
    return _BULLET.match(text, *span) or _NUMBERED.match(text, *span)


def _body(text: str, span: Span) -> Paragraph:
    """A bullet's sign is left out of its span; a number or letter says an order and stays in."""
    if bullet := _BULLET.match(text, *span):
        inner = trim(text, bullet.end(), span[1])
        if significant(text, inner):
            return Paragraph(span=inner, kind="item")
    kind = "item" if _NUMBERED.match(text, *span) else "body"
    return Paragraph(span=span, kind=kind)


def _is_title(text: str, spans: Sequence[Span]) -> bool:
    if len(spans) < 2:
        return False
    start, end = spans[0]
    longest = max(stop - begin for begin, stop in spans[1:])
    return (
        end - start <= _TITLE_CODE_POINTS
        and end - start < longest
        and (text[end - 1] not in _NOT_TITLE or text.endswith("..", start, end))
        and len(text[start:end].split()) <= _TITLE_WORDS
        and _marker(text, spans[0]) is None
    )
