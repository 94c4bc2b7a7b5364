"""Claims that lost the condition they were made under."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.condense.alignment import akin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.condense.comparison import Comparison
    from service.condense.reading import Word

CONDITIONS = frozenset(("if", "unless"))
_KEPT = 0.4
"""Share of a conditioned clause whose survival means that the condition should have survived."""
_BREAKS = frozenset(
    ("that", "which", "who", "while", "after", "before", "because", "although", "but")
)
"""Words that open the clause a condition stands in."""


def unconditional(given: Comparison) -> Iterator[Word]:
    """Yield the conditions of the support whose clause the candidate has."""
    for place, word in enumerate(given.support):
        if word.key not in CONDITIONS:
            continue
        for clause in _conditioned(given.support, place):
            content = [w for w in clause if w.content and not w.of("light") and not w.of("report")]
            kept = sum(any(akin(one, other) for other in given.words) for one in content)
            if content and kept >= _KEPT * len(content):
                yield word
                break


def _conditioned(words: Sequence[Word], place: int) -> Iterator[Sequence[Word]]:
    """Yield what holds under the condition at `place`: the clause before it, or behind it."""
    start = place
    while start and not (words[start].before or words[start].opens):
        if words[start - 1].text.lower() in _BREAKS:
            break
        start -= 1
    before = words[start:place]
    if any(w.content and not w.of("report") for w in before):
        yield before
        return
    if place and words[place].before:
        yield words[:place]
    comma = next((i for i in range(place + 1, len(words)) if "," in words[i].before), len(words))
    yield words[comma:]
