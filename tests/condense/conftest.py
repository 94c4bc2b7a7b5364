from __future__ import annotations

import pytest
from translated_seed import seed

from service.article.document import Document
from service.condense.encoder import SentenceEncoder, load_encoder
from service.translated import TranslatedSegment


@pytest.fixture(scope="session")
def seed_article() -> tuple[Document, tuple[TranslatedSegment, ...]]:
    return seed()


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    return load_encoder()
