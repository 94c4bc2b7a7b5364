"""Numbers kept: every value of the Arabic in the English, and none besides.

Values are compared, not spellings: ٧٠, 70 and سبعون are one number. What news
idiom often drops or adds (the two sides, one of them, the first) is allowed to
come and go.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from service.arabic.numbers import Number
from service.arabic.numbers import find_numbers as arabic_numbers
from service.fidelity.english_numbers import find_numbers as english_numbers
from service.schema import Flag

if TYPE_CHECKING:
    from collections.abc import Iterable

_IDIOMATIC = 3
"""Words up to this value come and go between the languages: both, a second, the first."""
_HALF = Fraction(1, 2)
"""نصف is also the middle of something, or "semi-"."""
_NOON = 12


def check(ar: str, en: str) -> list[Flag]:
    """Flag `number_missing`, `number_changed` and `number_added`."""
    wanted = _wanted(ar)
    given = list(english_numbers(en))
    values = [value for number in given for value in _values(number)]
    # The seventies are no seventy: الذكرى السبعون is the 70th anniversary.
    exact = [v for n in given if n.kind != "decade" or n.digits for v in _values(n)]
    lost = _once(
        number
        for number in wanted
        if not _covered(number, values if number.kind == "decade" else exact) and not _soft(number)
    )
    sources = [value for number in wanted for value in _values(number)]
    new = _once(number for number in given if not _explained(number, sources) and not _soft(number))
    flags: list[Flag] = []
    for number in lost:
        written = ar[slice(*number.span)]
        if new:
            other = en[slice(*new.pop(0).span)]
            detail = f"the Arabic has {written} ({_shown(number)}), the English {other}"
            flags.append(Flag(code="number_changed", detail=detail, span=number.span))
        else:
            detail = f"{written} ({_shown(number)}) is in the Arabic, not in the English"
            flags.append(Flag(code="number_missing", detail=detail, span=number.span))
    for number in new:
        detail = f"{en[slice(*number.span)]} is in the English, not in the Arabic"
        flags.append(Flag(code="number_added", detail=detail))
    return flags


@lru_cache(maxsize=4)
def _wanted(ar: str) -> tuple[Number, ...]:
    # One text is checked against several translations in a row.
    return arabic_numbers(ar)


def _once(numbers: Iterable[Number]) -> list[Number]:
    """The first number of each value: said twice and lost twice is one doubt."""
    first: dict[tuple[Fraction, Fraction | None], Number] = {}
    for number in numbers:
        first.setdefault((number.value, number.high), number)
    return list(first.values())


def _values(number: Number) -> tuple[Fraction, ...]:
    values = (number.value,) if number.high is None else (number.value, number.high)
    if number.kind == "time":
        # 21:30 is 9:30 in the evening; whole hours are often said without minutes.
        return (
            *values,
            (number.value + _NOON) % (2 * _NOON),
            number.value % _NOON or Fraction(_NOON),
        )
    if number.kind == "decade":
        return (
            number.value,
            number.value % 100,
            1900 + number.value % 100,
            2000 + number.value % 100,
        )
    return values


def _covered(number: Number, values: list[Fraction]) -> bool:
    if number.kind in {"time", "decade"}:
        return any(value in values for value in _values(number))
    return all(value in values for value in _values(number))


def _explained(number: Number, values: list[Fraction]) -> bool:
    return any(value in values for value in _values(number))


def _soft(number: Number) -> bool:
    if number.digits:
        return False
    if number.kind in {"dual", "decade"} or number.value == _HALF:
        return True
    return number.kind in {"cardinal", "ordinal"} and number.value <= _IDIOMATIC


def _shown(number: Number) -> str:
    def plain(value: Fraction) -> str:
        return f"{value.numerator:,}" if value.denominator == 1 else f"{float(value):g}"

    text = plain(number.value)
    if number.high is not None:
        text += f" and {plain(number.high)}"
    return text
