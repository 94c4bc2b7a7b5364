"""How fast the engine is, beside its own ceiling and with other settings.

    python -m bench.engine [--shared ../shared] [--sentences 192] [--repeat 3] [--settings]

The ceiling is `translate_batch` on all sentences at once, with the batch size
that served it best in this very run and nothing else to do: no attention, no
checks, no waiting. Beside it the engine as it ships, fed by 1, 4, 16 and 64
clients with articles of mixed length, in this process. Every round measures all
of them in turn, so a machine that slows down slows down all alike; shares are
medians of the rounds. `--settings` adds the table of beams, threads, batch
sizes and sorting, with chrF. Needs FLORES-200 dev for real sentences.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import ctranslate2
import msgspec
import sacrebleu

from service.arabic.normalise import normalise_text
from service.engine import open_entry
from service.engine.catalogue import Catalogue, Entry
from service.engine.pieces import SourceTokenizer, join
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.engine import CTranslateTranslator

CLIENTS = (1, 4, 16, 64)
SIZES = (3, 8, 20, 5, 40, 12)
"""Sentences of the articles that clients send, in turn."""
CORES = os.cpu_count() or 1


class Run(msgspec.Struct, frozen=True):
    """One measured run."""

    seconds: float
    cpu: float
    """Seconds of all cores together; unlike the wall, untouched by other programs."""
    tokens: int
    """Pieces of the source, which every system gets alike."""

    @property
    def rate(self) -> float:
        """Source pieces per second."""
        return self.tokens / self.seconds


class Watch:
    """Wall and processor time since it was made."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def run(self, tokens: int) -> Run:
        """Stop."""
        return Run(time.perf_counter() - self._wall, time.process_time() - self._cpu, tokens)


def ceiling(
    model: ctranslate2.Translator, pieces: Sequence[Sequence[str]], size: int, beam: int
) -> tuple[Run, list[str]]:
    """Everything at once, nothing but decoding."""
    watch = Watch()
    results = model.translate_batch(
        pieces, max_batch_size=size, batch_type="tokens", beam_size=beam, max_input_length=0
    )
    return watch.run(sum(map(len, pieces))), [join(one.hypotheses[0]).text for one in results]


def articles(sentences: Sequence[str], seed: int) -> list[list[str]]:
    """All sentences as articles of mixed length."""
    shuffled = list(sentences)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - not a secret
    cut: list[list[str]] = []
    while shuffled:
        size = SIZES[len(cut) % len(SIZES)]
        cut.append(shuffled[:size])
        del shuffled[:size]
    return cut


def served(
    translator: CTranslateTranslator, work: list[list[str]], clients: int, tokens: int
) -> tuple[Run, list[float]]:
    """`clients` threads take articles from one pile; returns each article's seconds too."""
    pile, lock, latencies = list(work), threading.Lock(), list[float]()

    def client() -> None:
        while True:
            with lock:
                if not pile:
                    return
                article = pile.pop()
            began = time.perf_counter()
            translator.translate(article)
            latencies.append(time.perf_counter() - began)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    watch = Watch()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return watch.run(tokens), latencies


def settings_table(
    entry: Entry, pieces: Sequence[Sequence[str]], references: Sequence[str]
) -> None:
    """Beam, threads, batch size and sorting against speed and chrF."""
    print("\nbeam  workers x threads  batch tokens  order     pieces/s   chrF2")
    chosen = [(beam, CORES, 1, 1024, "sorted") for beam in (1, 2, 4)]
    chosen += [(2, CORES, 1, size, "sorted") for size in (128, 256, 512, 2048)]
    chosen += [(2, 1, CORES, 1024, "sorted"), (2, CORES, 1, 1024, "as given")]
    for beam, workers, threads, size, order in chosen:
        model = ctranslate2.Translator(
            entry.path,
            compute_type=entry.decoding.compute_type,
            inter_threads=workers,
            intra_threads=threads,
        )
        ceiling(model, pieces[:4], size, beam)
        if order == "sorted":
            run, texts = ceiling(model, pieces, size, beam)
        else:
            run, texts = as_given(model, pieces, size, beam)
        score = sacrebleu.corpus_chrf(texts, [list(references)]).score
        print(
            f"{beam:4}  {workers} x {threads:<15} {size:12}  {order:8} {run.rate:9.0f} {score:7.2f}"
        )


def as_given(
    model: ctranslate2.Translator, pieces: Sequence[Sequence[str]], size: int, beam: int
) -> tuple[Run, list[str]]:
    """Batches of about `size` tokens in the order of the text."""
    per_batch = max(1, size // max(map(len, pieces)))
    texts: list[str] = []
    watch = Watch()
    for start in range(0, len(pieces), per_batch):
        batch = pieces[start : start + per_batch]
        results = model.translate_batch(batch, beam_size=beam, max_input_length=0)
        texts += [join(one.hypotheses[0]).text for one in results]
    return watch.run(sum(map(len, pieces))), texts


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--sentences", type=int, default=192)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--settings", action="store_true")
    arguments = parser.parse_args()
    sentences, references = (
        (arguments.shared / "devsets" / f"flores200.dev.{side}")
        .read_text("utf-8")
        .split("\n")[: arguments.sentences]
        for side in ("ara", "eng")
    )
    settings = msgspec.structs.replace(Settings.from_environment(), memory_bytes=0)
    entry = Catalogue.read(settings.models_dir).entry(settings.model)
    entry.verify()
    tokenizer = SourceTokenizer(Path(entry.path) / "source.spm")
    pieces = [tokenizer.split(normalise_text(one)).pieces for one in sentences]
    tokens = sum(map(len, pieces))
    print(f"{entry.id} {entry.sha256[:12]}, CTranslate2 {ctranslate2.__version__}, {CORES} cores")
    print(f"{len(sentences)} sentences, {tokens} source pieces, beam {settings.beam}")
    model = ctranslate2.Translator(
        entry.path,
        compute_type=entry.decoding.compute_type,
        inter_threads=CORES,
        intra_threads=1,
    )
    shipped = open_entry(entry, settings)
    plain = open_entry(entry, settings, retries=0)
    best = max(
        (512, 1024, 2048, 4096),
        key=lambda size: ceiling(model, pieces, size, settings.beam)[0].rate,
    )
    shares: dict[tuple[str, int], list[tuple[float, float]]] = {}
    waits: dict[int, list[float]] = {}
    ceilings: list[float] = []
    for number in range(arguments.repeat):
        for clients in CLIENTS:
            top = ceiling(model, pieces, best, settings.beam)[0]
            ceilings.append(top.rate)
            work = articles(sentences, number)
            for name, engine in (("plain", plain), ("shipped", shipped)):
                run, latencies = served(engine, work, clients, tokens)
                shares.setdefault((name, clients), []).append(
                    (run.rate / top.rate, top.cpu / run.cpu)
                )
                if name == "shipped":
                    waits.setdefault(clients, []).extend(latencies)
    print(
        f"ceiling: {statistics.median(ceilings):.0f} pieces/s, batches of {best} tokens"
        f" ({min(ceilings):.0f} to {max(ceilings):.0f})\n"
    )
    print("share of the ceiling, by the clock and (by processor time)")
    print("clients  no retries        as shipped        p50 s   p95 s   p99 s   of an article")
    for clients in CLIENTS:
        cut = statistics.quantiles(waits[clients], n=100, method="inclusive")
        found = ""
        for name in ("plain", "shipped"):
            wall, cpu = (
                statistics.median(pair[part] for pair in shares[name, clients]) for part in (0, 1)
            )
            found += f"  {wall:6.1%} ({cpu:6.1%}) "
        print(f"{clients:7} {found} {cut[49]:8.2f}{cut[94]:8.2f}{cut[98]:8.2f}")
    alone, among = fairness(plain, sentences)
    print(f"\n5 sentences alone {alone:.2f} s, among 8 long articles {among:.2f} s:")
    print(f"{among / alone:.1f} times as long")
    for engine in (shipped, plain):
        engine.close()
    if arguments.settings:
        settings_table(entry, pieces, references)


def fairness(translator: CTranslateTranslator, sentences: Sequence[str]) -> tuple[float, float]:
    """Seconds of a 5-sentence article alone, and among eight long ones (medians of 5)."""
    short = sentences[:5]

    def once() -> float:
        began = time.perf_counter()
        translator.translate(short)
        return time.perf_counter() - began

    alone = statistics.median(once() for _ in range(5))
    left = threading.Event()

    def crowd() -> None:
        while not left.is_set():
            try:
                translator.translate(sentences, cancelled=left.is_set)
            except Exception:  # noqa: BLE001 - leaving is how the crowd ends
                return

    threads = [threading.Thread(target=crowd) for _ in range(8)]
    for thread in threads:
        thread.start()
    time.sleep(2)
    among = statistics.median(once() for _ in range(5))
    left.set()
    for thread in threads:
        thread.join()
    return alone, among


if __name__ == "__main__":
    main()
