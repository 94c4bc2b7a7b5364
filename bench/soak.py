"""Ten thousand varied requests to one server: does its memory stay flat?

    python -m bench.soak [--requests 10000] [--minutes 15] [--clients 4] [--beam 1]

`mujaz serve` on the loopback gets short articles as JSON, text and HTML, lists
of texts, event streams, glossaries that differ each time, refusals of every
kind, and clients that leave in the middle. Its resident memory is read from
/proc after every hundredth of the requests. The first fifth is warm-up; after
that come the spread (highest over lowest), the slope of a straight line through
the samples, and the median of the last tenth over the median of the first tenth
after warm-up, which is what "flat within 3 %" is held to. The memory of past
segments is bounded to 2 MB, so that it is full before the warm-up ends.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ROOT = Path(__file__).parent.parent
_WHO = ("وزير النقل", "رئيسة البلدية", "المتحدث باسم الشرطة", "مدير المستشفى", "سامي الحداد")
_VERBS = ("قال", "أعلن", "أكد", "نفى", "حذر")
_WHAT = ("عدد المسافرين", "حجم الإنتاج", "سعر القمح", "عدد الطلاب", "طول الطريق", "عدد المصابين")
_HOW = ("ارتفع إلى", "انخفض إلى", "بلغ", "لم يتجاوز", "قد يصل إلى")
_WHERE = ("القاهرة", "تونس", "عمان", "الرباط", "بيروت", "الخرطوم", "صنعاء", "طرابلس")
_WHEN = ("أمس", "هذا العام", "في مارس المقبل", "يوم الاثنين", "منذ 2019")
_FOREIGN = "رئیس جمهور ایران روز دوشنبه گفت که گفتگوها با همسایگان ادامه خواهد یافت."
_WORDS = ("terminal", "harvest", "clinic", "council", "bridge", "campus")


def sentence(draw: random.Random) -> str:
    """Return a sentence: two in five are among 300 that come again, the rest hardly ever do."""
    if draw.random() < 0.4:
        draw = random.Random(draw.randrange(300))  # noqa: S311 - a benchmark must repeat
    pick = draw.choice
    text = f"{pick(_VERBS)} {pick(_WHO)} إن {pick(_WHAT)} {pick(_HOW)} {draw.randrange(10**6)}"
    if draw.random() < 0.5:
        text += f" في {pick(_WHERE)} {pick(_WHEN)}"
    return text + pick((".", "!", "؟", "…", "."))


def article(draw: random.Random) -> str:
    """Return one or two sentences."""
    return draw.choice((" ", "\n", "\n\n")).join(
        sentence(draw) for _ in range(draw.choice((1, 1, 1, 1, 2)))
    )


async def _leave(port: int, draw: random.Random) -> str:
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    body = article(draw).encode()
    head = (
        "POST /v1/briefs HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode() + body[: draw.randrange(len(body) + 1)])
    await writer.drain()
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()
    return "left"


async def once(http: httpx.AsyncClient, port: int, draw: random.Random) -> str:
    """Send one request of a random kind; returns what came of it."""
    kind = draw.randrange(100)
    if kind < 3:
        return await _leave(port, draw)
    request: dict[str, Any]
    path = "/v1/briefs"
    if kind < 30:
        request = {"json": {"text": article(draw), "points": draw.randint(1, 5)}}
    elif kind < 40:
        request = {"content": article(draw).encode(), "headers": {"content-type": "text/plain"}}
    elif kind < 50:
        page = f"<html><body><h1>{sentence(draw)}</h1><p>{article(draw)}</p></body></html>"
        request = {"content": page.encode(), "headers": {"content-type": "text/html"}}
    elif kind < 60:
        request = {"json": {"text": article(draw)}, "params": {"format": "events"}}
    elif kind < 70:
        form = draw.choice(("html", "markdown", "text", "chat", "slack", "telegram"))
        request = {"json": {"text": article(draw)}, "params": {"format": form}}
    elif kind < 80:
        terms = {draw.choice(_WHERE): f"{draw.choice(_WORDS)} {draw.randrange(10**6)}"}
        path, request = "/v1/translations", {"json": {"texts": [sentence(draw)], "glossary": terms}}
    elif kind < 88:
        path, request = (
            "/v1/translations",
            {"json": {"texts": [sentence(draw) for _ in range(draw.choice((1, 1, 2)))]}},
        )
    else:
        request = draw.choice(
            (
                {"json": {"text": _FOREIGN}},
                {"json": {"text": ""}},
                {"json": {"unknown": draw.random()}},
                {"content": b"{", "headers": {"content-type": "application/json"}},
                {"content": b"x", "headers": {"content-type": "image/png"}},
                {"json": {"text": "ا" * 500_000}},
            )
        )
    answer = await http.post(path, **request)
    return str(answer.status_code)


def resident(process: int) -> float:
    """Return the resident memory of a process in MB."""
    status = Path(f"/proc/{process}/status").read_text("ascii")
    line = next(row for row in status.splitlines() if row.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def serve(port: int, **settings: str) -> subprocess.Popen[bytes]:
    """Start the server and wait until it is ready."""
    server = subprocess.Popen(
        [sys.executable, "-m", "service", "serve", "--port", str(port)],
        cwd=_ROOT,
        env={**os.environ, "MUJAZ_LOG_LEVEL": "ERROR", **settings},
    )
    for _ in range(600):
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"http://127.0.0.1:{port}/health/ready").status_code == 200:
                return server
        time.sleep(0.1)
    server.kill()
    message = "the server never became ready"
    raise TimeoutError(message)


async def soak(port: int, process: int, options: argparse.Namespace) -> list[tuple[int, float]]:
    """Send the requests; returns samples of (requests answered, MB)."""
    numbers: Iterator[int] = iter(range(options.requests))
    outcomes: Counter[str] = Counter()
    samples: list[tuple[int, float]] = []
    end = time.monotonic() + 60 * options.minutes

    async def client() -> None:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=120) as http:
            for number in numbers:
                if time.monotonic() > end:
                    return
                draw = random.Random(number)  # noqa: S311 - a benchmark must repeat
                outcomes[await once(http, port, draw)] += 1
                done = outcomes.total()
                if done % max(1, options.requests // 100) == 0:
                    samples.append((done, resident(process)))

    await asyncio.gather(*(client() for _ in range(options.clients)))
    print(f"{outcomes.total()} requests:", dict(sorted(outcomes.items())))
    return samples


def report(samples: Sequence[tuple[int, float]]) -> None:
    """Print the curve and what is read from it."""
    print("\nrequests  resident MB")
    for done, size in samples[:: max(1, len(samples) // 20)]:
        print(f"{done:8}  {size:8.1f}")
    warm = samples[len(samples) // 5 :]
    sizes = [size for _, size in warm]
    slope, _ = statistics.linear_regression([done for done, _ in warm], sizes)
    tenth = max(1, len(warm) // 10)
    first, last = statistics.median(sizes[:tenth]), statistics.median(sizes[-tenth:])
    print(f"\nafter warm-up: {min(sizes):.1f} to {max(sizes):.1f} MB")
    print(
        f"spread {max(sizes) / min(sizes) - 1:.1%}, slope {slope * 1000:+.2f} MB per 1,000 requests"
    )
    print(f"last tenth over first tenth: {last / first - 1:+.1%}; the bar is 3 %")


def main() -> None:
    """Serve, send, report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--beam", type=int, default=1)
    options = parser.parse_args()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = int(listener.getsockname()[1])
    server = serve(port, MUJAZ_BEAM=str(options.beam), MUJAZ_MEMORY_BYTES=str(2 << 20))
    began = time.monotonic()
    try:
        samples = asyncio.run(soak(port, server.pid, options))
    finally:
        server.terminate()
        server.wait()
    print(f"{time.monotonic() - began:.0f} s, {options.clients} clients, beam {options.beam}")
    report(samples)


if __name__ == "__main__":
    main()
