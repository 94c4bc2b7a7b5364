"""Sentences as weighted bags of words, for when meaning vectors miss the words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from math import log
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from service.arabic.normalise import normalise_text
from service.condense.stemmer import stem as snowball
from service.condense.words import function_words, lemma, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_BUCKETS = 1024
"""Hashed dimensions (Weinberger et al. 2009); fixed, so that memory is linear in sentences."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ARABIC = re.compile("[\u0620-\u064a]")
_LONGEST = 64
"""Longer runs of letters are no words; their stem would cost and say nothing."""


@cache
def _arabic_function_words() -> frozenset[str]:
    return frozenset(
        snowball(word, "arabic")
        for _, words in table("arabic_function_words")
        for word in words.split()
    )


def stems(text: str) -> list[str]:
    """Return the stems of the content words of an Arabic or English text, in order."""
    found: list[str] = []
    for match in _WORD.finditer(normalise_text(text)):
        word = match.group()[:_LONGEST]
        if _ARABIC.match(word):
            stem = snowball(word, "arabic")
            if stem not in _arabic_function_words():
                found.append(stem)
        elif (stem := lemma(word)) not in function_words():
            found.append(stem)
    return found


def lexical_vectors(sentences: Sequence[str]) -> NDArray[np.float32]:
    """Return one unit row of 1,024 per sentence: tf-idf over content stems, hashed.

    A sentence without content words is the zero row. Document frequency is
    counted over `sentences` themselves.
    """
    bags = [Counter(stems(sentence)) for sentence in sentences]
    frequency = Counter(stem for bag in bags for stem in bag)
    vectors = np.zeros((len(bags), _BUCKETS), dtype=np.float32)
    for row, bag in enumerate(bags):
        for stem, count in bag.items():
            rarity = log((1 + len(bags)) / frequency[stem]) + 0.1
            vectors[row, crc32(stem.encode()) % _BUCKETS] += (1 + log(count)) * rarity
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(norms == 0, 1, norms)).astype(np.float32)
