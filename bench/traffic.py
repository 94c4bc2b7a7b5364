"""Through HTTP at 1, 4, 16 and 64 clients, beside the ceiling, in one run.

    python -m bench.traffic [--shared ../shared] [--articles 48] [--briefs]

The ceiling is what CTranslate2's own `translate_batch` reaches on the very
sentences of a level handed over at once, sorted, with the same weights, beam
and threads and the batch size that served it best in this run; it is measured
before and after each level, so that a machine whose speed drifts is seen to
drift. For one client it is also measured on one article after the other, since
nobody can fill batches with sentences that were not sent yet. Every client
sends its next article when the last is answered. Articles are 1 to 60 sentences
of FLORES-200 dev (of the committed seeds where that is not there), no sentence
twice in one; the memory of past segments is off, so nothing is answered from an
earlier run. `--briefs` asks for whole briefs, with statements and summary,
instead of translations.

Beside the share by the clock stands that by processor time, the server's
against the ceiling's: what a machine that does nothing else would show. At the
end a 5-sentence article is timed alone and among eight of 500 sentences.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import ctranslate2
import httpx
import msgspec

from service.arabic.normalise import normalise_text
from service.article import read_text
from service.engine.catalogue import Catalogue
from service.engine.pieces import SourceTokenizer
from service.pipeline import plan
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_ROOT = Path(__file__).parent.parent
_LEVELS = (1, 4, 16, 64)
_SIZES = (256, 512, 1024, 2048)
"""Tokens per batch that the ceiling is tried with."""


def sentences(shared: Path) -> list[str]:
    """Return distinct sentences: FLORES-200 dev, or those of every plain-text seed."""
    lines = shared / "devsets" / "flores200.dev.ara"
    if lines.is_file():
        return list(dict.fromkeys(lines.read_text("utf-8").splitlines()))
    settings = Settings()
    found: list[str] = []
    for path in sorted((_ROOT / "seeds").glob("*.txt")):
        document = read_text(path.read_text("utf-8"))
        found += plan(document, max_text=settings.max_text).segments
    return list(dict.fromkeys(found))


def articles(pool: Sequence[str], count: int, seed: int) -> list[list[str]]:
    """Draw `count` articles of mixed length, as sentences."""
    draw = random.Random(seed)  # noqa: S311 - a benchmark must repeat
    lengths = (1, 3, 5, 8, 12, 20, 60)
    return [
        draw.sample(pool, min(len(pool), draw.choices(lengths, (2, 4, 6, 6, 4, 2, 1))[0]))
        for _ in range(count)
    ]


class Speed(msgspec.Struct, frozen=True):
    """How fast Arabic words were translated."""

    clock: float
    """Words per second."""
    processor: float
    """Words per second of processor time."""


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """What one number of clients saw."""

    clients: int
    speed: Speed
    latencies: tuple[float, ...]
    """Seconds per article."""
    failures: int


class Ceiling:
    """The bare library, without attention, scores or anything around it."""

    def __init__(self, settings: Settings) -> None:
        entry = Catalogue.read(settings.models_dir).entry(settings.model)
        self._beam = settings.beam
        self._suffix = list(entry.decoding.source_suffix)
        self._tokenizer = SourceTokenizer(Path(entry.path) / "source.spm")
        self._model = ctranslate2.Translator(
            entry.path,
            compute_type=entry.decoding.compute_type,
            inter_threads=settings.threads or os.cpu_count() or 1,
            intra_threads=1,
        )
        self._cores = settings.threads or os.cpu_count() or 1
        self.size = 0
        """Tokens per batch; see `choose`."""

    def choose(self, work: Sequence[Sequence[str]]) -> None:
        """Take the size that is fastest on `work`, by processor time, from now on."""
        self.measure(work, _SIZES[0])
        self.size = max(_SIZES, key=lambda size: self.measure(work, size).processor)

    def measure(self, work: Sequence[Sequence[str]], size: int | None = None) -> Speed:
        """Translate all sentences of all articles at once."""
        everything = [sentence for article in work for sentence in article]
        return self._timed([everything], lambda _: size or self.size)

    def one_by_one(self, work: Sequence[Sequence[str]]) -> Speed:
        """Translate each article when the last is done, spread over all cores."""
        return self._timed(
            work, lambda batch: min(self.size, max(128, sum(map(len, batch)) // self._cores + 1))
        )

    def _timed(
        self, groups: Sequence[Sequence[str]], size: Callable[[list[list[str]]], int]
    ) -> Speed:
        split = self._tokenizer.split
        batches = [
            [[*split(normalise_text(one)).pieces, *self._suffix] for one in group]
            for group in groups
        ]
        words = sum(len(one.split()) for group in groups for one in group)
        clock, processor = time.perf_counter(), time.process_time()
        for batch in batches:
            self._model.translate_batch(
                batch,
                beam_size=self._beam,
                max_batch_size=size(batch),
                batch_type="tokens",
                max_input_length=0,
            )
        return Speed(
            words / (time.perf_counter() - clock), words / (time.process_time() - processor)
        )


class Door:
    """Where the articles are sent."""

    def __init__(self, server: subprocess.Popen[bytes], port: int, *, briefs: bool) -> None:
        self._stat = Path(f"/proc/{server.pid}/stat")
        self.base = f"http://127.0.0.1:{port}"
        self._briefs = briefs

    async def send(self, http: httpx.AsyncClient, article: Sequence[str]) -> int:
        """Return the status of the answer."""
        if self._briefs:
            answer = await http.post("/v1/briefs", json={"text": "\n\n".join(article)})
        else:
            answer = await http.post("/v1/translations", json={"texts": article})
        return answer.status_code

    def processor(self) -> float:
        """Seconds of processor time the server took so far."""
        fields = self._stat.read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _client(
    door: Door,
    http: httpx.AsyncClient,
    queue: Iterator[Sequence[str]],
    latencies: list[float],
    failures: list[int],
) -> int:
    words = 0
    for article in queue:
        began = time.perf_counter()
        status = await door.send(http, article)
        latencies.append(time.perf_counter() - began)
        if status == 200:
            words += sum(len(sentence.split()) for sentence in article)
        else:
            failures.append(status)
    return words


async def level(door: Door, clients: int, work: Sequence[Sequence[str]]) -> Level:
    """Send `work` from so many clients at once."""
    queue = iter(work)
    latencies: list[float] = []
    failures: list[int] = []
    limits = httpx.Limits(max_connections=clients)
    async with httpx.AsyncClient(base_url=door.base, timeout=600, limits=limits) as http:
        clock, processor = time.perf_counter(), door.processor()
        words = await asyncio.gather(
            *(_client(door, http, queue, latencies, failures) for _ in range(clients))
        )
        seconds = time.perf_counter() - clock
    return Level(
        clients=clients,
        speed=Speed(sum(words) / seconds, sum(words) / (door.processor() - processor)),
        latencies=tuple(sorted(latencies)),
        failures=len(failures),
    )


async def fairness(door: Door, pool: Sequence[str]) -> tuple[float, float]:
    """Seconds of a 5-sentence article alone, and among eight long ones (medians of 9)."""

    async def once(http: httpx.AsyncClient, number: int) -> float:
        began = time.perf_counter()
        await door.send(http, pool[5 * number : 5 * number + 5])
        return time.perf_counter() - began

    async with httpx.AsyncClient(base_url=door.base, timeout=600) as http:
        alone = statistics.median([await once(http, number) for number in range(9)])
        crowd = [asyncio.create_task(_crowd(door, pool, number)) for number in range(8)]
        await asyncio.sleep(2)
        among = statistics.median([await once(http, number) for number in range(9)])
        for task in crowd:
            task.cancel()
    return alone, among


async def _crowd(door: Door, pool: Sequence[str], seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - a benchmark must repeat
    async with httpx.AsyncClient(base_url=door.base, timeout=600) as http:
        while True:
            await door.send(http, draw.sample(pool, min(500, len(pool))))


def _serve(port: int) -> subprocess.Popen[bytes]:
    server = subprocess.Popen(
        [sys.executable, "-m", "service", "serve", "--port", str(port)],
        cwd=_ROOT,
        env={**os.environ, "MUJAZ_MEMORY_BYTES": "0", "MUJAZ_LOG_LEVEL": "WARNING"},
    )
    for _ in range(600):
        try:
            if httpx.get(f"http://127.0.0.1:{port}/health/ready").status_code == 200:
                return server
        except httpx.TransportError:
            time.sleep(0.1)
    server.kill()
    message = "the server never became ready"
    raise TimeoutError(message)


def _percentile(values: Sequence[float], share: float) -> float:
    return values[min(len(values) - 1, int(share * len(values)))]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run every level and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--articles", type=int, default=48, help="articles per level, at least")
    parser.add_argument("--briefs", action="store_true")
    options = parser.parse_args(arguments)
    settings = msgspec.structs.replace(Settings.from_environment(), memory_bytes=0)
    pool = sentences(options.shared)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = int(listener.getsockname()[1])
    ceiling = Ceiling(settings)
    ceiling.choose(articles(pool, 24, seed=len(_LEVELS)))
    server = _serve(port)
    door = Door(server, port, briefs=options.briefs)
    print(f"{'briefs' if options.briefs else 'translations'}, {len(pool)} distinct sentences")
    print(f"the ceiling takes batches of {ceiling.size} tokens")
    print("clients  words/s  of ceiling  by processor     p50      p95      p99  failed")
    tops: list[Speed] = []
    try:
        for number, clients in enumerate(_LEVELS):
            work = articles(pool, max(options.articles, 2 * clients), seed=number)
            before = ceiling.measure(work)
            made = asyncio.run(level(door, clients, work))
            tops += (before, ceiling.measure(work))
            clock = statistics.mean(top.clock for top in tops[-2:])
            processor = statistics.mean(top.processor for top in tops[-2:])
            late = (f"{_percentile(made.latencies, share):7.2f}s" for share in (0.5, 0.95, 0.99))
            print(
                f"{clients:7} {made.speed.clock:8.0f} {made.speed.clock / clock:11.2f}"
                f" {made.speed.processor / processor:13.2f}",
                *late,
                f"{made.failures:7}",
                flush=True,
            )
            if clients == 1:
                top = ceiling.one_by_one(work)
                print(
                    f"    translate_batch on one article after the other:"
                    f" {top.clock / clock:.2f} of the ceiling, {top.processor / processor:.2f}"
                    f" by processor; of it {made.speed.clock / top.clock:.2f}"
                    f" and {made.speed.processor / top.processor:.2f}"
                )
        alone, among = asyncio.run(fairness(door, pool))
    finally:
        server.terminate()
        server.wait()
    print("ceiling, Arabic words/s, around each level:", *(f"{top.clock:.0f}" for top in tops))
    print(f"5 sentences: alone {alone:.2f} s, among eight articles of 500 {among:.2f} s,", end=" ")
    print(f"{among / alone:.1f} times as long")


if __name__ == "__main__":
    main()
