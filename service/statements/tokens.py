"""Words and marks of a text, in place, folded for comparison with the lexicon."""

from __future__ import annotations

import re

import msgspec

from service.statements.morphology import fold

_TOKEN = re.compile(r"(?:[\w\u0610-\u061a\u064b-\u065f\u06d6-\u06ed\u200b-\u200f])+|\S")


class Token(msgspec.Struct, frozen=True):
    """One written word or one mark."""

    start: int
    """Code points into the text."""
    end: int
    form: str
    """Folded word, or the mark itself."""
    word: bool


def tokenise(text: str, start: int, end: int) -> tuple[Token, ...]:
    """Return the tokens of `text[start:end]`; linear."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        raw = match.group()
        if raw == "*":
            # Emphasis in Markdown, which parts nothing: **«ذا هيل»** ذكرت.
            continue
        word = len(raw) > 1 or raw.isalnum() or raw == "_"
        form = fold(raw) if word else raw
        if form:
            tokens.append(Token(match.start(), match.end(), form, word))
    return tuple(tokens)
