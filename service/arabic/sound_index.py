"""Words of one language, found again by the sound of a word of the other.

Words are filed under their consonants in broad classes, with one or two of
those left out (the symmetric deletes of Garbe's SymSpell), so that finding what
sounds alike looks at a few words instead of all: a sentence costs time linear
in its length.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from service.arabic.sounds import akin, beginnings, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CLASSES = {
    **dict.fromkeys("bpfvبفپڤ", "p"),
    **dict.fromkeys("tdتثدذضطظ", "t"),
    **dict.fromkeys("szcjgkqxجخزسشصغقكچژگڨ", "k"),
    **dict.fromkeys("mnمن", "n"),
    **dict.fromkeys("lل", "l"),
    **dict.fromkeys("rر", "r"),
}
_LONGEST = 8
"""Consonants a word is filed under."""
_LONG = 5
"""Consonants from which two may be left out."""
_BUCKET = 12
_LOOKED_AT = 16
"""Words compared at most for one word asked for."""


def _shape(word: str) -> str:
    shape: list[str] = []
    for char in word.replace("تش", "ش"):
        kind = _CLASSES.get(char)
        if kind is not None and (not shape or shape[-1] != kind):
            shape.append(kind)
    return "".join(shape[:_LONGEST])


def _files(shape: str) -> Iterator[str]:
    yield shape
    for left_out in range(1, 1 + (len(shape) > 1) + (len(shape) >= _LONG)):
        for kept in combinations(shape, len(shape) - left_out):
            yield "".join(kept)


@lru_cache(1 << 14)
def _arabic_files(word: str) -> tuple[str, ...]:
    shapes = dict.fromkeys(_shape(word[start:]) for start, _ in beginnings(word))
    return tuple(dict.fromkeys(name for shape in shapes for name in _files(shape)))


@lru_cache(1 << 14)
def _english_files(word: str) -> tuple[str, ...]:
    shapes = dict.fromkeys(map(_shape, stems(word)))
    return tuple(dict.fromkeys(name for shape in shapes for name in _files(shape)))


class _Index:
    def __init__(self, words: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        self._filed: dict[str, list[str]] = {}
        for word, names in words:
            for name in names:
                filed = self._filed.setdefault(name, [])
                if len(filed) < _BUCKET:
                    filed.append(word)

    def near(self, names: tuple[str, ...]) -> Iterator[str]:
        seen: set[str] = set()
        for name in sorted(names, key=len, reverse=True):
            for word in self._filed.get(name, ()):
                if len(seen) >= _LOOKED_AT:
                    return
                if word not in seen:
                    seen.add(word)
                    yield word


class ArabicIndex(_Index):
    """Arabic words (folded keys, clitics and all) to be asked for in English."""

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__((word, _arabic_files(word)) for word in dict.fromkeys(words))

    def hears(self, english: str, share: float = 1.0) -> bool:
        """Whether one of the words can be the name `english`, as `akin` takes them."""
        return any(akin(word, english, share) for word in self.near(_english_files(english)))


class EnglishIndex(_Index):
    """English words (as `latin` gives them) to be asked for in Arabic."""

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__((word, _english_files(word)) for word in dict.fromkeys(words))

    def hears(self, arabic: str) -> bool:
        """Whether one of the words can be the name `arabic` (a folded key)."""
        return any(akin(arabic, word) for word in self.near(_arabic_files(arabic)))
