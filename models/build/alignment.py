"""Which pieces translate which: IBM model 1 over pieces (Brown et al. 1993).

Run on short pairs only, where model 1 is at its best, and in one direction at a
time; the two directions are multiplied to keep function words from absorbing
everything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

Ids = np.ndarray[Any, np.dtype[np.int32]]
Longs = np.ndarray[Any, np.dtype[np.int64]]
Floats = np.ndarray[Any, np.dtype[np.float64]]


def cells(
    left: Sequence[Sequence[int]], right: Sequence[Sequence[int]]
) -> tuple[Ids, Ids, Ids, Ids]:
    """Every co-occurrence: left piece, right piece, left position and right position.

    Positions are numbered over the whole corpus; each array has one entry per
    (left token, right token) of each pair.
    """
    parts: list[list[Any]] = [[], [], [], []]
    left_base = right_base = 0
    for a, b in zip(left, right, strict=True):
        n, m = len(a), len(b)
        parts[0].append(np.repeat(np.asarray(a, np.int32), m))
        parts[1].append(np.tile(np.asarray(b, np.int32), n))
        parts[2].append(np.repeat(np.arange(left_base, left_base + n, dtype=np.int32), m))
        parts[3].append(np.tile(np.arange(right_base, right_base + m, dtype=np.int32), n))
        left_base, right_base = left_base + n, right_base + m
    a, b, i, j = (np.concatenate(part) if part else np.zeros(0, np.int32) for part in parts)
    return a, b, i, j


def _model1(pair: Longs, given: Ids, position: Ids, rounds: int) -> Floats:
    """t(other | given) for each distinct pair, by expectation maximisation."""
    distinct = int(pair.max()) + 1
    owner = np.zeros(distinct, np.int64)
    owner[pair] = given
    probability = np.ones(distinct)
    for _ in range(rounds):
        weight = probability[pair]
        weight /= np.bincount(position, weight)[position]
        counts = np.bincount(pair, weight, minlength=distinct)
        probability = counts / np.bincount(owner, counts)[owner]
    return probability


def lexicon(
    left: Sequence[Sequence[int]],
    right: Sequence[Sequence[int]],
    *,
    rounds: int = 5,
    keep: int = 8,
    least: float = 0.03,
) -> dict[int, list[tuple[int, float]]]:
    """The likeliest right pieces of each left piece, with weights that sum to one."""
    a, b, i, j = cells(left, right)
    if not len(a):
        return {}
    width = int(b.max()) + 1
    codes, pair = np.unique(a.astype(np.int64) * width + b, return_inverse=True)
    forward = _model1(pair, a, j, rounds)
    backward = _model1(pair, b, i, rounds)
    score = np.sqrt(forward * backward)
    order = np.lexsort((-score, codes // width))
    table: dict[int, list[tuple[int, float]]] = {}
    for index in order:
        entry = table.setdefault(int(codes[index] // width), [])
        if len(entry) < keep and (not entry or score[index] >= least * entry[0][1]):
            entry.append((int(codes[index] % width), float(score[index])))
    return {
        piece: [(other, weight / total) for other, weight in entry]
        for piece, entry in table.items()
        if (total := sum(weight for _, weight in entry)) > 0
    }
