"""The real bundle under two ids, loaded anew while two hundred requests are in flight."""

from __future__ import annotations

import hashlib
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import httpx
import pytest
from stand_in import ROOT
from test_process import await_ready, free_port, start

if TYPE_CHECKING:
    from pathlib import Path

CLIENTS = 8
REQUESTS = 200
PATIENCE = 120.0


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """A models folder with the bundle as `ar-en` and as `again`."""
    for name in ("ar-en", "en-headline"):
        (tmp_path / name).symlink_to(ROOT / "models" / name)
    entry = (ROOT / "models" / "catalogue.toml").read_text("utf-8")
    again = entry.replace('id = "ar-en"', 'id = "again"\nfolder = "ar-en"')
    assert again != entry
    (tmp_path / "catalogue.toml").write_text(f"{entry}\n{again}", "utf-8")
    return tmp_path


def _release_anew(models: Path) -> None:
    """Put another catalogue in place, in which each model has one file more."""
    file = models / "catalogue.toml"
    changed = file.with_suffix(".new")
    first, *entries = file.read_text("utf-8").split("[[models]]")
    for entry in entries:
        folder = "en-headline" if 'id = "en-headline"' in entry else "ar-en"
        readme = hashlib.sha256((models / folder / "README.md").read_bytes()).hexdigest()
        first += "[[models]]" + entry.replace(
            "[models.files]", f'[models.files]\n"README.md" = "{readme}"'
        )
    changed.write_text(first, "utf-8")
    changed.replace(file)


def _summarizer(port: int) -> str:
    """Return the hash of the summarizer that serves."""
    base = f"http://127.0.0.1:{port}"
    listed = {one["id"]: one["loaded"] for one in httpx.get(f"{base}/v1/models").json()["models"]}
    assert listed["en-headline"] is True
    ready = httpx.get(f"{base}/health/ready").json()["signature"]["models"]
    return next(one["sha256"] for one in ready if one["id"] == "en-headline")


def test_no_request_fails_while_the_models_are_swapped(models: Path) -> None:
    port = free_port()
    server = start(
        port,
        MUJAZ_MODELS_DIR=str(models),
        MUJAZ_MORE_MODELS="again",
        MUJAZ_BEAM="1",
        MUJAZ_MEMORY_BYTES="0",
    )
    numbers = iter(range(10**9))
    lock = threading.Lock()
    seen: list[tuple[str, str]] = []
    failures: list[str] = []
    end = time.monotonic() + PATIENCE

    def enough() -> bool:
        with lock:
            return bool(failures) or (len(seen) >= REQUESTS and len(set(seen)) == 4)

    def client() -> None:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE) as http:
            while not enough() and time.monotonic() < end:
                number = next(numbers)
                model = ("ar-en", "again")[number % 2]
                text = f"قال الوزير إن عدد المشاريع بلغ {number} مشروعا هذا العام."
                answer = http.post(f"/v1/translations?model={model}", json={"texts": [text]})
                with lock:
                    if answer.status_code != 200:
                        failures.append(answer.text)
                        return
                    one = answer.json()["signature"]["models"][0]
                    seen.append((one["id"], one["sha256"]))
                    assert one["id"] == model

    try:
        await_ready(port, server)
        before = {
            (one["id"], one["loaded"], one["default"])
            for one in httpx.get(f"http://127.0.0.1:{port}/v1/models").json()["models"]
            if one["role"] == "translation"
        }
        assert before == {("ar-en", True, True), ("again", True, False)}
        summarizer = _summarizer(port)
        with ThreadPoolExecutor(CLIENTS) as pool:
            clients = [pool.submit(client) for _ in range(CLIENTS)]
            while len(seen) < CLIENTS and time.monotonic() < end:
                time.sleep(0.01)
            _release_anew(models)
            server.send_signal(signal.SIGHUP)
            for one in clients:
                one.result()
        assert failures == []
        assert len(seen) >= REQUESTS
        hashes = {name: {digest for one, digest in seen if one == name} for name, _ in seen}
        assert {name: len(found) for name, found in hashes.items()} == {"ar-en": 2, "again": 2}
        assert _summarizer(port) != summarizer
    finally:
        server.kill()
        server.communicate()
