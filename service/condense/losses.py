"""What went missing though what is left hung on it: partners, limits, directions, particles.

A shortened sentence keeps its words and their order, and may still say what
nobody said: `four of every five families` without `of every five`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from service.condense.alignment import akin
from service.condense.coordination import JOINS
from service.condense.reading import key
from service.condense.words import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.condense.comparison import Comparison
    from service.condense.reading import Word

_NEAR = 4
"""Words within which a number, its partner and what it counts stand."""
_CONTRASTS = frozenset(("however", "but", "although", "though", "whereas", "yet"))
_BASES = frozenset(("from", "than", "against"))
"""Prepositions before what a figure is compared with: `down 2.8 pct from November`."""
_EVERY = frozenset(("every", "each", "in", "out"))
_PARTS = frozenset(("of", "in", "out", "every", "each", "the", "all", "those", "these"))
_DIRECTIONS = frozenset(("from", "to", "by", "against", "before", "after", "until", "since"))


def lost(given: Comparison) -> Iterator[tuple[Word, str]]:
    """Yield (word, what it lost or was joined to) for every tie that was cut."""
    yield from _ratios(given)
    yield from _counted(given)
    yield from _limited(given)
    yield from _directed(given)
    yield from _phrasal(given)
    yield from _dated(given)
    yield from _contrasted(given)


def _matched(given: Comparison) -> dict[int, int]:
    return {place: index for index, place in enumerate(given.places) if place is not None}


def _has(words: Sequence[Word], word: Word) -> bool:
    return any(other.key == word.key for other in words)


def _ratios(given: Comparison) -> Iterator[tuple[Word, str]]:
    """A share without its whole, a whole without its share: `two of the nine`."""
    for first, word in enumerate(given.support):
        if not (word.number or word.of("limiter") or word.text.lower() == "one"):
            continue
        for second in range(first + 1, min(len(given.support), first + 1 + _NEAR)):
            between = given.support[first + 1 : second]
            other = given.support[second]
            if other.number and between and all(w.text.lower() in _PARTS for w in between):
                every = any(w.text.lower() in _EVERY for w in between)
                here, there = _has(given.words, word), _has(given.words, other)
                if there and not here:
                    yield other, f"`{word.text} of`"
                elif every and here and not there:
                    yield word, f"`{between[0].text} {other.text}`"
                break


def _number_before(words: Sequence[Word], index: int) -> Word | None:
    """Return the number that counts the word at `index`, if one does."""
    seen = 0
    for back in range(index - 1, max(-1, index - 1 - _NEAR), -1):
        if words[back + 1].before or seen > 1:
            return None
        if words[back].number:
            return words[back]
        if words[back].of("preposition"):
            return None
        seen += words[back].content
    return None


def _counted(given: Comparison) -> Iterator[tuple[Word, str]]:
    """A thing with the number of another: `11 Palestinians, four of them children`."""
    for index, (word, place) in enumerate(zip(given.words, given.places, strict=True)):
        if place is None or not word.content or word.number:
            continue
        if word.of("light") or word.text.lower() in JOINS:
            continue
        ours, theirs = _number_before(given.words, index), _number_before(given.support, place)
        if ours and theirs and ours.key != theirs.key and not _has(given.words[:index], theirs):
            yield word, f"`{theirs.text}`"


def _limited(given: Comparison) -> Iterator[tuple[Word, str]]:
    """A limit or a modifier dropped before what it limits: `fewer than half`, `former`."""
    theirs = _matched(given)
    for place, word in enumerate(given.support):
        share = word.number and _text(given.support, place + 1) == "of"
        limits, modifies = share or word.of("limiter"), word.of("modifier")
        if word.key in _shares() and _text(given.support, place + 1) != "of":
            # `the third minister`, `the first quarter`.
            continue
        if not (limits or modifies) or word.name or place in theirs:
            continue
        head = next(
            (
                i
                for i in range(place + 1, min(len(given.support), place + 1 + _NEAR))
                if given.support[i].number
                or (given.support[i].content and not given.support[i].of("exact"))
            ),
            None,
        )
        if (
            head is None
            or head not in theirs
            or any(w.before for w in given.support[place + 1 : head + 1])
        ):
            continue
        kept = theirs[head]
        before = given.words[max(0, kept - _NEAR) : kept]
        if not any(akin(word, one) or one.of("limiter") for one in before):
            yield given.words[kept], f"`{word.text}`"
    for index, (word, place) in enumerate(zip(given.words, given.places, strict=True)):
        if place is None or not word.of("limiter") or _joined(given.support, place):
            continue
        ours = _next_content(given.words, index)
        after = [w for w in given.support[place + 1 : place + 1 + 2 * _NEAR] if w.content][:3]
        if ours is not None and after and not any(akin(ours, w) for w in after):
            yield ours, f"`{word.text} .. {after[0].text}`"


@cache
def _shares() -> frozenset[str]:
    return frozenset(map(key, ("quarter", "third")))


def _text(words: Sequence[Word], index: int) -> str:
    return words[index].text.lower() if index < len(words) else ""


def _joined(words: Sequence[Word], index: int) -> bool:
    """Whether the word closes a phrase, as `follow-up` does, and limits nothing behind it."""
    return words[index].text.lower() == "up" and index > 0 and words[index - 1].content


def _next_content(words: Sequence[Word], index: int) -> Word | None:
    return next((word for word in words[index + 1 : index + 1 + _NEAR] if word.content), None)


def _preposition(words: Sequence[Word], index: int) -> str:
    """Return the preposition right before the phrase that ends at `index`."""
    for back in range(index - 1, max(-1, index - 1 - _NEAR), -1):
        if words[back + 1].before:
            return ""
        text = words[back].text.lower()
        if words[back].of("preposition") or text in _DIRECTIONS:
            return text
        if words[back].content and not (words[back].name or words[back].number):
            return ""
    return ""


def _directed(given: Comparison) -> Iterator[tuple[Word, str]]:
    """A number or name that kept its place but turned round, `to` for `from`; half a date."""
    kept = _matched(given)
    for index, (word, place) in enumerate(zip(given.words, given.places, strict=True)):
        if place is None:
            continue
        if word.of("time") and place and given.support[place - 1].of("time"):
            part = given.support[place - 1]
            if not given.support[place].before and place - 1 not in kept:
                yield word, f"`{part.text}`"
        if not (word.number or word.name) or _in_range(given.support, place):
            continue
        ours, theirs = _preposition(given.words, index), _preposition(given.support, place)
        if ours != theirs and {ours, theirs} <= _DIRECTIONS:
            yield word, f"`{theirs}`"


def _contrasted(given: Comparison) -> Iterator[tuple[Word, str]]:
    """Two clauses without the word that sets one against the other."""
    theirs = _matched(given)
    for place, word in enumerate(given.support):
        if word.text.lower() not in _CONTRASTS or place in theirs or not place:
            continue
        after = next(
            (i for i in range(place + 1, len(given.support)) if given.support[i].content), 0
        )
        if place - 1 in theirs and after in theirs:
            yield given.words[theirs[after]], f"`{word.text}`"


def _dated(given: Comparison) -> Iterator[tuple[Word, str]]:
    """A figure with the date of another: `4.6 in January and 5.4 in February`."""
    theirs = dict(_dates(given.support))
    held = {date.key for date in theirs.values()}
    for number, date in _dates(given.words):
        before = theirs.get(number)
        if before is not None and before.key != date.key and date.key in held:
            yield date, f"`{before.text}`"


def _dates(words: Sequence[Word]) -> Iterator[tuple[str, Word]]:
    """Yield (figure, the month or day right behind it in a phrase)."""
    for index, word in enumerate(words):
        if not word.number:
            continue
        for after in words[index + 1 : index + 1 + _NEAR]:
            if after.number or after.before or after.text.lower() in _BASES:
                break
            if after.of("time"):
                yield word.key, after
                break


def _in_range(support: Sequence[Word], place: int) -> bool:
    """Whether the number is the second end of a range, whose preposition is inside it."""
    return place > 0 and support[place].number and support[place - 1].text == support[place].text


def _phrasal(given: Comparison) -> Iterator[tuple[Word, str]]:
    """A verb without the particle that turned or completed it: `called off`, `accused of`."""
    for index, (word, place) in enumerate(zip(given.words, given.places, strict=True)):
        if place is None:
            continue
        reach = 1 if word.key in _turning() else _NEAR
        particles = _turning().get(word.key) or _completed().get(word.key)
        if not particles:
            continue
        for particle in given.support[place + 1 : place + 1 + reach]:
            if particle.text.lower() in particles:
                rest = given.words[index + 1 :]
                if not any(other.text.lower() == particle.text.lower() for other in rest):
                    yield word, f"`{particle.text}`"
                break


@cache
def _turning() -> dict[str, frozenset[str]]:
    return _particles("turns")


@cache
def _completed() -> dict[str, frozenset[str]]:
    return _particles("completes")


def _particles(kind: str) -> dict[str, frozenset[str]]:
    return {key(verb): frozenset(p.split()) for what, verb, p in table("phrasal") if what == kind}
