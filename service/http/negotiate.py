"""Which form of a brief the caller wants: `?format=` first, then `Accept`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from service.errors import NotAcceptable

if TYPE_CHECKING:
    from litestar import Request

Form = Literal["json", "markdown", "html", "text", "chat", "slack", "telegram", "events"]

_BY_MEDIA_TYPE: dict[str, Form] = {
    "application/json": "json",
    "text/html": "html",
    "text/markdown": "markdown",
    "text/plain": "text",
    "text/event-stream": "events",
}
MEDIA_TYPES: dict[Form, str] = {
    "json": "application/json",
    "html": "text/html",
    "markdown": "text/markdown",
    "text": "text/plain",
    "chat": "text/plain",
    "slack": "application/vnd.mujaz.slack+json",
    "telegram": "text/plain",
    "events": "text/event-stream",
}


def form(request: Request[Any, Any, Any], requested: Form | None) -> Form:
    """Return the form to render.

    Raises:
        NotAcceptable: no `format` was asked for and `Accept` allows none of the media types.
    """
    if requested is not None:
        return requested
    match = request.accept.best_match(list(_BY_MEDIA_TYPE), default=None)
    if match is None:
        message = f"none of {', '.join(_BY_MEDIA_TYPE)} is acceptable to the caller"
        raise NotAcceptable(message)
    return _BY_MEDIA_TYPE[match]
