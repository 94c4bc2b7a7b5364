"""`mujaz evaluate`: scores on any pair of line-aligned files."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from service.engine import load
from service.errors import InvalidField
from service.evaluation.translation import Report, evaluate
from service.settings import Settings


@click.command("evaluate")
@click.option("--source", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--reference", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--beam", type=click.IntRange(1, 16), help="Beam width  [MUJAZ_BEAM]")
@click.option("--limit", type=click.IntRange(1), help="Only the first so many lines.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--output", type=click.Path(path_type=Path), help="Write the hypotheses here.")
def command(
    source: Path,
    reference: Path,
    *,
    beam: int | None,
    limit: int | None,
    as_json: bool,
    output: Path | None,
) -> None:
    """Translate SOURCE and score it against REFERENCE, line by line."""
    settings = Settings.from_environment()
    if beam is not None:
        settings = msgspec.structs.replace(settings, beam=beam)
    # Scores must come from the model, never from an earlier run's memory.
    settings = msgspec.structs.replace(settings, memory_bytes=0, memory_path=None)
    sources, references = _lines(source, limit), _lines(reference, limit)
    if len(sources) != len(references):
        message = f"{source} has {len(sources)} lines, {reference} has {len(references)}"
        raise InvalidField(message, field="--reference")
    translator = load(settings)
    try:
        report, translations = evaluate(translator, sources, references)
    finally:
        translator.close()
    if output is not None:
        lines = (" ".join(translation.en.split()) for translation in translations)
        output.write_text("\n".join(lines) + "\n", "utf-8")
    click.echo(msgspec.json.encode(report).decode() if as_json else table(report))


def _lines(path: Path, limit: int | None) -> list[str]:
    # Only a newline ends a line here: splitlines() also breaks at U+2028 and
    # would put the two files out of step.
    return path.read_text("utf-8").removesuffix("\n").split("\n")[:limit]


def table(report: Report) -> str:
    """Lay a report out for a terminal."""
    model = report.model
    rows = [
        f"model      {model.id} {model.sha256[:12]} {model.compute_type} beam {model.beam}",
        f"data       {report.data} ({report.sentences} sentences)",
    ]
    rows += [
        f"{metric.name:<10} {metric.value:6.2f} ± {metric.interval:.2f}   {metric.signature}"
        for metric in report.metrics
    ]
    rows += [
        f"numbers    {_share(report.numbers_kept)} kept",
        f"names      {_share(report.names_kept)} kept",
        f"loops      {report.loops}",
        f"empty      {report.empties}",
        f"script     {report.wrong_script} wrong",
        f"flagged    {report.flagged:.1%} of sentences carry a warning",
        f"speed      {report.tokens_per_second:.0f} words/s",
    ]
    return "\n".join(rows)


def _share(value: float | None) -> str:
    return "none to keep" if value is None else f"{value:.1%}"
