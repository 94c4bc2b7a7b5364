"""Does the summary choose what an editor would, and say the same in both languages?

    python bench/summary.py [--gold tests/gold/summary/dev.jsonl] [--news ../shared/news]
                            [--bbc "FOLDER/BBC News Summary"] [--growth]

Gold: precision, recall and F of key sentences at three points and at four.
BBC News Summary (held-out half, by a hash of the title) and REALSumm's
CNN/DailyMail sample: ROUGE F1 at the same number of sentences for everyone.
Beside ours stand Lead-N and LexRank. `--growth` times articles of doubling
length; `--translate 10` translates the points of ten gold articles and compares
both sides of each in the encoder's space. Every line names its data and its number of articles.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent))

import msgspec
import numpy as np
import summary_data
import summary_gold
from summary_metrics import lead, lexrank, rouge_l, rouge_n

from service.condense import mark_duplicates, summarise
from service.condense.choose import Weights, candidates, choose
from service.condense.compress import compress
from service.condense.encoder import load_encoder
from service.evaluation import summary as selection

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.engine.protocols import Encoder
    from service.translated import TranslatedSegment

    Chooser = Callable[[summary_gold.Article, int], tuple[TranslatedSegment, ...]]


def on_gold(path: Path, news: Path, encoder: Encoder) -> None:
    """Score the choosers on marked key sentences."""
    articles = summary_gold.load(path, news)

    def body(article: summary_gold.Article) -> list[TranslatedSegment]:
        return [segment for segment in article.segments if not segment.title]

    def ranked(article: summary_gold.Article, points: int) -> tuple[TranslatedSegment, ...]:
        own = body(article)
        return tuple(own[i] for i in lexrank([one.translation.ar for one in own], points))

    def ours(article: summary_gold.Article, points: int) -> tuple[TranslatedSegment, ...]:
        given = candidates(article.segments, article.statements, encoder)
        return choose(given, points, Weights())

    choosers: dict[str, Chooser] = {
        "lead": lambda article, points: tuple(body(article)[:points]),
        "lexrank": ranked,
        "ours": ours,
    }
    for points in (3, 4):
        for name, chooser in choosers.items():
            score = selection.total(
                selection.count(a.text, a.keys, a.spans(chooser(a, points))) for a in articles
            )
            print(
                f"{path.name} n={len(articles)} points={points} {name:8s} P {score.precision:.3f} "
                f"R {score.recall:.3f} F {score.f1:.3f} word-F {score.word_f1:.3f}"
            )


def on_references(name: str, examples: list[summary_data.Example], encoder: Encoder) -> None:
    """Score the choosers by ROUGE at three sentences, and at the length of the reference."""
    rows: dict[tuple[str, str], list[tuple[float, float, float, float]]] = {}
    for example in examples:
        sentences = [sentence for _, sentence in example.sentences]
        _, marked = summary_data.segments(example)
        given = candidates(mark_duplicates(marked), (), encoder)
        shift = 1 if example.title else 0
        lengths = {"3": 3} | ({"reference": len(example.key)} if example.key else {})
        for label, points in lengths.items():
            mine = [segment.id - shift for segment in choose(given, points, Weights())]
            picks = {
                "lead": lead(sentences, points),
                "lexrank": lexrank(sentences, points),
                "ours": mine,
            }
            for chooser, picked in picks.items():
                text = " ".join(sentences[index] for index in picked)
                hits = len(example.key & set(picked)) / len(picked)
                scores = (
                    rouge_n(text, example.reference, 1),
                    rouge_n(text, example.reference, 2),
                    rouge_l(text, example.reference),
                    hits,
                )
                rows.setdefault((label, chooser), []).append(scores)
    for (label, chooser), scores in rows.items():
        one, two, longest, hits = np.mean(scores, axis=0)
        keys = f" key sentences {hits:.3f}" if examples[0].key else ""
        print(
            f"{name} n={len(examples)} sentences={label} {chooser:8s} "
            f"R1 {one:.3f} R2 {two:.3f} RL {longest:.3f}{keys}"
        )


def translated(path: Path, news: Path, articles: int, encoder: Encoder) -> None:
    """Translate the chosen sentences and compare both sides of every point."""
    import service  # noqa: PLC0415 - loads the translation model, which the rest does without

    cut = shorter = 0
    likeness: list[float] = []
    with service.load() as mujaz:
        for article in summary_gold.load(path, news)[:articles]:
            given = candidates(article.segments, article.statements, encoder)
            chosen = choose(given, 4, Weights())
            translations = mujaz.translator.translate([s.translation.ar for s in chosen])
            for segment, translation in zip(chosen, translations, strict=True):
                own = msgspec.structs.replace(segment, translation=translation)
                short = compress(article.document, own, article.statements)
                here, there = np.asarray(encoder.encode([short.ar, short.en]))
                likeness.append(float(here @ there))
                cut += short.cut
                shorter += len(translation.ar) + len(translation.en) - len(short.ar + short.en)
        print(f"translated by {mujaz.signature}")
    low, middle = np.percentile(likeness, (10, 50))
    print(
        f"{path.name} articles={articles} points={len(likeness)} likeness of ar and en: mean "
        f"{np.mean(likeness):.3f} median {middle:.3f} tenth percentile {low:.3f}; "
        f"{cut} points cut, {shorter} characters saved"
    )


def growth(encoder: Encoder) -> None:
    """Time the whole summary on articles of doubling length."""
    words = [
        "قال",
        "الوزير",
        "في",
        "المدينة",
        "إن",
        "الاقتصاد",
        "ينمو",
        "بسرعة",
        "هذا",
        "العام",
        "رغم",
        "الحرب",
    ]
    for sentences in (250, 500, 1000, 2000):
        text = [
            " ".join([*words[i % 7 :], *words[: i % 7], str(i), *words[i % 3 : i % 3 + 7]])
            for i in range(sentences)
        ]
        example = summary_data.Example("growth", "", tuple(enumerate(text)), "")
        began = time.perf_counter()
        document, segments = summary_data.segments(example)
        marked = mark_duplicates(segments)
        summarise(document, marked, (), points=5, encoder=encoder)
        taken = time.perf_counter() - began
        total = sum(len(one.split()) for one in text)
        print(f"growth {total} words {taken:.2f} s, {taken / total * 1e6:.1f} us a word")


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=Path("tests/gold/summary/dev.jsonl"))
    parser.add_argument("--news", type=Path, default=Path("../shared/news"))
    parser.add_argument("--bbc", type=Path)
    parser.add_argument("--translate", type=int, metavar="ARTICLES", default=0)
    parser.add_argument("--growth", action="store_true")
    given = parser.parse_args()
    encoder = load_encoder()
    if given.growth:
        growth(encoder)
        return
    if given.translate:
        translated(given.gold, given.news / "ar.jsonl.zst", given.translate, encoder)
        return
    on_gold(given.gold, given.news / "ar.jsonl.zst", encoder)
    if given.bbc:
        held_out = [example for example in summary_data.bbc(given.bbc) if example.held_out]
        on_references("bbc", held_out[:400], encoder)
    on_references("realsumm", summary_data.realsumm(given.news / "realsumm"), encoder)


if __name__ == "__main__":
    main()
