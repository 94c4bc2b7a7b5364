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
from service.fidelity.english_names import proper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.fidelity.english_names import EnglishName

_DATE = re.compile(r"[0-9٠-٩]{1,2}[/.\-][0-9٠-٩]{1,2}")
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
    def _words(self) -> ArabicIndex:
        return ArabicIndex(key for key in self._tokens.keys if len(key) > 1 and not key.isascii())

    @cached_property
    def _pairs(self) -> ArabicIndex:
        """Two words as one: عبد الرحمن is Abdulrahman, فيس بوك Facebook."""
        return ArabicIndex(
            one + two
            for index, (one, two) in enumerate(pairwise(self._tokens.keys))
            if self._tokens.joined(index) and len(one) > 1 and not (one + two).isascii()
        )

    def answers(self, name: EnglishName, joined: tuple[str, ...] = ()) -> bool:
        """Whether something in the Arabic can have become `name`.

        `joined` are `name` and its neighbours written as one word, for what
        Arabic writes as one (New York, نيويورك).
        """
        plain = name.plain
        if any(stem in self._known for stem in stems(plain)) or plain in self._latin:
            return True
        if self._translates(plain):
            return True
        if name.acronym and self._spells(plain):
            return True
        if name.acronym and len(plain) < _SPOKEN_ACRONYM:
            return False
        if self._words.hears(plain) or self._pairs.hears(plain):
            return True
        return any(self._words.hears(one) for one in joined)

    def _translates(self, plain: str) -> bool:
        arabic = proper().get(plain)
        if arabic is None:
            return False
        if "@date" in arabic and _DATE.search(self._ar):
            return True
        return not arabic or any(part in self._folded for part in arabic)

    def _spells(self, plain: str) -> bool:
        """Whether the Arabic has the names of the letters in a row: بي بي سي is BBC."""
        keys, names = self._tokens.keys, _letters()
        last = len(keys) - len(plain)
        return any(
            all(keys[start + at] in names.get(char, ()) for at, char in enumerate(plain))
            for start in range(last + 1)
        )
