"""Bodies into text, with one clear refusal for each way they can be wrong.

The framework's own decoding answers 500 to invalid UTF-8 and takes a
`text/plain` body for JSON, so bodies are read here, from the bytes on.
"""

from __future__ import annotations

import asyncio
import codecs
import re
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import msgspec
from litestar.exceptions import InternalServerException

from service.condense.summarise import CHARACTERS
from service.engine.glossary import TERM_LENGTH
from service.errors import (
    InvalidEncoding,
    InvalidField,
    MalformedRequest,
    SlowBody,
    UnsupportedMediaType,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from litestar import Request

_T = TypeVar("_T")

# Only charsets an Arabic newsroom meets; Python's other codecs include ones
# that execute escapes or are quadratic.
_CHARSETS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "ascii",
    "utf-16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "windows-1256": "cp1256",
    "cp1256": "cp1256",
    "iso-8859-6": "iso8859-6",
    "iso-8859-1": "latin-1",
    "windows-1252": "cp1252",
}
_UNKNOWN_FIELD = re.compile(r"unknown field `([^`]*)`(?: - at `([^`]*)`)?")
_MISSING_FIELD = re.compile(r"missing required field `([^`]*)`(?: - at `([^`]*)`)?")
_PATH = re.compile(r" - at (?:`key` in )?`([^`]*)`$")


Points = Annotated[int, msgspec.Meta(ge=1, le=10)]
Characters = Annotated[int, msgspec.Meta(ge=1, le=CHARACTERS)]
Seconds = Annotated[float, msgspec.Meta(gt=0)]
Term = Annotated[str, msgspec.Meta(max_length=TERM_LENGTH)]
Glossary = Annotated[dict[Term, Term], msgspec.Meta(max_length=1000)]


class BriefRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Body of `POST /v1/briefs`: exactly one of `text` and `html`."""

    text: str | msgspec.UnsetType = msgspec.UNSET
    """The article as plain text."""
    html: str | msgspec.UnsetType = msgspec.UNSET
    """The article as an HTML page or fragment."""
    points: Points | msgspec.UnsetType = msgspec.UNSET
    """Summary points wanted, 1 to 10."""
    characters: Characters | msgspec.UnsetType = msgspec.UNSET
    """Code points that the summary may take, both languages together."""
    glossary: Glossary | msgspec.UnsetType = msgspec.UNSET
    """Arabic terms and the English they must become."""
    deadline_s: Seconds | msgspec.UnsetType = msgspec.UNSET
    """Seconds after which the caller no longer wants the answer."""


class TranslationRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Body of `POST /v1/translations`."""

    texts: Annotated[list[str], msgspec.Meta(min_length=1, max_length=1000)]
    """Arabic texts, one translation each, in order."""
    glossary: Glossary | msgspec.UnsetType = msgspec.UNSET
    """Arabic terms and the English they must become."""
    deadline_s: Seconds | msgspec.UnsetType = msgspec.UNSET
    """Seconds after which the caller no longer wants the answer."""


def given(value: _T | msgspec.UnsetType) -> _T | None:
    """Turn a field that was not sent into None; an explicit null is a type error before this."""
    return None if value is msgspec.UNSET else value


async def read(request: Request[Any, Any, Any], *, timeout_s: float) -> bytes:
    """Return the whole body.

    Raises:
        SlowBody: it did not arrive within `timeout_s` seconds.
        MalformedRequest: the connection ended before the body did.
        UnsupportedMediaType: it is compressed.
    """
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity"):
        message = f"content-encoding {encoding!r} is not supported; send the body as it is"
        raise UnsupportedMediaType(message)
    try:
        return await asyncio.wait_for(request.body(), timeout_s)
    except TimeoutError as error:
        message = f"the body did not arrive within {timeout_s:g} seconds"
        raise SlowBody(message) from error
    except InternalServerException as error:
        # What Litestar makes of a client that leaves: no defect of the server.
        message = "the connection ended before the body did"
        raise MalformedRequest(message) from error


def media_type(header: str) -> tuple[str, dict[str, str]]:
    """Split a Content-Type header into its type and parameters, both lower-case."""
    kind, *rest = header.split(";")
    parameters: dict[str, str] = {}
    for item in rest:
        name, _, value = item.partition("=")
        parameters[name.strip().lower()] = value.strip().strip('"').lower()
    return kind.strip().lower(), parameters


def decode(body: bytes, parameters: Mapping[str, str]) -> str:
    """Decode a text body in its declared charset, UTF-8 by default.

    A byte-order mark is a signature of the encoding and not part of the text.

    Raises:
        UnsupportedMediaType: the charset is not one served.
        InvalidEncoding: the bytes do not decode.
    """
    declared = parameters.get("charset", "utf-8")
    codec = _CHARSETS.get(declared)
    if codec is None:
        message = f"charset {declared!r} is not supported; send UTF-8"
        raise UnsupportedMediaType(message)
    try:
        return body.decode(codec).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        message = f"byte {error.start} of the body is not valid {declared}"
        raise InvalidEncoding(message) from error


def decode_json(body: bytes, kind: type[_T]) -> _T:
    """Decode a JSON body into `kind`; a byte-order mark is ignored, as RFC 8259 allows.

    Raises:
        MalformedRequest: it is not JSON.
        InvalidEncoding: it is not UTF-8.
        InvalidField: it is JSON of another shape; `field` says where.
    """
    try:
        body.decode("utf-8")
        return msgspec.json.decode(body.removeprefix(codecs.BOM_UTF8), type=kind)
    except UnicodeDecodeError as error:
        message = f"byte {error.start} of the body is not valid utf-8"
        raise InvalidEncoding(message) from error
    except msgspec.ValidationError as error:
        raise InvalidField(str(error), field=_field(str(error))) from error
    except (msgspec.DecodeError, RecursionError) as error:
        message = f"the body is not JSON: {error}"
        raise MalformedRequest(message) from error


def _field(message: str) -> str:
    for pattern in (_UNKNOWN_FIELD, _MISSING_FIELD):
        if match := pattern.search(message):
            return f"{match[2] or '$'}.{match[1]}"
    match = _PATH.search(message)
    return match[1] if match else "$"


def decode_brief(body: bytes, content_type: str) -> BriefRequest:
    """Decode a `POST /v1/briefs` body by its content type."""
    kind, parameters = media_type(content_type)
    match kind:
        case "application/json":
            return decode_json(body, BriefRequest)
        case "text/plain":
            return BriefRequest(text=decode(body, parameters))
        case "text/html" | "application/xhtml+xml":
            return BriefRequest(html=decode(body, parameters))
        case _:
            message = (
                f"content type {kind or 'none'!r} is not supported; "
                "send application/json, text/plain or text/html"
            )
            raise UnsupportedMediaType(message)


def decode_translation(body: bytes, content_type: str) -> TranslationRequest:
    """Decode a `POST /v1/translations` body."""
    kind, _ = media_type(content_type)
    if kind != "application/json":
        message = f"content type {kind or 'none'!r} is not supported; send application/json"
        raise UnsupportedMediaType(message)
    return decode_json(body, TranslationRequest)
