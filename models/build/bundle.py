"""A CTranslate2 bundle as weights again, so that training goes on from what was shipped.

The binary layout is that of ``ctranslate2.specs.ModelSpec``; int8 rows are
multiplied back by their scales (symmetric, one scale a row).
"""

from __future__ import annotations

import math
import struct
from typing import TYPE_CHECKING, Any

import numpy as np

from models.build.weights import Weights, shapes

if TYPE_CHECKING:
    from pathlib import Path

    from models.build.config import Architecture

_TYPES = ("float32", "int8", "int16", "int32", "float16", "uint16")
_LINEAR = {
    "qkv": "self_attention/linear_0",
    "out": "self_attention/linear_1",
    "cross_q": "attention/linear_0",
    "cross_kv": "attention/linear_1",
    "cross_out": "attention/linear_2",
    "fc1": "ffn/linear_0",
    "fc2": "ffn/linear_1",
}
_NORM = {
    "norm_self": "self_attention/layer_norm",
    "norm_cross": "attention/layer_norm",
    "norm_ffn": "ffn/layer_norm",
}


def variables(data: bytes) -> dict[str, np.ndarray[Any, Any]]:
    """Every stored array of a ``model.bin`` (binary version 6), aliases resolved.

    Raises:
        ValueError: another binary version.
    """
    at = 0

    def take(code: str) -> int:
        nonlocal at
        (value,) = struct.unpack_from(code, data, at)
        at += struct.calcsize(code)
        return int(value)

    def text() -> str:
        nonlocal at
        size = take("<H")
        at += size
        return data[at - size : at - 1].decode()

    if (version := take("<I")) != 6:
        message = f"binary version {version}, not 6"
        raise ValueError(message)
    text()
    take("<I")
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    for _ in range(take("<I")):
        name = text()
        shape = [take("<I") for _ in range(take("<B"))]
        kind = np.dtype(_TYPES[take("<B")])
        size = take("<I")
        arrays[name] = np.frombuffer(data, kind, math.prod(shape), at).reshape(shape)
        at += size
    for _ in range(take("<I")):
        alias = text()
        arrays[alias] = arrays[text()]
    return arrays


def read(folder: Path, plan: Architecture) -> Weights:
    """Float32 weights of a bundle, as near as its quantization allows."""
    stored = variables((folder / "model.bin").read_bytes())

    def matrix(name: str) -> np.ndarray[Any, np.dtype[np.float32]]:
        value = stored[f"{name}/weight"]
        if value.dtype == np.int8:
            scale = stored[f"{name}/weight_scale"].astype(np.float32).reshape(-1, 1)
            return np.asarray(value.astype(np.float32) / scale, np.float32)
        return value.astype(np.float32)

    weights: Weights = {}
    for name, _ in shapes(plan):
        side, layer, part, kind = name.split(".")
        base = f"{side}/layer_{layer}"
        if part in _NORM:
            key = {"weight": "gamma", "bias": "beta"}[kind]
            weights[name] = stored[f"{base}/{_NORM[part]}/{key}"].astype(np.float32)
        elif kind == "bias":
            weights[name] = stored[f"{base}/{_LINEAR[part]}/bias"].astype(np.float32)
        else:
            weights[name] = matrix(f"{base}/{_LINEAR[part]}")
    weights["source.embedding"] = matrix("encoder/embeddings_0")
    weights["target.embedding"] = matrix("decoder/embeddings")
    weights["target.bias"] = stored["decoder/projection/bias"].astype(np.float32)
    return weights
