"""What can be checked about a translation without a reference.

Each module holds one check: a pure function of the Arabic as given and the
English, whose flags carry spans into the Arabic. `check` runs them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.fidelity import (
    hedges,
    length,
    names,
    negation,
    numbers,
    question,
    repetition,
    script,
)
from service.fidelity.question import restore_question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.schema import Flag, Span

__all__ = ["check", "restore_question"]


def check(ar: str, en: str, links: Sequence[tuple[Span, Span]] = ()) -> tuple[Flag, ...]:
    """Return every doubt about `en` as a translation of `ar`; empty when there is none.

    Args:
        ar: The Arabic as given, not normalised.
        en: Its English.
        links: Target and source spans of aligned words, where they are known.

    Linear in the length of both; never raises. Without any English only its
    emptiness is flagged.
    """
    flags = script.check(ar, en)
    if any(flag.code == "empty" for flag in flags):
        return tuple(flags)
    for module in (numbers, negation, hedges, question, repetition, length):
        flags += module.check(ar, en)
    return (*flags, *names.check(ar, en, links))
