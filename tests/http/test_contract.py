"""The server keeps to its own OpenAPI document, under generated requests."""

# schemathesis leaves parts of its interface untyped:
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownParameterType=false, reportUntypedFunctionDecorator=false
# pyright: reportMissingTypeArgument=false

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from live import serving
from schemathesis.specs.openapi.checks import positive_data_acceptance
from stand_in import EchoTranslator

from service.facade import Mujaz
from service.http.app import create_app
from service.http.translations import Translations
from service.schema import Brief
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemathesis import BaseSchema, Case

_SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much]
schema = schemathesis.pytest.from_fixture("api")


@pytest.fixture(scope="module")
def api() -> Iterator[BaseSchema]:
    options = Settings(max_text=20_000)
    with serving(create_app(options, Mujaz(options, EchoTranslator(), None))) as port:
        yield schemathesis.openapi.from_url(f"http://127.0.0.1:{port}/docs/openapi.json")


@schema.parametrize()
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_contract(case: Case) -> None:
    # The schema cannot say "Arabic": most strings that satisfy it are rightly refused.
    case.call_and_validate(excluded_checks=[positive_data_acceptance])


@pytest.mark.parametrize(("name", "kind"), [("brief", Brief), ("translations", Translations)])
def test_the_examples_are_real_answers_of_today(name: str, kind: type[msgspec.Struct]) -> None:
    raw = (files("service.http") / "examples" / f"{name}.json").read_bytes()
    example = msgspec.json.decode(raw, type=kind)
    assert b'"ar-en"' in raw
    assert msgspec.json.decode(msgspec.json.encode(example)) == msgspec.json.decode(raw)


def test_the_document_is_whole(api: BaseSchema) -> None:
    document: dict[str, Any] = api.raw_schema
    assert document["openapi"].startswith("3.1")
    for path, item in document["paths"].items():
        for operation in item.values():
            assert operation["operationId"], path
            for code, response in operation["responses"].items():
                assert response["description"], (path, code)
    bodies = document["paths"]["/v1/briefs"]["post"]["requestBody"]["content"]
    assert set(bodies) == {"application/json", "text/plain", "text/html"}
