"""Every knob, in one place, read once from `MUJAZ_*` environment variables."""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from service.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping

_PREFIX = "MUJAZ_"
BUNDLED = Path(__file__).parent.parent / "models"
"""Where the catalogue and the weights lie in a checkout."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How this process runs; `Settings.from_environment` reads `MUJAZ_<FIELD>`."""

    models_dir: Path = BUNDLED
    """Folder that holds `catalogue.toml` and the weights."""
    model: str = "ar-en"
    """Catalogue id of the Arabic-to-English model."""
    more_models: str = ""
    """Catalogue ids of further models to serve, between commas; requests choose with `?model=`."""
    summarizer: str = "en-headline"
    """Catalogue id of the model that shortens points and writes headlines; empty for none."""
    beam: int = 2
    """Beam width for translation; 1 is greedy."""
    threads: int = 0
    """CPU threads per model call; 0 means the physical cores."""
    max_batch_tokens: int = 384
    """Source tokens in one batch: less is fairer, and from ten sentences on more gains nothing."""
    batch_wait_ms: float = 5.0
    """Longest time a segment waits for company before its batch leaves."""
    queue_segments: int = 8192
    """Segments waiting for the model past which new requests get 503."""
    deadline_s: float = 120.0
    """Default time a request may take."""
    memory_bytes: int = 32 * 1024 * 1024
    """Bound of the in-memory translation memory; 0 switches it off."""
    memory_path: Path | None = None
    """SQLite file that keeps the translation memory across restarts."""
    glossary: Path | None = None
    """TSV of Arabic and English terms forced in every request."""
    max_text: int = 400_000
    """Code points accepted in one article."""
    max_html: int = 1_500_000
    """Code points accepted in one HTML page, markup included."""
    max_body: int = 4 * 1024 * 1024
    """Bytes accepted in one HTTP body."""
    body_timeout_s: float = 30.0
    """Seconds within which an HTTP body must have arrived."""
    headers_timeout_s: float = 10.0
    """Seconds within which the headers of an HTTP request must have arrived."""
    max_requests: int = 256
    """HTTP requests worked on at once; past it new ones get 503."""
    summary_points: int = 4
    """Points in a summary when the caller does not say."""
    host: str = "127.0.0.1"
    """Address the server binds."""
    port: int = 8080
    """Port the server binds."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    """Lowest level logged; article text is never logged at any level."""

    def __post_init__(self) -> None:
        for name in (
            "beam",
            "max_batch_tokens",
            "queue_segments",
            "max_text",
            "max_html",
            "max_body",
            "max_requests",
        ):
            if getattr(self, name) < 1:
                message = f"{_PREFIX}{name.upper()} must be at least 1"
                raise ValueError(message)
        for name in ("threads", "memory_bytes", "batch_wait_ms"):
            # Written so that NaN, which compares false with everything, is refused too.
            if not 0 <= getattr(self, name) < math.inf:
                message = f"{_PREFIX}{name.upper()} must be 0 or more"
                raise ValueError(message)
        for name in ("deadline_s", "headers_timeout_s", "body_timeout_s"):
            if not 0 < getattr(self, name) < math.inf:
                message = f"{_PREFIX}{name.upper()} must be more than 0"
                raise ValueError(message)
        for name, low, high in (("summary_points", 1, 10), ("port", 0, 65535)):
            if not low <= getattr(self, name) <= high:
                message = f"{_PREFIX}{name.upper()} must be between {low} and {high}"
                raise ValueError(message)

    @property
    def models(self) -> tuple[str, ...]:
        """Every model to serve, the default one first."""
        more = (one.strip() for one in self.more_models.split(","))
        return tuple(dict.fromkeys((self.model, *filter(None, more))))

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read `MUJAZ_*`; an unknown or unusable variable raises `ConfigurationError`."""
        values = {
            name.removeprefix(_PREFIX).lower(): value
            for name, value in environment.items()
            if name.startswith(_PREFIX)
        }
        try:
            return msgspec.convert(
                values,
                cls,
                strict=False,
                dec_hook=lambda kind, value: kind(value),
            )
        except msgspec.ValidationError as error:
            message = f"environment: {error}"
            raise ConfigurationError(message) from error
