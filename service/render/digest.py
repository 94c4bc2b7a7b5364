"""A brief in order of importance, cut only between whole entries, saying what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import msgspec

from service.render import view
from service.render.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from service.schema import Brief, Flag

_RESERVE = 240
"""Units kept free for the line that says what was left out."""


class Style(Protocol):
    """How a chat service marks text; both take text of the article and escape it."""

    def plain(self, text: str) -> str:
        """Return `text` to be shown as it is."""
        ...

    def strong(self, text: str) -> str:
        """Return `text` to be shown bold, or as near as the service comes."""
        ...


class Section(msgspec.Struct, frozen=True):
    """A heading, and entries that are shown whole or not at all."""

    title: str
    noun: str
    entries: tuple[str, ...]


def sections(brief: Brief, style: Style) -> tuple[Section, ...]:
    """Return headline, summary, statements and sentences as ready entries."""
    return (
        Section("", "headline", ("\n".join(_headline(brief, style)),)),
        Section("Summary", "summary point", tuple(_summary(brief, style))),
        Section("Who said what", "statement", tuple(_statements(brief, style))),
        Section("Sentence by sentence", "sentence", tuple(_segments(brief, style))),
    )


def fit(parts: Sequence[Section], style: Style, limit: int, measure: Callable[[str], int]) -> str:
    """Return as many entries as `limit` allows, whole and in order.

    An entry that does not fit ends its section; the last line counts what was
    left out. `measure` must be additive over concatenation.
    """
    room = limit - _RESERVE
    taken: list[str] = []
    missing: list[str] = []
    for part in parts:
        shown = 0
        for entry in part.entries:
            heading = f"{style.strong(part.title)}\n" if part.title and not shown else ""
            piece = ("\n\n" if taken else "") + heading + entry
            if measure(piece) > room:
                break
            room -= measure(piece)
            taken.append(piece)
            shown += 1
        if shown < len(part.entries):
            total = view.plural(len(part.entries), part.noun)
            missing.append(f"{len(part.entries) - shown} of {total}")
    if missing:
        note = f"Left out for length: {', '.join(missing)}."
        taken.append(("\n\n" if taken else "") + style.plain(note))
    return "".join(taken)


def _headline(brief: Brief, style: Style) -> Iterator[str]:
    yield style.strong(one_line(brief.headline.en))
    yield style.plain(one_line(brief.headline.ar))
    yield style.plain("; ".join(filter(None, (view.dateline(brief), view.counts(brief)))))
    yield style.plain(view.check_line(brief))
    yield from _doubts(brief.headline.flags, style)


def _summary(brief: Brief, style: Style) -> Iterator[str]:
    for point in brief.summary:
        source = f"({view.told(point)} {view.references(point.segments)})"
        lines = [style.plain(f"• {one_line(point.en)} {source}"), style.plain(one_line(point.ar))]
        yield "\n".join((*lines, *_doubts(point.flags, style)))


def _statements(brief: Brief, style: Style) -> Iterator[str]:
    for statement in brief.statements:
        told = "; ".join((*view.circumstances(statement), view.references(statement.segments)))
        who = style.strong(view.attribution(statement))
        content = style.plain(one_line(statement.content.en))
        lines = (
            f"{who}: {content} {style.plain(f'({told})')}",
            style.plain(one_line(statement.content.ar)),
        )
        yield "\n".join((*lines, *_doubts(statement.flags, style)))


def _segments(brief: Brief, style: Style) -> Iterator[str]:
    for segment in brief.segments:
        level = "" if segment.confidence == "high" else f" ({segment.confidence} confidence)"
        english = one_line(segment.en) or "(no translation)"
        lines = (style.plain(f"S{segment.id + 1}. {english}{level}"),)
        yield "\n".join((*lines, *_doubts(segment.flags, style)))


def _doubts(flags: Sequence[Flag], style: Style) -> Iterator[str]:
    for flag in flags:
        if flag.severity == "warning":
            yield style.plain(f"⚠ {view.doubt(flag)}")
