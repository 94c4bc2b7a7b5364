"""Which pairs say the same on both sides, as far as the service's own checks can tell.

A pair whose English adds a name, a number or a sentence teaches the model to invent them.
"""

from __future__ import annotations

import re

from service.fidelity import check

_UNFIT = frozenset(
    (
        "name_added",
        "number_added",
        "number_missing",
        "number_changed",
        "negation_added",
        "negation_lost",
        "hedge_lost",
        "repetition",
    )
)
_STOP = re.compile(r"[.!?][\"')]*(?=\s|$)")


def arabic_english(source: str, target: str) -> str | None:
    """What the English adds, loses or changes, as a flag's code; ``None`` when nothing is found."""
    ends = len(_STOP.findall(target))
    if ends > 1 and ends > len(_STOP.findall(source)):
        return "sentence_added"
    return next((flag.code for flag in check(source, target) if flag.code in _UNFIT), None)
