"""What a build does with its dictionary: lists, planted words and words in the target language."""

# ruff: noqa: S311 - seeded sampling, not secrets

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

from models.build.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from models.build.config import Config
    from models.build.corpus import Example

_RIGHT = 0.6
_HERE = Path(__file__).parent


def words(config: Config, pairs: Iterable[Example], news: Iterable[str]) -> Words | None:
    """The dictionary of a build, its words counted in the pairs and in source-side news."""
    plan = config.dictionary
    if plan is None:
        return None
    lexical = {domain.name for domain in config.domains if domain.lexicon}
    found = Words.read(_HERE / plan.table, plan.clitics, plan.articles)
    found.count((e.source for e in pairs if e.domain not in lexical), found.seen)
    found.count(news, found.wanted)
    return found


class Teacher:
    """Puts dictionary words into pairs; deterministic by seed."""

    def __init__(self, config: Config, known: Words | None) -> None:
        self._plan, self._words = config.dictionary, known
        self._random = random.Random(config.seed)

    def lists(self) -> list[Example]:
        """The pairs of the dictionary's own domain."""
        if self._words is None or self._plan is None or not self._plan.domain:
            return []
        plan = self._plan
        return self._words.lists(plan.domain, plan.lists, self._random, plan.comma, plan.also)

    def __call__(self, pair: Example, rewrite: Callable[[Example], Example]) -> Example:
        """The pair after `rewrite`, with other words planted before and some switched after."""
        if self._words is None or self._plan is None:
            return rewrite(pair)
        if self._random.random() < self._plan.planted_share:
            pair = self._words.planted(pair, self._random)
        pair = rewrite(pair)
        if self._random.random() < self._plan.switched_share:
            # A hint is often right and not always: the model must have seen both.
            if self._random.random() < _RIGHT:
                return self._words.switched(pair, self._random, 0.8)
            return self._words.hinted(pair, self._random)
        return pair
