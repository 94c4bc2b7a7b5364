"""English for a stretch of Arabic: the target words the model aligned to it.

The aligned target words of a stretch rarely stand in one run: word order
differs and attention strays. The run kept is the one with the greatest total,
where a word aligned inside the stretch counts its attention, a word aligned
outside counts against the run, and an unaligned word almost nothing: the
maximum-sum subarray (Kadane; Bentley 1984), linear in the sentence. When that
run holds less than half of the aligned attention the projection is not
trusted and the whole sentence stands in, marked.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.engine.protocols import Translation
    from service.schema import Span
    from service.translated import TranslatedSegment

_OUTSIDE = 0.6
_UNALIGNED = 0.05
_TRUSTED = 0.5
_WHOLE = 0.9
_WORD = re.compile(r"\S+")
_ARABIC_WORD = re.compile(r"\w+")
_OPEN_EDGE = " \t\n,;:.!?–—-…"
_DOUBLE = '"“”«»„'
_PREPOSITIONS = frozenset(
    ["on", "to", "with", "of", "by", "from", "in", "at", "and", "as", "for", "that"]
)
_BEFORE = _PREPOSITIONS | {"which", "who", "whom", "also", "while", "when", "where", "but"}
_AFTER = _PREPOSITIONS | {
    *("which", "who", "also", "the", "a", "said", "says", "has", "have", "had", "was", "were", "is")
}
_PASSES = 8
_HEADS = ("that ", "That ")


class Projection(msgspec.Struct, frozen=True):
    """English text, and whether it is the aligned part or a whole sentence standing in."""

    en: str
    aligned: bool
    gazetteer: bool = False
    """Whether it is a name the gazetteer vouches for, in place of the translation's."""


def project(
    segments: Sequence[TranslatedSegment], span: Span, *, clause: bool = False
) -> Projection:
    """Return the English of `span` (code points of the document the segments cut).

    `segments` are in document order. A span over several segments is the
    projections of its parts in order. `clause` says that the Arabic is a
    reported clause, whose English should not open with `that`.
    """
    parts: list[str] = []
    aligned = True
    for segment, piece in _pieces(segments, span):
        found = stretch(segment.translation, piece)
        if found is None:
            aligned = False
            parts.append(segment.translation.en.strip())
        else:
            parts.append(segment.translation.en[slice(*found)])
    return Projection(tidy(" ".join(part for part in parts if part), clause=clause), aligned)


def _pieces(
    segments: Sequence[TranslatedSegment], span: Span
) -> Iterator[tuple[TranslatedSegment, Span]]:
    first = bisect_left(segments, span[0], key=lambda segment: segment.span[1] - 1)
    for segment in segments[first:]:
        start, end = segment.span
        if start >= span[1]:
            break
        low, high = max(start, span[0]), min(end, span[1])
        if low < high:
            yield segment, (low - start, high - start)


def _covers(translation: Translation, span: Span) -> bool:
    """Whether the stretch is all of the sentence but its marks and a few words."""
    total = inside = 0
    for match in _ARABIC_WORD.finditer(translation.ar):
        total += 1
        inside += span[0] <= match.start() and match.end() <= span[1]
    return (total > 0 and inside == total) or (total >= 10 and inside >= _WHOLE * total + 1)


def stretch(translation: Translation, span: Span) -> Span | None:
    """Return where the English of `span` stands, None when the links cannot be trusted.

    `span` are code points into `translation.ar`, the result into `translation.en`.
    """
    if _covers(translation, span):
        return 0, len(translation.en)
    words = [(match.start(), match.end()) for match in _WORD.finditer(translation.en)]
    starts = [start for start, _ in words]
    gain = [-_UNALIGNED] * len(words)
    total = 0.0
    for link in translation.links:
        at = bisect_left(starts, link.target[0])
        if at >= len(words):
            continue
        if link.source[0] < span[1] and span[0] < link.source[1]:
            gain[at] = max(gain[at], link.weight)
            total += link.weight
        elif gain[at] <= 0:
            gain[at] = -_OUTSIDE * link.weight
    low, high = _best_run(gain)
    if low == high:
        return None
    kept = sum(value for value in gain[low:high] if value > 0)
    if total <= 0 or kept < _TRUSTED * total:
        return None
    return words[low][0], words[high - 1][1]


def _best_run(gain: Sequence[float]) -> tuple[int, int]:
    """Return the half-open run with the greatest positive sum, `(0, 0)` when there is none."""
    best, bounds = 0.0, (0, 0)
    running, start = 0.0, 0
    for index, value in enumerate(gain):
        if running <= 0:
            running, start = 0.0, index
        running += value
        if running > best:
            best, bounds = running, (start, index + 1)
    return bounds


def tidy(text: str, *, clause: bool = False) -> str:
    """Return `text` without marks left over at its edges or halves of pairs inside."""
    for _ in range(_PASSES):
        before = text
        text = _tidied(text)
        if text == before:
            break
    if clause:
        for head in _HEADS:
            text = text.removeprefix(head)
    return text


def _tidied(text: str) -> str:
    text = _without_lone_brackets(text).strip(_OPEN_EDGE)
    text = _without_lone_mark(text).strip(_OPEN_EDGE)
    if len(text) > 1 and text[0] in _DOUBLE and text[-1] in _DOUBLE and _wraps(text):
        text = text[1:-1].strip(_OPEN_EDGE)
    return text


def noun(text: str) -> str:
    """Return the English of a noun phrase without what alignment leaves at its edges.

    Those are prepositions, relatives and verbs of saying, and an 's; the last
    word is never taken.
    """
    words = text.split(" ")
    while len(words) > 1 and words[0].strip(_OPEN_EDGE).lower() in _BEFORE:
        del words[0]
    while len(words) > 1 and words[-1].strip(_OPEN_EDGE).lower() in _AFTER:
        del words[-1]
    text = " ".join(words).strip(_OPEN_EDGE)
    for ending in ("'s", "\u2019s"):
        text = text.removesuffix(ending)
    return text.strip(_OPEN_EDGE)


def _wraps(text: str) -> bool:
    """Whether the first and last marks are one pair: the next mark inside, if any, opens."""
    second = next((i for i in range(1, len(text) - 1) if text[i] in _DOUBLE), None)
    return second is None or (text[second - 1].isspace() and text[second + 1].isalnum())


def _without_lone_mark(text: str) -> str:
    """Drop the one double mark that has no partner, at an edge when it can be told."""
    places = [index for index, char in enumerate(text) if char in _DOUBLE]
    if len(places) % 2 == 0:
        return text
    lone = places[0]
    if places[-1] == len(text) - 1 and places[0] != 0:
        lone = places[-1]
    return text[:lone] + text[lone + 1 :]


def _without_lone_brackets(text: str) -> str:
    """Drop brackets without a partner, and empty pairs."""
    waiting: list[int] = []
    lone: set[int] = set()
    for index, char in enumerate(text):
        if char == "(":
            waiting.append(index)
        elif char == ")":
            if waiting:
                opened = waiting.pop()
                if opened == index - 1:
                    lone |= {opened, index}
            else:
                lone.add(index)
    lone.update(waiting)
    return "".join(char for index, char in enumerate(text) if index not in lone) if lone else text
