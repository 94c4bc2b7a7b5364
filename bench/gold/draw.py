"""Draw articles for a further development set, apart from every article annotated before.

    python -m bench.gold.draw --news NEWS --known tests/gold/*/*.jsonl

Prints one id a line, in the order to annotate them, so that any first part of the list
is a sample of the whole. Of the articles annotated before only ids are taken, and from
their texts only runs of words, to keep near-copies out.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
from collections import Counter, defaultdict
from pathlib import Path

import msgspec

_QUOTA = {
    "skynews": 12,
    "alarabia": 10,
    "BBC": 9,
    "france24": 9,
    "CNN": 7,
    "Jawhara FM": 7,
    "Times of Palestine": 6,
}
_STRATA = {"high": 0.52, "mid": 0.36, "low": 0.12}
_SEED = 20261124
"""The draw of `dev2`; `dev3` is the first 40 of seed 20261125."""
_FEWEST, _MOST = 60, 600
_RUN = 5
_COPY = 0.2
"""Share of the shorter text's runs of words from which two articles are near-copies."""
_LIGHT = frozenset({"sport", "culture", "technology"})
_LIGHT_SHARE = 0.34
_REPORTING = re.compile(
    r"\b[وف]?(?:قالت?|[يت]قول|أكدت?|أضافت?|تابع|أعلنت?|أوضحت?|أشارت?|ذكرت?|صرح|نفت|نفى|اتهمت?"
    r"|طالبت?|دعا|دعت|حذرت?|بحسب|وفقاً?|قائلا|قائلة|مضيفا|مشيرا|مؤكدا|كشفت?|نقلت|اعتبر|رفض)\b"
)
_MARKS = re.compile(r"[\u064b-\u0652\u0640]")


class _Row(msgspec.Struct):
    id: str
    source: str
    category: str
    text: str


class _Known(msgspec.Struct):
    id: str


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--known", type=Path, nargs="*", default=[])
    parser.add_argument("--seed", type=int, default=_SEED)
    options = parser.parse_args()
    known = {
        msgspec.json.decode(line, type=_Known).id
        for path in options.known
        for line in path.read_bytes().splitlines()
    }
    for one in draw(_read(options.news), known, options.seed):
        print(one.id)


def draw(rows: list[_Row], known: set[str], seed: int = _SEED) -> list[_Row]:
    """Return the sample of a `seed`, shuffled; `known` ids and their near-copies are left out."""
    cells: defaultdict[tuple[str, str], list[_Row]] = defaultdict(list)
    for row in rows:
        if row.id not in known and _FEWEST <= len(row.text.split()) <= _MOST:
            cells[row.source, _stratum(row.text)].append(row)
    rng = random.Random(seed)  # noqa: S311 - a repeatable draw, no secret
    seen = [_runs(row.text) for row in rows if row.id in known]
    drawn: list[_Row] = []
    for source, quota in _QUOTA.items():
        for stratum, need in _needs(quota).items():
            pool = sorted(cells[source, stratum], key=lambda row: row.id)
            rng.shuffle(pool)
            taken: Counter[bool] = Counter()
            most = max(1, round(_LIGHT_SHARE * need))
            for row in pool:
                light = row.category in _LIGHT
                if taken.total() == need:
                    break
                runs = _runs(row.text)
                if (light and taken[light] == most) or _copied(runs, seen):
                    continue
                taken[light] += 1
                seen.append(runs)
                drawn.append(row)
    rng.shuffle(drawn)
    return drawn


def _needs(quota: int) -> dict[str, int]:
    high, low = round(quota * _STRATA["high"]), round(quota * _STRATA["low"])
    return {"high": high, "mid": quota - high - low, "low": low}


def _stratum(text: str) -> str:
    found = len(_REPORTING.findall(_MARKS.sub("", text)))
    return "low" if found <= 1 else "mid" if found <= 4 else "high"


def _runs(text: str) -> set[tuple[str, ...]]:
    words = text.split()
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}


def _copied(runs: set[tuple[str, ...]], seen: list[set[tuple[str, ...]]]) -> bool:
    return any(len(runs & one) > _COPY * min(len(runs), len(one)) for one in seen)


def _read(news: Path) -> list[_Row]:
    lines = subprocess.run(
        ["zstd", "-dc", "--", str(news)],
        check=True,
        capture_output=True,
    ).stdout.splitlines()
    decode = msgspec.json.Decoder(_Row).decode
    return [decode(line) for line in lines if line.strip()]


if __name__ == "__main__":
    main()
