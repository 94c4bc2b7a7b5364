"""Cutting a sentence the model cannot take whole, at its clauses.

Every gap between words has a rank: after a semicolon or stop, after a comma
that a connective follows, after a comma, before a connective (table
`data/connectives.tsv`), before a word joined by و, any other gap, one behind
a short word that leans on the next; then any inside quotations and brackets;
then inside numbers; and when a piece has no gap left, between any two code
points. A piece that does not fit is cut at the best rank it has and its parts
are put together again as evenly as they fit; crumbs join a neighbour.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from service.arabic.normalise import normalise_text
from service.arabic.numbers import find_numbers
from service.arabic.tables import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from service.schema import Span

_STOP, _COMMA_CONNECTIVE, _COMMA, _CONNECTIVE, _JOINED, _WORD, _LEANING, _QUOTATION, _NUMBER = (
    range(9)
)
_CRUMB = 4
"""A piece up to this fraction of the limit joins a neighbour when both fit together."""
_SHORT = 3
"""Letters of the longest word taken for one that leans on the next (من, على, ...)."""

_GAP = re.compile(r"\s+")
_NEXT_WORD = re.compile(r"[^\w\s]*(\w{1,16})")
_LAST_WORD = re.compile(rf"(?:^|\s)\w{{1,{_SHORT}}}\Z")
_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"|\([^()]*\)|\[[^\[\]]*\]")
_STRONG = frozenset(".!?؟…؛;۔\n")
_WEAK = frozenset("،,:-–—")
_CLOSERS = "\"'”»’)]}"
_CONNECTIVES = frozenset(form for form, *_ in rows("connectives.tsv"))
_BEHIND = 8
"""Code points looked back over closing marks to find a comma."""


def split(text: str, measure: Callable[[str], int], limit: int) -> tuple[Span, ...]:
    """Pieces of `text` with `measure(piece) <= limit`, as half-open spans of `text`.

    In order, without outer whitespace; only whitespace lies between them. A text
    that fits is one piece. `measure` is the length the model counts (tokens); it
    is called on stretches whose lengths add up to `O(n log n)` for a text of n
    code points, whatever the measure. Only a single code point that is over the
    limit by itself is returned over it. `limit` below 1 raises `ValueError`.
    """
    if limit < 1:
        message = f"limit must be at least 1, not {limit}"
        raise ValueError(message)
    whole = _trim(text, 0, len(text))
    if whole is None:
        return ()
    if measure(text[slice(*whole)]) <= limit:
        return (whole,)
    splitter = _Splitter(text, measure, limit)
    return tuple(splitter.without_crumbs(splitter.pieces(whole, 0)))


class _Splitter:
    """One call of `split`: the text, its gaps by rank, and how to measure."""

    def __init__(self, text: str, measure: Callable[[str], int], limit: int) -> None:
        self._text = text
        self._measure = measure
        self._limit = limit
        self._gaps: list[list[int]] = [[] for _ in range(_NUMBER + 1)]
        for position, rank in _ranked_gaps(text):
            self._gaps[rank].append(position)

    def pieces(self, span: Span, rank: int) -> Iterator[Span]:
        """Cut a span that is known not to fit, at gaps of `rank` or, without any, worse ones."""
        parts: list[Span] = []
        while len(parts) < 2:
            if rank > _NUMBER:
                yield from self._halves(span)
                return
            parts = self._parts(span, rank)
            rank += 1
        fitting: list[tuple[Span, int]] = []
        for part in parts:
            size = self._measure(self._text[slice(*part)])
            if size <= self._limit:
                fitting.append((part, size))
                continue
            yield from self._joined(fitting)
            fitting = []
            yield from self.pieces(part, rank)
        yield from self._joined(fitting)

    def without_crumbs(self, pieces: Iterator[Span]) -> Iterator[Span]:
        """Give each very short piece to the piece after it, or before it, that has room."""
        held: Span | None = None
        held_size = 0
        for piece in pieces:
            size = self._measure(self._text[slice(*piece)])
            small = min(size, held_size) * _CRUMB <= self._limit
            if held and small and held_size + size <= self._limit + 1:
                union: Span = (held[0], piece[1])
                together = self._measure(self._text[slice(*union)])
                if together <= self._limit:
                    held, held_size = union, together
                    continue
            if held:
                yield held
            held, held_size = piece, size
        if held:
            yield held

    def _parts(self, span: Span, rank: int) -> list[Span]:
        gaps = self._gaps[rank]
        begin, end = span
        inner = gaps[bisect_left(gaps, begin + 1) : bisect_left(gaps, end)]
        edges = [begin, *inner, end]
        trimmed = (_trim(self._text, *edge) for edge in pairwise(edges))
        return [part for part in trimmed if part]

    def _joined(self, parts: list[tuple[Span, int]]) -> Iterator[Span]:
        """Neighbours put together as evenly as the limit allows; each fits alone."""
        total = sum(size for _, size in parts)
        share = total / max(1, -(-total // self._limit))
        group: list[Span] = []
        held = 0
        for part, size in parts:
            full = held + size > self._limit or held + size / 2 > share
            if group and full:
                yield from self._checked(group)
                group, held = [], 0
            group.append(part)
            held += size
        yield from self._checked(group)

    def _checked(self, group: list[Span]) -> Iterator[Span]:
        """One span for the group, or fewer together where the measure is not additive."""
        if not group:
            return
        span = (group[0][0], group[-1][1])
        if len(group) == 1 or self._measure(self._text[slice(*span)]) <= self._limit:
            yield span
            return
        middle = len(group) // 2
        yield from self._checked(group[:middle])
        yield from self._checked(group[middle:])

    def _halves(self, span: Span) -> Iterator[Span]:
        """A stretch without any gap, cut in the middle until it fits."""
        begin, end = span
        if end - begin < 2:
            yield span
            return
        middle = (begin + end) // 2
        for half in ((begin, middle), (middle, end)):
            if self._measure(self._text[slice(*half)]) <= self._limit:
                yield half
            else:
                yield from self._halves(half)


def _ranked_gaps(text: str) -> Iterator[Span]:
    """Every gap between words as (where the next word begins, rank)."""
    numbers = _merged(number.span for number in find_numbers(text))
    quotations = [match.span() for match in _QUOTED.finditer(text)]
    number = quotation = 0
    for gap in _GAP.finditer(text):
        start, position = gap.span()
        while number < len(numbers) and numbers[number][1] < start:
            number += 1
        while quotation < len(quotations) and quotations[quotation][1] <= start:
            quotation += 1
        # A number keeps the word it counts: the gap right behind it is its own.
        if number < len(numbers) and numbers[number][0] < start:
            yield position, _NUMBER
        elif quotation < len(quotations) and quotations[quotation][0] < start:
            yield position, _QUOTATION
        else:
            yield position, _rank(text, start, position)


def _rank(text: str, start: int, position: int) -> int:
    """How good a cut the gap `text[start:position]` is, best first."""
    mark = text[max(0, start - _BEHIND) : start].rstrip(_CLOSERS)[-1:]
    if text[start - 1] == "\u0640":
        return _NUMBER
    if mark in _STRONG or "\n" in text[start:position]:
        return _STOP
    match = _NEXT_WORD.match(text, position)
    word = normalise_text(match.group(1)) if match else ""
    bare = word[1:] if len(word) > 3 and word[0] in "وف" else word
    connective = word in _CONNECTIVES or bare in _CONNECTIVES
    if mark in _WEAK:
        return _COMMA_CONNECTIVE if connective or bare != word else _COMMA
    if connective:
        return _CONNECTIVE
    if bare != word:
        return _JOINED
    short = _LAST_WORD.search(text, max(0, start - _SHORT - 1), start)
    return _LEANING if short else _WORD


def _merged(spans: Iterator[Span]) -> list[Span]:
    """The spans in order, overlapping ones made one."""
    merged: list[Span] = []
    for begin, end in sorted(spans):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def _trim(text: str, begin: int, end: int) -> Span | None:
    """The span without whitespace at its ends; None when nothing is left."""
    piece = text[begin:end]
    start = begin + len(piece) - len(piece.lstrip())
    finish = start + len(piece.strip())
    return (start, finish) if start < finish else None
