"""What the command line reads, and what it calls the answers."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from service.errors import InputError, InvalidEncoding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STDIN = Path("-")


def read(path: Path) -> str:
    """Read UTF-8 from a file, or from standard input for `-`.

    Raises:
        InvalidEncoding: the bytes are not UTF-8.
        InputError: the file cannot be read.
    """
    try:
        raw = standard_input().read() if path == STDIN else path.read_bytes()
    except OSError as error:
        message = f"cannot read {path}: {error.strerror}"
        raise InputError(message) from error
    try:
        return raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        message = f"byte {error.start} is not valid utf-8"
        raise InvalidEncoding(message) from error


def standard_input() -> BinaryIO:
    """Return standard input.

    Raises:
        InputError: the caller closed it (`<&-`).
    """
    # Python has no stream object at all for a closed descriptor, whatever the stubs say.
    stream: TextIO | None = sys.stdin
    if stream is None:
        message = "standard input is closed"
        raise InputError(message)
    return stream.buffer


def names(sources: Sequence[Path]) -> Iterator[str]:
    """Yield a name for the brief of each source; files of one name in two folders stay apart."""
    taken: set[str] = set()
    for path in sources:
        stem = "stdin" if path == STDIN else path.stem
        numbered = (f"{stem}-{count}" for count in itertools.count(2))
        name = next(one for one in itertools.chain((stem,), numbered) if one not in taken)
        taken.add(name)
        yield name
