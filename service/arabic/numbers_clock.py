"""Times of day, durations and seasons: two numbers that share a reading (10:30, 2010-11)."""

from __future__ import annotations

import msgspec

from service.arabic.clitics import Tokens
from service.arabic.numbers_digits import whole
from service.arabic.numbers_kinds import Found, Number, before, has_role
from service.arabic.numbers_lexicon import added_reading


def season(low: Number, second: Found) -> Found:
    """2010-11 is 2010 to 2011: give the second year of a season its century."""
    high = second.number
    if not (1900 <= low.value <= 2099 and low.value.denominator == 1 and high.kind == "cardinal"):
        return second
    if high.value.denominator != 1 or not low.value % 100 < high.value < 100:
        return second
    value = low.value - low.value % 100 + high.value
    return Found(msgspec.structs.replace(high, value=value), second.last)


def clock(found: Tokens, index: int, first: Found) -> Found:
    """10:30, and the quarter or half after an hour in words; else `first` as it is."""
    number, last = first.number, first.last
    if number.kind == "time":
        part = added_reading(found, last, "fraction")
        if part is None or not part[0].prefix.article:
            return first
        span = (number.span[0], found.ends[part[1]])
        minutes = part[0].value * 60
        return Found(msgspec.structs.replace(number, high=minutes, span=span), part[1])
    if number.kind != "cardinal" or not number.digits or last != index:
        return first
    written = found.keys[index]
    if _minutes_follow(found, index) and written.isdigit():
        last = index + 2
        written = f"{written}.{found.keys[last]}"
    elif not before(found, index, "hour"):
        return first
    hour, _, rest = written.partition(".")
    if not hour.isdigit() or int(hour) > 24 or len(rest) not in {0, 2} or int(rest or 0) > 59:
        return first
    span = (number.span[0], found.ends[last])
    high = whole(rest) if rest else None
    time = msgspec.structs.replace(number, kind="time", value=whole(hour), high=high, span=span)
    return Found(time, last)


def and_a_half(found: Tokens, first: Found) -> Found:
    """أربع سنوات ونصف [السنة] is 4.5: add the fraction that follows what is counted.

    The fraction counts the same thing when nothing follows that it could be
    a part of: ثلاث سنوات ونصف السكان is three years, and half the people.
    """
    number, noun = first.number, first.last
    if number.kind == "cardinal":
        if not (found.joined(noun) and has_role(found, noun + 1, "measure")):
            return first
        noun += 1
    elif number.kind != "dual":
        return first
    part = added_reading(found, noun, "fraction")
    if part is None or part[0].prefix.article or number.value.denominator != 1:
        return first
    last = part[1]
    if found.joined(last):
        if has_role(found, last + 1, "measure_again"):
            last += 1
        elif found.keys[last + 1].startswith("ال") or has_role(found, last + 1, "knockout"):
            return first
    value, span = number.value + part[0].value, (number.span[0], found.ends[last])
    longer = msgspec.structs.replace(number, value=value, span=span, kind="cardinal")
    return Found(longer, last)


def _minutes_follow(found: Tokens, index: int) -> bool:
    if not (found.adjacent(index) and found.keys[index + 1] == ":" and found.adjacent(index + 1)):
        return False
    minutes = found.keys[index + 2]
    return minutes.isdigit() and len(minutes) == 2
