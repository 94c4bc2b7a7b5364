"""Words that a model has hardly seen, put into the source as a dictionary has them.

What a model was trained from decides which words it knows; which ones it does not, and
what a dictionary calls them, is a table beside its weights (`words.tsv`, written by
`models.build`). Such words go into the source in English as names do (Song et al. 2019):
a dictionary may take the wrong sense, but a model that does not know a word invents one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.errors import ModelFailed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from service.schema import Span

TABLE = "words.tsv"
_WORD = re.compile("[\u0621-\u063a\u0641-\u064a]{3,}")
_LONGEST = 24
_LEADING = tuple(a + b for a in ("", "و", "ف") for b in ("", "ب", "ل", "ك"))
_DEFINITE = tuple(lead for lead in _LEADING if not lead.endswith("ل"))
_CLITICS = tuple(
    sorted(
        (
            *((lead, len(lead)) for lead in _LEADING),
            *((lead + "ال", len(lead)) for lead in _DEFINITE),
            # ل + ال is written لل (Habash 2010, section 4.2.1).
            *((lead + "لل", len(lead) + 1) for lead in ("", "و", "ف")),
        ),
        key=lambda one: (len(one[0]), one),
    )
)
"""Clitics, and how many of their letters are no part of the article."""
_BARE = 4
"""Letters a word has at least behind a clitic that is no article: one letter proves little."""


class Hints:
    """Arabic words without clitics and their English. Immutable; false when empty."""

    def __init__(self, words: Mapping[str, str] | None = None) -> None:
        self._words = dict(words or {})

    def __len__(self) -> int:
        return len(self._words)

    @classmethod
    def read(cls, file: Path) -> Hints:
        """Read a TSV of Arabic words and their English; no file is no hint.

        Raises `ModelFailed` naming the line that is no such pair.
        """
        if not file.exists():
            return cls()
        words: dict[str, str] = {}
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            ar, tab, en = line.partition("\t")
            if not (ar and tab and en):
                message = f"{file}:{number}: an Arabic word and its English with a tab between"
                raise ModelFailed(message)
            words[ar] = en
        return cls(words)

    def find(self, text: str, taken: Sequence[Span] = ()) -> Iterator[tuple[Span, str]]:
        """Yield every listed word of normalised `text` outside `taken`, and its English.

        Spans are half-open code points, the article in them and other clitics not, in
        order. `taken` is in order as well. Linear.
        """
        at = 0
        for match in _WORD.finditer(text):
            start, end = match.span()
            while at < len(taken) and taken[at][1] <= start:
                at += 1
            if (at < len(taken) and taken[at][0] < end) or end - start > _LONGEST:
                continue
            found = self._of(match.group())
            if found is not None:
                yield (start + found[0], end), found[1]

    def _of(self, token: str) -> tuple[int, str] | None:
        for clitics, letters in _CLITICS:
            if not token.startswith(clitics):
                continue
            word = token[len(clitics) :]
            bare = letters == len(clitics) and letters > 0
            if word in self._words and (len(word) >= _BARE or not bare):
                return letters, self._words[word]
        return None
