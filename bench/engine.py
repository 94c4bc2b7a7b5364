"""How fast the engine is, beside its own ceiling, and what each of its guards costs.

    python -m bench.engine [--shared ../shared] [--sentences 600] [--repeat 1] [--settings]

The ceiling is `translate_batch` on all sentences at once, with the batch size
that served it best in this very run and nothing else to do: no attention, no
checks, no waiting. Beside it stand

- the steps from there to the shipped engine on the same sentences in one
  request, so that each guard's price is seen;
- the engine fed by 1, 4, 16 and 64 clients with articles of mixed length, with
  and without second attempts, and what `translate_batch` itself reaches when it
  gets the articles one after the other, as a single client sends them;
- a short article alone and among long ones.

Shares by processor time are those to trust on a machine that does other things
as well. `--settings` adds the tables of what was tried (`bench.engine_settings`).
Needs FLORES-200 dev for real sentences.
"""

from __future__ import annotations

import argparse
import statistics
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import ctranslate2
import msgspec

from bench.engine_runs import CORES, Bench, Watch, articles, served
from bench.engine_settings import tables
from service.engine import open_entry
from service.engine.catalogue import Catalogue
from service.engine.confidence import calibrations
from service.engine.inference import CTranslateDecoder
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from service.engine import CTranslateTranslator

CLIENTS = (1, 4, 16, 64)


def costs(bench: Bench, best: int, engines: dict[str, CTranslateTranslator], repeat: int) -> None:
    """Print the price of each step from the ceiling to the shipped engine, in processor time."""
    decoder = CTranslateDecoder(
        bench.entry.path,
        compute_type=bench.entry.decoding.compute_type,
        workers=CORES,
        threads=1,
    )
    size = bench.settings.max_batch_tokens

    def timed(work: Callable[[], object]) -> float:
        watch = Watch()
        work()
        return watch.run(bench.tokens).cpu

    def whole() -> None:
        bench.checked(bench.decoded(decoder), calibrations()[-1])

    steps: dict[str, Callable[[], object]] = {
        f"translate_batch, batches of {best} tokens": lambda: bench.ceiling(best),
        f"in batches of {size}, as the engine's": lambda: bench.ceiling(size),
        "+ attention, scores, two hypotheses": lambda: bench.ceiling(
            size, return_attention=True, return_scores=True, num_hypotheses=2, disable_unk=True
        ),
        "+ true first attention rows": lambda: bench.decoded(decoder),
        "+ names, links, checks (Python)": whole,
        "the engine without second attempts": lambda: engines["plain"].translate(bench.sentences),
        "the engine as shipped": lambda: engines["shipped"].translate(bench.sentences),
    }
    taken: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(repeat):
        for name, step in steps.items():
            taken[name].append(timed(step))
    top = statistics.median(taken[next(iter(steps))])
    print("\nall sentences in one request             ms of processor per piece   of the ceiling")
    for name, seconds in taken.items():
        middle = statistics.median(seconds)
        print(f"{name:40} {1000 * middle / bench.tokens:12.3f} {top / middle:21.1%}")
    decoder.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--sentences", type=int, default=600)
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--settings", action="store_true")
    arguments = parser.parse_args()
    lines, references = (
        (arguments.shared / "devsets" / f"flores200.dev.{side}")
        .read_text("utf-8")
        .split("\n")[: arguments.sentences]
        for side in ("ara", "eng")
    )
    settings = msgspec.structs.replace(Settings.from_environment(), memory_bytes=0)
    entry = Catalogue.read(settings.models_dir).entry(settings.model)
    entry.verify()
    bench = Bench(entry, settings, lines)
    print(f"{entry.id} {entry.sha256[:12]}, CTranslate2 {ctranslate2.__version__}, {CORES} cores")
    print(f"{len(lines)} sentences, {bench.tokens} source pieces, beam {settings.beam}")
    engines = {
        "plain": open_entry(entry, settings, retries=0),
        "shipped": open_entry(entry, settings),
    }
    best = min((256, 512, 1024, 2048), key=lambda size: bench.ceiling(size)[0].cpu)
    costs(bench, best, engines, arguments.repeat)
    clients(bench, best, engines, arguments.repeat)
    alone, among = fairness(engines["shipped"], lines)
    print(f"\n5 sentences alone {alone:.2f} s, among 8 long articles {among:.2f} s:")
    print(f"{among / alone:.1f} times as long")
    for engine in engines.values():
        engine.close()
    if arguments.settings:
        tables(bench, references)


def clients(bench: Bench, best: int, engines: dict[str, CTranslateTranslator], repeat: int) -> None:
    """Print the share of the ceiling, and of one article at a time, by number of clients."""
    print("\nshare of the ceiling, by the clock and (by processor time)")
    print("clients  no second attempts  as shipped        p50 s   p95 s   p99 s   of an article")
    for number in CLIENTS:
        shares: dict[str, list[tuple[float, float]]] = {}
        waits: list[float] = []
        for turn in range(repeat):
            work = articles(len(bench.sentences), turn)
            top = bench.ceiling(best)[0]
            texts = [[bench.sentences[index] for index in article] for article in work]
            for name, engine in engines.items():
                run, latencies = served(engine, texts, number, bench.tokens)
                shares.setdefault(name, []).append((run.rate / top.rate, top.cpu / run.cpu))
                if name == "shipped":
                    waits += latencies
            if number == 1:
                run = bench.one_by_one(work)
                shares["alone"] = [(run.rate / top.rate, top.cpu / run.cpu)]
        cut = statistics.quantiles(waits, n=100, method="inclusive")
        found = "".join(f"{_share(shares[name])}  " for name in engines)
        print(f"{number:7}  {found} {cut[49]:8.2f}{cut[94]:8.2f}{cut[98]:8.2f}", flush=True)
        if number == 1:
            print(
                f"        translate_batch on one article after the other: {_share(shares['alone'])}"
            )


def _share(pairs: Sequence[tuple[float, float]]) -> str:
    wall, cpu = (statistics.median(pair[part] for pair in pairs) for part in (0, 1))
    return f"{wall:6.1%} ({cpu:6.1%})"


def fairness(translator: CTranslateTranslator, sentences: Sequence[str]) -> tuple[float, float]:
    """Seconds of a 5-sentence article alone, and among eight long ones (medians of 9)."""
    short = sentences[:5]

    def once() -> float:
        began = time.perf_counter()
        translator.translate(short)
        return time.perf_counter() - began

    alone = statistics.median(once() for _ in range(9))
    left = threading.Event()

    def crowd() -> None:
        while not left.is_set():
            try:
                translator.translate(sentences[5:505], cancelled=left.is_set)
            except Exception:  # noqa: BLE001 - leaving is how the crowd ends
                return

    threads = [threading.Thread(target=crowd) for _ in range(8)]
    for thread in threads:
        thread.start()
    time.sleep(2)
    among = statistics.median(once() for _ in range(9))
    left.set()
    for thread in threads:
        thread.join()
    return alone, among


if __name__ == "__main__":
    main()
