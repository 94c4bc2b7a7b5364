"""Words of one language, found again by the sound of a word of the other.

Words are filed under their consonants in broad classes, with one or two of
those left out (the symmetric deletes of Garbe's SymSpell), so that finding what
sounds alike looks at a few words instead of all: a sentence costs time linear
in its length.
"""

from __future__ import annotations

import re
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
_SELDOM = 3
"""Questions up to which words are read through rather than filed."""
_LOOKED_AT = 16
"""Words compared at most for one word asked for."""


class _Classes(dict[int, str]):
    """The class of each letter, for `str.translate`; what has none is left out."""

    def __missing__(self, _code: int) -> str:
        return ""


_CLASS_OF = _Classes({ord(letter): kind for letter, kind in _CLASSES.items()})
_DOUBLED = re.compile(r"(.)\1+")


def _shape(word: str) -> str:
    kinds = word.replace("تش", "ش").translate(_CLASS_OF)
    return _DOUBLED.sub(r"\1", kinds)[:_LONGEST]


@lru_cache(1 << 12)
def _files(shape: str) -> tuple[str, ...]:
    """`shape` and what is left without one or two of it; shared by all words of that shape."""
    fewer = range(1, 1 + (len(shape) > 1) + (len(shape) >= _LONG))
    return (
        shape,
        *("".join(kept) for out in fewer for kept in combinations(shape, len(shape) - out)),
    )


def _names(shapes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for shape in dict.fromkeys(shapes) for name in _files(shape)))


@lru_cache(1 << 13)
def _arabic_files(word: str) -> tuple[str, ...]:
    return _names(_shape(word[start:]) for start, _ in beginnings(word))


@lru_cache(1 << 13)
def _english_files(word: str) -> tuple[str, ...]:
    return _names(map(_shape, stems(word)))


class _Index:
    def __init__(self, words: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        self._words = list(words)
        self._filed: dict[str, list[str]] | None = None
        self._asked = 0

    def _files(self, wanted: frozenset[str]) -> dict[str, list[str]]:
        """Words by the names they are filed under, those of `wanted` at least.

        Most sentences ask once or twice, and reading all words costs less than filing them.
        """
        if self._filed is not None:
            return self._filed
        self._asked += 1
        every = self._asked > _SELDOM
        filed: dict[str, list[str]] = {}
        for word, names in self._words:
            if not every and wanted.isdisjoint(names):
                continue
            for name in names:
                if every or name in wanted:
                    words = filed.setdefault(name, [])
                    if len(words) < _BUCKET:
                        words.append(word)
        if every:
            self._filed = filed
        return filed

    def near(self, names: tuple[str, ...]) -> Iterator[str]:
        seen: set[str] = set()
        filed = self._files(frozenset(names))
        for name in sorted(names, key=len, reverse=True):
            for word in filed.get(name, ()):
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
