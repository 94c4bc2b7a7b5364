"""Our own English of Arabic titles and leads: what the summarizer will really be given.

Only the half of the articles that is not measured with, and none of the gold sets.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import msgspec

from models.build.corpus import lines
from service.arabic.segment import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SHORTEST, _LONGEST = 250, 450
"""Code points: of an article, and of a sentence."""
_BATCH = 24


class Article(msgspec.Struct, frozen=True):
    """An Arabic article."""

    id: str
    title: str
    text: str


class Own(msgspec.Struct, frozen=True):
    """Title and first two sentences, translated."""

    title: str
    text: str
    source: str = "translated"


def training_half(identifier: str) -> bool:
    """Whether an article may be learned from; the others are measured with."""
    return crc32(identifier.encode()) % 2 == 0


def articles(path: Path, gold: Path, seed: int) -> list[Article]:
    """Articles to translate, in a seeded order."""
    marked = {msgspec.json.decode(line)["id"] for p in gold.glob("*/*.jsonl") for line in lines(p)}
    found = [msgspec.json.decode(line, type=Article) for line in lines(path)]
    fit = [
        one
        for one in found
        if training_half(one.id) and one.id not in marked and one.title
        and len(one.text) >= _SHORTEST
    ]  # fmt: skip
    random.Random(seed).shuffle(fit)  # noqa: S311 - seeded sampling, not secrets
    return fit


def leads(given: Sequence[Article], until: float) -> Iterator[Own]:
    """Translate batch by batch until the clock says so."""
    from service import engine  # noqa: PLC0415 - loads CTranslate2
    from service.settings import Settings  # noqa: PLC0415

    translator = engine.load(Settings(beam=1, threads=1, memory_bytes=0))
    for start in range(0, len(given), _BATCH):
        if time.monotonic() > until:
            break
        texts = [[one.title, *_first(one.text)] for one in given[start : start + _BATCH]]
        done = iter(translator.translate([text for own in texts for text in own], batch=True))
        for own in texts:
            title, *rest = [next(done).en for _ in own]
            if rest:
                yield Own(title, " ".join(rest))
    translator.close()


def _first(text: str) -> list[str]:
    found = (text[slice(*span)] for span in sentences(text, 0, min(len(text), 1500)))
    return [sentence for sentence in list(found)[:2] if len(sentence) < _LONGEST]


def main(argv: Sequence[str] | None = None) -> int:
    """Write the articles that ``models.build.condensation --translated`` reads."""
    parser = argparse.ArgumentParser(prog="python -m models.build.leads")
    parser.add_argument("out", type=Path)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--gold", type=Path, default=Path("tests/gold"))
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args(argv)
    chosen = articles(given.shared / "news" / "ar.jsonl.zst", given.gold, given.seed)
    with given.out.open("wb") as out:
        for own in leads(chosen, time.monotonic() + 60 * given.minutes):
            out.write(msgspec.json.encode(own) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
