"""The grammar of English number words, mixed with digits.

Terms in falling powers of a thousand, `and` and hyphens between their words:
two million three hundred and twenty-five thousand. British and American usage
(Quirk et al., *A Comprehensive Grammar of the English Language* (1985), 6.63-6.67).
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from itertools import accumulate
from typing import Literal

import msgspec

from service.arabic.clitics import Tokens
from service.arabic.numbers_digits import parse_digits
from service.arabic.tables import rows

_TOKEN = re.compile(
    r"([0-9]+(?:[.,][0-9]+)*|(?:[A-Za-z]\.){2,}|[^\W\d_]+|[%$€£¥₪₽/:\-\u2010-\u2015]+)"
)
_DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2015", "------")
_FEW = frozenset(("several", "few", "many", "these", "those"))
_SUFFIX_SCALES = {"k": 1000, "bn": 10**9, "tn": 10**12, "mn": 10**6}


class Term(msgspec.Struct, frozen=True, gc=False):
    """A number found at a token."""

    value: Fraction
    last: int
    """Index of its last token."""
    kind: Literal["cardinal", "ordinal", "fraction", "decade", "dual"] = "cardinal"
    digits: bool = False
    mantissa: Fraction = Fraction(0)
    """The number before its one scale, else `value`."""
    scale: Fraction = Fraction(1)


@cache
def lexicon() -> dict[str, dict[str, Fraction]]:
    """`data/english_number_words.tsv`: word to its values by class."""
    words: dict[str, dict[str, Fraction]] = {}
    for word, value, kind in rows("english_number_words.tsv", "service.fidelity"):
        words.setdefault(word, {})[kind] = Fraction(value)
    return words


def tokens(text: str) -> Tokens:
    """Split English `text` into words, digits and signs; keys are lower case."""
    pieces = _TOKEN.split(text)
    offsets = list(accumulate(map(len, pieces)))
    keys = [word.lower().translate(_DASHES) for word in pieces[1::2]]
    return Tokens(text, keys, offsets[:-1:2], offsets[1::2], pieces[:-1:2])


def value_of(found: Tokens, index: int | None, kind: str) -> Fraction | None:
    """The value of token `index` in class `kind`, or None."""
    if index is None or not 0 <= index < len(found.keys):
        return None
    return lexicon().get(found.keys[index], {}).get(kind)


def after(found: Tokens, index: int) -> int | None:
    """The next word, across a space or one hyphen."""
    if not found.joined(index):
        return None
    if found.keys[index + 1] == "-":
        hyphenated = found.adjacent(index) and found.adjacent(index + 1)
        return index + 2 if hyphenated else None
    return index + 1


def _past_and(found: Tokens, index: int) -> int | None:
    at = after(found, index)
    return after(found, at) if at is not None and found.keys[at] == "and" else at


def _below_hundred(found: Tokens, index: int | None) -> tuple[Fraction, int] | None:
    if index is None:
        return None
    tens = value_of(found, index, "tens")
    if tens is not None:
        nxt = after(found, index)
        unit = value_of(found, nxt, "unit")
        return (tens, index) if unit is None or nxt is None else (tens + unit, nxt)
    for kind in ("unit", "ten", "dozen"):
        value = value_of(found, index, kind)
        if value is not None:
            return value, index
    return None


def _multiplied(found: Tokens, value: Fraction, last: int) -> tuple[Fraction, int]:
    """`value` times a following hundred or dozen, with what is added to it."""
    at = after(found, last)
    dozen = value_of(found, at, "dozen")
    if at is not None and dozen is not None:
        return value * dozen, at
    return (value, last) if at is None else _hundreds(found, value, last, at)


def _hundreds(found: Tokens, value: Fraction, last: int, at: int) -> tuple[Fraction, int]:
    """`value` times the hundred at token `at` and what follows it; unchanged without one."""
    hundred = value_of(found, at, "hundred")
    if hundred is None:
        return value, last
    rest = _below_hundred(found, _past_and(found, at))
    value *= hundred
    return (value, at) if rest is None else (value + rest[0], rest[1])


def _group(found: Tokens, index: int) -> tuple[Fraction, int, bool] | None:
    """A number below a thousand, or digits: (value, last token, in digits)."""
    key = found.keys[index]
    if key[:1].isdigit():
        value = parse_digits(key)
        return None if value is None else (*_multiplied(found, value, index), True)
    below = _below_hundred(found, index)
    if below is not None:
        return (*_multiplied(found, *below), False)
    hundred = value_of(found, index, "hundred")
    if hundred is None or (index and found.keys[index - 1] in _FEW):
        return None
    return (*_hundreds(found, Fraction(1), index, index), False)


def _half(found: Tokens, last: int) -> int | None:
    """The last token of `and a half` after token `last`."""
    at = after(found, last)
    for word in ("and", "a", "half"):
        if at is None or found.keys[at] != word:
            return None
        last, at = at, after(found, at)
    return last


def _scaled(found: Tokens, value: Fraction, last: int) -> tuple[Fraction, Fraction, int]:
    scale = Fraction(1)
    for _ in range(2):
        at = after(found, last)
        word = value_of(found, at, "scale")
        if at is None and found.adjacent(last):
            at = last + 1
        if word is None and at is not None and at == last + 1 and found.adjacent(last):
            suffix = _SUFFIX_SCALES.get(found.keys[at])
            word = None if suffix is None else Fraction(suffix)
        if word is None or at is None:
            break
        value, scale, last = value * word, scale * word, at
    return value, scale, last


def _term(found: Tokens, index: int) -> Term | None:
    group = _group(found, index)
    if group is None:
        lone = value_of(found, index, "scale")
        alone = found.keys[index] not in _SUFFIX_SCALES
        if lone is None or not alone or (index and found.keys[index - 1] in _FEW):
            return None
        return Term(lone, index, mantissa=Fraction(1), scale=lone)
    value, last, digits = group
    noun = after(found, last)
    half = _half(found, last)
    if half is None and noun is not None and value_of(found, noun, "halved") is not None:
        half = _half(found, noun)
    if half is not None:
        value, last = value + Fraction(1, 2), half
    total, scale, last = _scaled(found, value, last)
    return Term(total, last, digits=digits, mantissa=value, scale=scale)


def _cardinal(found: Tokens, index: int) -> Term | None:
    term = _term(found, index)
    if term is None or term.scale == 1:
        return term
    half = _half(found, term.last)
    if half is not None:
        return msgspec.structs.replace(term, value=term.value + term.scale / 2, last=half)
    value, last, scale = term.value, term.last, term.scale
    while scale > 1:
        at = _past_and(found, last)
        more = None if at is None else _term(found, at)
        small = more is not None and more.scale < scale and more.value < scale
        if at is None or more is None or not small or (more.digits and not term.digits):
            break
        if more.digits and at != last + 1 and more.scale == 1:
            # 3 million and 200 (people): a new number, not its end.
            break
        value, last, scale = value + more.value, more.last, more.scale
    if last == term.last:
        return term
    return Term(value, last, digits=term.digits, mantissa=value)


def _ordinal(found: Tokens, index: int) -> Term | None:
    """Ordinal words, alone or closing a cardinal: twenty-first, two hundredth."""
    alone = value_of(found, index, "ordinal")
    if alone is not None:
        return Term(alone, index, "ordinal", mantissa=alone)
    if found.keys[index][:1].isdigit():
        value = parse_digits(found.keys[index])
        if value is not None and found.adjacent(index):
            suffix = found.keys[index + 1]
            if suffix in {"st", "nd", "rd", "th"}:
                return Term(value, index + 1, "ordinal", digits=True, mantissa=value)
            if suffix == "s" and value.denominator == 1 and value % 10 == 0 and value >= 20:
                return Term(value % 100, index + 1, "decade", digits=True)
        return None
    tens = value_of(found, index, "tens")
    at = after(found, index)
    ending = value_of(found, at, "ordinal")
    if tens is None or at is None or ending is None or ending >= 10:
        return None
    return Term(tens + ending, at, "ordinal", mantissa=tens + ending)


def _fraction(found: Tokens, index: int) -> Term | None:
    """Half a million, two thirds, three quarters, a third of."""
    keys = found.keys
    if keys[index] == "half":
        at = after(found, index)
        article = at if at is not None and keys[at] in {"a", "of"} else index
        total, scale, last = _scaled(found, Fraction(1, 2), article)
        if scale > 1:
            return Term(total, last, mantissa=Fraction(1, 2), scale=scale)
        return Term(Fraction(1, 2), index, "fraction")
    part = value_of(found, index, "part")
    if part is not None and index and keys[index - 1] == "a":
        at = after(found, index)
        if at is not None and keys[at] == "of":
            return Term(part, index, "fraction")
    unit = value_of(found, index, "unit")
    at = after(found, index)
    part = value_of(found, at, "part")
    if unit is None or at is None or part is None or unit * part >= 1:
        return None
    return Term(unit * part, at, "fraction")


def parse(found: Tokens, index: int) -> Term | None:
    """The longest number that starts at token `index`, or None."""
    key = found.keys[index]
    classes = lexicon().get(key)
    if classes is None and not key[:1].isdigit():
        return None
    for rule in (_fraction, _ordinal, _cardinal):
        term = rule(found, index)
        if term is not None:
            return term
    if classes:
        for kind in ("zero", "decade", "dual"):
            if kind in classes:
                named = kind if kind != "zero" else "cardinal"
                return Term(classes[kind], index, named)
    return None
