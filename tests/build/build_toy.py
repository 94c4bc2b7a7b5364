"""A toy language pair: small enough to build in seconds, regular enough to check."""

# ruff: noqa: S311 - seeded sampling, not secrets

from __future__ import annotations

import random
from pathlib import Path

import msgspec

from models.build import config as configuration
from models.build.config import Config
from models.build.recipe import Room

WORDS = {
    "بيت": "house",
    "كتاب": "book",
    "رجل": "man",
    "ولد": "boy",
    "مدينة": "city",
    "شمس": "sun",
    "قمر": "moon",
    "ماء": "water",
    "خبز": "bread",
    "طريق": "road",
    "وزير": "minister",
    "رئيس": "president",
}


def sentences(count: int, seed: int = 1) -> list[tuple[str, str]]:
    rng = random.Random(seed)
    pairs: list[tuple[str, str]] = []
    for _ in range(count):
        chosen = [rng.choice(list(WORDS)) for _ in range(rng.randint(3, 7))]
        pairs.append((" ".join(chosen) + ".", " ".join(WORDS[w] for w in chosen) + "."))
    return pairs


def config() -> Config:
    path = Path(configuration.__file__).parent / "config" / "ar-en.toml"
    whole = configuration.load(path)
    replace = msgspec.structs.replace
    return replace(
        whole,
        architecture=configuration.Architecture(
            encoder_layers=1, decoder_layers=2, width=32, ffn=64, heads=4
        ),
        vocabulary=configuration.Vocabulary(
            source_pieces=60, target_pieces=60, sentences=200, news_share=0.3
        ),
        train=replace(
            whole.train, batch_tokens=200, candidates=30, warmup_steps=2, learning_rate=3e-3
        ),
    )


def lay_out(folder: Path, count: int = 300) -> Room:
    """Corpus, news and devsets of the toy pair, where a build looks for them."""
    devsets = folder / "devsets"
    devsets.mkdir(parents=True)
    pairs = sentences(count)
    held_out = pairs[:5]
    (devsets / "dev.ara").write_text("\n".join(a for a, _ in held_out) + "\n", encoding="utf-8")
    (devsets / "dev.eng").write_text("\n".join(b for _, b in held_out) + "\n", encoding="utf-8")
    rows = [f"1.0\tnews_timesofpalestine/x\t{a}\t{b}" for a, b in pairs]
    rows += [f"1.0\tdict_freedict/freedict\t{a}\t{b}" for a, b in WORDS.items()]
    (folder / "corpus.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    for name, side in (("source", 0), ("target", 1)):
        article = {"source": "x", "title": pairs[9][side], "text": " ".join(p[side] for p in pairs)}
        (folder / f"{name}.jsonl").write_bytes(msgspec.json.encode(article) + b"\n")
    return Room(
        work=folder / "work",
        corpus=folder / "corpus.tsv",
        source_news=folder / "source.jsonl",
        target_news=folder / "target.jsonl",
        devsets=devsets,
        parent=None,
        pivot=None,
    )
