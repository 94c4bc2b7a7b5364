"""The program as an operator runs it: a process, signals, files on disk."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import httpx
import pytest
from stand_in import ROOT, SEED

if TYPE_CHECKING:
    from pathlib import Path


def _environment(**changes: str) -> dict[str, str]:
    return {**os.environ, **changes}


def start(port: int, **changes: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "service", "serve", "--port", str(port)],
        cwd=ROOT,
        env=_environment(**changes),
        stderr=subprocess.PIPE,
        text=True,
    )


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def await_ready(port: int, server: subprocess.Popen[str]) -> None:
    for _ in range(600):
        assert server.poll() is None, server.stderr and server.stderr.read()
        try:
            if httpx.get(f"http://127.0.0.1:{port}/health/ready").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    pytest.fail("the server never became ready")


def test_sigterm_finishes_what_was_accepted() -> None:
    port = free_port()
    server = start(port)
    try:
        await_ready(port, server)
        with httpx.stream(
            "POST",
            f"http://127.0.0.1:{port}/v1/briefs",
            json={"text": SEED.read_text("utf-8")},
            headers={"accept": "text/event-stream"},
            timeout=120,
        ) as answer:
            lines = answer.iter_lines()
            assert next(lines).startswith("event: progress")
            server.send_signal(signal.SIGTERM)
            rest = list(lines)
        assert "event: brief" in rest
        assert server.wait(60) in (0, -signal.SIGTERM)
    finally:
        server.kill()
        server.communicate()


@pytest.fixture
def broken_models(tmp_path: Path) -> Path:
    """A copy of the models folder, the weights with one byte changed."""
    copy = tmp_path / "models"
    shutil.copytree(
        ROOT / "models", copy, ignore=shutil.ignore_patterns("build", "__pycache__", "*.py")
    )
    weights = copy / "ar-en" / "model.bin"
    with weights.open("r+b") as file:
        file.seek(weights.stat().st_size // 2)
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 1]))
    return copy


@pytest.mark.parametrize("command", [["serve", "--port", "0"], ["brief", str(SEED)]])
def test_a_corrupted_model_is_named_before_anything_runs(
    broken_models: Path, command: list[str]
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "service", *command],
        cwd=ROOT,
        env=_environment(MUJAZ_MODELS_DIR=str(broken_models)),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 3
    assert str(broken_models / "ar-en" / "model.bin") in done.stderr
    assert "repair it with: " in done.stderr
    assert "Traceback" not in done.stderr


def test_verify_reports_every_model(broken_models: Path) -> None:
    command = [sys.executable, "-m", "service", "models", "verify"]
    good = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert good.returncode == 0, good.stderr
    assert "ar-en" in good.stdout
    bad = subprocess.run(
        command,
        cwd=ROOT,
        env=_environment(MUJAZ_MODELS_DIR=str(broken_models)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert bad.returncode == 3
