"""Which segments leave next: a pure data structure, without threads and without a clock.

Requests of an ordinary length are served in the order they came: sharing the model
out evenly among equals makes all of them end late (Wierman and Harchol-Balter 2003).
A longer one stands behind by as many tokens as it exceeds that length, so an article of 5
sentences overtakes one of 500; what an article has, its caller says at once. Every second
of waiting counts as `AGEING` tokens, which keeps the long ones moving. A request that has
received nothing yet has a small head start: its reader sees a first sentence soon.

A batch is led by the request ranked first: by all it still waits for, where that
fits, or else by its first segment, so that long articles come out in order. It
is filled with segments of about the same length, since a batch decodes for as
long as its longest member.

Further attempts (`Job.again`) come in ones and twos and are searched in another
way, so they cannot go along with first ones, and alone they cost three times as
much. They stand in front of what else their request waits for, which keeps a
stream in order, and while there is other work they wait a moment for each other.
"""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING

from service.engine.decoder import Hypothesis, Search
from service.errors import MujazError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Outcome = tuple[Hypothesis, ...] | MujazError

AGEING = 60.0
"""Tokens of rank per second of waiting; about a tenth of what two cores translate."""
ORDINARY = 2000.0
"""Tokens (about sixty sentences) up to which length does not matter."""
TYPICAL = 33
"""Tokens of a segment that was accepted and not prepared yet."""
HEAD_START = 200.0
"""Tokens by which who has received nothing stands in front."""
BACKGROUND = 3000.0
"""Tokens by which a background request stands behind."""
WINDOW = 64
"""Segments of one request that compete at a time: keeps streaming near article order."""
KIN = 400.0
"""Ranks within which requests share a batch: few segments are not held up by many."""
CRUMB = 160
"""Tokens (five sentences) that go along rather than make a batch of their own."""
FILL = 160
"""Tokens up to which requests further behind fill a batch: a piece in a batch of one sentence
costs three times, of five 1.2 times what it costs in one of sixteen."""
THIN = 128
"""Tokens of further attempts that are worth a batch while there is other work."""
HOLD_S = 0.25
"""Longest that fewer are held back, in seconds; half a batch."""


class Job:
    """One piece of source text waiting for the model."""

    __slots__ = ("again", "key", "pieces", "request", "search")

    def __init__(
        self,
        request: Request,
        key: tuple[int, int],
        pieces: Sequence[str],
        search: Search,
        *,
        again: bool = False,
    ) -> None:
        self.request = request
        self.key = key
        self.pieces = pieces
        self.search = search
        self.again = again
        """Whether it is a further attempt."""

    @property
    def cost(self) -> int:
        """Tokens it occupies in a batch."""
        return len(self.pieces) + 1


class Request:
    """One caller and what it is still waiting for.

    `deliver` is called from an engine thread with each job that came back and its
    hypotheses or an error; or with None and the error that ended the whole request.
    """

    __slots__ = (
        "arrived",
        "attained",
        "background",
        "cancelled",
        "coming",
        "deadline",
        "deliver",
        "pending",
        "waiting",
    )

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
        self.waiting = 0
        """Tokens of `pending`."""
        self.coming = 0
        """Segments accepted and not yet prepared for the queue; kept by the caller."""
        self.pending: deque[Job] = deque()

    def gone(self, now: float) -> bool:
        """Whether nobody wants the rest any more."""
        if self.deadline is not None and now >= self.deadline:
            return True
        return self.cancelled is not None and self.cancelled()

    def rank(self, now: float) -> float:
        """The lower, the sooner."""
        behind = BACKGROUND if self.background else 0.0
        if not self.attained:
            behind -= HEAD_START
        whole = self.attained + self.waiting + TYPICAL * self.coming
        return max(0.0, whole - ORDINARY) + behind - AGEING * (now - self.arrived)

    def window(self) -> Iterator[Job]:
        """The first jobs, in the order they were given."""
        for job, _ in zip(self.pending, range(WINDOW), strict=False):
            yield job


def share(waiting: int, running: float, workers: int) -> int:
    """Return how many tokens one worker should take, so that all end at about the same time.

    `running` are the tokens that the others still have to translate.
    """
    fair = math.ceil((waiting + running) / workers)
    return waiting if waiting - fair < CRUMB else fair


class _Group:
    """What waits to be searched in one way."""

    __slots__ = ("fresh", "since", "tokens")

    def __init__(self, now: float) -> None:
        self.tokens = 0
        self.fresh = 0
        """Those of first attempts."""
        self.since = now
        """When it last left or was empty."""


class Schedule:
    """Jobs in, batches out. Not thread-safe; the caller holds a lock."""

    def __init__(self) -> None:
        self._requests: list[Request] = []
        self._groups: dict[Search, _Group] = {}
        self.jobs = 0
        """Waiting jobs."""
        self.tokens = 0
        """Their cost."""
        self.dropped = 0
        """Jobs of departed or late requests that never reached the model."""

    def add(self, request: Request, jobs: Sequence[Job], now: float) -> None:
        """Let `jobs` of `request` wait; further attempts in front of all it waits for."""
        if not request.pending and jobs:
            self._requests.append(request)
        request.pending.extendleft(job for job in reversed(jobs) if job.again)
        request.pending.extend(job for job in jobs if not job.again)
        request.waiting += _cost(jobs)
        for job in jobs:
            group = self._groups.get(job.search) or _Group(now)
            self._groups[job.search] = group
            group.tokens += job.cost
            group.fresh += 0 if job.again else job.cost
        self.jobs += len(jobs)
        self.tokens += _cost(jobs)

    def oldest(self) -> float | None:
        """When the longest-waiting request arrived."""
        return min((request.arrived for request in self._requests), default=None)

    def opening(self) -> bool:
        """Whether all that waits is a foreground request that has received nothing yet."""
        return len(self._requests) == 1 and not (
            self._requests[0].attained or self._requests[0].background
        )

    def drop(self, request: Request) -> int:
        """Forget what `request` still waits for; returns how many jobs."""
        if request not in self._requests:
            return 0
        self._requests.remove(request)
        count = len(request.pending)
        self._leave(request.pending)
        self.dropped += count
        request.pending.clear()
        request.waiting = 0
        return count

    def sweep(self, now: float) -> list[Request]:
        """Drop every request that is late or departed, and return them."""
        gone = [request for request in self._requests if request.gone(now)]
        for request in gone:
            self.drop(request)
        return gone

    def take(self, budget: int, now: float) -> list[Job]:
        """Remove and return the next batch: at most `budget` tokens, at least one job.

        Returns an empty list when nothing waits.
        """
        ranked = sorted((request.rank(now), at) for at, request in enumerate(self._requests))
        if not ranked:
            return []
        first, search = self._lead([self._requests[at] for _, at in ranked], now)
        rank = first.rank(now)
        own = [job for job in first.window() if job.search == search]
        whole = len(own) == len(first.pending) and _cost(own) <= budget
        batch = own if whole else own[:1]
        longest = max(job.cost for job in batch)
        near: list[Job] = []
        behind: list[Job] = []
        for other, index in ranked:
            side = near if other <= rank + KIN else behind
            side += (job for job in self._requests[index].window() if job.search == search)
        room = budget - _cost(batch)
        taken = set(batch)
        for company, full in ((near, budget), (behind, FILL)):
            # Stable, so that of equal lengths those ranked first leave first.
            company.sort(key=lambda job: abs(job.cost - longest))
            left = min(room, full - (budget - room))
            for job in company:
                if job.cost > left:
                    break
                # A short request is not held up by longer segments than its own.
                if job not in taken and not (whole and job.cost > longest):
                    batch.append(job)
                    left -= job.cost
                    room -= job.cost
        self._remove(batch)
        if (rest := self._groups.get(search)) is not None:
            rest.since = now
        return batch

    def _lead(self, ranked: Sequence[Request], now: float) -> tuple[Request, Search]:
        """The request that goes first, and the search of its first job that is not held back."""
        held = {search for search in self._groups if self._held(search, now)}
        for request in ranked if len(held) < len(self._groups) else ():
            for job in request.window():
                if job.search not in held:
                    return request, job.search
        return ranked[0], ranked[0].pending[0].search

    def _held(self, search: Search, now: float) -> bool:
        """Whether only a few further attempts wait for this search, and not for long yet."""
        group = self._groups[search]
        return not group.fresh and group.tokens < THIN and now - group.since < HOLD_S

    def _leave(self, jobs: Sequence[Job]) -> None:
        for job in jobs:
            group = self._groups[job.search]
            group.tokens -= job.cost
            group.fresh -= 0 if job.again else job.cost
            if not group.tokens:
                del self._groups[job.search]
        self.jobs -= len(jobs)
        self.tokens -= _cost(jobs)

    def _remove(self, batch: list[Job]) -> None:
        taken = {id(job) for job in batch}
        for request in {id(job.request): job.request for job in batch}.values():
            head = [request.pending.popleft() for _ in range(min(WINDOW, len(request.pending)))]
            request.pending.extendleft(job for job in reversed(head) if id(job) not in taken)
            if not request.pending:
                self._requests.remove(request)
        for job in batch:
            job.request.attained += job.cost
            job.request.waiting -= job.cost
        self._leave(batch)


def _cost(jobs: Sequence[Job]) -> int:
    return sum(job.cost for job in jobs)
