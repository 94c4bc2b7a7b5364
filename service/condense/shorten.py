"""Taking what a model wrote for a point, or the sentence as it stood."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from service.arabic import numbers as arabic_numbers
from service.condense.compress import well_formed, without
from service.condense.mirror import mirror
from service.condense.reading import number_keys
from service.condense.verify import check
from service.fidelity import english_numbers, names
from service.schema import Flag

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from service.arabic.numbers import Number
    from service.condense.compress import Short
    from service.engine.protocols import Translation
    from service.schema import Span, SummaryPoint
    from service.translated import TranslatedSegment

_SHORTER = 0.95
"""Share of the sentence's length past which nothing worth the change was left out."""
_FEWEST = 5
"""Words of a sentence."""
_OPEN = re.compile(
    r"(?i)\b(?:an?|the|of|to|for|by|with|in|on|at|from|and|or|but|nor|that|which|who|whom|whose|"
    r"where|when|as|than|into|about|its|their|his|her|our|your|my|was|were|is|are|be|been|being|"
    r"has|have|had|said|says|not|no|if|because|while|after|before|during|between|against)\W*$"
)
"""A last word that leaves a sentence open."""
_ORPHAN = re.compile(r", [\w'-]+\W*$")
"""A lone word behind the last comma, left of a phrase that went: `on Wednesday, days`."""
_DOUBLED = re.compile(r"(?i)\b([a-z]{3,})\W+\1\b")


def shorten(
    point: SummaryPoint,
    short: Short,
    written: Sequence[str],
    segment: TranslatedSegment,
    protected: Sequence[Span],
) -> SummaryPoint:
    """Return the point with the first of `written` that holds, Arabic cut alike.

    It holds when `verify.check` finds nothing against it and the Arabic can lose
    the same (`mirror`), its numbers and names staying what the English has. When
    none holds, the point is `extractive` and a note says why; when the model left
    the sentence alone, it is as it was.
    """
    reason = ""
    for text in map(well_formed, map(_tidy, written)):
        if len(text) > _SHORTER * len(point.en):
            # The likeliest form leaves nothing out: so much for shortening.
            return point if not reason else whole_again(point, reason)
        arabic, against = vouched(text, short, segment.translation, protected)
        if arabic:
            return msgspec.structs.replace(point, en=text, ar=arabic, method="abstractive")
        reason = reason or against
    return whole_again(point, reason) if reason else point


def whole_again(point: SummaryPoint, reason: str) -> SummaryPoint:
    """Return the point as it stands in the article, with a note that says why."""
    return msgspec.structs.replace(point, flags=(*point.flags, refused(reason)))


def refused(reason: str) -> Flag:
    """Return the note that what a model wrote was not taken."""
    return Flag(
        code="extractive_fallback",
        detail=f"the sentence stands as it was, for in the shorter one {reason}",
        severity="note",
    )


def doubt(text: str, given: Translation) -> str:
    """Return what speaks against taking `text` for `given`; empty when nothing does."""
    if _OPEN.search(text) or _ORPHAN.search(text):
        return "the end is missing"
    if text.count('"') % 2:
        return "a quotation is left open"
    if _DOUBLED.search(text):
        return "a word is said twice over"
    return next((flag.detail for flag in check(text, [given.en], [given.ar])), "")


def _tidy(written: str) -> str:
    """Drop the comma of an aside that went without it."""
    return written.replace(", that ", " that ") if written.count(",") == 1 else written


def vouched(
    text: str, short: Short, given: Translation, protected: Sequence[Span]
) -> tuple[str, str]:
    """Return the Arabic that says the same as `text`, or the reason why there is none."""
    if len(text.split()) < _FEWEST:
        return "", "too little is left"
    against = doubt(text, given)
    if against:
        return "", against
    cuts = mirror(given, text, protected)
    if cuts is None:
        return "", "Arabic and English could not be cut alike"
    arabic = without(given.ar, [*short.ar_cuts, *cuts])
    if not arabic or not _numbers_stay(text, given, arabic):
        return "", "a number would stand in one language only"
    if _names_apart(arabic, text) - _names_apart(given.ar, given.en):
        return "", "a name would stand in one language only"
    return arabic, ""


def _names_apart(ar: str, en: str) -> set[str]:
    """Return what is said of the names that only one side has."""
    return {flag.detail for flag in names.check(ar, en)}


def _numbers_stay(english: str, given: Translation, arabic: str) -> bool:
    """Whether the cut Arabic has the numbers that the written English has of those both had."""
    both = _keys(english_numbers.find_numbers(given.en)) & _keys(
        arabic_numbers.find_numbers(given.ar)
    )
    here = _keys(english_numbers.find_numbers(english))
    return both & here == both & _keys(arabic_numbers.find_numbers(arabic))


def _keys(numbers: Iterable[Number]) -> set[str]:
    return {key for number in numbers for key in number_keys(number)}
