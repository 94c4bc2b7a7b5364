from __future__ import annotations

import queue
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from engine_fakes import RecordingDecoder

from service.engine.batcher import Batcher
from service.engine.decoder import Search
from service.engine.schedule import Job, Outcome, Request
from service.errors import DeadlineExceeded, ModelFailed, Overloaded, ShuttingDown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Make = Callable[..., Batcher]


class Caller:
    """One request and the box its results arrive in."""

    def __init__(self, *, deadline: float | None = None) -> None:
        self.left = False
        self.box: queue.Queue[tuple[Job | None, Outcome]] = queue.Queue()
        self.request = Request(
            lambda job, outcome: self.box.put((job, outcome)),
            arrived=time.monotonic(),
            deadline=deadline,
            cancelled=lambda: self.left,
        )

    def jobs(self, *costs: int) -> list[Job]:
        return [
            Job(self.request, (index, 0), ("x",) * (cost - 1), Search())
            for index, cost in enumerate(costs)
        ]


class Tracked(Batcher):
    """A batcher that finishes at the end what its test left open."""

    def __init__(self, decoder: RecordingDecoder, **settings: Any) -> None:  # noqa: ANN401 - passed through
        self.unfinished: list[Request] = []
        super().__init__(decoder, **settings)

    def submit(self, request: Request, jobs: Sequence[Job], *, again: bool = False) -> None:
        super().submit(request, jobs, again=again)
        if not again:
            self.unfinished.append(request)

    def finish(self, request: Request) -> None:
        super().finish(request)
        self.unfinished.remove(request)

    def end(self) -> None:
        for request in tuple(self.unfinished):
            self.finish(request)
        self.close()


@pytest.fixture
def decoder() -> RecordingDecoder:
    return RecordingDecoder()


@pytest.fixture
def make(decoder: RecordingDecoder) -> Iterator[Make]:
    made: list[Tracked] = []

    def build(
        *, workers: int = 1, max_tokens: int = 400, wait_s: float = 0.0, bound: int = 100
    ) -> Batcher:
        made.append(
            Tracked(decoder, workers=workers, max_tokens=max_tokens, wait_s=wait_s, bound=bound)
        )
        return made[-1]

    yield build
    decoder.gate.set()
    for one in made:
        one.end()


def test_requests_share_a_batch(make: Make, decoder: RecordingDecoder) -> None:
    batcher = make()
    decoder.gate.clear()
    first, second, third = Caller(), Caller(), Caller()
    batcher.submit(first.request, first.jobs(20))
    decoder.started.wait()
    batcher.submit(second.request, second.jobs(20, 20))
    batcher.submit(third.request, third.jobs(20))
    decoder.gate.set()
    for caller, count in ((first, 1), (second, 2), (third, 1)):
        for _ in range(count):
            caller.box.get(timeout=5)
        batcher.finish(caller.request)
    sizes = sorted(len(batch) for batch in decoder.batches)
    assert len(decoder.batches) < 4
    assert sum(sizes) == 4


def test_company_is_awaited_but_not_for_ever(make: Make, decoder: RecordingDecoder) -> None:
    batcher = make(wait_s=0.05)
    one, two = Caller(), Caller()
    batcher.submit(one.request, one.jobs(20))
    batcher.submit(two.request, two.jobs(20))
    one.box.get(timeout=5)
    two.box.get(timeout=5)
    assert [len(batch) for batch in decoder.batches] == [2]


def test_a_full_queue_refuses_and_says_when_to_come_back(
    make: Make, decoder: RecordingDecoder
) -> None:
    batcher = make(bound=3)
    decoder.gate.clear()
    busy, waits, refused = Caller(), Caller(), Caller()
    batcher.submit(busy.request, busy.jobs(20))
    decoder.started.wait()
    batcher.submit(waits.request, waits.jobs(20, 20))
    with pytest.raises(Overloaded) as caught:
        batcher.submit(refused.request, refused.jobs(20, 20))
    assert caught.value.retry_after is not None
    assert caught.value.retry_after >= 1
    assert batcher.load.waiting == 2


def test_a_request_longer_than_the_queue_is_served_when_idle(make: Make) -> None:
    batcher, caller = make(bound=3), Caller()
    batcher.submit(caller.request, caller.jobs(*[20] * 10))
    for _ in range(10):
        caller.box.get(timeout=5)


def test_what_a_departed_client_had_waiting_is_never_translated(
    make: Make, decoder: RecordingDecoder
) -> None:
    batcher = make(max_tokens=20)
    decoder.gate.clear()
    busy, leaves = Caller(), Caller()
    batcher.submit(busy.request, busy.jobs(20))
    decoder.started.wait()
    batcher.submit(leaves.request, leaves.jobs(30, 30, 30))
    leaves.left = True
    decoder.gate.set()
    job, outcome = leaves.box.get(timeout=5)
    assert job is None
    assert isinstance(outcome, ShuttingDown)
    assert [len(batch[0]) for batch in decoder.batches] == [19]
    assert batcher.load.dropped == 3


def test_what_is_late_is_never_translated(make: Make, decoder: RecordingDecoder) -> None:
    batcher = make()
    decoder.gate.clear()
    busy, late = Caller(), Caller(deadline=time.monotonic() + 0.01)
    batcher.submit(busy.request, busy.jobs(20))
    decoder.started.wait()
    batcher.submit(late.request, late.jobs(30))
    time.sleep(0.02)
    decoder.gate.set()
    assert isinstance(late.box.get(timeout=5)[1], DeadlineExceeded)
    assert batcher.load.dropped == 1


def test_draining_finishes_what_was_accepted_and_refuses_the_rest(
    make: Make, decoder: RecordingDecoder
) -> None:
    batcher = make(max_tokens=20)
    decoder.gate.clear()
    accepted, later = Caller(), Caller()
    batcher.submit(accepted.request, accepted.jobs(20, 20))
    decoder.started.wait()
    closing = threading.Thread(target=batcher.close)
    closing.start()
    while True:
        try:
            batcher.submit(later.request, later.jobs(20))
        except ShuttingDown:
            break
        batcher.finish(later.request)
    decoder.gate.set()
    # A second attempt of accepted work still gets through.
    accepted.box.get(timeout=5)
    batcher.submit(accepted.request, accepted.jobs(40), again=True)
    for _ in range(2):
        assert accepted.box.get(timeout=5)[0] is not None
    batcher.finish(accepted.request)
    closing.join(timeout=5)
    assert not closing.is_alive()


def test_a_model_that_breaks_breaks_only_its_batch(make: Make, decoder: RecordingDecoder) -> None:
    batcher, first, second = make(), Caller(), Caller()
    decoder.error = RuntimeError("out of memory")
    batcher.submit(first.request, first.jobs(20))
    assert isinstance(first.box.get(timeout=5)[1], ModelFailed)
    decoder.error = None
    batcher.submit(second.request, second.jobs(20))
    assert isinstance(second.box.get(timeout=5)[1], tuple)


@pytest.mark.parametrize("workers", [1, 3])
def test_many_threads_each_get_exactly_their_own(make: Make, workers: int) -> None:
    batcher = make(workers=workers, bound=10_000)
    wrong: list[object] = []

    def one(seed: int) -> None:
        caller = Caller()
        jobs = caller.jobs(*(10 + (seed * 7 + index) % 50 for index in range(20)))
        batcher.submit(caller.request, jobs)
        seen: set[tuple[int, int]] = set()
        for _ in jobs:
            job, outcome = caller.box.get(timeout=20)
            assert job is not None
            assert isinstance(outcome, tuple)
            if len(outcome[0].pieces) != len(job.pieces) or job.request is not caller.request:
                wrong.append(job)
            seen.add(job.key)
        if len(seen) != len(jobs):
            wrong.append(seen)
        batcher.finish(caller.request)

    threads = [threading.Thread(target=one, args=(seed,)) for seed in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    load = batcher.load
    assert (load.waiting, load.running, load.segments) == (0, 0, 240)
    assert sum(load.sizes) == load.batches
    assert sum(count << power for power, count in enumerate(load.sizes)) <= load.segments
    assert load.waited_s > 0
    assert load.decoded_s > 0
    assert load.retried == 0
