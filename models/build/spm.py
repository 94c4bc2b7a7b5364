"""SentencePiece models as data: read, prune, merge, write.

A model file is a protocol-buffer message (``sentencepiece_model.proto``):
``pieces = 1 {piece = 1, score = 2, type = 3}``, ``trainer_spec = 2``,
``normalizer_spec = 3``. Only the pieces are touched, so the wire format is
parsed here directly and everything else is carried through as bytes.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

NORMAL, UNKNOWN, CONTROL = 1, 2, 3
SPECIAL = 3
"""``<unk>``, ``<s>``, ``</s>`` come first, in this order."""


class Piece(msgspec.Struct, frozen=True):
    """A piece of text and its log-probability."""

    text: str
    score: float
    kind: int = NORMAL


class Model(msgspec.Struct, frozen=True):
    """A model file."""

    pieces: tuple[Piece, ...]
    rest: bytes
    """The other fields, encoded."""


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def _encode_varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _fields(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Number, content and full encoding of each field of a message."""
    at = 0
    while at < len(data):
        start = at
        tag, at = _varint(data, at)
        match tag & 7:
            case 0:
                _, end = _varint(data, at)
                content = data[at:end]
            case 1:
                end = at + 8
                content = data[at:end]
            case 2:
                size, at = _varint(data, at)
                end = at + size
                content = data[at:end]
            case 5:
                end = at + 4
                content = data[at:end]
            case other:
                message = f"wire type {other} at byte {start}"
                raise ValueError(message)
        yield tag >> 3, content, data[start:end]
        at = end


def parse(data: bytes) -> Model:
    """Pieces and remaining fields of a serialized model.

    Raises:
        ValueError: the bytes are not a SentencePiece model.
    """
    pieces: list[Piece] = []
    rest = bytearray()
    for number, content, encoded in _fields(data):
        if number != 1:
            rest += encoded
            continue
        text, score, kind = "", 0.0, NORMAL
        for inner, value, _ in _fields(content):
            if inner == 1:
                text = value.decode()
            elif inner == 2:
                score = struct.unpack("<f", value)[0]
            elif inner == 3:
                kind = _varint(value, 0)[0]
        pieces.append(Piece(text, score, kind))
    return Model(tuple(pieces), bytes(rest))


def serialize(model: Model) -> bytes:
    """The bytes of a model file."""
    out = bytearray()
    for piece in model.pieces:
        text = piece.text.encode()
        body = b"\x0a" + _encode_varint(len(text)) + text + b"\x15" + struct.pack("<f", piece.score)
        if piece.kind != NORMAL:
            body += b"\x18" + _encode_varint(piece.kind)
        out += b"\x0a" + _encode_varint(len(body)) + body
    return bytes(out) + model.rest


def normal(model: Model) -> Iterator[Piece]:
    """The pieces that text is made of."""
    return (piece for piece in model.pieces if piece.kind == NORMAL)


def assemble(pieces: Iterable[Piece], rest: bytes) -> Model:
    """A model of the given pieces after the three special ones."""
    special = (
        Piece("<unk>", 0.0, UNKNOWN),
        Piece("<s>", 0.0, CONTROL),
        Piece("</s>", 0.0, CONTROL),
    )
    return Model((*special, *pieces), rest)


def prune(model: Model, keep: Container[str]) -> Model:
    """The model with only the pieces in ``keep``: words made of others are split anew."""
    return assemble((piece for piece in normal(model) if piece.text in keep), model.rest)


def merge(first: Model, second: Model) -> Model:
    """Pieces of both, ``first`` winning; scores stay comparable when the scripts are disjoint."""
    known = {piece.text for piece in normal(first)}
    return assemble(
        (*normal(first), *(piece for piece in normal(second) if piece.text not in known)),
        first.rest,
    )


def tokens(model: Model) -> list[str]:
    """Rows of an embedding table: ``</s>``, ``<unk>``, then the pieces.

    Piece ``i`` of the model (``i >= 3``) is row ``i - 1``.
    """
    return ["</s>", "<unk>", *(piece.text for piece in model.pieces[SPECIAL:])]


def rows(ids: Iterable[int]) -> list[int]:
    """Embedding rows of encoded pieces."""
    return [i - 1 if i >= SPECIAL else 1 for i in ids]
