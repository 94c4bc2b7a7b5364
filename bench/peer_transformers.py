"""Mujaz's engine beside Hugging Face transformers, on the parent model, in one run.

    python -m bench.peer_transformers --python VENV/bin/python --parent HF_FOLDER \
        --converted CT2_FOLDER --french FILE --english FILE [--sentences 96]

The parent is OPUS-MT fr-en, from which the bundled model was trained; transformers
reads its original weights (float32), the engine the same weights converted to
CTranslate2 int8. Both translate the same French sentences with the same beam on
all cores. transformers gets each batch size in turn, its sentences sorted by
length, as a process per core with one thread (which leaves no core waiting for
another) and as one process with a thread per core, and is held to its best; the
engine is the one that serves (shared batches, attention and scores for
alignment), without the Arabic checks, and is measured before and after each.
"""

from __future__ import annotations

import argparse
import os
import queue
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

from sacrebleu.metrics.chrf import CHRF

from bench.peers import Side
from service.engine.batcher import Batcher
from service.engine.decoder import Search
from service.engine.inference import CTranslateDecoder
from service.engine.pieces import SourceTokenizer, join
from service.engine.schedule import Job, Outcome, Request
from service.errors import MujazError
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

_BATCHES = (8, 16, 32)
_CORES = os.cpu_count() or 1


class Engine:
    """Shared batches in front of the parent model."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        cores = settings.threads or os.cpu_count() or 1
        self._tokenizer = SourceTokenizer(folder / "source.spm")
        self._decoder = CTranslateDecoder(
            str(folder), compute_type="int8", workers=cores, threads=1, suffix=("</s>",)
        )
        self._batcher = Batcher(
            self._decoder,
            workers=cores,
            max_tokens=settings.max_batch_tokens,
            wait_s=settings.batch_wait_ms / 1000,
            bound=settings.queue_segments,
        )
        self._search = Search(beam=settings.beam)

    def translate(self, sentences: Sequence[str]) -> list[str]:
        """Translate as one request."""
        arrived: queue.SimpleQueue[tuple[Job | None, Outcome]] = queue.SimpleQueue()
        request = Request(
            lambda job, outcome: arrived.put((job, outcome)), arrived=time.monotonic()
        )
        jobs = [
            Job(request, (number, 0), self._tokenizer.split(sentence).pieces, self._search)
            for number, sentence in enumerate(sentences)
        ]
        made = [""] * len(sentences)
        self._batcher.submit(request, jobs)
        for _ in jobs:
            job, outcome = arrived.get()
            if isinstance(outcome, MujazError):
                raise outcome
            assert job is not None  # noqa: S101 - only errors come without a job
            made[job.key[0]] = join(outcome[0].pieces).text
        self._batcher.finish(request)
        return made

    def close(self) -> None:
        """Stop the threads and free the model."""
        self._batcher.close()
        self._decoder.close()


def _lines(file: Path, count: int) -> list[str]:
    return file.read_text("utf-8").split("\n")[:count]


def _generate(
    sides: Sequence[Side], sentences: Sequence[str], *, beam: int, batch: int, processes: int
) -> tuple[float, list[str]]:
    """Let so many processes share the sentences; returns seconds and texts."""
    threads = max(1, _CORES // processes)
    shares = [sentences[number::processes] for number in range(processes)]
    began = time.perf_counter()
    for side, share in zip(sides, shares, strict=False):
        side.send(sentences=share, beam=beam, batch=batch, threads=threads)
    texts = [""] * len(sentences)
    for number, (side, _) in enumerate(zip(sides, shares, strict=False)):
        texts[number::processes] = side.receive()["texts"]
    return time.perf_counter() - began, texts


def main() -> None:
    """Measure in turn and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", required=True, help="the peers' Python")
    parser.add_argument("--parent", required=True, help="folder of the Hugging Face model")
    parser.add_argument("--converted", type=Path, required=True, help="the same for CTranslate2")
    parser.add_argument("--french", type=Path, required=True)
    parser.add_argument("--english", type=Path, required=True)
    parser.add_argument("--sentences", type=int, default=96)
    options = parser.parse_args()
    settings = Settings.from_environment()
    sentences = _lines(options.french, options.sentences)
    references = _lines(options.english, options.sentences)
    words = sum(len(sentence.split()) for sentence in sentences)
    engine = Engine(options.converted, settings)
    sides = [Side(options.python, "transformers", options.parent) for _ in range(_CORES)]
    engine.translate(sentences[:8])
    _generate(sides, sentences[:_CORES], beam=settings.beam, batch=1, processes=_CORES)
    ours: list[float] = []
    theirs: list[float] = []
    texts: list[str] = []

    def measure() -> list[str]:
        began = time.perf_counter()
        made = engine.translate(sentences)
        ours.append(words / (time.perf_counter() - began))
        return made

    mine = measure()
    print(f"{len(sentences)} sentences, {words} French words, beam {settings.beam}")
    print("processes  batch  transformers words/s, and Mujaz's engine after it", flush=True)
    for processes in sorted({_CORES, 1}, reverse=True):
        for batch in _BATCHES:
            seconds, made = _generate(
                sides, sentences, beam=settings.beam, batch=batch, processes=processes
            )
            theirs.append(words / seconds)
            if theirs[-1] == max(theirs):
                texts = made
            measure()
            print(f"{processes:9}  {batch:5}  {theirs[-1]:8.0f}  {ours[-1]:8.0f}", flush=True)
    for side in sides:
        side.close()
    engine.close()
    best = max(theirs)
    chrf = CHRF()
    for name, rate, made in (
        ("transformers, best", best, texts),
        ("Mujaz's engine, median", statistics.median(ours), mine),
    ):
        score = chrf.corpus_score(made, [references]).score
        print(f"{name:<24}{rate:8.0f} words/s  chrF2 {score:.2f}")
    print(f"ratio {statistics.median(ours) / best:.2f}; the bar is 4")


if __name__ == "__main__":
    main()
