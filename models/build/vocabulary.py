"""The two vocabularies of a child model.

Target: the parent's pieces that the target language uses. Source: new pieces
for the new script, merged with the parent's for everything else, so that Latin
runs and digits in the source are spelled as they will be in the target.
"""

# ruff: noqa: S311 - seeded sampling, not secrets

from __future__ import annotations

import io
import random
import re
from collections import Counter
from typing import TYPE_CHECKING

import msgspec
import sentencepiece

from models.build import spm
from models.build.corpus import lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path


def news_sentences(path: Path, without: Sequence[str] = ()) -> Iterator[str]:
    """Titles and sentences of a ``{"source", "title", "text"}`` JSONL file."""
    for line in lines(path):
        article = msgspec.json.decode(line)
        if article.get("source") in without:
            continue
        yield article.get("title") or ""
        yield from re.split(r"(?<=[.!?؟])\s+|\n", article.get("text") or "")


def sample(texts: Iterable[str], count: int, seed: int) -> list[str]:
    """A uniform sample of distinct texts of at least three words."""
    pool = sorted({text for text in texts if len(text.split()) >= 3})
    random.Random(seed).shuffle(pool)
    return pool[:count]


def learn(texts: Iterable[str], pieces: int, letters: str) -> spm.Model:
    """A unigram model (Kudo 2018) of the words written in ``letters``, identity-normalised."""
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts),
        model_writer=out,
        model_type="unigram",
        vocab_size=pieces,
        character_coverage=0.9998,
        normalization_rule_name="identity",
        split_by_unicode_script=True,
        split_digits=True,
        num_threads=2,
        max_sentence_length=4000,
        hard_vocab_limit=False,
        minloglevel=1,
    )
    model = spm.parse(out.getvalue())
    own = re.compile(f"▁?[{letters}]+")
    kept = {piece.text for piece in spm.normal(model) if own.fullmatch(piece.text)}
    return spm.prune(model, kept)


def used(model: spm.Model, texts: Iterable[str]) -> Counter[str]:
    """How often each piece occurs in the texts."""
    processor = sentencepiece.SentencePieceProcessor(model_proto=spm.serialize(model))
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(processor.encode(text, out_type=str))
    return counts


def target_model(
    parent: spm.Model, rows: Collection[str], texts: Iterable[str], pieces: int
) -> spm.Model:
    """The parent's most used pieces that have an embedding row, single characters always kept."""
    known = set(rows)
    counts = used(parent, texts)
    own = [p.text for p in spm.normal(parent) if p.text in known]
    single = {text for text in own if len(text.lstrip("▁")) <= 1 and counts[text]}
    ranked = sorted((t for t in own if t not in single), key=lambda t: -counts[t])
    return spm.prune(parent, single | {t for t in ranked[: pieces - len(single)] if counts[t] > 0})


def source_model(native: spm.Model, target: spm.Model, letters: str) -> spm.Model:
    """New pieces merged with those of the target that hold no letter of the new script."""
    own = re.compile(f"[{letters}]")
    foreign = {p.text for p in spm.normal(target) if not own.search(p.text)}
    return spm.merge(native, spm.prune(target, foreign))
