"""What the handlers share: the loaded models, or the reason there are none."""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
from typing import TYPE_CHECKING, TypeVar

import anyio
import anyio.to_thread

from service.errors import MujazError, Overloaded, ShuttingDown
from service.http.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

    from service.facade import Mujaz
    from service.settings import Settings

_T = TypeVar("_T")
_log = logging.getLogger("mujaz.http")


class Runtime:
    """Owns the models for the life of the server and runs blocking work off the event loop."""

    def __init__(self, settings: Settings, shelf: Shelf | None = None) -> None:
        self.settings = settings
        self._shelf = shelf
        self._failure: MujazError | None = None
        self._closing = False
        self._reloading = asyncio.Lock()
        self._tasks: set[asyncio.Future[None]] = set()
        self._threads = anyio.CapacityLimiter(settings.max_requests)

    async def start(self) -> None:
        """Load the models, unless they were given; a failure is kept, not raised.

        The server then stays up to say what is wrong: readiness and every
        request answer with the same typed problem.
        """
        if self._shelf is None:
            await self.reload()
        if hasattr(signal, "SIGHUP") and threading.current_thread() is threading.main_thread():
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self._hung_up)

    def _hung_up(self) -> None:
        task = asyncio.ensure_future(self.reload())
        # The loop itself holds no task; without a reference this one could vanish.
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def reload(self) -> None:
        """Read the catalogue again, load every configured model anew and serve it.

        Requests in flight finish with the model they began with. What cannot be
        loaded is logged, and what was served before goes on being served.
        """
        async with self._reloading:
            try:
                await anyio.to_thread.run_sync(self._load)
            except MujazError as error:
                if self._shelf is None:
                    self._failure = error
                _log.error("not loaded: %s %s", error.detail, error.remedy or "")
            else:
                self._failure = None

    def _load(self) -> None:
        shelf = self._shelf
        if shelf is None:
            self._shelf = Shelf.load(self.settings)
            return
        fresh = shelf.find()
        for model in self.settings.models:
            # What they share is loaded once: each takes it from the one before.
            fresh = fresh.beside(model)
            shelf.put(fresh)
            _log.info("serving %s", fresh.translator.signature)

    async def stop(self) -> None:
        """Refuse new work, finish what was accepted."""
        self._closing = True
        async with self._reloading:
            if self._shelf is not None:
                await anyio.to_thread.run_sync(self._shelf.close)

    @property
    def shelf(self) -> Shelf:
        """The loaded models.

        Raises:
            ModelError: they could not be loaded.
            ShuttingDown: the server is draining, or still loading.
        """
        if self._failure is not None:
            raise self._failure
        if self._closing:
            message = "the server is draining"
            raise ShuttingDown(message, retry_after=5)
        if self._shelf is None:
            message = "the models are still loading"
            raise ShuttingDown(message, retry_after=2)
        return self._shelf

    def serving(self) -> Iterable[Mujaz]:
        """What is loaded, whatever state the server is in."""
        return () if self._shelf is None else self._shelf.loaded.values()

    def borrow(self, model: str | None = None) -> AbstractContextManager[Mujaz]:
        """Borrow a model for one piece of work; raises as `shelf` and `Shelf.borrow` do.

        Borrowed where the work is done, it stays open exactly as long as that,
        whether or not the client does.
        """
        return self.shelf.borrow(model)

    async def run(self, work: Callable[[], _T]) -> _T:
        """Run blocking `work` in a thread.

        Raises:
            Overloaded: as many requests as allowed are already being worked on.
        """
        if self._threads.available_tokens < 1:
            message = f"{self.settings.max_requests} requests are being worked on"
            raise Overloaded(message, retry_after=2)
        return await anyio.to_thread.run_sync(work, limiter=self._threads, abandon_on_cancel=True)
