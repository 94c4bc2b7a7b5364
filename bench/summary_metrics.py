"""ROUGE (Lin 2004) and the baselines that a chooser of sentences has to beat."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from service.condense.lexical import lexical_vectors
from service.condense.words import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence


def _stems(text: str) -> list[str]:
    return [token.lemma for token in tokens(text) if token.is_word]


def _f1(shared: int, first: int, second: int) -> float:
    return 2 * shared / (first + second) if first + second else 0.0


def rouge_n(candidate: str, reference: str, order: int) -> float:
    """ROUGE-N F1 over stems."""
    here, there = _stems(candidate), _stems(reference)
    first = Counter(zip(*(here[i:] for i in range(order)), strict=False))
    second = Counter(zip(*(there[i:] for i in range(order)), strict=False))
    return _f1((first & second).total(), first.total(), second.total())


def rouge_l(candidate: str, reference: str) -> float:
    """ROUGE-L F1 over stems, the whole text as one sequence."""
    here, there = _stems(candidate), _stems(reference)
    row = [0] * (len(there) + 1)
    for word in here:
        before = 0
        for index, other in enumerate(there, 1):
            kept = row[index]
            row[index] = before + 1 if word == other else max(row[index], row[index - 1])
            before = kept
    return _f1(row[-1], len(here), len(there))


def lead(sentences: Sequence[str], points: int) -> list[int]:
    """Return the first sentences."""
    return list(range(min(points, len(sentences))))


def lexrank(sentences: Sequence[str], points: int, *, damping: float = 0.85) -> list[int]:
    """Continuous LexRank (Erkan and Radev 2004): PageRank on tf-idf cosine, no threshold."""
    vectors = lexical_vectors(sentences).astype(np.float64)
    similarity = vectors @ vectors.T
    sums = similarity.sum(axis=1, keepdims=True)
    count = len(sentences)
    matrix = np.where(sums > 0, similarity / np.where(sums == 0, 1, sums), 1 / count)
    rank = np.full(count, 1 / count)
    for _ in range(100):
        rank = (1 - damping) / count + damping * (rank @ matrix)
    return sorted(np.argsort(-rank, kind="stable")[:points].tolist())
