"""Settings come from the environment and refuse what they cannot use."""

from __future__ import annotations

import ast
import inspect
import itertools
from pathlib import Path

import pytest

from service import settings as module
from service.errors import ConfigurationError
from service.settings import Settings


def test_environment_values_are_converted() -> None:
    settings = Settings.from_environment(
        {"MUJAZ_PORT": "9", "MUJAZ_MODELS_DIR": "/models", "MUJAZ_BATCH_WAIT_MS": "2.5", "X": "y"}
    )
    assert settings.port == 9
    assert settings.models_dir == Path("/models")
    assert settings.batch_wait_ms == 2.5


@pytest.mark.parametrize(
    "environment",
    [
        {"MUJAZ_BEAM": "0"},
        {"MUJAZ_BEAM": "wide"},
        {"MUJAZ_BEEM": "1"},
        {"MUJAZ_THREADS": "-1"},
        {"MUJAZ_LOG_LEVEL": "loud"},
        {"MUJAZ_MAX_TEXT": "0"},
        {"MUJAZ_BATCH_WAIT_MS": "nan"},
        {"MUJAZ_DEADLINE_S": "nan"},
        {"MUJAZ_DEADLINE_S": "inf"},
        {"MUJAZ_DEADLINE_S": "-1"},
        {"MUJAZ_BODY_TIMEOUT_S": "0"},
        {"MUJAZ_HEADERS_TIMEOUT_S": "0"},
        {"MUJAZ_SUMMARY_POINTS": "0"},
        {"MUJAZ_SUMMARY_POINTS": "11"},
        {"MUJAZ_PORT": "65536"},
        {"MUJAZ_PORT": "-1"},
    ],
)
def test_unusable_values_are_named(environment: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError) as caught:
        Settings.from_environment(environment)
    assert caught.value.detail.startswith("environment: ")


def test_models_are_named_once_the_default_first() -> None:
    assert Settings().models == ("ar-en",)
    settings = Settings.from_environment({"MUJAZ_MODEL": "b", "MUJAZ_MORE_MODELS": " a, b,,c "})
    assert settings.models == ("b", "a", "c")


def test_every_setting_says_what_it_does() -> None:
    tree = ast.parse(inspect.getsource(module))
    body = next(node for node in tree.body if isinstance(node, ast.ClassDef)).body
    for node, after in itertools.pairwise(body):
        if isinstance(node, ast.AnnAssign):
            assert isinstance(after, ast.Expr), ast.unparse(node)
            assert isinstance(after.value, ast.Constant), ast.unparse(node)
