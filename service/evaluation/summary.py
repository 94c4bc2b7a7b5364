"""Scoring chosen sentences against the ones an editor marked.

A key is covered when one of its interchangeable sentences is; a sentence counts
as chosen when the chosen spans cover at least half of its words, so a chooser
that splits sentences elsewhere than the annotator is not punished for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from service.evaluation.statements import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from service.schema import Span

_HALF = 0.5


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """Counts for one article; add them up over articles with `total`."""

    keys: int
    covered: int
    """Keys of which some interchangeable sentence is at least half chosen."""
    chosen: int
    useful: int
    """Chosen spans that lie at least half in some key, a repeated key not counting again."""
    key_words: int
    """Words of each key's best covered sentence."""
    chosen_words: int
    common_words: int


class SelectionScore(msgspec.Struct, frozen=True, kw_only=True):
    """Shares over any number of articles."""

    precision: float
    recall: float
    f1: float
    word_f1: float
    """Word-level F of the chosen text against the keys."""


def count(text: str, keys: Sequence[Sequence[Span]], chosen: Sequence[Span]) -> Selection:
    """Count how well the `chosen` spans of `text` carry its `keys`."""
    words = Words(text)
    picked = [set(words.range(span)) for span in chosen]
    union = set[int]().union(*picked)
    covered = key_words = common = useful = 0
    groups = [[set(words.range(span)) for span in group] for group in keys]
    for group in groups:
        best = max(group, key=lambda one: len(one & union) / max(1, len(one)))
        covered += len(best & union) >= _HALF * len(best)
        key_words += len(best)
        common += len(best & union)
    served: set[int] = set()
    for one in picked:
        for number, group in enumerate(groups):
            if number not in served and any(len(one & key) >= _HALF * len(one) for key in group):
                served.add(number)
                useful += 1
                break
    return Selection(
        keys=len(groups),
        covered=covered,
        chosen=len(picked),
        useful=useful,
        key_words=key_words,
        chosen_words=len(union),
        common_words=common,
    )


def total(counts: Iterable[Selection]) -> SelectionScore:
    """Turn the counts of many articles into shares."""
    keys = covered = chosen = useful = key_words = chosen_words = common = 0
    for one in counts:
        keys += one.keys
        covered += one.covered
        chosen += one.chosen
        useful += one.useful
        key_words += one.key_words
        chosen_words += one.chosen_words
        common += one.common_words
    precision = useful / chosen if chosen else 0.0
    recall = covered / keys if keys else 0.0
    words = key_words + chosen_words
    return SelectionScore(
        precision=precision,
        recall=recall,
        f1=_harmonic(precision, recall),
        word_f1=2 * common / words if words else 0.0,
    )


def _harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0
