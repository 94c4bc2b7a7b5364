"""The narrow seam in front of inference: pieces in, hypotheses out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """How one segment is searched; segments of one batch share it."""

    beam: int = 2
    hypotheses: int = 1
    repetition_penalty: float = 1.0
    no_repeat_ngram: int = 0
    length_penalty: float = 1.0


class Hypothesis(msgspec.Struct, frozen=True, kw_only=True):
    """One decoded output."""

    pieces: tuple[str, ...]
    """Without the end token."""
    score: float
    """Log-probability divided by length, at most 0."""
    attention: tuple[tuple[float, ...], ...]
    """One row per piece, one column per source piece (those given, suffixes dropped).

    The first row is empty where it was not asked for; see `pieces.opens_alone`.
    """
    cut: bool = False
    """Whether the decoder ran into its own length limit before the end token."""


class Decoder(Protocol):
    """A sequence-to-sequence model. Thread-safe."""

    def decode(
        self, batch: Sequence[Sequence[str]], search: Search
    ) -> list[tuple[Hypothesis, ...]]:
        """Return up to `search.hypotheses` hypotheses, best first, for each source.

        Raises `ModelFailed`.
        """
        ...

    def close(self) -> None:
        """Free the weights."""
        ...


def longest_output(source_pieces: int) -> int:
    """Return how many pieces a translation may have.

    Generous on purpose: on FLORES-200 dev English has at most 2.3 pieces per
    Arabic one; what runs into this limit is a loop, and is reported as `cut`.
    """
    return 3 * source_pieces + 16
