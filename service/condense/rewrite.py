"""The summarizer: a small CTranslate2 model that shortens an English sentence or heads it.

One model does both, told apart by the words its source begins with. It is
trained to leave out, not to add (`models/build/condensation.py`), and still
nothing that it writes is taken before `service.condense.verify` has read it.
"""

from __future__ import annotations

import os
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from service.engine.catalogue import Catalogue, Entry
from service.engine.decoder import Search
from service.engine.inference import CTranslateDecoder
from service.engine.pieces import SourceTokenizer, join
from service.schema import ModelSignature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.engine.decoder import Decoder
    from service.settings import Settings

HEADLINE, SHORTER = "headline: ", "shorter: "
"""What a source begins with; `models/build/condensation.py` trains on the same."""
_SEARCH = Search(beam=4, hypotheses=4)


class CTranslateSummarizer:
    """`service.condense.summarise.Summarizer` over a catalogued model. Thread-safe.

    The weights are read at the first call, so that who never summarises does
    not pay for them; about 50 MB and 0.1 s. Calls raise `ModelFailed` when inference breaks.
    """

    def __init__(self, entry: Entry, *, threads: int) -> None:
        self._entry = entry
        self._threads = threads
        self._lock = Lock()
        self._loaded: tuple[Decoder, SourceTokenizer] | None = None

    @property
    def signature(self) -> ModelSignature:
        """Which weights, how run."""
        return ModelSignature(
            id=self._entry.id,
            sha256=self._entry.sha256,
            compute_type=self._entry.decoding.compute_type,
            beam=_SEARCH.beam,
        )

    def rewrite(self, sentences: Sequence[str]) -> list[tuple[str, ...]]:
        """Return shorter forms of each sentence, likeliest first; may be none."""
        return self._write(SHORTER, sentences)

    def headline(self, lead: str) -> tuple[str, ...]:
        """Return headlines for a lead, likeliest first; may be none."""
        return self._write(HEADLINE, [lead])[0]

    def _write(self, task: str, sentences: Sequence[str]) -> list[tuple[str, ...]]:
        if not sentences:
            return []
        decoder, tokenizer = self._ready()
        pieces = [tokenizer.split(task + sentence).pieces for sentence in sentences]
        limit = self._entry.decoding.max_source_tokens
        # What is longer than anything in training is left as it stands.
        fit = [index for index, source in enumerate(pieces) if len(source) <= limit]
        found: list[tuple[str, ...]] = [()] * len(sentences)
        if fit:
            for index, written in zip(
                fit, decoder.decode([pieces[i] for i in fit], _SEARCH), strict=True
            ):
                texts = (join(one.pieces).text for one in written if not one.cut)
                found[index] = tuple(dict.fromkeys(text for text in texts if text))
        return found

    def _ready(self) -> tuple[Decoder, SourceTokenizer]:
        with self._lock:
            if self._loaded is None:
                folder = Path(self._entry.path)
                self._loaded = (
                    CTranslateDecoder(
                        self._entry.path,
                        compute_type=self._entry.decoding.compute_type,
                        workers=1,
                        threads=self._threads,
                        suffix=self._entry.decoding.source_suffix,
                    ),
                    SourceTokenizer(folder / "source.spm"),
                )
            return self._loaded


def load_summarizer(settings: Settings) -> CTranslateSummarizer | None:
    """Return the configured summarizer, its files verified; None where none is wanted.

    Raises:
        UnknownModel: no such id in the catalogue.
        ModelMissing: a file is not there.
        ModelCorrupted: a file does not match its hash.
    """
    if not settings.summarizer:
        return None
    entry = Catalogue.read(settings.models_dir).entry(settings.summarizer)
    entry.verify()
    return CTranslateSummarizer(entry, threads=settings.threads or os.cpu_count() or 1)
