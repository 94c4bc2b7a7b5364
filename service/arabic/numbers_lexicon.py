"""The words Arabic numbers are made of, and how they stand next to each other."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Literal

import msgspec

from service.arabic.clitics import Prefix, Tokens, fold, written_forms
from service.arabic.tables import rows

Class = Literal[
    "unit",
    "teenunit",
    "ten",
    "tens",
    "hundred",
    "hundreds",
    "scale",
    "plural",
    "dual",
    "ordinal",
    "ordteen",
    "fraction",
    "fraction_plural",
    "fraction_dual",
    "zero",
    "dozen",
    "decade",
]
# Words that a clitic and a number word happen to spell: كمية (amount).
_NOT_NUMBERS = frozenset(map(fold, ("كمية", "وكمية", "فكمية")))
# With the article these are Monday, Tuesday and Wednesday, not 2, 3 and 4.
_WEEKDAYS = frozenset(map(fold, ("اثنين", "إثنين", "ثلاثا", "أربعا")))


class Reading(msgspec.Struct, frozen=True):
    """One sense of one written word."""

    kind: Class
    value: Fraction
    prefix: Prefix


@cache
def lexicon() -> dict[str, tuple[Reading, ...]]:
    """Every written form of `data/number_words.tsv`, clitics included."""
    words: dict[str, dict[tuple[str, Fraction], Reading]] = {}
    for form, value, kind in rows("number_words.tsv"):
        reading = msgspec.convert(kind, Class)
        for written, prefix in written_forms(fold(form)):
            if written in _NOT_NUMBERS or (prefix.article and fold(form) in _WEEKDAYS):
                continue
            known = words.setdefault(written, {})
            known.setdefault((kind, Fraction(value)), Reading(reading, Fraction(value), prefix))
    return {form: tuple(readings.values()) for form, readings in words.items()}


def reading(found: Tokens, index: int, *kinds: Class) -> Reading | None:
    """The reading of token `index` among `kinds`, or None."""
    if index < len(found.keys):
        for candidate in lexicon().get(found.keys[index], ()):
            if candidate.kind in kinds:
                return candidate
    return None


def follows(found: Tokens, index: int, *kinds: Class) -> Reading | None:
    """The reading of the token right after `index`, standing without و or preposition."""
    if not found.joined(index):
        return None
    candidate = reading(found, index + 1, *kinds)
    if candidate is None or candidate.prefix.conjunction or candidate.prefix.preposition:
        return None
    return candidate


def added(found: Tokens, index: int) -> int | None:
    """The token that و adds to the one at `index`: `index + 1`, or past a lone و."""
    if not found.joined(index):
        return None
    key = found.keys[index + 1]
    if key in {"و", "وال"}:
        return index + 2 if found.joined(index + 1) else None
    return index + 1 if key.startswith("و") else None


def added_reading(found: Tokens, index: int, *kinds: Class) -> tuple[Reading, int] | None:
    """The reading among `kinds` of the word that و adds to token `index`, and its index."""
    at = added(found, index)
    if at is None:
        return None
    candidate = reading(found, at, *kinds)
    if candidate is None or candidate.prefix.preposition:
        return None
    if (at == index + 1) != (candidate.prefix.conjunction == "و"):
        return None
    return candidate, at
