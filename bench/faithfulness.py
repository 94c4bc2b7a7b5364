"""How many lies the verifier catches, and how often it cries wolf.

    python bench/faithfulness.py [--news FOLDER] [--bbc FOLDER] [--half dev|test] [--show N]
    python bench/faithfulness.py --marked FILE | --hand FILE

Recall is the share of corrupted pairs that were flagged; precision the share of
flagged pairs that were corrupted. `dev` is the half of the articles on which
the verifier was written, `test` the other half (by a hash of the title).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from zlib import crc32

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent))

from faithfulness_marked import load
from faithfulness_pairs import Pair, make
from summary_data import split

from service.condense.verify import check


def articles(news: Path, half: str) -> list[list[str]]:
    """Read BBC, Reuters and Times of Palestine texts of one half as sentences."""
    raw = subprocess.run(
        ["zstd", "-dcq", str(news / "en.jsonl.zst")], capture_output=True, check=True
    )
    found: list[list[str]] = []
    for line in raw.stdout.decode().splitlines():
        item = json.loads(line)
        text = item["text"]
        if item["source"] == "agnews" or (
            item["source"] == "reuters21578" and crc32(text.encode()) % 6
        ):
            continue
        if bool(crc32(item["title"].encode()) & 1) == (half == "test"):
            sentences = split(" ".join(text.split()))
            if len(sentences) >= 3:
                found.append(sentences)
    return found


def score(pairs: list[Pair], show: int) -> None:
    """Print recall by kind of lie, precision, and the first `show` mistakes."""
    total, caught = Counter[str](), Counter[str]()
    wolf = Counter[str]()
    for pair in pairs:
        flags = check(pair.candidate, pair.support, ())
        total[pair.kind] += 1
        caught[pair.kind] += bool(flags)
        if bool(flags) == (pair.kind == "faithful"):
            if pair.kind == "faithful":
                wolf.update(flag.code for flag in flags[:1])
            if show > 0:
                show -= 1
                print("  ", pair.kind, pair.edits, [f"{f.code}: {f.detail}" for f in flags])
                print("     <", " | ".join(pair.support))
                print("     >", pair.candidate)
    lies = sum(total.values()) - total["faithful"]
    found = sum(caught.values()) - caught["faithful"]
    print("pairs", sum(total.values()), "corrupted", lies)
    for kind in sorted(total):
        print(f"  {kind:10s} {caught[kind]:4d} of {total[kind]:4d} flagged")
    print(
        f"recall {found / lies:.3f}  precision {found / max(1, sum(caught.values())):.3f}  "
        f"false alarms by first flag {dict(wolf)}"
    )


def main() -> None:
    """Run on generated pairs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hand", type=Path, help="a TSV of kind, support, candidate instead")
    parser.add_argument("--marked", type=Path, help="pairs over news sentences instead")
    parser.add_argument("--news", type=Path, default=Path("../shared/news"))
    parser.add_argument("--half", choices=("dev", "test"), default="dev")
    parser.add_argument("--pairs", type=int, default=600)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", type=int, default=0)
    given = parser.parse_args()
    if given.hand:
        rows = [line.split("\t") for line in given.hand.read_text("utf-8").splitlines()]
        hand = [Pair(c, (s,), k, ()) for k, s, c in (r for r in rows if not r[0].startswith("#"))]
        score(hand, given.show)
        return
    if given.marked:
        pairs = load(given.marked, given.news)
        score([Pair(p.candidate, (p.support,), p.kind, ()) for p in pairs], given.show)
        return
    score(make(articles(given.news, given.half), given.pairs, given.seed), given.show)


if __name__ == "__main__":
    main()
