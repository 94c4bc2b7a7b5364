"""What a client can do to a connection: leave, dawdle, crowd."""

from __future__ import annotations

import json
import socket
import threading
from typing import TYPE_CHECKING
from unittest.mock import Mock

import httpx
import msgspec
import pytest
from live import serving
from stand_in import EchoTranslator

from service.errors import ShuttingDown
from service.facade import Mujaz
from service.http.app import create_app
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from service.engine.protocols import Translation

ARTICLE = "\n".join(f"قال الوزير إن عدد المشاريع بلغ {count} مشروعا." for count in range(50))


class SlowTranslator(EchoTranslator):
    """Dispatches a segment only when told to, and stops when the caller is gone."""

    def __init__(self) -> None:
        super().__init__()
        self.permits = threading.Semaphore(0)
        self.started = threading.Event()
        self.stopped = threading.Event()

    def translate(
        self,
        segments: Sequence[str],
        *,
        cancelled: Callable[[], bool] | None = None,
        **options: object,
    ) -> list[Translation]:
        del options
        if len(segments) == 1:
            return super().translate(segments)
        self.started.set()
        made: list[Translation] = []
        for segment in segments:
            while not self.permits.acquire(timeout=0.01):
                if cancelled is not None and cancelled():
                    self.stopped.set()
                    message = "cancelled"
                    raise ShuttingDown(message)
            made += super().translate([segment])
        return made


@pytest.fixture
def slow() -> SlowTranslator:
    return SlowTranslator()


def _post(port: int, body: bytes, length: int | None = None) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port), timeout=30)
    head = (
        "POST /v1/briefs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body) if length is None else length}\r\n\r\n"
    )
    client.sendall(head.encode() + body)
    return client


def test_what_a_departed_client_left_is_never_translated(slow: SlowTranslator) -> None:
    settings = Settings()
    with serving(create_app(settings, Mujaz(settings, slow, None))) as port:
        client = _post(port, msgspec.json.encode({"text": ARTICLE}))
        assert slow.started.wait(10)
        before = slow.dispatched
        slow.permits.release(3)
        while slow.dispatched < before + 3:
            pass
        client.close()
        assert slow.stopped.wait(10)
        slow.permits.release(100)
    assert slow.dispatched == before + 3


def test_a_body_that_never_comes_is_answered(slow: SlowTranslator) -> None:
    settings = Settings(body_timeout_s=0.2)
    with serving(create_app(settings, Mujaz(settings, slow, None))) as port:
        with _post(port, b'{"te', length=1000) as client:
            answer = b"".join(iter(lambda: client.recv(65536), b""))
        assert answer.startswith(b"HTTP/1.1 408")
        assert b"urn:mujaz:problem:slow-body" in answer
        assert httpx.get(f"http://127.0.0.1:{port}/health/live").status_code == 200


@pytest.mark.parametrize("rest", [b"", b"zz\r\n"], ids=["leaves", "breaks the chunks"])
def test_a_client_that_leaves_its_body_unfinished_is_no_defect(
    slow: SlowTranslator, rest: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    defects = Mock()
    monkeypatch.setattr("service.http.problems._log", defects)
    settings = Settings()
    with serving(create_app(settings, Mujaz(settings, slow, None))) as port:
        with socket.create_connection(("127.0.0.1", port), timeout=30) as client:
            head = "POST /v1/briefs HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"
            client.sendall(head.encode() + b"Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n" + rest)
            client.shutdown(socket.SHUT_WR)
            while client.recv(65536):
                pass
        assert httpx.get(f"http://127.0.0.1:{port}/health/live").status_code == 200
    defects.error.assert_not_called()


def test_past_the_bound_new_requests_are_told_when_to_return(slow: SlowTranslator) -> None:
    settings = Settings(max_requests=1)
    with serving(create_app(settings, Mujaz(settings, slow, None))) as port:
        first = _post(port, msgspec.json.encode({"text": ARTICLE}))
        assert slow.started.wait(10)
        answer = httpx.post(f"http://127.0.0.1:{port}/v1/briefs", json={"text": ARTICLE})
        assert answer.status_code == 503
        assert answer.json()["type"] == "urn:mujaz:problem:overloaded"
        assert int(answer.headers["retry-after"]) >= 1
        slow.permits.release(100)
        with first, first.makefile("rb") as reply:
            assert reply.readline().startswith(b"HTTP/1.1 200")


def test_a_stream_arrives_while_work_goes_on(echo: EchoTranslator) -> None:
    settings = Settings()
    with (
        serving(create_app(settings, Mujaz(settings, echo, None))) as port,
        httpx.stream(
            "POST",
            f"http://127.0.0.1:{port}/v1/briefs",
            json={"text": ARTICLE},
            headers={"accept": "text/event-stream"},
        ) as answer,
    ):
        lines = [line for line in answer.iter_lines() if line.startswith("data: ")]
    assert json.loads(lines[0].removeprefix("data: ")) == {"done": 0, "of": 50}


def _answer(port: int, *parts: bytes) -> bytes:
    """Send the parts, whatever is answered in between, and read to the end."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as client:
        for part in parts:
            client.sendall(part)
        return b"".join(iter(lambda: client.recv(65536), b""))


@pytest.mark.parametrize(
    "begun",
    [b"GET /health/live HTTP/1.1\r\nHost: x\r\nX-Slow: ", b"G"],
    ids=["in a header", "in the method"],
)
def test_headers_that_never_end_are_answered(echo: EchoTranslator, begun: bytes) -> None:
    settings = Settings(headers_timeout_s=0.2)
    with serving(create_app(settings, Mujaz(settings, echo, None)), settings) as port:
        answer = _answer(port, begun)
    assert answer.startswith(b"HTTP/1.1 408")
    assert b"urn:mujaz:problem:slow-headers" in answer


def test_a_second_request_has_no_more_time_than_the_first(echo: EchoTranslator) -> None:
    settings = Settings(headers_timeout_s=0.2)
    with (
        serving(create_app(settings, Mujaz(settings, echo, None)), settings) as port,
        socket.create_connection(("127.0.0.1", port), timeout=30) as client,
    ):
        client.sendall(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")
        assert client.recv(65536).startswith(b"HTTP/1.1 200")
        client.sendall(b"GET /hea")
        answer = b"".join(iter(lambda: client.recv(65536), b""))
    assert b"HTTP/1.1 408" in answer


def test_a_connection_without_a_request_is_closed(echo: EchoTranslator) -> None:
    settings = Settings(headers_timeout_s=0.2)
    with serving(create_app(settings, Mujaz(settings, echo, None)), settings) as port:
        assert _answer(port) == b""


def test_a_body_nobody_reads_holds_no_connection(echo: EchoTranslator) -> None:
    settings = Settings(headers_timeout_s=0.2)
    head = b"GET /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nab"
    with (
        serving(create_app(settings, Mujaz(settings, echo, None)), settings) as port,
        socket.create_connection(("127.0.0.1", port), timeout=30) as client,
    ):
        client.sendall(head)
        assert client.recv(65536).startswith(b"HTTP/1.1 404")
        # More of the body stops uvicorn's own clock for idle connections.
        client.sendall(b"c")
        while client.recv(65536):
            pass


def test_work_may_take_longer_than_headers(slow: SlowTranslator) -> None:
    settings = Settings(headers_timeout_s=0.1)
    with serving(create_app(settings, Mujaz(settings, slow, None)), settings) as port:
        client = _post(port, msgspec.json.encode({"text": ARTICLE}))
        assert slow.started.wait(10)
        slow.stopped.wait(0.3)
        slow.permits.release(100)
        with client, client.makefile("rb") as reply:
            assert reply.readline().startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("bad", [b"\x16\x03\x01\x02\r\n\r\n", b"GET\r\n\r\n", b"A" * 100_000])
def test_what_is_no_http_is_a_typed_problem(echo: EchoTranslator, bad: bytes) -> None:
    settings = Settings()
    with serving(create_app(settings, Mujaz(settings, echo, None)), settings) as port:
        answer = _answer(port, bad)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400")
    assert b"content-type: application/problem+json" in head
    assert json.loads(body)["type"] == "urn:mujaz:problem:malformed-request"
