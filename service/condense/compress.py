"""Shorter sentences by safe cuts, the same in both languages.

A cut is made only when what goes in Arabic is what goes in English: both
stretches come from one line of a table of stock phrases, or the model's own
alignment shows that each translates the other. What is cut short is then
checked against the whole sentence, and any doubt brings the whole one back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from service.arabic.normalise import normalise
from service.condense.cuts import asides, glosses, openers, relatives
from service.condense.form import broken
from service.condense.phrases import contrasted
from service.condense.sides import apart
from service.condense.stretches import stretches
from service.condense.swallowed import swallows
from service.condense.trims import trims
from service.condense.verify import check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.article.document import Document
    from service.condense.cuts import Cut
    from service.engine.protocols import Translation
    from service.schema import Span, Statement
    from service.translated import TranslatedSegment

_INSIDE = 0.8
"""Share of the cut English words whose source must lie inside the cut Arabic."""
_OUTSIDE = 0.1
"""Share of the kept English words whose source may lie inside the cut Arabic."""
_CONFIDENT = 0.15
"""Attention below which a link says nothing."""
_CAUSE = re.compile(
    r"(?<!\w)(?:بعد|بعدما|عقب|إثر|بسبب|نتيجة|جراء|احتجاجا|ردا|على خلفية|وسط|رغم|مقابل)(?!\w)"
)
_PLAIN = frozenset(("say", "affirm", "agree"))
"""Kinds of cue by which a speaker only goes on speaking."""
_SPACES = re.compile(r"[ \u00a0]{2,}")
_LOOSE = re.compile(r" +([,.;:!?،؛؟])")
_HANGING = re.compile(r"[,،;؛](?=[.!?؟…]?$)")
"""A comma with nothing left behind it."""
_OPEN_MARKS = " ,;:،؛-–—"
_COMMA_QUOTED = re.compile(r",+([\"”]?\.?)$")
"""The comma of a quotation that a sentence went on from."""
_CLOSED = re.compile(r"[.!?…؟][\"'”’»)\]]*$")


class Short(msgspec.Struct, frozen=True):
    """A sentence after its cuts."""

    en: str
    """Capitalised, closed by a stop."""
    ar: str
    cut: bool
    ar_cuts: tuple[Span, ...] = ()
    """What was cut from the Arabic, code points into the segment's own text."""
    en_cuts: tuple[Span, ...] = ()
    """What was cut from the English, likewise."""
    trimmed: bool = False
    """Whether a clause went, and not only links, glosses and asides."""


def compress(
    document: Document, segment: TranslatedSegment, statements: Sequence[Statement]
) -> Short:
    """Return the sentence in both languages without what a summary can spare.

    Never cut: negations, sources, conditions, numbers of the claim, and
    whatever `statements` hold to be a cue or a speaker.
    """
    given = segment.translation
    whole = Short(well_formed(given.en), given.ar.strip(), cut=False)
    stay = protected(document, segment, statements)
    reports = _reports(segment, statements)
    cuts = [
        cut
        for cut in (
            *openers(given.ar, given.en),
            *asides(given.ar, given.en),
            *glosses(given.ar, given.en),
            *trims(given),
            *_whole_relatives(given),
            *stretches(given),
        )
        if _safe(cut, given, [span for span in stay if span not in reports] if cut.report else stay)
    ]
    light = _apart([cut for cut in cuts if not cut.trim])
    for some in (_apart(cuts), light):
        short = _cut(given, some)
        if some and not _doubtful(short, given):
            break
    else:
        some, short = [], whole
    for cut in cuts:
        # What cannot go with the others may go alone, or a shorter part of it.
        if cut.trim and not any(_clash(cut, other) for other in some):
            tried = _cut(given, [*some, cut])
            if not _doubtful(tried, given):
                some, short = [*some, cut], tried
    return short


def _whole_relatives(given: Translation) -> Iterator[Cut]:
    """Yield the closing relative clause unless it holds what is no part of it.

    `The club named X, who led it in May, its manager`.
    """
    for cut in relatives(given.ar, given.en):
        if cut.ar is None or contrasted(given.ar[: cut.ar[0]]):
            # `But the Rockets, who lead the league, scored`: the verb may be behind the clause.
            continue
        if not swallows(given.ar[slice(*cut.ar)], last=True):
            yield cut


def _apart(cuts: Sequence[Cut]) -> list[Cut]:
    """Return those that overlap none before them."""
    kept: list[Cut] = []
    for cut in cuts:
        if not any(_clash(cut, other) for other in kept):
            kept.append(cut)
    return kept


def _clash(cut: Cut, other: Cut) -> bool:
    return any(
        one is not None and two is not None and _overlap(one, two)
        for one, two in ((cut.ar, other.ar), (cut.en, other.en))
    )


def _cut(given: Translation, cuts: Sequence[Cut]) -> Short:
    ar_cuts = tuple(cut.ar for cut in cuts if cut.ar)
    en_cuts = tuple(cut.en for cut in cuts if cut.en)
    return Short(
        well_formed(without(given.en, en_cuts)),
        without(given.ar, ar_cuts),
        cut=True,
        ar_cuts=ar_cuts,
        en_cuts=en_cuts,
        trimmed=any(cut.trim for cut in cuts),
    )


def _doubtful(short: Short, given: Translation) -> bool:
    if short.trimmed and (broken(short.en, given.en) or apart(short.en, short.ar, given)):
        return True
    return bool(check(short.en, [given.en], [given.ar]))


def _reports(segment: TranslatedSegment, statements: Sequence[Statement]) -> list[Span]:
    """Return the cues of plain telling, whose whole report may go; code points into the segment."""
    offset = segment.span[0]
    return [
        (one.cue.span[0] - offset, one.cue.span[1] - offset)
        for one in statements
        if segment.id in one.segments and one.cue.kind in _PLAIN
    ]


def protected(
    document: Document, segment: TranslatedSegment, statements: Sequence[Statement]
) -> list[Span]:
    """Return what may not be cut: cues, speakers, a dateline; code points into the segment."""
    offset = segment.span[0]
    stay = [
        (span[0] - offset, span[1] - offset)
        for statement in statements
        if segment.id in statement.segments
        for span in (
            statement.cue.span,
            *([statement.speaker.span] if statement.speaker else []),
        )
    ]
    stay += _cause(segment) if _leads(document, segment) else []
    dateline = document.dateline
    if dateline is not None and _overlap(dateline.span, segment.span):
        # The reader of a point sees no dateline; its English is not cut apart reliably.
        stay.append((0, dateline.span[1] - offset))
    return stay


def _leads(document: Document, segment: TranslatedSegment) -> bool:
    """Whether the segment opens the article's body."""
    body = next((one for one in document.paragraphs if one.kind != "title"), None)
    return body is not None and segment.span[0] == body.span[0]


def _cause(segment: TranslatedSegment) -> list[Span]:
    """Return where a lead says what its event followed from, which is half of the event."""
    normal = normalise(segment.translation.ar)
    return [
        (normal.starts[match.start()], len(segment.translation.ar))
        for match in _CAUSE.finditer(normal.text)
    ]


def _safe(cut: Cut, given: Translation, protected: Sequence[Span]) -> bool:
    ar = cut.ar
    # A lone و may be taken from a cue: it joins sentences and is no part of the verb.
    if ar is not None and ar[1] - ar[0] > 1 and any(_overlap(ar, span) for span in protected):
        return False
    return not cut.linked or _mirrored(cut, given)


def _mirrored(cut: Cut, given: Translation) -> bool:
    """Whether the alignment shows both stretches to hold the same words."""
    if not given.links or cut.ar is None:
        return False
    inside = outside = inside_linked = outside_linked = 0
    # The comma before an aside is written onto the word that stays.
    words = (cut.ar[0] + (given.ar[cut.ar[0]] in "،,"), cut.ar[1])
    for link in given.links:
        if link.weight < _CONFIDENT:
            continue
        within = _overlap(link.source, words)
        if cut.en is not None and _overlap(link.target, cut.en):
            inside += 1
            inside_linked += within
        else:
            outside += 1
            outside_linked += within
    if cut.en is None:
        return outside_linked == 0
    return inside > 0 and inside_linked >= _INSIDE * inside and outside_linked <= _OUTSIDE * outside


def _overlap(first: Span, second: Span) -> bool:
    return first[0] < second[1] and second[0] < first[1]


def without(text: str, spans: Sequence[Span]) -> str:
    """Return the text with these stretches and the spaces around them closed up."""
    kept: list[str] = []
    position = 0
    for start, end in sorted(spans):
        kept.append(text[position : max(position, start)])
        position = max(position, end)
    # Cuts in mid-sentence may swallow the space on both sides.
    joined = " ".join((*kept, text[position:])) if len(spans) else text
    closed = _HANGING.sub("", _LOOSE.sub(r"\1", _SPACES.sub(" ", joined)).strip())
    return closed.lstrip(_OPEN_MARKS)


def well_formed(english: str) -> str:
    """Capitalise the first letter and close with a stop."""
    text = english.strip()
    for index, char in enumerate(text):
        if char.isalpha():
            text = text[:index] + char.title() + text[index + 1 :]
            break
        if char.isdigit():
            break
    text = _COMMA_QUOTED.sub(r"\1", text)
    text = text.rstrip(" ,;:،؛-–—") if text and text[-1] in " ,;:،؛-–—" else text
    return text if not text or _CLOSED.search(text) else text + "."
