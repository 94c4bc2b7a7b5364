"""CTranslate2 behind the `Decoder` seam, with its silent limits switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ctranslate2

from service.engine.decoder import Hypothesis, Search, longest_output
from service.engine.pieces import opens_alone
from service.errors import ModelFailed

if TYPE_CHECKING:
    from collections.abc import Sequence


_COMPANION = ("</s>",) * 16
"""Pads what is shorter than itself; ends after three steps.

A source of fewer than 16 tokens gets another attention kernel than the same one
padded to 16 or more, which sums in another order (the cause of CTranslate2's
issue 693 on this kind of machine; `bench/determinism.py --kernels`). So that
company cannot change a result, no source goes with less padding than that.
"""

_END = "</s>"


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
        attends_after: bool = False,
    ) -> None:
        self._suffix = list(suffix)
        self._after = attends_after
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
        sources = [[*source, *self._suffix] for source in batch]
        limits = [longest_output(len(source)) for source in batch]
        try:
            results = self._model.translate_batch(
                _padded(sources),
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
                # The step that reads the last piece writes the end token.
                return_end_token=self._after,
            )
            if self._after:
                return _read_after(results, batch, limits)
            first = self._first_rows(sources, results, search)
        except (RuntimeError, ValueError) as error:
            message = f"inference failed: {error}"
            raise ModelFailed(message) from error
        return [
            tuple(
                _hypothesis(pieces, score, [*row, *attention[len(row) :]], len(source), limit)
                for pieces, score, attention in zip(
                    result.hypotheses, result.scores, result.attention, strict=True
                )
            )
            for source, limit, row, result in zip(batch, limits, first, results, strict=False)
        ]

    def _first_rows(
        self,
        sources: Sequence[list[str]],
        results: Sequence[ctranslate2.TranslationResult],
        search: Search,
    ) -> list[list[list[float]]]:
        """The attention of the first output piece of each source, where it must be asked for.

        CTranslate2 4.8.5 gives a beam search over several sources the first row
        of other sources (it reorders that step as if it had been expanded to
        the beam already). The row depends on the source alone, so one greedy
        step, an eighth of the time of the search, yields the true one; it is
        left out where a word can be aligned without.
        """
        if search.beam == 1 or len(results) == 1:
            return [[] for _ in sources]
        rows: list[list[list[float]]] = [[[]] for _ in sources]
        asked = [
            index
            for index, result in zip(range(len(sources)), results, strict=False)
            if any(map(opens_alone, result.hypotheses))
        ]
        if not asked:
            return rows
        found = self._model.translate_batch(
            _padded([sources[index] for index in asked]),
            beam_size=1,
            max_input_length=0,
            max_decoding_length=1,
            return_attention=True,
        )
        for index, one in zip(asked, found, strict=False):
            rows[index] = one.attention[0][:1]
        return rows

    def close(self) -> None:
        """See `Decoder.close`."""
        self._model.unload_model()


def _padded(sources: list[list[str]]) -> list[list[str]]:
    """`sources`, and behind them the companion where none of them is as long."""
    # Every source gets an end token.
    if max(map(len, sources), default=0) + 1 >= len(_COMPANION):
        return sources
    return [*sources, list(_COMPANION)]


def _hypothesis(
    pieces: Sequence[str], score: float, attention: list[list[float]], width: int, limit: int
) -> Hypothesis:
    # The limit of a batch is that of its longest member; each output is held to
    # its own, or neighbours would change it.
    kept = pieces[:limit]
    rows = [tuple(row[:width]) for row in attention[: len(kept)]]
    if rows and not opens_alone(kept):
        # Known to a sentence without company only, where links must be the same.
        rows[0] = ()
    return Hypothesis(
        pieces=tuple(kept), score=score, attention=tuple(rows), cut=len(pieces) >= limit
    )


def _read_after(
    results: Sequence[ctranslate2.TranslationResult],
    batch: Sequence[Sequence[str]],
    limits: Sequence[int],
) -> list[tuple[Hypothesis, ...]]:
    """Return outputs that end with their end token, each piece with the row after its own.

    The first row, which CTranslate2 mixes up between sources, is not needed.
    The last piece of an output that did not come to an end keeps its own.
    """
    found: list[tuple[Hypothesis, ...]] = []
    for source, limit, result in zip(batch, limits, results, strict=False):
        hypotheses: list[Hypothesis] = []
        for pieces, score, attention in zip(
            result.hypotheses, result.scores, result.attention, strict=True
        ):
            written = pieces[:-1] if pieces[-1:] == [_END] else pieces
            kept = written[:limit]
            rows = [*attention[1:], attention[-1]] if attention else []
            hypotheses.append(
                Hypothesis(
                    pieces=tuple(kept),
                    score=score,
                    attention=tuple(tuple(row[: len(source)]) for row in rows[: len(kept)]),
                    cut=len(written) >= limit,
                )
            )
        found.append(tuple(hypotheses))
    return found
