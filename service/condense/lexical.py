"""Sentences as weighted bags of words, for when meaning vectors miss the words."""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from service.condense.words import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_BUCKETS = 1024
"""Hashed dimensions (Weinberger et al. 2009); fixed, so that memory is linear in sentences."""


def lexical_vectors(sentences: Sequence[str]) -> NDArray[np.float32]:
    """Return one unit row of 1,024 per sentence: tf-idf over content lemmas, hashed.

    A sentence without content words is the zero row. Document frequency is
    counted over `sentences` themselves.
    """
    bags = [
        Counter(token.lemma for token in tokens(sentence) if token.is_content)
        for sentence in sentences
    ]
    frequency = Counter(lemma for bag in bags for lemma in bag)
    vectors = np.zeros((len(bags), _BUCKETS), dtype=np.float32)
    for row, bag in enumerate(bags):
        for lemma, count in bag.items():
            rarity = log((1 + len(bags)) / frequency[lemma]) + 0.1
            vectors[row, crc32(lemma.encode()) % _BUCKETS] += (1 + log(count)) * rarity
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(norms == 0, 1, norms)
