"""Every failure as one RFC 9457 document; nothing else ever leaves the server."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import msgspec
from litestar import Response
from litestar.exceptions import HTTPException
from litestar.openapi import ResponseSpec

from service.errors import MujazError, Problem

if TYPE_CHECKING:
    from litestar import Request

_log = logging.getLogger("mujaz.http")

MEDIA_TYPE = "application/problem+json"

_TITLES = {
    400: ("malformed-request", "The request cannot be parsed"),
    404: ("not-found", "No such address"),
    405: ("method-not-allowed", "The method is not allowed here"),
    413: ("text-too-long", "The text is too long"),
    415: ("unsupported-media-type", "Unsupported media type"),
}
MALFORMED = Problem(
    type="urn:mujaz:problem:malformed-request",
    title=_TITLES[400][1],
    status=400,
    detail="The request is not HTTP.",
)
UNKNOWN_ADDRESS = Problem(
    type="urn:mujaz:problem:not-found",
    title=_TITLES[404][1],
    status=404,
    detail="There is nothing at this address.",
)


def respond(problem: Problem) -> Response[bytes]:
    """Encode a problem, with `Retry-After` where it carries one."""
    headers = {} if problem.retry_after is None else {"Retry-After": str(problem.retry_after)}
    return Response(
        msgspec.json.encode(problem),
        status_code=problem.status,
        media_type=MEDIA_TYPE,
        headers=headers,
    )


def on_mujaz_error(_request: Request[Any, Any, Any], error: MujazError) -> Response[bytes]:
    """Answer an error raised on purpose."""
    return respond(error.problem)


def on_http_exception(_request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """Answer what the framework itself refuses: addresses, methods, sizes, parameters."""
    if error.status_code >= 500:
        return on_exception(_request, error)
    field = _field(error.extra)
    if field is not None:
        return respond(
            Problem(
                type="urn:mujaz:problem:invalid-field",
                title="A field is not valid",
                status=422,
                detail=field[1],
                field=field[0],
            )
        )
    slug, title = _TITLES.get(error.status_code, ("http", "The request was refused"))
    response = respond(
        Problem(
            type=f"urn:mujaz:problem:{slug}",
            title=title,
            status=error.status_code,
            detail=error.detail or title,
        )
    )
    for name, value in (error.headers or {}).items():
        response.set_header(name, value)
    return response


def on_exception(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Answer a defect without saying anything about it; the log has the trace."""
    _log.error("unhandled error at %s", request.scope["path"], exc_info=error)
    return respond(
        Problem(
            type="urn:mujaz:problem:internal",
            title="Internal error",
            status=500,
            detail="The server met a defect of its own; its log has the details.",
        )
    )


def _field(extra: object) -> tuple[str, str] | None:
    """Return (field, message) of a parameter Litestar rejected."""
    if not isinstance(extra, list) or not extra:
        return None
    first = msgspec.convert(extra[0], dict[str, Any])
    key = first.get("key")
    return (str(key), str(first.get("message", ""))) if key else None


def documented(*errors: type[MujazError]) -> dict[int, ResponseSpec]:
    """OpenAPI responses for the errors an operation can answer with."""
    by_status: dict[int, list[str]] = {}
    for error in errors:
        by_status.setdefault(error.status, []).append(error.title)
    return {
        status: ResponseSpec(
            data_container=Problem,
            media_type=MEDIA_TYPE,
            description="; ".join(dict.fromkeys(titles)),
            generate_examples=False,
        )
        for status, titles in by_status.items()
    }


HANDLERS = {
    MujazError: on_mujaz_error,
    HTTPException: on_http_exception,
    Exception: on_exception,
}
