"""How far a claim is vouched for: reports, fears and attempts of something, and `in theory`.

`Reports of a fire` are no fire, and what is approved in theory is not approved.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from service.condense.words import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.condense.comparison import Comparison
    from service.condense.reading import Word

_OF = frozenset(("of", "that", "about", "to", "for"))
_NEAR = 4
"""Words behind such a noun among which what it is about begins."""
_BEFORE = 6
"""Words before a qualifying phrase among which what it qualifies stands."""


def committed(given: Comparison) -> Iterator[tuple[Word, str]]:
    """Yield (word, what it lost) for what the support only reports, fears or qualifies."""
    kept = {place: index for index, place in enumerate(given.places) if place is not None}
    for place, word in enumerate(given.support[:-1]):
        if place in kept or not word.of("unasserted"):
            continue
        if given.support[place + 1].text.lower() not in _OF:
            continue
        if any(one.of("negator") for one in given.support[max(0, place - _BEFORE) : place]):
            # Who denies reports of it denies it.
            continue
        before = next((i for i in range(place - 1, -1, -1) if given.support[i].content), None)
        after = [
            i
            for i in range(place + 2, min(len(given.support), place + 2 + _NEAR))
            if given.support[i].content
        ]
        told = given.support[place + 1].text.lower() == "that"
        if after and after[0] in kept and (told or before is None or before in kept):
            yield given.words[kept[after[0]]], f"`{word.text}`"
    texts = [word.text.lower() for word in given.words]
    for place, phrase in _qualified(given.support):
        held = [i for i in range(max(0, place - _BEFORE), place) if given.support[i].content]
        if _stands(phrase, texts) or not held:
            continue
        if sum(i in kept for i in held) * 2 >= len(held) and held[-1] in kept:
            yield given.words[kept[held[-1]]], f"`{' '.join(phrase)}`"


@cache
def _phrases() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for (phrase,) in table("qualifiers"))


def _qualified(words: Sequence[Word]) -> Iterator[tuple[int, tuple[str, ...]]]:
    texts = [word.text.lower() for word in words]
    for phrase in _phrases():
        for place in range(len(texts) - len(phrase) + 1):
            if tuple(texts[place : place + len(phrase)]) == phrase:
                yield place, phrase


def _stands(phrase: tuple[str, ...], texts: Sequence[str]) -> bool:
    size = len(phrase)
    return any(tuple(texts[i : i + size]) == phrase for i in range(len(texts) - size + 1))
