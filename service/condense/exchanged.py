"""Cause and effect, owner and owned, one thing or another: relations that were turned or cut.

`It fell after he left` is not `he left after it fell`; who met the son of a
player did not meet the player; and of `A or B` nobody said A.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.condense.alignment import akin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.condense.comparison import Comparison
    from service.condense.reading import Word

_CONNECTIVES = frozenset(("after", "before", "because", "so", "since", "while", "until", "despite"))
_LEADING = frozenset(("a", "an", "the", "that", "by", "in", "on", "to", "of", "for", "with"))
_EQUAL = frozenset(("what", "equivalent", "so", "about", "less", "more", "simply"))
"""Words behind an `or` that only says the same another way."""


def exchanged(given: Comparison) -> Iterator[tuple[Word, str]]:
    """Yield (word, what it stood with) for relations that no longer hold."""
    yield from _clauses(given)
    yield from _owners(given)
    yield from _alternatives(given)


def _clauses(given: Comparison) -> Iterator[tuple[Word, str]]:
    """Two clauses that changed their places around the word that links them."""
    for text in _CONNECTIVES:
        ours, theirs = _around(given.words, text), _around(given.support, text)
        if ours is None or theirs is None:
            continue
        (main, other), (first, second) = ours, theirs
        turned = _shared(main, second) > _shared(main, first)
        if turned and _shared(other, first) > _shared(other, second):
            yield main[0], f"`{text}`"


def _around(words: Sequence[Word], text: str) -> tuple[Sequence[Word], Sequence[Word]] | None:
    """Return the main clause and the one that `text` opens; None unless it stands there once."""
    found = [index for index, word in enumerate(words) if word.text.lower() == text]
    if len(found) != 1:
        return None
    at = found[0]
    comma = next((i for i in range(at + 1, len(words)) if "," in words[i].before), None)
    if at == 0:
        return None if comma is None else (words[comma:], words[1:comma])
    return words[:at], words[at + 1 :]


def _shared(words: Sequence[Word], others: Sequence[Word]) -> int:
    return sum(word.content and any(akin(word, other) for other in others) for word in words)


def _owners(given: Comparison) -> Iterator[tuple[Word, str]]:
    """Someone in the place of what is his: `met Omar['s father]`."""
    kept = {place for place in given.places if place is not None}
    for word, place in zip(given.words, given.places, strict=True):
        if place is None or not word.name or _owns(word) or not _owns(given.support[place]):
            continue
        owned = next(
            (i for i in range(place + 1, len(given.support)) if given.support[i].content), None
        )
        if owned is not None and owned not in kept and not given.support[owned].before:
            yield word, f"`{given.support[owned].text}`"


def _owns(word: Word) -> bool:
    return word.text.lower().replace("’", "'").endswith(("'s", "s'"))


def _alternatives(given: Comparison) -> Iterator[tuple[Word, str]]:
    """One of two alternatives as the only one."""
    kept = {place: index for index, place in enumerate(given.places) if place is not None}
    for place, word in enumerate(given.support[:-1]):
        if word.text.lower() != "or" or place in kept or not place:
            continue
        if given.support[place + 1].text.lower() in _EQUAL or given.support[place + 1].number:
            continue
        right = place + 1
        while right < len(given.support) - 1 and given.support[right].text.lower() in _LEADING:
            right += 1
        pair = (place - 1, right)
        one = next((at for at in pair if at in kept), None)
        if one is None or all(at in kept for at in pair):
            continue
        lone = given.support[one]
        if lone.content and sum(other.text == lone.text for other in given.support) == 1:
            yield given.words[kept[one]], "`or`"
