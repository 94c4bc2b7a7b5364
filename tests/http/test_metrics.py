"""What an operator's Prometheus reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from litestar.testing import TestClient
from prometheus_client.parser import text_string_to_metric_families

from service.http.app import create_app
from service.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from service.facade import Mujaz

GOOD = "قال وزير الخارجية إن المحادثات ستستمر في القاهرة غدا."
Client = TestClient[Any]
Key = tuple[str, frozenset[tuple[str, str]]]


def read(client: Client) -> dict[Key, float]:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=")
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def key(name: str, **labels: str) -> Key:
    return name, frozenset(labels.items())


def test_requests_are_counted_by_route_and_status(shell: Mujaz) -> None:
    with TestClient(create_app(shell.settings, shell), raise_server_exceptions=False) as client:
        client.post("/v1/briefs", json={"text": GOOD})
        client.post("/v1/briefs?format=events", json={"text": GOOD})
        client.post("/v1/briefs", json={"text": ""})
        client.get("/health/live")
        found = read(client)
    briefs = {"route": "/v1/briefs", "method": "POST"}
    assert found[key("mujaz_http_requests_total", **briefs, status="200")] == 2
    assert found[key("mujaz_http_requests_total", **briefs, status="422")] == 1
    assert found[key("mujaz_http_request_seconds_count", route="/v1/briefs")] == 3
    assert found[key("mujaz_http_request_seconds_count", route="/health/live")] == 1
    assert found[key("mujaz_http_requests_running")] == 1
    assert found[key("mujaz_brief_stage_seconds_count", stage="total")] == 2
    assert found[key("mujaz_segments_total", confidence="medium")] == 2


def test_the_engine_is_counted_by_model(mujaz: Mujaz, seed: str) -> None:
    app = create_app(mujaz.settings, mujaz.beside("ar-en"))
    with TestClient(app) as client:
        before = read(client)
        brief = client.post("/v1/briefs", json={"text": seed}).json()
        found = read(client)
    grown = {name: value - before.get(name, 0) for name, value in found.items()}
    model = {"model": "ar-en"}
    segments = len({one["ar"] for one in brief["segments"]})
    retries = grown[key("mujaz_engine_retries_total", **model)]
    assert grown[key("mujaz_engine_segments_total", **model)] >= segments + retries
    assert grown[key("mujaz_engine_tokens_total", **model)] > 10 * segments
    assert grown[key("mujaz_engine_queue_seconds_total", **model)] > 0
    assert grown[key("mujaz_engine_inference_seconds_total", **model)] > 0
    assert grown[key("mujaz_engine_memory_misses_total", **model)] == segments
    assert found[key("mujaz_engine_segments_waiting", **model)] == 0
    batches = found[key("mujaz_engine_batches_total", **model)]
    assert found[key("mujaz_engine_batch_segments_bucket", **model, le="+Inf")] == batches
    assert found[key("mujaz_engine_batch_segments_count", **model)] == batches
    flags = [flag["code"] for one in brief["segments"] for flag in one["flags"]]
    assert flags
    counted = sum(value for (name, _), value in grown.items() if name == "mujaz_flags_total")
    assert counted == len(flags)


def test_metrics_never_tell_who_asked_or_what(shell: Mujaz) -> None:
    with TestClient(create_app(shell.settings, shell)) as client:
        client.post("/v1/briefs?model=secret", json={"text": GOOD})
        client.get("/v1/secret")
        client.get("/static/page/secret")
        text = client.get("/metrics").text
    assert "secret" not in text
    assert "testclient" not in text
    assert "الخارجية" not in text


def test_a_server_without_models_has_metrics(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(models_dir=tmp_path))) as client:
        client.post("/v1/briefs", json={"text": GOOD})
        found = read(client)
    refused = {"route": "/v1/briefs", "method": "POST", "status": "503"}
    assert found[key("mujaz_http_requests_total", **refused)] == 1
