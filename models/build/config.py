"""What a build is made of: one TOML file, decoded into frozen Structs."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Pair(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The two languages and how their text is spelled for the model."""

    source: str
    target: str
    source_letters: str
    """Character class (inside ``[]`` of a regex) of the source script."""
    source_normaliser: str
    """Dotted path ``package.module:function``, ``str -> str``; the service applies the same."""
    target_normaliser: str
    check: str = ""
    """``package.module:function`` that says why a source and a target do not say the same, or
    returns ``None``; asked of the domains that are ``checked``."""


class Domain(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sources that are sampled together."""

    name: str
    sources: tuple[str, ...]
    """Prefixes of the ``source/part`` column of the corpus."""
    share: float
    """Share of the pairs drawn in the main phase; shares are normalised to one."""
    final_share: float
    """Share of the pairs drawn while the learning rate decays."""
    licence: str
    min_score: float = 0.0
    """Least lexical overlap (first column of the corpus)."""
    min_words: int = 1
    max_words: int = 80
    cap: int = 200_000
    """Most pairs kept from the domain."""
    checked: bool = False
    """Whether pairs that ``Pair.check`` has something against are left out."""
    variants: int = 1
    """Copies of each pair in the pack, augmented differently."""
    newslike: float = 1.0
    """Share of its pairs that is kept: the most like the target-side news."""
    lexicon: bool = False
    """Single words and names: exempt from ratio filters, feeds code-switching."""


class Filter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which pairs are fit to train from."""

    max_ratio: float = 3.0
    """Most characters on one side per character on the other."""
    min_source_share: float = 0.6
    """Least share of source-script letters among the letters of the source side."""
    max_symbol_share: float = 0.3
    """Most non-letters, spaces aside, on the target side."""
    reject: tuple[str, ...] = ()
    """Regexes; a pair is dropped when either side matches (placeholders, markup, code)."""


class Vocabulary(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sizes of the vocabularies."""

    source_pieces: int = 20_000
    target_pieces: int = 24_000
    sentences: int = 500_000
    """Sentences that the new source pieces are learned from."""
    news_share: float = 0.7
    """Share of these that come from monolingual news."""


class Augment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Copies of the source side as people really type it; shares of pairs."""

    spelling_share: float = 0.0
    spelling: dict[str, str] = {}
    """Letters that careless typing writes as another."""
    unpunctuated_share: float = 0.0
    variants_share: float = 0.0
    variants: tuple[tuple[str, ...], ...] = ()
    """Groups of names for one thing (dual month names); a member may become ``a/b`` or another."""
    switched_share: float = 0.0
    """Pairs in which a lexicon term appears in the target language (Song et al. 2019)."""
    names: str = ""
    """``package.module:function`` that finds known names in a source text; the service puts the
    same names into the source before it translates."""
    names_share: float = 0.0
    """Pairs in which those names appear in the target language."""
    other_names_share: float = 0.0
    """Share of these names that become another name on both sides, which can only be copied."""


class Dictionary(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words taught inside sentences (`models.build.words`)."""

    table: str
    """File beside the configurations' folder: source, target, kind and votes in columns."""
    clitics: tuple[str, ...] = ("",)
    """What may be written in front of a word."""
    articles: dict[str, str] = {}
    """Of these the ones that end in an article, and the article."""
    comma: str = ", "
    also: str = ""
    """What joins the last of a list in the source language."""
    domain: str = ""
    """Domain of the lists; none without one."""
    lists: int = 0
    planted_share: float = 0.0
    """Pairs in which up to three words become others of their kind on both sides."""
    switched_share: float = 0.0
    """Pairs in which rare words appear in the target language."""
    hint_seen: int = 20
    """A word is hinted at that fewer sentences hold."""
    hint_votes: float = 0.6


class Architecture(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Marian transformer-base: post-norm, sinusoidal positions, swish."""

    encoder_layers: int = 6
    decoder_layers: int = 6
    width: int = 512
    ffn: int = 2048
    heads: int = 8


class Schedule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Warm up, hold, decay to zero (WSD, Hu et al. 2024)."""

    learning_rate: float = 5e-4
    table_scale: float = 2.0
    """Learning rate of source embeddings, most of them new, relative to the others."""
    warmup_steps: int = 200
    batch_tokens: int = 6_000
    """Padded source plus target tokens in a batch."""
    max_tokens: int = 100
    """Longest side of a pair, in pieces."""
    release_step: int = 1_000_000
    """Step at which the rest of the decoder is trained too."""
    release_scale: float = 0.2
    """Learning rate of the released weights, relative to the others."""
    tables: bool = True
    """Whether embeddings are trained. Rows kept as the parent has them, equal on both sides of a
    pair in one language, are stored once."""
    candidates: int = 6_144
    """Target pieces scored per batch (gold ones and a uniform sample); 0 scores all."""
    label_smoothing: float = 0.0
    dropout: float = 0.0
    weight_decay: float = 0.01
    clip: float = 1.0
    ema_half_life: int = 300
    """Steps after which a weight counts half in the exported average."""
    checkpoint_minutes: float = 5.0


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A build, whole."""

    id: str
    seed: int
    pair: Pair
    filter: Filter
    vocabulary: Vocabulary
    augment: Augment
    dictionary: Dictionary | None = None
    architecture: Architecture
    train: Schedule
    accelerator: Schedule | None = None
    """Takes the place of ``train`` on any device but a CPU."""
    domains: tuple[Domain, ...]
    decoding: dict[str, str | int | float] = msgspec.field(
        default_factory=lambda: {
            "compute_type": "int8",
            "max_source_tokens": 96,
            "length_penalty": 1.0,
            "attends_after": True,
        }
    )
    """How the catalogue says the model wants to be run."""
    facts: dict[str, str]
    """What the catalogue says of the model: ``id``, ``role``, ``direction``, ``architecture``,
    ``licence``, ``origin``."""
    excluded: dict[str, str] = {}
    """Source prefix to the reason why it is left out; listed on the card."""


def load(path: Path) -> Config:
    """Decode a build configuration.

    Raises:
        msgspec.ValidationError: a field is unknown, missing or of the wrong type.
    """
    return msgspec.toml.decode(path.read_bytes(), type=Config)


def resolve(dotted: str) -> Callable[[str], str]:
    """The function at ``package.module:name``."""
    module, _, name = dotted.partition(":")
    return cast("Callable[[str], str]", getattr(import_module(module), name))


def resolve_check(dotted: str) -> Callable[[str, str], str | None]:
    """The check at ``package.module:name``."""
    module, _, name = dotted.partition(":")
    return cast("Callable[[str, str], str | None]", getattr(import_module(module), name))
