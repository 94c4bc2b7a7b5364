"""What the handlers share: the loaded program, or the reason there is none."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, TypeVar

import anyio
import anyio.to_thread

from service.errors import MujazError, Overloaded, ShuttingDown
from service.facade import Mujaz

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.settings import Settings

_T = TypeVar("_T")
_log = logging.getLogger("mujaz.http")

PROBE = "قال متحدث باسم الحكومة إن المحادثات ستستمر الأسبوع المقبل."
"""A real sentence, translated once before the server calls itself ready."""


class Runtime:
    """Owns the façade for the life of the server and runs blocking work off the event loop."""

    def __init__(self, settings: Settings, mujaz: Mujaz | None = None) -> None:
        self.settings = settings
        self._mujaz = mujaz
        self._failure: MujazError | None = None
        self._ready = False
        self._closing = False
        self._threads = anyio.CapacityLimiter(settings.max_requests)

    async def start(self) -> None:
        """Load the models and translate one sentence; a failure is kept, not raised.

        The server then stays up to say what is wrong: readiness and every
        request answer with the same typed problem.
        """
        try:
            await anyio.to_thread.run_sync(self._load)
        except MujazError as error:
            self._failure = error
            _log.error("not ready: %s %s", error.detail, error.remedy or "")
        else:
            self._ready = True

    def _load(self) -> None:
        if self._mujaz is None:
            self._mujaz = Mujaz.load(self.settings)
        self._mujaz.translate([PROBE])

    async def stop(self) -> None:
        """Refuse new work, finish what was accepted."""
        self._closing = True
        if self._mujaz is not None:
            await anyio.to_thread.run_sync(self._mujaz.close)

    @property
    def mujaz(self) -> Mujaz:
        """The façade.

        Raises:
            ModelError: the models could not be loaded.
            ShuttingDown: the server is draining, or still loading.
        """
        if self._failure is not None:
            raise self._failure
        if self._closing:
            message = "the server is draining"
            raise ShuttingDown(message, retry_after=5)
        if self._mujaz is None or not self._ready:
            message = "the models are still loading"
            raise ShuttingDown(message, retry_after=2)
        return self._mujaz

    async def run(self, work: Callable[[], _T]) -> _T:
        """Run blocking `work` in a thread.

        Raises:
            Overloaded: as many requests as allowed are already being worked on.
        """
        if self._threads.available_tokens < 1:
            message = f"{self.settings.max_requests} requests are being worked on"
            raise Overloaded(message, retry_after=2)
        return await anyio.to_thread.run_sync(work, limiter=self._threads, abandon_on_cancel=True)
