"""The Litestar application: wiring, and nothing else."""

from __future__ import annotations

from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from litestar import Litestar
from litestar.config.response_cache import ResponseCacheConfig
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import License, Tag
from litestar.static_files import (
    create_static_files_router,  # pyright: ignore[reportUnknownVariableType] - it leaves PathLike open
)

from service import __version__
from service.http import docs, openapi
from service.http.briefs import create_brief
from service.http.catalogue import list_models
from service.http.health import live, ready
from service.http.metrics import Measured, Metrics, metrics
from service.http.page import editor
from service.http.problems import HANDLERS
from service.http.runtime import Runtime
from service.http.shelf import Shelf
from service.http.translations import create_translations
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from service.facade import Mujaz

_STATIC = Path(str(files("service.http") / "static"))
_PAGE = Path(str(files("service.render") / "static"))


def create_app(settings: Settings | None = None, mujaz: Mujaz | None = None) -> Litestar:
    """Build the application.

    `mujaz` replaces what would be loaded from `settings`; the application
    closes it on shutdown either way.
    """
    settings = settings or Settings.from_environment()
    return application(Runtime(settings, None if mujaz is None else Shelf(mujaz)))


def application(runtime: Runtime) -> Litestar:
    """Build the application around `runtime`, which lives and ends with it."""

    @asynccontextmanager
    async def lifespan(_app: Litestar) -> AsyncGenerator[None]:
        await runtime.start()
        try:
            yield
        finally:
            await runtime.stop()

    counted = Metrics(runtime.serving)
    app = Litestar(
        route_handlers=[
            editor,
            create_brief,
            create_translations,
            list_models,
            live,
            ready,
            metrics,
            create_static_files_router("/static/docs", [_STATIC / "swagger"], name="docs-static"),
            create_static_files_router("/static/page", [_PAGE], name="page-static"),
        ],
        dependencies={
            "runtime": Provide(lambda: runtime, sync_to_thread=False),
            "counted": Provide(lambda: counted, sync_to_thread=False),
        },
        middleware=[Measured(counted)],
        lifespan=[lifespan],
        exception_handlers=HANDLERS,
        request_max_body_size=runtime.settings.max_body,
        # The framework's own would replace the level and form the operator chose.
        logging_config=None,
        response_cache_config=ResponseCacheConfig(default_expiration=0),
        openapi_config=OpenAPIConfig(
            title="Mujaz",
            version=__version__,
            description="An Arabic news article in, a verifiable bilingual brief out.",
            license=License(name="Apache-2.0", identifier="Apache-2.0"),
            tags=[
                Tag(name="briefs", description="Articles into briefs."),
                Tag(name="translations", description="Texts into English."),
                Tag(name="models", description="What is installed."),
                Tag(name="health", description="For orchestrators."),
            ],
            openapi_router=docs.router(),
            render_plugins=[docs.PAGE, docs.DOCUMENT],
        ),
    )
    openapi.complete(app.openapi_schema)
    return app
