"""Dates built around a month name or a year, read off the tokens next to it."""

from __future__ import annotations

from typing import Literal

import msgspec

from service.arabic.clitics import Tokens
from service.arabic.dates_calendar import Direction, Parts
from service.arabic.dates_words import Month, clitic_letters, role, weekday
from service.arabic.numbers_kinds import counts
from service.arabic.numbers_lexicon import added, lexicon, reading
from service.arabic.numbers_words import parse
from service.schema import Span

_LOOSE = frozenset((" ", "، ", ", ", "", " ,", " ، ", ") ", ")، "))
_LAST_DAY = 31


class Mention(msgspec.Struct, frozen=True, gc=False):
    """A date expression before it is resolved."""

    span: Span
    parts: Parts
    last: int
    """Index of its last token."""
    direction: Direction = "nearest"
    unit: Literal["year", "month"] | None = None
    """العام الماضي, الشهر الماضي: what is counted from the reference."""
    until: str | None = None
    """ISO end of an interval of years."""


def _day_number(found: Tokens, index: int) -> int | None:
    key = found.keys[index] if 0 <= index < len(found.keys) else ""
    return int(key) if key.isdigit() and len(key) <= 2 and 1 <= int(key) <= _LAST_DAY else None


class _Left(msgspec.Struct, frozen=True, gc=False):
    first: int
    day: int | None = None
    last_day: int | None = None


def _day_in_words(found: Tokens, last: int) -> _Left | None:
    """السادس والعشرين, ending at token `last`."""
    if found.keys[last] not in lexicon():
        return None
    for first in range(max(0, last - 2), last + 1):
        term = parse(found, first)
        if term is None or term.last != last or term.digits or term.value.denominator != 1:
            continue
        if 1 <= term.value <= _LAST_DAY:
            return _Left(first, int(term.value))
    return None


def _before_month(found: Tokens, index: int) -> _Left:
    """What stands before the month at token `index`: a day, a span of days, nothing."""
    at = index
    for _ in range(2):
        if (
            at
            and found.joined(at - 1)
            and (found.keys[at - 1] == "من" or role(found, at - 1, "month_word"))
        ):
            at -= 1
    if at == 0 or not found.joined(at - 1):
        return _Left(at if role(found, at, "month_word") else index)
    day = _day_number(found, at - 1)
    if day is None:
        words = _day_in_words(found, at - 1)
        return words or _Left(at if role(found, at, "month_word") else index)
    first = at - 1
    low = None
    if first >= 2 and found.joined(first - 1) and found.joined(first - 2):
        sign = found.keys[first - 1]
        if sign in {"-", "و"} or role(found, first - 1, "to"):
            low = _day_number(found, first - 2)
            between = first >= 3 and found.keys[first - 3] == "بين"
            if sign == "و" and not between:
                low = None
    if low is not None and low < day:
        return _Left(first - 2, low, day)
    return _Left(first, day)


def _with_weekday(found: Tokens, first: int) -> int:
    """Take in the weekday before a day, and يوم before that."""
    if first and weekday(found, first - 1) is not None and found.gaps[first] in _LOOSE:
        first -= 1
    if first and role(found, first - 1, "day_word") and found.joined(first - 1):
        first -= 1
    return first


class _Right(msgspec.Struct, frozen=True, gc=False):
    last: int
    year: int | None = None
    direction: Direction = "nearest"
    hijri: bool = False


def year_at(found: Tokens, index: int, *, bare: bool) -> tuple[int, int] | None:
    """The year written at token `index`, and its last token.

    In digits it has four; in words it needs a year word before it (`bare` False).
    """
    if index >= len(found.keys):
        return None
    key = found.keys[index]
    if key.isdigit():
        return (int(key), index) if len(key) == 4 and 1300 <= int(key) <= 2199 else None
    term = None if bare else parse(found, index)
    if term is None or term.kind != "cardinal" or not 1300 <= term.value <= 2199:
        return None
    return (int(term.value), term.last) if term.value.denominator == 1 else None


def _mark(found: Tokens, last: int) -> tuple[int, bool]:
    """Take in م or هـ after the year at token `last`; whether it is Hijri."""
    if found.joined(last):
        if role(found, last + 1, "hijri_mark"):
            return last + 1, True
        if role(found, last + 1, "gregorian_mark"):
            return last + 1, False
    return last, False


def _after_month(found: Tokens, last: int) -> _Right:
    """What stands after a month that ends at token `last`: a year, الماضي, nothing."""
    if last + 1 >= len(found.keys) or found.gaps[last + 1] not in _LOOSE:
        return _Right(last)
    at = last + 1
    if found.keys[at] == "من" and found.joined(at):
        at += 1
    worded = role(found, at, "year_word")
    if found.joined(at) and _another_year(found, at):
        return _Right(at + 1, direction="unknown")
    if worded and found.joined(at):
        at += 1
    elif at > last + 1 or worded:
        return _Right(last)
    for name in ("past", "future", "present"):
        if role(found, at, name):
            if worded and name != "present":
                break
            return _Right(at, direction=name)  # pyright: ignore[reportArgumentType]
    year = year_at(found, at, bare=not worded)
    if year is None:
        return _Right(last)
    end, hijri = _mark(found, year[1])
    return _Right(end, year[0], hijri=hijri)


def _another_year(found: Tokens, index: int) -> bool:
    """ذلك العام, نفس العام, العام نفسه: the year of another sentence."""
    if role(found, index, "year_word"):
        return role(found, index + 1, "same_after")
    return role(found, index, "same_before") and role(found, index + 1, "year_word")


def month_date(found: Tokens, index: int, name: Month) -> Mention | None:
    """The date around the month `name` at token `index`; None when the word is no month here."""
    left = _before_month(found, index)
    right = _after_month(found, name.last)
    said = left.day is not None or right.year is not None or right.last > name.last
    if name.weak and not said and left.first == index:
        hinted = index > 0 and found.joined(index - 1) and role(found, index - 1, "hint")
        if name.calendar == "hijri" or not hinted or len(found.keys[index]) < 2:
            return None
    if name.calendar == "hijri" and right.year is None:
        return None
    first = _with_weekday(found, left.first) if left.day is not None else left.first
    start = _start(found, first, index, name)
    parts = Parts(name.calendar, right.year, name.number, left.day, left.last_day)
    end = found.ends[right.last]
    if right.last == name.last and found.text[end : end + 1] == ")" and name.last > index:
        end += "(" in found.text[start:end]
    return Mention((start, end), parts, right.last, right.direction)


def _start(found: Tokens, first: int, index: int, name: Month) -> int:
    if first == index:
        return found.inner(index, name.letters)
    letters = clitic_letters(found, first)
    if not letters:
        word = reading(found, first, "ordinal", "ordteen", "unit", "ten", "tens")
        prefix = None if word is None else word.prefix
        letters = 0 if prefix is None else len(prefix.conjunction) + len(prefix.preposition)
    return found.inner(first, letters)


def _counted(found: Tokens, index: int) -> Mention | None:
    """العام الماضي, الشهر المقبل: a unit counted from the reference."""
    if not found.joined(index):
        return None
    unit = "year" if role(found, index, "year_word") else "month"
    if "ال" not in found.keys[index][:4] and "لل" not in found.keys[index][:3]:
        return None
    for name in ("past", "future", "present"):
        if role(found, index + 1, name):
            start = found.inner(index, clitic_letters(found, index))
            span = (start, found.ends[index + 1])
            return Mention(span, Parts(), index + 1, name, unit)  # pyright: ignore[reportArgumentType]
    return None


def _one_year(found: Tokens, index: int, at: int) -> Mention | None:
    year = year_at(found, at, bare=False)
    if year is None:
        return None
    last, hijri = _mark(found, year[1])
    calendar = "hijri" if hijri or year[0] <= 1500 else "gregorian"
    start = found.inner(index, clitic_letters(found, index))
    return Mention((start, found.ends[last]), Parts(calendar, year[0]), last)


def year_dates(found: Tokens, index: int) -> list[Mention]:
    """عام 1944; عامي 2014 و2018 (two years, or an interval after بين); العام الماضي."""
    worded, paired = role(found, index, "year_word"), role(found, index, "years_word")
    if not (worded or paired or role(found, index, "month_word")):
        return []
    first = _counted(found, index)
    if first is not None:
        return [first]
    if (worded or paired) and found.joined(index):
        first = _one_year(found, index, index + 1)
    if first is None:
        return []
    at = added(found, first.last) if paired else None
    second = None if at is None else year_at(found, at, bare=False)
    if at is None or second is None:
        return [first]
    last, _ = _mark(found, second[1])
    between = index > 0 and found.joined(index - 1) and role(found, index - 1, "from")
    # في كل من عامي 1998 و2002 names two years.
    between = between and not (index > 1 and role(found, index - 2, "every"))
    if between and first.parts.year is not None and second[0] > first.parts.year:
        span = (first.span[0], found.ends[last])
        return [Mention(span, first.parts, last, until=f"{second[0]:04d}")]
    other = Parts(first.parts.calendar, second[0])
    start = found.inner(at, int(found.keys[at].startswith("و")))
    return [first, Mention((start, found.ends[last]), other, last)]


def bare_year(found: Tokens, index: int) -> Mention | None:
    """منذ 2011, نهاية 2018: a year in digits after a word that leads to one."""
    key = found.keys[index]
    if len(key) != 4 or not key.isdigit() or not 1900 <= int(key) <= 2099:
        return None
    if index == 0 or not found.joined(index - 1) or not role(found, index - 1, "year_lead"):
        return None
    if found.joined(index) and (
        found.keys[index + 1] in {"-", "/", "%", ":"} or counts(found, index + 1)
    ):
        return None
    # في 2000 مدرسة is a number more often than a year.
    if found.keys[index - 1] == "في" and int(key) % 100 == 0:
        return None
    last, hijri = _mark(found, index)
    if hijri:
        return None
    return Mention((found.starts[index], found.ends[last]), Parts("gregorian", int(key)), last)
