"""Numbers written in digits: which separator is which.

Shared by the Arabic and the English side. Separators are the normalised `.`
and `,`; Arabic news uses both for decimals and for thousands, so their place
decides: groups of three after the same repeated separator are thousands, the
last of two different separators is the decimal one.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

MAX_DIGITS = 24
"""Longer runs are identifiers, not quantities."""

_PARTS = re.compile(r"[.,]")


def parse_digits(written: str) -> Fraction | None:
    """The exact value of ASCII digits with `.` and `,`; None when it is no single number.

    `1,234`, `1.234.567`, `1,234.5`, `2.5`, `2,5` and `0,125` are numbers;
    `14.12.2021` (a date), `192.168.1.1` and `1,2,3` (a list) are not. One comma
    before exactly three digits is a thousands separator unless a lone zero
    stands before it; one full stop is always decimal.
    """
    if len(written) > MAX_DIGITS:
        return None
    groups = _PARTS.split(written)
    separators = [char for char in written if char in ".,"]
    threes = all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3
    joined = "".join(groups)
    if len(separators) == 1:
        thousands = separators[0] == "," and threes and groups[0] != "0"
        return whole(joined) if thousands else Fraction(f"{groups[0]}.{groups[1]}")
    if len(set(separators)) < 2:
        return whole(joined) if threes or not separators else None
    grouped = all(len(group) == 3 for group in groups[1:-1]) and len(groups[0]) <= 3
    if grouped and separators[-1] not in separators[:-1]:
        return Fraction(f"{joined[: -len(groups[-1])]}.{groups[-1]}")
    return None


@lru_cache(maxsize=4096)
def whole(digits: str) -> Fraction:
    """The value of a run of ASCII digits; shared, because articles repeat their numbers."""
    return Fraction(int(digits))


def listed(written: str) -> tuple[tuple[int, int], ...]:
    """The spans inside `written` of the items of a list such as `1,2,3`.

    Empty when `written` is a date, an address or a version number.
    """
    if len(written) > MAX_DIGITS * 4 or "." in written:
        return ()
    return tuple(match.span() for match in re.finditer(r"[0-9]+", written))
