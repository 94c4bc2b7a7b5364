"""English as the verifier reads it: words with their class, in a canonical order."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from service.arabic.numbers import Number
from service.condense.words import Token, lemma, table, tokens
from service.fidelity.english_numbers import find_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIGNS = {"%": "percent", "$": "dollar", "£": "pound", "€": "euro"}
_INITIALS = re.compile(r"^(?:[A-Z]\.?){2,}$")


class Word(msgspec.Struct, frozen=True):
    """One word or number of a sentence."""

    text: str
    key: str
    """Equal for words that say the same: synonyms, demonyms, numbers by value."""
    name: bool
    """Capitalised where the sentence does not ask for it."""
    number: bool
    content: bool
    opens: bool
    """First of its sentence, where a capital says nothing."""
    before: str
    """Marks between the previous word and this one, without spaces."""

    def of(self, kind: str) -> bool:
        """Whether the word belongs to a class of `data/verify.tsv`."""
        return self.key in words_of(kind) or self.text.lower() in forms_of(kind)


@cache
def _synonyms() -> dict[str, str]:
    groups: dict[str, str] = {}
    for (row,) in table("synonyms"):
        words = row.split()
        first = groups.get(lemma(words[0]), lemma(words[0]))
        for word in words:
            groups.setdefault(word if word.startswith("=") else lemma(word), first)
    return groups


@cache
def _demonyms() -> dict[str, str]:
    return {lemma(word): country for country, words in table("demonyms") for word in words.split()}


@cache
def countries() -> frozenset[str]:
    """Return the keys of countries, which are names wherever they stand."""
    return frozenset(_demonyms().values())


@cache
def words_of(kind: str) -> frozenset[str]:
    """Return the keys of one class of `data/verify.tsv`."""
    return frozenset(
        key(word)
        for name, words in table("verify")
        if name == kind
        for word in words.split()
        if not word.startswith("=")
    )


@cache
def forms_of(kind: str) -> frozenset[str]:
    """Return the words of a class that count in this form only, written `=word`."""
    return frozenset(
        word[1:]
        for name, words in table("verify")
        if name == kind
        for word in words.split()
        if word.startswith("=")
    )


def key(word: str) -> str:
    """Return what makes `word` equal to its synonyms."""
    base = lemma(word)
    groups = _synonyms()
    return _demonyms().get(base) or groups.get(f"={word.lower()}") or groups.get(base, base)


def read(sentence: str) -> tuple[Word, ...]:
    """Read one sentence; numbers become one word each, whatever they are written with."""
    numbers = {number.span[0]: number for number in find_numbers(sentence)}
    found: list[Word] = []
    marks = ""
    until = 0
    opens = True
    parts = tokens(sentence)
    for position, token in enumerate(parts):
        number = numbers.get(token.start)
        if token.start < until:
            continue
        if number is not None:
            until = number.span[1]
            # A range or a score is its two ends, or `0.5 to 8.25` would hide both.
            for value in number_keys(number):
                found.append(
                    Word(
                        sentence[slice(*number.span)],
                        value,
                        name=False,
                        number=True,
                        content=True,
                        opens=opens,
                        before=marks,
                    )
                )
                marks = ""
        elif token.is_word:
            found.append(_word(token, marks, opens=opens))
        else:
            if token.text in _SIGNS or _hyphen(parts, position) or _shortened(parts, position):
                continue
            marks += token.text
            opens = opens or token.text in '.!?:"“«'
            continue
        marks = ""
        opens = False
    return tuple(found)


def _hyphen(parts: Sequence[Token], position: int) -> bool:
    """Whether the mark joins two halves of one word, and so parts no phrases."""
    return (
        parts[position].text == "-"
        and 0 < position < len(parts) - 1
        and parts[position - 1].end == parts[position].start
        and parts[position].end == parts[position + 1].start
        and parts[position - 1].is_word
    )


def _shortened(parts: Sequence[Token], position: int) -> bool:
    """Whether the mark is the stop of an abbreviation inside the sentence: `St. Hill`."""
    return (
        parts[position].text == "."
        and 0 < position < len(parts) - 1
        and parts[position - 1].text.lower() in forms_of("abbreviation")
    )


def number_keys(number: Number) -> tuple[str, ...]:
    """Return what makes numbers equal, whatever language or script they are written in."""
    ends = (number.value,) if number.high is None else (number.value, number.high)
    return tuple(f"#{end}" for end in ends)


def _word(token: Token, marks: str, *, opens: bool) -> Word:
    acronym = bool(_INITIALS.match(token.text))
    if token.text == "May" and not opens:
        return Word(
            "May", "month-may", name=True, number=False, content=True, opens=False, before=marks
        )
    return Word(
        token.text,
        key(token.text),
        name=token.text[0].isupper() and (not opens or acronym),
        number=token.is_number,
        content=token.is_content or key(token.text) in words_of("exact"),
        opens=opens,
        before=marks,
    )
