"""What is tried again, how, and which attempt wins.

A translation with a wrong number or negation is searched again, wider and with
several hypotheses; one that lost a name although it stood in the source in English,
from the Arabic as it is; one that loops or falls apart with repetition held
down, and then in halves. The hypothesis that breaks least wins, whatever the
model thinks of it: fidelity before fluency. What is still broken stays flagged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.engine.decoder import Search

if TYPE_CHECKING:
    from collections.abc import Iterable

    from service.schema import Flag, FlagCode

WIDE = 4
"""Beam, and hypotheses to choose from, where something was lost."""
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
"""What a second search repairs often enough to be worth the time of two sentences.

Of 500 lines of FLORES-200 dev and 700 of news, a beam of four repaired all lost
negations, nearly all loops, a third of the numbers and of the added negations;
of the names that nothing in the Arabic sounds like a fifth, and those are in
every fifth sentence: they are doubted at once, and cost no time.
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


def second(search: Search, flags: Iterable[Flag]) -> Search:
    """Return the search for the second attempt.

    What fell apart needs repetition held down and no width; what lost
    something needs more hypotheses to choose from.
    """
    if degenerate(flags):
        return Search(
            beam=search.beam,
            hypotheses=search.beam,
            repetition_penalty=1.2,
            no_repeat_ngram=4,
            length_penalty=search.length_penalty,
        )
    beam = max(WIDE, search.beam)
    return Search(beam=beam, hypotheses=beam, length_penalty=search.length_penalty)
