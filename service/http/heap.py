"""The C heap of a process with many threads, kept from spreading."""

from __future__ import annotations

import ctypes

_M_ARENA_MAX = -8
"""`mallopt(3)`."""
_ARENAS = 2


def bound_heap(arenas: int = _ARENAS) -> bool:
    """Let all threads share so many heaps; returns whether the C library can do that.

    glibc gives up to eight per core to threads that allocate at the same time
    and hardly gives back what one of them ever needed, so that resident memory
    creeps up for as long as requests come in on ever other threads. Due before
    any thread is started. Only glibc has it; elsewhere nothing happens.
    """
    try:
        library = ctypes.CDLL(None)
        return bool(library.mallopt(_M_ARENA_MAX, arenas))
    except (AttributeError, OSError, TypeError):
        return False
