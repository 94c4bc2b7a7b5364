"""The words of Arabic dates: months of two calendars, weekdays, deixis."""

from __future__ import annotations

from functools import cache

import msgspec

from service.arabic.clitics import PREFIXES, Tokens, fold
from service.arabic.dates_calendar import Calendar
from service.arabic.tables import rows


class Month(msgspec.Struct, frozen=True):
    """A month name found at a token."""

    calendar: Calendar
    number: int
    weak: bool
    """Whether the word has everyday senses too."""
    last: int
    """Index of its last token."""
    letters: int
    """Letters of clitics in front."""


class _Name(msgspec.Struct, frozen=True):
    calendar: Calendar
    number: int
    weak: bool
    letters: int
    second: str


@cache
def _names() -> dict[str, tuple[_Name, ...]]:
    """First written word of every month name, clitics included, longest names first."""
    names: dict[str, list[_Name]] = {}
    for calendar, number, forms in rows("date_months.tsv"):
        for form in forms.split():
            first, _, second = form.removeprefix("?").partition("_")
            for lead, restored, prefix in PREFIXES:
                word = fold(first)
                if not word.startswith(restored):
                    continue
                name = _Name(
                    msgspec.convert(calendar, Calendar),
                    int(number),
                    form.startswith("?"),
                    prefix.letters,
                    fold(second),
                )
                names.setdefault(lead + word.removeprefix(restored), []).append(name)
    return {
        word: tuple(sorted(found, key=lambda name: (not name.second, name.letters)))
        for word, found in names.items()
    }


@cache
def _roles() -> tuple[dict[str, frozenset[str]], dict[str, int]]:
    """Roles of every written word, clitics included, and the letters of its clitics."""
    roles: dict[str, set[str]] = {}
    letters: dict[str, int] = {}
    for role, forms in rows("date_words.tsv"):
        for form in forms.split():
            word = fold(form)
            for lead, restored, prefix in PREFIXES:
                if word.startswith(restored):
                    written = lead + word.removeprefix(restored)
                    roles.setdefault(written, set()).add(role)
                    letters[written] = min(prefix.letters, letters.get(written, prefix.letters))
    return {word: frozenset(found) for word, found in roles.items()}, letters


_NONE: frozenset[str] = frozenset()


def roles_of(found: Tokens, index: int) -> frozenset[str]:
    """Every role of token `index`; none past the ends."""
    if not 0 <= index < len(found.keys):
        return _NONE
    return _roles()[0].get(found.keys[index], _NONE)


def role(found: Tokens, index: int, name: str) -> bool:
    """Whether token `index` has the role `name` of `data/date_words.tsv`."""
    return name in roles_of(found, index)


def clitic_letters(found: Tokens, index: int) -> int:
    """Letters of the clitics on a word of `data/date_words.tsv`."""
    return _roles()[1].get(found.keys[index], 0)


def weekday(found: Tokens, index: int) -> int | None:
    """0 (Monday) to 6 when token `index` is a weekday."""
    for name in roles_of(found, index):
        if name.startswith("weekday."):
            return int(name.removeprefix("weekday."))
    return None


def _month(found: Tokens, index: int) -> Month | None:
    for name in _names().get(found.keys[index], ()):
        if not name.second:
            return Month(name.calendar, name.number, name.weak, index, name.letters)
        if found.joined(index) and found.keys[index + 1] == name.second:
            return Month(name.calendar, name.number, name.weak, index + 1, name.letters)
    return None


def month(found: Tokens, index: int) -> Month | None:
    """The month named at token `index`, with a second name of it: حزيران/يونيو.

    The second name follows a slash, a dash or an opening parenthesis; two names
    of one month leave no doubt that a month is meant.
    """
    first = _month(found, index)
    if first is None or first.last + 1 >= len(found.keys):
        return first
    at = first.last + 1
    if found.keys[at] in {"/", "-", "//"} and at + 1 < len(found.keys):
        at += 1
    elif "(" not in found.gaps[at] or len(found.gaps[at]) > 3:
        return first
    second = _month(found, at)
    if second is None or (second.calendar, second.number) != (first.calendar, first.number):
        return first
    return msgspec.structs.replace(first, last=second.last, weak=False)


@cache
def openers() -> frozenset[str]:
    """Every written word a date can be recognised by."""
    names = {"today", "yesterday", "tomorrow", "year_word", "years_word", "month_word"}
    words = {
        word
        for word, found in _roles()[0].items()
        if found & names or any(name.startswith("weekday.") for name in found)
    }
    return frozenset(words | set(_names()))
