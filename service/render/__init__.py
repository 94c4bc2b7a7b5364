"""The forms a brief takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.errors import NotAcceptable
from service.render import chat, markdown, slack, telegram, text, webpage, wire

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.schema import Brief

_RENDERERS: dict[str, Callable[[Brief], str]] = {
    "text": text.render,
    "json": wire.render,
    "markdown": markdown.render,
    "html": webpage.render,
    "chat": chat.render,
    "slack": slack.render,
    "telegram": telegram.render,
}

FORMS = tuple(_RENDERERS)

__all__ = ["FORMS", "render"]


def render(brief: Brief, form: str) -> str:
    """Return `brief` in one of `FORMS`; always encodable as UTF-8.

    Raises:
        NotAcceptable: no such form.
    """
    renderer = _RENDERERS.get(form)
    if renderer is None:
        message = f"no form {form!r}; there are {', '.join(FORMS)}"
        raise NotAcceptable(message, field="$.format")
    return renderer(brief)
