"""Which sentences carry the article.

The choice is made on the Arabic, so that it does not hang on how well a
sentence was translated. Each unique sentence gets a relevance from its
centrality (cosine to the article's centroid: Radev et al. 2004, linear where
the LexRank graph is quadratic), its place, its likeness to the title, the
statements it carries and how well it stands alone; points are then taken
greedily by maximal marginal relevance (Carbonell and Goldstein 1998), with a
bonus for a speaker not heard yet and for an answer to what was taken.
"""

from __future__ import annotations

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
    decay: float = 0.9
    """How fast the worth of a place falls: rank to the power of minus this."""


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


_TELLING = 0.8
"""Worth of an act from which showing another kind of it tells the reader something new."""


class Candidates(msgspec.Struct, frozen=True):
    """The sentences that may become points, in article order, with what is known of each."""

    segments: tuple[TranslatedSegment, ...]
    features: dict[str, NDArray[np.float32]]
    """One value per sentence for each field of `Weights` that is linear in it."""
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
    only the title. An article that is all title yields the title.
    """
    titles = {segment.id for segment in segments if segment.title}
    body = [
        segment
        for segment in segments
        if segment.id not in titles
        and (segment.duplicate_of is None or segment.duplicate_of in titles)
    ]
    chosen = tuple(body or segments)
    carried: dict[int, list[Statement]] = {segment.id: [] for segment in chosen}
    for statement in statements:
        for owner in statement.segments:
            if owner in carried:
                carried[owner].append(statement)
    arabic = [segment.translation.ar for segment in chosen]
    title = " ".join(segment.translation.ar for segment in segments if segment.title)
    count = len(chosen)
    words = lexical_vectors([*arabic, title])
    vectors = [words]
    if encoder is not None:
        vectors.insert(0, np.asarray(encoder.encode([*arabic, title]), dtype=np.float32))
    features = {
        "centrality": _central(vectors[0][:count]),
        "lexical": _central(words[:count]),
        "title": _scaled(vectors[0][:count] @ vectors[0][count]) if title else np.zeros(count),
        "statement": np.asarray([_said(carried[segment.id]) for segment in chosen]),
        "length": np.asarray(
            [min(1.0, len(sentence.split()) / _FULL_LENGTH) for sentence in arabic]
        ),
        "dangling": np.asarray(
            [-float(_dangles(segment, carried[segment.id])) for segment in chosen]
        ),
        "doubt": np.asarray([-_DOUBT[segment.translation.confidence] for segment in chosen]),
    }
    return Candidates(
        chosen,
        {name: values.astype(np.float32) for name, values in features.items()},
        tuple(one[:count] for one in vectors),
        tuple(tuple(carried[segment.id]) for segment in chosen),
    )


def relevance(given: Candidates, weights: Weights) -> Vectors:
    """Return the worth of each sentence on its own."""
    total = weights.position * _position(len(given.segments), weights.decay)
    for name, values in given.features.items():
        total = total + getattr(weights, name) * values
    return total.astype(np.float32)


def _position(count: int, decay: float) -> Vectors:
    """Earlier is more telling in news, and the lead most of all (the inverted pyramid)."""
    return (1 + np.arange(count, dtype=np.float32)) ** -decay


def choose(given: Candidates, points: int, weights: Weights) -> tuple[TranslatedSegment, ...]:
    """Return up to `points` sentences in article order; O(points x sentences)."""
    worth = relevance(given, weights)
    closest = np.zeros(len(given.segments), dtype=np.float32)
    remaining = set(range(len(given.segments)))
    taken: list[int] = []
    heard: set[str] = set()
    shown: set[str] = set()
    answered: set[int] = set()
    wanted: set[int] = set()
    while remaining and len(taken) < points:
        repeated = np.clip((closest - _APART) / (_SAME - _APART), 0, 1)
        scores = worth - weights.redundancy * repeated

        def gain(index: int, scores: Vectors = scores) -> tuple[float, int]:
            said = given.statements[index]
            new = any(s.speaker is not None and s.speaker.ar not in heard for s in said)
            act = any(s.cue.kind not in shown and _KIND[s.cue.kind] >= _TELLING for s in said)
            reply = any(s.answers in answered or s.id in wanted for s in said)
            bonus = weights.speaker * new + weights.act * act + weights.answer * reply
            return float(scores[index]) + bonus, -index

        best = max(remaining, key=gain)
        remaining.discard(best)
        taken.append(best)
        said = given.statements[best]
        heard |= {s.speaker.ar for s in said if s.speaker is not None}
        shown |= {s.cue.kind for s in said}
        answered |= {s.id for s in said}
        wanted |= {s.answers for s in said if s.answers is not None}
        likeness = np.mean([one @ one[best] for one in given.vectors], axis=0)
        closest = np.maximum(closest, likeness)
    return tuple(given.segments[index] for index in sorted(taken))
