"""The editor's page at `/`."""

from __future__ import annotations

from litestar import HttpMethod, MediaType, Response, route

from service.render.page import editor_page

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)


@route(
    "/",
    http_method=[HttpMethod.GET, HttpMethod.HEAD],
    include_in_schema=False,
    media_type=MediaType.HTML,
)
async def editor() -> Response[str]:
    """Serve the page; everything it loads comes from this server."""
    return Response(
        editor_page(),
        media_type=MediaType.HTML,
        headers={"Content-Security-Policy": _POLICY, "X-Content-Type-Options": "nosniff"},
    )
