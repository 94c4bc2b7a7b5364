"""The steps of a build, each reading what the one before left in the work folder."""

# ruff: noqa: S311 - seeded sampling, not secrets

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import sentencepiece

from models.build import (
    alignment,
    attention,
    augment,
    corpus,
    embeddings,
    likeness,
    pack,
    spm,
    teaching,
    vocabulary,
    weights,
)
from models.build.config import Config, resolve, resolve_check

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.build.corpus import Example
    from models.build.words import Words


class Room(msgspec.Struct, frozen=True, kw_only=True):
    """Where a build reads and writes."""

    work: Path
    corpus: Path
    source_news: Path
    target_news: Path
    devsets: Path
    """Folder; every file in it is kept out of training."""
    parent: Path | None
    """Folder of the parent, Hugging Face Marian layout; without one, training starts from noise."""
    pivot: Path | None
    """Folder of the reverse parent (target language to the parent's source language)."""
    every: int = 1
    """Take every n-th row of the corpus: a slice to try the recipe on."""
    unusable_news: tuple[str, ...] = ("agnews", "bbc")
    """News sources that may be measured with but not learned from."""


def step_corpus(config: Config, room: Room) -> str:
    """Filter and decontaminate into ``examples.tsv``."""
    held_out = corpus.keys(sorted(p for p in room.devsets.iterdir() if p.is_file()))
    pair = config.pair
    gate = corpus.Gate(
        config.filter,
        pair.source_letters,
        held_out,
        one_script=pair.source == pair.target,
        check=resolve_check(pair.check) if pair.check else None,
    )
    room.work.mkdir(parents=True, exist_ok=True)
    counts: dict[str, int] = {}
    with (room.work / "examples.tsv").open("w", encoding="utf-8") as out:
        for example in corpus.examples(config, room.corpus, gate, every=room.every):
            out.write(f"{example.domain}\t{example.source}\t{example.target}\n")
            counts[example.domain] = counts.get(example.domain, 0) + 1
    report = {"kept": counts, "dropped": dict(gate.dropped.most_common())}
    (room.work / "corpus.json").write_bytes(msgspec.json.format(msgspec.json.encode(report)))
    return f"kept {counts}"


def examples(room: Room) -> list[Example]:
    """The pairs that the corpus step kept."""
    return [corpus.Example(*line.split("\t")) for line in corpus.lines(room.work / "examples.tsv")]


def _thinned(pairs: Sequence[Example], config: Config, size: int) -> list[Example]:
    """At most ``size`` pairs of each domain: software must not outvote news in a vocabulary."""
    rng = random.Random(config.seed)
    pools = pack.select(pairs, config)
    return [e for pool in pools.values() for e in rng.sample(pool, min(size, len(pool)))]


def step_vocabulary(config: Config, room: Room) -> str:
    """Write ``source.spm`` and ``target.spm``."""
    plan, letters = config.vocabulary, config.pair.source_letters
    fold = resolve(config.pair.target_normaliser)
    pairs = _thinned(examples(room), config, 32_000)
    target_texts = [
        *(e.target for e in pairs),
        *map(fold, vocabulary.news_sentences(room.target_news, room.unusable_news)),
    ]
    if room.parent is None:
        target = vocabulary.learn(target_texts, plan.target_pieces, r"\S")
    else:
        target = vocabulary.target_model(
            spm.parse((room.parent / "target.spm").read_bytes()),
            msgspec.json.decode((room.parent / "vocab.json").read_bytes(), type=dict[str, int]),
            target_texts,
            plan.target_pieces,
        )
    if config.pair.source == config.pair.target:
        source = target
    else:
        native = _native(config, room, pairs)
        source = vocabulary.source_model(native, target, letters)
    (room.work / "source.spm").write_bytes(spm.serialize(source))
    (room.work / "target.spm").write_bytes(spm.serialize(target))
    return f"source {len(source.pieces)} pieces, target {len(target.pieces)}"


def _native(config: Config, room: Room, pairs: Sequence[Example]) -> spm.Model:
    """Pieces of the source script, learned from news and pairs."""
    plan = config.vocabulary
    spell = resolve(config.pair.source_normaliser)
    news = vocabulary.sample(
        (spell(text) for text in vocabulary.news_sentences(room.source_news)),
        min(plan.sentences, int(len(pairs) * plan.news_share / (1 - plan.news_share)) + 1),
        config.seed,
    )
    texts = [*news, *(e.source for e in pairs)]
    random.Random(config.seed).shuffle(texts)
    return vocabulary.learn(texts, plan.source_pieces, config.pair.source_letters)


def models(room: Room) -> tuple[spm.Model, spm.Model]:
    """Both SentencePiece models."""
    source, target = ((room.work / f"{side}.spm").read_bytes() for side in ("source", "target"))
    return spm.parse(source), spm.parse(target)


def processors(room: Room) -> tuple[sentencepiece.SentencePieceProcessor, ...]:
    """Both tokenizers."""
    return tuple(
        sentencepiece.SentencePieceProcessor(model_file=str(room.work / f"{side}.spm"))
        for side in ("source", "target")
    )


def _short(pairs: Sequence[Example], config: Config, size: int, words: int = 16) -> list[Example]:
    """Short pairs of every domain, for a lexicon."""
    fit = [e for e in pairs if max(len(e.source.split()), len(e.target.split())) <= words]
    return _thinned(fit, config, size)


def step_pivot(config: Config, room: Room) -> str:
    """Put short target sides into the parent's source language: ``pivot.tsv``."""
    from models.build import parent  # noqa: PLC0415  (needs torch)

    if room.pivot is None:
        return "no reverse parent, no pivot"
    wanted = [e for e in _short(examples(room), config, 14_000) if e.domain != "names"]
    pivot = parent.translator(parent.read(room.pivot, config.architecture), room.work / "pivot")
    done = pivot([e.target for e in wanted])
    with (room.work / "pivot.tsv").open("w", encoding="utf-8") as out:
        out.writelines(
            f"{e.source}\t{text}\n" for e, text in zip(wanted, done, strict=True) if text
        )
    return f"{len(done)} pairs"


def step_start(config: Config, room: Room) -> str:
    """Write ``start.npz``: the parent with rows for the new pieces."""
    source, target = models(room)
    tokens = spm.tokens(source)
    if room.parent is None:
        start = weights.random(
            config.architecture, len(tokens), len(spm.tokens(target)), config.seed
        )
        weights.save(start, room.work / "start.npz")
        return "random"
    from models.build import parent  # noqa: PLC0415  (needs torch)

    origin = parent.read(room.parent, config.architecture)
    start, unknown_tokens = parent.cut(origin, source, target)
    if not unknown_tokens:
        weights.save(start, room.work / "start.npz")
        return "the parent has every piece"
    encode_source, encode_target = processors(room)
    pairs = _short(examples(room), config, 40_000)
    direct = alignment.lexicon(
        [spm.rows(ids) for ids in encode_source.encode([e.source for e in pairs])],
        [spm.rows(ids) for ids in encode_target.encode([e.target for e in pairs])],
    )
    (room.work / "lexicon.json").write_bytes(msgspec.json.encode(direct))
    lexicons = [(direct, start["target.embedding"], 0.15 if room.pivot else 1.0)]
    if room.pivot is not None:
        rows = [line.split("\t") for line in corpus.lines(room.work / "pivot.tsv")]
        spell = sentencepiece.SentencePieceProcessor(model_file=str(room.parent / "source.spm"))
        unknown = origin.rows["<unk>"]
        through = alignment.lexicon(
            [spm.rows(ids) for ids in encode_source.encode([row[0] for row in rows])],
            [
                [origin.rows.get(piece, unknown) for piece in spell.encode(row[1], out_type=str)]
                for row in rows
            ],
        )
        lexicons.insert(0, (through, origin.weights["source.embedding"], 1.0))
    new = [row for row, token in enumerate(tokens) if token not in origin.rows]
    start["source.embedding"], aligned = embeddings.start(
        tokens, new, start["source.embedding"], lexicons, config.seed
    )
    weights.save(start, room.work / "start.npz")
    return f"{aligned} of {len(new)} new pieces aligned"


def _newslike(pairs: list[Example], config: Config, room: Room) -> list[Example]:
    """The pairs without those that are least like news, in the domains that say so."""
    shares = {d.name: d.newslike for d in config.domains if d.newslike < 1}
    if not shares:
        return pairs
    fold = resolve(config.pair.target_normaliser)
    news = map(fold, vocabulary.news_sentences(room.target_news, room.unusable_news))
    wanted = likeness.BigramModel(news)
    kept = [e for e in pairs if e.domain not in shares]
    for name, share in shares.items():
        kept += likeness.closest([e for e in pairs if e.domain == name], wanted, share)
    return kept


def _words(config: Config, room: Room) -> Words | None:
    spell = resolve(config.pair.source_normaliser)
    return teaching.words(
        config, examples(room), map(spell, vocabulary.news_sentences(room.source_news))
    )


def step_hints(config: Config, room: Room) -> str:
    """Write ``words.tsv``: what the dictionary calls the words that the pairs hardly hold."""
    known, plan = _words(config, room), config.dictionary
    if known is None or plan is None:
        return "no dictionary"
    hints = known.hints(plan.hint_seen, plan.hint_votes)
    text = "".join(f"{source}\t{target}\n" for source, target in sorted(hints.items()))
    (room.work / "words.tsv").write_text(text, "utf-8")
    return f"{len(hints)} words"


def step_pack(config: Config, room: Room) -> str:
    """Write ``pairs.ids``, ``pairs.len`` and ``pairs.json``."""
    pairs = _newslike(examples(room), config, room)
    lexical = frozenset(domain.name for domain in config.domains if domain.lexicon)
    rewrite = augment.Augmenter(config.augment, augment.lexicon_of(pairs, lexical), config.seed)
    teach = teaching.Teacher(config, _words(config, room))
    encode_source, encode_target = processors(room)
    encoded: dict[str, list[tuple[list[int], list[int]]]] = {}
    variants = {domain.name: domain.variants for domain in config.domains}
    for name, pool in pack.select([*pairs, *teach.lists()], config).items():
        own = [example for example in pool for _ in range(variants[name])]
        varied = [rewrite(e) if name in lexical else teach(e, rewrite) for e in own]
        sources = encode_source.encode([e.source for e in varied])
        targets = encode_target.encode([e.target for e in varied])
        encoded[name] = [
            (spm.rows(a), spm.rows(b))
            for a, b in zip(sources, targets, strict=True)
            if encode_target.unk_id() not in b
        ]
    return str(pack.write(encoded, room.work / "pairs", config.train.max_tokens))


def step_align(
    config: Config, room: Room, trained: weights.Weights, pairs: int = 300
) -> tuple[weights.Weights, tuple[int, int], dict[str, float]]:
    """Put the best aligning heads in front.

    Returns the model, its alignment layer and number of heads, and how well
    every layer aligns. Without a lexicon nothing is moved.
    """
    from models.build.probe import cross_attention  # noqa: PLC0415  (needs torch)

    path = room.work / "lexicon.json"
    if not path.exists():
        return trained, (-1, 1), {}
    raw = msgspec.json.decode(path.read_bytes(), type=dict[str, list[tuple[int, float]]])
    lexicon = {int(piece): entry for piece, entry in raw.items()}
    source, target = models(room)
    place = {token: row for row, token in enumerate(spm.tokens(target))}
    twins = {
        row: place[token]
        for row, token in enumerate(spm.tokens(source))
        if token in place and row > 1 and any(c.isalnum() for c in token)
    }
    packed = pack.read(room.work / "pairs")
    chosen = [packed.pair(index) for index in range(min(pairs, len(packed.lengths)))]
    links = [attention.sure_links(a.tolist(), b.tolist(), lexicon, twins) for a, b in chosen]
    # What reads a piece knows it, what writes it guesses: Chen et al. 2020 (Shift-Att).
    maps = cross_attention(config.architecture, trained, chosen, after=True)
    layer, heads, report = attention.choose(
        lambda index: maps[index], links, config.architecture.decoder_layers
    )
    moved = attention.move_first(trained, layer, heads, config.architecture.heads)
    return moved, (layer, len(heads)), report
