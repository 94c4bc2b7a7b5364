"""Sentences aligned by hand, and what links are scored against them with.

`bench/data/ALIGNMENT.md` is the guideline. Alignment error rate, precision on
possible and recall on sure links: Och and Ney (2003), "A Systematic Comparison
of Various Statistical Alignment Models".
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from service.evaluation.gold import digest, read_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from service.schema import Span

SAMPLE = Path(__file__).parent / "data" / "alignment.tsv"
Links = frozenset[tuple[int, int]]
"""Pairs of an English and an Arabic word, both numbered from 0."""

_ENTRY = re.compile(r"([\d,-]+)([:~=])([\d,-]+)")
_WORD = re.compile(r"\S+")


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the sample, before its texts are looked up."""

    origin: Literal["news", "flores"]
    place: str
    """Article id, or line number from 1."""
    span: Span | None
    hash: str
    en: str
    sure: Links
    possible: Links
    """All of `sure`, and more."""


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence with its English and the links of the reader."""

    origin: Literal["news", "flores"]
    ar: str
    en: str
    sure: Links
    possible: Links


class Rates(msgspec.Struct, frozen=True, kw_only=True):
    """How well links agree with those of the reader."""

    error: float
    precision: float
    recall: float
    links: int


def words(text: str) -> list[Span]:
    """Return the words of a text, as the sample numbers them."""
    return [match.span() for match in _WORD.finditer(text)]


def numbers(text: str) -> list[int]:
    """Return the numbers of `2-4,7`."""
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


def notation(text: str) -> tuple[Links, Links]:
    """Return the sure and the possible links written as the guideline says.

    Raises `ValueError` for what is not written so.
    """
    sure: set[tuple[int, int]] = set()
    possible: set[tuple[int, int]] = set()
    for entry in text.split():
        match = _ENTRY.fullmatch(entry)
        if match is None:
            message = f"{entry!r} is no link"
            raise ValueError(message)
        english, arabic = numbers(match[1]), numbers(match[3])
        every = {(e, a) for e in english for a in arabic}
        if match[2] == "=":
            sure |= set(zip(english, arabic, strict=True))
        elif match[2] == ":":
            sure |= every
        possible |= every
    return frozenset(sure), frozenset(possible)


def rows(path: Path = SAMPLE) -> tuple[Row, ...]:
    """Read the sample."""
    found: list[Row] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        origin, place, span, sha, en, links = line.split("\t")
        sure, possible = notation(links)
        start, _, end = span.partition("-")
        found.append(
            Row(
                origin="news" if origin == "news" else "flores",
                place=place,
                span=(int(start), int(end)) if span else None,
                hash=sha,
                en=en,
                sure=sure,
                possible=possible,
            )
        )
    return tuple(found)


def pairs(shared: Path, path: Path = SAMPLE) -> tuple[Pair, ...]:
    """Return the sample with its texts, from the folder that has the news and FLORES-200 dev.

    Raises `ValueError` where a text is not the one that was aligned.
    """
    sample = rows(path)
    news = read_texts(
        shared / "news" / "ar.jsonl.zst", {row.place for row in sample if row.span is not None}
    )
    arabic, english = (
        (shared / "devsets" / f"flores200.dev.{side}").read_text("utf-8").split("\n")
        for side in ("ara", "eng")
    )
    found: list[Pair] = []
    for row in sample:
        if row.span is not None:
            ar, en = news[row.place][1][slice(*row.span)], row.en
            read = ar
        else:
            line = int(row.place) - 1
            ar, en = arabic[line], english[line]
            read = f"{ar}\n{en}"
        if digest(read) != row.hash:
            message = f"{row.origin} {row.place} is not the text that was aligned"
            raise ValueError(message)
        found.append(Pair(origin=row.origin, ar=ar, en=en, sure=row.sure, possible=row.possible))
    return tuple(found)


def rates(scored: Iterable[tuple[Links, Pair]]) -> Rates:
    """Return how links agree with the reader's, over all pairs together."""
    found = sure = both = allowed = 0
    for links, pair in scored:
        found += len(links)
        sure += len(pair.sure)
        both += len(links & pair.sure)
        allowed += len(links & pair.possible)
    return Rates(
        error=1 - (both + allowed) / (found + sure) if found + sure else 0.0,
        precision=allowed / found if found else 0.0,
        recall=both / sure if sure else 0.0,
        links=found,
    )


def covered(spans: Sequence[Span], span: Span) -> frozenset[int]:
    """Return which of the words at `spans` reach into `span`."""
    return frozenset(
        index for index, (start, end) in enumerate(spans) if start < span[1] and span[0] < end
    )


def english_of(pair: Pair, span: Span) -> tuple[frozenset[int], frozenset[int]]:
    """Return the English words that belong to a stretch of Arabic, and those that do not.

    Only words with a sure link are told apart; one linked both into the stretch
    and out of it is in neither set.
    """
    inside = covered(words(pair.ar), span)
    belongs = {e for e, a in pair.sure if a in inside}
    elsewhere = {e for e, a in pair.sure if a not in inside}
    return frozenset(belongs - elsewhere), frozenset(elsewhere - belongs)
