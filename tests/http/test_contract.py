"""The server keeps to its own OpenAPI document, under generated requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import schemathesis
from hypothesis import HealthCheck, settings

from service.facade import Mujaz
from service.http.app import create_app
from service.settings import Settings

if TYPE_CHECKING:
    from schemathesis import Case

from conftest import EchoTranslator

_SETTINGS = Settings(max_text=20_000)
_APP = create_app(_SETTINGS, Mujaz(_SETTINGS, EchoTranslator(), None))
schema = schemathesis.openapi.from_asgi("/docs/openapi.json", _APP)


@schema.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_contract(case: Case) -> None:
    case.call_and_validate()


def test_the_document_is_whole() -> None:
    document: dict[str, Any] = schema.raw_schema
    assert document["openapi"].startswith("3.1")
    for path, item in document["paths"].items():
        for operation in item.values():
            assert operation["operationId"], path
            for code, response in operation["responses"].items():
                assert response["description"], (path, code)
    bodies = document["paths"]["/v1/briefs"]["post"]["requestBody"]["content"]
    assert set(bodies) == {"application/json", "text/plain", "text/html"}
