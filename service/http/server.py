"""One process, one event loop, and a graceful end."""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING

import uvicorn

from service.http.app import application
from service.http.heap import bound_heap
from service.http.protocol import bounded
from service.http.runtime import Runtime
from service.http.shelf import Shelf

if TYPE_CHECKING:
    from litestar import Litestar

    from service.settings import Settings


def configuration(app: Litestar, settings: Settings) -> uvicorn.Config:
    """Return how uvicorn serves `app`: bounded in everything a client can make it wait for."""
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        http=bounded(settings.headers_timeout_s),
        ws="none",
        log_level=settings.log_level.lower(),
        server_header=False,
        timeout_graceful_shutdown=int(settings.deadline_s) + 1,
    )


def run(settings: Settings) -> None:
    """Load the models, then serve until SIGTERM or SIGINT, and finish what was accepted.

    Raises as `Mujaz.load` does, before anything is bound.
    """
    logging.basicConfig(
        level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    bound_heap()
    runtime = Runtime(settings, Shelf.load(settings))
    server = uvicorn.Server(configuration(application(runtime), settings))
    with contextlib.suppress(KeyboardInterrupt):
        server.run()
