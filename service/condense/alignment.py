"""Which word of the support each word of a written sentence stands for.

A weighted longest common subsequence (Needleman and Wunsch 1970, no penalty
for gaps): deleting words from the support keeps every word matched, while a
swapped, changed or invented word cannot be matched in order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.condense.reading import Word

LARGEST = 400_000
"""Cells of the table; past it nothing is compared, and the caller must doubt."""
_CONTENT = 4
_FUNCTION = 1
_NEIGHBOUR = 1
"""Reward for matching next to a match, so that a repeated name goes to the right mention."""
_STEM = 5
"""Letters that two words must share at the start to be taken for one family."""


def akin(first: Word, second: Word) -> bool:
    """Whether two words say the same, by key or by a long common beginning."""
    if first.key == second.key:
        return True
    if first.number or second.number or first.name != second.name:
        return False
    one, two = first.key, second.key
    return (
        min(len(one), len(two)) >= _STEM
        and one[:_STEM] == two[:_STEM]
        and abs(len(one) - len(two)) <= _STEM
        and not (first.name and second.name)
    )


def align(candidate: Sequence[Word], support: Sequence[Word]) -> list[int | None] | None:
    """Return for each candidate word its place in `support`, increasing, or None for no match.

    None as a whole when the two are too long to compare.
    """
    width = len(support) + 1
    if len(candidate) * width > LARGEST:
        return None
    rows: list[list[int]] = [[0] * width]
    matched: list[list[bool]] = [[False] * width]
    for word in candidate:
        above, above_matched = rows[-1], matched[-1]
        row, here = [0] * width, [False] * width
        worth = _CONTENT if word.content else _FUNCTION
        for column, other in enumerate(support, 1):
            best = max(above[column], row[column - 1])
            if (word.key[:1] == other.key[:1]) and akin(word, other):
                diagonal = above[column - 1] + worth + (_NEIGHBOUR * above_matched[column - 1])
                if diagonal > best:
                    best = diagonal
                    here[column] = True
            row[column] = best
        rows.append(row)
        matched.append(here)
    places: list[int | None] = [None] * len(candidate)
    line, column = len(candidate), width - 1
    while line and column:
        if matched[line][column]:
            places[line - 1] = column - 1
            line, column = line - 1, column - 1
        elif rows[line][column] == rows[line - 1][column]:
            line -= 1
        else:
            column -= 1
    return places
