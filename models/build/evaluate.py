"""Scores of a bundle on a devset, each with the signature that reproduces it."""

from __future__ import annotations

import hashlib
import re
import time
from typing import TYPE_CHECKING

import ctranslate2
import msgspec
import sentencepiece
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from models.build.corpus import lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


_WORD = re.compile(r"\w+")


class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured, on what, and how."""

    model: str
    """First twelve digits of the SHA-256 of ``model.bin``."""
    devset: str
    sentences: int
    beam: int
    compute: str
    bleu: float
    bleu_signature: str
    chrf: float
    chrf_signature: str
    empty: int
    looping: int
    """Outputs that repeat themselves: see ``loops``."""
    unknown: int
    """Outputs with the mark of an unknown piece."""
    tokens_per_second: float
    """Target pieces, wall time, on whatever else the machine was doing."""


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def translate(
    folder: Path, texts: Sequence[str], *, beam: int, threads: int = 2, device: str = "cpu"
) -> tuple[list[str], int]:
    """Translations of normalised texts, and how many pieces were written."""
    source = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    target = sentencepiece.SentencePieceProcessor(model_file=str(folder / "target.spm"))
    translator = ctranslate2.Translator(
        str(folder),
        device=device,
        compute_type="int8" if device == "cpu" else "default",
        intra_threads=threads,
    )
    results = translator.translate_batch(
        [source.encode(text, out_type=str)[:480] for text in texts],
        beam_size=beam,
        batch_type="tokens",
        max_batch_size=2048,
        max_decoding_length=200,
    )
    pieces = [result.hypotheses[0] for result in results]
    return [target.decode(p) for p in pieces], sum(map(len, pieces))


def loops(text: str, longest: int = 10, times: int = 3) -> bool:
    """Whether a run of up to ``longest`` words occurs ``times`` times in a row, over nine words."""
    words = _WORD.findall(text)
    for size in range(1, longest + 1):
        run = 0
        for word, before in zip(words[size:], words, strict=False):
            run = run + 1 if word == before else 0
            if run >= max(size * (times - 1), 9 - size):
                return True
    return False


def score(
    folder: Path,
    source: Path,
    reference: Path,
    normalise: Callable[[str], str],
    *,
    beam: int,
    limit: int | None = None,
) -> tuple[Scores, list[str]]:
    """Scores and hypotheses of a bundle on a devset of one sentence a line."""
    sources = [" ".join(normalise(line).split()) for line in lines(source)][:limit]
    references = list(lines(reference))[:limit]
    begun = time.monotonic()
    hypotheses, pieces = translate(folder, sources, beam=beam)
    spent = time.monotonic() - begun
    bleu, chrf = BLEU(), CHRF()
    bleu_score, chrf_score = (m.corpus_score(hypotheses, [references]) for m in (bleu, chrf))
    return (
        Scores(
            model=digest(folder / "model.bin")[:12],
            devset=source.stem,
            sentences=len(sources),
            beam=beam,
            compute="int8",
            bleu=round(bleu_score.score, 2),
            bleu_signature=str(bleu.get_signature()),
            chrf=round(chrf_score.score, 2),
            chrf_signature=str(chrf.get_signature()),
            empty=sum(not h.strip() for h in hypotheses),
            looping=sum(map(loops, hypotheses)),
            unknown=sum("⁇" in h for h in hypotheses),
            tokens_per_second=round(pieces / spent, 1),
        ),
        hypotheses,
    )
