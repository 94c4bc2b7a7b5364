"""Mujaz beside its peers, in one run, on the same weights.

    python -m bench.peers --python VENV/bin/python [--shared ../shared] [--tuned]

Argos Translate in this machine's own process, LibreTranslate through HTTP on
the loopback, and Mujaz through HTTP on the loopback get the same articles from
1, 4, 16 and 64 clients, level by level, in turn. All three run the bundled
weights at the same beam: for the benchmark an Argos package (a CTranslate2
model and a SentencePiece model) is put together in a temporary folder.

The peers live in an environment of their own, made once:

    python3.11 -m venv VENV
    VENV/bin/pip install torch==2.13.0
    VENV/bin/pip install argostranslate libretranslate

LibreTranslate (AGPL) is run as a program and never imported. What was changed
for the peers, always in their favour: their sentence splitters need models from
the network, so a stand-in cuts articles where the benchmark says sentences end,
at no cost; an article is one paragraph to them, so that they can batch its
sentences. `--tuned` also gives them as many workers as cores, batches of 1,024
tokens instead of 32, and LibreTranslate 16 threads.

Mujaz answers `POST /v1/translations`, which is the peers' job and more: checks,
retries, alignment. Its memory of past segments is off.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import msgspec
from sacrebleu.metrics.chrf import CHRF

from bench.peer_side import SEPARATOR
from service.engine.catalogue import Catalogue
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator, Sequence

_ROOT = Path(__file__).parent.parent
_LEVELS = (1, 4, 16, 64)
_LENGTHS = (1, 3, 5, 8, 12)
_SPLITTER = f"""
from argostranslate import sbd
sbd.MiniSBDSentencizer.split_sentences = lambda self, text: [
    one for one in text.split({SEPARATOR!r}) if one.strip()
]
"""
"""Put where Python runs it at its start; it changes Argos Translate (MIT), nothing else."""

Article = list[str]


class Level(msgspec.Struct, kw_only=True):
    """What a number of clients saw of one system."""

    words_per_second: float
    latencies: list[float]
    texts: list[str]


def package(folder: Path, settings: Settings) -> None:
    """Put an Argos package of the configured model into `folder`."""
    entry = Catalogue.read(settings.models_dir).entry(settings.model)
    entry.verify()
    for source, target in (("ar", "en"), ("en", "ar")):
        # With a single package LibreTranslate would look for more on the network;
        # the second is never loaded.
        made = folder / f"translate-{source}_{target}-1_0"
        shutil.copytree(entry.path, made / "model", ignore=shutil.ignore_patterns("*.spm", "*.md"))
        shutil.copy(Path(entry.path) / "source.spm", made / "sentencepiece.model")
        metadata = {
            "package_version": "1.0",
            "argos_version": "1.9",
            "from_code": source,
            "from_name": source,
            "to_code": target,
            "to_name": target,
        }
        (made / "metadata.json").write_text(json.dumps(metadata), "utf-8")


def environment(folder: Path, beam: int, *, tuned: bool) -> dict[str, str]:
    """Return the peers' environment: nothing of this user's, the same beam."""
    site = folder / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(_SPLITTER, "utf-8")
    home = folder / "home"
    home.mkdir()
    found = {
        **os.environ,
        "HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "XDG_CACHE_HOME": str(home),
        "PYTHONPATH": str(site),
        "ARGOS_PACKAGES_DIR": str(folder / "packages"),
        "ARGOS_BEAM_SIZE": str(beam),
    }
    if tuned:
        cores = str(os.cpu_count() or 1)
        found |= {
            "ARGOS_INTER_THREADS": cores,
            "ARGOS_INTRA_THREADS": "1",
            "ARGOS_BATCH_SIZE": "1024",
        }
    return found


class Side:
    """A program of `peer_side.py`, asked one thing at a time."""

    def __init__(self, python: str, *arguments: str, env: dict[str, str] | None = None) -> None:
        self._process = subprocess.Popen(
            [python, str(Path(__file__).with_name("peer_side.py")), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=env,
        )
        self._read()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        line = self._process.stdout.readline()
        if not line:
            message = "the peer ended; run it by hand to see why"
            raise RuntimeError(message)
        return json.loads(line)

    def send(self, **task: object) -> None:
        """Send a task; `receive` is due before the next."""
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()

    def receive(self) -> dict[str, Any]:
        """Wait for the answer to what was sent."""
        return self._read()

    def ask(self, **task: object) -> dict[str, Any]:
        """Send a task and wait for its answer."""
        self.send(**task)
        return self.receive()

    def close(self) -> None:
        """End the program."""
        self._process.kill()
        self._process.communicate()


@contextlib.contextmanager
def served(command: Sequence[str], ready: str, env: dict[str, str]) -> Generator[str]:
    """Run a server on a free port, given as its last argument; yields its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = int(listener.getsockname()[1])
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [*command, str(port)],
        cwd=_ROOT,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(1200):
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(address + ready, timeout=60).status_code == 200:
                    break
            if server.poll() is not None:
                message = f"{command[0]} ended with {server.returncode}"
                raise RuntimeError(message)
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait()


async def _mujaz(http: httpx.AsyncClient, article: Article) -> str:
    answer = await http.post("/v1/translations", json={"texts": article})
    return " ".join(one["en"] for one in answer.raise_for_status().json()["translations"])


async def _libretranslate(http: httpx.AsyncClient, article: Article) -> str:
    text = SEPARATOR.join(article)
    answer = await http.post(
        "/translate", json={"q": text, "source": "ar", "target": "en", "format": "text"}
    )
    return answer.raise_for_status().json()["translatedText"]


async def _through_http(
    address: str,
    send: Callable[[httpx.AsyncClient, Article], Awaitable[str]],
    articles: Sequence[Article],
    clients: int,
) -> Level:
    texts = [""] * len(articles)
    latencies: list[float] = []
    numbers = iter(range(len(articles)))

    async def client(http: httpx.AsyncClient) -> None:
        for number in numbers:
            began = time.perf_counter()
            texts[number] = await send(http, articles[number])
            latencies.append(time.perf_counter() - began)

    limits = httpx.Limits(max_connections=clients)
    async with httpx.AsyncClient(base_url=address, timeout=600, limits=limits) as http:
        began = time.perf_counter()
        await asyncio.gather(*(client(http) for _ in range(clients)))
        seconds = time.perf_counter() - began
    return _level(articles, seconds, latencies, texts)


def _level(
    articles: Sequence[Article], seconds: float, latencies: list[float], texts: list[str]
) -> Level:
    words = sum(len(sentence.split()) for article in articles for sentence in article)
    return Level(words_per_second=words / seconds, latencies=sorted(latencies), texts=texts)


def _percentile(values: Sequence[float], share: float) -> float:
    return values[min(len(values) - 1, int(share * len(values)))]


def _row(clients: int, name: str, level: Level, ours: Level, references: Sequence[str]) -> None:
    late = " ".join(f"{_percentile(level.latencies, share):6.2f}s" for share in (0.5, 0.95, 0.99))
    chrf = CHRF().corpus_score(level.texts, [list(references)]).score
    ratio = ours.words_per_second / level.words_per_second
    print(
        f"{clients:7}  {name:<16}{level.words_per_second:8.0f} {late}  {chrf:6.2f}  {ratio:6.2f}x",
        flush=True,
    )


def main() -> None:
    """Run every level of every system and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", required=True, help="the peers' Python")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--articles", type=int, default=32, help="articles per level")
    parser.add_argument("--levels", type=int, nargs="+", default=_LEVELS)
    parser.add_argument("--tuned", action="store_true")
    parser.add_argument(
        "--no-argos",
        action="store_true",
        help="leave out Argos in process: its OpenMP threads starve on a busy machine",
    )
    options = parser.parse_args()
    settings = Settings.from_environment()
    draw = random.Random(0)  # noqa: S311 - a benchmark must repeat
    pairs = list(
        zip(
            *(
                (options.shared / "devsets" / f"flores200.dev.{side}")
                .read_text("utf-8")
                .split("\n")
                for side in ("ara", "eng")
            ),
            strict=True,
        )
    )
    pairs = [pair for pair in pairs if all(pair)]
    bars: list[str] = []
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        package(folder / "packages", settings)
        env = environment(folder, settings.beam, tuned=options.tuned)
        argos = None if options.no_argos else Side(options.python, "argos", env=env)
        if argos is not None:
            stack.callback(argos.close)
        program = str(Path(options.python).with_name("libretranslate"))
        threads = ["--threads", "16"] if options.tuned else []
        libretranslate = stack.enter_context(
            served(
                [options.python, program, "--host", "127.0.0.1", *threads, "--port"],
                "/languages",
                env,
            )
        )
        mujaz = stack.enter_context(
            served(
                [sys.executable, "-m", "service", "serve", "--port"],
                "/health/ready",
                {**os.environ, "MUJAZ_MEMORY_BYTES": "0", "MUJAZ_LOG_LEVEL": "ERROR"},
            )
        )
        warm = [[draw.choice(pairs)[0]] for _ in range(4)]
        if argos is not None:
            argos.ask(clients=2, articles=warm)
        asyncio.run(_through_http(libretranslate, _libretranslate, warm, 2))
        asyncio.run(_through_http(mujaz, _mujaz, warm, 2))
        print(
            f"beam {settings.beam}, {'tuned' if options.tuned else 'as installed'}, words/s, "
            "seconds per article, chrF2, Mujaz over it"
        )
        print("clients  system             words/s     p50     p95     p99    chrF")
        for clients in options.levels:
            chosen = [
                draw.sample(pairs, draw.choice(_LENGTHS))
                for _ in range(max(options.articles, clients))
            ]
            articles = [[arabic for arabic, _ in one] for one in chosen]
            references = [" ".join(english for _, english in one) for one in chosen]
            levels: dict[str, Level] = {}
            if argos is not None:
                found = argos.ask(clients=clients, articles=articles)
                levels["Argos Translate"] = _level(
                    articles, found["seconds"], found["latencies"], found["texts"]
                )
            levels["LibreTranslate"] = asyncio.run(
                _through_http(libretranslate, _libretranslate, articles, clients)
            )
            ours = asyncio.run(_through_http(mujaz, _mujaz, articles, clients))
            for system, level in (("Mujaz", ours), *levels.items()):
                _row(clients, system, level, ours, references)
            late = {system: _percentile(one.latencies, 0.95) for system, one in levels.items()}
            mine = _percentile(ours.latencies, 0.95)
            for system, one in levels.items():
                lower = "lower" if mine < late[system] else "NOT lower"
                ratio = ours.words_per_second / one.words_per_second
                bars.append(f"{clients:3} clients, {system}: {ratio:.2f}x, p95 {lower}")
    print("\nbars: 3x at 16 clients, lower p95 everywhere")
    print("\n".join(bars))


if __name__ == "__main__":
    main()
