"""Turn annotation shorthand into gold files, or show an annotated article.

    python -m bench.gold.convert notes/*.txt --news NEWS --out dev.jsonl [--keys keys.jsonl]
    python -m bench.gold.convert --show tests/gold/statements/dev.jsonl --news NEWS [--id ID]

The notes quote articles and stay out of the repository; the gold files hold offsets only.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import msgspec

from bench.gold.anchors import AnchorError, Article
from service.evaluation import gold

_LEAST_SENTENCES = 7
"""Below this a brief's choice of sentences says nothing."""


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notes", nargs="*", type=Path)
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--keys", type=Path)
    parser.add_argument("--show", type=Path)
    parser.add_argument("--id")
    options = parser.parse_args()
    if options.show is not None:
        _show(options.show, options.news, options.id)
    else:
        _convert(options.notes, options.news, options.out, options.keys)


def _convert(notes: list[Path], news: Path, out: Path, keys: Path | None) -> None:
    blocks = _blocks(notes)
    errors: list[str] = []
    rows: list[bytes] = []
    marked: list[bytes] = []
    for key, (_, text) in gold.read_texts(news, blocks).items():
        article = Article(text)
        for line in blocks[key]:
            try:
                article.read(line)
            except AnchorError as error:
                errors.append(f"{key}: {error}")
        source = {"id": key, "sha256": gold.digest(text)}
        try:
            row = {**source, "statements": article.statements()}
        except AnchorError as error:
            errors.append(f"{key}: {error}")
            continue
        rows.append(msgspec.json.encode(msgspec.convert(row, gold.StatementArticle)))
        if len(article) >= _LEAST_SENTENCES:
            row = {**source, "keys": article.keys()}
            marked.append(msgspec.json.encode(msgspec.convert(row, gold.SummaryArticle)))
    if errors:
        sys.exit("\n".join([*errors, "nothing written"]))
    out.write_bytes(b"\n".join(rows) + b"\n")
    if keys is not None:
        keys.write_bytes(b"\n".join(marked) + b"\n")


def _blocks(notes: list[Path]) -> dict[str, list[str]]:
    blocks: dict[str, list[str]] = {}
    for path in notes:
        lines: list[str] = []
        for raw in path.read_text(encoding="utf-8").splitlines():
            line = raw.strip()
            if line.startswith("#"):
                lines = blocks.setdefault(line[1:].split()[0], [])
            elif line:
                lines.append(line)
    return blocks


def _show(path: Path, news: Path, wanted: str | None) -> None:
    articles = [one for one in gold.statements(path) if wanted in {None, one.id}]
    texts = gold.texts(news, articles)
    for article in articles:
        title, text = texts[article.id]
        print(f"\n# {article.id} {title}")
        for one in article.statements:
            who = one.speaker or one.resolved
            print(
                f"  {one.kind}/{one.direct}/{one.reference}",
                text[slice(*one.cue)],
                "|",
                text[slice(*who)] if who else "-",
                "|",
                text[slice(*one.content)],
            )


if __name__ == "__main__":
    main()
