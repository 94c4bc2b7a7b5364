"""Escaped pieces of HTML that every section of the page uses."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from service.render import view
from service.render.plain import VISIBLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.schema import Flag, Level

_LEVELS: dict[Level, str] = {
    "high": "High confidence",
    "medium": "Medium confidence: read it against the Arabic",
    "low": "Low confidence: do not use without checking",
}


def literal(text: str) -> str:
    """Return text of the article escaped for element content and quoted attributes."""
    return escape(text.translate(VISIBLE))


def english(text: str, missing: str = "No translation") -> str:
    """Return a translation, isolated from the direction of what surrounds it."""
    return f"<bdi>{literal(text)}</bdi>" if text.strip() else f"<em>{missing}</em>"


def arabic(text: str) -> str:
    """Return original text, isolated from the direction of what surrounds it."""
    return f"<bdi>{literal(text)}</bdi>"


def flags(found: Sequence[Flag]) -> str:
    """Return doubts in words, warnings before notes, or nothing; see `view.gathered`."""
    items = "".join(map(_flag, view.gathered(found)))
    return f'<ul class="flags">{items}</ul>' if items else ""


def _flag(flag: Flag) -> str:
    label = "Check" if flag.severity == "warning" else "Note"
    words = f"<strong>{label}</strong> {view.DOUBTS[flag.code]}"
    detail = f": <bdi>{literal(flag.detail)}</bdi>" if flag.detail.strip() else ""
    return f'<li class="{flag.severity}">{words}{detail}</li>'


def references(segments: Sequence[int]) -> str:
    """Return links to sentences, numbered from 1 as a reader counts."""
    links = " ".join(f'<a href="#s{segment}">S{segment + 1}</a>' for segment in segments)
    return f'<span class="refs">{links}</span>'


def confidence(level: Level) -> str:
    """Return the level as a word with its meaning; colour only repeats it."""
    return f'<span class="level {level}" title="{_LEVELS[level]}">{level}</span>'


def tokens(segments: Sequence[int]) -> str:
    """Return the value of `data-seg`: sentence ids separated by spaces."""
    return " ".join(map(str, segments))
