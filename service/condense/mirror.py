"""The Arabic of a shortened English sentence: what English left out leaves Arabic too.

The written words are laid over the translation; Arabic words that the model's
attention links only to what was left out go with it. Where the links are not
sure, or what would go is no phrase of its own, there is no mirror.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from service.condense.cuts import body_end
from service.condense.phrases import bare, may_go, opens, with_marks
from service.condense.words import table, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.engine.protocols import Translation
    from service.schema import Span

_CONFIDENT = 0.15
"""Attention below which a link says nothing."""
_ACCOUNTED = 0.8
"""Share of the English words left out that must be linked to Arabic that goes."""
_WORD = re.compile(r"\S+")


class _Dropped(msgspec.Struct, frozen=True):
    """Words of the translation that the written sentence does not have."""

    spans: tuple[Span, ...]
    """Of the content words left out."""
    runs: int
    """In how many stretches they stand."""
    tail: bool
    """Whether the sentence's last content word is among them."""


@cache
def _functions() -> dict[str, frozenset[str]]:
    return {kind: frozenset(words.split()) for kind, words in table("arabic_function_words")}


def mirror(
    given: Translation,
    written: str,
    protected: Sequence[Span],
    *,
    ar_cuts: Sequence[Span] = (),
    en_cuts: Sequence[Span] = (),
) -> list[Span] | None:
    """Return the stretches of `given.ar` to cut so that it says what `written` says.

    Code points into `given.ar`, in order; empty when nothing of weight was left
    out. None when `written` is no shortening of `given.en` by leaving out, when
    the alignment does not show what goes, or when a negation, a source, a
    number of its own or a stretch in `protected` would go. What `ar_cuts` and
    `en_cuts` hold is gone from both sides already and not looked at. Linear but
    for one comparison of the two English sentences.
    """
    dropped = _dropped(given.en, written, en_cuts)
    if dropped is None:
        return None
    if not dropped.spans:
        return []
    words = [span for span in _words(given.ar) if not _within(span, ar_cuts)]
    runs = _runs(given, dropped, words)
    if not runs or len(runs) > dropped.runs:
        return None
    cuts = [with_marks(given.ar, start, end) for start, end in runs]
    if dropped.tail != (cuts[-1][1] >= min(words[-1][1], body_end(given.ar))):
        return None
    protected = [span for span in protected if not _within(span, ar_cuts)]
    return cuts if all(may_go(given.ar, cut, protected) for cut in cuts) else None


def _words(text: str) -> list[Span]:
    return [match.span() for match in _WORD.finditer(text)]


def _within(span: Span, cuts: Sequence[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in cuts)


def _dropped(whole: str, written: str, cuts: Sequence[Span]) -> _Dropped | None:
    """Return what is missing; None when the written sentence has content of its own."""
    theirs = [
        token
        for token in tokens(whole)
        if token.is_word and not _within((token.start, token.end), cuts)
    ]
    ours = [token for token in tokens(written) if token.is_word]
    matcher = SequenceMatcher(
        None, [t.lemma for t in theirs], [t.lemma for t in ours], autojunk=False
    )
    spans: list[Span] = []
    runs = 0
    for tag, first, last, begin, end in matcher.get_opcodes():
        if tag == "equal":
            continue
        if any(token.is_content for token in ours[begin:end]):
            return None
        lost = [(token.start, token.end) for token in theirs[first:last] if token.is_content]
        spans += lost
        runs += bool(lost)
    last = next((token.end for token in reversed(theirs) if token.is_content), -1)
    return _Dropped(tuple(spans), runs, any(end == last for _, end in spans))


class _Linked(msgspec.Struct, frozen=True):
    """What the links say of each Arabic word."""

    words: tuple[Span, ...]
    gone: tuple[bool, ...]
    """Linked to something that was left out."""
    kept: tuple[bool, ...]
    """Linked to content that stays."""
    accounted: int
    """Words left out that have a link."""


def _linked(given: Translation, dropped: _Dropped, words: Sequence[Span]) -> _Linked:
    starts = [start for start, _ in words]
    gone, kept = [False] * len(words), [False] * len(words)
    accounted: set[Span] = set()
    for link in given.links:
        if link.weight < _CONFIDENT:
            continue
        index = bisect_right(starts, link.source[0]) - 1
        if index < 0 or link.source[0] >= words[index][1]:
            continue
        out = [span for span in dropped.spans if _overlap(span, link.target)]
        if out:
            gone[index] = True
            accounted.update(out)
        elif _content(given.en[slice(*link.target)]):
            kept[index] = True
    return _Linked(tuple(words), tuple(gone), tuple(kept), len(accounted))


def _runs(given: Translation, dropped: _Dropped, words: Sequence[Span]) -> list[Span]:
    """Return the stretches of Arabic words linked to nothing but what was left out.

    Empty when too much of what was left out has no such word.
    """
    linked = _linked(given, dropped, words)
    mixed = any(one and other for one, other in zip(linked.gone, linked.kept, strict=True))
    if mixed or linked.accounted < _ACCOUNTED * len(dropped.spans):
        return []
    runs: list[Span] = []
    index = 0
    while index < len(words):
        if not linked.gone[index]:
            index += 1
            continue
        first = last = end = index
        while first and not linked.kept[first - 1] and _light(given, words[first - 1]):
            first -= 1
        while end < len(words) and not linked.kept[end]:
            last = end if linked.gone[end] else last
            end += 1
        if dropped.tail and end == len(words):
            last = end - 1
        runs.append((words[first][0], words[last][1]))
        index = end
    return runs


def _content(english: str) -> bool:
    return any(token.is_content for token in tokens(english))


def _light(given: Translation, word: Span) -> bool:
    """Whether an Arabic word only leads on to what follows, and no mark ends a phrase at it."""
    text = given.ar[slice(*word)]
    word_itself = bare(text)
    known = opens(word_itself) or any(word_itself in group for group in _functions().values())
    return known and text[-1] not in ",،؛.:"


def _overlap(first: Span, second: Span) -> bool:
    return first[0] < second[1] and second[0] < first[1]
