"""A model that is no model, for tests of queues and batches only."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from service.engine.decoder import Hypothesis, Search

if TYPE_CHECKING:
    from collections.abc import Sequence


class RecordingDecoder:
    """Says every piece back, and remembers who was in which batch."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.batches: list[list[tuple[str, ...]]] = []
        self.gate = threading.Event()
        self.gate.set()
        self.started = threading.Event()
        self.error: Exception | None = None
        self.closed = False
        self._seconds = seconds

    def decode(
        self, batch: Sequence[Sequence[str]], search: Search
    ) -> list[tuple[Hypothesis, ...]]:
        del search
        self.batches.append([tuple(pieces) for pieces in batch])
        self.started.set()
        self.gate.wait()
        time.sleep(self._seconds)
        if self.error is not None:
            raise self.error
        return [
            (
                Hypothesis(
                    pieces=tuple(
                        "\u2581said" if i == 0 else f"\u2581word{i}" for i in range(len(pieces))
                    ),
                    score=-0.1,
                    attention=tuple(
                        tuple(float(i == j) for j in range(len(pieces))) for i in range(len(pieces))
                    ),
                ),
            )
            for pieces in batch
        ]

    def close(self) -> None:
        self.closed = True
