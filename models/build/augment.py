"""Rewrites training pairs the way real and prepared text varies."""

# ruff: noqa: S311 - seeded sampling, not secrets

from __future__ import annotations

import random
import re
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from models.build.config import Augment
    from models.build.corpus import Example


class _Name(Protocol):
    """A name in the source."""

    @property
    def span(self) -> tuple[int, int]:
        """Code points of the source side."""
        ...

    @property
    def en(self) -> tuple[str, ...]:
        """What it may be called in the target language."""
        ...


def _finder(dotted: str) -> Callable[[str], Sequence[_Name]] | None:
    if not dotted:
        return None
    module, _, function = dotted.partition(":")
    return cast("Callable[[str], Sequence[_Name]]", getattr(import_module(module), function))


def _stands(term: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text) is not None


class Augmenter:
    """Rewrites the source side the way real text varies; deterministic by seed."""

    def __init__(self, plan: Augment, lexicon: Mapping[str, str], seed: int) -> None:
        self._plan = plan
        self._names = _finder(plan.names)
        self._others = sorted({name for name in lexicon.values() if name.count(" ") < 3})
        self._random = random.Random(seed)
        self._spelling = str.maketrans(plan.spelling)
        self._groups = {name: group for group in plan.variants for name in group}
        names = sorted(self._groups, key=len, reverse=True)
        self._variant = (
            re.compile(rf"(?<!\w)({'|'.join(map(re.escape, names))})(?!\w)") if names else None
        )
        self._lexicon = lexicon

    def __call__(self, example: Example) -> Example:
        """The pair, its source perhaps rewritten."""
        source, target, plan = example.source, example.target, self._plan
        draw = self._random.random
        if self._variant and draw() < plan.variants_share and "/" not in source:
            source = self._variant.sub(self._vary, source)
        if self._names and draw() < plan.names_share:
            source, target = self._named(self._names(source), source, target)
        elif draw() < plan.switched_share:
            source = self._switch(source, target)
        if draw() < plan.spelling_share:
            source = source.translate(self._spelling)
        if draw() < plan.unpunctuated_share and source[-1] in ".?!" and target[-1] in ".?!":
            source, target = source[:-1].rstrip(), target[:-1].rstrip()
        return type(example)(example.domain, source, target) if source and target else example

    def _vary(self, match: re.Match[str]) -> str:
        group = self._groups[match[1]]
        first = self._random.choice(group)
        if self._random.random() < 0.5:
            return first
        return "/".join((first, *(name for name in group if name != first)))

    def _named(self, names: Sequence[_Name], source: str, target: str) -> tuple[str, str]:
        """Put known names in the target language, some of them as another name on both sides.

        The latter can only be copied: the model learns that what is in the target
        language already stays as it is, rather than which name goes with which context.
        """
        parts: list[str] = []
        position = 0
        for name in names:
            term = next((en for en in name.en if _stands(en, target)), None)
            if term is None or self._random.random() > 0.85:
                continue
            other = term
            if self._others and self._random.random() < self._plan.other_names_share:
                other = self._random.choice(self._others)
                target = re.sub(rf"(?<!\w){re.escape(term)}(?!\w)", lambda _, o=other: o, target)
            start, end = name.span
            joined = start > 0 and source[start - 1].isalnum()
            parts += [source[position:start], " " if joined else "", other]
            position = end
        return "".join((*parts, source[position:])), target

    def _switch(self, source: str, target: str) -> str:
        """Put up to two lexicon terms of the source in the target language."""
        words, switched = source.split(" "), 0
        for size in (3, 2, 1):
            for at in range(len(words) - size + 1):
                phrase = " ".join(words[at : at + size])
                bare = phrase.rstrip(".,;:!?\"'")
                term = self._lexicon.get(bare)
                if term and re.search(rf"(?<!\w){re.escape(term)}(?!\w)", target):
                    words[at : at + size] = [term + phrase[len(bare) :]]
                    switched += 1
                    if switched == 2:
                        return " ".join(words)
        return " ".join(words)


def lexicon_of(examples: Iterable[Example], domains: frozenset[str]) -> dict[str, str]:
    """Term to translation, from the lexicon domains; capitalised translations only (names)."""
    return {
        e.source: e.target
        for e in examples
        if e.domain in domains and e.target[:1].isupper() and len(e.source) > 2
    }
