"""Which segments leave next: a pure data structure, without threads and without a clock.

Requests are ranked by *attained service* (foreground-background scheduling;
Nuyens and Wierman 2008): the one that has received the least model time goes
first, so an article of 5 sentences overtakes one of 500 without anyone having
to say how long it is. Ageing keeps the long ones moving: every second of
waiting counts as `AGEING` tokens not yet received. Background requests rank as
if they had received `BACKGROUND` tokens more.

A batch is led by one segment and filled with others that are not longer, those
not much shorter first, since a batch decodes for as long as its longest member. Nor
may company change a result: `kernel` says which lengths can share a batch.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from service.engine.decoder import Hypothesis, Search
from service.errors import MujazError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Outcome = tuple[Hypothesis, ...] | MujazError

AGEING = 60.0
"""Tokens of rank per second of waiting; about a tenth of what two cores translate."""
BACKGROUND = 3000.0
"""Tokens by which a background request stands behind."""
CROWD = 2
"""Batches waiting from which full batches count for more than a first sentence."""
WINDOW = 64
"""Segments of one request that compete at a time: keeps streaming near article order."""
NEAR = 0.5
"""Length of the companions that a batch takes first, relative to its leader."""
KIN = 400.0
"""Ranks within which requests share a batch: a newcomer's few segments are not held
up by filling their batch with those of requests that already had much."""


_VECTOR = 16
"""Floats in one AVX-512 register, twice those of AVX2."""


def kernel(cost: int) -> int:
    """Return the class of sources whose results do not depend on one another.

    Padding a source of fewer than 16 tokens to 16 or more makes the matrix
    library pick another kernel for attention, which sums in another order (the
    cause of CTranslate2's issue 693 on this kind of machine); other padding
    changes no bit. Measured by `bench/determinism.py`; 8 is kept apart as well
    for machines with narrower registers.
    """
    return min(cost, _VECTOR) // (_VECTOR // 2)


class Job:
    """One piece of source text waiting for the model."""

    __slots__ = ("key", "pieces", "request", "search")

    def __init__(
        self, request: Request, key: tuple[int, int], pieces: Sequence[str], search: Search
    ) -> None:
        self.request = request
        self.key = key
        self.pieces = pieces
        self.search = search

    @property
    def cost(self) -> int:
        """Tokens it occupies in a batch."""
        return len(self.pieces) + 1


class Request:
    """One caller and what it is still waiting for.

    `deliver` is called from an engine thread with each job that came back and
    with what came back, its hypotheses or an error; or with None and the error
    that ended the whole request.
    """

    __slots__ = ("arrived", "attained", "background", "cancelled", "deadline", "deliver", "pending")

    def __init__(
        self,
        deliver: Callable[[Job | None, Outcome], None],
        *,
        arrived: float,
        deadline: float | None = None,
        background: bool = False,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        self.deliver = deliver
        self.arrived = arrived
        self.deadline = deadline
        self.background = background
        self.cancelled = cancelled
        self.attained = 0
        self.pending: deque[Job] = deque()

    def gone(self, now: float) -> bool:
        """Whether nobody wants the rest any more."""
        if self.deadline is not None and now >= self.deadline:
            return True
        return self.cancelled is not None and self.cancelled()

    def rank(self, now: float) -> float:
        """The lower, the sooner."""
        behind = BACKGROUND if self.background else 0.0
        return self.attained + behind - AGEING * (now - self.arrived)

    def window(self) -> Iterator[Job]:
        """The first jobs, in the order they were given."""
        for job, _ in zip(self.pending, range(WINDOW), strict=False):
            yield job


def _together(leader: Job, job: Job) -> bool:
    return (
        job.cost <= leader.cost
        and kernel(job.cost) == kernel(leader.cost)
        and job.search == leader.search
    )


class Schedule:
    """Jobs in, batches out. Not thread-safe; the caller holds a lock."""

    def __init__(self) -> None:
        self._requests: list[Request] = []
        self.jobs = 0
        """Waiting jobs."""
        self.tokens = 0
        """Their cost."""
        self.dropped = 0
        """Jobs of departed or late requests that never reached the model."""

    def add(self, request: Request, jobs: Sequence[Job]) -> None:
        """Let `jobs` of `request` wait."""
        if not request.pending and jobs:
            self._requests.append(request)
        request.pending.extend(jobs)
        self.jobs += len(jobs)
        self.tokens += sum(job.cost for job in jobs)

    def oldest(self) -> float | None:
        """When the longest-waiting request arrived."""
        return min((request.arrived for request in self._requests), default=None)

    def drop(self, request: Request) -> int:
        """Forget what `request` still waits for; returns how many jobs."""
        if request not in self._requests:
            return 0
        self._requests.remove(request)
        count = len(request.pending)
        self.jobs -= count
        self.tokens -= sum(job.cost for job in request.pending)
        self.dropped += count
        request.pending.clear()
        return count

    def sweep(self, now: float) -> list[Request]:
        """Drop every request that is late or departed, and return them."""
        gone = [request for request in self._requests if request.gone(now)]
        for request in gone:
            self.drop(request)
        return gone

    def take(self, budget: int, now: float) -> list[Job]:
        """Remove and return the next batch: at most `budget` padded tokens, at least one job.

        Padded tokens are the number of segments times the cost of the longest.
        Returns an empty list when nothing waits.
        """
        ranked = sorted(self._requests, key=lambda request: request.rank(now))
        if not ranked:
            return []
        crowded = self.tokens > CROWD * budget
        leader = self._leader(ranked[0], crowded=crowded)
        room = max(1, budget // leader.cost)
        reach = ranked[0].rank(now) + KIN
        fitting = [
            job
            for request in ranked
            if request.rank(now) <= reach
            for job in request.window()
            if job is not leader and _together(leader, job)
        ]
        batch = [leader]
        if len(ranked[0].pending) <= room:
            # The rest of a short request would otherwise wait for batches of its own.
            batch += [job for job in fitting if job.request is ranked[0]]
            if crowded:
                room = max(len(batch), room // 2)
        taken = {id(job) for job in batch}
        others = [job for job in fitting if id(job) not in taken]
        near = [job for job in others if job.cost >= leader.cost * NEAR]
        batch = [*batch, *near][:room]
        if len(batch) < room:
            # Padding costs a fifth, a half-empty batch half.
            rest = [job for job in others if job.cost < leader.cost * NEAR]
            rest.sort(key=lambda job: -job.cost)
            batch += rest[: room - len(batch)]
        self._remove(batch)
        return batch

    @staticmethod
    def _leader(request: Request, *, crowded: bool) -> Job:
        # A request that got nothing yet leads with its first segment, so that a
        # reader sees the first sentence soon. Otherwise the longest goes first,
        # because it takes the most company along; in a crowd that serves all.
        if request.attained == 0 and not crowded:
            return request.pending[0]
        return max(request.window(), key=lambda job: job.cost)

    def _remove(self, batch: list[Job]) -> None:
        taken = {id(job) for job in batch}
        for request in {id(job.request): job.request for job in batch}.values():
            head = [request.pending.popleft() for _ in range(min(WINDOW, len(request.pending)))]
            request.pending.extendleft(job for job in reversed(head) if id(job) not in taken)
            if not request.pending:
                self._requests.remove(request)
        for job in batch:
            job.request.attained += job.cost
        self.jobs -= len(batch)
        self.tokens -= sum(job.cost for job in batch)
