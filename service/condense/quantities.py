"""How many of a thing, and which of it: quantifiers that changed, modifiers that turned round.

`In both attacks` is not `in one of the attacks`, and who owes unsecured
creditors does not owe all creditors.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from service.condense.reading import forms_of
from service.condense.words import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from service.condense.comparison import Comparison
    from service.condense.reading import Word

_NEAR = 4
"""Words between a quantifier and the noun it counts."""
_HEAD = 2
"""Words behind a modifier among which its noun stands."""
_LEAST = 4
"""Letters behind a prefix that leave a word of their own."""


def quantified(given: Comparison) -> Iterator[tuple[Word, str]]:
    """Yield (word, what it stood with) for a noun whose quantifier or negated modifier changed."""
    theirs = {place: index for index, place in enumerate(given.places) if place is not None}
    for place, index in theirs.items():
        word = given.words[index]
        if not word.content or word.of("light") or _group(word):
            continue
        ours, before = _quantifier(given.words, index), _quantifier(given.support, place)
        if ours and before and _group(ours) != _group(before):
            yield word, f"`{before.text}`"
        elif ours and not before and not any(_group(w) == _group(ours) for w in given.support):
            yield word, f"no `{ours.text}`"
    for place, word in enumerate(given.support):
        if place not in theirs and _turned(word):
            head = _head(given.support, place, theirs)
            if head is not None:
                yield given.words[head], f"`{word.text}`"


@cache
def _groups() -> dict[str, str]:
    return {word: group for group, words in table("quantifiers") for word in words.split()}


def _group(word: Word) -> str:
    """Return how much of a thing the quantifier takes; empty for any other word."""
    return _groups().get(word.text.lower(), "")


def _quantifier(words: Sequence[Word], index: int) -> Word | None:
    """Return what quantifies the noun at `index`: `one of the attacks`, `both large attacks`."""
    for back in range(index - 1, max(-1, index - 1 - _NEAR), -1):
        if words[back + 1].before:
            return None
        word = words[back]
        if _group(word):
            # `one` alone is a number or a pronoun; it takes a part of what follows `of`.
            part = word.text.lower() != "one" or words[back + 1].text.lower() == "of"
            return word if part else None
        plain = word.content and not word.number and not word.of("report")
        if word.text.lower() not in {"of", "the", "these", "those", "its", "their"} and not plain:
            return None
    return None


def _turned(word: Word) -> bool:
    """Whether the word says with a prefix that the thing is not what is said: `unsecured`."""
    text = word.text.lower()
    if word.name or text in forms_of("unturning") or word.of("negator"):
        return False
    return any(text.startswith(one) and len(text) >= len(one) + _LEAST for one in _prefixes())


@cache
def _prefixes() -> tuple[str, ...]:
    return tuple(sorted(forms_of("prefix")))


def _head(words: Sequence[Word], place: int, kept: Mapping[int, int]) -> int | None:
    """Return where the candidate has the noun that the modifier at `place` stands before."""
    for after in range(place + 1, min(len(words), place + 1 + _HEAD)):
        if words[after].before or not words[after].content or words[after].of("report"):
            return None
        if after in kept:
            return kept[after]
    return None
