"""A written sentence laid over the sentences it should follow from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from service.arabic.numbers import find_numbers
from service.condense.alignment import akin, align
from service.condense.attribution import Attributed, attribute
from service.condense.reading import Word, countries, number_keys, read

if TYPE_CHECKING:
    from collections.abc import Sequence

_STOP = re.compile(
    r"(?<![A-Z]\.)(?<!Mr\.)(?<!Dr\.)(?<!Ms\.)(?<!St\.)(?<!No\.)(?<!Inc\.)(?<!Co\.)"
    r"(?<=[.!?])[\"”’)]*\s+(?=(?:> )?[\"“‘(]*[A-Z])"
    r"|(?<=;)\s+"
)
_LINKS = frozenset(["of", "for", "and", "the", "on", "in"])
_ACRONYM = re.compile(r"^(?:[A-Z]\.?){2,8}$")


class Comparison(msgspec.Struct, frozen=True):
    """A candidate laid over its support."""

    written: tuple[Attributed, ...]
    """The candidate's sentences."""
    words: tuple[Word, ...]
    """The candidate's words, in the order in which they fit the support best."""
    support: tuple[Word, ...]
    places: tuple[int | None, ...]
    """For each of `words` its place in `support`, increasing; None where there is none."""
    sources: tuple[Attributed, ...]
    """The support's sentences."""
    arabic_numbers: frozenset[str]
    """Keys of the numbers in the Arabic support."""

    def knows(self, word: Word) -> bool:
        """Whether the support has the word anywhere."""
        return any(akin(word, other) for other in self.support)


def compare(
    candidate: str, support_en: Sequence[str], support_ar: Sequence[str]
) -> Comparison | None:
    """Read both sides and align them; None when they are too long to align.

    A sentence may name its source first or last: both orders of both sides are
    tried, and the one that matches most is kept.
    """
    written = _sentences([candidate])
    given = _sentences(support_en)
    known = frozenset(word.key for one in (*written, *given) for word in one if word.name)
    written = [_named(one, known) for one in written]
    given = [_named(one, known) for one in given]
    acronyms = {_letters(w.text) for one in (*written, *given) for w in one if _acronym(w)}
    sources = tuple(attribute(_merged(one, acronyms)) for one in given)
    ours = tuple(attribute(_merged(one, acronyms)) for one in written)
    best: Comparison | None = None
    most = -1
    orders = [
        (_joined(ours, canonical=first), _joined(sources, canonical=second))
        for first, second in ((False, False), (True, True), (False, True), (True, False))
    ]
    numbers = frozenset(
        key for text in support_ar for number in find_numbers(text) for key in number_keys(number)
    )
    for words, support in dict.fromkeys(orders):
        places = align(words, support)
        if places is None:
            return None
        matched = sum(
            word.content for word, place in zip(words, places, strict=True) if place is not None
        )
        if matched > most:
            most = matched
            best = Comparison(ours, words, support, tuple(places), sources, numbers)
        if most == sum(word.content for word in words):
            break
    return best


def _joined(sentences: Sequence[Attributed], *, canonical: bool) -> tuple[Word, ...]:
    return tuple(word for one in sentences for word in (one.canonical if canonical else one.words))


def sentences(text: str) -> list[str]:
    """Split English where a stop and a capital say so; clauses behind `;` stand alone."""
    return [part.strip() for part in _STOP.split(text) if part.strip()]


def _sentences(texts: Sequence[str]) -> list[tuple[Word, ...]]:
    return [read(part) for text in texts for part in sentences(text)]


def _named(words: Sequence[Word], known: frozenset[str]) -> tuple[Word, ...]:
    """Take a sentence's first word for a name when it is one elsewhere, or a country."""
    return tuple(
        msgspec.structs.replace(word, name=True)
        if word.opens
        and word.content
        and word.text[0].isupper()
        and (word.key in known or word.key in countries())
        else word
        for word in words
    )


def _letters(text: str) -> str:
    return text.replace(".", "").lower()


def _acronym(word: Word) -> bool:
    return bool(_ACRONYM.match(word.text))


def _merged(words: Sequence[Word], acronyms: set[str]) -> tuple[Word, ...]:
    """Write capitalised runs as the acronym that either side uses for them."""
    merged: list[Word] = []
    index = 0
    while index < len(words):
        end, letters = index, ""
        best = 0
        # `US Secretary` begins with an acronym, and does not spell one.
        spelt = _acronym(words[index])
        while end < len(words) and end - index < 10:
            text = words[end].text
            if text[0].isupper() and text[0].isalpha():
                letters += text[0].lower()
                if end > index and letters in acronyms and not spelt and not _acronym(words[end]):
                    best = end + 1
            elif not letters or text not in _LINKS:
                break
            end += 1
        if best:
            run = words[index:best]
            name = "".join(word.text[0] for word in run if word.text[0].isupper())
            merged.append(
                msgspec.structs.replace(
                    run[0], text=name, key=name.lower(), name=True, content=True
                )
            )
            index = best
        else:
            word = words[index]
            if _acronym(word) and _letters(word.text) in acronyms and word.key not in countries():
                word = msgspec.structs.replace(word, key=_letters(word.text), content=True)
            merged.append(word)
            index += 1
    return tuple(merged)
