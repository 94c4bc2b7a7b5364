"""A brief as one Telegram message, `parse_mode=HTML`.

Telegram counts at most 4,096 UTF-16 code units after parsing entities
(Bot API, `sendMessage`); counting the markup as well keeps below it.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from service.render.digest import fit, sections
from service.render.plain import utf16

if TYPE_CHECKING:
    from service.schema import Brief

LIMIT = 4096


class _Html:
    def plain(self, text: str) -> str:
        # Telegram knows only &lt; &gt; &amp; &quot; as named references.
        return escape(text, quote=False)

    def strong(self, text: str) -> str:
        return f"<b>{escape(text, quote=False)}</b>"


def render(brief: Brief) -> str:
    """Return a message of at most `LIMIT` UTF-16 code units, markup included, tags balanced."""
    style = _Html()
    return fit(sections(brief, style), style, LIMIT, utf16)
