"""Two numbers that are one expression: ranges and scores."""

from __future__ import annotations

from service.arabic.clitics import Tokens
from service.arabic.numbers_clock import season
from service.arabic.numbers_kinds import Found, Number, NumberKind, has_role, measured
from service.arabic.numbers_lexicon import added
from service.arabic.numbers_words import Term, parse

_SCORE_WINDOW = 6
_HIGHEST_SCORE = 20
_ENDS = frozenset({"cardinal", "percent", "currency", "year"})


def _is_score(found: Tokens, index: int, low: Number, high: Number) -> bool:
    if max(low.value, high.value) > _HIGHEST_SCORE or low.unit or high.unit:
        return False
    if high.kind != "cardinal" or low.value.denominator != 1 or high.value.denominator != 1:
        return False
    if not low.value and not low.digits:
        return True
    window = range(max(0, index - _SCORE_WINDOW), index)
    return low.value >= high.value or any(has_role(found, at, "score") for at in window)


def _merged(first: Found, second: Found, term: Term, other: Term, kind: NumberKind) -> Found:
    low, high = first.number, second.number
    value = low.value
    if (
        term.digits == other.digits
        and term.scale == 1
        and other.scale > 1
        and value < other.mantissa
    ):
        # من 10 إلى 15 مليونا: the scale belongs to both.
        value *= other.scale
    unit = high.unit or low.unit
    if high.kind == "percent" or low.kind == "percent":
        unit = "%"
    number = Number(
        span=(low.span[0], high.span[1]),
        value=value,
        high=high.value,
        kind=kind,
        unit=unit,
        digits=low.digits or high.digits,
    )
    return Found(number, second.last)


def _high_end(found: Tokens, index: int, last: int) -> int | None:
    """The token at which the second number of "A-B", "A to B", "between A and B" starts."""
    if found.keys[last + 1] == "-":
        # فاز 3-صفر: nil is written out even between digits.
        ready = found.joined(last + 1) and (
            found.keys[last + 2][:1].isdigit() or found.keys[last + 2] == "صفر"
        )
        return last + 2 if ready else None
    if has_role(found, last + 1, "range_to") and found.joined(last + 1):
        at = last + 2
        return at + 1 if has_role(found, at, "year_word") and found.joined(at) else at
    between = index - 2 if has_role(found, index - 1, "year_word") else index - 1
    return added(found, last) if has_role(found, between, "range_between") else None


def range_or_score(found: Tokens, index: int, term: Term, first: Found) -> Found | None:
    """The range or score that starts with the number `first` at token `index`, or None."""
    last = first.last
    if first.number.kind not in _ENDS or not found.joined(last):
        return None
    at = _high_end(found, index, last)
    other = None if at is None else parse(found, at)
    if at is None or other is None or other.kind != "cardinal":
        return None
    second = season(first.number, measured(found, at, other))
    low, high = first.number.kind, second.number.kind
    # ارتفع 2.5% إلى 3500 دولار is a change by one and a level, not a range.
    if high not in _ENDS or (low in {"percent", "currency"} and high != low):
        return None
    kind: NumberKind = "range"
    if found.keys[last + 1] == "-":
        if _is_score(found, index, first.number, second.number):
            kind = "score"
        elif second.number.value <= first.number.value:
            return None
    return _merged(first, second, term, other, kind)
