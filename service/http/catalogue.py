"""`GET /v1/models`: what the catalogue holds and what is loaded."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import HttpMethod, route
from litestar.di import NamedDependency

from service.engine.catalogue import Catalogue
from service.http.openapi import read_only
from service.http.runtime import Runtime


class ModelInfo(msgspec.Struct, frozen=True, kw_only=True):
    """One catalogued model."""

    id: str
    role: str
    direction: str
    licence: str
    loaded: bool
    """Whether it serves now, by itself or beside a translation model."""
    default: bool
    """Whether requests that name no model get this one."""
    scores: tuple[dict[str, Any], ...] = ()
    """Measured quality; each score carries the signature that reproduces it."""


class Models(msgspec.Struct, frozen=True, kw_only=True):
    """The catalogue."""

    models: tuple[ModelInfo, ...]


@route(
    "/v1/models",
    http_method=[HttpMethod.GET, HttpMethod.HEAD],
    status_code=200,
    summary="List the models",
    tags=["models"],
    operation_id=read_only("listModels"),
)
async def list_models(runtime: NamedDependency[Runtime]) -> Models:
    """List every catalogued model with its measured scores."""
    shelf = runtime.shelf
    # The summarizer stands on no shelf of its own: it serves with every translation model.
    loaded = {one.id for mujaz in shelf.loaded.values() for one in mujaz.signature.models}
    catalogue = Catalogue.read(runtime.settings.models_dir)
    return Models(
        models=tuple(
            ModelInfo(
                id=entry.id,
                role=entry.role,
                direction=entry.direction,
                licence=entry.licence,
                loaded=entry.id in loaded,
                default=entry.id == shelf.default,
                scores=tuple(msgspec.to_builtins(score) for score in entry.scores),
            )
            for entry in catalogue.models
        )
    )
