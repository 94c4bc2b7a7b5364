"""The tables of settings tried, printed by `python -m bench.engine --settings`.

Speed is processor time per source piece beside that of the first row, chrF2 is
that of the English against the references. The first table is of the bare
library, the second of the engine with 16 clients.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import sacrebleu

from bench.engine_runs import CORES, Bench, Watch, articles, served
from service.engine import open_entry
from service.engine.pieces import join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.engine_runs import Run

_LIBRARY = (
    # beam, workers, threads, batch, its kind, sorted, patience
    (2, CORES, 1, 384, "tokens", True, 1.0),
    (1, CORES, 1, 384, "tokens", True, 1.0),
    (4, CORES, 1, 384, "tokens", True, 1.0),
    (2, CORES, 1, 384, "tokens", True, 0.5),
    (2, 1, CORES, 384, "tokens", True, 1.0),
    (2, CORES, 1, 128, "tokens", True, 1.0),
    (2, CORES, 1, 256, "tokens", True, 1.0),
    (2, CORES, 1, 512, "tokens", True, 1.0),
    (2, CORES, 1, 1024, "tokens", True, 1.0),
    (2, CORES, 1, 2048, "tokens", True, 1.0),
    (2, CORES, 1, 12, "examples", True, 1.0),
    (2, CORES, 1, 384, "tokens", False, 1.0),
)
_ENGINE = (
    # batch tokens, wait in ms, further attempts
    (384, 5.0, 2),
    (384, 5.0, 0),
    (192, 5.0, 2),
    (256, 5.0, 2),
    (512, 5.0, 2),
    (768, 5.0, 2),
    (384, 0.0, 2),
    (384, 40.0, 2),
)


def tables(bench: Bench, references: Sequence[str]) -> None:
    """Measure and print both."""
    print("\nthe library: beam  workers x threads  batch          sorted patience   speed  chrF2")
    first: Run | None = None
    for beam, workers, threads, size, kind, ordered, patience in _LIBRARY:
        model = bench.raw(workers, threads)
        if ordered:
            run, texts = bench.ceiling(size, kind=kind, beam=beam, model=model, patience=patience)
        else:
            run, texts = _as_given(bench, size, beam)
        first = first or run
        score = sacrebleu.corpus_chrf(texts, [list(references)]).score
        print(
            f"{beam:17}  {workers} x {threads}          {size:7} {kind:8} {ordered!s:6}"
            f" {patience:8} {first.cpu / run.cpu:7.2f} {score:6.2f}",
            flush=True,
        )
        model.unload_model()
    print("\nthe engine, 16 clients: batch tokens  wait ms  attempts   speed  chrF2")
    first = None
    for size, wait, retries in _ENGINE:
        settings = msgspec.structs.replace(
            bench.settings, max_batch_tokens=size, batch_wait_ms=wait
        )
        engine = open_entry(bench.entry, settings, retries=retries)
        work = [
            [bench.sentences[at] for at in article] for article in articles(len(bench.sentences), 1)
        ]
        run, _ = served(engine, work, 16, bench.tokens)
        first = first or run
        english = [one.en for one in engine.translate(bench.sentences)]
        score = sacrebleu.corpus_chrf(english, [list(references)]).score
        print(
            f"{size:36} {wait:8.0f} {retries + 1:9} {first.cpu / run.cpu:7.2f} {score:6.2f}",
            flush=True,
        )
        engine.close()


def _as_given(bench: Bench, size: int, beam: int) -> tuple[Run, list[str]]:
    """Batches of about `size` tokens in the order of the text."""
    per_batch = max(1, size * len(bench.pieces) // bench.tokens)
    texts: list[str] = []
    watch = Watch()
    for start in range(0, len(bench.pieces), per_batch):
        batch = bench.pieces[start : start + per_batch]
        results = bench.model.translate_batch(batch, beam_size=beam, max_input_length=0)
        texts += [join(one.hypotheses[0]).text for one in results]
    return watch.run(bench.tokens), texts
