"""Partners and frames that may go: `[refused it, and] confirmed`, `said [in a statement that]`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.condense.reality import verbal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.condense.comparison import Comparison
    from service.condense.reading import Word

_PAIR = 2
"""Words of a first partner and its `and`."""
_PLAIN_ARTICLES = frozenset(("a", "an", "the", "its", "his", "her", "their", "to", "has", "had"))
_RELATIVES = frozenset(("who", "which", "whose", "where", "when"))
JOINS = frozenset(
    (
        *("and", "but", "or", "who", "which", "while", "whereas", "when", "after", "before"),
        *("because", "since", "although", "though", "whose", "where", "than"),
    )
)
"""Words that open another clause, phrase or member of a list."""


def _first_deed(support: Sequence[Word], first: int, second: int) -> bool:
    """Whether the first of two deeds of one subject went: `he [refused it, and] confirmed that`."""
    block = support[first + 1 : second]
    ends = len(block) > _PAIR and block[-1].text.lower() == "and"
    deeds = ends and verbal(block, 0) and verbal(support, second) and not block[0].before
    known = support[first].name or support[first].of("title")
    return deeds and known and not any(word.text.lower() in _RELATIVES for word in block)


def told(verb: Word, block: Sequence[Word]) -> bool:
    """Whether only where it was said went: `said [in a statement that]`."""
    texts = [word.text.lower() for word in block if word.text.lower() not in _PLAIN_ARTICLES]
    opens = bool(block) and block[0].of("preposition")
    return verb.of("report") and opens and texts[-1:] == ["that"] and texts.count("that") == 1


def first_of_two(given: Comparison, first: int, second: int) -> bool:
    """Whether the first of two like words went with its `and`: `[accurate and] effective hits`.

    Not where a verb follows, whose subject the second word then is.
    """
    block = given.support[first + 1 : second]
    if _first_deed(given.support, first, second):
        return True
    if len(block) != _PAIR or block[1].text.lower() != "and":
        return False
    one, two = block[0], given.support[second]
    if not one.content or one.number or two.number or one.name != two.name:
        return False
    if verbal((one,), 0) or verbal((two,), 0) or one.of("negator") or one.of("hedge"):
        return False
    before = given.support[first].text.lower() if first >= 0 else ""
    for word in given.support[second + 1 :]:
        if word.before or word.of("preposition") or word.text.lower() in JOINS | {"that"}:
            break
        if verbal((word,), 0):
            return False
    return before not in {"between", "both"}


def coordinated(block: Sequence[Word], between: Sequence[Word]) -> bool:
    """Whether a relative clause went and what its `and` added to it stayed."""
    return (
        bool(block)
        and block[0].text.lower() in _RELATIVES
        and any(word.text.lower() in {"and", "or", "but"} for word in between)
    )
