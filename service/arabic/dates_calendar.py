"""Calendars without text: from parts to ISO 8601, with or without a reference date.

Hijri dates are converted by Umm al-Qura tables (`hijridate`, 1343 to 1500 AH),
the civil calendar of Saudi Arabia; sighting-based calendars differ by a day.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec
from hijridate import Hijri

Calendar = Literal["gregorian", "hijri"]
Direction = Literal["past", "elapsed", "future", "present", "nearest", "unknown"]
"""`unknown`: the text names a year it does not repeat (من ذلك العام)."""

_WEEK = 7
_MONTHS = 12


class Parts(msgspec.Struct, frozen=True, gc=False):
    """What a mention says of a date; None is what it leaves out."""

    calendar: Calendar = "gregorian"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    """Second day of `10-15 December`."""


def _hijri(year: int, month: int, day: int) -> dt.date:
    converted = Hijri(year, month, day).to_gregorian()
    return dt.date(converted.year, converted.month, converted.day)


def _hijri_iso(parts: Parts) -> str | None:
    if parts.year is None:
        return None
    try:
        if parts.month is None:
            last = Hijri(parts.year, _MONTHS, 1).month_length()
            ends = _hijri(parts.year, 1, 1), _hijri(parts.year, _MONTHS, last)
            return f"{ends[0].isoformat()}/{ends[1].isoformat()}"
        if parts.day is None:
            last = Hijri(parts.year, parts.month, 1).month_length()
            ends = _hijri(parts.year, parts.month, 1), _hijri(parts.year, parts.month, last)
            return f"{ends[0].isoformat()}/{ends[1].isoformat()}"
        return _hijri(parts.year, parts.month, parts.day).isoformat()
    except (ValueError, OverflowError):
        return None


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """The Gregorian day, or None when there is none (31 February)."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def iso(parts: Parts) -> str | None:
    """ISO 8601 of `parts`: a day, a month, a year or an interval `a/b`; None without a year."""
    if parts.calendar == "hijri":
        return _hijri_iso(parts)
    if parts.year is None or not 1 <= parts.year <= dt.MAXYEAR:
        return None
    if parts.month is None:
        return f"{parts.year:04d}"
    if parts.day is None:
        return f"{parts.year:04d}-{parts.month:02d}"
    first = day_of(parts.year, parts.month, parts.day)
    if first is None or parts.last_day is None:
        return None if first is None else first.isoformat()
    last = day_of(parts.year, parts.month, parts.last_day)
    return None if last is None or last < first else f"{first.isoformat()}/{last.isoformat()}"


def completed(parts: Parts, reference: dt.date, direction: Direction) -> Parts:
    """`parts` of the Gregorian calendar with the year that `reference` suggests.

    `past` is the latest before the reference, `future` the earliest after it,
    `present` its own year, `nearest` the closest in time (news looks both ways;
    a tie goes to the past).
    """
    if parts.year is not None or parts.month is None or parts.calendar == "hijri":
        return parts
    if direction == "present":
        return msgspec.structs.replace(parts, year=reference.year)
    if parts.day is None:
        here = reference.year * _MONTHS + reference.month
        distances = {
            year: year * _MONTHS + parts.month - here
            for year in (reference.year - 1, reference.year, reference.year + 1)
        }
    else:
        days = {
            year: day_of(year, parts.month, parts.day)
            for year in (reference.year - 1, reference.year, reference.year + 1)
        }
        distances = {year: (day - reference).days for year, day in days.items() if day is not None}
    if direction == "past":
        distances = {year: gap for year, gap in distances.items() if gap < 0}
    elif direction == "future":
        distances = {year: gap for year, gap in distances.items() if gap > 0}
    if not distances:
        return parts
    year = min(distances, key=lambda year: (abs(distances[year]), distances[year]))
    return msgspec.structs.replace(parts, year=year)


def weekday_of(weekday: int, reference: dt.date, direction: Direction) -> dt.date | None:
    """The day a bare weekday (Monday 0) means in news of `reference`.

    `past`: the latest strictly before; `elapsed`: the latest on or before;
    `future`: the earliest strictly after. Otherwise the latest on or before,
    because a story speaks of the weekday it is published on or of the one just
    gone, also when it says "today"; but the next day rather than six days before
    (of 1,062 bare weekdays in the news 42 were six back, 39 of them the next day).
    """
    back = (reference.weekday() - weekday) % _WEEK
    offset = -back
    if direction == "past" and back == 0:
        offset = -_WEEK
    elif direction == "future" or (back == _WEEK - 1 and direction not in {"past", "elapsed"}):
        offset = _WEEK - back
    try:
        return reference + dt.timedelta(days=offset)
    except OverflowError:
        return None


def shifted(reference: dt.date, days: int) -> dt.date | None:
    """The day `days` after `reference`; None past the ends of the calendar."""
    try:
        return reference + dt.timedelta(days=days)
    except OverflowError:
        return None


def numeric(first: str, second: str, third: str) -> Parts | None:
    """14/12/2021, 2021-12-14 and, when nothing else fits, 12/14/2021; years of four digits.

    A year from 1300 to 1500 is Hijri.
    """
    if len(first) == 4:
        year, month, day = int(first), int(second), int(third)
    elif len(third) == 4:
        day, month, year = int(first), int(second), int(third)
    else:
        return None
    if len(first) != 4 and month > _MONTHS >= day:
        day, month = month, day
    if not (1 <= month <= _MONTHS and 1 <= day <= 31):
        return None
    if 1300 <= year <= 1500:
        return Parts("hijri", year, month, day)
    if not 1500 < year <= 2199 or day_of(year, month, day) is None:
        return None
    return Parts("gregorian", year, month, day)
