"""A brief for the terminal: plain text, no colours, readable in a mail as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.render import view
from service.render.plain import one_line, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.schema import Brief, Flag

_WIDTH = 92


def render(brief: Brief) -> str:
    """Return the whole brief; English before Arabic, each on lines of its own."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    yield from wrap(one_line(brief.headline.en), _WIDTH)
    yield from wrap(one_line(brief.headline.ar), _WIDTH)
    yield from _doubts(brief.headline.flags, "")
    if source := view.borrowed(brief.headline):
        yield f"(the article has no headline of its own; {source})"
    yield ""
    yield from filter(None, (view.dateline(brief), view.counts(brief)))
    yield from wrap(view.check_line(brief), _WIDTH)
    yield from _summary(brief)
    yield from _statements(brief)
    yield from _segments(brief)
    yield from _section("About this brief")
    yield from wrap(f"Made by {view.signature(brief)}", _WIDTH)
    if spent := view.timings(brief):
        yield from wrap(spent, _WIDTH)


def _section(title: str) -> Iterator[str]:
    yield from ("", title.upper(), "─" * len(title))


def _summary(brief: Brief) -> Iterator[str]:
    if not brief.summary:
        return
    yield from _section("Summary")
    for number, point in enumerate(brief.summary, 1):
        yield from _numbered(f"{number}.", one_line(point.en))
        yield from wrap(one_line(point.ar), _WIDTH, "    ")
        yield f"    [{view.told(point)} {view.references(point.segments)}]"
        yield from _doubts(point.flags, "    ")


def _statements(brief: Brief) -> Iterator[str]:
    if not brief.statements:
        return
    yield from _section("Who said what")
    for statement in brief.statements:
        yield from _numbered(f"{statement.id + 1}.", f"{view.attribution(statement)}:")
        yield from wrap(one_line(statement.content.en), _WIDTH, "      ")
        yield from wrap(one_line(statement.content.ar), _WIDTH, "      ")
        told = "; ".join(view.circumstances(statement))
        yield from wrap(f"[{told}; {view.references(statement.segments)}]", _WIDTH, "    ")
        yield from _doubts(statement.flags, "    ")


def _segments(brief: Brief) -> Iterator[str]:
    yield from _section("Sentence by sentence")
    paragraph = brief.segments[0].paragraph if brief.segments else 0
    for segment in brief.segments:
        if segment.paragraph != paragraph:
            yield ""
            paragraph = segment.paragraph
        yield from _numbered(f"S{segment.id + 1}", one_line(segment.en) or "(no translation)")
        yield from wrap(one_line(segment.ar), _WIDTH, "    ")
        if segment.confidence != "high":
            yield f"    [{segment.confidence} confidence]"
        if segment.duplicate_of is not None:
            yield f"    [says again what {view.references([segment.duplicate_of])} says]"
        yield from _doubts(segment.flags, "    ")


def _numbered(label: str, text: str) -> Iterator[str]:
    first = True
    for line in wrap(text, _WIDTH - 4):
        yield f"{label:<4}{line}" if first else f"    {line}"
        first = False


def _doubts(flags: Sequence[Flag], indent: str) -> Iterator[str]:
    for flag in view.gathered(flags):
        sign = "!" if flag.severity == "warning" else "i"
        first = True
        for line in wrap(view.doubt(flag), _WIDTH - len(indent) - 2):
            yield f"{indent}{sign} {line}" if first else f"{indent}  {line}"
            first = False
