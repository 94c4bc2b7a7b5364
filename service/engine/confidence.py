"""How far a translation can be trusted, without a reference.

A linear predictor of sentence chrF (Popović 2015) from the model's own
length-normalised log-probability and the length of the Arabic, fitted on a
devset by `bench/calibrate.py`.
The coefficients are data and say for which weights they hold. Readers see
three levels, never the number as if it were exact.
"""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.schema import Flag, Level

_GRAVE = frozenset({"repetition", "empty", "untranslated", "wrong_script", "negation_lost"})
"""Flags that alone make a translation one not to rely on."""


class Calibration(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What links log-probability to quality for one set of weights."""

    model: str
    """SHA-256 of the model (`Entry.sha256`) it was fitted on."""
    intercept: float
    slope: float
    """chrF (0 to 1) per nat of mean log-probability."""
    length: float = 0.0
    """chrF per natural logarithm of the number of Arabic words."""
    high: float
    """Predicted chrF from which a translation without warnings is called high."""
    medium: float
    """Predicted chrF below which a translation is called low."""
    pearson: float = 0.0
    """Correlation of the prediction with sentence chrF, cross-validated."""
    spearman: float = 0.0
    sentences: int = 0
    made: str = ""
    """Data and command."""


class _File(msgspec.Struct, frozen=True):
    calibrations: tuple[Calibration, ...]


@cache
def calibrations() -> tuple[Calibration, ...]:
    """Return every stored calibration; the last one stands in for unknown weights."""
    raw = (files("service.engine") / "data" / "calibration.toml").read_bytes()
    return msgspec.toml.decode(raw, type=_File).calibrations


def calibration_for(sha256: str) -> tuple[Calibration, bool]:
    """Return the calibration to use for these weights, and whether it was made for them."""
    for calibration in calibrations():
        if calibration.model == sha256:
            return calibration, True
    return calibrations()[-1], False


def rate(
    logprob: float, words: int, flags: Sequence[Flag], calibration: Calibration
) -> tuple[float, Level]:
    """Return the estimated adequacy in [0, 1] and its level.

    `logprob` is per piece, `words` counts those of the Arabic.

    A warning keeps a translation from being called high; a grave one, or two,
    make it low.
    """
    score = calibration.intercept + calibration.slope * logprob
    score += calibration.length * math.log(max(1, words))
    score = min(1.0, max(0.0, score))
    warnings = {flag.code for flag in flags if flag.severity == "warning"}
    if warnings & _GRAVE:
        score *= 0.5
    if warnings & _GRAVE or len(warnings) > 1 or score < calibration.medium:
        return score, "low"
    if warnings or score < calibration.high:
        return score, "medium"
    return score, "high"
