"""Segments already translated: wire copy repeats itself, the model need not.

A key covers everything the answer depends on (weights, settings, glossary,
program version, the exact text), so a changed model or glossary never gets an
old answer. In memory the store is bounded by bytes, least recently used first
out. On disk it is SQLite in WAL mode, which survives a killed process whole; a
file that is damaged all the same is set aside and begun anew, because a memory
must never stop the service.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import sqlite3
import threading
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

import msgspec

from service.engine.protocols import Translation
from service.errors import ConfigurationError

if TYPE_CHECKING:
    from pathlib import Path

_log = logging.getLogger("mujaz.engine")
_OVERHEAD = 200
"""Bytes CPython spends around one entry."""
DISK_BYTES = 256 * 1024 * 1024
"""Bound of the file; the oldest tenth goes when it is passed."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS segment (
    key BLOB PRIMARY KEY, value BLOB NOT NULL, used INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS segment_used ON segment (used);
"""

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Translation).decode


def key_of(scope: str, segment: str) -> bytes:
    """Return the key of `segment` under `scope`, which names all else the answer depends on."""
    scoped = hashlib.sha256(scope.encode()).digest()
    return hashlib.sha256(scoped + segment.encode("utf-8", "surrogatepass")).digest()


class Memory:
    """Translations by key, bounded by `limit` bytes. Thread-safe."""

    def __init__(self, limit: int, file: Path | None = None, disk_limit: int = DISK_BYTES) -> None:
        self._limit = limit
        self._entries: OrderedDict[bytes, bytes] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        self._disk = _Disk(file, disk_limit) if file is not None else None
        self.hits = 0
        self.misses = 0

    @property
    def bytes(self) -> int:
        """Bytes held in memory."""
        return self._bytes

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: bytes) -> Translation | None:
        """Return what was stored under `key`, or None."""
        with self._lock:
            raw = self._entries.get(key)
            if raw is not None:
                self._entries.move_to_end(key)
            elif self._disk is not None and (raw := self._disk.get(key)) is not None:
                self._keep(key, raw)
            if raw is None:
                self.misses += 1
                return None
            self.hits += 1
        return _decode(raw)

    def put(self, key: bytes, translation: Translation) -> None:
        """Store `translation`; what does not fit pushes out the least recently used."""
        if self._limit == 0 and self._disk is None:
            return
        try:
            raw = _encode(translation)
        except UnicodeEncodeError:
            # Lone surrogates have no UTF-8; such a segment is translated anew.
            return
        with self._lock:
            self._keep(key, raw)
            if self._disk is not None:
                self._disk.put(key, raw)

    def close(self) -> None:
        """Flush and close the file."""
        with self._lock:
            if self._disk is not None:
                self._disk.close()
                self._disk = None

    def _keep(self, key: bytes, raw: bytes) -> None:
        size = len(key) + len(raw) + _OVERHEAD
        if size > self._limit:
            return
        old = self._entries.pop(key, None)
        if old is not None:
            self._bytes -= len(key) + len(old) + _OVERHEAD
        self._entries[key] = raw
        self._bytes += size
        while self._bytes > self._limit:
            gone, value = self._entries.popitem(last=False)
            self._bytes -= len(gone) + len(value) + _OVERHEAD


class _Disk:
    """The same on disk. Any SQLite error disables it: a miss costs time, an error an answer."""

    def __init__(self, file: Path, limit: int) -> None:
        self._limit = limit
        self._connection: sqlite3.Connection | None = None
        try:
            self._connection = _open(file)
        except sqlite3.DatabaseError:
            self._connection = _renew(file)

    def get(self, key: bytes) -> bytes | None:
        if self._connection is None:
            return None
        try:
            row = self._connection.execute(
                "SELECT value FROM segment WHERE key = ?", (key,)
            ).fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        return None if row is None else bytes(row[0])

    def put(self, key: bytes, raw: bytes) -> None:
        if self._connection is None:
            return
        try:
            self._connection.execute(
                "INSERT OR REPLACE INTO segment VALUES (?, ?, ?)", (key, raw, time.time_ns())
            )
            self._trim()
        except sqlite3.Error as error:
            self._give_up(error)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _trim(self) -> None:
        assert self._connection is not None  # noqa: S101 - narrows for the type checker
        pages, free, size = (
            self._connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        if (pages - free) * size <= self._limit:
            return
        self._connection.execute(
            "DELETE FROM segment WHERE used <= (SELECT used FROM segment ORDER BY used"
            " LIMIT 1 OFFSET (SELECT count(*) / 10 FROM segment))"
        )

    def _give_up(self, error: sqlite3.Error) -> None:
        _log.warning("the translation memory on disk is off until the next start: %s", error)
        with contextlib.suppress(sqlite3.Error):
            self.close()
        self._connection = None


def _open(file: Path) -> sqlite3.Connection:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        # One connection for all threads: the memory's lock serialises them.
        connection = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
    except (OSError, sqlite3.OperationalError) as error:
        message = f"translation memory {file}: {error}"
        raise ConfigurationError(message) from error
    try:
        # NORMAL never corrupts in WAL mode; a power cut may lose the last entries.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(_SCHEMA)
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            message = "quick_check failed"
            raise sqlite3.DatabaseError(message)  # noqa: TRY301 - one way out for all damage
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _renew(file: Path) -> sqlite3.Connection:
    aside = file.with_name(file.name + ".damaged")
    _log.warning("translation memory %s is damaged: set aside as %s, begun anew", file, aside)
    try:
        file.replace(aside)
        for suffix in ("-wal", "-shm"):
            file.with_name(file.name + suffix).unlink(missing_ok=True)
        return _open(file)
    except (OSError, sqlite3.DatabaseError) as error:
        message = f"translation memory {file}: {error}"
        raise ConfigurationError(message) from error
