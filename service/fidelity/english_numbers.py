"""Numbers in English, as the fidelity checks compare them with the Arabic ones.

Same `Number`, same conventions as `service.arabic.numbers`: exact values, spans
in code points of the text given, currency and percent sign included, full
numeric dates left out. Words that count without saying a number in Arabic
(`one of`, `no one`) are left out too; `both`, `twice`, `a couple of` are "dual".
"""

from __future__ import annotations

from fractions import Fraction

from service.arabic.clitics import Tokens
from service.arabic.numbers import Number, NumberKind, apart
from service.arabic.numbers_clock import season
from service.arabic.numbers_digits import MAX_DIGITS, listed, whole
from service.arabic.numbers_kinds import Found
from service.fidelity.english_number_kinds import (
    key_at,
    measured,
    no_number,
    quiet,
    role,
    romans,
)
from service.fidelity.english_number_words import Term, lexicon, parse, tokens

_SIGNS = frozenset("$€£¥₪₽")
_ENDS = frozenset(("cardinal", "percent", "currency", "year"))
_HIGHEST_SCORE = 20
_SCORE_WINDOW = 6
_DATE_PARTS = 3
# More parts than this are a serial number or a table, not quantities.
_LONGEST_RUN = 8


def _high_end(found: Tokens, index: int, last: int) -> int | None:
    """The token at which the second number of "A-B", "A to B", "between A and B" starts."""
    sign = key_at(found, last + 1)
    between = key_at(found, index - 1) == "between"
    if sign not in {"-", "to", "and"} or (sign == "and" and not between):
        return None
    if not (found.joined(last) and found.joined(last + 1)):
        return None
    at = last + 3 if key_at(found, last + 2) in _SIGNS else last + 2
    return at if at < len(found.keys) else None


def _is_score(found: Tokens, index: int, low: Number, high: Number) -> bool:
    # "won 3-1" and "a 1-2 defeat": the word stands on either side.
    window = found.keys[max(0, index - _SCORE_WINDOW) : index + _SCORE_WINDOW]
    small = max(low.value, high.value) <= _HIGHEST_SCORE and high.kind == "cardinal"
    return small and (low.value >= high.value or not role("score").isdisjoint(window))


def _both(found: Tokens, index: int, term: Term, first: Found) -> Found | None:
    """The range or score that starts with `first`, or None."""
    at = _high_end(found, index, first.last) if first.number.kind in _ENDS else None
    other = None if at is None else parse(found, at)
    if at is None or other is None or other.kind != "cardinal":
        return None
    second = season(first.number, measured(found, at, other))
    low, high = first.number, second.number
    # $10-15 million: a sign in front serves both; "rose 5% to 3,500" is no range.
    shared = low.span[0] < found.starts[index] and high.kind == "cardinal"
    other_kind = low.kind in {"percent", "currency"} and high.kind != low.kind and not shared
    if high.kind not in _ENDS or other_kind:
        return None
    kind: NumberKind = "range"
    if key_at(found, first.last + 1) == "-":
        if _is_score(found, index, low, high):
            kind = "score"
        elif high.value <= low.value:
            return None
    value = low.value
    if (
        term.digits == other.digits
        and term.scale == 1
        and other.scale > 1
        and value < other.mantissa
    ):
        value *= other.scale
    percents = "percent" in {low.kind, high.kind}
    merged = Number(
        span=(low.span[0], high.span[1]),
        value=value,
        high=high.value,
        kind=kind,
        unit="%" if percents else high.unit or low.unit,
        digits=low.digits or high.digits,
    )
    return Found(merged, second.last)


def _run(found: Tokens, index: int) -> list[int]:
    """The digit tokens glued by one repeated `-`, `/` or `:` from token `index`."""
    keys, run = found.keys, [index]
    while run[-1] + 2 < len(keys):
        at = run[-1]
        if keys[at + 1] not in {"-", "/", ":"} or keys[at + 1] != keys[index + 1]:
            break
        if not (found.adjacent(at) and found.adjacent(at + 1) and keys[at + 2][:1].isdigit()):
            break
        run.append(at + 2)
    return run


def _pair(found: Tokens, run: list[int], glue: str) -> Number | None:
    """A clock time (10:30) or a simple fraction (3/4)."""
    top, bottom = (found.keys[at] for at in run)
    if not (top.isdigit() and bottom.isdigit() and len(top) <= 2 and len(bottom) <= 2):
        return None
    span = (found.starts[run[0]], found.ends[run[1]])
    first, second = whole(top), whole(bottom)
    if glue == ":" and first <= 24 and second < 60:
        return Number(span=span, value=first, high=second, kind="time", digits=True)
    if glue == "/" and 0 < first < second <= 4:
        return Number(span=span, value=first / second, kind="fraction", digits=True)
    return None


def _glued(found: Tokens, index: int) -> tuple[list[Number], int] | None:
    """Dates, clock times, fractions and lists written in digits; None for plain numbers."""
    run = _run(found, index)
    if len(run) == 1:
        return None
    parts, glue = [found.keys[at] for at in run], found.keys[index + 1]
    plain = all(part.isdigit() and len(part) <= 4 for part in parts)
    if len(run) == _DATE_PARTS and plain and sorted(map(len, parts))[1] <= 2 and glue != ":":
        return [], run[-1]
    if len(run) > _LONGEST_RUN:
        return [], run[-1]
    if len(run) == 2:
        pair = _pair(found, run, glue)
        if pair is not None or glue == "-":
            return None if pair is None else ([pair], run[1])
    numbers: list[Number] = []
    used = -1
    for at in run:
        term = parse(found, at) if at > used else None
        if term is not None:
            one = measured(found, at, term)
            numbers.extend(apart(numbers, [one.number]))
            used = one.last
    return numbers, max(used, run[-1])


def _roman(found: Tokens, index: int) -> Number | None:
    """The ordinal in a name: Mohammed VI, World War II."""
    span = (found.starts[index], found.ends[index])
    value = romans().get(found.text[span[0] : span[1]])
    if value is None or index == 0 or not found.joined(index - 1):
        return None
    if not found.text[found.starts[index - 1]].isupper():
        return None
    return Number(span=span, value=Fraction(value), kind="ordinal", digits=False)


def _at(found: Tokens, index: int) -> tuple[list[Number], int] | None:
    key = found.keys[index]
    if key[:1].isdigit():
        if len(key) <= MAX_DIGITS and key.isdigit() and quiet(found, index):
            span = (found.starts[index], found.ends[index])
            return [Number(span=span, value=whole(key), kind="cardinal", digits=True)], index
        glued = _glued(found, index)
        if glued is not None:
            return glued
    term = parse(found, index)
    if term is not None:
        if no_number(found, index, term):
            return None
        first = measured(found, index, term)
        both = _both(found, index, term, first) or first
        return [both.number], both.last
    if key[:1].isdigit() and len(key) <= MAX_DIGITS * 4:
        start = found.starts[index]
        items = [
            Number(
                span=(start + low, start + high),
                value=whole(key[low:high]),
                kind="cardinal",
                digits=True,
            )
            for low, high in listed(key)
        ]
        return items, index
    roman = _roman(found, index)
    return None if roman is None else ([roman], index)


def find_numbers(text: str) -> tuple[Number, ...]:
    """Every number of the English `text`, in order, never overlapping; linear, never raises."""
    found = tokens(text)
    words = lexicon()
    numerals = {numeral.lower() for numeral in romans()}
    numbers: list[Number] = []
    past = -1
    for index, key in enumerate(found.keys):
        if not (key in words or "0" <= key < ":" or key in numerals) or index <= past:
            continue
        here = _at(found, index)
        if here is not None:
            numbers.extend(apart(numbers, here[0]))
            past = max(past, here[1])
    return tuple(numbers)
