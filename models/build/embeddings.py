"""Rows for the pieces that the parent never saw.

A new piece starts as the weighted mean of the parent's embeddings of the pieces
it aligns with, scaled to their usual length; a piece that aligns with nothing
starts as the mean of the aligned pieces that share its text, or of all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Table = np.ndarray[Any, np.dtype[np.float32]]


def start(
    tokens: Sequence[str],
    new: Sequence[int],
    table: Table,
    lexicons: Sequence[tuple[Mapping[int, Sequence[tuple[int, float]]], Table, float]],
    seed: int,
) -> tuple[Table, int]:
    """``table [S, D]`` with rows ``new`` replaced, and how many of them were aligned.

    Each lexicon maps a row of ``table`` to weighted rows of its own parent
    table, and counts with its own weight.
    """
    out = table.copy()
    rng = np.random.default_rng(seed)
    known: dict[str, Table] = {}
    orphans: list[int] = []
    for row in new:
        total = np.zeros(table.shape[1], np.float32)
        weight = length = 0.0
        for lexicon, rows, share in lexicons:
            entry = lexicon.get(row)
            if not entry:
                continue
            for other, part in entry:
                total += np.float32(share * part) * rows[other]
                length += share * part * float(np.linalg.norm(rows[other]))
            weight += share
        if weight == 0:
            orphans.append(row)
            continue
        mean = total / np.float32(weight)
        out[row] = mean * np.float32(length / weight / max(float(np.linalg.norm(mean)), 1e-6))
        known[tokens[row].lstrip("▁")] = out[row]
    spread = table.std()
    for row in orphans:
        text = tokens[row].lstrip("▁")
        near = [
            known[text[a:b]]
            for a in range(len(text))
            for b in range(a + 2, len(text) + 1)
            if text[a:b] in known
        ]
        if near:
            out[row] = np.mean(near, axis=0)
        else:
            out[row] = rng.normal(0, spread, table.shape[1])
    return out, len(new) - len(orphans)
