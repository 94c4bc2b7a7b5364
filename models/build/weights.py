"""Names and shapes of a model's weights, and where they come from.

Every stage exchanges one flat mapping from name to float32 array:

``source.embedding [S, D]``, ``target.embedding [T, D]`` (tied to the output
projection), ``target.bias [T]``, and per layer ``encoder.N.*`` / ``decoder.N.*``
with fused projections (``qkv``, ``kv``) as CTranslate2 stores them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from models.build.config import Architecture

Weights = dict[str, np.ndarray[Any, np.dtype[np.float32]]]


def shapes(plan: Architecture) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Name and shape of every weight but the embeddings, in a fixed order."""
    d, f = plan.width, plan.ffn
    linear = {"qkv": (3 * d, d), "out": (d, d), "fc1": (f, d), "fc2": (d, f)}
    cross = {"cross_q": (d, d), "cross_kv": (2 * d, d), "cross_out": (d, d)}
    for side, count, parts, norms in (
        ("encoder", plan.encoder_layers, linear, ("norm_self", "norm_ffn")),
        ("decoder", plan.decoder_layers, linear | cross, ("norm_self", "norm_cross", "norm_ffn")),
    ):
        for layer in range(count):
            for part, (rows, columns) in parts.items():
                yield f"{side}.{layer}.{part}.weight", (rows, columns)
                yield f"{side}.{layer}.{part}.bias", (rows,)
            for norm in norms:
                yield f"{side}.{layer}.{norm}.weight", (d,)
                yield f"{side}.{layer}.{norm}.bias", (d,)


_SCALE = ":scale"

_PARTS = {
    "qkv": ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"),
    "out": ("self_attn.out_proj",),
    "cross_q": ("encoder_attn.q_proj",),
    "cross_kv": ("encoder_attn.k_proj", "encoder_attn.v_proj"),
    "cross_out": ("encoder_attn.out_proj",),
    "fc1": ("fc1",),
    "fc2": ("fc2",),
    "norm_self": ("self_attn_layer_norm",),
    "norm_cross": ("encoder_attn_layer_norm",),
    "norm_ffn": ("final_layer_norm",),
}


def from_marian(state: Mapping[str, Any], plan: Architecture) -> Weights:
    """Weights of a Hugging Face ``MarianMTModel`` state dict; embeddings keep all rows.

    A plan with fewer layers takes them evenly from first to last (Shleifer and Rush 2020).
    """
    weights: Weights = {}
    taken = {
        side: spread(_layers(state, side), wanted)
        for side, wanted in (("encoder", plan.encoder_layers), ("decoder", plan.decoder_layers))
    }
    for name, shape in shapes(plan):
        side, own, part, kind = name.split(".")
        layer = taken[side][int(own)]
        weights[name] = np.concatenate(
            [
                np.asarray(state[f"model.{side}.layers.{layer}.{p}.{kind}"], np.float32)
                for p in _PARTS[part]
            ]
        )
        if weights[name].shape != shape:
            message = f"{name}: {weights[name].shape} instead of {shape}"
            raise ValueError(message)
    weights["source.embedding"] = np.asarray(state["model.encoder.embed_tokens.weight"], np.float32)
    weights["target.embedding"] = np.asarray(state["model.decoder.embed_tokens.weight"], np.float32)
    weights["target.bias"] = np.asarray(state["final_logits_bias"], np.float32).reshape(-1)
    return weights


def _layers(state: Mapping[str, Any], side: str) -> int:
    prefix = f"model.{side}.layers."
    return 1 + max(
        int(name.removeprefix(prefix).split(".")[0]) for name in state if name.startswith(prefix)
    )


def spread(layers: int, wanted: int) -> list[int]:
    """Places of ``wanted`` of so many layers, first and last among them, evenly apart."""
    return [round(i * (layers - 1) / max(1, wanted - 1)) for i in range(wanted)]


def positions(count: int, width: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Sinusoidal positions [count, width]: sines in the first half, cosines in the second."""
    angles = np.arange(count)[:, None] / 10000 ** (2 * np.arange(width // 2)[None] / width)
    return np.asarray(np.concatenate([np.sin(angles), np.cos(angles)], axis=1), np.float32)


def random(plan: Architecture, source: int, target: int, seed: int) -> Weights:
    """A fresh model, for tests and for building without a parent (Glorot-normal)."""
    rng = np.random.default_rng(seed)
    weights: Weights = {}
    for name, shape in shapes(plan):
        if len(shape) == 2:
            weights[name] = rng.normal(0, (2 / sum(shape)) ** 0.5, shape).astype(np.float32)
        else:
            weights[name] = np.full(
                shape, float("norm" in name and name.endswith("weight")), np.float32
            )
    for side, count in (("source", source), ("target", target)):
        weights[f"{side}.embedding"] = rng.normal(0, plan.width**-0.5, (count, plan.width)).astype(
            np.float32
        )
    weights["target.bias"] = np.zeros(target, np.float32)
    return weights


def save(weights: Weights, path: Path, *, small: bool = False) -> None:
    """Write atomically as ``.npz``; ``small`` keeps matrices as int8 rows with one scale each."""
    arrays: dict[str, Any] = {}
    for name, value in weights.items():
        if small and value.ndim == 2:
            scale = np.abs(value).max(axis=1, keepdims=True) / 127 + 1e-12
            arrays[name] = np.asarray(np.rint(value / scale), np.int8)
            arrays[f"{name}{_SCALE}"] = scale.astype(np.float32)
        else:
            arrays[name] = value
    partial = path.with_name(path.name + ".partial")
    with partial.open("wb") as out:
        (np.savez_compressed if small else np.savez)(out, **arrays)
    partial.replace(path)


def load(path: Path) -> Weights:
    """Weights written by ``save``, small or not, as float32."""
    with np.load(path) as stored:
        weights: Weights = {n: np.asarray(stored[n], np.float32) for n in stored.files}
    scales = [name for name in weights if name.endswith(_SCALE)]
    for name in scales:
        weights[name.removesuffix(_SCALE)] *= weights.pop(name)
    return weights
