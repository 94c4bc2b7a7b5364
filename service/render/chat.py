"""A brief as one plain message, for services that take 4,096 characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.render.digest import fit, sections
from service.render.plain import utf16

if TYPE_CHECKING:
    from service.schema import Brief

LIMIT = 4096
"""UTF-16 code units, the strictest way anyone counts characters."""


class _Plain:
    def plain(self, text: str) -> str:
        return text

    def strong(self, text: str) -> str:
        return text


def render(brief: Brief) -> str:
    """Return at most `LIMIT` characters, never cut inside an entry, saying what is left out."""
    style = _Plain()
    return fit(sections(brief, style), style, LIMIT, utf16)
