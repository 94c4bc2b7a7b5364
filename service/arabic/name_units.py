"""The usual English spelling of names that the gazetteer does not hold, word by word.

`data/name_units.tsv` holds how single words of names are mostly written in
English. A word is only looked up where it is probably a name
(`service.arabic.unknown_names`), since many names are everyday words as well.
"""

from __future__ import annotations

from functools import cache

from service.arabic.clitics import tokens
from service.arabic.names import Name, find_names
from service.arabic.tables import rows
from service.arabic.unknown_names import find_unknown_names, plain, shape

_PREFIXES = ("و", "ل", "ب", "ال", "وال", "بال", "لل")
"""Clitics, looked behind when the whole word is in no table."""
_LEAST = 4
_SHAPED = 0.5
"""Shape from which a word of the table is taken for a name wherever it stands."""
_CONFIDENCE = 0.7
"""Names of people are written in many ways; the gazetteer's are surer."""


@cache
def _units() -> dict[str, tuple[str, ...]]:
    return {key: tuple(english.split("|")) for key, english in rows("name_units.tsv")}


def _unit(key: str) -> tuple[int, tuple[str, ...]] | None:
    """Letters of clitics in front of a unit, and its spellings; None if it is in no table."""
    units = _units()
    if key in units:
        return 0, units[key]
    for prefix in _PREFIXES:
        rest = key.removeprefix(prefix)
        if len(prefix) + len(rest) == len(key) and len(rest) >= _LEAST and rest in units:
            return len(prefix), units[rest]
    return None


def find_spelt_names(text: str) -> tuple[Name, ...]:
    """Every word of `text` that is probably a name and that English mostly spells one way.

    In order, never overlapping, and never where `find_names` finds a name; linear.
    """
    found = tokens(text)
    probable = {name.span[0] for name in find_unknown_names(text)}
    known = find_names(text)
    names: list[Name] = []
    at = 0
    for index, (key, start, end) in enumerate(
        zip(found.keys, found.starts, found.ends, strict=True)
    ):
        while at < len(known) and known[at].span[1] <= start:
            at += 1
        if at < len(known) and known[at].span[0] < end:
            continue
        if start in probable or (key in _units() and not plain(key) and shape(key) >= _SHAPED):
            unit = _unit(key)
            if unit is not None:
                letters, english = unit
                span = (found.inner(index, letters), end)
                names.append(Name(span=span, en=english, kind="person", confidence=_CONFIDENCE))
    return tuple(names)


def find_all_names(text: str) -> tuple[Name, ...]:
    """Names of the gazetteer and those whose usual spelling is known, in order; linear."""
    return tuple(sorted((*find_names(text), *find_spelt_names(text)), key=lambda name: name.span))
