"""Threads that turn waiting segments of all requests into shared batches."""

from __future__ import annotations

import threading
import time
from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from service.engine.schedule import Job, Outcome, Request, Schedule, share
from service.errors import (
    DeadlineExceeded,
    ModelFailed,
    MujazError,
    Overloaded,
    ShuttingDown,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.engine.decoder import Decoder

_INITIAL_RATE = 500.0
"""Tokens per second assumed before any batch was measured."""


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """What the batcher has done and has to do."""

    waiting: int
    """Segments in the queue, and those still to be prepared for it."""
    running: int
    """Segments at the model."""
    batches: int
    segments: int
    """Segments translated since the start."""
    tokens: int
    """Their source tokens."""
    dropped: int
    """Segments of departed or late requests that never reached the model."""
    retried: int
    """Further attempts for segments whose fidelity was broken."""
    sizes: tuple[int, ...]
    """Batches by size: 1 segment, 2 or 3, 4 to 7, and so on in powers of two."""
    waited_s: float
    """Seconds that segments stood in the queue, all together."""
    decoded_s: float
    """Seconds that batches spent at the model, all together."""
    rate: float
    """Source tokens per second while busy, smoothed."""


class Batcher:
    """A bounded queue in front of a decoder, served by `workers` threads."""

    def __init__(
        self,
        decoder: Decoder,
        *,
        workers: int,
        max_tokens: int,
        wait_s: float,
        bound: int,
    ) -> None:
        self._decoder = decoder
        self._max_tokens = max_tokens
        self._wait_s = wait_s
        self._bound = bound
        self._schedule = Schedule()
        self._changed = threading.Condition()
        self._closing = False
        self._running = 0
        self._open: set[Request] = set()
        self._batches = self._segments = self._tokens = self._retried = 0
        self._sizes: Counter[int] = Counter()
        self._waited_s = self._decoded_s = 0.0
        self._counted = time.monotonic()
        self._rate = _INITIAL_RATE * workers
        self._workers = workers
        self._busy: dict[int, tuple[int, float]] = {}
        """Tokens and the start of the batch that each thread is at."""
        self._threads = [
            threading.Thread(target=self._work, name=f"mujaz-batcher-{number}", daemon=True)
            for number in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def load(self) -> Load:
        """A snapshot for health checks and metrics."""
        with self._changed:
            self._count_waiting()
            return Load(
                waiting=self._schedule.jobs + self._coming(),
                running=self._running,
                batches=self._batches,
                segments=self._segments,
                tokens=self._tokens,
                dropped=self._schedule.dropped,
                retried=self._retried,
                sizes=tuple(self._sizes[power] for power in range(max(self._sizes, default=0) + 1)),
                waited_s=self._waited_s,
                decoded_s=self._decoded_s,
                rate=self._rate,
            )

    def _count_waiting(self) -> None:
        # Due before the queue changes: its length times how long it had that length.
        now = time.monotonic()
        self._waited_s += self._schedule.jobs * (now - self._counted)
        self._counted = now

    def submit(self, request: Request, jobs: Sequence[Job], *, again: bool = False) -> None:
        """Queue `jobs`; their results go to `request.deliver`.

        Once accepted, a request is drained to its end: `finish` is due. `again`
        marks what an accepted request queues later, segments that were `coming`
        and further attempts, neither bounded nor refused.

        Raises:
            Overloaded: the queue is full; nothing was queued.
            ShuttingDown: no new work is taken.
        """
        with self._changed:
            if again:
                self._retried += sum(job.again for job in jobs)
            else:
                self._admit(len(jobs) + request.coming)
                self._open.add(request)
            self._count_waiting()
            self._schedule.add(request, jobs, time.monotonic())
            self._changed.notify_all()

    def _admit(self, count: int) -> None:
        if self._closing:
            message = "the engine is draining"
            raise ShuttingDown(message)
        waiting = self._schedule.jobs + self._coming()
        # A request longer than the whole queue must be served by an idle engine.
        if waiting and waiting + count > self._bound:
            seen = (self._schedule.tokens + self._tokens, self._schedule.jobs + self._segments)
            tokens = waiting * seen[0] / max(1, seen[1])
            message = f"{waiting} segments are waiting, {self._bound} is the bound"
            raise Overloaded(message, retry_after=max(1, round(tokens / self._rate)))

    def _coming(self) -> int:
        return sum(request.coming for request in self._open)

    def finish(self, request: Request) -> None:
        """Forget what `request` still waits for; due once for every accepted request."""
        with self._changed:
            self._count_waiting()
            self._schedule.drop(request)
            self._schedule.dropped += request.coming
            request.coming = 0
            self._open.discard(request)
            self._changed.notify_all()

    def close(self) -> None:
        """Take nothing new, finish what was accepted, stop the threads."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        while batch := self._next():
            self._run(batch)

    def _next(self) -> list[Job]:
        """Wait for a batch; empty once closed and drained."""
        with self._changed:
            while True:
                self._count_waiting()
                now = time.monotonic()
                for request in self._schedule.sweep(now):
                    _refuse(request, now)
                if not self._schedule.jobs:
                    # Accepted work may still come back for a second attempt.
                    if self._closing and not self._open:
                        return []
                    self._changed.wait()
                    continue
                patience = self._patience(now)
                if patience <= 0:
                    break
                self._changed.wait(patience)
            fair = share(self._schedule.tokens, self._left(now), self._workers)
            # A reader of an idle engine sees the first segment at once, not with the first batch.
            at_once = not self._busy and self._schedule.opening()
            batch = self._schedule.take(1 if at_once else min(self._max_tokens, fair), now)
            self._running += len(batch)
            self._busy[threading.get_ident()] = (sum(job.cost for job in batch), now)
            return batch

    def _left(self, now: float) -> float:
        """Tokens that the batches at the model still cost, by the clock."""
        rate = self._rate / self._workers
        return sum(max(0.0, tokens - rate * (now - began)) for tokens, began in self._busy.values())

    def _patience(self, now: float) -> float:
        """How long to wait for more company before a batch leaves."""
        if self._closing or self._schedule.tokens >= self._max_tokens:
            return 0.0
        oldest = self._schedule.oldest()
        return 0.0 if oldest is None else oldest + self._wait_s - now

    def _run(self, batch: list[Job]) -> None:
        began = time.perf_counter()
        outcome: Sequence[Outcome]
        try:
            outcome = self._decoder.decode([job.pieces for job in batch], batch[0].search)
        except MujazError as error:
            outcome = [error] * len(batch)
        except Exception as error:  # noqa: BLE001 - a thread that dies silently would hang every caller
            outcome = [ModelFailed(f"inference failed: {error!r}")] * len(batch)
        seconds = time.perf_counter() - began
        for job, result in zip(batch, outcome, strict=True):
            job.request.deliver(job, result)
        tokens = sum(job.cost for job in batch)
        with self._changed:
            self._running -= len(batch)
            del self._busy[threading.get_ident()]
            self._batches += 1
            self._segments += len(batch)
            self._tokens += tokens
            self._sizes[len(batch).bit_length() - 1] += 1
            self._decoded_s += seconds
            self._rate += 0.2 * (self._workers * tokens / max(seconds, 1e-6) - self._rate)
            self._changed.notify_all()


def _refuse(request: Request, now: float) -> None:
    if request.deadline is not None and now >= request.deadline:
        message = "the deadline passed before every segment was translated"
        request.deliver(None, DeadlineExceeded(message))
    else:
        request.deliver(None, ShuttingDown("the request was cancelled"))
