"""The grammar of Arabic number words, mixed with digits.

A number is a sum of terms in falling powers of a thousand, each a number below
a thousand before its scale: ثلاثة ملايين ومئتان وخمسة وعشرون ألفا. Units come
before tens, duals carry their own two, and digits may take the place of any
number below a scale (3 ملايين و200 ألف). Ordinals follow the same order. See
Ryding, *A Reference Grammar of Modern Standard Arabic* (2005), chapter 15.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import msgspec

from service.arabic.clitics import Prefix, Tokens
from service.arabic.numbers_digits import parse_digits
from service.arabic.numbers_lexicon import added, added_reading, follows, lexicon, reading

_NO_PREFIX = Prefix(0)
# After these ألفا is a plain thousand; before any other word it is two thousand.
_PARTICLES = frozenset(
    ("من", "علي", "عن", "الي", "مع", "او", "ان", "منذ", "حتي", "ثم", "بعد", "قبل")
)


class Term(msgspec.Struct, frozen=True, gc=False):
    """A number found at a token."""

    value: Fraction
    last: int
    """Index of its last token."""
    kind: Literal["cardinal", "ordinal", "fraction", "decade"]
    digits: bool = False
    mantissa: Fraction = Fraction(0)
    """The number before the scale when there is exactly one scale, else `value`."""
    scale: Fraction = Fraction(1)
    """The smallest power of a thousand in it."""
    prefix: Prefix = _NO_PREFIX


def _below_hundred(found: Tokens, index: int) -> tuple[Fraction, int] | None:
    unit = reading(found, index, "unit", "teenunit")
    if unit is not None:
        if follows(found, index, "ten") is not None:
            return unit.value + 10, index + 1
        tens = added_reading(found, index, "tens")
        if tens is not None:
            return unit.value + tens[0].value, tens[1]
        return (unit.value, index) if unit.kind == "unit" else None
    other = reading(found, index, "ten", "tens", "dozen")
    return None if other is None else (other.value, index)


def _below_thousand(found: Tokens, index: int) -> tuple[Fraction, int] | None:
    whole = reading(found, index, "hundred")
    last = index
    if whole is not None:
        hundreds = whole.value
    else:
        unit = reading(found, index, "unit")
        if unit is None or unit.value < 3 or follows(found, index, "hundreds") is None:
            return _below_hundred(found, index)
        hundreds, last = unit.value * 100, index + 1
    at = added(found, last)
    if at is not None:
        candidate = reading(found, at, "unit", "teenunit", "ten", "tens")
        if candidate is not None and not candidate.prefix.preposition:
            rest = _below_hundred(found, at)
            if rest is not None:
                return hundreds + rest[0], rest[1]
    return hundreds, last


def _scaled(found: Tokens, value: Fraction, last: int) -> tuple[Fraction, Fraction, int]:
    """Multiply `value` by the scales after token `last`: (value, scale, last)."""
    scale = Fraction(1)
    # Two scales at most (ألف مليار); a longer chain is not a number anyone writes.
    for _ in range(2):
        word = follows(found, last, "scale", "plural")
        if word is None or (scale > 1 and word.value < scale):
            break
        value, scale, last = value * word.value, scale * word.value, last + 1
    return value, scale, last


def _digits_term(found: Tokens, index: int) -> Term | None:
    value = parse_digits(found.keys[index])
    if value is None:
        return None
    total, scale, last = _scaled(found, value, index)
    # 2.55 ملياري يورو: behind a figure the dual's ending is only an ending.
    ending = follows(found, last, "dual") if last == index else None
    if ending is not None:
        total, scale, last = value * ending.value, ending.value, last + 1
    return Term(total, last, "cardinal", digits=True, mantissa=value, scale=scale)


def _term(found: Tokens, index: int) -> Term | None:
    """One addend: a number below a thousand or digits, with its scale, or a dual."""
    if found.keys[index][:1].isdigit():
        return _digits_term(found, index)
    below = _below_thousand(found, index)
    if below is not None:
        total, scale, last = _scaled(found, *below)
        return Term(total, last, "cardinal", mantissa=below[0], scale=scale)
    lone = reading(found, index, "dual", "scale")
    if lone is None:
        return None
    if lone.kind == "dual" or _construct_dual(found, index):
        return Term(lone.value * 2, index, "cardinal", mantissa=Fraction(2), scale=lone.value)
    total, scale, last = _scaled(found, lone.value, index)
    return Term(total, last, "cardinal", mantissa=Fraction(1), scale=scale * lone.value)


def _construct_dual(found: Tokens, index: int) -> bool:
    """ألفا شخص is 2,000 people: without a number before it, ألفا before its noun is a dual.

    The accusative singular would have lost its alef before the noun.
    """
    if not found.keys[index].endswith("ا") or not found.joined(index):
        return False
    after = found.keys[index + 1]
    return after[:1].isalpha() and after[:1] not in "وفبلك" and after not in _PARTICLES


def _half_more(found: Tokens, last: int, scale: Fraction) -> tuple[Fraction, int] | None:
    """مليون ونصف [المليون]: what the fraction adds, and its last token."""
    fraction = added_reading(found, last, "fraction")
    if fraction is None or (fraction[0].prefix.article and scale == 1):
        return None
    part, last = fraction[0].value, fraction[1]
    again = follows(found, last, "scale")
    if again is not None:
        if again.value != scale and scale > 1:
            return None
        scale, last = again.value, last + 1
    return part * scale, last


def _cardinal(found: Tokens, index: int) -> Term | None:
    term = _term(found, index)
    if term is None:
        return None
    value, last, scale, single = term.value, term.last, term.scale, True
    while True:
        more = _half_more(found, last, scale)
        if more is not None:
            value, last, single = value + more[0], more[1], False
            break
        if scale == 1:
            break
        at = added(found, last)
        nxt = None if at is None or not _addable(found, at) else _term(found, at)
        if nxt is None or nxt.scale >= scale or nxt.value >= scale:
            break
        value, last, scale, single = value + nxt.value, nxt.last, nxt.scale, False
    mantissa = term.mantissa if single else value
    return msgspec.structs.replace(
        term, value=value, last=last, scale=scale if single else Fraction(1), mantissa=mantissa
    )


def _addable(found: Tokens, index: int) -> bool:
    key = found.keys[index]
    if key[:1].isdigit():
        return True
    readings = lexicon().get(key, ())
    return bool(readings) and not any(
        candidate.prefix.preposition or candidate.kind == "ordinal" for candidate in readings
    )


def _fraction(found: Tokens, index: int) -> Term | None:
    """Half, two thirds, three quarters; of a scale when one follows."""
    word = reading(found, index, "fraction", "fraction_dual")
    if word is not None:
        value, last = word.value * (2 if word.kind == "fraction_dual" else 1), index
    else:
        unit = reading(found, index, "unit")
        parts = None if unit is None else follows(found, index, "fraction_plural")
        if unit is None or parts is None or unit.value * parts.value >= 1:
            return None
        value, last = unit.value * parts.value, index + 1
    total, scale, end = _scaled(found, value, last)
    if end == last:
        return Term(value, last, "fraction", mantissa=value)
    return Term(total, end, "cardinal", mantissa=value, scale=scale)


def _ordinal(found: Tokens, index: int) -> Term | None:
    word = reading(found, index, "ordinal", "ordteen")
    if word is None:
        return None
    if follows(found, index, "ten") is not None:
        return Term(word.value + 10, index + 1, "ordinal", mantissa=word.value + 10)
    tens = added_reading(found, index, "tens")
    if tens is not None and tens[0].prefix.article == word.prefix.article:
        value = word.value + tens[0].value
        return Term(value, tens[1], "ordinal", mantissa=value)
    if word.kind == "ordteen":
        return None
    return Term(word.value, index, "ordinal", mantissa=word.value)


def parse(found: Tokens, index: int) -> Term | None:
    """The longest number that starts at token `index`, or None."""
    key = found.keys[index]
    if key[:1].isdigit():
        return _cardinal(found, index)
    readings = lexicon().get(key)
    if readings is None:
        return None
    for rule in (_fraction, _ordinal, _cardinal):
        term = rule(found, index)
        if term is not None:
            return msgspec.structs.replace(term, prefix=readings[0].prefix)
    lone = readings[0]
    if lone.kind in {"zero", "decade"}:
        kind = "decade" if lone.kind == "decade" else "cardinal"
        return Term(lone.value, index, kind, mantissa=lone.value, prefix=lone.prefix)
    return None
