"""Numbers in Arabic news, in digits and in words, with what they count.

`find_numbers` is the whole of it; see `Number` for what comes out. The sign of
a number is not read: a dash before digits is punctuation in Arabic news far
more often than a minus. Full numeric dates (14/12/2021) are left to
`service.arabic.dates`; the day and year of 14 ديسمبر 2021 are numbers.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import msgspec

from service.arabic.clitics import Tokens, tokens
from service.arabic.numbers_clock import and_a_half, clock
from service.arabic.numbers_digits import MAX_DIGITS, listed, whole
from service.arabic.numbers_kinds import (
    Found,
    Number,
    NumberKind,
    currencies,
    duals,
    measured,
    not_a_number,
    qualified,
    quiet,
)
from service.arabic.numbers_lexicon import lexicon
from service.arabic.numbers_ranges import range_or_score
from service.arabic.numbers_words import parse

__all__ = ["Number", "NumberKind", "find_numbers", "may_hold_dual"]

_DUAL_ENDINGS = ("ان", "ين", "اهما", "يهما")
_SIMPLE = frozenset({(1, 2), (1, 3), (2, 3), (1, 4), (3, 4)})
_DATE_PARTS = 3
# More parts than this are a serial number or a table, not quantities.
_LONGEST_RUN = 8


@cache
def _openers() -> frozenset[str]:
    """Every written word a number can start with."""
    money = (word for word, entry in currencies().items() if entry.dual)
    return frozenset(lexicon()) | frozenset(duals()) | frozenset(money)


def _run(found: Tokens, index: int) -> tuple[list[int], str]:
    """Digit tokens glued by `-` or `/` from `index`: their indices, and the glue."""
    keys, run, glue = found.keys, [index], ""
    while run[-1] + 2 < len(keys):
        at = run[-1]
        sign = keys[at + 1]
        if sign not in {"-", "/"} or (glue and sign != glue):
            break
        if not (found.adjacent(at) and found.adjacent(at + 1) and keys[at + 2][:1].isdigit()):
            break
        glue = sign
        run.append(at + 2)
    return run, glue


def _is_date(found: Tokens, run: list[int]) -> bool:
    parts = [found.keys[index] for index in run]
    return (
        len(parts) == _DATE_PARTS
        and all(part.isdigit() and len(part) <= 4 for part in parts)
        and sorted(map(len, parts))[1] <= 2
    )


def _digit_run(found: Tokens, index: int) -> tuple[list[Number], int] | None:
    """Numbers in digits glued to others, when the glue makes them no plain number."""
    run, glue = _run(found, index)
    if len(run) == 1:
        return None
    if _is_date(found, run) or len(run) > _LONGEST_RUN:
        return [], run[-1]
    if glue == "/" and len(run) == 2:
        parts = [found.keys[at] for at in run]
        if all(part.isdigit() and len(part) == 1 for part in parts):
            top, bottom = int(parts[0]), int(parts[1])
            if (top, bottom) in _SIMPLE:
                span = (found.starts[run[0]], found.ends[run[1]])
                value = Fraction(top, bottom)
                return [Number(span=span, value=value, kind="fraction", digits=True)], run[1]
    if glue == "-" and len(run) == 2:
        return None
    numbers: list[Number] = []
    used = -1
    for at in run:
        term = parse(found, at) if at > used else None
        if term is not None:
            one = measured(found, at, term)
            numbers.extend(apart(numbers, [one.number]))
            used = one.last
    return numbers, max(used, run[-1])


def _listed(found: Tokens, index: int) -> list[Number]:
    start = found.starts[index]
    key = found.keys[index]
    if found.ends[index] - start != len(key):
        return []
    return [
        Number(
            span=(start + low, start + high),
            value=whole(key[low:high]),
            kind="cardinal",
            digits=True,
        )
        for low, high in listed(key)
    ]


def _dual(found: Tokens, index: int) -> Found | None:
    """A dual noun, or two of a currency."""
    key = found.keys[index]
    prefix = duals().get(key)
    if prefix is not None:
        lead = len(prefix.conjunction) + len(prefix.preposition)
        span = (found.inner(index, lead), found.ends[index])
        return Found(Number(span=span, value=Fraction(2), kind="dual", digits=False), index)
    entry = currencies().get(key)
    if entry is None or not entry.dual:
        return None
    unit, last = qualified(found, entry, index)
    span = (found.starts[index], found.ends[last])
    return Found(
        Number(span=span, value=Fraction(2), kind="currency", unit=unit, digits=False), last
    )


def _at(found: Tokens, index: int) -> tuple[list[Number], int] | None:
    """The numbers that start at token `index`, and the last token they use."""
    key = found.keys[index]
    if key[:1].isdigit():
        run = _digit_run(found, index)
        if run is not None:
            return run
    term = parse(found, index)
    if term is None:
        dual = _dual(found, index)
        if dual is not None:
            dual = and_a_half(found, dual)
            return [dual.number], dual.last
        return (_listed(found, index), index) if key[:1].isdigit() else None
    if not_a_number(found, index, term):
        return None
    first = measured(found, index, term)
    both = range_or_score(found, index, term, first) or clock(found, index, first)
    both = and_a_half(found, both)
    return [both.number], both.last


def apart(known: list[Number], fresh: list[Number]) -> list[Number]:
    """`fresh` without a sign in front that already belongs to the number before (1%2)."""
    if not known or not fresh or fresh[0].span[0] >= known[-1].span[1]:
        return fresh
    span = (known[-1].span[1], fresh[0].span[1])
    bare = msgspec.structs.replace(fresh[0], span=span, kind="cardinal", unit=None)
    return [bare, *fresh[1:]]


def find_numbers(text: str) -> tuple[Number, ...]:
    """Every number of `text`, in order, never overlapping.

    Linear in `len(text)`; never raises. Words that only look like numbers are
    left out: أحد as pronoun, the second word of كانون الثاني, ثانية as a unit of
    time, indefinite plurals (آلاف, مئات) and cup rounds (ربع نهائي).
    """
    found = tokens(text)
    openers = _openers()
    keys, numbers, past = found.keys, list[Number](), -1
    # "0" <= key < ":" is "starts with a digit", at the price of a comparison.
    hot = {key for key in set(keys) if key in openers or "0" <= key < ":"}
    plain = {key: whole(key) for key in hot if key.isdigit() and len(key) <= MAX_DIGITS}
    for index in (index for index, key in enumerate(keys) if key in hot):
        if index <= past:
            continue
        value = plain.get(keys[index])
        if value is not None and quiet(found, index):
            span = (found.starts[index], found.ends[index])
            numbers.append(Number(span=span, value=value, kind="cardinal", digits=True))
            past = index
            continue
        here = _at(found, index)
        if here is not None:
            numbers.extend(apart(numbers, here[0]))
            past = max(past, here[1])
    return tuple(numbers)


def may_hold_dual(text: str) -> bool:
    """Whether some word of `text` may be a dual (or a plural spelled like one).

    Tells an English "two" that nothing in the Arabic says from one that a dual
    noun outside `data/number_duals.tsv` may say.
    """
    return any(len(key) > 4 and key.endswith(_DUAL_ENDINGS) for key in tokens(text).keys)
