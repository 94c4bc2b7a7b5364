"""Normalisation for the model, reversible to the reader's text.

The model sees one spelling of each character; the reader always sees the
original. Every edit is a pure function of a single code point or of one short
run, so the text form (`normalise_text`) costs one C-level pass and the offset
map (`normalise`) is derived from the same tables and cannot disagree with it.

Folded: presentation forms and Arabic ligatures (Unicode NFKC, restricted to
U+FB50-U+FDFF, U+FE70-U+FEFF, U+FF01-U+FF5E), Arabic-Indic and Persian digits,
separators and percent signs, quotation marks, dashes, Persian and Urdu
lookalikes of yeh, kaf and heh, letters that Arabic borrows for foreign sounds (ڤ for v:
most writers use the nearest Arabic one), combining hamza and madda (Unicode NFC), and
every kind of space. Removed: tatweel, tashkeel, Quranic annotation, bidi
controls, zero-width characters, control characters. Kept: hamza on alef, alef
maqsura and teh marbuta, because they carry meaning.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

_REMOVED_RANGES = (
    (0x0000, 0x0008),
    (0x000E, 0x001B),
    (0x007F, 0x0084),
    (0x0086, 0x009F),
    (0x00AD, 0x00AD),
    (0x0600, 0x0605),
    (0x0610, 0x061A),
    (0x061C, 0x061C),
    (0x0640, 0x0640),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x08D3, 0x08FF),
    (0x180E, 0x180E),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB),
)

_FOLDED = {
    "٫": ".",
    "٬": ",",
    "٪": "%",
    "،": ",",
    "؛": ";",
    "؟": "?",
    "۔": ".",
    "٭": "*",
    "ٱ": "ا",
    "ی": "ي",
    "ې": "ي",
    "ک": "ك",
    "ڪ": "ك",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ۀ": "ه",
    "ۃ": "ة",
    "ٲ": "أ",
    "ٳ": "إ",
    "پ": "ب",
    "چ": "ج",
    "ژ": "ج",
    "ڤ": "ف",
    "ڥ": "ف",
    "ڨ": "ق",
    "گ": "ك",
    "ڭ": "ك",
    "«": '"',
    "»": '"',
    "“": '"',
    "”": '"',
    "„": '"',
    "‟": '"',
    "″": '"',
    "〝": '"',
    "〞": '"',
    "＂": '"',
    "‹": '"',
    "›": '"',
    "‘": "'",
    "’": "'",
    "‚": "'",
    "‛": "'",
    "′": "'",
    "`": "'",
    "´": "'",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "―": "-",
    "−": "-",
    "…": "...",
}

_SPACES = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)


def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for low, high in ((0xFB50, 0xFDFF), (0xFE70, 0xFEFE), (0xFF01, 0xFF5E)):
        for code in range(low, high + 1):
            folded = unicodedata.normalize("NFKC", chr(code))
            if folded != chr(code):
                table[code] = folded
    for zero in (0x0660, 0x06F0):
        for digit in range(10):
            table[zero + digit] = str(digit)
    table |= {ord(char): folded for char, folded in _FOLDED.items()}
    table |= dict.fromkeys(map(ord, _SPACES), " ")
    for low, high in _REMOVED_RANGES:
        table |= dict.fromkeys(range(low, high + 1), "")
    table |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
    # A presentation form may fold into characters that are themselves folded
    # (isolated tashkeel is NFKC space + mark); settle the table to a fixpoint
    # so that one pass is enough and normalisation is idempotent.
    for code, folded in table.items():
        table[code] = "".join(table.get(ord(char), char) for char in folded)
    return table


_TABLE = _table()
_COMPOSED = re.compile("[اويهىۀە]\u0640*[\u0653-\u0655]")
_COMPOSITIONS = {
    (base, mark): composed
    for base in "اويهىۀە"
    for mark in "\u0653\u0654\u0655"
    if len(composed := unicodedata.normalize("NFC", base + mark)) == 1
}
_RESIZED = "".join(
    chr(code) for code in sorted(_TABLE) if len(_TABLE[code]) != 1 or _TABLE[code] == " "
)
_KEPT = f"[^ {re.escape(_RESIZED)}]++"
_GONE = f"[{re.escape(''.join(chr(code) for code in sorted(_TABLE) if not _TABLE[code]))}]++"
_RUN_OR_ONE = re.compile(f"{_KEPT}(?: {_KEPT})*+|({_GONE})|(.)\\2*+", re.DOTALL)
"""Words that keep their length, what the table removes, or one character and its repetitions."""
_RUN_OF_SPACES = re.compile(" {2,}")


class Normalised(msgspec.Struct, frozen=True):
    """A normalised text and the way back.

    `starts[i]` and `ends[i]` are the code-point offsets, in the original text,
    of the first and past the last character that produced `text[i]`; both
    tuples have `len(text)` entries and are non-decreasing.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Map the half-open span `[start, end)` of `text` to the original.

        An empty or out-of-range span raises `IndexError`.
        """
        if not 0 <= start < end <= len(self.text):
            message = f"span [{start}, {end}) outside a text of {len(self.text)}"
            raise IndexError(message)
        return self.starts[start], self.ends[end - 1]


def _compose(match: re.Match[str]) -> str:
    run = match.group()
    return _COMPOSITIONS.get((run[0], run[-1]), run)


def normalise_text(text: str) -> str:
    """Return `text` as the model sees it, without the offset map."""
    composed = _COMPOSED.sub(_compose, text)
    return _RUN_OF_SPACES.sub(" ", composed.translate(_TABLE)).strip(" ")


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield (replacement, start, end): an unchanged run, one character or a composed run."""
    position = 0
    for match in _COMPOSED.finditer(text):
        run = match.group()
        composed = _COMPOSITIONS.get((run[0], run[-1]))
        if composed is not None:
            yield from _characters(text, position, match.start())
            yield _TABLE.get(ord(composed), composed), match.start(), match.end()
            position = match.end()
    yield from _characters(text, position, len(text))


def _characters(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for match in _RUN_OR_ONE.finditer(text, start, end):
        run, (begin, finish) = match.group(), match.span()
        if match.lastindex is None:
            yield run.translate(_TABLE), begin, finish
        elif match.lastindex == 2:
            folded = _TABLE.get(ord(run[0]), run[0])
            if folded == " ":
                yield folded, begin, begin + 1
            elif len(folded) == 1:
                yield folded * len(run), begin, finish
            else:
                for index in range(begin, finish):
                    yield folded, index, index + 1


def normalise(text: str) -> Normalised:
    """Return `text` as the model sees it, with the map back to the original.

    `normalise(t).text == normalise_text(t)` for every string, lone surrogates
    included (they become U+FFFD). Linear in `len(text)`.
    """
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    last = " "
    for replacement, start, end in _pieces(text):
        if len(replacement) == end - start > 1:
            parts.append(replacement)
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
            last = replacement[-1]
            continue
        for char in replacement:
            if char == " " == last:
                continue
            parts.append(char)
            starts.append(start)
            ends.append(end)
            last = char
    if starts and last == " ":
        parts.pop()
        starts.pop()
        ends.pop()
    return Normalised("".join(parts), tuple(starts), tuple(ends))
