"""`POST /v1/translations`: a list of texts in, as many checked translations out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec
from litestar import Request, post
from litestar.di import NamedDependency

from service.engine.protocols import Translation
from service.errors import (
    DeadlineExceeded,
    InvalidField,
    MalformedRequest,
    ModelCorrupted,
    NotArabic,
    SlowBody,
    TextTooLong,
    UnknownModel,
    UnsupportedMediaType,
)
from service.facade import Options
from service.http import bodies
from service.http.briefs import ModelId, watched
from service.http.metrics import Metrics
from service.http.problems import documented
from service.http.runtime import Runtime
from service.schema import Signature

if TYPE_CHECKING:
    from collections.abc import Callable


class Translations(msgspec.Struct, frozen=True, kw_only=True):
    """Translations in the order of the texts sent."""

    translations: list[Translation]
    signature: Signature


@post(
    "/v1/translations",
    status_code=200,
    summary="Translate texts",
    tags=["translations"],
    operation_id="createTranslations",
    responses=documented(
        MalformedRequest,
        SlowBody,
        TextTooLong,
        UnknownModel,
        UnsupportedMediaType,
        NotArabic,
        InvalidField,
        ModelCorrupted,
        DeadlineExceeded,
    ),
)
async def create_translations(
    request: Request[Any, Any, Any],
    runtime: NamedDependency[Runtime],
    counted: NamedDependency[Metrics],
    model: ModelId = None,
) -> Translations:
    """Translate each text on its own; nothing is cut, every doubt is flagged."""
    runtime.shelf.find(model)
    raw = await bodies.read(request, timeout_s=runtime.settings.body_timeout_s)
    body = bodies.decode_translation(raw, request.headers.get("content-type", ""))
    options = Options(
        glossary=bodies.given(body.glossary), deadline_s=bodies.given(body.deadline_s)
    )

    def work(cancelled: Callable[[], bool]) -> Translations:
        with runtime.borrow(model) as mujaz:
            made = mujaz.translate(body.texts, options=options, cancelled=cancelled)
            signature = mujaz.signature
        counted.translations(made)
        return Translations(translations=made, signature=signature)

    async with watched(request) as gone:
        return await runtime.run(partial(work, gone.is_set))
