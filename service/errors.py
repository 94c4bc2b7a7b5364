"""Everything Mujaz raises on purpose, as one tree.

::

    MujazError
    ├── InputError                 the caller can fix it                     4xx
    │   ├── EmptyText              nothing to translate                      422
    │   ├── TextTooLong            past a configured bound                   413
    │   ├── NotArabic              the gate refused the language             422
    │   ├── InvalidEncoding        bytes that are not the declared charset   400
    │   ├── MalformedRequest       a body that cannot be parsed              400
    │   ├── InvalidField           a field with a wrong name, type or value  422
    │   ├── UnsupportedMediaType   a content type no parser serves           415
    │   ├── NotAcceptable          a rendering no renderer serves            406
    │   ├── SlowBody               the body did not arrive in time           408
    │   └── UnknownModel           no such id in the catalogue               404
    ├── ModelError                 the operator can fix it                   503
    │   ├── ModelMissing           a catalogued file is not there
    │   ├── ModelCorrupted         a file does not match its hash
    │   └── ModelFailed            inference itself broke
    ├── CapacityError              trying again later can work               503
    │   ├── Overloaded             the queue is full
    │   ├── DeadlineExceeded       the request's own deadline passed         504
    │   └── ShuttingDown           draining, no new work
    └── ConfigurationError         a setting that cannot be used

`problem` turns any of them into an RFC 9457 problem document. `type` is a
stable URN, never a sentence; `detail` is for people and may change.
"""

from __future__ import annotations

from typing import ClassVar

import msgspec


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An RFC 9457 problem document (`application/problem+json`)."""

    type: str
    title: str
    status: int
    detail: str
    field: str | None = None
    """JSON path of the offending field, `$.text` style; only for validation."""
    retry_after: int | None = None
    """Seconds after which the same request may succeed."""
    remedy: str | None = None
    """A command that repairs the cause, when there is one."""


class MujazError(Exception):
    """Base of every error raised on purpose."""

    slug: ClassVar[str] = "internal"
    title: ClassVar[str] = "Internal error"
    status: ClassVar[int] = 500

    def __init__(
        self,
        detail: str,
        *,
        field: str | None = None,
        retry_after: int | None = None,
        remedy: str | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.field = field
        self.retry_after = retry_after
        self.remedy = remedy

    @property
    def problem(self) -> Problem:
        """The RFC 9457 document for this error."""
        return Problem(
            type=f"urn:mujaz:problem:{self.slug}",
            title=self.title,
            status=self.status,
            detail=self.detail,
            field=self.field,
            retry_after=self.retry_after,
            remedy=self.remedy,
        )


class InputError(MujazError):
    """The caller can fix it."""

    slug = "invalid-input"
    title = "Invalid input"
    status = 422


class EmptyText(InputError):
    """Nothing to translate: empty, or only spaces and invisible characters."""

    slug = "empty-text"
    title = "The text is empty"


class TextTooLong(InputError):
    """The text is past the configured bound."""

    slug = "text-too-long"
    title = "The text is too long"
    status = 413


class NotArabic(InputError):
    """The gate recognised another language, or no language at all."""

    slug = "not-arabic"
    title = "The text is not Arabic"

    def __init__(
        self,
        detail: str,
        *,
        language: str | None = None,
        field: str | None = None,
        retry_after: int | None = None,
        remedy: str | None = None,
    ) -> None:
        super().__init__(detail, field=field, retry_after=retry_after, remedy=remedy)
        self.language = language


class InvalidEncoding(InputError):
    """Bytes that do not decode in the declared charset."""

    slug = "invalid-encoding"
    title = "The body is not valid text"
    status = 400


class MalformedRequest(InputError):
    """A body that cannot be parsed at all."""

    slug = "malformed-request"
    title = "The request cannot be parsed"
    status = 400


class InvalidField(InputError):
    """A field with a wrong name, type or value."""

    slug = "invalid-field"
    title = "A field is not valid"


class UnsupportedMediaType(InputError):
    """A content type no parser serves."""

    slug = "unsupported-media-type"
    title = "Unsupported media type"
    status = 415


class NotAcceptable(InputError):
    """A rendering no renderer serves."""

    slug = "not-acceptable"
    title = "No such rendering"
    status = 406


class SlowBody(InputError):
    """The body did not arrive in time."""

    slug = "slow-body"
    title = "The body arrived too slowly"
    status = 408


class UnknownModel(InputError):
    """No model of that id in the catalogue, or not loaded."""

    slug = "unknown-model"
    title = "Unknown model"
    status = 404


class ModelError(MujazError):
    """A model cannot be used; the operator can fix it."""

    slug = "model-unavailable"
    title = "A model cannot be used"
    status = 503


class ModelMissing(ModelError):
    """A catalogued file is not there."""

    slug = "model-missing"
    title = "A model file is missing"


class ModelCorrupted(ModelError):
    """A file does not match the hash in the catalogue."""

    slug = "model-corrupted"
    title = "A model file is corrupted"


class ModelFailed(ModelError):
    """Inference itself broke."""

    slug = "model-failed"
    title = "The model failed"
    status = 500


class CapacityError(MujazError):
    """Trying again later can work."""

    slug = "capacity"
    title = "No capacity"
    status = 503


class Overloaded(CapacityError):
    """The queue is full."""

    slug = "overloaded"
    title = "Too much work is waiting"


class DeadlineExceeded(CapacityError):
    """The request's own deadline passed before its work was done."""

    slug = "deadline-exceeded"
    title = "The deadline passed"
    status = 504


class ShuttingDown(CapacityError):
    """The process is draining and takes no new work."""

    slug = "shutting-down"
    title = "The service is shutting down"


class ConfigurationError(MujazError):
    """A setting that cannot be used."""

    slug = "configuration"
    title = "A setting cannot be used"
