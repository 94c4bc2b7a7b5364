"""Statements scored against the gold set, beside what anyone would try first.

    python -m bench.statements --shared FOLDER            the development sets
    python -m bench.statements --shared FOLDER --closed   the closed half of the third, too
    python -m bench.statements --shared FOLDER --test     the half set aside, too
    python -m bench.statements --shared FOLDER --fit      refit the score on the open sets

Statements are found in the text as the annotators had it, without a title, and
without translations: everything scored here is Arabic.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from service.arabic.segment import sentences
from service.article.document import Document, Paragraph
from service.engine.protocols import Translation
from service.evaluation import baseline, gold
from service.evaluation.statements import Report, Words, count, match, reliability, report
from service.statements import find
from service.statements.find import resolved
from service.statements.score import features
from service.translated import TranslatedSegment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.schema import Statement

_GOLD = Path(__file__).parent.parent / "tests" / "gold" / "statements"
_PARTS = {
    "dev": "what the rules were first written on",
    "dev2": "read by a second pass, used for tuning from session 2",
    "dev3": "read before any of it was scored; this half is open, and used for tuning",
    "dev3-closed": "the other half of the same draw, looked at only to score",
    "test": "set aside, looked at only to score",
}
_OPEN = ("dev", "dev2", "dev3")
_RIDGE = 1.0
_STEPS = 50
_BINS = ((0.0, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 0.98), (0.98, 1.01))
_BARS = {
    "found": "P .93 R .88",
    "speaker exact": "F .82",
    "content overlap": "F .83",
    "resolved of all": ".80",
    "cue class": ".85",
}


def document(text: str) -> Document:
    """Return the article as its annotators saw it: every line a paragraph of the body."""
    paragraphs: list[Paragraph] = []
    start = 0
    for line in text.split("\n"):
        low = start + len(line) - len(line.lstrip())
        high = start + len(line.rstrip())
        if low < high:
            paragraphs.append(Paragraph(span=(low, high)))
        start += len(line) + 1
    return Document(text=text, paragraphs=tuple(paragraphs))


def segments(article: Document) -> tuple[TranslatedSegment, ...]:
    """Return its sentences with no English."""
    places = [
        (index, span)
        for index, paragraph in enumerate(article.paragraphs)
        for span in sentences(article.text, *paragraph.span)
    ]
    return tuple(
        TranslatedSegment(
            id=number,
            paragraph=index,
            span=span,
            translation=Translation(
                ar=article.text[slice(*span)], en="", score=1.0, confidence="high"
            ),
        )
        for number, (index, span) in enumerate(places)
    )


def predict(text: str, least: float | None = None) -> tuple[Statement, ...]:
    """Return the statements found in a text."""
    article = document(text)
    if least is not None:
        return find(article, segments(article), least=least)
    return find(article, segments(article))


def evaluate(half: str, news: Path) -> None:
    """Print the table of one part of the gold set."""
    articles = gold.statements(_GOLD / f"{half}.jsonl")
    texts = gold.texts(news, articles)
    ours: Counter[str] = Counter()
    naive: Counter[str] = Counter()
    sure: list[tuple[float, bool]] = []
    for article in articles:
        text = texts[article.id][1]
        found = predict(text)
        ours += count(text, article.statements, found)
        naive += count(text, article.statements, baseline.statements(text))
        sure += reliability(text, article.statements, found)
    print(f"\n{half}: {len(articles)} articles, {ours['found|gold']} statements; {_PARTS[half]}")
    _table(report(ours), report(naive))
    _reliability(sure)


def _table(ours: Report, naive: Report) -> None:
    print(f"{'':44}{'P':>7}{'R':>7}{'F':>7}   {'naive P':>7}{'R':>7}{'F':>7}   bar")
    for name, score in ours.scores.items():
        other = naive.scores.get(name)
        theirs = f"{other.precision:7.3f}{other.recall:7.3f}{other.f1:7.3f}" if other else ""
        mine = f"{score.precision:7.3f}{score.recall:7.3f}{score.f1:7.3f}"
        print(f"{name:44}{mine}   {theirs:21}   {_BARS.get(name, '')}")
    for name, share in ours.shares.items():
        other = naive.shares.get(name)
        theirs = f"{other.value:7.3f}" if other else ""
        mine = f"{share.value:7.3f}  {share.hits}/{share.of}"
        print(f"{name:44}{mine:21}   {theirs:21}   {_BARS.get(name, '')}")


def _reliability(sure: Sequence[tuple[float, bool]]) -> None:
    """Print how often a score came true: its mean, the share that was right, and how many."""
    print(f"\n{'score':>12}{'mean':>8}{'right':>8}{'n':>6}")
    error = 0.0
    for low, high in _BINS:
        inside = [(score, right) for score, right in sure if low <= score < high]
        if not inside:
            continue
        mean = sum(score for score, _ in inside) / len(inside)
        share = sum(right for _, right in inside) / len(inside)
        error += abs(mean - share) * len(inside) / len(sure)
        print(f"{low:6.2f}-{min(high, 1):.2f}{mean:9.3f}{share:8.3f}{len(inside):6}")
    print(f"expected calibration error {error:.3f}")


def fit(news: Path) -> None:
    """Print the weights of `data/score.tsv`, fitted by Newton's method with a ridge."""
    articles = [article for part in _OPEN for article in gold.statements(_GOLD / f"{part}.jsonl")]
    texts = gold.texts(news, articles)
    rows: list[dict[str, bool]] = []
    right: list[bool] = []
    for article in articles:
        text = texts[article.id][1]
        parts = document(text)
        reading, found = resolved(parts, segments(parts))
        statements = {one.content.span: one for one in predict(text, least=0.0)}
        listed = list(statements.values())
        hits = {j for _, j in match(Words(text), article.statements, listed)}
        matched = {listed[j].cue.span for j in hits}
        for one in found:
            rows.append(features(reading, one))
            right.append(reading.span(*one.raw.cue) in matched)
    names = ["always", *rows[0]]
    x = np.array([[True, *row.values()] for row in rows], dtype=float)
    y = np.array(right, dtype=float)
    weight = np.zeros(len(names))
    ridge = np.full(len(names), _RIDGE)
    ridge[0] = 1e-3
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-x @ weight))
        gradient = x.T @ (y - chance) - ridge * weight
        curvature = (x * (chance * (1 - chance))[:, None]).T @ x + np.diag(ridge)
        weight += np.linalg.solve(curvature, gradient)
    for name, value in zip(names, weight, strict=True):
        print(f"{name}\t{value:.3f}")


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="where news/ar.jsonl.zst lies")
    parser.add_argument("--closed", action="store_true", help="score the closed half of dev3, too")
    parser.add_argument("--test", action="store_true", help="score the half set aside, too")
    parser.add_argument("--fit", action="store_true", help="print the weights of the score")
    asked = parser.parse_args()
    news = asked.shared / "news" / "ar.jsonl.zst"
    if asked.fit:
        fit(news)
        return
    closed = {"dev3-closed": asked.closed, "test": asked.test}
    for part in _PARTS:
        if closed.get(part, True):
            evaluate(part, news)


if __name__ == "__main__":
    main()
