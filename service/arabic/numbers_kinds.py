"""What kind of number a number is: percent, money, year, time of day, or none at all.

Everything here looks only at the few tokens around a number, so the cost per
number is constant.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Literal

import msgspec

from service.arabic.clitics import PREFIXES, Prefix, Tokens, fold, written_forms
from service.arabic.numbers_lexicon import lexicon, reading
from service.arabic.numbers_words import Term
from service.arabic.tables import rows
from service.schema import Span

NumberKind = Literal[
    "cardinal",
    "ordinal",
    "percent",
    "currency",
    "range",
    "score",
    "year",
    "fraction",
    "time",
    "decade",
    "dual",
]


class Number(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One number as written, with its exact value."""

    span: Span
    value: Fraction
    """Exact; a percentage is the number before the sign, a decade is 0 to 90."""
    high: Fraction | None = None
    """Second value of a range or score; the minutes of a time."""
    kind: NumberKind
    unit: str | None = None
    """ISO 4217 code of a currency that is unambiguous; `%` for a range of percentages."""
    digits: bool
    """Whether it is written in digits (wholly or in part)."""


@cache
def _roles() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """The roles of a written word: bare, and with clitics in front allowed."""
    bare: dict[str, set[str]] = {}
    carried: dict[str, set[str]] = {}
    for role, words in rows("number_context.tsv"):
        for word in map(fold, words.split()):
            bare.setdefault(word, set()).add(role)
            for lead, restored, _ in PREFIXES:
                if word.startswith(restored):
                    written = lead + word.removeprefix(restored)
                    carried.setdefault(written, set()).add(role)
    return (
        {word: frozenset(roles) for word, roles in bare.items()},
        {word: frozenset(roles) for word, roles in carried.items()},
    )


_NONE: frozenset[str] = frozenset()
_LOOKS_LIKE_SIX = frozenset(("لست", "ولست", "فلست", "وست", "فست"))
"""A clitic and ست spell I am not, and West; six when what follows can be counted."""


class Currency(msgspec.Struct, frozen=True):
    """One written form of a currency word."""

    code: str | None
    qualifiers: dict[str, str]
    dual: bool = False


@cache
def currencies() -> dict[str, Currency]:
    """Every written form of `data/number_currencies.tsv`."""
    words: dict[str, Currency] = {}
    for forms, code, *rest in rows("number_currencies.tsv"):
        pairs = (pair.split("=") for pair in rest[0].split()) if rest else ()
        qualifiers = {fold(name.replace("_", " ")): iso for name, iso in pairs}
        for form in forms.split():
            dual, word = form.startswith("2:"), fold(form.removeprefix("2:"))
            entry = Currency(None if code == "-" else code, qualifiers, dual)
            words.setdefault(word, entry)
            words.setdefault("ال" + word, entry)
    return words


@cache
def duals() -> dict[str, Prefix]:
    """Every written form of `data/number_duals.tsv`, clitics included."""
    forms = (form for row in rows("number_duals.tsv") for form in row[1:] if form != "-")
    return {written: prefix for form in forms for written, prefix in written_forms(fold(form))}


_SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₪": "ILS", "₽": "RUB"}


class Found(msgspec.Struct, frozen=True, gc=False):
    """A number and the index of its last token."""

    number: Number
    last: int


def has_role(found: Tokens, index: int, role: str) -> bool:
    """Whether token `index` exists and is, without clitics, a word of `role`."""
    if not 0 <= index < len(found.keys):
        return False
    return role in _roles()[0].get(found.keys[index], _NONE)


def counts(found: Tokens, index: int) -> bool:
    """Whether token `index` makes a count of the number before it: a measure, money, a scale."""
    key = found.keys[index]
    return key in currencies() or key in lexicon() or has_role(found, index, "measure")


def before(found: Tokens, index: int, role: str) -> bool:
    """Whether the word before token `index` has `role`, clitics aside."""
    if index == 0 or not found.joined(index - 1):
        return False
    return role in _roles()[1].get(found.keys[index - 1], _NONE)


def quiet(found: Tokens, index: int) -> bool:
    """Whether nothing around the plain digits of token `index` says what they count."""
    loud, keys = telling(), found.keys
    if index and keys[index - 1] in loud:
        return False
    return index + 1 >= len(keys) or keys[index + 1] not in loud


@cache
def telling() -> frozenset[str]:
    """Every key that next to a figure may say what it counts, or be a part of it."""
    signs = {"%", "-", "/", ":", "و", "وال", *_SYMBOLS}
    return frozenset(lexicon()) | frozenset(currencies()) | frozenset(_roles()[1]) | signs


def _plain_year(found: Tokens, term: Term) -> bool:
    key = found.keys[term.last]
    return not term.digits or (len(key) == 4 and key.isdigit())


def _is_year(found: Tokens, index: int, term: Term) -> bool:
    if term.kind != "cardinal" or term.value.denominator != 1 or not _plain_year(found, term):
        return False
    if not 1000 <= term.value <= 2199:
        return False
    if found.joined(term.last) and has_role(found, term.last + 1, "year_mark"):
        return True
    if before(found, index, "year_word"):
        return True
    recent = term.digits and 1900 <= term.value <= 2099
    return recent and before(found, index, "year_hint")


def _percent(found: Tokens, last: int) -> int | None:
    """The last token of a percent expression right after token `last`."""
    if not found.joined(last):
        return None
    key = found.keys[last + 1]
    if key == "%" or has_role(found, last + 1, "percent_b"):
        return last + 1
    if key == "في" and found.joined(last + 1) and has_role(found, last + 2, "percent"):
        return last + 2
    if (
        has_role(found, last + 1, "point")
        and found.joined(last + 1)
        and has_role(found, last + 2, "point_mark")
    ):
        return last + 2
    return None


def _currency(found: Tokens, last: int) -> tuple[str | None, int] | None:
    """The currency right after token `last`: its ISO code, and its last token."""
    if not found.joined(last):
        return None
    key = found.keys[last + 1]
    if key in _SYMBOLS:
        return _SYMBOLS[key], last + 1
    entry = currencies().get(key)
    if entry is None or entry.dual:
        return None
    return qualified(found, entry, last + 1)


def qualified(found: Tokens, entry: Currency, last: int) -> tuple[str | None, int]:
    """The code of a currency word at token `last`, and its last token, adjective included."""
    if entry.qualifiers and found.joined(last):
        key = found.keys[last + 1].removeprefix("ال")
        for word in (key, key.removesuffix("ا"), key.removesuffix("ه")):
            if word in entry.qualifiers:
                return entry.qualifiers[word], last + 1
    return entry.code, last


def measured(found: Tokens, index: int, term: Term) -> Found:
    """`term` with the percent sign, currency or year around it."""
    lead = len(term.prefix.conjunction) + len(term.prefix.preposition)
    start, last = found.inner(index, lead), term.last
    kind: NumberKind = term.kind
    unit: str | None = None
    value = term.value
    if term.kind in {"cardinal", "fraction"}:
        percent, money = _percent(found, last), _currency(found, last)
        leads = index > 0 and found.adjacent(index - 1)
        if percent is not None:
            kind, last = "percent", percent
        elif money is not None:
            kind, (unit, last) = "currency", money
        elif leads and found.keys[index - 1] == "%":
            kind, start = "percent", found.starts[index - 1]
        elif leads and found.keys[index - 1] in _SYMBOLS:
            kind, unit = "currency", _SYMBOLS[found.keys[index - 1]]
            start = found.starts[index - 1]
        elif _is_year(found, index, term):
            kind = "year"
    elif term.kind == "ordinal" and before(found, index, "hour"):
        kind = "time"
    number = Number(
        span=(start, found.ends[last]), value=value, kind=kind, unit=unit, digits=term.digits
    )
    return Found(number, last)


def not_a_number(found: Tokens, index: int, term: Term) -> bool:
    """Whether a number word is something else here: a month, "again", a cup round, a desert."""
    alone = not term.digits and term.last == index
    if alone and (before(found, index, "family") or _spells_six(found, index)):
        return True
    if term.kind == "cardinal" and found.keys[index] == "واحد" and term.last == index:
        # وأحد is "and one of"; only واحد without hamza is the number.
        return "أ" in found.text[found.starts[index] : found.ends[index]]
    if term.kind == "cardinal" and found.keys[index] == "اثنين" and before(found, index, "each"):
        return True
    if term.kind == "ordinal":
        return _not_an_ordinal(found, index, term)
    if term.kind == "fraction" and found.joined(term.last):
        after = reading(found, term.last + 1, "ordinal")
        # الربع الأول, النصف الثاني: a quarter or half of the year, not of a thing.
        of_a_year = term.prefix.article and after is not None and after.prefix.article
        named = has_role(found, term.last + 1, "fraction_name")
        return of_a_year or named or has_role(found, term.last + 1, "knockout")
    return False


def _spells_six(found: Tokens, index: int) -> bool:
    """Whether token `index` only looks like six: no feminine plural follows that six counts."""
    if found.keys[index] not in _LOOKS_LIKE_SIX:
        return False
    if not found.joined(index):
        return True
    word = found.keys[index + 1]
    counted = (len(word) > 4 and word.endswith("ات")) or has_role(found, index + 1, "counted")
    return not counted


def _not_an_ordinal(found: Tokens, index: int, term: Term) -> bool:
    if before(found, index, "no_ordinal_after"):
        return True
    if term.last > index:
        return False
    if term.value == 1:
        after = index + 1
        if found.joined(index) and found.keys[after] == "من":
            after += 1
        # أولي is "preliminary"; only أولى is "first". أول من أمس is a day.
        written = found.text[found.starts[index] : found.ends[index]]
        if has_role(found, after, "yesterday") or written.endswith("ي"):
            return True
        # باول is Powell; "with the first" keeps its hamza.
        return found.keys[index] == "باول" and "أ" not in written
    if found.keys[index].endswith("ثانيه") and not term.prefix.article:
        lead = index > 0 and found.joined(index - 1) and found.keys[index - 1].endswith("ه")
        counted = lead and found.keys[index - 1] in lexicon()
        return not lead or counted or before(found, index, "not_second")
    return False
