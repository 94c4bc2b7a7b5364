"""Words that turn what follows them: negators, hedges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.condense.alignment import akin
from service.condense.predicates import passive

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from service.condense.comparison import Comparison
    from service.condense.reading import Word

_SCOPE = 3
"""Content words after an operator that it may be about."""
_CLAUSE = 9
"""Words after an operator within which the clause it turns begins."""
_HEADS = 2
"""Of those, the ones whose survival means that the operator should have survived too."""


def _heads(words: Sequence[Word], index: int) -> list[int]:
    """Return the content words that the operator at `index` is about."""
    found: list[int] = []
    for after in range(index + 1, len(words)):
        word = words[after]
        if found and ("," in word.before or word.text.lower() in {"but", "that"}):
            break
        if word.content and not word.of("negator") and not word.of("light"):
            found.append(after)
            if len(found) == _HEADS:
                break
    return found


def _clause(words: Sequence[Word], index: int) -> list[int]:
    """Return the content words that open the that-clause which the operator turns, if any."""
    for after in range(index + 1, min(len(words), index + 1 + _CLAUSE)):
        if "," in words[after].before:
            return []
        if words[after].text.lower() == "that":
            return _heads(words, after)
    return []


def _operated(words: Sequence[Word], index: int, kind: str, paired: Container[int]) -> bool:
    """Whether a word of `kind`, not itself `paired`, stands close before `index`."""
    seen = 0
    for back in range(index - 1, -1, -1):
        word = words[back]
        if word.of(kind) and back not in paired:
            return True
        if word.content and not word.of("light"):
            seen += 1
            if seen > _SCOPE:
                return False
    return False


def _undergone(words: Sequence[Word], index: int) -> bool:
    """Whether it is said of what stands before: `the bill being considered by parliament`."""
    following = words[index + 1].text.lower() if index + 1 < len(words) else ""
    return following == "by" and passive(words, index)


def changed(given: Comparison, kind: str) -> Iterator[tuple[bool, Word, Word]]:
    """Yield (added, operator, head) for operators of `kind` that only one side has.

    An operator without a partner is excused by another of its kind about the
    same head: `did not accept` for `refused to accept`. One that is already
    paired excuses nothing, or a double negation would pass.
    """
    theirs = {place: index for index, place in enumerate(given.places) if place is not None}
    ours = frozenset(theirs.values())
    # The same word of doubt on both sides, moved with what it doubts: `is expected`, `he expects`.
    loose = {w.key for i, w in enumerate(given.support) if i not in theirs and w.of(kind)} & {
        w.key for i, w in enumerate(given.words) if i not in ours and w.of(kind)
    }
    for index, word in enumerate(given.words):
        if not word.of(kind) or word.name or index in ours:
            continue
        heads = _heads(given.words, index)
        places = [
            place
            for head in heads
            for place, other in enumerate(given.support)
            if akin(given.words[head], other)
        ]
        if word.key in loose and kind == "hedge":
            continue
        if not any(_operated(given.support, place, kind, theirs) for place in places):
            yield True, word, given.words[heads[0]] if heads else word
    for position, word in enumerate(given.support):
        if not word.of(kind) or word.name or position in theirs:
            continue
        if word.key in loose and kind == "hedge":
            continue
        clause = [theirs[head] for head in _clause(given.support, position) if head in theirs]
        heads = [] if _undergone(given.support, position) else _heads(given.support, position)
        heads = [theirs[head] for head in heads if head in theirs]
        if heads and not any(_operated(given.words, head, kind, ours) for head in heads):
            yield False, word, given.words[heads[0]]
        elif clause and not any(one.of(kind) for one in given.words[: clause[0]]):
            yield False, word, given.words[clause[0]]
