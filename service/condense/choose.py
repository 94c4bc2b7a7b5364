"""Which sentences carry the article.

The choice is made on the Arabic, so that it does not hang on how well a
sentence was translated. Each unique sentence gets a relevance from its
centrality (cosine to the article's centroid: Radev et al. 2004, linear where
the LexRank graph is quadratic), its place, its likeness to the title, the
statements it carries and how well it stands alone; points are then taken
greedily by maximal marginal relevance (Carbonell and Goldstein 1998), with a
bonus for a speaker not heard yet, for an answer to what was taken, and for the
accusation, denial or demand of another side.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from service.condense.lexical import lexical_vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from service.engine.protocols import Encoder
    from service.schema import Statement
    from service.translated import TranslatedSegment

    Vectors = NDArray[np.float32]


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """How much each ground for choosing counts; tuned by `bench/summary.py --tune`."""

    centrality: float = 1.0
    """Nearness to the centroid of meaning vectors."""
    lexical: float = 1.0
    """Nearness to the centroid of word vectors."""
    position: float = 0.6
    title: float = 0.5
    statement: float = 0.7
    length: float = 0.9
    """For sentences that are not short."""
    dangling: float = 0.35
    """Against sentences whose speaker is only named in another."""
    doubt: float = 0.1
    """Against translations of low confidence; light, for the news does not depend on our model."""
    redundancy: float = 1.5
    """Against sentences that repeat one already taken."""
    speaker: float = 0.25
    """For a speaker not heard yet."""
    act: float = 0.3
    """For a telling act (a demand, a denial) of a kind not yet shown."""
    answer: float = 0.35
    side: float = 1.0
    """For an accusation, denial or demand by one not heard yet, once the event has been told."""
    decay: float = 0.9
    """How fast the worth of a place falls: rank to the power of minus this."""


_SHORTLIST = 256
"""Sentences that are encoded at most, so that a book costs what a long article does."""
_FULL_LENGTH = 18
"""Words from which a sentence is no longer thought short."""
_APART, _SAME = 0.25, 0.6
"""Likeness up to which two sentences are apart, and from which they say the same."""
_DOUBT = {"high": 0.0, "medium": 0.4, "low": 1.0}
_KIND = {
    "say": 0.5,
    "affirm": 0.6,
    "agree": 0.7,
    "ask": 0.5,
    "reveal": 0.8,
    "promise": 0.8,
    "admit": 0.9,
    "criticise": 0.8,
    "call_for": 0.8,
    "warn": 0.9,
    "announce": 1.0,
    "refuse": 1.0,
    "accuse": 1.0,
    "deny": 1.0,
    "demand": 1.0,
}


_SIDES = frozenset(("accuse", "deny", "demand"))
"""Acts by which one side meets another; a story told without them takes sides."""
_EVENT = 3
"""Points that tell the event, before its sides get room."""
_TELLING = 0.8
"""Worth of an act from which showing another kind of it tells the reader something new."""


class Candidates(msgspec.Struct, frozen=True):
    """The sentences that may become points, in article order, with what is known of each."""

    segments: tuple[TranslatedSegment, ...]
    features: dict[str, NDArray[np.float32]]
    """One value per sentence, by the field of `Weights` that weighs it; `position` is 1-based."""
    vectors: tuple[NDArray[np.float32], ...]
    """Unit rows by meaning and by words; only by words when there is no encoder."""
    statements: tuple[tuple[Statement, ...], ...]


def _scaled(values: Vectors) -> Vectors:
    low, high = float(values.min()), float(values.max())
    return (values - low) / (high - low) if high > low else np.zeros_like(values)


def _central(vectors: Vectors) -> Vectors:
    centroid = vectors.mean(axis=0)
    norm = float(np.linalg.norm(centroid))
    return _scaled(vectors @ (centroid / norm if norm else centroid))


def _said(statements: Sequence[Statement]) -> float:
    return max((statement.score * _KIND[statement.cue.kind] for statement in statements), default=0)


def _dangles(segment: TranslatedSegment, statements: Sequence[Statement]) -> bool:
    """Whether the sentence opens with the words of someone whom it does not name."""
    start, end = segment.span
    opening = start + (end - start) // 4
    return any(
        start <= statement.cue.span[0] <= opening
        and statement.speaker is not None
        and statement.speaker.resolved_from is not None
        for statement in statements
    )


def candidates(
    segments: Sequence[TranslatedSegment],
    statements: Sequence[Statement],
    encoder: Encoder | None,
) -> Candidates:
    """Return the unique body sentences with what speaks for each; linear in the article.

    A repeat adds nothing, except that a body sentence is kept when it repeats
    only the title. An article that is all title yields the title. Of more than
    256 sentences only the best by words, place and statements are encoded.
    """
    titles = {segment.id for segment in segments if segment.title}
    body = [
        segment
        for segment in segments
        if segment.id not in titles
        and (segment.duplicate_of is None or segment.duplicate_of in titles)
    ]
    carried: dict[int, list[Statement]] = defaultdict(list)
    for statement in statements:
        for owner in statement.segments:
            carried[owner].append(statement)
    # A point needs words in both languages; only an article without any has none to offer.
    chosen = tuple([one for one in body if one.translation.en.strip()] or body or segments)
    title = " ".join(segment.translation.ar for segment in segments if segment.title)
    words = lexical_vectors([*(segment.translation.ar for segment in chosen), title])
    said = tuple(tuple(carried[segment.id]) for segment in chosen)
    given = Candidates(chosen, _plain_features(chosen, said, words), (words[:-1],), said)
    if len(chosen) > _SHORTLIST:
        order = np.argsort(-relevance(given, Weights()), kind="stable")[:_SHORTLIST]
        given = _only(given, sorted(order.tolist()))
    if encoder is None:
        return given
    arabic = [segment.translation.ar for segment in given.segments]
    meaning = np.asarray(encoder.encode([*arabic, title]), dtype=np.float32)
    features = given.features | {"centrality": _central(meaning[:-1])}
    if title:
        features["title"] = _scaled(meaning[:-1] @ meaning[-1])
    return Candidates(given.segments, features, (meaning[:-1], *given.vectors), given.statements)


def _plain_features(
    segments: Sequence[TranslatedSegment],
    statements: Sequence[Sequence[Statement]],
    words: Vectors,
) -> dict[str, Vectors]:
    """Return what can be said of each sentence without a model; `words` ends with the title."""
    central = _central(words[:-1])
    lengths = [len(segment.translation.ar.split()) / _FULL_LENGTH for segment in segments]
    pairs = list(zip(segments, statements, strict=True))
    rows: dict[str, Sequence[float]] = {
        "statement": [_said(said) for _, said in pairs],
        "length": [min(1.0, length) for length in lengths],
        "dangling": [-float(_dangles(segment, said)) for segment, said in pairs],
        "doubt": [-_DOUBT[segment.translation.confidence] for segment in segments],
        "position": (1 + np.arange(len(segments))).tolist(),
    }
    return {
        "centrality": central,
        "lexical": central,
        "title": _scaled(words[:-1] @ words[-1]),
    } | {name: np.asarray(row, dtype=np.float32) for name, row in rows.items()}


def _only(given: Candidates, kept: Sequence[int]) -> Candidates:
    return Candidates(
        tuple(given.segments[index] for index in kept),
        {name: values[kept] for name, values in given.features.items()},
        tuple(vectors[kept] for vectors in given.vectors),
        tuple(given.statements[index] for index in kept),
    )


def relevance(given: Candidates, weights: Weights) -> Vectors:
    """Return the worth of each sentence on its own.

    Earlier is more telling in news, and the lead most of all (the inverted
    pyramid): worth falls with a power of the place.
    """
    total = np.zeros(len(given.segments), dtype=np.float32)
    for name, values in given.features.items():
        worth = values**-weights.decay if name == "position" else values
        total = total + getattr(weights, name) * worth
    return total.astype(np.float32)


def choose(given: Candidates, points: int, weights: Weights) -> tuple[TranslatedSegment, ...]:
    """Return up to `points` sentences in article order; O(points x sentences)."""
    return tuple(sorted(rank(given, points, weights), key=lambda segment: segment.span))


def rank(given: Candidates, points: int, weights: Weights) -> tuple[TranslatedSegment, ...]:
    """Return what `choose` does in the order taken: the first n are the choice of n points."""
    worth = relevance(given, weights)
    closest = np.zeros(len(given.segments), dtype=np.float32)
    # Of an article so short that half of it is less than that, only the first tells the event.
    told = _Told(event=_EVENT if len(given.segments) >= 2 * _EVENT - 1 else 1)
    taken: list[int] = []
    while len(taken) < min(points, len(given.segments)):
        repeated = np.clip((closest - _APART) / (_SAME - _APART), 0, 1)
        scores = worth - weights.redundancy * repeated
        gains = [
            float(score) + told.bonus(said, weights)
            for score, said in zip(scores, given.statements, strict=True)
        ]
        best = max(
            (index for index in range(len(gains)) if index not in taken),
            key=lambda index, gains=gains: gains[index],
        )
        taken.append(best)
        told.add(given.statements[best])
        likeness = sum((one @ one[best] for one in given.vectors), np.zeros_like(closest))
        closest = np.maximum(closest, likeness / len(given.vectors))
    return tuple(given.segments[index] for index in taken)


class _Told:
    """What the points taken so far have told: speakers, acts, and what they answer."""

    def __init__(self, *, event: int) -> None:
        self._speakers: set[str] = set()
        self._acts: set[str] = set()
        self._ids: set[int] = set()
        self._answered: set[int] = set()
        self._left = event

    def bonus(self, said: Sequence[Statement], weights: Weights) -> float:
        """Return what a sentence with these statements adds."""
        speaker = any(one.speaker and one.speaker.ar not in self._speakers for one in said)
        act = any(
            one.cue.kind not in self._acts and _KIND[one.cue.kind] >= _TELLING for one in said
        )
        answer = any(one.answers in self._ids or one.id in self._answered for one in said)
        side = self._left <= 0 and any(
            one.cue.kind in _SIDES and one.speaker and one.speaker.ar not in self._speakers
            for one in said
        )
        return (
            weights.speaker * speaker
            + weights.act * act
            + weights.answer * answer
            + weights.side * bool(side)
        )

    def add(self, said: Sequence[Statement]) -> None:
        """Take note of a sentence's statements."""
        self._left -= 1
        self._speakers |= {one.speaker.ar for one in said if one.speaker}
        self._acts |= {one.cue.kind for one in said}
        self._ids |= {one.id for one in said}
        self._answered |= {one.answers for one in said if one.answers is not None}
