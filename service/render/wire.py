"""A brief as JSON, field for field as in `service.schema`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from service.render.plain import SURROGATES

if TYPE_CHECKING:
    from service.schema import Brief


def render(brief: Brief) -> str:
    """Return compact JSON in schema order; the same brief gives the same text.

    Lone surrogates, which UTF-8 cannot carry, become U+FFFD one for one, so
    that every span still counts the same code points.
    """
    try:
        return msgspec.json.encode(brief).decode()
    except UnicodeEncodeError:
        return msgspec.json.encode(_encodable(msgspec.to_builtins(brief))).decode()


def _encodable(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, str):
        return value.translate(SURROGATES)
    if isinstance(value, dict):
        return {key: _encodable(inner) for key, inner in value.items()}  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, (list, tuple)):
        return [_encodable(inner) for inner in value]  # pyright: ignore[reportUnknownVariableType]
    return value
