"""CTranslate2 behind the `Decoder` seam, with its silent limits switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ctranslate2

from service.engine.decoder import Hypothesis, Search, longest_output
from service.errors import ModelFailed

if TYPE_CHECKING:
    from collections.abc import Sequence


class CTranslateDecoder:
    """One model in memory, `workers` batches at once, `threads` cores for each.

    Raises `ModelFailed` when the files are whole but CTranslate2 refuses them.
    """

    def __init__(
        self,
        path: str,
        *,
        compute_type: str,
        workers: int,
        threads: int,
        suffix: Sequence[str] = (),
    ) -> None:
        self._suffix = list(suffix)
        try:
            self._model = ctranslate2.Translator(
                path,
                device="cpu",
                compute_type=compute_type,
                inter_threads=workers,
                intra_threads=threads,
            )
        except (RuntimeError, ValueError) as error:
            message = f"{path}: {error}"
            raise ModelFailed(message) from error

    def decode(
        self, batch: Sequence[Sequence[str]], search: Search
    ) -> list[tuple[Hypothesis, ...]]:
        """See `Decoder.decode`."""
        limits = [longest_output(len(source)) for source in batch]
        try:
            results = self._model.translate_batch(
                [[*source, *self._suffix] for source in batch],
                beam_size=search.beam,
                num_hypotheses=search.hypotheses,
                repetition_penalty=search.repetition_penalty,
                no_repeat_ngram_size=search.no_repeat_ngram,
                length_penalty=search.length_penalty,
                # 0 means no limit; the default cuts at 1,024 without a word.
                max_input_length=0,
                max_decoding_length=max(limits),
                disable_unk=True,
                return_scores=True,
                return_attention=True,
            )
        except (RuntimeError, ValueError) as error:
            message = f"inference failed: {error}"
            raise ModelFailed(message) from error
        return [
            tuple(
                # The limit of a batch is that of its longest member; each output
                # is held to its own, or neighbours would change it.
                Hypothesis(
                    pieces=tuple(pieces[:limit]),
                    score=score,
                    attention=tuple(tuple(row[: len(source)]) for row in attention[:limit]),
                    cut=len(pieces) >= limit,
                )
                for pieces, score, attention in zip(
                    result.hypotheses, result.scores, result.attention, strict=True
                )
            )
            for source, limit, result in zip(batch, limits, results, strict=True)
        ]

    def close(self) -> None:
        """See `Decoder.close`."""
        self._model.unload_model()
