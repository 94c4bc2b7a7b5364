"""Which form of a brief the caller wants: `?format=` first, then `Accept`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from service.errors import NotAcceptable
from service.http.bodies import media_type

if TYPE_CHECKING:
    from litestar import Request

Rendered = Literal["json", "markdown", "html", "text", "chat", "slack", "telegram"]
Form = Rendered | Literal["events"]

_BY_MEDIA_TYPE: dict[str, Form] = {
    "application/json": "json",
    "text/html": "html",
    "text/markdown": "markdown",
    "text/plain": "text",
    "text/event-stream": "events",
}
_QUALITY = re.compile(r"[01](?:\.\d{0,3})?", re.ASCII)
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
    ranges = [media_type(item) for item in request.headers.get("accept", "").split(",")]
    ranges = [(kind, parameters) for kind, parameters in ranges if kind] or [("*/*", {})]
    weights = {offer: _weight(offer, ranges) for offer in _BY_MEDIA_TYPE}
    best = max(weights, key=weights.__getitem__)
    if weights[best][0] <= 0:
        message = f"none of {', '.join(_BY_MEDIA_TYPE)} is acceptable to the caller"
        raise NotAcceptable(message)
    return _BY_MEDIA_TYPE[best]


def _weight(offer: str, ranges: list[tuple[str, dict[str, str]]]) -> tuple[float, int, int]:
    """Quality, exactness and place of the range that speaks for `offer` (RFC 9110, 12.5.1).

    The most exact range that matches decides, so `text/html;q=0` refuses HTML
    whatever `*/*` allows.
    """
    kinds = ("*/*", offer.partition("/")[0] + "/*", offer)
    matching = [
        (kinds.index(kind), -place, parameters)
        for place, (kind, parameters) in enumerate(ranges)
        if kind in kinds
    ]
    if not matching:
        return 0.0, 0, 0
    exactness, place, parameters = max(matching, key=lambda match: match[:2])
    return _quality(parameters.get("q", "1")), exactness, place


def _quality(value: str) -> float:
    """Read a weight; one that is none does not cost the caller the answer."""
    return float(value) if _QUALITY.fullmatch(value) else 1.0
