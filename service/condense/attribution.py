"""Who says what, in an English sentence, brought to one order.

`X, the minister said` and `According to the minister, X` become `the minister
said X`, so that moving the source to the front or back is no difference, while
another source is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.condense.reading import Word

_SPEAKER = 14
"""Words a speaker may take, roles and all."""
_TAIL = 9
"""Words that may follow the reporting verb at the end: who, where, when."""
_SUBJECT_BREAKS = frozenset("that which who whom whose to and but".split())


class Attributed(msgspec.Struct, frozen=True):
    """A sentence in canonical order: speaker, reporting verb, what is said."""

    words: tuple[Word, ...]
    speaker: tuple[int, int] | None = None
    """Half-open range in `words`."""
    said: tuple[int, int] | None = None


def _reports(word: Word) -> bool:
    return word.of("report") and not word.name


def _last_comma(words: Sequence[Word], until: int) -> int:
    """Return the index of the last word before `until` that follows a comma or a closing quote."""
    for index in range(until, 0, -1):
        if any(mark in words[index].before for mark in ",\"”"):
            return index
    return 0


def attribute(words: Sequence[Word]) -> Attributed:
    """Find the sentence's one source, if it names one plainly."""
    found = _according(words) or _trailing(words) or _leading(words)
    return found or Attributed(tuple(words))


def _according(words: Sequence[Word]) -> Attributed | None:
    texts = [word.text.lower() for word in words]
    for index in range(len(words) - 2):
        if texts[index : index + 2] == ["according", "to"]:
            if index == 0:
                end = next(
                    (i for i in range(2, min(len(words), _SPEAKER + 2)) if "," in words[i].before),
                    None,
                )
                if end is None:
                    return None
                return Attributed(
                    (*words[2:end], *words[end:]), (0, end - 2), (end - 2, len(words) - 2)
                )
            if len(words) - index <= _SPEAKER:
                speaker = words[index + 2 :]
                return Attributed(
                    (*speaker, *words[:index]), (0, len(speaker)), (len(speaker), len(words) - 2)
                )
    return None


def _trailing(words: Sequence[Word]) -> Attributed | None:
    for index in range(len(words) - 1, max(2, len(words) - _TAIL - 1), -1):
        if not _reports(words[index]):
            continue
        start = _last_comma(words, index)
        if start < 3 or index - start > _SPEAKER:
            continue
        tail = words[start:]
        if any(word.text.lower() in _SUBJECT_BREAKS for word in words[start : index + 1]):
            continue
        if start == index or all(not _reports(word) for word in words[start:index]):
            return Attributed(
                (*tail, *words[:start]), (0, len(tail)), (len(tail), len(words))
            )
    return None


def _leading(words: Sequence[Word]) -> Attributed | None:
    for index in range(1, min(len(words) - 2, _SPEAKER)):
        if _reports(words[index]):
            if any(word.text.lower() in _SUBJECT_BREAKS for word in words[:index]):
                return None
            return Attributed(tuple(words), (0, index), (index + 1, len(words)))
    return None
