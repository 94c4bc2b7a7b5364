"""HTTP/1.1 as uvicorn speaks it, with two things it leaves open.

A connection on which no request is being served ends in time, however slowly
its owner sends headers (uvicorn waits for ever); and what is no HTTP is refused
with the same problem document as everything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import h11
import msgspec
from uvicorn.protocols.http.h11_impl import H11Protocol

from service.errors import Problem
from service.http.problems import MALFORMED, MEDIA_TYPE

if TYPE_CHECKING:
    import asyncio

_SLOW = Problem(
    type="urn:mujaz:problem:slow-headers",
    title="The headers arrived too slowly",
    status=408,
    detail="The request did not arrive in time.",
)


def bounded(seconds: float) -> type[H11Protocol]:
    """Return the protocol for uvicorn's `http`; headers must arrive within `seconds`."""

    class Bounded(_Bounded):
        patience = seconds

    return Bounded


class _Bounded(H11Protocol):
    patience: ClassVar[float]
    _alarm: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self._serving:
            self._disarm()

    def connection_lost(self, exc: Exception | None) -> None:
        self._disarm()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        self._refuse(msgspec.structs.replace(MALFORMED, detail=msg))

    @property
    def _serving(self) -> bool:
        # Its handler bounds the time a body may take.
        # It starts as None, which its annotation forgets.
        return self.cycle is not None and not self.cycle.response_complete  # pyright: ignore[reportUnnecessaryComparison]

    def _watch(self) -> None:
        if self._serving:
            self._disarm()
        elif self._alarm is None and not self.transport.is_closing():
            self._alarm = self.loop.call_later(self.patience, self._late)

    def _disarm(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    def _late(self) -> None:
        self._alarm = None
        begun, _ = self.conn.trailing_data
        if begun:
            self._refuse(_SLOW)
        else:
            self.transport.close()

    def _refuse(self, problem: Problem) -> None:
        if self.transport.is_closing():
            return
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            body = msgspec.json.encode(problem)
            headers = [
                ("content-type", MEDIA_TYPE),
                ("content-length", str(len(body))),
                ("connection", "close"),
            ]
            for event in (
                h11.Response(status_code=problem.status, headers=headers),
                h11.Data(data=body),
                h11.EndOfMessage(),
            ):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
