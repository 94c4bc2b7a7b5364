"""Quotation marks paired, whatever their kind, nesting or carelessness.

Directed pairs (« » “ ” „ ‹ ›) match by kind; the straight and curly double
marks that Arabic newsrooms use for both ends are told apart by their
neighbours: an opening mark touches what follows, a closing mark what precedes.
One stack, one pass, linear.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from service.schema import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPENING = {"«": "»", "‹": "›", "“": "”", "„": "“", "‘": "’", "〝": "〞"}
_CLOSING = {"»", "›", "”", "’", "〞"}
_NEUTRAL = {'"', "'", "″", "＂"}
_DOUBLE = frozenset('"“”″＂')
_DEEPEST = 6
_APOSTROPHES = frozenset("'’‘")
_PROCLITICS = frozenset("وفبلك")
_MARKS = frozenset((*_OPENING, *_CLOSING, *_NEUTRAL))
_AFTER_CLOSING = frozenset(" \t\n\r.,،؛;:!؟?)]}…\u00a0\u200f\u200e»”›")
_BEFORE_OPENING = frozenset(" \t\n\r(:،,[{\u00a0\u200f\u200eـ«“‹-–")


class Quotation(msgspec.Struct, frozen=True):
    """One quotation; code points into the text."""

    outer: Span
    """With its marks."""
    inner: Span
    """Without its marks and the spaces beside them."""
    depth: int
    balanced: bool


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _is_apostrophe(text: str, at: int) -> bool:
    if text[at] not in _APOSTROPHES:
        return False
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return before.isalnum() and after.isalnum()


def _side(text: str, at: int, start: int, end: int) -> str:
    """Return `open`, `close` or `either` from the neighbours of the mark."""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    attached = before in _PROCLITICS and (at - 1 <= start or text[at - 2] in _BEFORE_OPENING)
    opens = before in _BEFORE_OPENING or before in _MARKS or attached
    closes = after in _AFTER_CLOSING or after in _MARKS
    if opens and not closes:
        return "open"
    if closes and not opens:
        return "close"
    return "either"


def _match(expected: str, mark: str) -> bool:
    """Whether a mark closes what `expected` would close; newsrooms mix the double ones."""
    return expected in ("", mark) or (expected in _DOUBLE and mark in _DOUBLE)


def _opens(text: str, at: int, stack: Sequence[tuple[str, int]], limits: Span) -> bool:
    mark = text[at]
    waiting = any(_match(expected, mark) for expected, _ in stack)
    if mark in _NEUTRAL:
        side = _side(text, at, *limits)
        return side == "open" or (side == "either" and not waiting)
    if mark in _OPENING:
        # A low-nine opening mark is closed by the high one that else opens.
        return not (waiting and _side(text, at, *limits) != "open")
    # Right double marks are also typed at both ends.
    return not waiting and _side(text, at, *limits) == "open"


def quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """Return the quotations of the paragraphs, in order of their opening mark.

    A quotation left open at the end of a paragraph goes on into the next when
    that one opens with a mark again (the newspaper convention) or closes a mark
    it never opened; otherwise it ends with its paragraph and is not balanced.
    """
    found: list[Quotation] = []
    carried: int | None = None
    for index, span in enumerate(paragraphs):
        stack = _scan(text, span, carried, found)
        carried = None
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        if stack and following and _goes_on(text, following):
            carried = stack[0][1]
            stack = stack[1:]
        for depth, (_, opened) in enumerate(stack):
            _add(found, text, (opened, span[1]), (opened + 1, span[1]), depth)
    return tuple(sorted(found, key=lambda quotation: quotation.outer))


def _scan(
    text: str, span: Span, carried: int | None, found: list[Quotation]
) -> list[tuple[str, int]]:
    """Pair the marks of one paragraph into `found`; return what stays open, outermost first."""
    start, end = span
    stack = [] if carried is None else [("", carried)]
    for at in range(start, end):
        mark = text[at]
        if mark not in _MARKS or _is_apostrophe(text, at):
            continue
        if carried is not None and at == start:
            stack[0] = (_OPENING.get(mark, mark), stack[0][1])
        elif _opens(text, at, stack, span):
            if len(stack) < _DEEPEST:
                stack.append((_OPENING.get(mark, mark), at))
        else:
            position = next(
                (i for i in reversed(range(len(stack))) if _match(stack[i][0], mark)), None
            )
            if position is None:
                continue
            opened = stack[position][1]
            del stack[position:]
            _add(found, text, (opened, at + 1), (opened + 1, at), len(stack))
    return stack


def _add(found: list[Quotation], text: str, outer: Span, inner: Span, depth: int) -> None:
    """Keep a quotation that holds anything; it is balanced when its last mark is inside it."""
    low, high = _trim(text, *inner)
    if low < high:
        found.append(Quotation(outer, (low, high), depth, balanced=outer[1] > inner[1]))


def _goes_on(text: str, paragraph: Span) -> bool:
    """Whether the first mark of the paragraph continues a quotation from before it."""
    start, end = paragraph
    if text[start] in _MARKS:
        return True
    for at in range(start, end):
        if text[at] in _MARKS and not _is_apostrophe(text, at):
            return text[at] in _CLOSING or (
                text[at] in _NEUTRAL and _side(text, at, start, end) == "close"
            )
    return False
