"""Sentences of Arabic news, as spans of the original text.

A text is read as lines. A blank line always ends a sentence; so does a single
newline, because wire copy puts one paragraph on each line and leaves headlines,
captions and list items without a stop: of 42,541 articles read for this, one
was hard-wrapped. Hard-wrapped copy (mail, plain-text feeds) is recognised by
what wrapping leaves behind, lines filled until the next word would not fit, and
is unwrapped first. Inside a line, `service.arabic.stops` decides.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from service.arabic.marks import INVISIBLE, TERMINALS
from service.arabic.stops import ends

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.schema import Span

_LINE = re.compile("[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SOLID = re.compile(f"[^\\s\x00-\x08\x0e-\x1b\x7f-\x9f{INVISIBLE}\ufff9-\ufffb]")
_HOLLOW = "".join(
    char
    for code in (*range(0x3001), *range(0xFE00, 0x10000))
    if not _SOLID.match(char := chr(code))
)
_WORD = re.compile(r"[^\W_]")

_NARROWEST, _WIDEST = 20, 130
"""Columns between which copy is wrapped; wider lines are paragraphs."""
_WRAPPED_PAIRS = 2
"""Lines without a stop needed before a text can count as wrapped."""
_FILLED = 0.9
"""Share of the lines without a stop that must be filled."""
_LINE_ENDS = frozenset(TERMINALS + ':"»”)')


def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """The sentences of `text[start:end]`, as half-open code-point spans of `text`.

    In order, without outer whitespace or invisible characters, never empty;
    what lies between them is only whitespace and invisible characters. Works on
    the original text, any string, in time linear in its length.
    """
    stop = len(text) if end is None else min(end, len(text))
    found: list[Span] = []
    for begin, finish in logical_lines(text, start, stop):
        found.extend(_line_sentences(text, begin, finish))
    return tuple(found)


def _line_sentences(text: str, begin: int, finish: int) -> Iterator[Span]:
    """Cut one logical line; pieces without a word stay with their neighbour."""
    last: Span | None = None
    worded = False
    for edge in (*ends(text, begin, finish), finish):
        span = _trim(text, begin, edge)
        begin = edge
        if span is None:
            continue
        if _WORD.search(text, *span):
            if last and worded:
                yield last
                last = None
            worded = True
        last = (last[0] if last else span[0], span[1])
    if last:
        yield last


def _trim(text: str, begin: int, end: int) -> Span | None:
    """The span without whitespace and invisible characters at its ends."""
    first = _SOLID.search(text, begin, end)
    if first is None:
        return None
    begin = first.start()
    return begin, begin + len(text[begin:end].rstrip(_HOLLOW))


def logical_lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines of `text[start:end]` that hold anything, hard-wrapped ones joined."""
    lines = [
        span
        for match in _LINE.finditer(text, start, end)
        if (span := _trim(text, match.start(), match.end()))
    ]
    width = _wrap_width(text, lines)
    if not width:
        yield from lines
        return
    begin, finish = lines[0]
    for previous, line in pairwise(lines):
        blank = len(_BREAK.findall(text, previous[1], line[0])) > 1
        if blank or not _filled(text, previous, line, width):
            yield begin, finish
            begin = line[0]
        finish = line[1]
    yield begin, finish


def _wrap_width(text: str, lines: list[Span]) -> int:
    """The column a hard-wrapped text was wrapped at, 0 when it is not wrapped."""
    if len(lines) <= _WRAPPED_PAIRS:
        return 0
    width = max(end - begin for begin, end in lines)
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    pairs = [
        _filled(text, line, following, width)
        for line, following in pairwise(lines)
        if text[line[1] - 1] not in _LINE_ENDS
    ]
    return width if len(pairs) >= _WRAPPED_PAIRS and sum(pairs) >= _FILLED * len(pairs) else 0


def _filled(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the first word of the following line would not have fitted on this one."""
    begin, end = following
    word = text[begin : min(end, begin + width)].split(None, 1)[0]
    return line[1] - line[0] + 1 + len(word) > width
