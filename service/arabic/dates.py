"""Dates in Arabic news: what is said, and which days it means.

Gregorian months under their Levantine, Egyptian, Maghrebi and Gulf names, alone
or doubled (حزيران/يونيو); Hijri dates; numeric dates; years after عام; weekdays
and اليوم, أمس, غدا against a reference date, the dateline's. Without a reference
nothing relative is guessed: `iso` is None.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from service.arabic.clitics import Tokens, span_of, tokens
from service.arabic.dates_calendar import (
    Calendar,
    Direction,
    completed,
    iso,
    numeric,
    shifted,
    weekday_of,
)
from service.arabic.dates_expressions import Mention, bare_year, month_date, year_dates
from service.arabic.dates_words import clitic_letters, month, openers, role, weekday
from service.arabic.numbers_lexicon import reading
from service.schema import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINKS = frozenset(("إلى", "الى", "حتى", "وحتى", "-", "–", "—"))
_MAX_LINK = 8


class DateMention(msgspec.Struct, frozen=True, kw_only=True):
    """One date as written; `span` leaves out clitics in front."""

    span: Span
    iso: str | None
    """ISO 8601: `2021-12-14`, `2014-06`, `1944` or an interval `a/b`; None when not computable."""
    calendar: Calendar
    """The calendar it is written in; `iso` is always Gregorian."""
    relative: bool
    """Whether `iso` depends on the reference date."""


def _direction(found: Tokens, index: int) -> Direction | None:
    for name in ("past", "future", "present"):
        if role(found, index, name):
            return name  # pyright: ignore[reportReturnType]
    return None


def _numeric(found: Tokens, index: int) -> Mention | None:
    """14.12.2021 in one token, or 14/12/2021 and 14-12-2021 in five."""
    keys, last = found.keys, index
    three = keys[index].split(".")
    signs = keys[index + 1 : index + 4 : 2]
    if len(three) == 1 and signs in (["/", "/"], ["-", "-"]) and index + 4 < len(keys):
        if not all(found.adjacent(at) for at in range(index, index + 4)):
            return None
        last = index + 4
        three = [keys[index], keys[index + 2], keys[index + 4]]
    if len(three) != 3 or not all(part.isdigit() and len(part) <= 4 for part in three):
        return None
    parts = numeric(*three)
    return None if parts is None else Mention(span_of(found, index, last), parts, last)


def _may_open(key: str, *, signed: bool) -> bool:
    """Whether figures can open a date: 14.12.2021, a year, or any in a text with signs."""
    return signed or len(key) == 4 or key.count(".") == 2


def _day(
    found: Tokens, index: int, last: int, reference: dt.date | None, days: int
) -> tuple[DateMention, int]:
    day = None if reference is None else shifted(reference, days)
    span = span_of(found, index, last, clitic_letters(found, index))
    stamp = None if day is None else day.isoformat()
    return DateMention(span=span, iso=stamp, calendar="gregorian", relative=True), last


def _no_single_day(found: Tokens, index: int) -> bool:
    """Whether the word before the weekday at `index` makes it a name, or every such day."""
    if index == 0 or not found.joined(index - 1):
        return False
    if role(found, index - 1, "not_weekday_after"):
        return True
    return role(found, index - 1, "day_word") and role(found, index - 2, "every")


def _weekday(
    found: Tokens, index: int, reference: dt.date | None
) -> tuple[DateMention, int] | None:
    """A weekday, with اليوم or يوم before it and الماضي or المقبل after it."""
    first, at = index, index
    direction: Direction = "nearest"
    lead = index
    while weekday(found, at) is None:
        if at > index + 1 or not found.joined(at):
            return None
        if role(found, at, "tomorrow"):
            direction = "future"
        elif role(found, at, "yesterday"):
            direction = "elapsed"
        elif not role(found, at, "day_word"):
            return None
        at += 1
    name = weekday(found, at)
    if name is None:
        return None
    if at == lead and _no_single_day(found, index):
        return None
    last = at
    said = _direction(found, at + 1) if found.joined(at) else None
    if said is not None:
        direction, last = said, at + 1
    day = None if reference is None else weekday_of(name, reference, direction)
    span = span_of(found, first, last, clitic_letters(found, first))
    stamp = None if day is None else day.isoformat()
    return DateMention(span=span, iso=stamp, calendar="gregorian", relative=True), last


def _deictic(
    found: Tokens, index: int, reference: dt.date | None
) -> tuple[DateMention, int] | None:
    before = index > 0 and found.joined(index - 1)
    if role(found, index, "today"):
        named = before and role(found, index - 1, "not_today_after")
        other = found.joined(index) and role(found, index + 1, "not_today_before")
        # باليوم and لليوم are "per day" and "for the day"; bare or with و it is today.
        return (
            None
            if named or other or clitic_letters(found, index) > 1
            else _day(found, index, index, reference, 0)
        )
    if role(found, index, "yesterday"):
        return _day(found, index, index, reference, -1)
    if role(found, index, "tomorrow") and before and found.keys[index - 1] in {"بعد", "وبعد"}:
        return _day(found, index, index, reference, 2)
    if role(found, index, "tomorrow") and clitic_letters(found, index) <= 1:
        return _day(found, index, index, reference, 1)
    return None


def _day_before_yesterday(
    found: Tokens, index: int, reference: dt.date | None
) -> tuple[DateMention, int] | None:
    first = reading(found, index, "ordinal")
    if first is None or first.value != 1 or not found.joined(index):
        return None
    at = index + 2 if found.keys[index + 1] == "من" and found.joined(index + 1) else index + 1
    if not role(found, at, "yesterday") or clitic_letters(found, at):
        return None
    mention, last = _day(found, index, at, reference, -2)
    lead = len(first.prefix.conjunction) + len(first.prefix.preposition)
    span = span_of(found, index, at, lead)
    return msgspec.structs.replace(mention, span=span), last


def _resolved(mention: Mention, reference: dt.date | None) -> DateMention:
    parts = mention.parts
    relative = parts.year is None
    if relative and reference is not None and mention.direction != "unknown":
        parts = completed(parts, reference, mention.direction)
    if relative and reference is not None and parts.month is None and mention.unit == "year":
        step = {"past": -1, "future": 1}.get(mention.direction, 0)
        parts = msgspec.structs.replace(parts, year=reference.year + step)
    if relative and reference is not None and mention.unit == "month":
        step = {"past": -1, "future": 1}.get(mention.direction, 0)
        months = reference.year * 12 + reference.month - 1 + step
        parts = msgspec.structs.replace(parts, year=months // 12, month=months % 12 + 1)
    stamp = iso(parts)
    if mention.until is not None:
        stamp = f"{stamp}/{mention.until}"
    return DateMention(span=mention.span, iso=stamp, calendar=parts.calendar, relative=relative)


def _at(
    found: Tokens, index: int, reference: dt.date | None
) -> Iterator[tuple[DateMention, int, Mention | None]]:
    """The mentions recognised at token `index`, with their last tokens."""
    key = found.keys[index]
    if "0" <= key < ":":
        mention = _numeric(found, index)
        if mention is None:
            mention = bare_year(found, index)
        if mention is not None:
            yield _resolved(mention, reference), mention.last, mention
        return
    name = month(found, index)
    if name is not None:
        mention = month_date(found, index, name)
        if mention is not None:
            yield _resolved(mention, reference), mention.last, mention
            return
    dated = [(item, _resolved(item, reference)) for item in year_dates(found, index)]
    if dated:
        for mention, resolved in dated:
            yield resolved, mention.last, mention
        return
    for rule in (_day_before_yesterday, _weekday, _deictic):
        hit = rule(found, index, reference)
        if hit is not None:
            yield (*hit, None)
            return


def _linked(text: str, first: DateMention, second: DateMention) -> bool:
    gap = text[first.span[1] : second.span[0]]
    return len(gap) <= _MAX_LINK and gap.strip() in _LINKS


def _joined(
    text: str, found: list[tuple[DateMention, Mention | None]], reference: dt.date | None
) -> Iterator[DateMention]:
    """Merge `A إلى B` into one interval, the first taking the second's year when it has none."""
    pending: tuple[DateMention, Mention | None] | None = None
    for item, source in found:
        if pending is not None and _linked(text, pending[0], item):
            low, start = pending[0], pending[1]
            if start is not None and source is not None and start.parts.year is None:
                parts = msgspec.structs.replace(start.parts, year=source.parts.year)
                low = _resolved(msgspec.structs.replace(start, parts=parts), reference)
            if low.iso and item.iso and "/" not in low.iso + item.iso and low.iso < item.iso:
                yield DateMention(
                    span=(low.span[0], item.span[1]),
                    iso=f"{low.iso}/{item.iso}",
                    calendar=item.calendar,
                    relative=low.relative or item.relative,
                )
                pending = None
                continue
        if pending is not None:
            yield pending[0]
        pending = (item, source)
    if pending is not None:
        yield pending[0]


def find_dates(text: str, reference: dt.date | None = None) -> tuple[DateMention, ...]:
    """Every date of `text`, in order, never overlapping; linear, never raises.

    `reference` is the day the text was written. A weekday is the latest such day
    on or before it, but the next day rather than six days before, and after it
    with غدا or المقبل (see `weekday_of`); a day or month without a year
    is the one nearest to it unless الماضي, المقبل or الجاري says otherwise.
    Weeks (الأسبوع الماضي) are not dates here: Arab weeks start on three
    different days.
    """
    found = tokens(text)
    words = openers()
    mentions: list[tuple[DateMention, Mention | None]] = []
    end = 0
    known = set(found.keys)
    signed = not known.isdisjoint(("/", "-"))
    hot = {
        key
        for key in known
        if key in words
        or key.endswith("اول")
        or ("0" <= key < ":" and _may_open(key, signed=signed))
    }
    for index in (index for index, key in enumerate(found.keys) if key in hot):
        if found.starts[index] < end:
            continue
        for item, _, source in _at(found, index, reference):
            # الثلاثاء 14 ديسمبر: the whole date takes the place of its weekday.
            while mentions and mentions[-1][0].span[0] >= item.span[0]:
                mentions.pop()
            if not mentions or item.span[0] >= mentions[-1][0].span[1]:
                mentions.append((item, source))
            end = max(end, item.span[1])
    return tuple(_joined(text, mentions, reference))
