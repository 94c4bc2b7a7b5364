"""Which blocks of a page are the article.

First by what the page says: the heaviest `itemprop=articleBody` (or a class
that says the same), `article` or `main`, if it holds most of the running
text. Otherwise by the shape of text, after Kohlschütter et al., "Boilerplate
Detection using Shallow Text Features" (WSDM 2010), and Pomikálek, "Removing
Boilerplate and Duplicate Content from Web Corpora" (PhD thesis, 2011): long
blocks with few links are text, and the element that holds most of them, as in
Arc90's Readability, is the article. All counts are code points.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from service.article.tables import furniture_openings, key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.article.blocks import Block, Page

_RUNNING = 60
"""Code points from which a block without links counts as running text."""
_LINK_DENSITY = 0.5
_SHARE = 0.4
_WEIGHTS = (10, 10, 6)
"""Tenths of a vote for a block's own element, its parent and its grandparent."""
_OPENING_REACH = 160
_STOPS = '.؟?!…:؛"»”'


def article_blocks(page: Page) -> tuple[Block, ...]:
    """Return the blocks of the article in source order; all visible blocks when none stands out."""
    offered = [block for block in page.blocks if _offered(block)]
    everything = _mass(page.blocks)
    # A class that looks like furniture can sit on the element around the whole story.
    if 4 * _mass(offered) < everything:
        offered = [block for block in page.blocks if _running(block) or block.heading]
    chosen = _by_container(page, offered) or _by_shape(offered)
    return tuple(chosen) if _mass(chosen) else page.blocks


def _offered(block: Block) -> bool:
    return not block.furniture and not _mostly_links(block) and not _leads_away(block)


def _mostly_links(block: Block) -> bool:
    return block.links > _LINK_DENSITY * len(block.text)


def _leads_away(block: Block) -> bool:
    return len(block.text) < _OPENING_REACH and key(block.text[:40]).startswith(
        furniture_openings()
    )


def _running(block: Block) -> bool:
    return len(block.text) >= _RUNNING and not _mostly_links(block)


def _mass(blocks: Sequence[Block]) -> int:
    return sum(len(block.text) for block in blocks if _running(block))


def _by_container(page: Page, offered: Sequence[Block]) -> list[Block]:
    masses: Counter[int] = Counter()
    for block in offered:
        if _running(block):
            for container in block.containers:
                masses[container] += len(block.text)
    total = _mass(offered)
    heavy = [container for container, mass in masses.items() if mass >= _SHARE * total]
    if not heavy:
        return []
    best = max(heavy, key=lambda container: (page.ranks[container], masses[container], -container))
    return [block for block in offered if best in block.containers]


def _by_shape(offered: Sequence[Block]) -> list[Block]:
    """Readability's vote: a running block speaks for the elements around it.

    For its own element and the parent in full, for the grandparent with 0.6:
    a story inside one element elects it, a story cut in two by an
    advertisement elects the element around both halves. Everything between
    the first and the last running block of the elected element is the story.
    """
    votes: Counter[int] = Counter()
    for block in offered:
        if _running(block):
            for element, weight in zip(block.parents, _WEIGHTS, strict=True):
                votes[element] += weight * len(block.text)
    if not votes:
        return []
    best = max(votes, key=lambda element: (votes[element], element))
    inside = [index for index, block in enumerate(offered) if best in block.parents]
    running = [index for index in inside if _running(offered[index])]
    first, last = running[0], running[-1]
    closed = {index for index in inside if offered[index].text[-1] in _STOPS}
    return [
        block for index, block in enumerate(offered) if first <= index <= last or index in closed
    ]
