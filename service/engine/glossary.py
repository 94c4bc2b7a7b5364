"""Terms that must come out as given: put into the source in English, and copied by the model.

The Arabic term is replaced by its English form before tokenization, on which
the model was trained (Song et al. 2019, "Code-Switching for Enhancing NMT with
Pre-Specified Translation"; Dinu et al. 2019). Matching is longest first, over
words without their conjunction, preposition and article.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Literal

import msgspec

from service.arabic.clitics import fold, stripped
from service.arabic.normalise import Normalised, normalise_text
from service.errors import ConfigurationError
from service.schema import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_WORD = re.compile(r"[^\W_]+")
_ARTICLE = "ال"
LONGEST = 12
"""Words a term may have."""
TERM_LENGTH = 200
"""Code points a term may have in either language: each use costs the model its whole English."""


class Forced(msgspec.Struct, frozen=True, kw_only=True):
    """One use of a term."""

    ar: str
    """The term as the glossary has it."""
    en: str
    span: Span
    """Code points into the segment as given."""
    why: Literal["forced_term", "known_name", "name_spelling", "dictionary_word"] = "forced_term"
    """The glossary asks for it; the gazetteer knows the name; such names are mostly spelt so, but
    who is meant is not known; or a dictionary has a word that the model hardly saw."""


class Glossary:
    """Arabic terms and the English they must become. Immutable; false when empty.

    Terms are compared folded (hamza seats, teh marbuta, alef maqsura) and
    without the article of their first word. Of two entries that fold to the
    same the later one counts.
    """

    def __init__(self, terms: Mapping[str, str] | Iterable[tuple[str, str]] = ()) -> None:
        pairs = dict(terms)
        self._terms: dict[tuple[str, ...], tuple[str, str]] = {}
        self._first: dict[str, int] = {}
        for ar, en in pairs.items():
            if max(len(ar), len(en)) > TERM_LENGTH:
                message = f"glossary: {ar[:20]!r}… has more than {TERM_LENGTH} characters"
                raise ConfigurationError(message)
            english = " ".join(normalise_text(en).split())
            words = tuple(fold(word) for word in _WORD.findall(normalise_text(ar)))
            if not english or not words or len(words) > LONGEST:
                message = (
                    f"glossary: {ar!r} = {en!r} needs 1 to {LONGEST} words and an English form"
                )
                raise ConfigurationError(message)
            words = (_bare(words[0]), *words[1:])
            self._terms[words] = (ar, english)
            self._first[words[0]] = max(self._first.get(words[0], 0), len(words))
        content = "\n".join(f"{' '.join(k)}\t{v[1]}" for k, v in sorted(self._terms.items()))
        self.digest = hashlib.sha256(content.encode()).hexdigest() if self._terms else ""
        """Identifies the content; empty for an empty glossary."""

    def __len__(self) -> int:
        return len(self._terms)

    @classmethod
    def read(cls, file: Path) -> Glossary:
        """Read a TSV of Arabic and English terms; `#` opens a comment line.

        Raises `ConfigurationError` naming the line that cannot be used.
        """
        terms: dict[str, str] = {}
        try:
            lines = file.read_text("utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            message = f"{file}: {error}"
            raise ConfigurationError(message) from error
        for number, line in enumerate(lines, 1):
            if not line.strip() or line.startswith("#"):
                continue
            cells = line.split("\t")
            if len(cells) < 2 or not cells[0].strip() or not cells[1].strip():
                message = f"{file}:{number}: an Arabic and an English term with a tab between"
                raise ConfigurationError(message)
            terms[cells[0].strip()] = cells[1].strip()
        return cls(terms)

    def over(self, base: Glossary) -> Glossary:
        """Return both together, the terms of this one first."""
        if not base:
            return self
        if not self:
            return base
        merged = base._terms | self._terms
        return Glossary(merged.values())

    def apply(self, source: Normalised) -> tuple[Normalised, tuple[Forced, ...]]:
        """Return `source` with every term in English, and what was forced where.

        Each character of a forced term maps back to the whole Arabic term.
        """
        uses = self._find(source.text)
        if not uses:
            return source, ()
        forced = tuple(
            Forced(ar=ar, en=en, span=source.original(start, end)) for start, end, (ar, en) in uses
        )
        return substitute(source, [(start, end, en) for start, end, (_, en) in uses]), forced

    def _find(self, text: str) -> list[tuple[int, int, tuple[str, str]]]:
        words = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]
        found: list[tuple[int, int, tuple[str, str]]] = []
        at = 0
        while at < len(words):
            hit = self._at(words, at)
            if hit is None:
                at += 1
                continue
            length, letters, term = hit
            found.append((words[at][0] + letters, words[at + length - 1][1], term))
            at += length
        return found

    def _at(
        self, words: list[tuple[int, int, str]], at: int
    ) -> tuple[int, int, tuple[str, str]] | None:
        """The longest term at word `at`: its words, the clitic letters before it, itself."""
        start, end, word = words[at]
        for bare, letters in _readings(word):
            longest = self._first.get(bare, 0)
            for length in range(min(longest, len(words) - at), 0, -1):
                rest = tuple(fold(other) for _, _, other in words[at + 1 : at + length])
                term = self._terms.get((bare, *rest))
                if term is not None and letters < end - start:
                    return length, letters, term
        return None


def _bare(word: str) -> str:
    return word.removeprefix(_ARTICLE) if len(word) > len(_ARTICLE) + 1 else word


def _readings(word: str) -> list[tuple[str, int]]:
    """Folded readings of a word without clitics, with how many letters those take."""
    key = fold(word)
    # Folding keeps one letter per letter of normalised text, so counts carry over.
    readings = [(_bare(key), 0)]
    readings += [(_bare(bare), letters) for bare, letters in stripped(key)]
    return readings


def substitute(source: Normalised, uses: Iterable[tuple[int, int, str]]) -> Normalised:
    """Return `source` with each stretch `[start, end)` replaced by an English term.

    The stretches are in order and apart. Each character of a term maps back to
    the whole stretch. A conjunction or preposition that stood on it becomes a
    word of its own.
    """
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for start, end, term in uses:
        chars.append(source.text[position:start])
        starts += source.starts[position:start]
        ends += source.ends[position:start]
        joined = start > 0 and source.text[start - 1].isalnum()
        english = f" {term}" if joined else term
        span = source.original(start, end)
        chars.append(english)
        starts += [span[0]] * len(english)
        ends += [span[1]] * len(english)
        position = end
    chars.append(source.text[position:])
    starts += source.starts[position:]
    ends += source.ends[position:]
    return Normalised("".join(chars), tuple(starts), tuple(ends))
