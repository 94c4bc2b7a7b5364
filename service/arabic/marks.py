"""Reading a line around a sentence mark: what closes with it, what stands on each side.

Nothing here decides anything; `service.arabic.stops` does. Every look to the
left or right is bounded, so reading a line is linear in its length.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

import msgspec

from service.arabic.normalise import normalise_text

TERMINALS = ".!?؟…۔。‼⁇⁈⁉"
INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
"""Characters nobody sees, as the inside of a regular-expression class."""
_ASKING = frozenset("!?؟‼⁇⁈⁉")
_CLOSERS = frozenset("”»’›)]}")
_EITHER_WAY = frozenset("\"'")
_EMPHASIS = frozenset("*_")
_WINDOW = 32
"""Code points read on each side of a mark to find a word."""
_REACH = 400
"""Code points back to the opening of the quotation a mark closes."""
_ASIDE = 200
"""Longest parenthesis, in code points, whose inner marks belong to the sentence around it."""

_LAST_WORD = re.compile(r"[^\s()\[\]\"“”«»'‘’،؛:]*\Z")
_NEXT_WORD = re.compile(r"[\s\"“«„'‘(\[*_#-]*([^\W_]+)")
_SKIPPED = re.compile(f"[\\s{INVISIBLE}]*+")
_INVISIBLE_CHAR = re.compile(f"[{INVISIBLE}]")
_PARENTHESES = re.compile("[()]")

Kind = Literal["stop", "question", "ellipsis"]


class Line(msgspec.Struct):
    """One logical line while it is read: where the sentence began, what is open."""

    text: str
    begin: int
    end: int
    sentence: int
    asides: list[tuple[int, int]]
    quotes_counted: int
    quote_open: bool = False
    quote_start: int = -1
    aside: int = 0


class Run(msgspec.Struct, frozen=True):
    """A mark with everything that closes behind it, and where the next word stands."""

    start: int
    end: int
    following: int
    kind: Kind
    closed: bool
    """A quotation mark or bracket closes after the mark."""
    sealed: bool
    """And a further mark after that, which leaves no doubt."""


def open_line(text: str, begin: int, end: int) -> Line:
    """Begin to read `text[begin:end]`."""
    return Line(text, begin, end, begin, _asides(text, begin, end), begin)


def _asides(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """The short parentheses of a line, outermost only, in order."""
    if text.find(")", begin, end) < 0:
        return []
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for match in _PARENTHESES.finditer(text, begin, end):
        if match.group() == "(":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if match.start() - start <= _ASIDE:
                while pairs and pairs[-1][0] > start:
                    pairs.pop()
                pairs.append((start, match.start()))
    return pairs


def read_run(line: Line, start: int, position: int) -> Run:
    """Read past the marks and closers that belong to the marks at `start`.

    `position` is past the first marks in a row.
    """
    text, end = line.text, line.end
    _count_quotes(line, start)
    marks = text[start:position]
    closed = sealed = False
    while position < end:
        char = text[position]
        if char in TERMINALS:
            # What follows a closing quotation mark decides: ؟". is a full stop.
            sealed = sealed or closed
            marks = char if closed or text[position - 1] == " " else marks + char
        elif char in _CLOSERS or (char in _EITHER_WAY and _closing(line, position)):
            if char == '"':
                line.quote_open, line.quotes_counted = False, position + 1
            closed = True
        elif char == " ":
            if not _goes_on(line, position):
                break
        elif char not in _EMPHASIS and not _INVISIBLE_CHAR.match(char):
            break
        position += 1
    skipped = _SKIPPED.match(text, position, end)
    following = skipped.end() if skipped else position
    return Run(start, position, following, _kind(marks), closed, sealed)


def _kind(marks: str) -> Kind:
    if not _ASKING.isdisjoint(marks):
        return "question"
    return "ellipsis" if len(marks) > 1 or marks == "…" else "stop"


def _count_quotes(line: Line, position: int) -> None:
    """Bring the state of straight quotation marks up to `position`."""
    count = line.text.count('"', line.quotes_counted, position)
    if count:
        line.quote_start = line.text.rfind('"', line.quotes_counted, position)
        line.quote_open ^= count % 2 == 1
    line.quotes_counted = max(position, line.quotes_counted)


def _closing(line: Line, position: int) -> bool:
    """Whether the straight quotation mark at `position` closes rather than opens."""
    return line.quote_open or not _letter_at(line, position + 1)


def _goes_on(line: Line, position: int) -> bool:
    """Whether the run goes on after the space at `position`: `. .`, `. »`."""
    char = line.text[position + 1 : position + 2]
    if position + 1 >= line.end or not char:
        return False
    if char == '"':
        return line.quote_open and not _letter_at(line, position + 2)
    return char in _CLOSERS or (char in TERMINALS and not _letter_at(line, position + 2))


def _letter_at(line: Line, position: int) -> bool:
    return position < line.end and line.text[position].isalnum()


def inside_aside(line: Line, run: Run) -> bool:
    """Whether the run stands in a short parenthesis that the sentence goes on around."""
    asides = line.asides
    while line.aside < len(asides) and asides[line.aside][1] < run.start:
        line.aside += 1
    if line.aside == len(asides):
        return False
    opening, closing = asides[line.aside]
    # A parenthesis that is itself the sentence ends with the mark inside it.
    whole = opening == line.sentence and run.end > closing
    return opening < run.start < closing and not whole


def quotation(line: Line, run: Run) -> int | None:
    """Where the quotation that the run stands in, or closes, was opened."""
    earliest = max(line.sentence, run.start - _REACH)
    opened = line.text.rfind("«", earliest, run.start)
    if opened > line.text.rfind("»", earliest, run.start):
        return opened
    return line.quote_start if line.quote_start >= earliest else None


def next_word(line: Line, position: int) -> str:
    """The normalised word from `position` on, past quotation marks and bullets; may be empty."""
    match = _NEXT_WORD.match(after(line, position))
    return match.group(1) if match else ""


def last_word(line: Line, position: int) -> str:
    """The normalised word that ends at `position`, inner stops included; may be empty."""
    match = _LAST_WORD.search(before(line, position))
    return match.group() if match else ""


def before(line: Line, position: int) -> str:
    """Normalised text up to `position`, as far as a word can matter."""
    return _normalised(line.text[max(line.begin, position - _WINDOW) : position])


def after(line: Line, position: int) -> str:
    """Normalised text from `position` on, as far as a word can matter."""
    return _normalised(line.text[position : min(position + _WINDOW, line.end)])


# One stop asks for the words on its two sides several times over.
_normalised = lru_cache(maxsize=256)(normalise_text)
