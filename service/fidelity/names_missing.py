"""Names that the Arabic has and the English does not say."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from service.arabic.clitics import tokens
from service.arabic.names import find_names, matches
from service.arabic.sound_index import EnglishIndex
from service.arabic.sounds import latin
from service.arabic.unknown_names import find_unknown_names
from service.schema import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W\d_]+")
_SURE = 0.6
"""Known names up to it are everyday words as well, and cannot be demanded."""


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """A name that was lost."""

    span: Span
    """Code points into the Arabic."""
    en: str = ""
    """Its English where the gazetteer knows it."""


def missing(ar: str, en: str) -> list[Missing]:
    """Return every use of a name of `ar` that `en` does not say, in order.

    Known names must be there in one of their forms or by their sound, unknown
    ones by their sound. Linear in both.
    """
    lost = _Lost(ar, en)
    return sorted((*lost.known(), *lost.unknown()), key=lambda one: one.span)


class _Lost:
    def __init__(self, ar: str, en: str) -> None:
        self._ar = ar
        self._en = en
        self._said: dict[str, bool] = {}

    @cached_property
    def _english(self) -> EnglishIndex:
        words = [latin(word) for word in _WORD.findall(self._en)]
        # New York is one word in Arabic.
        return EnglishIndex((*words, *(one + two for one, two in pairwise(words))))

    def _heard(self, key: str) -> bool:
        if key not in self._said:
            self._said[key] = self._english.hears(key)
        return self._said[key]

    def known(self) -> Iterator[Missing]:
        said: dict[tuple[str, ...], bool] = {}
        for name in find_names(self._ar):
            # Currencies are part of their amount, which the numbers check compares.
            if name.confidence <= _SURE or name.kind == "currency":
                continue
            if name.en not in said:
                # المصري is the Egyptian, and also Mr Masri.
                keys = tokens(self._ar[slice(*name.span)]).keys
                said[name.en] = matches(self._en, name) or all(map(self._heard, keys))
            if not said[name.en]:
                yield Missing(span=name.span, en=name.en[0])

    def unknown(self) -> Iterator[Missing]:
        for name in find_unknown_names(self._ar):
            if not self._heard(name.key):
                yield Missing(span=name.span)
