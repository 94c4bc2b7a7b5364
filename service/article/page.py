"""An HTML page into a `Document` whose spans lead back to the HTML source."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Literal

from service.article.blocks import read_page
from service.article.document import Document, Paragraph
from service.article.layout import paragraphs, significant, trim
from service.article.plain import cut_dateline
from service.article.select import article_blocks
from service.article.tables import key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.article.blocks import Block, Page
    from service.article.scanner import Characters

_SITE_NAME = re.compile(r"\s+[|–—-]\s+|\s*[|»]\s*")

_HEADINGS_READ = 20
_TITLE_READ = 300

Kind = Literal["title", "body", "item"]


def read_html(html: str) -> Document:
    """Return the main article of a page; `origin` leads every code point back to `html`.

    The title is the visible `h1` (the one `og:title` or `<title>` repeats,
    when there are several), else that metadata itself, without the site's
    name. When no article stands out, all visible text; when nothing is
    visible, a `Document` without paragraphs. Never raises; linear.
    """
    page = read_page(html)
    body = list(article_blocks(page))
    title, body = _title(page, body)
    parts: list[tuple[Characters, Kind]] = [(title, "title")] if title else []
    parts.extend((block.characters, "item" if block.item else "body") for block in body)
    return _document(parts, page.published)


def _document(parts: Sequence[tuple[Characters, Kind]], published: str | None) -> Document:
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    found: list[Paragraph] = []
    length = 0
    for characters, kind in parts:
        if pieces:
            # The break between blocks stands at the last character before it.
            pieces.append("\n")
            starts.append(starts[-1])
            ends.append(ends[-1])
            length += 1
        span = trim(characters.text, 0, len(characters.text))
        if significant(characters.text, span):
            found.append(Paragraph(span=(length + span[0], length + span[1]), kind=kind))
        pieces.append(characters.text)
        starts += characters.starts
        ends += characters.ends
        length += len(characters.text)
    text = "".join(pieces)
    structure = tuple(found)
    if structure and all(paragraph.kind == "body" for paragraph in structure):
        structure = _untitled(text, structure)
    reference = date.fromisoformat(published) if published else None
    structure, dateline = cut_dateline(text, structure, reference)
    return Document(
        text=text,
        paragraphs=structure,
        dateline=dateline,
        published=published,
        origin=tuple(starts),
        origin_ends=tuple(ends),
    )


def _untitled(text: str, structure: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """A page without any title is read like plain text: its first line may be one."""
    plain = paragraphs(text)
    if plain and plain[0].kind == "title" and plain[0].span == structure[0].span:
        return (plain[0], *structure[1:])
    return structure


def _title(page: Page, body: list[Block]) -> tuple[Characters | None, list[Block]]:
    first = next((block.characters.starts[0] for block in body if not block.heading), None)
    headings = [
        block
        for block in page.blocks
        if block.heading in (1, 2) and (first is None or block.characters.starts[0] < first)
    ][:_HEADINGS_READ]
    declared = [key(title.text[:_TITLE_READ]) for title in page.titles]
    named = [block for block in headings if _declares(declared, key(block.text[:_TITLE_READ]))]
    # A logo is an h1 as well, and its few letters are inside many titles.
    largest = [block for block in headings if block.heading == 1 and not block.furniture]
    chosen = max(named, key=lambda block: len(block.text)) if named else None
    if chosen := chosen or (largest[-1] if largest else None):
        heading = chosen.characters
        # The article begins after its title; what stands above it is not the story.
        return heading, [block for block in body if block.characters.starts[0] > heading.starts[-1]]
    if page.titles and body:
        title = _without_site_name(page.titles[0])
        if title.text and title.starts[-1] < body[0].characters.starts[0]:
            same = key(body[0].text[:_TITLE_READ]) == key(title.text[:_TITLE_READ])
            return (None if same else title), body
    return None, body


def _declares(declared: Sequence[str], heading: str) -> bool:
    return bool(heading) and any(heading in title for title in declared)


def _without_site_name(title: Characters) -> Characters:
    """`العنوان - اسم الموقع`: keep the first part when it is the longer one."""
    separator = _SITE_NAME.search(title.text)
    if separator is None or separator.start() < len(title.text) - separator.end():
        return title
    end = separator.start()
    return type(title)(title.text[:end], title.starts[:end], title.ends[:end])
