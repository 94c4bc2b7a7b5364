"""Taking what a model wrote for a point, or the sentence as it stood."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import msgspec

from service.condense.compress import well_formed, without
from service.condense.form import broken
from service.condense.mirror import mirror
from service.condense.sides import apart
from service.condense.stretches import with_commas
from service.condense.verify import check
from service.condense.words import tokens
from service.schema import Flag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.condense.compress import Short
    from service.engine.protocols import Translation
    from service.schema import Span, SummaryPoint
    from service.translated import TranslatedSegment

_PARTED = re.compile(
    r"^([^,]{2,60}), (said|says|told|announced|has|have|had|was|were|is|are|will|would)\b"
)
"""A subject and its verb, parted by what is left of an aside."""
_SHORTER = 0.95
"""Share of the sentence's length past which nothing worth the change was left out."""
_FEWEST = 5
"""Words of a sentence."""


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
            continue
        arabic, against = vouched(text, short, segment.translation, protected)
        if arabic and _inflected(text, segment.translation.en):
            arabic, against = "", "a word has another form"
        if arabic:
            return msgspec.structs.replace(point, en=text, ar=arabic, method="abstractive")
        reason = reason or against
    if not reason:
        return point
    text, arabic = _in_part(short, written, segment.translation, protected)
    if len(text) <= _SHORTER * len(point.en):
        return msgspec.structs.replace(point, en=text, ar=arabic, method="abstractive")
    # What was trimmed by rule is shorter already; only a whole sentence stands as it was.
    return point if short.trimmed else whole_again(point, reason)


def _inflected(text: str, whole: str) -> bool:
    """Whether a word of `text` is in `whole` in other forms only, which nobody has checked."""
    known = {token.text.lower() for token in tokens(whole)}
    return any(one.is_content and one.text.lower() not in known for one in tokens(text))


def _in_part(
    short: Short, written: Sequence[str], given: Translation, protected: Sequence[Span]
) -> tuple[str, str]:
    """Return the sentence without those of the left-out stretches that may go one by one."""
    text, arabic = short.en, short.ar
    gone: list[Span] = []
    for form in written:
        for start, end in reversed(left_out(short.en, form)):
            if any(start < last and first < end for first, last in gone):
                continue
            tried = well_formed(_tidy(without(short.en, [*gone, (start, end)])))
            found, _ = vouched(tried, short, given, protected)
            if found:
                gone.append((start, end))
                text, arabic = tried, found
    return text, arabic


def left_out(whole: str, written: str) -> list[Span]:
    """Return the stretches of `whole` that `written` lacks; none where it has words of its own.

    With an aside go both its commas.
    """
    theirs = [token for token in tokens(whole) if token.is_word]
    ours = [token.lemma for token in tokens(written) if token.is_word]
    matcher = SequenceMatcher(None, [t.lemma for t in theirs], ours, autojunk=False)
    found: list[Span] = []
    for tag, first, last, _, _ in matcher.get_opcodes():
        if tag == "equal":
            continue
        if tag != "delete":
            return []
        found.append(with_commas(whole, theirs[first].start, theirs[last - 1].end))
    return found


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
    bad = broken(text, given.en)
    if bad:
        return bad
    return next((flag.detail for flag in check(text, [given.en], [given.ar])), "")


def _tidy(written: str) -> str:
    """Drop the comma of an aside that went without it."""
    if written.count(",") == 1:
        written = written.replace(", that ", " that ")
    return _PARTED.sub(r"\1 \2", written)


def vouched(
    text: str, short: Short, given: Translation, protected: Sequence[Span]
) -> tuple[str, str]:
    """Return the Arabic that says the same as `text`, or the reason why there is none."""
    if len(text.split()) < _FEWEST:
        return "", "too little is left"
    against = doubt(text, given)
    if against:
        return "", against
    cuts = mirror(given, text, protected, ar_cuts=short.ar_cuts, en_cuts=short.en_cuts)
    if cuts is None:
        return "", "Arabic and English could not be cut alike"
    arabic = without(given.ar, [*short.ar_cuts, *cuts])
    parted = apart(text, arabic, given)
    return ("", parted) if parted else (arabic, "")
