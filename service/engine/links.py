"""From attention between pieces to links between words.

The mean of the alignment heads' cross-attention, summed over the pieces of a
word, as in Garg et al. 2019 ("Jointly Learning to Align and Translate with
Transformer Models"); a target word is linked to the one source word that got
most of its mass.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from service.engine.protocols import Link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.engine.decoder import Hypothesis
    from service.engine.pieces import Joined
    from service.engine.source import Part
    from service.schema import Span

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]|_")


def links(segment: str, part: Part, hypothesis: Hypothesis, joined: Joined) -> list[Link]:
    """Return one link per target word that the model attended from.

    Target spans are code points into `joined.text`; source spans are code points
    into `segment`, of which `part` was made.
    """
    text = part.source.text
    words = [match.span() for match in _WORD.finditer(text)]
    owners = _owners(part.pieces.spans, words, len(text))
    lexical = [text[start].isalnum() for start, _ in words]
    found: list[Link] = []
    for index, rows in enumerate(_rows(hypothesis, joined)):
        start, end = joined.words[index]
        mass = [0.0] * len(words)
        for row in rows:
            for owner, weight in zip(owners, row, strict=False):
                if owner is not None:
                    mass[owner] += weight
        # A word never aligns to punctuation while there is any word to align to.
        if any(char.isalnum() for char in joined.text[start:end]) and any(lexical):
            mass = [value if keep else 0.0 for value, keep in zip(mass, lexical, strict=True)]
        if not mass or not rows:
            continue
        best = max(range(len(mass)), key=mass.__getitem__)
        found.append(
            Link(
                (start, end),
                _whole(segment, part.source.original(*words[best])),
                # The last bits of a float depend on the batch; no reader does.
                round(min(1.0, mass[best] / len(rows)), 3),
            )
        )
    return found


def _whole(segment: str, span: Span) -> Span:
    """`span` with the marks that stand on its last letter."""
    start, end = span
    while end < len(segment) and (unicodedata.combining(segment[end]) or segment[end] == "\u0640"):
        end += 1
    return start, end


def _rows(hypothesis: Hypothesis, joined: Joined) -> list[list[Sequence[float]]]:
    """The attention rows of each target word, of its letters and digits where it has any."""
    rows: list[list[Sequence[float]]] = [[] for _ in joined.words]
    marks: list[list[Sequence[float]]] = [[] for _ in joined.words]
    for piece, owner, row in zip(
        hypothesis.pieces, joined.owners, hypothesis.attention, strict=True
    ):
        if owner is not None:
            spoken = any(char.isalnum() for char in piece)
            (rows if spoken else marks)[owner].append(row)
    return [spoken or silent for spoken, silent in zip(rows, marks, strict=True)]


def _owners(pieces: Sequence[Span], words: Sequence[Span], length: int) -> list[int | None]:
    """For each source piece the word that it starts in, letters before punctuation."""
    at: list[int | None] = [None] * length
    for index, (start, end) in enumerate(words):
        at[start:end] = [index] * (end - start)
    owners: list[int | None] = []
    for start, end in pieces:
        inside = [owner for owner in at[start:end] if owner is not None]
        owners.append(inside[0] if inside else None)
    return owners
