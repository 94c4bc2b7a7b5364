"""SentencePiece pieces with their place in the text, both ways.

A piece starting with `▁` opens a word (Kudo and Richardson 2018); joining
pieces and turning `▁` into spaces gives the text back. Doing that here, rather
than in the library, yields each piece's offsets at no cost.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, cast

import msgspec
import sentencepiece

from service.errors import ModelFailed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from service.schema import Span

_WORD = re.compile(r"\S+")
_MARK = "\u2581"
_LEANING = frozenset(
    _MARK + word
    for word in ("A", "An", "The", "He", "She", "It", "They", "There", "His", "Her", "Its", "Their")
)
"""Words that Arabic writes on the next word, or not at all."""


class SourcePieces(msgspec.Struct, frozen=True):
    """A source text in pieces; `spans` are half-open code points into that text."""

    pieces: tuple[str, ...]
    spans: tuple[Span, ...]


class SourceTokenizer:
    """Text to pieces. Thread-safe."""

    def __init__(self, model: Path) -> None:
        try:
            self._processor = sentencepiece.SentencePieceProcessor(model_file=str(model))
        except (OSError, RuntimeError) as error:
            message = f"{model}: {error}"
            raise ModelFailed(message) from error

    def split(self, text: str) -> SourcePieces:
        """Return the pieces of `text`; the mark of a word is not part of its span."""
        # A lone `▁` would be read as a space and shift every offset after it.
        clean = text.replace(_MARK, "_")
        found = self._processor.encode(clean, out_type="offset_mapping")
        pieces = cast("list[str]", found["pieces"])
        spans = cast("list[Span]", found["offsets"])
        return SourcePieces(
            tuple(pieces),
            tuple((start + (start < end and clean[start] == " "), end) for start, end in spans),
        )

    def count(self, text: str) -> int:
        """Return how many pieces `text` has."""
        return len(cast("list[int]", self._processor.encode(text.replace(_MARK, "_"))))


class Joined(msgspec.Struct, frozen=True):
    """Target pieces as text."""

    text: str
    words: tuple[Span, ...]
    """The whitespace-delimited words of `text`."""
    owners: tuple[int | None, ...]
    """For each piece the index of the word it belongs to; None for a bare space."""


def join(pieces: Sequence[str]) -> Joined:
    """Return the text of `pieces`, its words, and which piece made which word."""
    raw = "".join(pieces).replace(_MARK, " ")
    lead = len(raw) - len(raw.lstrip())
    text = raw.strip()
    words = tuple(match.span() for match in _WORD.finditer(text))
    ends = list(accumulate(map(len, pieces), initial=0))
    owners: list[int | None] = []
    at = 0
    for piece, start in zip(pieces, ends, strict=False):
        first = start + (piece.startswith(_MARK)) - lead
        last = start + len(piece) - lead
        while at < len(words) and words[at][1] <= first:
            at += 1
        inside = at < len(words) and words[at][0] < last and first < last
        owners.append(at if inside else None)
    return Joined(text, words, tuple(owners))


def opens_alone(pieces: Sequence[str]) -> bool:
    """Whether only the first piece tells to which Arabic the first word belongs.

    Not so where the word has further pieces, nor for articles, pronouns and
    possessives: Arabic has them on the word that follows, and `links` takes
    that one's.
    """
    if not pieces or pieces[0] in _LEANING:
        return False
    return len(pieces) == 1 or pieces[1].startswith(_MARK)
