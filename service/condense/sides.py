"""What the two sides of a shortened sentence must have in common: an end, numbers, names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.arabic import numbers as arabic_numbers
from service.condense.form import broken_arabic
from service.condense.reading import number_keys
from service.fidelity import english_numbers, names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from service.arabic.numbers import Number
    from service.engine.protocols import Translation


def apart(english: str, arabic: str, given: Translation) -> str:
    """Return what the cut sides do not share though the whole ones did, or nothing."""
    if broken_arabic(arabic):
        return "the Arabic would lack its end"
    if not _numbers_stay(english, given, arabic):
        return "a number would stand in one language only"
    if _names_apart(arabic, english) - _names_apart(given.ar, given.en):
        return "a name would stand in one language only"
    return ""


def _names_apart(ar: str, en: str) -> set[str]:
    """Return what is said of the names that only one side has."""
    return {flag.detail for flag in names.check(ar, en)}


def _numbers_stay(english: str, given: Translation, arabic: str) -> bool:
    """Whether the cut Arabic has the numbers that the written English has of those both had."""
    both = _keys(english_numbers.find_numbers(given.en)) & _keys(
        arabic_numbers.find_numbers(given.ar)
    )
    here = _keys(english_numbers.find_numbers(english))
    return both & here == both & _keys(arabic_numbers.find_numbers(arabic))


def _keys(numbers: Iterable[Number]) -> set[str]:
    return {key for number in numbers for key in number_keys(number)}
