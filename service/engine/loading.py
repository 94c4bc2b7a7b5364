"""From settings to a verified, loaded and warmed translator."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from service.engine.catalogue import Catalogue, Entry
from service.engine.decoder import Search
from service.engine.glossary import Glossary
from service.engine.hints import TABLE, Hints
from service.engine.inference import CTranslateDecoder
from service.engine.memory import Memory
from service.engine.pieces import SourceTokenizer
from service.engine.translator import CTranslateTranslator, Policy
from service.errors import ModelFailed
from service.schema import ModelSignature

if TYPE_CHECKING:
    from service.engine.confidence import Calibration
    from service.settings import Settings

_WARMING = "أكد البيت الأبيض أن الاتصالات الدبلوماسية مع روسيا مستمرة."


def load(settings: Settings) -> CTranslateTranslator:
    """Verify, load and warm the configured model.

    Raises:
        ModelMissing: a file is not there.
        ModelCorrupted: a file does not match its hash.
        ModelFailed: the model cannot translate one real sentence.
        ConfigurationError: the catalogue has no such model, or the glossary or
            the memory file cannot be used.
    """
    entry = Catalogue.read(settings.models_dir).configured(settings.model)
    entry.verify()
    return open_entry(entry, settings)


def open_entry(
    entry: Entry,
    settings: Settings,
    *,
    retries: int = 2,
    calibration: Calibration | None = None,
) -> CTranslateTranslator:
    """Load a verified entry; raises as `load` does.

    `retries` is how often a broken segment is tried again; `calibration`
    replaces the stored one.
    """
    glossary = Glossary.read(settings.glossary) if settings.glossary else Glossary()
    memory = Memory(settings.memory_bytes, settings.memory_path)
    workers = settings.threads or os.cpu_count() or 1
    translator = CTranslateTranslator(
        # One core per batch and as many batches as cores: batches of different
        # lengths then never wait for one another inside a matrix product.
        CTranslateDecoder(
            entry.path,
            compute_type=entry.decoding.compute_type,
            workers=workers,
            threads=1,
            suffix=entry.decoding.source_suffix,
            attends_after=entry.decoding.attends_after,
        ),
        SourceTokenizer(Path(entry.path) / "source.spm"),
        signature=ModelSignature(
            id=entry.id,
            sha256=entry.sha256,
            compute_type=entry.decoding.compute_type,
            beam=settings.beam,
        ),
        policy=Policy(
            search=Search(
                beam=settings.beam,
                # A second hypothesis costs nothing and is sometimes the faithful one.
                hypotheses=min(2, settings.beam),
                length_penalty=entry.decoding.length_penalty,
            ),
            max_source_tokens=entry.decoding.max_source_tokens,
            retries=retries,
        ),
        workers=workers,
        max_batch_tokens=settings.max_batch_tokens,
        wait_s=settings.batch_wait_ms / 1000,
        bound=settings.queue_segments,
        memory=memory,
        glossary=glossary,
        hints=Hints.read(Path(entry.path) / TABLE),
        calibration=calibration,
    )
    if not translator.translate([_WARMING])[0].en:
        translator.close()
        message = f"{entry.id} loaded, but translated a sentence into nothing"
        raise ModelFailed(message)
    return translator
