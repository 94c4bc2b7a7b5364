"""A real server on a free port of the loopback, for what only sockets show."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec
import uvicorn

from service.http.server import configuration
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Generator

    from litestar import Litestar


@contextmanager
def serving(app: Litestar, settings: Settings | None = None) -> Generator[int]:
    """Serve `app` from a thread, as `mujaz serve` does; yields the port."""
    listener = socket.create_server(("127.0.0.1", 0))
    settings = msgspec.structs.replace(settings or Settings(), log_level="WARNING")
    server = uvicorn.Server(configuration(app, settings))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        while not server.started:
            thread.join(0.02)
            assert thread.is_alive()
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(30)
        listener.close()
    assert not thread.is_alive()
