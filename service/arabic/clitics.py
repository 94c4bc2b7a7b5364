"""Words as lexicons see them: folded keys, their place, and the clitics in front.

A *token* is a run of letters (with the marks written on it), a run of digits
(with the separators inside it), or a run of `SYMBOLS`. Its *key* is what
tables are looked up by: normalised (`service.arabic.normalise`), hamza seats,
teh marbuta and alef maqsura folded, because news spells them freely
(الإثنين/الاثنين, فى/في, المئة/المائة).

Proclitics follow Habash, *Introduction to Arabic Natural Language Processing*
(2010), section 4.2: conjunction (و ف), preposition (ب ل ك), article (ال), with
ل + ال written لل.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

import msgspec

from service.arabic.normalise import normalise, normalise_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.schema import Span

MAX_WORD = 48
"""Longer runs of letters are no word of any table; they are never folded."""
MAX_GAP = 8
"""Code points of space two words of one expression may have between them."""
SYMBOLS = "%٪$€£¥₪₽/:\\-\u2010-\u2015\u2212"

_LETTERS = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u052f"
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06e5\u06e6\u06ee\u06ef"
    "\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9\ufb50-\ufdfd\ufe70-\ufefc"
)
_MARKS = (
    "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
)
_INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_DIGIT = "[0-9٠-٩۰-۹]"
_TOKEN = re.compile(
    rf"({_DIGIT}+(?:[.,٫٬،]{_DIGIT}+)*"
    rf"|[{_LETTERS}](?:[{_LETTERS}{_MARKS}{_INVISIBLE}]*[{_LETTERS}{_MARKS}])?"
    rf"|[{SYMBOLS}]+)"
)
_GAP = re.compile(rf"[ \t\u00a0\u2000-\u200a\u202f\u3000_{_INVISIBLE}]*")

_FOLDED = str.maketrans("أإآٱىةؤئ", "ااااي" + "هوي")


def _fold_table() -> dict[int, str]:
    ranges = ((0x00AD, 0x0250), (0x0300, 0x0370), (0x0600, 0x0700), (0x0750, 0x0900))
    ranges += ((0x2000, 0x2070), (0xFB50, 0xFE00), (0xFE70, 0xFF00))
    table: dict[int, str] = {}
    for low, high in ranges:
        for code in range(low, high):
            folded = normalise_text(chr(code)).translate(_FOLDED)
            if folded != chr(code):
                table[code] = folded
    for code in range(0x0300, 0x0370):
        table[code] = ""
    return table


_TABLE = _fold_table()


def fold(word: str) -> str:
    """Return the lookup key of one word; the empty string when nothing is left."""
    return word.translate(_TABLE)


class Tokens(msgspec.Struct, frozen=True):
    """The tokens of `text` in order; parallel lists of equal length."""

    text: str
    keys: list[str]
    starts: list[int]
    ends: list[int]
    gaps: list[str]
    """What stands before each token, back to the previous one."""

    def joined(self, index: int) -> bool:
        """Whether only a little space lies between tokens `index` and `index + 1`."""
        if index + 1 >= len(self.gaps):
            return False
        gap = self.gaps[index + 1]
        if gap == " " or not gap:
            return True
        return len(gap) <= MAX_GAP and _GAP.fullmatch(gap) is not None

    def adjacent(self, index: int) -> bool:
        """Whether nothing at all lies between tokens `index` and `index + 1`."""
        return index + 1 < len(self.gaps) and not self.gaps[index + 1]

    def inner(self, index: int, letters: int) -> int:
        """The code point of `text` at which letter `letters` of token `index` starts.

        The token's own start for 0; marks and invisible characters written on a
        clitic belong to the clitic.
        """
        start, end = self.starts[index], self.ends[index]
        if letters <= 0:
            return start
        return start + normalise(self.text[start:end]).starts[letters]


@lru_cache(maxsize=1)
def tokens(text: str) -> Tokens:
    """Split `text` into `Tokens`; linear in `len(text)`, never raises.

    The last text is remembered: numbers, dates and names are looked for in the
    same one in turn, and reading its tokens costs as much as each search.
    """
    # With one group, `split` alternates gaps and tokens, and the lengths of the
    # pieces are the offsets: every step below runs at the speed of C.
    pieces = _TOKEN.split(text)
    offsets = list(accumulate(map(len, pieces)))
    words = pieces[1::2]
    known = {word: word.translate(_TABLE) if len(word) <= MAX_WORD else "" for word in set(words)}
    keys = [known[word] for word in words]
    return Tokens(text, keys, offsets[:-1:2], offsets[1::2], pieces[:-1:2])


class Prefix(msgspec.Struct, frozen=True):
    """The clitics in front of a word."""

    letters: int
    """How many letters of the key they take."""
    conjunction: str = ""
    preposition: str = ""
    article: bool = False


def _prefixes() -> tuple[tuple[str, str, Prefix], ...]:
    """Every (written prefix, what it stands before, Prefix), the bare word first."""
    rows: list[tuple[str, str, Prefix]] = []
    for conjunction in ("", "و", "ف"):
        for preposition in ("", "ب", "ل", "ك"):
            lead = conjunction + preposition
            rows.append((lead, "", Prefix(len(lead), conjunction, preposition)))
            if preposition == "ل":
                # للاتحاد: the article has lost its alef to the preposition.
                rows.append((lead + "ل", "ال", Prefix(len(lead), conjunction, preposition)))
    return tuple(sorted(rows, key=lambda row: len(row[0])))


PREFIXES = _prefixes()


def written_forms(word: str) -> Iterator[tuple[str, Prefix]]:
    """Yield every way `word` (a folded key without article) can stand in text.

    Each form comes with the clitics it carries; the article counts among them.
    """
    for conjunction in ("", "و", "ف"):
        for preposition in ("", "ب", "ل", "ك"):
            lead = conjunction + preposition
            yield lead + word, Prefix(len(lead), conjunction, preposition)
            article = "ل" if preposition == "ل" else "ال"
            whole = lead + article
            yield whole + word, Prefix(len(whole), conjunction, preposition, article=True)


def stripped(key: str) -> Iterator[tuple[str, int]]:
    """Yield `(word, letters)` for `key` without 0, 1 or 2 clitics, fewest first.

    `word` keeps (or, after لل, regains) its article; `letters` is how many
    letters of `key` precede the word. At most 18 candidates.
    """
    for lead, restored, prefix in PREFIXES:
        if key.startswith(lead) and len(key) > len(lead) + 1:
            yield restored + key[len(lead) :], prefix.letters


def span_of(found: Tokens, first: int, last: int, letters: int = 0) -> Span:
    """The span from letter `letters` of token `first` to the end of token `last`."""
    return found.inner(first, letters), found.ends[last]
