"""`POST /v1/briefs`: one article in, one brief out, whole or as a stream."""

from __future__ import annotations

import asyncio
import threading
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from litestar import Request, Response, post
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from litestar.response import ServerSentEvent

from service.errors import (
    DeadlineExceeded,
    EmptyText,
    InvalidEncoding,
    InvalidField,
    MalformedRequest,
    ModelCorrupted,
    NotAcceptable,
    NotArabic,
    SlowBody,
    TextTooLong,
    UnknownModel,
    UnsupportedMediaType,
)
from service.facade import Observer, Options
from service.http import bodies, negotiate
from service.http.metrics import Metrics
from service.http.problems import documented
from service.http.runtime import Runtime
from service.http.stream import stream
from service.render import render
from service.schema import Brief

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from service.http.bodies import BriefRequest

ModelId = Annotated[
    str | None,
    QueryParameter(
        name="model", description="Id of a loaded model; without it the default one serves."
    ),
]


def options(body: BriefRequest) -> Options:
    """Translate a request body into façade options."""
    return Options(
        points=bodies.given(body.points),
        characters=bodies.given(body.characters),
        glossary=bodies.given(body.glossary),
        deadline_s=bodies.given(body.deadline_s),
    )


@asynccontextmanager
async def watched(request: Request[Any, Any, Any]) -> AsyncGenerator[threading.Event]:
    """Yield an event that is set when the client goes away."""
    gone = threading.Event()

    async def watch() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        gone.set()

    task = asyncio.create_task(watch())
    try:
        yield gone
    finally:
        gone.set()
        task.cancel()


@post(
    "/v1/briefs",
    status_code=200,
    summary="Brief an Arabic article",
    tags=["briefs"],
    operation_id="createBrief",
    responses=documented(
        MalformedRequest,
        InvalidEncoding,
        NotAcceptable,
        SlowBody,
        TextTooLong,
        UnknownModel,
        UnsupportedMediaType,
        EmptyText,
        NotArabic,
        InvalidField,
        ModelCorrupted,
        DeadlineExceeded,
    ),
)
async def create_brief(
    request: Request[Any, Any, Any],
    runtime: NamedDependency[Runtime],
    counted: NamedDependency[Metrics],
    format: Annotated[  # noqa: A002 - the name of the query parameter
        negotiate.Form | None,
        QueryParameter(name="format", description="Overrides the Accept header."),
    ] = None,
    rendering: Annotated[
        negotiate.Rendered | None,
        QueryParameter(
            name="rendering",
            description="With events: one more, last, with the brief in this form.",
        ),
    ] = None,
    model: ModelId = None,
) -> Response[Brief]:
    """Turn an Arabic news article into a verifiable bilingual brief.

    Send JSON, or the article itself as `text/plain` or `text/html`. Ask for
    the form with `Accept` or `?format=`; `text/event-stream` sends segments as
    they are translated, with progress, then the statements, then the whole
    brief, and last the form named by `rendering`.
    """
    form = negotiate.form(request, format)
    runtime.shelf.find(model)
    raw = await bodies.read(request, timeout_s=runtime.settings.body_timeout_s)
    body = bodies.decode_brief(raw, request.headers.get("content-type", ""))

    def work(*, observer: Observer | None = None, cancelled: Callable[[], bool]) -> Brief:
        with runtime.borrow(model) as mujaz:
            brief = mujaz.brief(
                bodies.given(body.text),
                html=bodies.given(body.html),
                options=options(body),
                observer=observer,
                cancelled=cancelled,
            )
        counted.brief(brief)
        return brief

    if form == "events":
        events = await stream(runtime, work, rendering)
        return ServerSentEvent(events)  # pyright: ignore[reportReturnType] - the documented body is the JSON one

    def rendered(cancelled: Callable[[], bool]) -> bytes:
        return render(work(cancelled=cancelled), form).encode("utf-8", "replace")

    async with watched(request) as gone:
        content = await runtime.run(partial(rendered, gone.is_set))
    return Response(content, media_type=negotiate.MEDIA_TYPES[form])  # pyright: ignore[reportReturnType] - encoded by the renderer
