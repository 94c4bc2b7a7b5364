"""Names kept: whoever the Arabic names must be met in the English, and nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.fidelity.names_added import added
from service.fidelity.names_missing import missing
from service.schema import Flag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.fidelity.names_missing import Missing
    from service.schema import Span


def check(ar: str, en: str, links: Sequence[tuple[Span, Span]] = ()) -> list[Flag]:
    """Flag `name_missing` and `name_added`, once for each name.

    `links` are target and source spans of aligned words, in order of the
    target; where they lead from an added name to a missing one, that is one
    flag that shows both.
    """
    lost = _first_uses(ar, missing(ar, en))
    flags: list[Flag] = []
    seen: set[str] = set()
    for start, end in added(ar, en):
        text = en[start:end]
        if text in seen:
            continue
        seen.add(text)
        source = _sources(links, start, end)
        instead = next((one for one in lost if _meets(one.span, source)), None)
        if instead is not None:
            lost.remove(instead)
            detail = f"the Arabic has {_shown(ar, instead)}, the English {text}"
            flags.append(Flag(code="name_missing", detail=detail, span=instead.span))
        else:
            detail = f"{text} is in the English; nothing in the Arabic means it or sounds like it"
            span = source[0] if source and source[0][1] <= len(ar) else None
            flags.append(Flag(code="name_added", detail=detail, span=span))
    flags += [
        Flag(
            code="name_missing",
            detail=f"{_shown(ar, one)} is in the Arabic, not in the English",
            span=one.span,
        )
        for one in lost
    ]
    return flags


def _shown(ar: str, name: Missing) -> str:
    arabic = ar[slice(*name.span)]
    return f"{arabic} ({name.en})" if name.en else arabic


def _first_uses(ar: str, names: list[Missing]) -> list[Missing]:
    first = {name.en or ar[slice(*name.span)]: name for name in reversed(names)}
    return list(reversed(first.values()))


def _sources(links: Sequence[tuple[Span, Span]], start: int, end: int) -> list[Span]:
    return [source for target, source in links if target[0] < end and start < target[1]]


def _meets(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)
