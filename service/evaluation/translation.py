"""Translation quality on any pair of line-aligned files.

BLEU (Papineni 2002), chrF2 (Popović 2015) and chrF2++ (Popović 2017) come from
sacreBLEU (Post 2018) with its signatures and bootstrap confidence intervals
(Koehn 2004); the shares of kept numbers and names, and of loops, empty and
wrong-script outputs, come from the same checks the service flags with.
"""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING

import msgspec
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from service.arabic.names import find_names, matches
from service.arabic.numbers import find_numbers
from service.schema import ModelSignature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.engine.protocols import Translation, Translator
    from service.schema import FlagCode

_RESAMPLES = 1000
_BLOCK = 256


class Metric(msgspec.Struct, frozen=True, kw_only=True):
    """One score and what reproduces it."""

    name: str
    value: float
    interval: float
    """Half-width of the 95 % bootstrap confidence interval."""
    signature: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Everything measured in one run over one pair of files."""

    model: ModelSignature
    data: str
    """First 12 hex digits of the SHA-256 of sources and references."""
    sentences: int
    metrics: tuple[Metric, ...]
    numbers_kept: float | None
    """Share of numbers in the Arabic that no flag reports as lost; None if there are none."""
    names_kept: float | None
    """Share of gazetteer names in the Arabic found in the English; None if there are none."""
    loops: int
    empties: int
    wrong_script: int
    flagged: float
    """Share of sentences with at least one warning."""
    tokens_per_second: float
    """Whitespace-delimited English words written per second of wall time."""


def evaluate(
    translator: Translator, sources: Sequence[str], references: Sequence[str]
) -> tuple[Report, list[Translation]]:
    """Translate `sources` and score against `references`.

    Raises:
        ValueError: the two differ in length, or are empty.
        MujazError: translation failed.
    """
    if not sources or len(sources) != len(references):
        message = f"{len(sources)} sources and {len(references)} references"
        raise ValueError(message)
    began = time.perf_counter()
    translations = [
        translation
        for start in range(0, len(sources), _BLOCK)
        for translation in translator.translate(sources[start : start + _BLOCK], batch=True)
    ]
    seconds = time.perf_counter() - began
    hypotheses = [translation.en for translation in translations]
    return Report(
        model=translator.signature,
        data=digest(sources, references),
        sentences=len(sources),
        metrics=score(hypotheses, references),
        numbers_kept=_numbers_kept(translations),
        names_kept=_names_kept(translations),
        loops=_flagged(translations, "repetition"),
        empties=sum(not hypothesis.strip() for hypothesis in hypotheses),
        wrong_script=_flagged(translations, "wrong_script"),
        flagged=sum(
            any(flag.severity == "warning" for flag in translation.flags)
            for translation in translations
        )
        / len(translations),
        tokens_per_second=sum(len(hypothesis.split()) for hypothesis in hypotheses) / seconds,
    ), translations


def score(hypotheses: Sequence[str], references: Sequence[str]) -> tuple[Metric, ...]:
    """BLEU, chrF2 and chrF2++ with signatures and 95 % intervals."""
    metrics = (
        ("BLEU", BLEU(references=[list(references)])),
        ("chrF2", CHRF(references=[list(references)])),
        ("chrF2++", CHRF(word_order=2, references=[list(references)])),
    )
    made: list[Metric] = []
    for name, metric in metrics:
        result = metric.corpus_score(list(hypotheses), None, n_bootstrap=_RESAMPLES)
        made.append(
            Metric(
                name=name,
                value=round(result.score, 2),
                interval=round(float(getattr(result, "_ci", 0.0)), 2),
                signature=str(metric.get_signature()),
            )
        )
    return tuple(made)


def digest(sources: Sequence[str], references: Sequence[str]) -> str:
    """Identify the data without naming a file."""
    joined = "\n".join((*sources, "", *references))
    return hashlib.sha256(joined.encode("utf-8", "replace")).hexdigest()[:12]


def _flagged(translations: Sequence[Translation], code: FlagCode) -> int:
    return sum(any(flag.code == code for flag in one.flags) for one in translations)


def _numbers_kept(translations: Sequence[Translation]) -> float | None:
    total = lost = 0
    for translation in translations:
        total += len(find_numbers(translation.ar))
        lost += sum(flag.code in ("number_missing", "number_changed") for flag in translation.flags)
    return None if total == 0 else max(0.0, 1 - lost / total)


def _names_kept(translations: Sequence[Translation]) -> float | None:
    found = [
        matches(translation.en, name)
        for translation in translations
        for name in find_names(translation.ar)
    ]
    return None if not found else sum(found) / len(found)
