"""Which target pieces a source piece may lead to, where source and target are one language.

Written as CTranslate2's ``vmap.txt``: a line is a source piece, a tab, and target
pieces; the line without a source piece holds what may always be written. A
shortened sentence is made of the pieces of its source, their other case and
inflections, and the small words of headlines; scoring only these halves the
work of a step (Jean et al. 2015) and leaves the model fewer words to invent.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from service.condense.words import lemma

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SMALL = (
    "a an the to of in on at by for from with as and or but is are was were be will it its he she "
    "they his her their that says say said not over after up The A An In It He She They"
)
ALWAYS = (*(f"▁{word}" for word in _SMALL.split()), *".,:;'\"-s()", *("▁", '▁"', "▁(", "ing", "ed"))
"""What a headline may write whatever its lead says."""
_SHORTEST = 3
"""Letters from which a piece is a word with inflections of its own."""


def shortlist(tokens: Sequence[str]) -> dict[str, list[str]]:
    """Candidates of each piece, itself first; the empty key holds what may always be written."""
    families: dict[str, list[str]] = defaultdict(list)
    for token in tokens:
        families[_family(token)].append(token)
    known = set(tokens)
    found = {"": [token for token in ALWAYS if token in known]}
    for token in tokens[2:]:
        others = (other for other in families[_family(token)] if other != token)
        found[token] = [token, *others]
    return found


def _family(token: str) -> str:
    """Equal for inflections and cases of one word, with and without the mark of a word's start."""
    word = token.removeprefix("▁")
    if len(word) < _SHORTEST or not word.isalpha():
        return word.lower()
    return lemma(word)


def lines(candidates: dict[str, list[str]]) -> Iterable[str]:
    """The lines of ``vmap.txt``."""
    return (f"{piece}\t{' '.join(targets)}\n" for piece, targets in candidates.items())
