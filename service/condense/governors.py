"""Nouns that hang on another preposition than before: `reasons for the [fall after the] rise`.

When the middle of a chain of phrases goes, its last noun comes to stand behind
a preposition that was another noun's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.condense.reality import verbal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from service.condense.comparison import Comparison
    from service.condense.reading import Word

_REACH = 6
"""Words of article, number and adjective between a preposition and its noun."""
_DATING = frozenset(("in", "on", "since", "during"))
_APART = frozenset(("before", "after", "since", "until"))
_FURTHER = frozenset(("about", "among", "across", "behind", "inside", "outside", "within"))
_ARTICLES = frozenset(("a", "an", "the", "its", "his", "her", "their"))
_PARTING = frozenset(
    ("after", "before", "since", "until", "despite", "amid", "against", "by", "than", "following")
)
"""Prepositions whose noun is another event or another party than what stands before them; of the
others the noun may stand for the whole: `without [access to] schools`."""


def regoverned(given: Comparison) -> Iterator[tuple[Word, str]]:
    """Yield (word, its preposition) where the support has it behind another, now dropped, one."""
    kept = {place: index for index, place in enumerate(given.places) if place is not None}
    for index, (word, place) in enumerate(zip(given.words, given.places, strict=True)):
        if place is not None and (word.of("time") or word.number):
            parting = _parted(given.support, place, kept)
            if parting:
                yield word, f"`{parting}`"
        if place is None or not word.content or word.of("time"):
            continue
        ours, theirs = _governor(given.words, index), _governor(given.support, place)
        close = theirs is not None and all(
            w.text.lower() in _ARTICLES for w in given.support[theirs + 1 : place]
        )
        if (
            close
            and theirs is not None
            and theirs not in kept
            and _bare(given, index, theirs, kept)
        ):
            yield word, f"`{given.support[theirs].text}`"
            continue
        if ours is None or theirs is None or theirs in kept:
            continue
        here, there = given.words[ours].text.lower(), given.support[theirs].text.lower()
        other = given.places[ours]
        if other is not None and other < theirs and here != there and there in _PARTING:
            yield word, f"`{there}`"


def _parted(words: Sequence[Word], place: int, kept: Mapping[int, int]) -> str:
    """Return the dropped `before` or `after` whose event the date at `place` is of.

    `Held the town before [its release in] 2011` is not `held it in 2011`.
    """
    governor = _governor(words, place)
    if governor is None or governor not in kept or words[governor].text.lower() not in _DATING:
        return ""
    for back in range(governor - 1, -1, -1):
        if back in kept or words[back + 1].before:
            return ""
        if words[back].text.lower() in _APART:
            return words[back].text if back - 1 in kept else ""
    return ""


def _bare(given: Comparison, index: int, theirs: int, kept: Mapping[int, int]) -> bool:
    """Whether a noun stands without the preposition that only it lost.

    `In his remarks, [about the] impact`; `spoke [to] deputies`.
    """
    if not index or given.words[index - 1].of("report"):
        return False
    if "," in given.words[index].before:
        return True
    left = kept.get(theirs - 1)
    between = given.words[left + 1 : index] if left is not None else ()
    beside = left is not None and all(word.text.lower() in _ARTICLES for word in between)
    return beside and not given.words[index].number


def _governor(words: Sequence[Word], index: int) -> int | None:
    """Return where the preposition stands whose noun, or a word of it, is at `index`."""
    for back in range(index - 1, max(-1, index - 1 - _REACH), -1):
        word = words[back]
        if words[back + 1].before:
            return None
        known = word.of("preposition") or word.text.lower() in _PARTING | _FURTHER
        if known and not word.name:
            return back
        if verbal(words, back) or word.text.endswith("ing"):
            return None
    return None
