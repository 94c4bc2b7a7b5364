"""Shared by every room: the real program, once, and a stand-in where models are not the point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from stand_in import SEED, EchoTranslator

from service.facade import Mujaz
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def seed() -> str:
    return SEED.read_text("utf-8")


@pytest.fixture
def echo() -> EchoTranslator:
    return EchoTranslator()


@pytest.fixture
def shell(echo: EchoTranslator) -> Mujaz:
    """The façade around the stand-in."""
    return Mujaz(Settings(max_text=20_000), echo, None)


@pytest.fixture(scope="session")
def mujaz() -> Iterator[Mujaz]:
    """The façade around the real bundled models."""
    with Mujaz.load(Settings()) as loaded:
        yield loaded
