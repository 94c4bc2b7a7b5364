"""What a good request gets, in every form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from litestar.testing import TestClient

from service.http.app import create_app
from service.render import render
from service.schema import Brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stand_in import EchoTranslator

    from service.facade import Mujaz

Client = TestClient[Any]


@pytest.fixture
def client(shell: Mujaz) -> Iterator[Client]:
    with TestClient(create_app(shell.settings, shell)) as client:
        yield client


def test_spans_are_code_points_of_the_text_received(client: Client, seed: str) -> None:
    brief = client.post("/v1/briefs", json={"text": seed}).json()
    assert brief["segments"]
    for segment in brief["segments"]:
        start, end = segment["span"]
        assert seed[start:end] == segment["ar"]


def test_html_spans_lead_into_the_html(client: Client) -> None:
    sentence = "قال الوزير إن المشروع &quot;سيبدأ&quot; في مارس المقبل رغم تأخر التمويل."
    html = (
        "<html><head><title>ع</title><script>var x='قال';</script></head><body><nav>الرئيسية</nav>"
        f"<article><h1>انطلاق المشروع</h1><p>{sentence}</p>"
        "<p>وأضاف أن <b>العمل</b> مستمر في جميع المواقع حتى نهاية العام.</p>"
        "</article></body></html>"
    )
    brief = client.post(
        "/v1/briefs", content=html.encode(), headers={"content-type": "text/html"}
    ).json()
    texts = {segment["ar"]: segment["span"] for segment in brief["segments"]}
    wanted = next(text for text in texts if text.startswith("قال الوزير"))
    assert '"سيبدأ"' in wanted
    start, end = texts[wanted]
    assert html[start:end] == sentence
    assert not any("الرئيسية" in text or "var x" in text for text in texts)


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("application/json", "application/json"),
        ("text/html", "text/html; charset=utf-8"),
        ("text/markdown", "text/markdown; charset=utf-8"),
        ("text/plain", "text/plain; charset=utf-8"),
        ("*/*", "application/json"),
        ("", "application/json"),
        ("application/json;q=0, */*", "text/html; charset=utf-8"),
        ("text/html;q=0.2, text/markdown;q=0.9", "text/markdown; charset=utf-8"),
        ("text/markdown, application/json", "text/markdown; charset=utf-8"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
        ("text/*;q=0.5, text/plain;q=0.4, application/*;q=0.1", "text/html; charset=utf-8"),
        ("text/plain;q=high", "text/plain; charset=utf-8"),
    ],
)
def test_the_accept_header_chooses_the_form(
    client: Client, seed: str, accept: str, media: str
) -> None:
    answer = client.post("/v1/briefs", json={"text": seed}, headers={"accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media


@pytest.mark.parametrize("form", ["json", "markdown", "html", "text", "chat", "slack", "telegram"])
def test_every_format_can_be_asked_for(client: Client, seed: str, form: str) -> None:
    answer = client.post(f"/v1/briefs?format={form}", json={"text": seed})
    assert answer.status_code == 200
    assert answer.text


def events(raw: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for block in raw.replace("\r\n", "\n").strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n"))
        found.append((fields["event"], json.loads(fields["data"])))
    return found


def test_the_stream_sends_segments_in_order_then_the_rest(client: Client, seed: str) -> None:
    answer = client.post("/v1/briefs", json={"text": seed}, headers={"accept": "text/event-stream"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/event-stream")
    sent = events(answer.text)
    names = [name for name, _ in sent if name != "progress"]
    segments = [data["id"] for name, data in sent if name == "segment"]
    assert segments == list(range(len(segments)))
    assert names[len(segments) :] == ["statements", "summary", "brief"]
    progress = [data for name, data in sent if name == "progress"]
    assert progress[0] == {"done": 0, "of": len(segments)}
    assert progress[-1] == {"done": len(segments), "of": len(segments)}
    assert len(sent[-1][1]["segments"]) == len(segments)


@pytest.mark.parametrize("form", ["json", "html", "telegram"])
def test_a_stream_ends_with_the_rendering_asked_for(client: Client, seed: str, form: str) -> None:
    answer = client.post(f"/v1/briefs?format=events&rendering={form}", json={"text": seed})
    sent = events(answer.text)
    assert [name for name, _ in sent[-2:]] == ["brief", "rendering"]
    brief = msgspec.json.decode(json.dumps(sent[-2][1]), type=Brief)
    assert sent[-1][1] == {"form": form, "content": render(brief, form)}


def test_a_stream_that_cannot_start_is_an_ordinary_problem(client: Client) -> None:
    answer = client.post(
        "/v1/briefs", json={"text": "only English here"}, headers={"accept": "text/event-stream"}
    )
    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:mujaz:problem:not-arabic"


def test_a_byte_order_mark_is_no_part_of_the_article(client: Client) -> None:
    text = "قال الوزير إن المحادثات ستستمر غدا في القاهرة."
    for kind, body in (
        ("application/json", json.dumps({"text": text}).encode("utf-8-sig")),
        ("text/plain", text.encode("utf-8-sig")),
        ("text/plain; charset=utf-16", text.encode("utf-16")),
    ):
        answer = client.post("/v1/briefs", content=body, headers={"content-type": kind})
        assert answer.status_code == 200, answer.text
        assert answer.json()["segments"][0]["span"] == [0, len(text)]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/docs",
        "/docs/openapi.json",
        "/v1/models",
        "/health/live",
        "/health/ready",
    ],
)
def test_head_answers_as_get_without_the_body(client: Client, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert head.status_code == got.status_code == 200
    assert head.headers["content-type"] == got.headers["content-type"]
    assert head.content == b""


def test_a_legacy_charset_is_read(client: Client) -> None:
    text = "قال الوزير إن المحادثات ستستمر غدا في القاهرة."
    answer = client.post(
        "/v1/briefs",
        content=text.encode("cp1256"),
        headers={"content-type": "text/plain; charset=windows-1256"},
    )
    assert answer.json()["segments"][0]["ar"] == text


def test_one_caller_never_gets_the_answer_of_another(client: Client) -> None:
    texts = [f"قال الوزير إن عدد المشاريع بلغ {count} مشروعا هذا العام." for count in range(20)]
    answers = [client.post("/v1/briefs", json={"text": text}).json() for text in texts]
    assert [answer["segments"][0]["ar"] for answer in answers] == texts


def test_translations_keep_order(client: Client) -> None:
    texts = ["قال الوزير إن العمل مستمر.", "", "أعلنت الشركة عن أرباحها."]
    answer = client.post("/v1/translations", json={"texts": texts}).json()
    assert [one["ar"] for one in answer["translations"]] == texts
    assert answer["signature"]["models"]


def test_a_budget_of_characters_bounds_the_summary(client: Client, seed: str) -> None:
    def sizes(**body: int) -> list[int]:
        brief = client.post("/v1/briefs", json={"text": seed, "points": 5, **body}).json()
        return [len(point["en"]) + len(point["ar"]) for point in brief["summary"]]

    whole = sizes()
    assert len(whole) == 5
    assert sizes(characters=sum(whole)) == whole
    fewer = sizes(characters=sum(whole) - 1)
    assert 1 < len(fewer) < 5
    assert sum(fewer) < sum(whole)
    assert len(sizes(characters=1)) == 1


def test_readiness_names_what_is_loaded(client: Client) -> None:
    ready = client.get("/health/ready")
    assert ready.status_code == 200
    assert ready.json()["signature"]["models"][0]["id"] == "echo"
    assert client.head("/health/ready").status_code == 200
    assert client.get("/health/live").json() == {"status": "live"}


def test_shutting_down_drains(shell: Mujaz, echo: EchoTranslator) -> None:
    with TestClient(create_app(shell.settings, shell)):
        assert not echo.closed
    assert echo.closed


def test_the_page_and_its_docs_load_nothing_from_elsewhere(client: Client) -> None:
    for path in ("/", "/docs"):
        page = client.get(path)
        assert page.status_code == 200
        assert "https://" not in page.text.replace("https://swagger.io", "")
        assert "http://" not in page.text.replace("http://www.w3.org", "")
    for path in ("/static/docs/swagger-ui-bundle.js", "/static/docs/swagger-ui.css"):
        assert client.get(path).status_code == 200
