"""Tables of words by what they do: a kind, a tab, words; `_` joins words of a phrase."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from service.arabic.tables import rows

if TYPE_CHECKING:
    from collections.abc import Mapping

_PACKAGE = "service.fidelity"


@cache
def kind_of(table: str) -> Mapping[str, str]:
    """The kind of each word or phrase of `data/<table>`."""
    return {
        word.replace("_", " "): kind
        for kind, words in rows(table, _PACKAGE)
        for word in words.split()
    }


@cache
def words_of(table: str) -> Mapping[str, frozenset[str]]:
    """The words of each kind of `data/<table>`."""
    kinds: dict[str, set[str]] = {}
    for kind, words in rows(table, _PACKAGE):
        kinds.setdefault(kind, set()).update(words.split())
    return {kind: frozenset(words) for kind, words in kinds.items()}
