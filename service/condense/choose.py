"""Which sentences carry the article.

Each unique sentence gets a relevance from its centrality (cosine to the
article's centroid: Radev et al. 2004, linear where the LexRank graph is
quadratic), its place, its likeness to the title, the statements it carries and
how well it stands alone; points are then taken greedily by maximal marginal
relevance (Carbonell and Goldstein 1998), with a bonus for a speaker not heard
yet and for the statement that answers one already taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np

from service.condense.lexical import lexical_vectors
from service.condense.words import tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from service.engine.protocols import Encoder
    from service.schema import Statement
    from service.translated import TranslatedSegment

    Vectors = NDArray[np.float32]


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """How much each ground for choosing counts; tuned by `bench/summary.py --tune`."""

    centrality: float = 1.0
    lexical: float = 1.0
    position: float = 0.75
    title: float = 0.4
    statement: float = 0.3
    length: float = 0.4
    """For sentences that say little because they are short."""
    dangling: float = 0.25
    """Against sentences that open with a pronoun or a link to the sentence before."""
    doubt: float = 0.1
    """Against translations of low confidence; light, for the news does not depend on our model."""
    redundancy: float = 0.5
    speaker: float = 0.1
    answer: float = 0.3


_FULL_LENGTH = 18
"""Words from which a sentence is no longer thought short."""
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
_DANGLING = frozenset(
    "he she it they this that these those his her its their him them but however also "
    "meanwhile instead".split()
)


class Candidates(msgspec.Struct, frozen=True):
    """The sentences that may become points, in article order, with what is known of each."""

    segments: tuple[TranslatedSegment, ...]
    relevance: NDArray[np.float32]
    vectors: NDArray[np.float32]
    statements: tuple[tuple[Statement, ...], ...]


def _scaled(values: Vectors) -> Vectors:
    low, high = float(values.min()), float(values.max())
    return (values - low) / (high - low) if high > low else np.zeros_like(values)


def _unit(vector: Vectors) -> Vectors:
    norm = float(np.linalg.norm(vector))
    return vector / norm if norm else vector


def _said(statements: Sequence[Statement]) -> float:
    return max((statement.score * _KIND[statement.cue.kind] for statement in statements), default=0)


def _dangles(segment: TranslatedSegment) -> bool:
    first = next((token for token in tokens(segment.translation.en[:40]) if token.is_word), None)
    return first is not None and first.text.lower() in _DANGLING


def candidates(
    segments: Sequence[TranslatedSegment],
    statements: Sequence[Statement],
    encoder: Encoder | None,
    weights: Weights,
) -> Candidates:
    """Return the unique body sentences with their relevance; linear in the article.

    A repeat adds nothing, except that the first body sentence is kept when it
    repeats only the title. An article that is all title yields the title.
    """
    titles = {segment.id for segment in segments if segment.title}
    body = [
        segment
        for segment in segments
        if segment.id not in titles
        and (segment.duplicate_of is None or segment.duplicate_of in titles)
    ]
    chosen = tuple(body or segments)
    carried: Mapping[int, list[Statement]] = {segment.id: [] for segment in chosen}
    for statement in statements:
        for owner in statement.segments:
            if owner in carried:
                carried[owner].append(statement)
    english = [segment.translation.en for segment in chosen]
    title = " ".join(segment.translation.en for segment in segments if segment.title)
    lexical = lexical_vectors([*english, title])
    vectors = (
        np.asarray(encoder.encode([*english, title]), dtype=np.float32) if encoder else lexical
    )
    count = len(chosen)
    lengths = np.asarray([len(sentence.split()) for sentence in english], dtype=np.float32)
    relevance = (
        weights.centrality * _scaled(vectors[:count] @ _unit(vectors[:count].mean(axis=0)))
        + weights.lexical * _scaled(lexical[:count] @ _unit(lexical[:count].mean(axis=0)))
        + weights.position * _position(chosen)
        + weights.statement
        * np.asarray([_said(carried[segment.id]) for segment in chosen], dtype=np.float32)
        + weights.length * np.minimum(1, lengths / _FULL_LENGTH)
        - weights.dangling * np.asarray([_dangles(segment) for segment in chosen])
        - weights.doubt * np.asarray([_DOUBT[segment.translation.confidence] for segment in chosen])
    )
    if title:
        relevance = relevance + weights.title * _scaled(vectors[:count] @ vectors[count])
    return Candidates(
        chosen,
        relevance.astype(np.float32),
        vectors[:count],
        tuple(tuple(carried[segment.id]) for segment in chosen),
    )


def _position(segments: Sequence[TranslatedSegment]) -> Vectors:
    """Earlier is more telling in news, and the lead most of all (inverted pyramid)."""
    ranks = np.arange(len(segments), dtype=np.float32)
    return 1 / np.sqrt(1 + ranks)


def choose(given: Candidates, points: int, weights: Weights) -> tuple[TranslatedSegment, ...]:
    """Return up to `points` sentences in article order; O(points x sentences)."""
    remaining = set(range(len(given.segments)))
    closest = np.zeros(len(given.segments), dtype=np.float32)
    taken: list[int] = []
    heard: set[str] = set()
    answered: set[int] = set()
    while remaining and len(taken) < points:
        scores = given.relevance - weights.redundancy * np.maximum(closest, 0)

        def gain(index: int, scores: Vectors = scores) -> tuple[float, int]:
            said = given.statements[index]
            new = any(s.speaker is not None and s.speaker.en not in heard for s in said)
            reply = any(s.answers in answered or s.id in wanted for s in said)
            return float(scores[index]) + weights.speaker * new + weights.answer * reply, -index

        wanted = {
            statement.answers
            for index in taken
            for statement in given.statements[index]
            if statement.answers is not None
        }
        best = max(remaining, key=gain)
        remaining.discard(best)
        taken.append(best)
        heard |= {s.speaker.en for s in given.statements[best] if s.speaker is not None}
        answered |= {s.id for s in given.statements[best]}
        closest = np.maximum(closest, given.vectors @ given.vectors[best])
    return tuple(given.segments[index] for index in sorted(taken))
