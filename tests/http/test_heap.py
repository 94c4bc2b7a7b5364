from __future__ import annotations

import platform
import subprocess
import sys

_PROGRAM = """
import threading
from service.http.heap import bound_heap
assert bound_heap()
kept = []
together = threading.Barrier(16)
def allocate():
    together.wait()
    kept.append([bytes(2000) for _ in range(2000)])
    together.wait()
threads = [threading.Thread(target=allocate) for _ in range(16)]
for thread in threads: thread.start()
for thread in threads: thread.join()
import ctypes
ctypes.CDLL(None).malloc_stats()
"""


def test_all_threads_share_two_heaps() -> None:
    if platform.libc_ver()[0] != "glibc":
        return
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True
    )
    assert 1 <= done.stderr.count("Arena ") <= 2
