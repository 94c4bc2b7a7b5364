"""What the Arabic offers for the names of its English: known names, sounds, Latin letters."""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from service.arabic.clitics import fold, tokens
from service.arabic.names import known_words
from service.arabic.sound_index import ArabicIndex
from service.arabic.sounds import latin, stems
from service.arabic.tables import rows
from service.arabic.unknown_names import everyday
from service.fidelity.english_names import proper

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from service.fidelity.english_names import EnglishName

_DATE = re.compile(r"[0-9٠-٩]{1,2}[/.\-][0-9٠-٩]{1,2}")
_EVERYDAY = 0.4
"""Of the distance that a name may have to its English, what an everyday word may."""
_SPOKEN_ACRONYM = 4
"""Letters from which an acronym may be said as a word: NATO, OPEC."""


@cache
def _letters() -> Mapping[str, frozenset[str]]:
    return {
        letter: frozenset(map(fold, names.split())) for letter, names in rows("letter_names.tsv")
    }


class _Sounds:
    """Arabic words by sound, those that may be names apart from everyday ones.

    An everyday word (قالت) must sound very much like a name (Kalida) to have
    become it. Each word comes with the one that decides which it is.
    """

    def __init__(self, words: Iterable[tuple[str, str]]) -> None:
        split: tuple[list[str], list[str]] = ([], [])
        for word, decisive in words:
            if not word.isascii():
                split[everyday(decisive)].append(word)
        self.names, self._others = map(ArabicIndex, split)

    def hear(self, english: str) -> bool:
        """Whether one of the words can be the name `english`."""
        return self.names.hears(english) or self._others.hears(english, _EVERYDAY)


@lru_cache(maxsize=4)
def source_names(ar: str) -> SourceNames:
    """Return the `SourceNames` of `ar`; of the last texts, they are remembered."""
    return SourceNames(ar)


class SourceNames:
    """One Arabic text, asked which English names it can answer for.

    Building it and asking for every name of a translation is linear in both.
    """

    def __init__(self, ar: str) -> None:
        self._ar = ar
        self._tokens = tokens(ar)
        self._folded = " ".join(self._tokens.keys)

    @cached_property
    def _known(self) -> frozenset[str]:
        return known_words(self._ar)

    @cached_property
    def _latin(self) -> frozenset[str]:
        return frozenset(filter(None, map(latin, self._tokens.keys)))

    @cached_property
    def _alone(self) -> _Sounds:
        return _Sounds((key, key) for key in self._tokens.keys if len(key) > 1)

    @cached_property
    def _paired(self) -> _Sounds:
        """Two words as one: عبد الرحمن is Abdulrahman, فيس بوك Facebook."""
        return _Sounds(
            (one + two, one)
            for index, (one, two) in enumerate(pairwise(self._tokens.keys))
            if len(one) > 1 and self._tokens.joined(index)
        )

    def answers(self, name: EnglishName, joined: tuple[str, ...] = ()) -> bool:
        """Whether something in the Arabic can have become `name`.

        `joined` are `name` and its neighbours written as one word, for what
        Arabic writes as one (New York, نيويورك).
        """
        word = name.plain
        if any(stem in self._known for stem in stems(word)) or word in self._latin:
            return True
        if self._translates(word) or (name.acronym and self._spells(word)):
            return True
        if name.acronym and len(word) < _SPOKEN_ACRONYM:
            return False
        if self._alone.hear(word) or self._paired.hear(word):
            return True
        return any(self._alone.names.hears(one) for one in joined)

    def _translates(self, word: str) -> bool:
        arabic = proper().get(word)
        if arabic is None:
            return False
        if "@date" in arabic and _DATE.search(self._ar):
            return True
        return not arabic or any(part in self._folded for part in arabic)

    def _spells(self, word: str) -> bool:
        """Whether the Arabic has the names of the letters in a row: بي بي سي is BBC."""
        keys, names = self._tokens.keys, _letters()
        last = len(keys) - len(word)
        return any(
            all(keys[start + at] in names.get(char, ()) for at, char in enumerate(word))
            for start in range(last + 1)
        )
