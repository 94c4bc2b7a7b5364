"""Summary, statements and sentences of the page, each linked to its source."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from service.render import view
from service.render.markup import arabic, confidence, english, flags, literal, references, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from service.schema import Brief, Mention, Segment, Span, Statement, SummaryPoint

Part = tuple[int, int, str]
"""Start and end in a segment's Arabic, and the token of the statement part there."""

_PARTS_MARKED = 64
"""Parts marked in one sentence; more than any real one has, and a bound on the work."""


def summary(brief: Brief) -> str:
    """Return the summary, English and Arabic side by side, each point lighting its sentences."""
    if not brief.summary:
        return ""
    points = "".join(map(_point, brief.summary))
    return f'<section class="summary"><h2>Summary</h2><ol>{points}</ol></section>'


def _point(point: SummaryPoint) -> str:
    return (
        f'<li data-seg="{tokens(point.segments)}"><div class="pair">'
        f'<p lang="en">{english(point.en)}</p><p lang="ar" dir="rtl">{arabic(point.ar)}</p></div>'
        f'<p class="told">{view.told(point)} {references(point.segments)}</p>'
        f"{flags(point.flags)}</li>"
    )


def statements(brief: Brief) -> str:
    """Return who said what, each statement lighting the exact Arabic it rests on."""
    if not brief.statements:
        return ""
    found = "".join(map(_statement, brief.statements))
    return f'<section class="statements"><h2>Who said what</h2><ol>{found}</ol></section>'


def _statement(statement: Statement) -> str:
    speaker, cue = statement.speaker, statement.cue
    who = arabic(speaker.ar) if speaker else ""
    told = "".join(f"<li>{literal(part)}</li>" for part in view.circumstances(statement))
    wary = "" if statement.stance == "asserted" else f" stance-{statement.stance}"
    return (
        f'<li id="st{statement.id}" class="statement{wary}" tabindex="0" '
        f'data-seg="{tokens(statement.segments)}" data-st="{statement.id}">'
        '<div class="pair"><div lang="en">'
        f'<p class="who"><bdi>{literal(view.attribution(statement))}</bdi></p>'
        f"<blockquote>{english(statement.content.en)}</blockquote></div>"
        f'<div lang="ar" dir="rtl"><p class="who">{who} <i>{arabic(cue.ar)}</i></p>'
        f"<blockquote>{arabic(statement.content.ar)}</blockquote></div></div>"
        f'<ul class="told">{told}<li>{references(statement.segments)}</li></ul>'
        f"{flags(statement.flags)}</li>"
    )


def segments(brief: Brief) -> str:
    """Return the whole article, sentence by sentence."""
    parts = _parts(brief)
    paragraphs: dict[int, list[str]] = defaultdict(list)
    for segment in brief.segments:
        paragraphs[segment.paragraph].append(_row(segment, parts.get(segment.id, [])))
    body = "".join(f'<div class="paragraph">{"".join(rows)}</div>' for rows in paragraphs.values())
    return (
        '<section class="article"><h2>Sentence by sentence</h2>'
        '<label class="only"><input type="checkbox" name="only"> Only sentences to check</label>'
        f"{body}</section>"
    )


def _row(segment: Segment, parts: list[Part]) -> str:
    wary = any(flag.severity == "warning" for flag in segment.flags)
    checked = " check" if wary or segment.confidence != "high" else ""
    again = ""
    if segment.duplicate_of is not None:
        again = f'<p class="told">says again what {references([segment.duplicate_of])} says</p>'
    return (
        f'<div class="row{checked}" id="s{segment.id}" data-seg="{segment.id}">'
        f'<p class="number"><a href="#s{segment.id}">S{segment.id + 1}</a> '
        f"{confidence(segment.confidence)}</p>"
        f'<div class="pair"><p lang="en">{english(segment.en)}</p>'
        f'<p lang="ar" dir="rtl"><bdi>{"".join(_marked(segment.ar, parts))}</bdi></p></div>'
        f"{again}{flags(segment.flags)}</div>"
    )


def _parts(brief: Brief) -> dict[int, list[Part]]:
    """Place the parts of each statement inside the Arabic of its sentences."""
    by_id = {segment.id: segment for segment in brief.segments}
    placed: dict[int, list[Part]] = defaultdict(list)
    for statement in brief.statements:
        for role, ar, span in _roles(statement):
            for segment in (by_id[id_] for id_ in statement.segments if id_ in by_id):
                found = _place(segment, ar, span)
                if found and len(placed[segment.id]) < _PARTS_MARKED:
                    placed[segment.id].append((*found, f"{statement.id}-{role}"))
    return placed


def _roles(statement: Statement) -> Iterator[tuple[str, str, Span]]:
    named: Iterable[tuple[str, Mention | None]] = (
        ("content", statement.content),
        ("via", statement.via),
    )
    for role, mention in named:
        if mention:
            yield role, mention.ar, mention.span
    yield "cue", statement.cue.ar, statement.cue.span
    if statement.speaker and statement.speaker.resolved_from is None:
        yield "speaker", statement.speaker.ar, statement.speaker.span


def _place(segment: Segment, ar: str, span: Span) -> tuple[int, int] | None:
    """Return where a part stands in the segment's Arabic.

    By offsets when the segment is plain text; by its words when the offsets
    are those of an HTML source, where markup stands between the letters.
    """
    start, end = segment.span
    low, high = max(span[0], start), min(span[1], end)
    if low >= high:
        return None
    if end - start == len(segment.ar):
        return low - start, high - start
    found = segment.ar.find(ar) if ar else -1
    return (found, found + len(ar)) if found >= 0 else None


def _marked(text: str, parts: list[Part]) -> Iterator[str]:
    """Cut the text where parts begin or end; each piece names the parts that cover it."""
    cuts = sorted({0, len(text), *(cut for start, end, _ in parts for cut in (start, end))})
    for start, end in pairwise(cuts):
        covering = [token for low, high, token in parts if low <= start and end <= high]
        piece = literal(text[start:end])
        yield f'<span data-parts="{" ".join(covering)}">{piece}</span>' if covering else piece
