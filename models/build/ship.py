"""Carrying a build to another machine and back, in pieces that any channel takes.

The traveller needs nothing but PyTorch, NumPy and msgspec: the packed pairs, the
configuration and int8 starting weights go out; averaged int8 weights come back.
"""

from __future__ import annotations

import itertools
import shutil
from typing import TYPE_CHECKING

from models.build import weights

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PIECE = 15 * 2**20


def split(path: Path, folder: Path, size: int = PIECE) -> list[Path]:
    """Cut a file into numbered pieces of at most ``size`` bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    pieces: list[Path] = []
    with path.open("rb") as whole:
        for number in itertools.count():
            data = whole.read(size)
            if not data:
                return pieces
            pieces.append(folder / f"{path.name}.{number:03d}")
            pieces[-1].write_bytes(data)
    return pieces


def join(pieces: Sequence[Path], path: Path) -> None:
    """Put the pieces of a file together again, in the order of their numbers."""
    with path.open("wb") as whole:
        for piece in sorted(pieces):
            whole.write(piece.read_bytes())


def parcel(work: Path, start: weights.Weights, folder: Path, load: int) -> list[Path]:
    """Fill ``folder/0``, ``folder/1``, … with pieces of pairs and weights, ``load`` bytes each."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    small = folder / "start.npz"
    weights.save(start, small, small=True)
    files = [small, *(work / f"pairs.{kind}" for kind in ("ids", "len", "json"))]
    loads: list[Path] = []
    room = 0
    for piece in itertools.chain.from_iterable(split(f, folder / "pieces") for f in files):
        size = piece.stat().st_size
        if size > room:
            loads.append(folder / str(len(loads)))
            loads[-1].mkdir()
            room = load
        room -= size
        piece.replace(loads[-1] / piece.name)
    small.unlink()
    (folder / "pieces").rmdir()
    return loads


def unpack(loads: Sequence[Path], work: Path) -> list[str]:
    """Join every file whose pieces lie in the given folders into ``work``."""
    work.mkdir(parents=True, exist_ok=True)
    pieces = sorted(p for folder in loads for p in folder.iterdir() if p.suffix[1:].isdigit())
    names = sorted({p.name.rsplit(".", 1)[0] for p in pieces})
    for name in names:
        join([p for p in pieces if p.name.rsplit(".", 1)[0] == name], work / name)
    return names
