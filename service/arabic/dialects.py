"""Naming the dialect of an Arabic text, only where its own words show it.

News is Modern Standard Arabic with dialect inside quotations, so one word is
not enough: a dialect is named when several of its different words make up a
fair share of the text and no other dialect comes near.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from service.arabic.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

_DIFFERENT = 2
"""Different words of the dialect that must occur."""
_SHARE = 0.08
"""Share of the text's words they must make up."""
_LEAD = 2
"""How many times more than the next dialect."""

_WORDS: dict[str, frozenset[str]] = {}
for _tag, _words in rows("dialects.tsv"):
    for _word in _words.split():
        _WORDS[_word] = _WORDS.get(_word, frozenset()) | {_tag}


def dialect(words: Iterable[str]) -> str | None:
    """The BCP 47 tag of the dialect `words` are in; None for standard Arabic or doubt.

    `words` are without tashkeel and tatweel.
    """
    different: dict[str, set[str]] = defaultdict(set)
    counts: dict[str, float] = defaultdict(float)
    total = 0
    for word in words:
        total += 1
        bare = word[1:] if word[:1] in "وف" and len(word) > 3 else word
        tags = _WORDS.get(word) or _WORDS.get(bare) or ()
        for tag in tags:
            different[tag].add(bare)
            counts[tag] += 1 / len(tags)
    if not counts:
        return None
    first, *others = sorted(counts, key=lambda tag: (-counts[tag], tag))
    clear = not others or counts[first] >= _LEAD * counts[others[0]]
    known = len(different[first]) >= _DIFFERENT and counts[first] >= _SHARE * total
    return first if clear and known else None
