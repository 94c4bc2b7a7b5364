"""Hedges kept: what is charged, claimed, planned or possible must not become a fact.

As with negation, words are counted, not parsed: every Arabic cue asks for an
English word of its kind (`data/hedge_*.tsv`) of its own, anywhere in the sentence.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from service.arabic.clitics import Tokens, stripped, tokens
from service.fidelity.word_kinds import kind_of, words_of
from service.schema import Flag, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")
_MAY = "قد"
_ARTICLE = "ال"
_VERBAL = ("ي", "ت")
_LAST = "ى"
"""يدعى is "is called", يدعي "claims"; folded they are one."""


@cache
def _english() -> Mapping[str, tuple[frozenset[str], tuple[str, ...]]]:
    """Per kind the whole words and the beginnings that answer it."""
    return {
        kind: (words, tuple(word[:-1] for word in words if word.endswith("*")))
        for kind, words in words_of("hedge_english.tsv").items()
    }


@lru_cache(1 << 14)
def _bare(key: str) -> tuple[str, ...]:
    """`key` with and without clitics and the article, which no verb has (إلينوي)."""
    found: dict[str, None] = {}
    for word in (key, *(word for word, _ in stripped(key))):
        bare = word.removeprefix(_ARTICLE)
        found[word if bare.startswith(_VERBAL) else bare] = None
    return tuple(found)


def _kind(found: Tokens, index: int) -> str | None:
    key = found.keys[index]
    # Numbers, of which there is no end, would fill the memory of `_bare`.
    if found.text[found.ends[index] - 1] == _LAST or "0" <= key[:1] < ":":
        return None
    table = kind_of("hedge_arabic.tsv")
    following = found.keys[index + 1] if found.joined(index) else ""
    for word in _bare(key):
        kind = table.get(f"{word} {following}") or table.get(word)
        if word == _MAY and (following.startswith("ي") or table.get(following) == "may"):
            return "may"
        if kind is not None and kind != "may":
            return kind
    return None


@lru_cache(maxsize=4)
def cues(ar: str) -> tuple[tuple[str, Span], ...]:
    """Every hedge of `ar`: its kind, and its span; of the last texts, they are remembered."""
    found = tokens(ar)
    kinds = ((index, _kind(found, index)) for index in range(len(found.keys)))
    return tuple(
        (kind, (found.starts[index], found.ends[index]))
        for index, kind in kinds
        if kind is not None
    )


def check(ar: str, en: str) -> list[Flag]:
    """Flag `hedge_lost`, once."""
    wanted = cues(ar)
    if not wanted:
        return []
    words = _WORD.findall(en.casefold())
    table = _english()
    left: dict[str, int] = {}
    for kind, span in wanted:
        if kind not in left:
            whole, beginnings = table[kind]
            left[kind] = sum(word in whole or word.startswith(beginnings) for word in words)
        left[kind] -= 1
        if left[kind] < 0:
            said = ", ".join(ar[slice(*place)] for other, place in wanted if other == kind)
            detail = f"the English says less often than the Arabic that it is no fact: {said}"
            return [Flag(code="hedge_lost", detail=detail, span=span)]
    return []
