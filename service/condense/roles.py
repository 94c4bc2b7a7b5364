"""Who did what to whom: names, numbers and subjects that changed their place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.condense.alignment import akin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.condense.comparison import Comparison
    from service.condense.reading import Word

_REACH = 4
"""Words of title and adjective that may stand between a preposition and a name."""
_CLAUSE = 3
"""Content words that, moved together, are a clause and not a participant."""
_YEAR = re.compile(r"#(?:1\d|20)\d\d")
_BE = frozenset(("be", "is", "are", "was", "were", "been", "being", "am"))


def moved(given: Comparison) -> Iterator[Word]:
    """Yield participants that the support has, but in another place.

    Names and numbers anywhere, and the word that opens the sentence.
    """
    first = next((i for i, word in enumerate(given.words) if word.content), -1)
    for index, (word, place) in enumerate(zip(given.words, given.places, strict=True)):
        if place is not None or not word.content or word.of("time") or word.of("title"):
            continue
        if not (word.name or word.number or (index == first and not word.of("exact"))):
            continue
        there = [i for i, other in enumerate(given.support) if akin(word, other)]
        if there and not any(excused(given, index, place) for place in there):
            yield word


def excused(given: Comparison, index: int, place: int) -> bool:
    """Return whether what the candidate has at `index` only moved from `place` in the support."""
    governor = _governor(given.words, index)
    return (
        (
            governor != ""
            and (not given.words[index].number or _YEAR.fullmatch(given.words[index].key))
            and governor == _governor(given.support, place)
            and not _replaces(given, index)
        )
        or _clause(given, index, place)
        or _counts_the_same(given, index, place)
        or (
            _series(given.words, index) == _series(given.support, place) != frozenset()
            and _anchored(given, _series(given.words, index))
        )
        or _promoted(given.words, index, given.support, place)
        or _promoted(given.support, place, given.words, index)
    )


def _replaces(given: Comparison, index: int) -> bool:
    """Whether the preposition before the word stands in the support before another one."""
    for back in range(index - 1, max(-1, index - 1 - _REACH), -1):
        if given.words[back].of("preposition"):
            place = given.places[back]
            if place is None:
                return False
            theirs = next((word for word in given.support[place + 1 :] if word.content), None)
            ours = next((word for word in given.words[back + 1 :] if word.content), None)
            return theirs is not None and ours is not None and not akin(theirs, ours)
    return False


def _counts_the_same(given: Comparison, index: int, place: int) -> bool:
    """Whether a number moved with what it counts, which the support counts only once."""
    if not given.words[index].number:
        return False
    ours = next((word for word in given.words[index + 1 :] if word.content), None)
    counted = [
        at
        for at, word in enumerate(given.support[:-1])
        if word.number and ours is not None and akin(given.support[at + 1], ours)
    ]
    return counted == [place]


def _clause(given: Comparison, index: int, place: int) -> bool:
    """Whether the words around it stand together on both sides, and are more than a name."""
    ours = [i for i, word in enumerate(given.words) if word.content]
    theirs = [i for i, word in enumerate(given.support) if word.content]
    if place not in theirs:
        return False
    here, there = ours.index(index), theirs.index(place)
    block = [given.words[index]]
    for step in (-1, 1):
        at, other = here + step, there + step
        while (
            0 <= at < len(ours)
            and 0 <= other < len(theirs)
            and akin(given.words[ours[at]], given.support[theirs[other]])
        ):
            block.append(given.words[ours[at]])
            at, other = at + step, other + step
    plain = sum(not (word.name or word.of("title")) for word in block)
    return len(block) >= _CLAUSE and plain >= _CLAUSE - 1


def _anchored(given: Comparison, series: frozenset[str]) -> bool:
    """Whether one of the listed at least stands where the support has it."""
    return any(
        place is not None and word.key in series
        for word, place in zip(given.words, given.places, strict=True)
    )


def _series(words: Sequence[Word], index: int) -> frozenset[str]:
    """Return the names listed with the one at `index`: `Germany, France and Britain`."""
    if not words[index].name:
        return frozenset()

    def joined(left: int, right: int) -> bool:
        between = words[left + 1 : right]
        marks = words[right].before.replace(",", "")
        plain = all(word.text.lower() in {"and", "or", "the"} for word in between)
        return plain and not marks and (bool(between) or "," in words[right].before)

    found = {words[index].key}
    listed = False
    for step in (-1, 1):
        last, at = index, index + step
        while 0 <= at < len(words) and abs(at - last) <= _REACH:
            if words[at].name:
                left, right = min(last, at), max(last, at)
                linked = joined(left, right)
                if not linked and right - left > 1:
                    break
                listed = listed or linked
                found.add(words[at].key)
                last = at
            at += step
    return frozenset(found) if listed else frozenset()


def _promoted(active: Sequence[Word], actor: int, passive: Sequence[Word], agent: int) -> bool:
    """Whether `X did it` on one side is `it was done by X` on the other."""
    if _governor(passive, agent) != "by" or _governor(active, actor):
        return False
    by = next(i for i in range(agent, -1, -1) if passive[i].text.lower() == "by")
    verb = next((word for word in reversed(passive[:by]) if word.content), None)
    for after in range(actor + 1, min(len(active), actor + 1 + _REACH)):
        word = active[after]
        if word.text.lower() in _BE:
            return False
        if word.content and not (word.name or word.of("title")):
            return verb is not None and akin(word, verb)
    return False


def _governor(words: Sequence[Word], index: int) -> str:
    """Return the preposition that governs the word at `index`, or an empty string."""
    for back in range(index - 1, max(-1, index - 1 - _REACH), -1):
        word = words[back]
        if words[back + 1].before and (not word.of("title") or _source(words, index)):
            return ""
        if words[back + 1].opens:
            return ""
        if word.of("preposition") and not word.name:
            if word.text.lower() == "of" and _office(words, back, index):
                continue
            return word.text.lower()
        held = word.number or word.of("title") or word.of("exact") or word.text[0].isupper()
        if word.content and not held:
            return ""
    return ""


def _office(words: Sequence[Word], of: int, index: int) -> bool:
    """Whether `of` belongs to the office of the one named at `index`: `Secretary of State X`."""
    return of > 0 and of + 1 < index and words[of - 1].of("title") and words[of + 1].of("office")


def _source(words: Sequence[Word], index: int) -> bool:
    """Whether the name is the source behind the comma: `.., Reuters said`."""
    while index < len(words) and words[index].name:
        index += 1
    return index < len(words) and words[index].of("report")


def acting(given: Comparison) -> Iterator[tuple[Word, str]]:
    """Yield (name, preposition) for names that act while the support has them beside the action."""
    for index, (word, place) in enumerate(zip(given.words, given.places, strict=True)):
        if place is None or not word.name or word.of("time") or word.of("title"):
            continue
        theirs = _governor(given.support, place)
        if (
            theirs
            and not _governor(given.words, index)
            and acts(given.words, index)
            and not _promoted(given.words, index, given.support, place)
            and not _governed_elsewhere(given, word)
        ):
            yield word, theirs


def _governed_elsewhere(given: Comparison, word: Word) -> bool:
    """Whether the support also has the name acting: the alignment may have met another mention."""
    return any(
        akin(word, other) and not _governor(given.support, i) and acts(given.support, i)
        for i, other in enumerate(given.support)
    )


def acts(words: Sequence[Word], index: int) -> bool:
    """Return whether the name is directly followed by a verb-like word."""
    after = index + 1
    while after < len(words) and words[after].name:
        after += 1
    if after >= len(words) or words[after].before:
        return False
    following = words[after]
    return following.text[0].islower() and not following.of("preposition")
