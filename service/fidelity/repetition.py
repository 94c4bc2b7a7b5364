"""Loops: the one failure every neural translator has, and no reader should see unmarked.

A run of words said twice or more in a row, a phrase that returns too often, or
letters stuttering inside a word; allowed as far as the Arabic does the same.
"""

from __future__ import annotations

import re
from collections import Counter

from service.schema import Flag

_WORD = re.compile(r"[^\W_]+")
_STUTTER = re.compile(r"([^\W\d_]{1,4}?)\1{4,}")
_LONGEST = 12
"""Words of the longest run looked for."""
_PHRASE = 4
_OFTEN = 3
_POOR = 0.4
"""Share of different words under which a long sentence says nothing new."""
_LONG = 20
_SAME = 1.05
"""How much more often than in the Arabic a word of a repetitive English may stand."""


def check(ar: str, en: str) -> list[Flag]:
    """Flag `repetition`; linear in the length of both."""
    target = _WORD.findall(en.casefold())
    source = _WORD.findall(ar)
    found = _looping(target)
    if found is not None and _looping(source) is None:
        return [Flag(code="repetition", detail=f"the English repeats {found!r}")]
    if found is not None and _most(target) > _SAME * _most(source) + 2:
        return [Flag(code="repetition", detail=f"the English repeats {found!r} too often")]
    stutter = _STUTTER.search(en)
    if stutter is not None and _STUTTER.search(ar) is None:
        return [Flag(code="repetition", detail=f"the English repeats {stutter[1]!r} inside a word")]
    poor = len(target) >= _LONG and len(set(target)) / len(target) < _POOR
    rich = not source or len(set(source)) / len(source) > _POOR + 0.2
    if poor and rich:
        return [Flag(code="repetition", detail="the English keeps using the same few words")]
    return []


def _most(words: list[str]) -> int:
    return max(Counter(words).values(), default=0)


def _looping(words: list[str]) -> str | None:
    """The phrase that `words` repeat, or None."""
    for length in range(1, _LONGEST + 1):
        run = 0
        # A single word needs three in a row (very, very; had had); a phrase two.
        needed = 2 * length if length == 1 else length if length > 2 else length + 1
        for index in range(length, len(words)):
            run = run + 1 if words[index] == words[index - length] else 0
            if run >= needed:
                return " ".join(words[index - length + 1 : index + 1])
    phrases = Counter(
        tuple(words[index : index + _PHRASE]) for index in range(len(words) - _PHRASE + 1)
    )
    phrase, count = max(phrases.items(), key=lambda item: item[1], default=((), 0))
    return " ".join(phrase) if count >= _OFTEN else None
