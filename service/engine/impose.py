"""A glossary's term put where the model wrote something else for it.

The model was given the term in English and sometimes miscopies it all the same
("caps" for "capsule"). Its attention still says which of its words stand for
the term, and those are replaced, as systems with alignment do for words they
do not know (Luong et al. 2015, "Addressing the Rare Word Problem in Neural
Machine Translation"). Pure.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from service.engine.protocols import Link
from service.schema import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from service.engine.glossary import Forced

LEAST = 0.2
"""Attention on the term below which a word of the output does not stand for it."""
_MORE = 1
"""Words by which what is replaced may be longer than the term."""
_EDGES = re.compile(r"\W*+(.*?)(?:['\u2019]s)?+\W*", re.DOTALL)
_OPENS = re.compile(r"(?:^|[.!?:\u2026])\W*$")


class Imposed(msgspec.Struct, frozen=True, kw_only=True):
    """A text with terms put in."""

    text: str
    links: tuple[Link, ...]
    replaced: tuple[tuple[Forced, str], ...]
    """Each use of a term that was put in, with the words it took the place of."""


@lru_cache(1024)
def _word(english: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(english)}(?!\w)", re.IGNORECASE)


def stands(english: str, text: str) -> bool:
    """Whether a term stands in `text` as words of its own, in any case."""
    return _word(english).search(text) is not None


def impose(text: str, links: Sequence[Link], forced: Iterable[Forced]) -> Imposed | None:
    """Put the terms that `text` misses where its links say they belong; None if none can be.

    `links` are those of `text`, in target order.
    """
    replaced: list[tuple[Forced, str]] = []
    found = tuple(links)
    for use in forced:
        if stands(use.en, text):
            continue
        run = _run(found, use)
        if run is None:
            continue
        start, end = found[run[0]].target[0], found[run[1] - 1].target[1]
        match = _EDGES.fullmatch(text, start, end)
        if match is None or not match[1]:
            continue
        english = use.en
        if _OPENS.search(text[max(0, start - 8) : start]) or not start:
            english = english[0].upper() + english[1:]
        replaced.append((use, match[1]))
        new = text[start : match.start(1)] + english + text[match.end(1) : end]
        text = text[:start] + new + text[end:]
        found = (
            *found[: run[0]],
            *_links(new, start, use.span, max(one.weight for one in found[run[0] : run[1]])),
            *(_moved(one, start + len(new) - end) for one in found[run[1] :]),
        )
    return Imposed(text=text, links=found, replaced=tuple(replaced)) if replaced else None


def _run(links: Sequence[Link], use: Forced) -> tuple[int, int] | None:
    """The neighbouring words that stand for `use`, as indices; the best attended of several."""
    best: tuple[int, int] | None = None
    weight = LEAST
    start = 0
    while start < len(links):
        end = start
        while end < len(links) and _overlap(links[end].source, use.span):
            end += 1
        heaviest = max((one.weight for one in links[start:end]), default=0.0)
        if heaviest >= weight and end - start <= len(use.en.split()) + _MORE:
            best, weight = (start, end), heaviest
        start = max(end, start + 1)
    return best


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _links(new: str, start: int, source: Span, weight: float) -> list[Link]:
    return [
        Link((start + word.start(), start + word.end()), source, weight)
        for word in re.finditer(r"\S+", new)
    ]


def _moved(link: Link, by: int) -> Link:
    return Link((link.target[0] + by, link.target[1] + by), link.source, link.weight)
