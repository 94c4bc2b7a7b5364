"""Does a sentence's translation depend on its neighbours in the batch?

    python -m bench.determinism [--shared ../shared] [--sentences 1000] [--kernels]

Translates FLORES-200 dev sentences (and their beginnings, which are short)
alone, then each among 63 random others through CTranslate2 as it is, then
through the engine, and counts differing outputs. `--kernels` shows for sources
of 2 to 20 tokens which padded lengths change the score by any bit; see
`service.engine.inference` for the companion that makes the engine immune.
"""

from __future__ import annotations

import argparse
import os
import random
from pathlib import Path
from typing import TYPE_CHECKING

import ctranslate2
import msgspec

from service.arabic.normalise import normalise_text
from service.engine import open_entry
from service.engine.catalogue import Catalogue
from service.engine.pieces import SourceTokenizer, join
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

GROUP = 64


def kernels(model: ctranslate2.Translator, pieces: Sequence[str]) -> None:
    """Print, per source length, at which padded lengths the score changes (X)."""
    print("\ntokens  padded to the same length and up to 33 tokens")
    for length in range(1, 20):
        alone = _score(model, [pieces[:length]])
        row = "".join(
            "." if _score(model, [pieces[:length], pieces[:other]]) == alone else "X"
            for other in range(length, 33)
        )
        print(f"{length + 1:6}  {row}")


def _score(model: ctranslate2.Translator, batch: Sequence[Sequence[str]]) -> float:
    results = model.translate_batch(batch, beam_size=1, return_scores=True, max_decoding_length=5)
    return results[0].scores[0]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--sentences", type=int, default=1000)
    parser.add_argument("--kernels", action="store_true")
    arguments = parser.parse_args()
    lines = (arguments.shared / "devsets" / "flores200.dev.ara").read_text("utf-8").splitlines()
    # A quarter are beginnings: headlines and short sentences are where it happens.
    heads = [" ".join(line.split()[: 3 + n % 6]) for n, line in enumerate(lines)]
    sentences = list(dict.fromkeys(lines + heads[: len(lines) // 3]))
    random.Random(1).shuffle(sentences)  # noqa: S311 - not a secret
    sentences = sentences[: arguments.sentences]
    settings = msgspec.structs.replace(Settings.from_environment(), memory_bytes=0)
    entry = Catalogue.read(settings.models_dir).entry(settings.model)
    entry.verify()
    tokenizer = SourceTokenizer(Path(entry.path) / "source.spm")
    pieces = [tokenizer.split(normalise_text(one)).pieces for one in sentences]
    model = ctranslate2.Translator(
        entry.path,
        compute_type=entry.decoding.compute_type,
        inter_threads=os.cpu_count() or 1,
        intra_threads=1,
    )
    alone = [_texts(model, [one], settings.beam)[0] for one in pieces]
    differing = 0
    for start in range(0, len(pieces), GROUP):
        found = _texts(model, pieces[start : start + GROUP], settings.beam)
        differing += sum(a != b for a, b in zip(alone[start:], found, strict=False))
    print(f"{entry.id} {entry.sha256[:12]}, {len(sentences)} sentences, beam {settings.beam}")
    print(f"CTranslate2, alone and among {GROUP - 1}: {differing} differ")
    engine = open_entry(entry, settings)
    single = [engine.translate([one])[0].en for one in sentences]
    together: list[str] = []
    for start in range(0, len(sentences), GROUP):
        together += [one.en for one in engine.translate(sentences[start : start + GROUP])]
    engine.close()
    differing = sum(a != b for a, b in zip(single, together, strict=True))
    print(f"the engine, alone and among {GROUP - 1}: {differing} differ")
    if arguments.kernels:
        kernels(model, max(pieces, key=len))


def _texts(model: ctranslate2.Translator, batch: Sequence[Sequence[str]], beam: int) -> list[str]:
    results = model.translate_batch(batch, beam_size=beam, max_input_length=0, disable_unk=True)
    return [join(one.hypotheses[0]).text for one in results]


if __name__ == "__main__":
    main()
