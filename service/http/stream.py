"""A brief as server-sent events, in the order an editor reads."""

from __future__ import annotations

import asyncio
import threading
from functools import partial
from typing import TYPE_CHECKING, Protocol

import msgspec
from litestar.response.sse import ServerSentEventMessage

from service.errors import MujazError
from service.facade import Observer
from service.render import render

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from service.http.negotiate import Rendered
    from service.http.runtime import Runtime
    from service.schema import Brief, Headline, Segment, Statement, SummaryPoint


class _Work(Protocol):
    def __call__(self, *, observer: Observer, cancelled: Callable[[], bool]) -> Brief: ...


class _Event(msgspec.Struct, frozen=True):
    name: str
    data: object


class _Queue(Observer):
    """Carries events from the engine's threads to the event loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop, rendering: Rendered | None) -> None:
        self.events: asyncio.Queue[_Event | MujazError | None] = asyncio.Queue()
        self._loop = loop
        self._rendering: Rendered | None = rendering
        self._total = 0

    def _put(self, event: _Event | MujazError | None) -> None:
        self._loop.call_soon_threadsafe(self.events.put_nowait, event)

    def planned(self, segments: int) -> None:
        self._total = segments
        self._put(_Event("progress", {"done": 0, "of": segments}))

    def segment(self, segment: Segment) -> None:
        self._put(_Event("segment", segment))
        self._put(_Event("progress", {"done": segment.id + 1, "of": self._total}))

    def statements(self, statements: tuple[Statement, ...]) -> None:
        self._put(_Event("statements", statements))

    def summary(self, headline: Headline, points: tuple[SummaryPoint, ...]) -> None:
        self._put(_Event("summary", {"headline": headline, "points": points}))

    def finished(self, brief: Brief) -> None:
        self._put(_Event("brief", brief))
        if self._rendering is not None:
            content = render(brief, self._rendering)
            self._put(_Event("rendering", {"form": self._rendering, "content": content}))
        self._put(None)

    def failed(self, error: MujazError) -> None:
        self._put(error)


async def stream(
    runtime: Runtime, work: _Work, rendering: Rendered | None = None
) -> AsyncIterator[ServerSentEventMessage]:
    """Start `work` and return its events, the brief in the form `rendering` last if one is given.

    What fails before the first event (an empty text, another language) is
    raised here and becomes an ordinary problem response; what fails later
    ends the stream with a `problem` event.
    """
    queue = _Queue(asyncio.get_running_loop(), rendering)
    gone = threading.Event()
    task = asyncio.create_task(runtime.run(partial(_run, work, queue, gone.is_set)))
    first = await _next(queue, task)
    if isinstance(first, MujazError):
        raise first

    async def events() -> AsyncIterator[ServerSentEventMessage]:
        event = first
        try:
            while event is not None:
                if isinstance(event, MujazError):
                    yield _message("problem", event.problem)
                    return
                yield _message(event.name, event.data)
                event = await _next(queue, task)
        finally:
            gone.set()
            task.cancel()

    return events()


async def _next(queue: _Queue, task: asyncio.Task[None]) -> _Event | MujazError | None:
    """Wait for the next event, or for the work to break before sending one."""
    waiting = asyncio.ensure_future(queue.events.get())
    await asyncio.wait({waiting, task}, return_when=asyncio.FIRST_COMPLETED)
    if task.done() and (error := task.exception()) is not None:
        waiting.cancel()
        raise error
    return await waiting


def _run(work: _Work, queue: _Queue, cancelled: Callable[[], bool]) -> None:
    try:
        queue.finished(work(observer=queue, cancelled=cancelled))
    except MujazError as error:
        queue.failed(error)


def _message(name: str, data: object) -> ServerSentEventMessage:
    return ServerSentEventMessage(data=msgspec.json.encode(data).decode(), event=name)
