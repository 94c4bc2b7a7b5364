"""The summarizer: a small CTranslate2 model that shortens an English sentence or heads it.

One model does both, told apart by the words its source begins with. It is
trained to leave out, not to add (`models/build/condensation.py`), and still
nothing that it writes is taken before `service.condense.verify` has read it.
"""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import ctranslate2

from service.engine.catalogue import Catalogue, Entry
from service.engine.decoder import longest_output
from service.engine.pieces import SourceTokenizer, join
from service.errors import ModelFailed
from service.schema import ModelSignature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.settings import Settings

HEADLINE, SHORTER = "headline: ", "shorter: "
"""What a source begins with; `models/build/condensation.py` trains on the same."""
_BEAM = 2
"""Also how many forms are returned: the second is asked where the verifier refuses the first."""


class CTranslateSummarizer:
    """`service.condense.summarise.Summarizer` over a catalogued model. Thread-safe.

    The weights are read at the first call, so that who never summarises does
    not pay for them; about 50 MB and 0.1 s. Calls raise `ModelFailed` when inference breaks,
    the first one also `ModelMissing` and `ModelCorrupted`.
    """

    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        self._lock = Lock()
        self._shortlisted = "vmap.txt" in entry.files
        self._loaded: tuple[ctranslate2.Translator, SourceTokenizer] | None = None

    @property
    def entry(self) -> Entry:
        """What the catalogue says of it."""
        return self._entry

    @property
    def signature(self) -> ModelSignature:
        """Which weights, how run."""
        return ModelSignature(
            id=self._entry.id,
            sha256=self._entry.sha256,
            compute_type=self._entry.decoding.compute_type,
            beam=_BEAM,
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
        model, tokenizer = self._ready()
        pieces = [tokenizer.split(task + sentence).pieces for sentence in sentences]
        limit = self._entry.decoding.max_source_tokens
        # What is longer than anything in training is left as it stands.
        fit = [index for index, source in enumerate(pieces) if len(source) <= limit]
        found: list[tuple[str, ...]] = [()] * len(sentences)
        if not fit:
            return found
        longest = longest_output(max(len(pieces[index]) for index in fit))
        try:
            results = model.translate_batch(
                [list(pieces[index]) for index in fit],
                beam_size=_BEAM,
                num_hypotheses=_BEAM,
                max_input_length=0,
                max_decoding_length=longest,
                disable_unk=True,
                use_vmap=self._shortlisted,
            )
        except (RuntimeError, ValueError) as error:
            message = f"inference failed: {error}"
            raise ModelFailed(message) from error
        for index, result in zip(fit, results, strict=True):
            texts = (join(one).text for one in result.hypotheses if len(one) < longest)
            found[index] = tuple(dict.fromkeys(text for text in texts if text))
        return found

    def _ready(self) -> tuple[ctranslate2.Translator, SourceTokenizer]:
        with self._lock:
            if self._loaded is None:
                # The files may have changed since the entry was verified.
                self._entry.verify()
                folder = Path(self._entry.path)
                try:
                    model = ctranslate2.Translator(
                        str(folder),
                        device="cpu",
                        compute_type=self._entry.decoding.compute_type,
                        inter_threads=1,
                        # One core, as for translation: beside other requests two wait for
                        # each other (0.35 s against 0.50 s for the seed's summary).
                        intra_threads=1,
                    )
                except (RuntimeError, ValueError) as error:
                    message = f"{folder}: {error}"
                    raise ModelFailed(message) from error
                self._loaded = (model, SourceTokenizer(folder / "source.spm"))
            return self._loaded


def load_summarizer(
    settings: Settings, instead_of: CTranslateSummarizer | None = None
) -> CTranslateSummarizer | None:
    """Return the configured summarizer, its files verified; None where none is wanted.

    Where the catalogue still says the same of it, that is `instead_of` itself,
    with the weights it has in memory.

    Raises:
        UnknownModel: no such id in the catalogue.
        ModelMissing: a file is not there.
        ModelCorrupted: a file does not match its hash.
    """
    if not settings.summarizer:
        return None
    entry = Catalogue.read(settings.models_dir).entry(settings.summarizer)
    entry.verify()
    if instead_of is not None and instead_of.entry == entry:
        return instead_of
    return CTranslateSummarizer(entry)
