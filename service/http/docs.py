"""`/docs`: the API's document and the page that shows it, from this server alone."""

from __future__ import annotations

from typing import Any

from litestar import HttpMethod, MediaType, Request, Response, Router, route
from litestar.enums import OpenAPIMediaType
from litestar.openapi.plugins import JsonRenderPlugin, SwaggerRenderPlugin

from service.http.problems import UNKNOWN_ADDRESS, respond

PATH = "/docs"
PAGE = SwaggerRenderPlugin(
    js_url="/static/docs/swagger-ui-bundle.js",
    css_url="/static/docs/swagger-ui.css",
    standalone_preset_js_url="/static/docs/swagger-ui-bundle.js",
    path="/",
    favicon="",
)
DOCUMENT = JsonRenderPlugin(path="/openapi.json")


@route("/", http_method=HttpMethod.HEAD, media_type=MediaType.HTML)
async def head_page(request: Request[Any, Any, Any]) -> bytes:
    """Answer as GET does; the framework's own handlers know no HEAD."""
    return PAGE.render(request, request.app.openapi_schema.to_schema())  # pyright: ignore[reportUnknownMemberType] - its Request has open parameters


@route("/openapi.json", http_method=HttpMethod.HEAD, media_type=OpenAPIMediaType.OPENAPI_JSON)
async def head_document(request: Request[Any, Any, Any]) -> bytes:
    """See `head_page`."""
    return DOCUMENT.render(request, request.app.openapi_schema.to_schema())  # pyright: ignore[reportUnknownMemberType] - as above


async def _typed(response: Response[Any]) -> Response[Any]:
    # The framework answers an address below its documents with a page of its own.
    return respond(UNKNOWN_ADDRESS) if response.status_code == UNKNOWN_ADDRESS.status else response


def router() -> Router:
    """Return the router that the framework adds its documents to."""
    return Router(
        PATH,
        route_handlers=[head_page, head_document],
        include_in_schema=False,
        after_request=_typed,
    )
