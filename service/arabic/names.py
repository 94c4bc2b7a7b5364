"""Names in Arabic news: the longest known name at each word, and its English.

Clitics are stripped (وروسيا, بالكرملين, للاتحاد) and left out of the span. Each
word is walked once into the trie, whose depth is bounded, so time is linear.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from service.arabic.clitics import Tokens, tokens
from service.arabic.gazetteer import Entry, NameKind, Node, ways
from service.schema import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Name", "NameKind", "find_names", "known_words", "matches"]

_DOTTED = frozenset((".", ". "))
_WORD = re.compile(r"[^\W_]+")
_ACRONYM = 4
_PAIRED = 0.7
_VOWELS = str.maketrans("", "", "aeiouyhw")
_SOUNDS = str.maketrans({"q": "k", "c": "k", "g": "k", "j": "k", "z": "s", "v": "f", "p": "b"})


class Name(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A known name in Arabic text."""

    span: Span
    """Code points of the text given, clitics in front excluded."""
    en: tuple[str, ...]
    """Preferred English first, then what a translation may also say."""
    kind: NameKind
    confidence: float
    """In [0, 1]; 0.5 when the word has everyday senses too."""


def _linked(found: Tokens, index: int) -> bool:
    return found.joined(index) or (index + 1 < len(found.gaps) and found.gaps[index + 1] in _DOTTED)


def _along(found: Tokens, index: int, node: Node) -> Iterator[tuple[Entry, int]]:
    """Every name from word `index` on, the shortest first, and its last word."""
    at = index
    while True:
        if node.entry is not None:
            yield node.entry, at
        if not node.children or not _linked(found, at):
            return
        child = node.children.get(found.keys[at + 1])
        if child is None:
            return
        node, at = child, at + 1


@lru_cache(maxsize=4)
def find_names(text: str) -> tuple[Name, ...]:
    """Every known name of `text`, in order, never overlapping; linear, never raises.

    The last texts are remembered: each translation of one is checked against its names.
    """
    found = tokens(text)
    names: list[Name] = []
    past = -1
    for index, key in enumerate(found.keys):
        # No name begins with a digit, and numbers would fill the memory of `ways`.
        if index <= past or "0" <= key[:1] < ":":
            continue
        best: tuple[Entry, int, int] | None = None
        for node, letters in ways(key):
            for entry, last in _along(found, index, node):
                if best is None or last > best[1]:
                    best = entry, last, letters
        if best is not None:
            entry, past, letters = best
            span = (found.inner(index, letters), found.ends[past])
            sure = entry.confidence
            if letters and names and text[found.starts[index]] == "و" and found.joined(index - 1):
                sure = _paired(names[-1], entry, found.ends[index - 1])
            names.append(Name(span=span, en=entry.en, kind=entry.kind, confidence=sure))
    return tuple(names)


def _paired(before: Name, entry: Entry, end: int) -> float:
    """How sure `entry` is behind و: beside a sure name of its kind it is one (حماس وفتح)."""
    beside = before.span[1] == end and before.kind == entry.kind
    return max(entry.confidence, _PAIRED if beside and before.confidence > _PAIRED else 0.0)


@lru_cache(1 << 14)
def _entry_words(entry: Entry) -> frozenset[str]:
    return frozenset(word for variant in entry.en for word in _plain(variant).split())


def known_words(text: str) -> frozenset[str]:
    """Return every word that may stand in the English for a known name of `text`.

    Lower case, without diacritics and stops (U.S. is us). Names inside longer
    names count as well: the American Foreign Ministry also speaks of America.
    """
    found = tokens(text)
    words: set[str] = set()
    for index, key in enumerate(found.keys):
        for node, _ in ways(key):
            for entry, _ in _along(found, index, node):
                words |= _entry_words(entry)
    return frozenset(words)


@lru_cache(256)
def _plain(text: str) -> str:
    """Lower-case words of `text` without diacritics, one space around each."""
    bare = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ł", "l")).casefold()
    kept = "".join(char for char in bare if not unicodedata.combining(char))
    words = " ".join(_WORD.findall(kept.replace("'", "").replace("’", "").replace(".", "")))
    return f" {words} "


def skeleton(word: str) -> str:
    """What spellings of one sound share: consonants in classes, doubles collapsed.

    After Freeman, Condon and Ackerman, *Cross Linguistic Name Matching in English
    and Arabic* (HLT-NAACL 2006): vowels carry little across transliterations.
    """
    word = word.replace("ph", "f").replace("ck", "k").replace("x", "ks").replace("sch", "sh")
    classes = word.translate(_VOWELS).translate(_SOUNDS)
    return re.sub(r"(.)\1+", r"\1", classes)


def matches(en_text: str, name: Name) -> bool:
    """Whether an accepted English form of `name` stands in `en_text`.

    Case, diacritics, apostrophes and plural or possessive s are ignored; an
    acronym of up to four capitals (US, WHO, IS) must keep its capitals. People
    and cities also match on the consonants of their last word (Yeltsin, Eltsin).
    """
    plain = _plain(en_text)
    for variant in name.en:
        if variant.isupper() and len(variant.replace(".", "")) <= _ACRONYM:
            if re.search(rf"(?<!\w){re.escape(variant)}(?!\w)", en_text):
                return True
            continue
        core = _plain(variant).rstrip()
        if f"{core} " in plain or f"{core}s " in plain:
            return True
    if name.kind not in {"person", "city"}:
        return False
    lasts = {skeleton(_plain(variant).split()[-1]) for variant in name.en}
    sounds = {skeleton(word) for word in plain.split()}
    return any(len(last) > 2 and last in sounds for last in lasts)
