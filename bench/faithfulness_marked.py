"""Pairs written by hand over sentences of `news/en.jsonl.zst`, which may not be committed.

    python bench/faithfulness_marked.py WRITTEN OUT    # WRITTEN: source, sentence, kind, candidate

A line of the stored form: kind, source, CRC-32 of the article's text, span of
the support (code points into the text, each run of white space made one space), and the
candidate as edits of it: `3-7` are its words from the third up to the seventh,
numbered from 0 and split at spaces, anything else is a word of the writer's own (a
word that would read as a range is written after a backslash).
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
from difflib import SequenceMatcher
from pathlib import Path
from zlib import crc32

import msgspec

_RANGE = re.compile(r"(\d+)-(\d+)")


class Marked(msgspec.Struct, frozen=True):
    """One pair, its support read back from where it lies."""

    kind: str
    """`faithful`, or the lie told."""
    support: str
    candidate: str


def edits(support: str, candidate: str) -> str:
    """Return the candidate as ranges of the support's words and words of its own."""
    given, written = support.split(" "), candidate.split(" ")
    matcher = SequenceMatcher(None, given, written, autojunk=False)
    found: list[str] = []
    for tag, first, last, begin, end in matcher.get_opcodes():
        if tag == "equal":
            found.append(f"{first}-{last}")
        else:
            found += [rf"\{w}" if _RANGE.fullmatch(w) else w for w in written[begin:end]]
    return " ".join(found)


def applied(support: str, edited: str) -> str:
    """Return the candidate that `edits` wrote down."""
    given = support.split(" ")
    words: list[str] = []
    for part in edited.split(" "):
        match = _RANGE.fullmatch(part)
        if match:
            words += given[int(match[1]) : int(match[2])]
        else:
            words.append(part.removeprefix("\\"))
    return " ".join(words)


def texts(news: Path) -> dict[tuple[str, str], str]:
    """Return the English articles by source and CRC-32, white space normalised."""
    raw = subprocess.run(
        ["zstd", "-dcq", str(news / "en.jsonl.zst")], capture_output=True, check=True
    )
    rows = (json.loads(line) for line in raw.stdout.decode().split("\n") if line)
    return {
        (row["source"], str(crc32(row["text"].encode()))): " ".join(row["text"].split())
        for row in rows
    }


def load(path: Path, news: Path) -> list[Marked]:
    """Read a stored file; raises `KeyError` for an article that is not there."""
    articles = texts(news)
    found: list[Marked] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        kind, source, digest, start, end, edited = line.split("\t")
        support = articles[source, digest][int(start) : int(end)]
        found.append(Marked(kind, support, applied(support, edited)))
    return found


def main() -> None:
    """Store hand-written pairs, the sentences parted by their CRC-32 into open and sealed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("written", type=Path, help="TSV: source, sentence, kind, candidate")
    parser.add_argument("out", type=Path)
    parser.add_argument("--news", type=Path, default=Path("../shared/news"))
    given = parser.parse_args()
    articles = texts(given.news)
    rows: dict[str, list[str]] = {"open": [], "sealed": []}
    for line in given.written.read_text("utf-8").splitlines():
        source, sentence, kind, candidate = line.split("\t")
        (_, digest), start = next(
            (key, text.find(sentence))
            for key, text in articles.items()
            if key[0] == source and sentence in text
        )
        edited = edits(sentence, candidate)
        row = (kind, source, digest, str(start), str(start + len(sentence)), edited)
        rows["sealed" if crc32(sentence.encode()) & 1 else "open"].append("\t".join(row))
    for half, lines in rows.items():
        about = f"# Pairs over news sentences, {half} half; see bench/faithfulness_marked.py."
        (given.out / f"news_{half}.tsv").write_text("\n".join((about, *lines, "")), "utf-8")


if __name__ == "__main__":
    main()
