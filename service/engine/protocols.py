"""The seam between Mujaz and its models; see `service.engine` for what stands behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import msgspec

from service.schema import Flag, Level, ModelSignature, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


class Link(msgspec.Struct, frozen=True):
    """One target word aligned to the source characters that the model attended to."""

    target: Span
    """Code points into `Translation.en`; one whitespace-delimited word."""
    source: Span
    """Code points into `Translation.ar`, tight around the best-attended source word."""
    weight: float
    """Attention mass on that source word, in [0, 1]."""


class Translation(msgspec.Struct, frozen=True, kw_only=True):
    """One segment translated, checked and aligned."""

    ar: str
    """The segment exactly as given, before normalisation."""
    en: str
    score: float
    """Estimated adequacy in [0, 1]."""
    confidence: Level
    links: tuple[Link, ...] = ()
    """In target order; empty when the model gave no attention."""
    flags: tuple[Flag, ...] = ()
    """Spans inside flags are code points into `ar`."""


class Translator(Protocol):
    """Arabic segments in, checked English out.

    Implementations are thread-safe and never cut a segment silently. The
    order and length of the result are those of `segments`.
    """

    @property
    def signature(self) -> ModelSignature:
        """Which weights, how run."""
        ...

    def translate(
        self,
        segments: Sequence[str],
        *,
        deadline: float | None = None,
        batch: bool = False,
        glossary: Mapping[str, str] | None = None,
        cancelled: Callable[[], bool] | None = None,
        on_result: Callable[[int, Translation], None] | None = None,
    ) -> list[Translation]:
        """Translate, blocking until every segment is done.

        Args:
            segments: Texts, exactly as they stand in the article.
            deadline: `time.monotonic()` past which the answer is not wanted.
            batch: Yield to requests that are not.
            glossary: Arabic terms and the English they must become.
            cancelled: Asked before dispatch; once true, what is not yet
                dispatched never is.
            on_result: Called with each index and translation as they are ready,
                in any order, from an engine thread.

        Raises:
            ModelFailed: inference broke.
            Overloaded: the queue is full.
            DeadlineExceeded: the deadline passed.
            ShuttingDown: `close` was called, or the request was cancelled.
        """
        ...

    def close(self) -> None:
        """Finish what was accepted, refuse the rest, free the model."""
        ...


class Encoder(Protocol):
    """Sentences into one cross-lingual vector space."""

    @property
    def signature(self) -> ModelSignature:
        """Which weights, how run."""
        ...

    def encode(self, sentences: Sequence[str]) -> list[list[float]]:
        """Return one unit-length vector per sentence."""
        ...
