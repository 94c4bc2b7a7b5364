"""The seam between Mujaz and its models; see `service.engine` for what stands behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import msgspec

from service.schema import Flag, Level, ModelSignature, Span

if TYPE_CHECKING:
    from collections.abc import Sequence


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

    def translate(self, segments: Sequence[str]) -> list[Translation]:
        """Translate; raises `ModelFailed`, `Overloaded`, `DeadlineExceeded` or `ShuttingDown`."""
        ...


class Encoder(Protocol):
    """Sentences into one cross-lingual vector space."""

    def encode(self, sentences: Sequence[str]) -> list[list[float]]:
        """Return one unit-length vector per sentence."""
        ...
