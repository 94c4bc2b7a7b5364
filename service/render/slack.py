"""A brief as a Slack message in Block Kit JSON.

Text of the article goes into `rich_text` elements and `plain_text` objects,
which Slack prints literally: in `mrkdwn` an article could mention a channel
or hide a link. Limits kept (Slack, Block Kit reference): 50 blocks a message,
150 characters a header, 3,000 characters a text.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import msgspec

from service.render import view
from service.render.digest import sections
from service.render.plain import one_line, utf16

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.render.digest import Section
    from service.schema import Brief

_BLOCKS = 50
_HEADER = 150
_TEXT = 3000
_TOTAL = 12_000
"""Slack documents no limit for a whole message; past about 13,000 characters it refuses some."""

Block = dict[str, Any]


class _Literal:
    def plain(self, text: str) -> str:
        return text

    def strong(self, text: str) -> str:
        return text


def render(brief: Brief) -> str:
    """Return the JSON of `{"text", "blocks", ...}` for `chat.postMessage` or a webhook."""
    headline, *parts = sections(brief, _Literal())
    blocks = [*_headline(brief, headline)]
    missing: list[str] = []
    room = _TOTAL
    for part in parts:
        shown = 0
        for block, count, size in _blocks(part):
            if len(blocks) >= _BLOCKS - 2 or size > room:
                break
            blocks.append(block)
            room -= size
            shown += count
        if shown < len(part.entries):
            total = view.plural(len(part.entries), part.noun)
            missing.append(f"{len(part.entries) - shown} of {total}")
    if missing:
        blocks.append(_context(f"Left out for length: {', '.join(missing)}."))
    fallback = one_line(brief.headline.en)
    message = {
        "text": escape(fallback if utf16(fallback) <= _HEADER else "Mujaz brief", quote=False),
        "mrkdwn": False,
        "unfurl_links": False,
        "blocks": blocks,
    }
    return msgspec.json.encode(message).decode()


def _headline(brief: Brief, headline: Section) -> Iterator[Block]:
    english = one_line(brief.headline.en)
    if 0 < utf16(english) <= _HEADER:
        yield {"type": "header", "text": _text(english)}
        lines = headline.entries[0].split("\n")[1:]
    else:
        lines = headline.entries[0].split("\n")
    for line in lines:
        if 0 < utf16(line) <= _TEXT:
            yield {"type": "section", "text": _text(line)}
        elif line:
            yield _context(f"A line of {len(line)} characters is left out here.")


def _blocks(part: Section) -> Iterator[tuple[Block, int, int]]:
    """Yield blocks of whole entries with the number of entries and characters in each."""
    heading = part.title
    batch: list[str] = []
    size = len(heading) + 1
    for entry in part.entries:
        length = utf16(entry) + 2
        if length > _TEXT - len(heading) - 1:
            break
        if size + length > _TEXT:
            yield _rich(heading, batch), len(batch), size
            heading, batch, size = "", [], 1
        batch.append(entry)
        size += length
    if batch:
        yield _rich(heading, batch), len(batch), size


def _rich(heading: str, entries: list[str]) -> Block:
    elements: list[Block] = []
    if heading:
        elements.append({"type": "text", "text": f"{heading}\n", "style": {"bold": True}})
    elements.append({"type": "text", "text": "\n\n".join(entries)})
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": elements}],
    }


def _text(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


def _context(text: str) -> Block:
    return {"type": "context", "elements": [_text(text)]}
