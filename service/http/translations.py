"""`POST /v1/translations`: a list of texts in, as many checked translations out."""

from __future__ import annotations

from functools import partial
from typing import Any

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
    UnsupportedMediaType,
)
from service.facade import Options
from service.http import bodies
from service.http.briefs import watched
from service.http.problems import documented
from service.http.runtime import Runtime
from service.schema import Signature


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
        UnsupportedMediaType,
        NotArabic,
        InvalidField,
        ModelCorrupted,
        DeadlineExceeded,
    ),
)
async def create_translations(
    request: Request[Any, Any, Any], runtime: NamedDependency[Runtime]
) -> Translations:
    """Translate each text on its own; nothing is cut, every doubt is flagged."""
    mujaz = runtime.mujaz
    raw = await bodies.read(request, timeout_s=runtime.settings.body_timeout_s)
    body = bodies.decode_translation(raw, request.headers.get("content-type", ""))
    options = Options(
        glossary=bodies.given(body.glossary), deadline_s=bodies.given(body.deadline_s)
    )
    async with watched(request) as gone:
        translations = await runtime.run(
            partial(mujaz.translate, body.texts, options=options, cancelled=gone.is_set)
        )
    return Translations(translations=translations, signature=mujaz.signature)
