"""Attention of the step after a piece, on the bundled model: what no fake can show."""

# pytest.approx is not typed:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from service.engine.catalogue import Catalogue
from service.engine.decoder import Search
from service.engine.inference import CTranslateDecoder
from service.engine.pieces import SourceTokenizer
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXTS = (
    "أكد البيت الأبيض أن الاتصالات الدبلوماسية مع روسيا مستمرة.",
    "ونفى الوزير ذلك.",
    "وقال المتحدث باسم الكرملين إن الرئيسين بحثا ضمانات أمنية طويلة الأمد.",
)
SEARCH = Search(beam=2, hypotheses=2)


@pytest.fixture(scope="module")
def decoders() -> Iterator[tuple[CTranslateDecoder, CTranslateDecoder]]:
    settings = Settings()
    path = Catalogue.read(settings.models_dir).configured(settings.model).path
    made = tuple(
        CTranslateDecoder(path, compute_type="int8", workers=1, threads=1, attends_after=after)
        for after in (False, True)
    )
    yield made[0], made[1]
    for one in made:
        one.close()


@pytest.fixture(scope="module")
def batch() -> list[tuple[str, ...]]:
    settings = Settings()
    path = Catalogue.read(settings.models_dir).configured(settings.model).path
    tokenizer = SourceTokenizer(Path(path) / "source.spm")
    return [tokenizer.split(text).pieces for text in TEXTS]


def test_only_the_rows_move(
    decoders: tuple[CTranslateDecoder, CTranslateDecoder], batch: list[tuple[str, ...]]
) -> None:
    same, after = (one.decode(batch, SEARCH) for one in decoders)
    for ours, theirs in zip(same, after, strict=True):
        for one, other in zip(ours, theirs, strict=True):
            assert other.pieces == one.pieces
            assert other.score == pytest.approx(one.score, abs=1e-6)
            assert other.cut == one.cut
            assert len(other.attention) == len(other.pieces)
            assert other.attention[:-1] == one.attention[1:]


def test_every_row_is_that_of_the_sentence_alone(
    decoders: tuple[CTranslateDecoder, CTranslateDecoder], batch: list[tuple[str, ...]]
) -> None:
    together = decoders[1].decode(batch, SEARCH)
    for index, source in enumerate(batch):
        (alone,) = decoders[1].decode([source], SEARCH)
        assert [one.attention for one in together[index]] == [one.attention for one in alone]
