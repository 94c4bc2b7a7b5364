"""`mujaz`: the command line, a shell around the façade."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from service import __version__, cli_inputs
from service.errors import (
    CapacityError,
    ConfigurationError,
    InputError,
    InvalidEncoding,
    ModelError,
    MujazError,
    NotArabic,
)
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from service.facade import Mujaz

_EXIT = ((InputError, 2), (ModelError, 3), (CapacityError, 4), (ConfigurationError, 5))
_FORMATS = ("text", "json", "markdown", "html", "chat", "slack", "telegram")
_SUFFIXES = {"markdown": "md", "html": "html", "json": "json", "slack": "json"}
_LINES = 256
"""Lines `translate` holds at once: enough to fill batches, few enough to stream."""


class _Group(click.Group):
    """Turns the error tree into one message on stderr and one exit code."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        try:
            return super().invoke(ctx)
        except MujazError as error:
            complain(error)
            ctx.exit(exit_code(error))
        except OSError as error:
            # A reader that went away (`| head`) is no failure to report; click ends quietly.
            if error.errno == errno.EPIPE:
                raise
            about = f"{error.filename}: " if error.filename else ""
            click.echo(f"mujaz: {about}{error.strerror or error}", err=True)
            ctx.exit(1)


def exit_code(error: MujazError) -> int:
    """2 input, 3 model, 4 capacity, 5 configuration, 1 anything else."""
    return next((code for kind, code in _EXIT if isinstance(error, kind)), 1)


def complain(error: MujazError, about: str = "mujaz") -> None:
    """Say what went wrong, and what repairs it, on stderr."""
    click.echo(f"{about}: {error.title}: {error.detail}", err=True)
    if error.remedy:
        click.echo(f"{about}: repair it with: {error.remedy}", err=True)


def _load() -> Mujaz:
    from service.facade import Mujaz  # noqa: PLC0415 - `mujaz --help` must not load the runtime

    return Mujaz.load(Settings.from_environment())


@click.group(cls=_Group)
@click.version_option(__version__, prog_name="mujaz")
def main() -> None:
    """An Arabic news article in, a verifiable bilingual brief out."""


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option("--html", is_flag=True, help="Read the input as HTML, whatever its name.")
@click.option("--points", type=click.IntRange(1, 10), help="Summary points.")
@click.option(
    "--characters",
    type=click.IntRange(1, 100_000),
    help="Characters the summary may take, both languages together; one point stays.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write one file per article into this folder instead of printing.",
)
def brief(
    files: tuple[Path, ...],
    form: str,
    *,
    html: bool,
    points: int | None,
    characters: int | None,
    output: Path | None,
) -> None:
    """Brief FILES (plain text or .html), or standard input."""
    from service.facade import Options  # noqa: PLC0415 - see _load

    sources = files or (Path("-"),)
    options = Options(points=points, characters=characters, batch=len(sources) > 1)
    failure = 0
    with _load() as mujaz:
        for path, name in zip(_progress(sources), cli_inputs.names(sources), strict=True):
            try:
                received = cli_inputs.read(path)
                as_html = html or path.suffix.lower() in (".html", ".htm", ".xhtml")
                made = (
                    mujaz.brief(html=received, options=options)
                    if as_html
                    else mujaz.brief(received, options=options)
                )
            except MujazError as error:
                complain(error, str(path))
                failure = failure or exit_code(error)
                continue
            from service.render import render  # noqa: PLC0415 - see _load

            text = render(made, form)
            if output is not None:
                output.mkdir(parents=True, exist_ok=True)
                file = output / f"{name}.brief.{_SUFFIXES.get(form, 'txt')}"
                file.write_text(text, "utf-8", errors="replace")
                continue
            if len(sources) > 1 and form != "json":
                click.echo(f"==> {path} <==")
            click.echo(text.encode("utf-8", "replace").decode())
    sys.exit(failure)


def _progress(sources: Sequence[Path]) -> Iterable[Path]:
    """Yield sources, with a bar on a terminal's stderr when there are several."""
    console = Console(stderr=True)
    if len(sources) == 1 or not console.is_terminal:
        yield from sources
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("briefing", total=len(sources))
        for path in sources:
            progress.update(task, description=path.name)
            yield path
            progress.advance(task)


@main.command()
def translate() -> None:
    """Translate standard input, one line of English per line of Arabic.

    Lines stay in step whatever they hold: a line without Arabic letters is
    copied, one in another language of the Arabic script (Persian, Urdu, ...)
    is left empty, named on stderr, and makes the exit status 2. Doubtful lines
    are counted on stderr.
    """
    doubtful = total = refused = 0
    with _load() as mujaz:
        for lines in _chunks(_lines()):
            wanted, foreign = _gated(lines)
            for number, error in foreign.items():
                complain(error, f"line {total + number}")
            refused += len(foreign)
            translations = mujaz.translator.translate(wanted, batch=True)
            for number, translation in enumerate(translations, 1):
                warned = any(flag.severity == "warning" for flag in translation.flags)
                doubtful += warned and number not in foreign
                click.echo(" ".join(translation.en.split()))
            total += len(lines)
    left = f", {refused} not Arabic and left empty" if refused else ""
    click.echo(f"mujaz: {total} lines, {doubtful} with a warning{left}", err=True)
    sys.exit(exit_code(NotArabic("")) if refused else 0)


def _gated(lines: Sequence[str]) -> tuple[list[str], dict[int, NotArabic]]:
    """Return the lines, those in another language empty, and what each of those was."""
    from service.arabic.gate import require_arabic  # noqa: PLC0415 - see _load
    from service.engine.source import has_content  # noqa: PLC0415 - see _load

    wanted: list[str] = []
    foreign: dict[int, NotArabic] = {}
    for number, line in enumerate(lines, 1):
        try:
            if has_content(line):
                require_arabic(line)
            wanted.append(line)
        except NotArabic as error:
            foreign[number] = error
            wanted.append("")
    return wanted, foreign


def _lines() -> Iterator[str]:
    for number, raw in enumerate(cli_inputs.standard_input(), 1):
        try:
            yield raw.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            message = f"line {number}, byte {error.start} is not valid utf-8"
            raise InvalidEncoding(message) from error


def _chunks(lines: Iterator[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    for line in lines:
        chunk.append(line)
        if len(chunk) == _LINES:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


@main.command()
@click.option("--host", help="Address to bind  [MUJAZ_HOST]")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to bind  [MUJAZ_PORT]")
def serve(host: str | None, port: int | None) -> None:
    """Serve the page, the API and its docs.

    SIGHUP reads the catalogue again and swaps the models; no request fails.
    """
    from service.http.server import run  # noqa: PLC0415 - see _load

    settings = Settings.from_environment()
    changes = {"host": host, "port": port}
    settings = msgspec.structs.replace(
        settings, **{name: value for name, value in changes.items() if value is not None}
    )
    run(settings)


@main.group()
def models() -> None:
    """The catalogue of models."""


@models.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_(*, as_json: bool) -> None:
    """List the catalogued models and their measured scores."""
    from service.engine.catalogue import Catalogue  # noqa: PLC0415 - see _load

    catalogue = Catalogue.read(Settings.from_environment().models_dir)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(catalogue.models)).decode())
        return
    for entry in catalogue.models:
        click.echo(f"{entry.id}  {entry.role}  {entry.direction}  {entry.size}  {entry.licence}")
        click.echo(f"    {entry.architecture}")
        for score in entry.scores:
            click.echo(f"    {score.metric} {score.value:g}  {score.data}  [{score.signature}]")
        if not entry.scores:
            click.echo("    not measured")


@models.command()
def verify() -> None:
    """Check every file of every installed model against its hash."""
    from service.engine.catalogue import Catalogue  # noqa: PLC0415 - see _load

    settings = Settings.from_environment()
    catalogue = Catalogue.read(settings.models_dir)
    # An empty catalogue has no damaged file, and nothing that could brief an article.
    catalogue.configured(settings.model)
    failure = 0
    for entry in catalogue.models:
        try:
            entry.verify()
        except MujazError as error:
            complain(error, entry.id)
            failure = exit_code(error)
        else:
            click.echo(f"{entry.id}: {len(entry.files)} files verified")
    sys.exit(failure)


@main.command(
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    add_help_option=False,
)
@click.pass_context
def evaluate(ctx: click.Context) -> None:
    """Score the model on a pair of files (BLEU, chrF, numbers, names, speed)."""
    try:
        from service.cli_evaluate import command  # noqa: PLC0415 - needs the `evaluate` group
    except ModuleNotFoundError as error:
        message = f"{error.name} is not installed"
        raise ConfigurationError(message, remedy="make .venv/.dev") from error
    command.main(ctx.args, prog_name="mujaz evaluate", standalone_mode=False)
