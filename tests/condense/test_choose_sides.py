"""The accusation, the denial, the demand: what another side says has room in a summary."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from service import pipeline, statements
from service.article import read_text
from service.condense.choose import Candidates, Weights, candidates, choose, rank
from service.condense.encoder import load_encoder
from service.engine.protocols import Translation

_SEEDS = Path(__file__).parents[2] / "seeds"


def _candidates(name: str) -> Candidates:
    """Read a seed; its Arabic stands on both sides, for choosing reads only that."""
    document = read_text((_SEEDS / name).read_text("utf-8"))
    plan = pipeline.plan(document, max_text=100_000)
    same = [Translation(ar=ar, en=ar, score=1.0, confidence="high") for ar in plan.segments]
    segments = pipeline.translated(plan, same)
    return candidates(segments, statements.find(document, segments), load_encoder())


def _chosen(given: Candidates, points: int, weights: Weights) -> str:
    return "\n".join(one.translation.ar for one in choose(given, points, weights))


@pytest.mark.parametrize(
    ("name", "points", "words"),
    [
        ("white-house-ukraine.ar.txt", 5, "وطالب زعماء دول غربية"),
        ("flood-bulletin.ar.txt", 2, "ونفى الحمداني"),
    ],
)
def test_another_side_is_heard(name: str, points: int, words: str) -> None:
    given = _candidates(name)
    assert words in _chosen(given, points, Weights())
    assert words not in _chosen(given, points, Weights(side=0.0))


def test_the_first_three_points_tell_the_event() -> None:
    given = _candidates("white-house-ukraine.ar.txt")
    plain = msgspec.structs.replace(Weights(), side=0.0)
    assert rank(given, 5, Weights())[:3] == rank(given, 5, plain)[:3]
    assert rank(given, 3, Weights()) == rank(given, 3, plain)
