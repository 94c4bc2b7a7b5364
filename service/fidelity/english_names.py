"""Names in English: capitalised words that no list of English words knows."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from service.arabic.sounds import latin
from service.arabic.tables import rows
from service.schema import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

_PACKAGE = "service.fidelity"
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’`][^\W\d_]+)*")
_ROMAN = frozenset("IVX")
_CONTRACTED = frozenset(("re", "ll", "ve", "d", "m", "t"))
_REACH = 4
_STOPS = frozenset(".!?:;-–—|•")
_SHORTEST = 3
_DEPTH = 2
"""Endings a word may have: interest-ing-ly."""
_ACRONYM = 6
_REGULAR = ("s", "es", "ed", "ing", "ly", "er", "ers", "ness", "ment", "able", "ies", "ied", "ier",
            "ily", "in", "ism", "ist", "hood", "ship", "ful", "less", "ity", "ally")  # fmt: skip


class EnglishName(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A word of the English that names somebody or something."""

    text: str
    """As written, without possessive s."""
    span: Span
    plain: str
    """As `latin` gives it."""
    acronym: bool
    """Letters that stand for words, not for sounds."""


@cache
def _words() -> frozenset[str]:
    text = files(_PACKAGE).joinpath("data", "english_words.txt").read_text("utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


@cache
def proper() -> Mapping[str, tuple[str, ...]]:
    """What translates instead of spelling: lower-case English to what the Arabic then has."""
    return {
        word: tuple(part for part in arabic.split() if part != "-")
        for english, arabic in rows("english_proper.tsv", _PACKAGE)
        for word in english.split()
    }


@lru_cache(1 << 14)
def common(word: str) -> bool:
    """Whether lower-case `word` is an ordinary English word, or a regular form of one."""
    return _regular(word, _DEPTH)


def _regular(word: str, depth: int) -> bool:
    """Whether `word` is in the list, or becomes one of it without up to `depth` endings."""
    known = _words()
    if word in known:
        return True
    for ending in _REGULAR if depth else ():
        base = word.removesuffix(ending)
        if base == word or len(base) < _SHORTEST:
            continue
        doubled = base[-1] == base[-2] and base[:-1] in known
        if base + "e" in known or base + "y" in known or doubled or _regular(base, depth - 1):
            return True
    return False


def _contracted(text: str) -> bool:
    """Whether `text` is a word and a verb or negation: They're, Don't."""
    word, _, rest = text.replace("’", "'").partition("'")
    return rest in _CONTRACTED and (len(word) == 1 or common(latin(word)))


def _ordinary(plain: str, en: str, start: int) -> bool:
    """Whether a word with a capital is no name: Minister, not Monday, nor Gulf in a sentence."""
    if not proper().get(plain):
        return common(plain)
    before = en[max(0, start - _REACH) : start].rstrip(" \"'“”‘’([")
    return common(plain) and (not before or before[-1] in _STOPS)


def _shouting(en: str) -> bool:
    letters = [char for char in en if char.isalpha()]
    return sum(map(str.isupper, letters)) > len(letters) / 2


def english_names(en: str) -> list[EnglishName]:
    """Return every word of `en` that names; linear in its length, never raises.

    Ordinary words with a capital (the first of a sentence, Foreign Minister),
    single letters and Roman numbers are left out; so is a text written mostly
    in capitals, where they say nothing.
    """
    if _shouting(en):
        return []
    found: list[EnglishName] = []
    for match in _WORD.finditer(en):
        text = match.group()
        if not text[0].isupper():
            continue
        dotted = "." in text
        text = text.replace(".", "") if dotted else re.sub(r"['’`]s?$", "", text)
        acronym = dotted or (text.isupper() and len(text) <= _ACRONYM)
        plain = latin(text)
        if len(plain) < 2 or _ROMAN.issuperset(text):
            continue
        if not acronym and (_contracted(text) or _ordinary(plain, en, match.start())):
            continue
        span = (match.start(), match.start() + len(text) if not dotted else match.end())
        found.append(EnglishName(text=text, span=span, plain=plain, acronym=acronym))
    return found
