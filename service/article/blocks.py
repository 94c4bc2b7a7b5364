"""HTML tokens into blocks of visible text, each knowing what surrounds it.

A deliberately small model of a tree: a stack of open elements, of which a
block keeps only what choosing an article needs (links, headings, furniture,
containers). Whitespace collapses as a browser does it. Linear: every element
is pushed once and popped once, and end tags nobody opened are ignored.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from service.article.metadata import Metadata
from service.article.scanner import Characters, Token, attribute, decode, scan
from service.article.tables import furniture_classes, words

if TYPE_CHECKING:
    from service.schema import Span

_VOID = words("area base br col embed hr img input link meta param source track wbr")
_INLINE = words(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q "
    "rp rt ruby s samp small span strike strong sub sup time tt u var wbr"
)
_HIDDEN = words(
    "script style noscript template svg math iframe object video audio canvas map select "
    "option datalist textarea button input dialog xmp noembed noframes rp rt"
)
_FURNITURE = frozenset(("nav", "footer", "aside", "form", "figcaption", "header", "menu"))
_CLOSED_BY_SIBLING = words("li dt dd td th tr option")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ARTICLE_WORDS = words(
    "articlebody storybody postbody entrycontent postcontent articlecontent articletext "
    "storycontent newsbody newscontent bodytext"
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_NOT_HERE = re.compile(r"\b(?:has|with|no|without|is)[-_]\w+")
_INVISIBLE_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\n\r\f]+")
_CONTAINERS_KEPT = 8


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A run of visible text between block boundaries, trimmed and not empty."""

    characters: Characters
    links: int
    """Characters of it that stand inside links."""
    heading: int = 0
    """1 to 6 inside `h1` to `h6`, else 0."""
    item: bool = False
    furniture: bool = False
    """Whether an element around it is page furniture by its tag, class, id or role."""
    containers: tuple[int, ...] = ()
    """Ids of the article-like elements around it, outermost first."""
    parents: tuple[int, int, int] = (0, 0, 0)
    """Ids of its own block element and of the two around that, innermost first."""

    @property
    def text(self) -> str:
        """The decoded text."""
        return self.characters.text


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What a page shows, and what it says about itself without showing it."""

    blocks: tuple[Block, ...]
    titles: tuple[Characters, ...]
    """`og:title` and `<title>`, as they come."""
    ranks: dict[int, int]
    """Container id -> 3 for an article body, 2 for `article`, 1 for `main`."""
    published: str | None
    """ISO 8601 publication date, from metadata."""


class _Frame(msgspec.Struct):
    name: str
    id: int
    parent: int
    grandparent: int
    inline: bool
    hidden: bool
    furniture: bool
    item: bool
    heading: int
    containers: tuple[int, ...]


class _Builder:
    """The stack of open elements and the block being filled."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.blocks: list[Block] = []
        self.ranks: dict[int, int] = {}
        self.stack = [
            _Frame("", 0, 0, 0, inline=False, hidden=False, furniture=False,
                   item=False, heading=0, containers=())
        ]  # fmt: skip
        self._open: Counter[str] = Counter()
        self._ids = 0
        self._pieces: list[tuple[Characters, bool]] = []
        self._owner = self.stack[0]
        # Links do not nest, and the next link or end tag heals one that was never closed.
        self._link = False

    def start(self, token: Token) -> None:
        name = token.name
        if name in ("br", "hr"):
            self.flush()
        if name == "a":
            self._link = "href" in token.attributes
        if name in _VOID:
            return
        inline = name in _INLINE
        if not inline:
            self.flush()
            if self._open["p"]:
                self._pop_to("p")
            if name in _CLOSED_BY_SIBLING and self.stack[-1].name == name:
                self._pop_to(name)
        # A self-closing slash means nothing in HTML except inside SVG and MathML, which are hidden.
        if token.closed and self.stack[-1].hidden:
            return
        self.stack.append(self._frame(token, self.stack[-1], inline=inline))
        self._open[name] += 1

    def _frame(self, token: Token, top: _Frame, *, inline: bool) -> _Frame:
        name = token.name
        if not inline:
            self._ids += 1
        named = self._words(token)
        rank = self._rank(token, named)
        containers = top.containers
        if rank and len(containers) < _CONTAINERS_KEPT:
            self.ranks[self._ids] = rank
            containers = (*containers, self._ids)
        marked = not rank and name not in ("html", "body") and bool(named & furniture_classes())
        return _Frame(
            name=name,
            id=top.id if inline else self._ids,
            parent=top.parent if inline else top.id,
            grandparent=top.grandparent if inline else top.parent,
            inline=inline,
            hidden=top.hidden or name in _HIDDEN or self._invisible(token),
            furniture=top.furniture or marked or self._furniture_tag(name, top),
            item=name == "li" or (top.item and inline) or (top.item and name in ("p", "div")),
            heading=_HEADINGS.get(name, top.heading),
            containers=containers,
        )

    def _furniture_tag(self, name: str, top: _Frame) -> bool:
        """The header of an article holds its title and standfirst, that of a page does not."""
        return name in _FURNITURE and not (name == "header" and top.containers)

    def _words(self, token: Token) -> set[str]:
        named: set[str] = set()
        for name in ("class", "id", "role", "itemprop"):
            if name in token.attributes:
                value = _NOT_HERE.sub("", attribute(self.source, token, name)[:300])
                named.update(word.lower() for word in _WORD.findall(value))
                named.update(re.sub(r"[^a-z]", "", part.lower()) for part in value.split())
        return named

    def _rank(self, token: Token, named: set[str]) -> int:
        if named & _ARTICLE_WORDS:
            return 3
        if token.name == "article":
            return 2
        return int(token.name == "main" or attribute(self.source, token, "role") == "main")

    def _invisible(self, token: Token) -> bool:
        return (
            "hidden" in token.attributes
            or attribute(self.source, token, "aria-hidden").lower() == "true"
            or _INVISIBLE_STYLE.search(attribute(self.source, token, "style")) is not None
        )

    def end(self, token: Token) -> None:
        if token.name == "a":
            self._link = False
        if token.name not in _INLINE:
            self.flush()
        if self._open[token.name]:
            self._pop_to(token.name)

    def _pop_to(self, name: str) -> None:
        while True:
            frame = self.stack.pop()
            self._open[frame.name] -= 1
            if frame.name == name:
                return

    def text(self, token: Token) -> None:
        top = self.stack[-1]
        if top.hidden:
            return
        if not self._pieces or (top.heading and not self._owner.heading):
            self._owner = top
        self._pieces.append((decode(self.source, token.start, token.end), self._link))

    def flush(self) -> None:
        """Close the block being filled; a block of only spaces leaves nothing."""
        pieces, self._pieces = self._pieces, []
        characters, links = _collapse(pieces)
        if not characters.text:
            return
        owner = self._owner
        self.blocks.append(
            Block(
                characters=characters,
                links=links,
                heading=owner.heading,
                item=owner.item,
                furniture=owner.furniture,
                containers=owner.containers,
                parents=(owner.id, owner.parent, owner.grandparent),
            )
        )


def _collapse(pieces: list[tuple[Characters, bool]]) -> tuple[Characters, int]:
    """Join pieces, turn each run of white space into one space, trim; count linked characters."""
    text = "".join(piece.text for piece, _ in pieces)
    starts = [offset for piece, _ in pieces for offset in piece.starts]
    ends = [offset for piece, _ in pieces for offset in piece.ends]
    linked = [link for piece, link in pieces for _ in piece.text]
    kept: list[int] = []
    position = 0
    for run in _SPACES.finditer(text):
        kept += range(position, run.start())
        if run.start() and run.end() < len(text):
            kept.append(run.start())
        position = run.end()
    kept += range(position, len(text))
    spaced = "".join(" " if text[index] in "\t\n\r\f" else text[index] for index in kept)
    return (
        Characters(
            spaced,
            tuple(starts[index] for index in kept),
            tuple(ends[index] for index in kept),
        ),
        sum(linked[index] for index in kept),
    )


def read_page(source: str) -> Page:
    """Return the blocks of visible text in `source`, in source order. Never raises; linear."""
    builder = _Builder(source)
    metadata = Metadata(source)
    named: Span | None = None
    for token in scan(source):
        if token.kind == "start":
            builder.start(token)
            metadata.see(token, furniture=builder.stack[-1].furniture)
        elif token.kind == "end":
            builder.end(token)
        elif token.kind == "raw":
            metadata.see(token, furniture=False)
        elif token.name == "title":
            named = named or (token.start, token.end)
        else:
            builder.text(token)
    builder.flush()
    titles = [_value(source, span) for span in (metadata.title, named) if span]
    return Page(
        blocks=tuple(builder.blocks),
        titles=tuple(title for title in titles if title.text),
        ranks=builder.ranks,
        published=metadata.published(),
    )


def _value(source: str, span: Span) -> Characters:
    return _collapse([(decode(source, *span), False)])[0]
