"""Which pairs read most like the text that the model is for.

The difference of two cross-entropies (Moore and Lewis 2010): how much likelier a
language model of the wanted text finds a sentence than one of the domain itself.
Both are word bigrams interpolated with unigrams; what neither has seen counts alike.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.build.corpus import Example

_WORD = re.compile(r"\w+|[^\w\s]")
_BIGRAM, _UNIGRAM, _UNSEEN = 0.6, 0.35, 0.05


def _words(text: str) -> list[str]:
    return ["", *_WORD.findall(text.lower())]


class BigramModel:
    """Word bigrams of some texts, interpolated with unigrams and a uniform share."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._one: Counter[str] = Counter()
        self._two: Counter[tuple[str, str]] = Counter()
        for text in texts:
            words = _words(text)
            self._one.update(words)
            self._two.update(pairwise(words))
        self._total = sum(self._one.values())

    def log_probability(self, before: str, word: str) -> float:
        """Natural logarithm of the probability of a word after another."""
        seen = self._one[before]
        return math.log(
            _BIGRAM * (self._two[before, word] / seen if seen else 0.0)
            + _UNIGRAM * self._one[word] / max(1, self._total)
            + _UNSEEN / 1e6
        )


def difference(wanted: BigramModel, own: BigramModel, text: str) -> float:
    """Nats a word by which ``wanted`` finds the text likelier than ``own`` does."""
    steps = list(pairwise(_words(text)))
    gain = sum(wanted.log_probability(*s) - own.log_probability(*s) for s in steps)
    return gain / max(1, len(steps))


def closest(examples: Sequence[Example], wanted: BigramModel, share: float) -> list[Example]:
    """The share of the pairs whose target side is closest to the wanted text, in their order."""
    own = BigramModel(e.target for e in examples)
    scores = [difference(wanted, own, e.target) for e in examples]
    ranked = sorted(range(len(examples)), key=lambda index: -scores[index])
    return [examples[index] for index in sorted(ranked[: round(share * len(examples))])]
