"""Whether an Arabic and an English word can be one name, by how they sound.

A weighted edit distance whose substitutions are the spellings of
`data/name_sounds.tsv`, after Freeman, Condon and Ackerman, *Cross Linguistic
Name Matching in English and Arabic* (HLT-NAACL 2006). Short vowels cost nearly
nothing, a consonant more or less costs 1.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from service.arabic.clitics import PREFIXES
from service.arabic.tables import rows

_COSTS = (0.0, 0.2, 0.5)
_LOST = {"ا": 0.3, "و": 0.45, "ي": 0.4, "ه": 0.4, "ع": 0.1, "ح": 0.6, "ء": 0.0}
"""Arabic letters that English often leaves out; any other costs 1."""
_ADDED = {"a": 0.05, "e": 0.05, "i": 0.07, "o": 0.07, "u": 0.07, "y": 0.2, "h": 0.25, "w": 0.35}
"""English letters that Arabic often leaves out; any other costs 1."""
_SILENT_LAST = {"t": 0.5, "s": 0.15, "x": 0.4, "d": 0.6, "r": 0.6, "n": 0.8}
"""What French and the English plural end in without a sound."""
_DOUBLED = 0.05
_ARTICLE, _CLITIC, _ENDING = 0.05, 0.15, 0.15
_ENDINGS = frozenset(("ي", "يه", "يا", "ين", "ون", "ان", "ات", "ه", "ا", "يون", "يين", "يات"))
"""Arabic endings that may follow a name."""
_ADJECTIVES = ("ians", "ian", "eans", "ean", "ese", "ans", "an", "ish", "ists", "ist", "ism", "is",
               "ites", "ite", "ic", "s")  # fmt: skip
"""English endings that may follow one."""
FAR = 1.3
"""Distances are not told apart from here on."""
_LONGEST = 16
"""Letters of either word that are compared."""
_LIMITS = (0.6, 0.6, 0.65, 0.8, 0.9, 0.95, 1.05)
"""By consonants of the English: the distance up to which two words can be one name.

On 4,000 pairs of published name lists 95 % are within it; of 30,000 pairs of
different names fewer than 0.5 %.
"""
_SEMIVOWELS = frozenset("aeiouyhw")
_LATIN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "ð": "d"})


def latin(word: str) -> str:
    """Lower-case ASCII letters of `word`, diacritics left out: Erdoğan is erdogan."""
    lower = word.casefold()
    if lower.isascii() and lower.isalpha():
        return lower
    bare = unicodedata.normalize("NFKD", lower.translate(_LATIN))
    return "".join(char for char in bare if "a" <= char <= "z")


@cache
def _spellings() -> dict[tuple[str, str], tuple[tuple[str, float], ...]]:
    """Per Arabic letter or two and first English letter: what may be written, and its cost."""
    found: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for letters, *cells in rows("name_sounds.tsv"):
        for cell, cost in zip(cells, _COSTS, strict=True):
            for written in cell.split():
                if written != "-":
                    found.setdefault((letters, written[0]), []).append((written, cost))
    return {key: tuple(value) for key, value in found.items()}


@lru_cache(1 << 12)
def _leads(lead: str) -> tuple[tuple[int, float], ...]:
    """Where a name may begin in a word whose first five letters are `lead`, and at what cost."""
    found = {0: 0.0}
    for written, restored, prefix in PREFIXES:
        if lead.startswith(written + "ال"):
            found[prefix.letters + 2] = _ARTICLE
        if written and lead.startswith(written):
            found.setdefault(len(written), _ARTICLE if restored else _CLITIC)
    return tuple(sorted(found.items()))


def beginnings(arabic: str) -> tuple[tuple[int, float], ...]:
    """Every place where a name of two letters or more may begin in `arabic`, behind clitics."""
    return tuple(lead for lead in _leads(arabic[:5]) if len(arabic) - lead[0] > 1 or not lead[0])


@lru_cache(1 << 15)
def distance(arabic: str, english: str) -> float:
    """Return how far `english` is from the sound of `arabic`; `FAR` from there on.

    `arabic` is a folded key with or without clitics, `english` as `latin`
    gives it. Only the first 16 letters of each are compared: constant time.
    """
    arabic, english = arabic[:_LONGEST], english[:_LONGEST]
    size, length = len(english), len(arabic)
    if not size or not arabic:
        return FAR
    # Row by row, what it costs to have spelt so many letters of the English.
    table: list[dict[int, float]] = [{} for _ in range(length + 2)]
    for start, cost in beginnings(arabic):
        table[start][0] = cost
    best = FAR
    for at in range(length + 1):
        row, letter = table[at], arabic[at : at + 1]
        if not row:
            continue
        _spell(table, at, arabic, english)
        if at == length or (at > 1 and arabic[at:] in _ENDINGS):
            best = min(best, row.get(size, FAR) + (_ENDING if letter else 0.0))
        if letter:
            lost, below = _LOST.get(letter, 1.0), table[at + 1]
            for index, here in row.items():
                _reach(below, index, here + lost)
    return min(best, FAR)


def _reach(row: dict[int, float], index: int, cost: float) -> None:
    if cost < row.get(index, FAR):
        row[index] = cost


def _spell(table: list[dict[int, float]], at: int, arabic: str, english: str) -> None:
    """Carry row `at` on: over English letters without a sound, and over spelt Arabic ones."""
    row, below, size = table[at], table[at + 1], len(english)
    pair, spellings = arabic[at : at + 2], _spellings()
    letters = (pair[:1], pair) if len(pair) > 1 else (pair,)
    for index in range(min(row), size):
        here = row.get(index, FAR)
        if here >= FAR:
            continue
        char = english[index]
        added = _ADDED.get(char, 1.0)
        if index and char == english[index - 1]:
            added = _DOUBLED
        elif index == size - 1:
            added = min(added, _SILENT_LAST.get(char, 1.0))
        _reach(row, index + 1, here + added)
        if not pair:
            continue
        _reach(below, index + 1, here + 1.0)
        for spelt in letters:
            for written, cost in spellings.get((spelt, char), ()):
                if english.startswith(written, index):
                    _reach(table[at + len(spelt)], index + len(written), here + cost)


@lru_cache(1 << 14)
def stems(english: str) -> tuple[str, ...]:
    """`english` and what is left of it without an adjectival ending."""
    found = [english]
    found += [
        english.removesuffix(ending)
        for ending in _ADJECTIVES
        if english.endswith(ending) and len(english) - len(ending) > 2
    ]
    return tuple(dict.fromkeys(found))


def limit(english: str) -> float:
    """The distance up to which an Arabic word can be the name `english`."""
    before = ""
    count = 0
    for char in english:
        count += char != before and char not in _SEMIVOWELS
        before = char
    return _LIMITS[min(count, len(_LIMITS) - 1)]


def akin(arabic: str, english: str, share: float = 1.0) -> bool:
    """Whether `arabic` (a folded key) and `english` (as `latin` gives it) can be one name.

    `share` of the usual distance is allowed.
    """
    return any(distance(arabic, stem) <= share * limit(stem) for stem in stems(english))
