"""The bare library and the engine on the same sentences, each run timed; see `bench.engine`."""

from __future__ import annotations

import os
import random
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ctranslate2
import msgspec

from service.arabic.normalise import normalise_text
from service.engine.decoder import Search
from service.engine.pieces import SourceTokenizer, join
from service.engine.source import prepare
from service.engine.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.engine import CTranslateTranslator
    from service.engine.catalogue import Entry
    from service.engine.confidence import Calibration
    from service.engine.decoder import Hypothesis
    from service.engine.inference import CTranslateDecoder
    from service.settings import Settings

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


class Bench:
    """The model, its sentences, and the ways to run them."""

    def __init__(self, entry: Entry, settings: Settings, sentences: Sequence[str]) -> None:
        self.entry, self.settings, self.sentences = entry, settings, sentences
        self.tokenizer = SourceTokenizer(Path(entry.path) / "source.spm")
        self.pieces = [self.tokenizer.split(normalise_text(one)).pieces for one in sentences]
        self.tokens = sum(map(len, self.pieces))
        self.model = self.raw(CORES, 1)

    def raw(self, workers: int, threads: int) -> ctranslate2.Translator:
        """The bare library."""
        return ctranslate2.Translator(
            self.entry.path,
            compute_type=self.entry.decoding.compute_type,
            inter_threads=workers,
            intra_threads=threads,
        )

    def ceiling(
        self,
        size: int,
        *,
        kind: str = "tokens",
        beam: int | None = None,
        model: ctranslate2.Translator | None = None,
        **more: Any,  # noqa: ANN401 - options of the library
    ) -> tuple[Run, list[str]]:
        """Everything at once, nothing but decoding."""
        watch = Watch()
        results = (model or self.model).translate_batch(
            self.pieces,
            max_batch_size=size,
            batch_type=kind,
            beam_size=beam or self.settings.beam,
            max_input_length=0,
            **more,
        )
        return watch.run(self.tokens), [join(one.hypotheses[0]).text for one in results]

    def one_by_one(self, work: Sequence[Sequence[int]]) -> Run:
        """The bare library, each article when the last is done, on all cores."""
        watch = Watch()
        for article in work:
            pieces = [self.pieces[index] for index in article]
            size = max(128, sum(map(len, pieces)) // CORES + 1)
            self.model.translate_batch(
                pieces,
                max_batch_size=size,
                batch_type="tokens",
                beam_size=self.settings.beam,
                max_input_length=0,
            )
        return watch.run(self.tokens)

    def batches(self, size: int) -> Iterator[list[int]]:
        """Indices of all sentences, sorted by length, in batches of `size` tokens."""
        order = sorted(range(len(self.pieces)), key=lambda index: -len(self.pieces[index]))
        batch: list[int] = []
        for index in order:
            if batch and (len(batch) + 1) * (len(self.pieces[batch[0]]) + 1) > size:
                yield batch
                batch = []
            batch.append(index)
        yield batch

    def decoded(self, decoder: CTranslateDecoder) -> dict[int, tuple[Hypothesis, ...]]:
        """Every sentence through the engine's decoder: attention, two hypotheses."""
        search = Search(beam=self.settings.beam, hypotheses=2)
        found: dict[int, tuple[Hypothesis, ...]] = {}
        for batch in self.batches(self.settings.max_batch_tokens):
            results = decoder.decode([self.pieces[index] for index in batch], search)
            found.update(zip(batch, results, strict=True))
        return found

    def checked(self, found: dict[int, tuple[Hypothesis, ...]], calibration: Calibration) -> None:
        """Links and checks for what was decoded, without second attempts."""
        for index, hypotheses in found.items():
            work = Work(
                prepare(self.sentences[index], self.tokenizer, 512),
                search=Search(beam=self.settings.beam, hypotheses=2),
                tokenizer=self.tokenizer,
                calibration=calibration,
                retries=0,
            )
            work.start()
            work.accept(0, hypotheses)
            work.result()


def articles(count: int, seed: int) -> list[list[int]]:
    """Indices of all sentences as articles of mixed length, none twice."""
    left = list(range(count))
    random.Random(seed).shuffle(left)  # noqa: S311 - not a secret
    cut: list[list[int]] = []
    while left:
        size = SIZES[len(cut) % len(SIZES)]
        cut.append(left[:size])
        del left[:size]
    return cut


def served(
    translator: CTranslateTranslator, work: Sequence[Sequence[str]], clients: int, tokens: int
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
