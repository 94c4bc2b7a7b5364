"""What the framework cannot derive: bodies of several content types, and real examples."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import msgspec
from litestar import HttpMethod
from litestar.openapi.spec import (
    Example,
    OpenAPIMediaType,
    OpenAPIResponse,
    OpenAPIType,
    RequestBody,
    Schema,
)

from service.condense.summarise import CHARACTERS
from service.engine.glossary import TERM_LENGTH
from service.http.negotiate import MEDIA_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable

    from litestar.handlers import HTTPRouteHandler
    from litestar.openapi.spec import OpenAPI, Operation
    from litestar.types import Method

ARTICLE = (
    "القاهرة (وكالات) - قال وزير النقل إن القطار الجديد سيبدأ العمل في 3 مارس 2026، "
    "ونفى وجود أي تأخير في المشروع."
)
"""The article of every request example."""
_GLOSSARY = Schema(
    type=OpenAPIType.OBJECT,
    max_properties=1000,
    property_names=Schema(max_length=TERM_LENGTH),
    additional_properties=Schema(type=OpenAPIType.STRING, max_length=TERM_LENGTH),
    description="Arabic terms and the English they must become.",
)
_DEADLINE = Schema(
    type=OpenAPIType.NUMBER,
    exclusive_minimum=0,
    description="Seconds after which the caller no longer wants the answer.",
)
_BRIEF = Schema(
    type=OpenAPIType.OBJECT,
    description="Exactly one of `text` and `html`.",
    properties={
        "text": Schema(type=OpenAPIType.STRING, description="The article as plain text."),
        "html": Schema(type=OpenAPIType.STRING, description="The article as HTML."),
        "points": Schema(
            type=OpenAPIType.INTEGER, minimum=1, maximum=10, description="Summary points."
        ),
        "characters": Schema(
            type=OpenAPIType.INTEGER,
            minimum=1,
            maximum=CHARACTERS,
            description="Code points that the summary may take, Arabic and English together; "
            "of points that take more the least telling go, but one stays.",
        ),
        "glossary": _GLOSSARY,
        "deadline_s": _DEADLINE,
    },
    additional_properties=False,
    one_of=[Schema(required=["text"]), Schema(required=["html"])],
)
_EVENT = Schema(
    type=OpenAPIType.OBJECT,
    description="One server-sent event; `data` is JSON.",
    properties={
        "event": Schema(
            type=OpenAPIType.STRING,
            enum=["progress", "segment", "statements", "summary", "brief", "rendering", "problem"],
        ),
        "data": Schema(type=OpenAPIType.STRING),
    },
    required=["event", "data"],
)
_TRANSLATION = Schema(
    type=OpenAPIType.OBJECT,
    properties={
        "texts": Schema(
            type=OpenAPIType.ARRAY,
            items=Schema(type=OpenAPIType.STRING),
            min_items=1,
            max_items=1000,
            description="Arabic texts; one translation each, in order.",
        ),
        "glossary": _GLOSSARY,
        "deadline_s": _DEADLINE,
    },
    required=["texts"],
    additional_properties=False,
)


def read_only(name: str) -> Callable[[HTTPRouteHandler, Method, object], str]:
    """Return what names the operations of a route that answers GET and HEAD alike."""

    def operation(_handler: HTTPRouteHandler, method: Method, _path: object) -> str:
        return name + ("Head" if method == HttpMethod.HEAD else "")

    return operation


def complete(schema: OpenAPI) -> None:
    """Add request bodies and examples to the derived document, in place."""
    brief = _post(schema, "/v1/briefs")
    brief.request_body = RequestBody(
        required=True,
        description="The article, as JSON or as it is.",
        content={
            "application/json": OpenAPIMediaType(
                schema=_BRIEF, examples={"bulletin": Example(value={"text": ARTICLE})}
            ),
            "text/plain": _text(ARTICLE),
            "text/html": _text(f"<article><h1>القطار الجديد</h1><p>{ARTICLE}</p></article>"),
        },
    )
    content = _answer(brief)
    content["application/json"].examples = {"bulletin": Example(value=_example("brief"))}
    content["text/event-stream"] = OpenAPIMediaType(schema=_EVENT)
    content[MEDIA_TYPES["slack"]] = OpenAPIMediaType(
        schema=Schema(
            type=OpenAPIType.OBJECT,
            description="A Slack message in Block Kit.",
            properties={"blocks": Schema(type=OpenAPIType.ARRAY)},
            required=["blocks"],
        )
    )
    for media in ("text/html", "text/markdown", "text/plain"):
        content.setdefault(media, OpenAPIMediaType(schema=Schema(type=OpenAPIType.STRING)))
    translation = _post(schema, "/v1/translations")
    translation.request_body = RequestBody(
        required=True,
        content={
            "application/json": OpenAPIMediaType(
                schema=_TRANSLATION, examples={"one": Example(value={"texts": [ARTICLE]})}
            )
        },
    )
    _answer(translation)["application/json"].examples = {
        "one": Example(value=_example("translations"))
    }


def _text(example: str) -> OpenAPIMediaType:
    return OpenAPIMediaType(
        schema=Schema(type=OpenAPIType.STRING), examples={"bulletin": Example(value=example)}
    )


def _post(schema: OpenAPI, path: str) -> Operation:
    operation = (schema.paths or {})[path].post
    if operation is None:
        message = f"{path} has no POST operation"
        raise LookupError(message)
    return operation


def _answer(operation: Operation) -> dict[str, OpenAPIMediaType]:
    response = (operation.responses or {})["200"]
    if not isinstance(response, OpenAPIResponse) or response.content is None:
        message = f"{operation.operation_id} has no 200 response"
        raise LookupError(message)
    return response.content


def _example(name: str) -> Any:  # noqa: ANN401 - an example is any JSON
    """Read a real answer, recorded by `python -m bench.record`."""
    return msgspec.json.decode((files("service.http") / "examples" / f"{name}.json").read_bytes())
