"""Liveness and readiness."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from litestar import HttpMethod, route
from litestar.di import NamedDependency

from service.errors import ModelCorrupted, ModelMissing, ShuttingDown
from service.http.problems import documented
from service.http.runtime import Runtime
from service.schema import Signature

if TYPE_CHECKING:
    from litestar.handlers import HTTPRouteHandler
    from litestar.types import Method


def _by_method(handler: HTTPRouteHandler, method: Method, _path: object) -> str:
    return handler.handler_name + ("" if method == HttpMethod.GET else "Head")


class Live(msgspec.Struct, frozen=True):
    """The process answers."""

    status: str


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    """The models are verified, loaded, and have translated a real sentence."""

    status: str
    signature: Signature
    """Of the default model."""


@route(
    "/health/live",
    http_method=[HttpMethod.GET, HttpMethod.HEAD],
    status_code=200,
    summary="Is the process up?",
    tags=["health"],
    operation_id=_by_method,
)
async def live() -> Live:
    """Answer as long as the event loop turns; says nothing about the models."""
    return Live("live")


@route(
    "/health/ready",
    http_method=[HttpMethod.GET, HttpMethod.HEAD],
    status_code=200,
    summary="Can it brief an article now?",
    tags=["health"],
    operation_id=_by_method,
    responses=documented(ModelMissing, ModelCorrupted, ShuttingDown),
)
async def ready(runtime: NamedDependency[Runtime]) -> Ready:
    """Answer 200 once a real sentence was translated, 503 with the reason before that."""
    return Ready(status="ready", signature=runtime.shelf.find().signature)
