"""Several models at once, and one put in another's place while requests are in flight."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from litestar.testing import TestClient
from stand_in import EchoTranslator

from service.errors import UnknownModel
from service.facade import Mujaz
from service.http.app import application
from service.http.runtime import Runtime
from service.http.shelf import Shelf
from service.schema import ModelSignature
from service.settings import BUNDLED, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

GOOD = "قال وزير الخارجية إن المحادثات ستستمر في القاهرة غدا."


class Named(EchoTranslator):
    """A stand-in with weights of its own."""

    def __init__(self, name: str, version: str = "0") -> None:
        super().__init__()
        self.signature = ModelSignature(id=name, sha256=version * 64, compute_type="none", beam=1)


def named(name: str, version: str = "0") -> Mujaz:
    return Mujaz(Settings(), Named(name, version), None)


@pytest.fixture
def client() -> Iterator[TestClient[Any]]:
    runtime = Runtime(Settings(), Shelf(named("one"), named("two")))
    with TestClient(application(runtime)) as client:
        yield client


def _model(answer: httpx.Response) -> str:
    return answer.json()["signature"]["models"][0]["id"]


@pytest.mark.parametrize(
    ("path", "body"), [("/v1/briefs", {"text": GOOD}), ("/v1/translations", {"texts": [GOOD]})]
)
def test_a_request_chooses_its_model(
    client: TestClient[Any], path: str, body: dict[str, object]
) -> None:
    assert _model(client.post(path, json=body)) == "one"
    assert _model(client.post(f"{path}?model=two", json=body)) == "two"
    refused = client.post(f"{path}?model=three", json=body)
    assert refused.status_code == 404
    assert refused.json()["type"] == "urn:mujaz:problem:unknown-model"
    assert "one, two" in refused.json()["detail"]


def test_the_old_model_is_closed_only_when_nobody_uses_it() -> None:
    engines = Named("one", "a"), Named("one", "b")
    old, new = (Mujaz(Settings(), engine, None) for engine in engines)
    shelf = Shelf(old)
    swap = threading.Thread(target=shelf.put, args=(new,))
    with shelf.borrow() as borrowed:
        swap.start()
        while shelf.find() is old:
            pass
        assert borrowed is old
        with shelf.borrow() as fresh:
            assert fresh is new
        assert swap.is_alive()
        assert not engines[0].closed
    swap.join(10)
    assert not swap.is_alive()
    assert [engine.closed for engine in engines] == [True, False]


def test_an_id_that_is_not_loaded_is_unknown() -> None:
    shelf = Shelf(named("one"))
    with pytest.raises(UnknownModel, match="one"), shelf.borrow("two"):
        pass


def test_a_reload_that_fails_leaves_what_is_served(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(models_dir=tmp_path)
    runtime = Runtime(settings, Shelf(Mujaz(settings, Named("ar-en"), None)))
    with TestClient(application(runtime)) as client:
        with client.portal() as portal:
            portal.call(runtime.reload)
        assert _model(client.post("/v1/briefs", json={"text": GOOD})) == "ar-en"
    assert f"not loaded: {tmp_path / 'catalogue.toml'}" in caplog.text


def test_a_reload_after_a_repair_makes_the_server_ready(tmp_path: Path) -> None:
    folder = tmp_path / "models"
    runtime = Runtime(Settings(models_dir=folder))
    with TestClient(application(runtime)) as client:
        assert client.get("/health/ready").status_code == 503
        folder.symlink_to(BUNDLED)
        with client.portal() as portal:
            portal.call(runtime.reload)
        assert client.get("/health/ready").status_code == 200
