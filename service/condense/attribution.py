"""Who says what, in an English sentence, brought to one order.

`X, the minister said` and `According to the minister, X` become `the minister
said X`, so that moving the source to the front or back is no difference, while
another source is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from service.condense.predicates import passive
from service.condense.reality import verbal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.condense.reading import Word

_SPEAKER = 14
"""Words a speaker may take, roles and all."""
_TAIL, _PHRASE = 4, 9
"""Words that may follow a closing reporting verb: when and where, or a phrase that says so."""
_ASIDE = 24
"""Words of an aside between a speaker and his verb."""
_PRONOUNS = frozenset(("he", "she", "they", "it", "we"))
_BREAKS = frozenset(
    [
        "that",
        "which",
        "who",
        "whom",
        "whose",
        "to",
        "and",
        "but",
        "while",
        "as",
        "when",
        "after",
        "before",
        "where",
    ]
)
_TIMES = frozenset(("before", "after"))
_JOINS = frozenset(("and", "but"))
_INVERTED = frozenset(["said", "says", "added", "reported", "wrote", "explained"])
"""Verbs that English puts before the speaker at the end of a sentence."""


class Attributed(msgspec.Struct, frozen=True):
    """A sentence, and the same in canonical order: speaker, reporting verb, what is said."""

    words: tuple[Word, ...]
    canonical: tuple[Word, ...]
    speaker: tuple[Word, ...] = ()
    said: tuple[Word, ...] = ()
    inner: Attributed | None = None
    """What is said, where it names a source of its own: `X said it, according to Y`."""


def _reports(word: Word) -> bool:
    return word.of("report") and not word.name and not word.text.endswith("ing")


def _after_comma(words: Sequence[Word], until: int) -> int:
    """Return the index of the last word up to `until` that a comma or a quote precedes."""
    for index in range(until, 0, -1):
        if any(mark in words[index].before for mark in ',"”'):
            return index
    return 0


def _found(
    words: Sequence[Word], source: Sequence[Word], speaker: Sequence[Word], said: Sequence[Word]
) -> Attributed:
    # The mark keeps a preposition of the source from governing what is said.
    apart = [msgspec.structs.replace(word, before=word.before or ",") for word in said[:1]]
    return Attributed(tuple(words), (*source, *apart, *said[1:]), tuple(speaker), tuple(said))


def attribute(words: Sequence[Word]) -> Attributed:
    """Find the sentence's one source, if it names one plainly."""
    found = _according(words) or _trailing(words)
    if found is None:
        return _leading(words) or Attributed(tuple(words), tuple(words))
    inner = _leading(found.said)
    if inner is None or not any(word.content for word in inner.speaker):
        return found
    if any("," in word.before and word.text.lower() in _JOINS for word in inner.said):
        return found
    return msgspec.structs.replace(found, inner=inner)


def _according(words: Sequence[Word]) -> Attributed | None:
    texts = [word.text.lower() for word in words]
    for index in range(len(words) - 2):
        if texts[index] != "according" or texts[index + 1] != "to":
            continue
        if _basis(words[index + 2 :]):
            return None
        if index and "," in words[index].before:
            after = range(index + 3, min(len(words), index + 2 + _SPEAKER))
            close = next((i for i in after if "," in words[i].before), None)
            if close is not None and not _lists(words[index + 2 :]) and close + _TAIL < len(words):
                speaker = words[index + 2 : close]
                return _found(words, speaker, speaker, [*words[:index], *words[close:]])
        if index:
            speaker = words[index + 2 :]
            short = len(speaker) <= _SPEAKER
            return _found(words, speaker, speaker, words[:index]) if short else None
        reach = range(2, min(len(words), _SPEAKER + 2))
        end = next((i for i in reach if "," in words[i].before), None)
        return None if end is None else _found(words, words[2:end], words[2:end], words[end:])
    return None


def _basis(words: Sequence[Word]) -> bool:
    """Whether what something is according to is a deal or a law, and nobody's word."""
    nouns = [word for word in words[:_TAIL] if word.content]
    return bool(nouns) and nouns[0].of("basis")


def _lists(words: Sequence[Word]) -> bool:
    """Whether the source is a list: `according to police, doctors and witnesses`."""
    comma = next((i for i, word in enumerate(words) if i and "," in word.before), len(words))
    behind = [word.text.lower() for word in words[comma : comma + _PHRASE]]
    return "and" in behind and not any(verbal(words, i) for i in range(comma, len(words)))


def _trailing(words: Sequence[Word]) -> Attributed | None:
    for index in range(len(words) - 1, max(2, len(words) - _SPEAKER), -1):
        if not _reports(words[index]):
            continue
        start = _after_comma(words, index)
        if start == index and words[index].text.lower() not in _INVERTED:
            start = _apposed(words, index)
        if start < 3 or index - start > _SPEAKER or words[start].of("preposition"):
            continue
        if any(word.text.lower() in _BREAKS for word in words[start : index + 1]):
            continue
        inverted = start == index and words[index].text.lower() in _INVERTED
        rest = words[index + 1 :]
        if inverted and not any(verbal(rest, at) for at in range(len(rest))):
            return _found(
                words, (*words[start + 1 :], words[start]), words[start + 1 :], words[:start]
            )
        behind = words[index + 1 :]
        phrase = bool(behind) and (behind[0].of("preposition") or behind[0].text in _TIMES)
        # `Told the daily Al-Hayat`: whom somebody told takes room.
        phrase = phrase or words[index].text.lower() == "told"
        if start < index and len(behind) <= (_PHRASE if phrase else _TAIL):
            return _found(words, words[start:], words[start:index], words[:start])
    return None


def _apposed(words: Sequence[Word], index: int) -> int:
    """Return where a speaker begins whom commas part from his verb: `the mayor, X, told Y`."""
    end = _after_comma(words, index - 1)
    start = _after_comma(words, end - 1) if end else 0
    return start or index


def _parted(words: Sequence[Word]) -> Attributed | None:
    """Find a speaker parted from his verb by an aside: `X, who led the club, said Y`."""
    first = next((i for i, word in enumerate(words) if i and "," in word.before), 0)
    if not 0 < first <= _SPEAKER or any(w.text.lower() in _BREAKS for w in words[:first]):
        return None
    for index in range(first + 1, min(len(words) - 2, first + _ASIDE)):
        if not _reports(words[index]):
            continue
        if "," not in words[index].before or not any(word.name for word in words[:first]):
            return None
        if any(_reports(word) for word in words[:index]):
            return None
        return _found(words, words[: index + 1], words[:first], words[index + 1 :])
    return None


def _leading(words: Sequence[Word]) -> Attributed | None:
    return _plainly(words) or _parted(words)


def _plainly(words: Sequence[Word]) -> Attributed | None:
    for index in range(1, min(len(words) - 2, _SPEAKER)):
        if _reports(words[index]) and not passive(words, index):
            pronoun = words[index - 1].text.lower() in _PRONOUNS
            start = _after_comma(words, index)
            speaker = words[index - 1 if pronoun else start : index]
            # `Before the session, the paper said`: what stands before the comma is no part of it.
            head = words[start:index] if 0 < start < index else words[:index]
            if any(word.text.lower() in _BREAKS for word in head):
                return None
            return _found(words, words[: index + 1], speaker, words[index + 1 :])
    return None
