"""The gold sets as data: statements and key sentences, by article id and offsets.

`tests/gold/*/GUIDELINES.md` says what was marked. Articles are not in the gold
files; `texts` reads the ones needed from an uncompressed or zstd-compressed
news file and refuses a text whose hash is not the annotated one.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from typing import TYPE_CHECKING, Literal, TypeVar

import msgspec

from service.schema import CueClass, Directness, Span, Stance

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

Reference = Literal["named", "nominal", "implicit", "anonymous"]
"""How a sentence points at its speaker: by name, by a noun that needs an earlier
mention, by agreement or pronoun alone, or at nobody the article names."""


class GoldStatement(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """One annotated statement; spans are code points of the article's `text` field."""

    cue: Span
    kind: CueClass
    direct: Directness
    content: Span
    reference: Reference
    stance: Stance
    more: tuple[Span, ...] = ()
    """Further stretches of a content that the article interrupts."""
    speaker: Span | None = None
    name: Span | None = None
    """The proper name inside `speaker`."""
    role: Span | None = None
    resolved: Span | None = None
    """The nearest mention a nominal or implicit speaker refers to."""
    entity: tuple[Span, ...] = ()
    """Every mention that would be as right an answer as `resolved`."""
    distance: int | None = None
    """Sentences between the cue and `resolved`."""
    addressee: Span | None = None
    venue: Span | None = None
    time: Span | None = None
    via: Span | None = None
    answers: int | None = None
    """Position, in the same article, of the statement this one answers."""


class StatementArticle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One article of the statements gold set."""

    id: str
    sha256: str
    """First 16 hex digits of the SHA-256 of the UTF-8 `text`."""
    statements: tuple[GoldStatement, ...]


class SummaryArticle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One article of the key-sentences gold set."""

    id: str
    sha256: str
    keys: tuple[tuple[Span, ...], ...]
    """Two to five things a brief must carry, each as its interchangeable sentences."""


class MissingText(LookupError):
    """The news file lacks an article, or holds another text under its id."""


def statements(path: Path) -> tuple[StatementArticle, ...]:
    """Read a statements gold file, one article a line."""
    return _lines(path, StatementArticle)


def summaries(path: Path) -> tuple[SummaryArticle, ...]:
    """Read a key-sentences gold file, one article a line."""
    return _lines(path, SummaryArticle)


def texts(
    news: Path, wanted: Iterable[StatementArticle | SummaryArticle]
) -> dict[str, tuple[str, str]]:
    """Return `{id: (title, text)}` for the articles of a gold set.

    Raises:
        MissingText: if an article is absent or its text is not the annotated one.
    """
    hashes = {article.id: article.sha256 for article in wanted}
    found = read_texts(news, hashes)
    for key, expected in hashes.items():
        if digest(found[key][1]) != expected:
            message = f"{key} has changed in {news.name} since it was annotated"
            raise MissingText(message)
    return found


def read_texts(news: Path, ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return `{id: (title, text)}`, in the order of `ids`, whatever the texts are.

    Raises:
        MissingText: if an article is absent.
    """
    found: dict[str, tuple[str, str]] = {}
    decode = msgspec.json.Decoder(_Row).decode
    for line in _raw(news):
        row = decode(line)
        if row.id in ids:
            found[row.id] = (row.title, row.text)
    for key in ids:
        if key not in found:
            message = f"{key} is not in {news.name}"
            raise MissingText(message)
    return {key: found[key] for key in ids}


def digest(text: str) -> str:
    """Return what the gold files store to recognise a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


_Article = TypeVar("_Article", StatementArticle, SummaryArticle)


class _Row(msgspec.Struct):
    id: str
    text: str
    title: str = ""


def _lines(path: Path, kind: type[_Article]) -> tuple[_Article, ...]:
    decode = msgspec.json.Decoder(kind).decode
    return tuple(decode(line) for line in path.read_bytes().splitlines() if line.strip())


def _raw(news: Path) -> Iterator[bytes]:
    if news.suffix != ".zst":
        with news.open("rb") as lines:
            yield from lines
        return
    program = shutil.which("zstd")
    if program is None:
        message = "reading a .zst news file needs the zstd program"
        raise MissingText(message)
    with subprocess.Popen(  # noqa: S603 - a fixed program on a path the caller chose
        [program, "-dc", "--", str(news)], stdout=subprocess.PIPE
    ) as process:
        if process.stdout is None:
            return
        yield from process.stdout
