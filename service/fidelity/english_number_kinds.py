"""What kind of number an English number is: percent, money, year, time, or none at all."""

from __future__ import annotations

from functools import cache

import msgspec

from service.arabic.clitics import Tokens
from service.arabic.numbers import Number, NumberKind
from service.arabic.numbers_kinds import Found
from service.arabic.tables import rows
from service.fidelity.english_number_words import Term, after, lexicon

_SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₪": "ILS", "₽": "RUB"}


@cache
def _context() -> dict[str, frozenset[str]]:
    table = rows("english_number_context.tsv", "service.fidelity")
    return {name: frozenset(words.split()) for name, words in table}


def role(name: str) -> frozenset[str]:
    """The words of one role in `data/english_number_context.tsv`."""
    return _context()[name]


def _pairs(cell: str) -> dict[str, str]:
    return {name: value for name, _, value in (pair.partition("=") for pair in cell.split())}


@cache
def romans() -> dict[str, int]:
    """Roman numerals that stand in names."""
    return {name: int(value) for name, value in _pairs(" ".join(role("roman"))).items()}


@cache
def _dollars() -> dict[str, str]:
    return _pairs(" ".join(role("dollar")))


@cache
def _heard() -> frozenset[str]:
    """Every word or sign that changes what digits next to it mean."""
    signs = set("%$€£¥₪₽-/:") | {"s", "st", "nd", "rd", "th", "k", "m", "to", "and", "per"}
    words = signs | set(lexicon()) | set(_currencies()) | {code.lower() for code in _codes()}
    for name, members in _context().items():
        words |= members if name not in {"roman", "dollar"} else set()
    for entry in _currencies().values():
        words |= set(entry.adjectives)
    return frozenset(words | {"percentage", "new", "hong"})


def quiet(found: Tokens, index: int) -> bool:
    """Whether nothing around the digits of token `index` says what they count."""
    heard = _heard()
    before = key_at(found, index - 1)
    if before in heard or before.isdigit():
        # A date such as June 6, 2014 needs a look; a list of years does not.
        return before.isdigit() and key_at(found, index - 2).isdigit()
    return key_at(found, index + 1) not in heard


class _Currency(msgspec.Struct, frozen=True):
    code: str | None
    adjectives: dict[str, str]


@cache
def _currencies() -> dict[str, _Currency]:
    words: dict[str, _Currency] = {}
    for forms, code, *rest in rows("english_number_currencies.tsv", "service.fidelity"):
        adjectives = _pairs(rest[0]) if rest else {}
        entry = _Currency(None if code == "-" else code, adjectives)
        words |= dict.fromkeys(forms.split(), entry)
    return words


@cache
def _codes() -> frozenset[str]:
    table = _currencies().values()
    bare = {entry.code for entry in table if entry.code}
    return frozenset(bare.union(*(entry.adjectives.values() for entry in table)))


def key_at(found: Tokens, index: int | None) -> str:
    """The key of token `index`; the empty string when there is none."""
    return found.keys[index] if index is not None and 0 <= index < len(found.keys) else ""


def _percent(found: Tokens, last: int) -> int | None:
    at = after(found, last)
    if at is None:
        return None
    key, nxt = found.keys[at], after(found, at)
    if key in role("percent"):
        return at
    if (key, key_at(found, nxt)) in {
        ("per", "cent"),
        ("percentage", "point"),
        ("percentage", "points"),
    }:
        return nxt
    return None


def _currency(found: Tokens, last: int, *, large: bool) -> tuple[str | None, int] | None:
    """The currency after token `last`: its code, and its last token."""
    at = after(found, last)
    if at is None:
        return None
    key, table = found.keys[at], _currencies()
    if key in _SYMBOLS:
        return _SYMBOLS[key], at
    written = found.text[found.starts[at] : found.ends[at]]
    if written in _codes():
        return written, at
    nxt = after(found, at)
    entry = table.get(key)
    if entry is not None:
        if nxt is not None and found.keys[nxt] == "sterling":
            return "GBP", nxt
        # "the 5 won": a verb unless the amount is large.
        return (entry.code, at) if large or key != "won" else None
    return _adjective_first(found, at)


def _adjective_first(found: Tokens, at: int | None) -> tuple[str, int] | None:
    """Canadian dollars, New Zealand dollars: the adjective before the currency word."""
    for _ in range(2):
        nxt = None if at is None else after(found, at)
        if at is None or nxt is None:
            return None
        entry = _currencies().get(found.keys[nxt])
        if entry is not None and found.keys[at] in entry.adjectives:
            return entry.adjectives[found.keys[at]], nxt
        at = nxt
    return None


def _symbol_before(found: Tokens, index: int) -> tuple[str, int] | None:
    """`$` or `US$` or `USD ` before token `index`: the code, and the first token."""
    if index == 0 or not found.joined(index - 1):
        return None
    key = found.keys[index - 1]
    if key in _SYMBOLS:
        letters = key_at(found, index - 2) if index > 1 and found.adjacent(index - 2) else ""
        if key == "$" and letters in _dollars():
            return _dollars()[letters], index - 2
        return _SYMBOLS[key], index - 1
    written = found.text[found.starts[index - 1] : found.ends[index - 1]]
    return (written, index - 1) if written in _codes() else None


def _is_year(found: Tokens, index: int, term: Term) -> bool:
    key = found.keys[index]
    if term.last != index or len(key) != 4 or not key.isdigit() or not 1000 <= term.value <= 2199:
        return False
    previous = key_at(found, index - 1)
    if index > 1 and found.gaps[index] in {", ", " "} and previous in {"st", "nd", "rd", "th"}:
        return found.keys[index - 2].isdigit()
    if index > 1 and found.gaps[index] in {", ", " "} and previous.isdigit():
        return found.keys[index - 2] in role("month")
    if previous == "year":
        return True
    return (
        1900 <= term.value <= 2099 and found.joined(index - 1) and previous in role("year_before")
    )


def measured(found: Tokens, index: int, term: Term) -> Found:
    """`term` with the percent sign, currency or year around it."""
    first, last = index, term.last
    kind: NumberKind = term.kind
    unit: str | None = None
    if term.kind in {"cardinal", "fraction"}:
        percent = _percent(found, last)
        money = _currency(found, last, large=term.value >= 1000)
        lead = _symbol_before(found, index)
        value = term.value
        if lead is not None:
            kind, (unit, first) = "currency", lead
            if key_at(found, last + 1) == "m" and found.adjacent(last):
                value, last = value * 10**6, last + 1
            term = msgspec.structs.replace(term, value=value)
        elif percent is not None:
            kind, last = "percent", percent
        elif money is not None:
            kind, (unit, last) = "currency", money
        elif key_at(found, after(found, last)) in role("half_day") and value <= 12:
            kind = "time"
        elif _is_year(found, index, term):
            kind = "year"
    span = (found.starts[first], found.ends[last])
    number = Number(span=span, value=term.value, kind=kind, unit=unit, digits=term.digits)
    return Found(number, last)


def no_number(found: Tokens, index: int, term: Term) -> bool:
    """Whether the word counts nothing here: a pronoun, half of a match, a moment."""
    key, previous, nxt = found.keys[index], key_at(found, index - 1), key_at(found, term.last + 1)
    if term.last == index and key == "one":
        return previous in role("not_one_after") or nxt in role("not_one_before")
    if key in {"couple", "pair"}:
        return nxt != "of"
    if key == "second":
        return nxt in {"later", "ago"}
    if key == "half":
        return nxt in {"time", "way"} or "ordinal" in lexicon().get(previous, {})
    return False
