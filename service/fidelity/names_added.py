"""Names that the English has and nothing in the Arabic means or sounds like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.arabic.sounds import latin
from service.fidelity.english_names import english_names
from service.fidelity.source_names import source_names

if TYPE_CHECKING:
    from service.fidelity.english_names import EnglishName
    from service.schema import Span

_BEFORE = re.compile(r"[^\W\d_]+[ \-]\Z")
_AFTER = re.compile(r"[ \-][^\W\d_]+")
_REACH = 24
"""Code points in which a neighbouring word is looked for."""


def added(ar: str, en: str) -> list[Span]:
    """Return the stretches of `en` that name what `ar` does not.

    Neighbouring words make one name; one is returned as often as it stands
    there. Linear in both.
    """
    names = english_names(en)
    if not names:
        return []
    source = source_names(ar)
    answers: dict[str, bool] = {}
    runs: list[Span] = []
    for name in names:
        if name.text not in answers:
            answers[name.text] = source.answers(name, _joined(en, name))
        if answers[name.text]:
            continue
        if runs and not en[runs[-1][1] : name.span[0]].strip(" -"):
            runs[-1] = runs[-1][0], name.span[1]
        else:
            runs.append(name.span)
    return runs


def _joined(en: str, name: EnglishName) -> tuple[str, ...]:
    """`name` as one word with the word before, the word after, and both."""
    start, end = name.span
    before = _BEFORE.search(en[max(0, start - _REACH) : start])
    after = _AFTER.match(en[end : end + _REACH])
    first = latin(before.group()) if before else ""
    last = latin(after.group()) if after else ""
    both = (first + name.plain, name.plain + last, first + name.plain + last)
    return tuple(dict.fromkeys(one for one in both if one != name.plain))
