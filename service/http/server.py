"""One process, one event loop, and a graceful end."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import uvicorn

from service.http.app import create_app

if TYPE_CHECKING:
    from service.settings import Settings


def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT, then finish what was accepted."""
    logging.basicConfig(
        level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_level=settings.log_level.lower(),
        server_header=False,
        timeout_graceful_shutdown=int(settings.deadline_s) + 1,
    )
