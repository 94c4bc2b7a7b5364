"""What is tried again, how, and which attempt wins.

A translation that loops, falls apart, or has a number or a negation wrong is
searched again with repetition held down, and what still falls apart in halves;
one that lost a name although it stood in the source in English is made anew
from the Arabic as it is. The hypothesis that breaks least wins, whatever the
model thinks of it: fidelity before fluency. What is still broken stays flagged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.engine.decoder import Search

if TYPE_CHECKING:
    from collections.abc import Iterable

    from service.schema import Flag, FlagCode

_COST: dict[FlagCode, float] = {
    "empty": 20,
    "repetition": 10,
    "untranslated": 8,
    "wrong_script": 8,
    "negation_lost": 6,
    "number_changed": 5,
    "number_missing": 4,
    "negation_added": 4,
    "length_ratio": 4,
    "number_added": 3,
    "question_lost": 2,
    "name_missing": 2,
    "name_added": 2,
    "hedge_lost": 2,
    "forced_term": 5,
}
_DEGENERATE: frozenset[FlagCode] = frozenset(
    {"empty", "repetition", "untranslated", "wrong_script", "length_ratio"}
)


_INEXACT: frozenset[FlagCode] = frozenset(
    {
        "negation_lost",
        "negation_added",
        "number_changed",
        "number_missing",
        "number_added",
        "forced_term",
    }
)
"""Beside what fell apart, what a second search repairs often enough to be worth its time.

On FLORES-200 dev and news it repaired most loops and lost negations and about a
quarter of the wrong numbers and added negations (small counts, which move with
the weights). Where names that nothing in the Arabic sounds like were all that
was wrong it repaired 13 of 99; those are in every fifth sentence, and are
doubted at once.
"""


def cost(flags: Iterable[Flag]) -> float:
    """Return how badly fidelity is broken; 0 when nothing asks for a check."""
    return sum(_COST.get(flag.code, 0.0) for flag in flags if flag.severity == "warning")


def degenerate(flags: Iterable[Flag]) -> bool:
    """Whether the output is not a translation at all, rather than a faulty one."""
    return any(flag.code in _DEGENERATE for flag in flags if flag.severity == "warning")


def searchable(flags: Iterable[Flag]) -> bool:
    """Whether another search may well repair what is broken."""
    return any(
        flag.code in _INEXACT or flag.code in _DEGENERATE
        for flag in flags
        if flag.severity == "warning"
    )


def second(search: Search) -> Search:
    """Return the search for the second attempt, one for all so that they share batches.

    Held to less repetition the model takes another way, which repairs loops and may
    hit on a number or a negation. A beam of four, at twice the time, repaired as many
    on news (21 of 70 against 22) and more on FLORES (23 of 54 against 19).
    """
    beam = max(2, search.beam)
    return Search(
        beam=beam,
        hypotheses=beam,
        repetition_penalty=1.2,
        no_repeat_ngram=4,
        length_penalty=search.length_penalty,
    )
