"""Negation kept: what was denied in Arabic must not be asserted in English.

Counts, not parses: every sure Arabic negator asks for some English word that
can carry a negation, anywhere in the sentence. The tables say which words are
sure and which merely possible; phrases that hold a negator without negating
(لا يزال, لا سيما) are taken out first.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from service.arabic.clitics import tokens
from service.fidelity.word_kinds import kind_of, words_of
from service.schema import Flag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WORD = re.compile(r"[a-z]+")
_PREFIXED = 6
_REACH = 60
"""Code points between a negator and the سوى or إلا that belongs to it."""
_SHADDA = "\u0651"
"""لمّ is to gather, لم "did not"."""
_THAT_NOT = "أ"
"""ألا is "that not", إلا is "except"; folded they are one."""


def _arabic() -> Mapping[str, str]:
    return kind_of("negation_arabic.tsv")


def _kind(key: str) -> str | None:
    table = _arabic()
    kind = table.get(key)
    if kind is None and len(key) > 2 and key[0] in "وف":
        kind = table.get(key[1:])
    return kind


def _bare(key: str) -> str:
    """A key without و or ف where that leaves a word of the table."""
    return key[1:] if key not in _arabic() and len(key) > 2 and key[0] in "وف" else key


@lru_cache(maxsize=4)
def _found(ar: str) -> tuple[tuple[str, int, int], ...]:
    """The negators of `ar`: kind, start, end; of the last texts, they are remembered."""
    found = tokens(ar)
    result: list[tuple[str, int, int]] = []
    skip = -1
    for index, key in enumerate(found.keys):
        if index <= skip:
            continue
        following = found.keys[index + 1] if index + 1 < len(found.keys) else ""
        if _arabic().get(f"{_bare(key)} {following}") in {"phrase", "clause"}:
            skip = index + 1
            continue
        kind = None if _SHADDA in ar[found.starts[index] : found.ends[index]] else _kind(key)
        if kind == "restrict" and ar[found.starts[index]] in _THAT_NOT:
            kind = "weak"
        if kind is not None and kind not in {"phrase", "clause"}:
            result.append((kind, found.starts[index], found.ends[index]))
    return tuple(result)


def _restricted(negators: Sequence[tuple[str, int, int]]) -> tuple[int, int] | None:
    """The stretch of the first لم ... سوى or لا ... إلا, which says "only"."""
    for one, two in pairwise(negators):
        if one[0] == "strong" and two[0] == "restrict" and two[1] - one[2] <= _REACH:
            return one[1], two[2]
    return None


def check(ar: str, en: str) -> list[Flag]:
    """Flag `negation_lost` and `negation_added`."""
    negators = _found(ar)
    words = _WORD.findall(en.casefold().replace("'", "").replace("\u2019", ""))
    table = words_of("negation_english.tsv")
    strong = sum(word in table["strong"] for word in words)
    prefixes = tuple(table["prefix"])
    near = strong + sum(
        word in table["near"] or (len(word) >= _PREFIXED and word.startswith(prefixes))
        for word in words
    )
    far = near + sum(word in table["far"] for word in words)
    only = _restricted(negators)
    if only is not None and table["restrict"].isdisjoint(words):
        detail = f"{ar[slice(*only)]} says “only” or “except” in the Arabic; the English does not"
        return [Flag(code="negation_lost", detail=detail, span=only)]
    sure = [one for one in negators if one[0] not in {"weak", "restrict"}]
    plain = [one for one in sure if one[0] == "strong"]
    # One English negation may cover two (لا ... ولا: no ... or), a mere "only" or
    # "unlawful" hardly more than one.
    if (sure and far == 0) or (plain and (near == 0 or (strong == 0 and near < len(plain)))):
        _, start, end = (plain or sure)[0]
        detail = f"{ar[start:end]} negates in the Arabic; the English does not"
        return [Flag(code="negation_lost", detail=detail, span=(start, end))]
    if strong and not negators:
        return [Flag(code="negation_added", detail="the English negates, the Arabic does not")]
    return []
