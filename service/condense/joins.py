"""Words side by side in a written sentence that belong apart in its support.

`Sacked its coach and named his assistant`, shortened to `sacked assistant`,
keeps its words and their order and says what nobody said.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from service.condense.alignment import akin
from service.condense.coordination import JOINS, coordinated, first_of_two, told
from service.condense.predicates import passive
from service.condense.reality import verbal
from service.condense.roles import acts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.condense.comparison import Comparison
    from service.condense.reading import Word

_CONJOINED = 3
"""Content words of a second partner that may go: `Germany [and France] agreed`."""
_ARTICLES = frozenset(("a", "an", "the", "its", "his", "her", "their", "that", "to", "has", "had"))
_DIRECTIONS = frozenset(("from", "to", "by", "against", "before", "after", "until", "since"))


_CONCEDING = frozenset(("despite", "amid", "without", "due", "following", "unlike"))
"""Prepositions whose object has phrases of its own: `despite a decline in stocks`."""
_PHRASAL = frozenset(("and", "or", "after", "before", "since", "than"))
"""Of these, the ones that open no clause as long as no verb follows: `and crowded deltas`."""
_TEMPORAL = frozenset(("after", "before", "since"))
_COMPARING = frozenset(("from", "against", "compared", "versus"))
_MARKS = frozenset(",;:.!?()[]—-–")


def misjoined(given: Comparison) -> Iterator[tuple[Word, str]]:
    """Yield (word, what it stood with) for words that were joined to others."""
    yield from _neighbours(given)
    yield from _objects(given)
    yield from _strays(given)


def _neighbours(given: Comparison) -> Iterator[tuple[Word, str]]:
    """Two words side by side that belong to different clauses or phrases of the support."""
    matched = [
        (index, place)
        for index, place in enumerate(given.places)
        if place is not None and given.words[index].content
    ]
    kept = frozenset(given.places)
    for (left, first), (right, second) in pairwise(matched):
        two, between = given.words[right], given.words[left + 1 : right]
        block = _named(given.support[first], given.support[first + 1 : second])
        if first_of_two(given, first, second) or told(given.support[first], block):
            continue
        if coordinated(block, between):
            yield two, f"`{block[0].text}`"
            continue
        if any(map(_marked, (*between, two))) or _aside(given.support, first, second):
            continue
        if not any(word.content for word in block) or any(word.content for word in between):
            continue
        if two.of("preposition") or two.text.lower() in JOINS | _DIRECTIONS:
            continue
        if _compound(given.words, right, block):
            continue
        bare = all(word.text.lower() in _ARTICLES for word in between) and not two.of("time")
        tie = _governor(block) if bare else None
        gone = [w for at, w in enumerate(block, first + 1) if at not in kept]
        if (
            tie is None
            and (_crosses(gone, two) or _inner(block))
            and not _partner(block, given.support[second:])
        ):
            tie = next(word for word in reversed(block) if word.content)
        if tie is not None:
            yield two, f"`{tie.text}`"


def _named(left: Word, block: Sequence[Word]) -> Sequence[Word]:
    """Return the stretch without what only named the word before it, and without brackets.

    The form of a company, `Products [Co Inc]`; who holds an office, `spokesman [Omar Ali]`.
    """
    start = 0
    while start < len(block) and (
        block[start].of("suffix") or (left.of("title") and block[start].name)
    ):
        if start and block[start].before:
            break
        start += 1
    rest: list[Word] = []
    open_bracket = False
    for word in block[start:]:
        closed = open_bracket and ")" in word.before
        open_bracket = (open_bracket and not closed) or "(" in word.before
        if not open_bracket:
            plain = word.before.replace(")", "").replace("(", "")
            rest.append(msgspec.structs.replace(word, before=plain) if closed else word)
    return rest


def _crosses(gone: Sequence[Word], two: Word) -> bool:
    """Whether what was dropped led into another clause, or held the figure that was compared."""
    texts = [word.text.lower() for word in gone]
    joins = any(
        text in JOINS | _CONCEDING and (text not in _PHRASAL or _opens_clause(gone, i, two))
        for i, text in enumerate(texts)
    )
    relative = any(
        text == "that" and gone[i].content and not (gone[i].of("report") or gone[i].of("time"))
        for i, text in enumerate(texts[1:])
    )
    compared = any(word.number for word in gone) and not _COMPARING.isdisjoint(texts)
    return relative or compared or joins


def _opens_clause(gone: Sequence[Word], join: int, two: Word) -> bool:
    """Whether a verb or a count follows the `and`, or it leads on to what was kept.

    That it does when nothing stands between, or when both are verbs.
    """
    behind = gone[join + 1 :]
    if all(word.text.lower() in _ARTICLES for word in behind):
        return True
    counts = gone[join].text.lower() not in _TEMPORAL
    if any((word.number and counts) or verbal(behind, at) for at, word in enumerate(behind)):
        return True
    return verbal((two,), 0) and any(verbal(gone, at) for at in range(join))


def _inner(block: Sequence[Word]) -> bool:
    """Whether a mark inside the stretch parted what was kept on either side of it."""
    return not _marked(block[0]) and any(map(_marked, block[1:]))


def _marked(word: Word) -> bool:
    """Whether a mark that parts phrases stands before the word; `#` and quotes do not."""
    return any(mark in _MARKS for mark in word.before)


def _governor(block: Sequence[Word]) -> Word | None:
    """Return the preposition or verb at the end of a stretch, which governs what follows it."""
    ends = [i for i, word in enumerate(block) if word.text.lower() not in _ARTICLES]
    if not ends or _measure(block):
        return None
    last = block[ends[-1]]
    infinitive = ends[-1] > 0 and block[ends[-1] - 1].text.lower() == "to"
    if infinitive and last.of("assisting"):
        # `to help support`: the verb that follows says it all.
        return None
    verb = last.content and (infinitive or last.text.endswith("ing"))
    return last if verb or last.of("preposition") else None


def _aside(support: Sequence[Word], first: int, second: int) -> bool:
    """Whether a phrase of its own stood between: closed by a mark, opened by one or by a join."""
    block = support[first + 1 : second]
    last = next((i for i in range(second - 1, first, -1) if support[i].content), first)
    closed = any(map(_marked, support[last + 1 : second + 1]))
    opening = block[0] if block else support[second]
    return closed and bool(
        opening.before or opening.of("preposition") or opening.text.lower() in JOINS
    )


def _compound(words: Sequence[Word], right: int, block: Sequence[Word]) -> bool:
    """Whether what stood between now follows: `talks on the dam`, `dam talks`."""
    after = words[right + 1 : right + 1 + _CONJOINED]
    content = [word for word in block if word.content]
    return bool(content) and all(any(akin(word, other) for other in after) for word in content)


def _measure(block: Sequence[Word]) -> bool:
    """Whether what stood between only measured: `[a group of] negotiators`."""
    return block[-1].text.lower() == "of" and sum(word.content for word in block) == 1


def _partner(block: Sequence[Word], behind: Sequence[Word]) -> bool:
    """Whether the block is only another member of a list: `and France`.

    A longer one may go where a verb follows it, and it has none: a second subject.
    """
    opens = block[0].text.lower() in {"and", "or", "but"} or "," in block[0].before
    if opens and sum(word.content for word in block) <= _CONJOINED:
        return True
    verb = bool(behind) and (verbal(block[-1:], 0) or verbal(behind, 0))
    nouns = not any(verbal(block, at) for at in range(len(block) - 1))
    return block[0].text.lower() == "and" and verb and nouns


def _objects(given: Comparison) -> Iterator[tuple[Word, str]]:
    """A name that opens a clause here and was what a verb acted on there."""
    for index, (word, place) in enumerate(zip(given.words, given.places, strict=True)):
        if place is None or not word.name or word.of("title") or not acts(given.words, index):
            continue
        if index and any(
            w.content and not w.name and not w.of("title") for w in given.words[:index]
        ):
            continue
        first = place
        while first and (given.support[first - 1].name or given.support[first - 1].of("title")):
            first -= 1
        if first < 2 or given.support[first].before:
            continue
        verb, before = given.support[first - 1], given.support[first - 2]
        if verb.content and (before.text.lower() == "to" or verb.text.endswith("ing")):
            yield word, f"`{verb.text}`"


def _strays(given: Comparison) -> Iterator[tuple[Word, str]]:
    """A word behind a verb of another clause than its own: `sacks assistant`."""
    for index in range(1, len(given.words)):
        word, place = given.words[index], given.places[index]
        if place is None and _more_often(given, index):
            yield word, f"a second `{word.text}`"
            continue
        if place is not None or not word.content or word.name or word.number or word.before:
            continue
        if word.text.lower() in JOINS | _DIRECTIONS:
            continue
        left = index - 1
        while left and given.words[left].text.lower() in _ARTICLES:
            left -= 1
        first = given.places[left]
        there = [i for i, other in enumerate(given.support) if akin(word, other)]
        if first is None or not given.words[left].content or not there:
            continue
        near = min(there, key=lambda i, first=first: abs(i - first))
        if first > near and passive(given.support, near) and not passive(given.words, index):
            # `X was done by A and B`, now `A and B did X`.
            continue
        low, high = sorted((first, near))
        apart = given.support[low + 1 : high]
        if sum(w.content for w in apart) > _CONJOINED and any(
            w.text.lower() in JOINS for w in apart
        ):
            yield word, f"`{given.support[near - 1].text}`"


def _more_often(given: Comparison, index: int) -> bool:
    """Whether the word is said once more than in the support: `increases the increase`."""
    word = given.words[index]
    if not word.content or word.of("light") or word.of("report") or word.of("exact"):
        return False
    ours = sum(akin(word, other) for other in given.words)
    return ours > sum(akin(word, other) for other in given.support) > 0
