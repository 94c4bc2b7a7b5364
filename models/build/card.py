"""The model card: what can be counted is generated, what must be judged is written by hand.

The hand-written part lies beside the configuration (``config/NAME.card.md``);
lines of the form ``<!-- data -->`` in it are replaced by generated tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from models.build.config import Config
    from models.build.evaluate import Scores


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One measurement on the learning curve."""

    run: str
    step: int
    pairs: int
    hours: float
    loss: float
    beam: int
    sentences: int
    bleu: float
    chrf: float


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; columns of numbers are aligned to the right."""
    numeric = [all(isinstance(row[i], int | float) for row in rows) for i in range(len(head))]
    rule = ["---:" if right else "---" for right in numeric]
    lines = [head, rule, *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def data(config: Config, kept: Mapping[str, int]) -> str:
    """Domains with their sources, licences, sizes and shares; what was left out and why."""
    lists = {config.dictionary.domain: config.dictionary.lists} if config.dictionary else {}
    counts = {**kept, **lists}
    main = sum(d.share for d in config.domains)
    final = sum(d.final_share for d in config.domains)
    rows = [
        (
            domain.name,
            ", ".join(domain.sources),
            domain.licence,
            min(round(counts.get(domain.name, 0) * domain.newslike), domain.cap),
            f"{100 * domain.share / main:.0f} %",
            f"{100 * domain.final_share / final:.0f} %",
        )
        for domain in config.domains
    ]
    head = ("domain", "sources", "licence", "pairs kept", "of the main phase", "of the decay")
    excluded = table(("left out", "why"), list(config.excluded.items()))
    return f"{table(head, rows)}\n\n{excluded}"


def curve(points: Sequence[Point]) -> str:
    """The learning curve as a table."""
    head = ("run", "step", "pairs seen", "hours", "train loss", "beam", "lines", "BLEU", "chrF2")
    return table(head, [msgspec.structs.astuple(point) for point in points])


def scores(measured: Sequence[Scores]) -> str:
    """Final scores, and below them the signatures that reproduce them."""
    head = ("set", "lines", "beam", "BLEU", "chrF2", "empty", "looping", "unknown", "pieces/s")
    rows = [
        (
            s.devset,
            s.sentences,
            s.beam,
            s.bleu,
            s.chrf,
            s.empty,
            s.looping,
            s.unknown,
            s.tokens_per_second,
        )
        for s in measured
    ]
    signatures = sorted({s.bleu_signature for s in measured} | {s.chrf_signature for s in measured})
    models = sorted({f"`model.bin` {s.model}, {s.compute}" for s in measured})
    return "\n".join([table(head, rows), "", *(f"- {line}" for line in (*models, *signatures))])


def figures(path: Path) -> list[dict[str, str | float]]:
    """What another program measured: rows of metric, value and data from a TSV file."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line]
    return [{"metric": metric, "value": float(value), "data": data} for metric, value, data in rows]


def figures_table(rows: Sequence[Mapping[str, str | float]]) -> str:
    """The same as a table."""
    return table(("metric", "value", "data"), [tuple(row.values()) for row in rows])


def render(template: str, parts: Mapping[str, str]) -> str:
    """The card, each ``<!-- name -->`` line followed by its table."""
    for name, text in parts.items():
        template = template.replace(f"<!-- {name} -->", text)
    return template


def points(path: Path) -> list[Point]:
    """Measurements from a TSV file with a heading."""
    head, *rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return [msgspec.convert(dict(zip(head, row, strict=True)), Point, strict=False) for row in rows]
