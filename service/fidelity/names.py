"""Names kept: whoever the Arabic names must be met in the English, and nobody else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.arabic.names import Name, find_names, matches
from service.arabic.sounds import latin
from service.fidelity.english_names import english_names
from service.fidelity.source_names import SourceNames
from service.schema import Flag

if TYPE_CHECKING:
    from service.fidelity.english_names import EnglishName

_BEFORE = re.compile(r"[^\W\d_]+[ \-]\Z")
_AFTER = re.compile(r"[ \-][^\W\d_]+")
_REACH = 24
_SURE = 0.6
"""Names below it are everyday words as well, and cannot be demanded."""


def missing(ar: str, en: str) -> list[Name]:
    """Return every use of a known name of `ar` that `en` does not say.

    A name is looked for once, however often it is used: linear in `ar`, and in
    `en` for each different name.
    """
    said: dict[tuple[str, ...], bool] = {}
    found: list[Name] = []
    for name in find_names(ar):
        # Currencies are part of their amount, which the numbers check compares.
        if name.confidence <= _SURE or name.kind == "currency":
            continue
        if name.en not in said:
            said[name.en] = matches(en, name)
        if not said[name.en]:
            found.append(name)
    return found


def added(ar: str, en: str) -> list[tuple[EnglishName, ...]]:
    """Return the names of `en` that nothing in `ar` means or sounds like.

    Neighbouring words make one name. Linear in both.
    """
    names = english_names(en)
    if not names:
        return []
    source = SourceNames(ar)
    answers: dict[str, bool] = {}
    runs: list[list[EnglishName]] = []
    past = -1
    for name in names:
        if name.text not in answers:
            answers[name.text] = source.answers(name, _joined(en, name))
        if answers[name.text]:
            continue
        if runs and not en[past : name.span[0]].strip(" -"):
            runs[-1].append(name)
        else:
            runs.append([name])
        past = name.span[1]
    return [tuple(run) for run in runs]


def _joined(en: str, name: EnglishName) -> tuple[str, ...]:
    """`name` as one word with the word before, the word after, and both."""
    start, end = name.span
    before = _BEFORE.search(en[max(0, start - _REACH) : start])
    after = _AFTER.match(en[end : end + _REACH])
    first = latin(before.group()) if before else ""
    last = latin(after.group()) if after else ""
    both = (first + name.plain, name.plain + last, first + name.plain + last)
    return tuple(dict.fromkeys(one for one in both if one != name.plain))


def check(ar: str, en: str) -> list[Flag]:
    """Flag `name_missing` and `name_added`, once for each name."""
    flags = _missing(ar, en)
    seen: set[str] = set()
    for run in added(ar, en):
        text = en[run[0].span[0] : run[-1].span[1]]
        if text not in seen:
            seen.add(text)
            detail = f"{text} is in the English; nothing in the Arabic means it or sounds like it"
            flags.append(Flag(code="name_added", detail=detail))
    return flags


def _missing(ar: str, en: str) -> list[Flag]:
    first = {name.en[0]: name for name in reversed(missing(ar, en))}
    return [
        Flag(
            code="name_missing",
            detail=f"{ar[slice(*name.span)]} ({english}) is in the Arabic, not in the English",
            span=name.span,
        )
        for english, name in reversed(first.items())
    ]
