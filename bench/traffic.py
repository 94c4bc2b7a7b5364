"""Through HTTP at 1, 4, 16 and 64 clients, beside the ceiling, in one run.

The ceiling is what CTranslate2's own `translate_batch` reaches on the same
sentences handed over at once, sorted, with the same weights, beam and threads;
it is measured before, between and after the levels, so that a machine whose
speed drifts is seen to drift. Every client sends its next article when the
last is answered. Articles are the committed seeds and repetitions of their
sentences in other orders, 1 to 60 sentences long; the memory of past segments
is off, so nothing is answered from an earlier run.
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
    from collections.abc import Iterator, Sequence

_ROOT = Path(__file__).parent.parent
_LEVELS = (1, 4, 16, 64)


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """What one number of clients saw."""

    clients: int
    words_per_second: float
    """Arabic words in the articles answered, per second of wall time."""
    latencies: tuple[float, ...]
    """Seconds per article."""
    failures: int


def sentences() -> list[str]:
    """Return the sentences of every plain-text seed."""
    settings = Settings()
    found: list[str] = []
    for path in sorted((_ROOT / "seeds").glob("*.txt")):
        document = read_text(path.read_text("utf-8"))
        found += plan(document, max_text=settings.max_text).segments
    return found


def articles(pool: Sequence[str], count: int, seed: int) -> list[str]:
    """Draw `count` articles of mixed length; a sentence is a paragraph."""
    draw = random.Random(seed)  # noqa: S311 - a benchmark must repeat
    lengths = (1, 3, 5, 8, 12, 20, 60)
    return [
        "\n\n".join(draw.choices(pool, k=draw.choices(lengths, (2, 4, 6, 6, 4, 2, 1))[0]))
        for _ in range(count)
    ]


def ceiling(pool: Sequence[str], settings: Settings) -> float:
    """Arabic words per second of `translate_batch` on all of `pool` at once, best of two.

    Neither attention nor scores are asked for: this is the library with no
    service around it, not the service without its queue.
    """
    entry = Catalogue.read(settings.models_dir).entry(settings.model)
    cores = settings.threads or os.cpu_count() or 1
    model = ctranslate2.Translator(
        entry.path, compute_type=entry.decoding.compute_type, inter_threads=cores, intra_threads=1
    )
    tokenizer = SourceTokenizer(Path(entry.path) / "source.spm")
    suffix = list(entry.decoding.source_suffix)
    batch = [[*tokenizer.split(normalise_text(one)).pieces, *suffix] for one in pool]
    words = sum(len(sentence.split()) for sentence in pool)
    best = 0.0
    for _ in range(2):
        began = time.perf_counter()
        model.translate_batch(
            batch,
            beam_size=settings.beam,
            max_batch_size=settings.max_batch_tokens,
            batch_type="tokens",
            max_input_length=0,
        )
        best = max(best, words / (time.perf_counter() - began))
    model.unload_model()
    return best


async def _client(
    http: httpx.AsyncClient, queue: Iterator[str], latencies: list[float], failures: list[int]
) -> int:
    words = 0
    for article in queue:
        began = time.perf_counter()
        answer = await http.post("/v1/briefs", json={"text": article})
        latencies.append(time.perf_counter() - began)
        if answer.status_code == 200:
            words += len(article.split())
        else:
            failures.append(answer.status_code)
    return words


async def level(port: int, clients: int, work: Sequence[str]) -> Level:
    """Send `work` from so many clients at once."""
    queue = iter(work)
    latencies: list[float] = []
    failures: list[int] = []
    limits = httpx.Limits(max_connections=clients)
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{port}", timeout=600, limits=limits
    ) as http:
        began = time.perf_counter()
        words = await asyncio.gather(
            *(_client(http, queue, latencies, failures) for _ in range(clients))
        )
        seconds = time.perf_counter() - began
    return Level(
        clients=clients,
        words_per_second=sum(words) / seconds,
        latencies=tuple(sorted(latencies)),
        failures=len(failures),
    )


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
    parser.add_argument("--articles", type=int, default=64, help="articles per level")
    options = parser.parse_args(arguments)
    settings = msgspec.structs.replace(Settings.from_environment(), memory_bytes=0)
    pool = sentences()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = int(listener.getsockname()[1])
    many = pool * 4
    ceilings = [ceiling(many, settings)]
    server = _serve(port)
    print(
        f"{'clients':>7} {'words/s':>8} {'of ceiling':>10} {'p50':>7} {'p95':>7} {'p99':>7} failed"
    )
    try:
        for number, clients in enumerate(_LEVELS):
            work = articles(pool, max(options.articles, 2 * clients), seed=number)
            made = asyncio.run(level(port, clients, work))
            ceilings.append(ceiling(many, settings))
            top = statistics.mean(ceilings[-2:])
            late = (f"{_percentile(made.latencies, share):>6.2f}s" for share in (0.5, 0.95, 0.99))
            print(
                f"{clients:>7} {made.words_per_second:>8.0f} {made.words_per_second / top:>10.2f}",
                *late,
                made.failures,
                flush=True,
            )
    finally:
        server.terminate()
        server.wait()
    print(
        "ceiling, Arabic words/s, before and after each level:", *(f"{one:.0f}" for one in ceilings)
    )


if __name__ == "__main__":
    main()
