"""What is tried again, how, and which attempt wins.

A translation that loses something is searched again, wider and with several
hypotheses, and the names it lost are put into the source in English; one that
loops or falls apart also with repetition held down, and then in halves. The
hypothesis that breaks least wins, whatever the model thinks of it: fidelity
before fluency. What is still broken stays flagged.
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


def cost(flags: Iterable[Flag]) -> float:
    """Return how badly fidelity is broken; 0 when nothing asks for a check."""
    return sum(_COST.get(flag.code, 0.0) for flag in flags if flag.severity == "warning")


def degenerate(flags: Iterable[Flag]) -> bool:
    """Whether the output is not a translation at all, rather than a faulty one."""
    return any(flag.code in _DEGENERATE for flag in flags if flag.severity == "warning")


def second(search: Search, flags: Iterable[Flag]) -> Search:
    """Return the search for the second attempt: a wider one, unless only names are missing.

    Those are put into the source in English instead, which costs no width.
    """
    broken = [flag for flag in flags if flag.severity == "warning" and flag.code in _COST]
    if all(flag.code == "name_missing" for flag in broken):
        return search
    beam = max(5, search.beam)
    loops = degenerate(broken)
    return Search(
        beam=beam,
        hypotheses=beam,
        repetition_penalty=1.2 if loops else 1.0,
        no_repeat_ngram=4 if loops else 0,
        length_penalty=search.length_penalty,
    )
