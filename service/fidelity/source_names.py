"""What the Arabic offers for the names of its English: known names, sounds, Latin letters."""

from __future__ import annotations

import re
from functools import cache, cached_property
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
    from collections.abc import Mapping

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
    def _indexes(self) -> tuple[tuple[ArabicIndex, float], ...]:
        """Words and pairs of words by sound, and the share of the distance each is allowed.

        Two words may be one name (عبد الرحمن, فيس بوك). An everyday word (قالت) must
        sound very much like a name (Kalida) to have become it.
        """
        keys = self._tokens.keys
        words = [key for key in keys if len(key) > 1 and not key.isascii()]
        pairs = [
            (one, two)
            for index, (one, two) in enumerate(pairwise(keys))
            if self._tokens.joined(index) and len(one) > 1 and not (one + two).isascii()
        ]
        return (
            (ArabicIndex(key for key in words if not everyday(key)), 1.0),
            (ArabicIndex(key for key in words if everyday(key)), _EVERYDAY),
            (ArabicIndex(one + two for one, two in pairs if not everyday(one)), 1.0),
            (ArabicIndex(one + two for one, two in pairs if everyday(one)), _EVERYDAY),
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
        whole = any(index.hears(word, share) for index, share in self._indexes)
        return whole or any(self._indexes[0][0].hears(one) for one in joined)

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
