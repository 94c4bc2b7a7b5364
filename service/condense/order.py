"""Plain words that changed places: `the team attacked settlers` for `settlers attacked the team`.

`roles` watches names and numbers; here are the nouns and verbs, which move more
freely: a compound turns round (`talks on the dam`, `dam talks`), a passive
turns active, a phrase moves with its preposition. What moved for none of these
reasons stands in another part of the claim than before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.condense.alignment import akin
from service.condense.predicates import passive
from service.condense.roles import excused
from service.condense.words import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.condense.comparison import Comparison
    from service.condense.reading import Word

_APART = 4
"""Words between the two parts of a compound said with a preposition."""
_FREE = ("time", "title", "light", "report", "exact", "hedge", "negator")
"""Classes of words that other checks follow, or that say the same wherever they stand."""
_SUBORDINATORS = frozenset(
    ("if", "unless", "when", "while", "because", "although", "though", "since", "until")
)
_ARTICLES = frozenset(("a", "an", "the"))


def reordered(given: Comparison) -> Iterator[Word]:
    """Yield words of the candidate that the support has in another part of the claim."""
    for index, (word, place) in enumerate(zip(given.words, given.places, strict=True)):
        if place is not None or not word.content or word.name or word.number:
            continue
        if any(map(word.of, _FREE)):
            continue
        there = [i for i, other in enumerate(given.support) if akin(word, other)]
        if there and not any(_moved_along(given, index, place) for place in there):
            yield word


def _moved_along(given: Comparison, index: int, place: int) -> bool:
    ours, theirs = given.words, given.support
    return (
        excused(given, index, place)
        or _compounded(ours, index, theirs, place)
        or _compounded(theirs, place, ours, index)
        or (passive(ours, index) != passive(theirs, place))
        or _promoted(ours, index, theirs, place)
        or _promoted(theirs, place, ours, index)
        or _subordinator(ours, index) == _subordinator(theirs, place) != ""
    )


def _compounded(short: Sequence[Word], index: int, long: Sequence[Word], place: int) -> bool:
    """Whether `team owner`, `team's owner` on one side is `owner of the team` on the other."""
    if not index or short[index].before or not short[index - 1].content:
        return False
    first = short[index - 1]
    for after in range(place + 1, min(len(long), place + 2 + _APART)):
        if long[after].before:
            return False
        if akin(first, long[after]):
            return any(w.of("preposition") for w in long[place + 1 : after])
    return False


def _promoted(active: Sequence[Word], actor: int, other: Sequence[Word], place: int) -> bool:
    """Whether the object of a verb on one side is the subject of its passive on the other."""
    before = (word for word in reversed(other[:place]) if word.content and not word.number)
    verb = next(before, None)
    after = next(
        (i for i in range(actor + 1, min(len(active), actor + 1 + _APART)) if active[i].content),
        None,
    )
    return (
        verb is not None
        and after is not None
        and akin(active[after], verb)
        and passive(active, after)
    )


def _subordinator(words: Sequence[Word], index: int) -> str:
    """Return the conjunction whose clause the word opens, articles aside; else nothing."""
    before = index - 1
    while before >= 0 and words[before].text.lower() in _ARTICLES:
        before -= 1
    text = words[before].text.lower() if before >= 0 else ""
    return text if text in _SUBORDINATORS else ""


def opposed(given: Comparison) -> Iterator[tuple[Word, Word]]:
    """Yield (word, opposite) where the support has only the opposite: `outside`, now `within`."""
    ours = {word.text.lower(): word for word in given.words}
    theirs = {word.text.lower(): word for word in given.support}
    for first, second in table("opposites"):
        for one, other in ((first, second), (second, first)):
            if one not in ours or other not in theirs or other in ours:
                continue
            if one not in theirs or _before_same(given, one, other):
                yield ours[one], theirs[other]


def _before_same(given: Comparison, one: str, other: str) -> bool:
    """Whether `one` here stands before the word that `other` stands before in the support."""
    ours, theirs = _following(given.words, one), _following(given.support, other)
    return ours is not None and theirs is not None and akin(ours, theirs)


def _following(words: Sequence[Word], text: str) -> Word | None:
    at = next(i for i, word in enumerate(words) if word.text.lower() == text)
    return next((word for word in words[at + 1 :] if word.content), None)
