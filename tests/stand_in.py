"""A translator that is no model, for tests of code that is not about models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from service.engine.protocols import Translation
from service.errors import ShuttingDown
from service.schema import ModelSignature

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "white-house-ukraine.ar.txt"


class EchoTranslator:
    """Answers each segment with a sentence naming its length; for tests of shells only."""

    signature = ModelSignature(id="echo", sha256="0" * 64, compute_type="none", beam=1)

    def __init__(self) -> None:
        self.dispatched = 0
        self.closed = False

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
        del deadline, batch, glossary
        made: list[Translation] = []
        for index, segment in enumerate(segments):
            if cancelled is not None and cancelled():
                message = "cancelled"
                raise ShuttingDown(message)
            self.dispatched += 1
            made.append(
                Translation(
                    ar=segment,
                    en=f"A sentence of {len(segment)} characters.",
                    score=0.5,
                    confidence="medium",
                )
            )
            if on_result is not None:
                on_result(index, made[-1])
        return made

    def close(self) -> None:
        self.closed = True
