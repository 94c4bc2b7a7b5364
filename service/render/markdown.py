"""A brief as CommonMark, for wikis, issues and mail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.render import view
from service.render.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.schema import Brief, Flag

_INLINE = re.compile(r"([\\`*_{}\[\]<>&~|$!#])")
_AT_START = re.compile(r"^(?:([#+=:-])|(\d{1,9})([.)]))")


def escape(text: str) -> str:
    """Return `text` so that CommonMark (and GitHub's tables and strikethrough) prints it literally.

    Backslashes before every sign that means something within a line, and
    before those that mean something only at its start.
    """
    escaped = _INLINE.sub(r"\\\1", one_line(text))
    return _AT_START.sub(
        lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}", escaped
    )


def render(brief: Brief) -> str:
    """Return the whole brief as CommonMark without inline HTML."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    yield f"# {escape(brief.headline.en)}"
    yield ""
    yield f"**{escape(brief.headline.ar)}**"
    yield from _doubts(brief.headline.flags, "")
    yield ""
    about = "; ".join(filter(None, (view.dateline(brief), view.counts(brief))))
    yield escape(about)
    yield from ("", escape(view.check_line(brief)))
    yield from _summary(brief)
    yield from _statements(brief)
    yield from _segments(brief)
    yield from ("", "---", "", f"Made by {escape(view.signature(brief))}")


def _summary(brief: Brief) -> Iterator[str]:
    if brief.summary:
        yield from ("", "## Summary", "")
    for number, point in enumerate(brief.summary, 1):
        source = f"{view.told(point)} {view.references(point.segments)}"
        pad = " " * (len(str(number)) + 2)
        yield f"{number}. {escape(point.en)} ({source})"
        yield from ("", f"{pad}{escape(point.ar)}")
        yield from _doubts(point.flags, pad)
        yield ""


def _statements(brief: Brief) -> Iterator[str]:
    if brief.statements:
        yield from ("", "## Who said what", "")
    for statement in brief.statements:
        yield f"- **{escape(view.attribution(statement))}:** {escape(statement.content.en)}"
        yield from ("", f"  {escape(statement.content.ar)}", "")
        told = "; ".join((*view.circumstances(statement), view.references(statement.segments)))
        yield f"  {escape(told)}"
        yield from _doubts(statement.flags, "  ")
        yield ""


def _segments(brief: Brief) -> Iterator[str]:
    yield from ("", "## Sentence by sentence", "")
    for segment in brief.segments:
        level = "" if segment.confidence == "high" else f" ({segment.confidence} confidence)"
        again = segment.duplicate_of
        repeat = "" if again is None else f" (says again what {view.references([again])} says)"
        yield f"**S{segment.id + 1}.** {escape(segment.en) or '(no translation)'}{level}{repeat}"
        yield from ("", f"> {escape(segment.ar)}")
        yield from _doubts(segment.flags, "")
        yield ""


def _doubts(flags: Sequence[Flag], pad: str) -> Iterator[str]:
    shown = view.gathered(flags)
    if shown:
        yield ""
    for flag in shown:
        label = "Check" if flag.severity == "warning" else "Note"
        yield f"{pad}- {label}: {escape(view.doubt(flag))}"
