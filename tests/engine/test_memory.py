from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.engine.memory import Memory, key_of
from service.engine.protocols import Link, Translation
from service.schema import Flag

ROOT = Path(__file__).parents[2]


def made(text: str, size: int = 10) -> Translation:
    return Translation(
        ar=text,
        en="x" * size,
        score=0.5,
        confidence="medium",
        links=(Link((0, 1), (0, 2), 0.5),),
        flags=(Flag(code="number_missing", detail="70", span=(0, 1)),),
    )


def test_what_goes_in_comes_out() -> None:
    memory = Memory(10_000)
    memory.put(key_of("scope", "نص"), made("نص"))
    assert memory.get(key_of("scope", "نص")) == made("نص")


def test_another_scope_or_text_is_another_key() -> None:
    keys = {key_of("a", "bc"), key_of("ab", "c"), key_of("a", "bd"), key_of("", "abc")}
    assert len(keys) == 4


def test_lone_surrogates_have_a_key_but_are_not_kept() -> None:
    assert key_of("s", "\ud800") != key_of("s", "\ud801")
    memory = Memory(10_000)
    memory.put(key_of("s", "\ud800"), made("\ud800"))
    assert memory.get(key_of("s", "\ud800")) is None


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 900)), max_size=80))
def test_bytes_stay_within_the_bound(puts: list[tuple[int, int]]) -> None:
    memory = Memory(3_000)
    for number, size in puts:
        memory.put(key_of("s", str(number)), made(str(number), size))
        assert 0 <= memory.bytes <= 3_000
    found = sum(memory.get(key_of("s", str(number))) is not None for number in range(31))
    assert found == len(memory)


def test_the_least_recently_used_goes_first() -> None:
    memory = Memory(1_500)
    keys = [key_of("s", str(number)) for number in range(4)]
    for number, key in enumerate(keys[:3]):
        memory.put(key, made(str(number), 60))
    assert len(memory) == 3
    memory.get(keys[0])
    memory.put(keys[3], made("3", 60))
    assert memory.get(keys[0]) is not None
    assert memory.get(keys[1]) is None


def test_nothing_is_kept_when_switched_off() -> None:
    memory = Memory(0)
    memory.put(b"k" * 32, made("x"))
    assert memory.get(b"k" * 32) is None


def test_the_disk_outlives_the_process_object(tmp_path: Path) -> None:
    file = tmp_path / "memory.sqlite"
    first = Memory(0, file)
    first.put(key_of("s", "نص"), made("نص"))
    first.close()
    second = Memory(10_000, file)
    assert second.get(key_of("s", "نص")) == made("نص")
    second.close()


def test_the_disk_is_bounded(tmp_path: Path) -> None:
    memory = Memory(0, tmp_path / "memory.sqlite", disk_limit=200_000)
    for number in range(400):
        memory.put(key_of("s", str(number)), made(str(number), 2_000))
    assert memory.get(key_of("s", "399")) is not None
    assert memory.get(key_of("s", "0")) is None
    memory.close()


def test_a_damaged_file_is_set_aside(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "memory.sqlite"
    file.write_bytes(b"no database " * 1000)
    memory = Memory(10_000, file)
    memory.put(b"k" * 32, made("x"))
    assert memory.get(b"k" * 32) == made("x")
    memory.close()
    assert (tmp_path / "memory.sqlite.damaged").exists()
    assert "memory.sqlite.damaged" in caplog.text


_WRITER = """
import sys
from pathlib import Path
from service.engine.memory import Memory, key_of
from service.engine.protocols import Translation
memory = Memory(0, Path(sys.argv[1]))
number = 0
while True:
    made = Translation(ar=str(number), en="x" * 500, score=1, confidence="high")
    memory.put(key_of("s", str(number)), made)
    print(number, flush=True)
    number += 1
"""


def test_a_killed_writer_leaves_a_whole_file(tmp_path: Path) -> None:
    file = tmp_path / "memory.sqlite"
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(file)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as writer:
        assert writer.stdout is not None
        written = -1
        while written < 50:
            written = int(writer.stdout.readline())
        time.sleep(0.02)
        writer.send_signal(signal.SIGKILL)
    memory = Memory(100_000, file)
    for number in range(written + 1):
        found = memory.get(key_of("s", str(number)))
        assert found is not None
        assert found.en == "x" * 500
    memory.close()
    assert not (tmp_path / "memory.sqlite.damaged").exists()
