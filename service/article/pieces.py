"""The head of a wire story cut into dates, named components, brackets and separators."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import msgspec

from service.arabic.dates import find_dates
from service.article.tables import dateline_words, key

if TYPE_CHECKING:
    from datetime import date

_ATOM = re.compile(
    r"(?P<space>\s+)|(?P<open>[(\[])|(?P<close>[)\]])"
    r"|(?P<dash>[-–—―]+|(?<![^\s)\]])ـ+(?!\w))|(?P<mark>[/،,|:؛])"
    r"|(?P<word>(?:[^\s()\[\]/،,|:؛\-–—―]|(?<=\w)[-–](?=\w))+)"
)
_ERA = re.compile(r"\s?(?:ء|م|هـ?)(?!\w)")

Kind = Literal["agency", "place", "date", "day", "skip", "unknown", "open", "close", "dash", "mark"]


class Piece(msgspec.Struct, frozen=True):
    """One component or sign of a head, with its span; `value` is its English, or as written."""

    kind: Kind
    start: int
    end: int
    value: str = ""


def pieces_of(head: str, reference: date | None) -> list[Piece]:
    """Return the pieces of `head` in order, white space left out."""
    # A dateline says a day in figures; bare weekdays are listed in the room's own table,
    # and "tomorrow" may be the name of a newspaper (عدن الغد).
    dates = [
        mention
        for mention in find_dates(head, reference)
        if any(char.isdigit() for char in head[slice(*mention.span)])
    ]
    pieces: list[Piece] = []
    position = 0
    for mention in dates:
        if mention.span[0] < position:
            continue
        pieces += _undated(head, position, mention.span[0])
        position = mention.span[1]
        # Urdu prints the era mark ء after a year, Arabic م or هـ; the mark belongs to the date.
        if era := _ERA.match(head, position):
            position = era.end()
        pieces.append(Piece("date", mention.span[0], position, mention.iso or ""))
    pieces += _undated(head, position, len(head))
    return _named(head, pieces)


def _undated(head: str, start: int, end: int) -> list[Piece]:
    pieces: list[Piece] = []
    for atom in _ATOM.finditer(head, start, end):
        kind = atom.lastgroup
        if kind == "space":
            continue
        if kind != "word":
            pieces.append(Piece(kind, atom.start(), atom.end()))  # pyright: ignore[reportArgumentType]
        elif pieces and pieces[-1].kind == "unknown":
            pieces[-1] = Piece("unknown", pieces[-1].start, atom.end())
        else:
            pieces.append(Piece("unknown", atom.start(), atom.end()))
    return pieces


def _named(head: str, pieces: list[Piece]) -> list[Piece]:
    table = dateline_words()
    named: list[Piece] = []
    placed = inside = False
    for piece in pieces:
        inside = piece.kind == "open" or (inside and piece.kind != "close")
        if piece.kind != "unknown":
            named.append(piece)
            continue
        value = head[piece.start : piece.end]
        form = key(value)
        order: tuple[Kind, ...] = ("agency", "place") if inside or placed else ("place", "agency")
        kind = _kind(form, (*order, "day", "skip"))
        placed = placed or kind == "place"
        english = table[kind][form] if kind in ("agency", "place") else value
        named.append(Piece(kind, piece.start, piece.end, english))
    return named


def _kind(form: str, order: tuple[Kind, ...]) -> Kind:
    table = dateline_words()
    for kind in order:
        if form in table[kind]:
            return kind
    return "unknown"
