"""The model's entry in ``models/catalogue.toml``, written by the recipe and read by the service."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from models.build.evaluate import Scores, digest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_ENTRY = re.compile(r"(?m)^\[\[models\]\]$")


def _inline(values: Mapping[str, str | float]) -> str:
    return "{ " + ", ".join(f"{key} = {json.dumps(value)}" for key, value in values.items()) + " }"


def scores(measured: Sequence[Scores]) -> list[dict[str, str | float]]:
    """Each figure with what reproduces it."""
    return [
        {
            "metric": metric,
            "value": value,
            "data": f"{s.devset}, {s.sentences} sentences",
            "signature": f"{signature}; {s.compute}, beam {s.beam}; model.bin {s.model}",
        }
        for s in measured
        for metric, value, signature in (
            ("BLEU", s.bleu, s.bleu_signature),
            ("chrF2", s.chrf, s.chrf_signature),
        )
    ]


def entry(
    folder: Path,
    facts: Mapping[str, str],
    decoding: Mapping[str, str | float],
    figures: Sequence[Mapping[str, str | float]],
) -> str:
    """One ``[[models]]`` table: the facts, every file with its SHA-256, decoding, scores."""
    files = sorted(p for p in folder.iterdir() if p.is_file() and p.name != "README.md")
    size = sum(p.stat().st_size for p in files) / 1e6
    out = ["[[models]]"]
    out += [f"{key} = {json.dumps(value)}" for key, value in facts.items()]
    out.append(f'size = "{size:.0f} MB"')
    out += ["scores = [", *(f"  {_inline(score)}," for score in figures), "]"]
    out += ["", "[models.files]", *(f'"{p.name}" = "{digest(p)}"' for p in files)]
    out += ["", "[models.decoding]", *(f"{k} = {json.dumps(v)}" for k, v in decoding.items())]
    return "\n".join(out) + "\n"


def put(catalogue: str, identifier: str, text: str) -> str:
    """The catalogue with the entry of that id replaced where it stands, or added at the end."""
    head, *blocks = _ENTRY.split(catalogue)
    own = re.compile(rf'(?m)^id = "{re.escape(identifier)}"$')
    entries = [text if own.search(block) else "[[models]]" + block for block in blocks]
    if text not in entries:
        entries.append(text)
    body = "\n".join(entry.strip() + "\n" for entry in entries)
    return (head.rstrip() + "\n\n" if head.strip() else "") + body
