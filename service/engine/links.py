"""From attention between pieces to links between words.

The mean of the alignment heads' cross-attention, summed over the pieces of a
word, as in Garg et al. 2019 ("Jointly Learning to Align and Translate with
Transformer Models"). A target word is linked to the one source word of whose
mass in the whole sentence it has the greatest share: the step of Sinkhorn and
Knopp (1967, "Concerning Nonnegative Matrices and Doubly Stochastic Matrices")
that balances columns, which keeps words that draw attention from everywhere
from drawing links as well. `bench.alignment` measures it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, cast

import numpy as np

from service.engine.protocols import Link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from service.engine.decoder import Hypothesis
    from service.engine.pieces import Joined
    from service.engine.source import Part
    from service.schema import Span

_FAINT = 0.01
"""Added to a source word's mass, so that one hardly attended to is nobody's best."""
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]|_")


def links(segment: str, part: Part, hypothesis: Hypothesis, joined: Joined) -> list[Link]:
    """Return one link per target word that the model attended from.

    Target spans are code points into `joined.text`; source spans are code points
    into `segment`, of which `part` was made.
    """
    text = part.source.text
    words = [match.span() for match in _WORD.finditer(text)]
    owners = _owners(part.pieces.spans, words, len(text))
    rows = _rows(hypothesis, joined)
    if not words or not any(rows):
        return []
    masses = _masses(rows, owners, len(words))
    lexical = np.array([text[start].isalnum() for start, _ in words])
    if lexical.any():
        # A word never aligns to punctuation while there is any word to align to.
        spoken = [any(map(str.isalnum, joined.text[start:end])) for start, end in joined.words]
        masses[np.array(spoken)[:, None] & ~lexical] = 0.0
    shares = masses / (masses.sum(axis=0) + _FAINT)
    best = cast("list[int]", shares.argmax(axis=1).tolist())
    weights = cast("list[float]", masses[range(len(best)), best].tolist())
    sources = {at: _whole(segment, part.source.original(*words[at])) for at in set(best)}
    return [
        # The last bits of a float depend on the batch; no reader does.
        Link(target, sources[at], round(min(1.0, weight), 3))
        for target, row, at, weight in zip(joined.words, rows, best, weights, strict=True)
        if row
    ]


def _masses(
    rows: Sequence[Sequence[Sequence[float]]], owners: Sequence[int | None], words: int
) -> NDArray[np.float64]:
    """The attention that each source word got from each target word, on average of its rows."""
    targets = [target for target, group in enumerate(rows) for _ in group]
    attention = np.array([row for group in rows for row in group], np.float64)
    attention = attention.reshape(len(targets), -1)
    seen = owners[: attention.shape[1]]
    columns = [at for at, owner in enumerate(seen) if owner is not None]
    attention = attention[:, columns]
    attention /= np.array([[len(rows[target])] for target in targets])
    bins = np.array(targets)[:, None] * words + np.array([owners[at] for at in columns])
    # Adds in the order of rows and columns, so that a sum is the same sum every time.
    flat = np.bincount(bins.ravel(), attention.ravel(), len(rows) * words)
    return flat.reshape(len(rows), words).astype(np.float64, copy=False)


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
        if owner is not None and row:
            spoken = any(char.isalnum() for char in piece)
            (rows if spoken else marks)[owner].append(row)
    found = [spoken or silent for spoken, silent in zip(rows, marks, strict=True)]
    if len(found) > 1 and not found[0]:
        # An article or a pronoun, see `pieces.opens_alone`: it goes with the next word.
        found[0] = found[1]
    return found


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
