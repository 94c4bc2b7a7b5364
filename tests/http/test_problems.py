"""Every way a request can be wrong has its own typed answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from litestar.testing import TestClient

from service.http.app import create_app
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from litestar import Litestar

    from service.facade import Mujaz

GOOD = "قال وزير الخارجية إن المحادثات ستستمر في القاهرة غدا."
Client = TestClient[Any]


@pytest.fixture
def client(shell: Mujaz) -> Iterator[Client]:
    app: Litestar = create_app(shell.settings, shell)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


PERSIAN = "رئیس جمهور ایران روز دوشنبه گفت که گفتگوها با همسایگان ادامه خواهد یافت."
URDU = "وزیر اعظم نے کہا ہے کہ مذاکرات جاری رہیں گے اور امن کی کوششیں کی جائیں گی۔"
KURDISH = "سەرۆکی هەرێمی کوردستان ڕایگەیاند کە دانوستانەکان بەردەوام دەبن."

LONG_ENGLISH = b'{"text": "a", "glossary": {"a": "%s"}}' % (b"b" * 201)
FEW = b'{"text": "a", "characters": "few"}'
LONG_SUMMARY = b'{"text": "a", "characters": %d}' % 10**30
LONG_ARABIC = b'{"text": "a", "glossary": {"%s": "b"}}' % (b"a" * 201)

CASES = [
    # content type, body, status, slug, field
    ("application/json", b"", 400, "malformed-request", None),
    ("application/json", b"{", 400, "malformed-request", None),
    ("application/json", b'{"text": "\xff"}', 400, "invalid-encoding", None),
    ("application/json", b'{"text": "\\ud800"}', 400, "malformed-request", None),
    ("application/json", b'{"text": 1}', 422, "invalid-field", "$.text"),
    ("application/json", b'{"txt": "a"}', 422, "invalid-field", "$.txt"),
    ("application/json", b"{}", 422, "invalid-field", "$.text"),
    ("application/json", b'{"text": "a", "html": "b"}', 422, "invalid-field", "$.text"),
    ("application/json", b'{"text": "a", "points": 0}', 422, "invalid-field", "$.points"),
    ("application/json", b'{"text": "a", "points": 11}', 422, "invalid-field", "$.points"),
    ("application/json", b'{"text": "a", "characters": 0}', 422, "invalid-field", "$.characters"),
    ("application/json", LONG_SUMMARY, 422, "invalid-field", "$.characters"),
    (
        "application/json",
        FEW,
        422,
        "invalid-field",
        "$.characters",
    ),
    ("application/json", b'{"text": "a", "deadline_s": -1}', 422, "invalid-field", "$.deadline_s"),
    ("application/json", LONG_ENGLISH, 422, "invalid-field", "$.glossary[...]"),
    ("application/json", LONG_ARABIC, 422, "invalid-field", "$.glossary"),
    ("application/json", b"[" * 100_000, 422, "invalid-field", "$"),
    ("application/json", b'{"text": ""}', 422, "empty-text", None),
    ("application/json", b'{"html": "<p> </p>"}', 422, "empty-text", None),
    ("text/plain", b"", 422, "empty-text", None),
    ("text/plain", b" \n\t ", 422, "empty-text", None),
    ("text/plain", "\u200f\u200b".encode(), 422, "empty-text", None),
    ("text/plain", b"\x00\x00", 422, "empty-text", None),
    ("text/plain", b"\xff\xfe\xfa", 400, "invalid-encoding", None),
    ("text/plain; charset=utf-7", b"+AAA-", 415, "unsupported-media-type", None),
    ("text/plain", b"The president said on Monday that talks go on.", 422, "not-arabic", None),
    ("text/plain", PERSIAN.encode(), 422, "not-arabic", None),
    ("text/plain", URDU.encode(), 422, "not-arabic", None),
    ("text/plain", KURDISH.encode(), 422, "not-arabic", None),
    ("text/plain", ("ا" * 1_000_000).encode(), 413, "text-too-long", None),
    ("text/plain", b"a" * 5_000_000, 413, "text-too-long", None),
    ("text/html", b"<html><body></body></html>", 422, "empty-text", None),
    ("application/xml", b"<a/>", 415, "unsupported-media-type", None),
    ("multipart/form-data", b"x", 415, "unsupported-media-type", None),
    ("", GOOD.encode(), 415, "unsupported-media-type", None),
]


@pytest.mark.parametrize(("kind", "body", "status", "slug", "field"), CASES)
def test_bad_briefs_are_typed_problems(
    client: Client, kind: str, body: bytes, status: int, slug: str, field: str | None
) -> None:
    answer = client.post("/v1/briefs", content=body, headers={"content-type": kind})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"] == f"urn:mujaz:problem:{slug}"
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert "Traceback" not in answer.text
    if field is not None:
        assert problem["field"] == field


def test_a_compressed_body_is_refused(client: Client) -> None:
    answer = client.post(
        "/v1/briefs",
        content=GOOD.encode(),
        headers={"content-type": "text/plain", "content-encoding": "gzip"},
    )
    assert answer.status_code == 415


@pytest.mark.parametrize(
    ("method", "path", "status", "slug"),
    [
        ("GET", "/v1/nothing", 404, "not-found"),
        ("GET", "/docs/nothing", 404, "not-found"),
        ("GET", "/docs/nothing.json", 404, "not-found"),
        ("GET", "/static/page/nothing", 404, "not-found"),
        ("GET", "/v1/briefs", 405, "method-not-allowed"),
        ("DELETE", "/v1/translations", 405, "method-not-allowed"),
    ],
)
def test_addresses_and_methods(
    client: Client, method: str, path: str, status: int, slug: str
) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == f"urn:mujaz:problem:{slug}"


def test_an_unknown_format_is_refused(client: Client) -> None:
    answer = client.post(
        "/v1/briefs?format=pdf", content=GOOD.encode(), headers={"content-type": "text/plain"}
    )
    assert answer.status_code == 422
    assert answer.json()["field"] == "format"


@pytest.mark.parametrize("accept", ["image/png", "text/html;q=0", "text/*;q=0.0", "*/*;q=0"])
def test_an_unacceptable_accept_is_refused(client: Client, accept: str) -> None:
    answer = client.post(
        "/v1/briefs",
        content=GOOD.encode(),
        headers={"content-type": "text/plain", "accept": accept},
    )
    assert answer.status_code == 406
    assert answer.json()["type"] == "urn:mujaz:problem:not-acceptable"


def test_nul_and_surrogates_inside_arabic_do_no_harm(client: Client) -> None:
    text = GOOD[:10] + "\x00\x00" + GOOD[10:]
    answer = client.post("/v1/briefs", json={"text": text})
    assert answer.status_code == 200
    segment = answer.json()["segments"][0]
    start, end = segment["span"]
    assert text[start:end] == segment["ar"]


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        (b'{"texts": "a"}', 422, "$.texts"),
        (b'{"texts": []}', 422, "$.texts"),
        (b'{"texts": [1]}', 422, "$.texts[0]"),
        (b'{"text": ["a"]}', 422, "$.text"),
        (b"{}", 422, "$.texts"),
    ],
)
def test_bad_translations(client: Client, body: bytes, status: int, field: str) -> None:
    answer = client.post(
        "/v1/translations", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code == status
    assert answer.json()["field"] == field


def test_a_foreign_item_is_named(client: Client) -> None:
    answer = client.post("/v1/translations", json={"texts": [GOOD, PERSIAN]})
    assert answer.status_code == 422
    assert answer.json()["field"] == "$.texts[1]"


def test_a_missing_model_is_a_typed_problem_everywhere(tmp_path: Path) -> None:
    app = create_app(Settings(models_dir=tmp_path))
    with TestClient(app) as client:
        assert client.get("/health/live").status_code == 200
        for answer in (
            client.get("/health/ready"),
            client.get("/v1/models"),
            client.post("/v1/briefs", json={"text": GOOD}),
        ):
            assert answer.status_code == 503
            problem = answer.json()
            assert problem["type"] == "urn:mujaz:problem:model-missing"
            assert str(tmp_path) in problem["detail"]
            assert problem["remedy"]


def test_a_defect_says_nothing_about_itself(shell: Mujaz, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        message = "secret inside"
        raise RuntimeError(message)

    monkeypatch.setattr(shell, "brief", broken)
    with TestClient(create_app(shell.settings, shell), raise_server_exceptions=False) as client:
        answer = client.post("/v1/briefs", json={"text": GOOD})
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "secret" not in answer.text
