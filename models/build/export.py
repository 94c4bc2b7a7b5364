"""A trained model as a CTranslate2 bundle, and back."""

# ruff: noqa: ANN401 - specifications are dynamic objects

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import ctranslate2
from ctranslate2.specs import common_spec, transformer_spec

from models.build import spm
from models.build.config import Architecture
from models.build.weights import Weights, positions

if TYPE_CHECKING:
    from pathlib import Path


def architecture_of(weights: Weights, heads: int = 8) -> Architecture:
    """The architecture that a set of weights has; the number of heads leaves no trace in them."""
    layers = {
        side: 1 + max(int(name.split(".")[1]) for name in weights if name.startswith(f"{side}."))
        for side in ("encoder", "decoder")
    }
    ffn, width = weights["encoder.0.fc1.weight"].shape
    return Architecture(
        encoder_layers=layers["encoder"],
        decoder_layers=layers["decoder"],
        width=width,
        ffn=ffn,
        heads=heads,
    )


def _linear(spec: Any, weights: Weights, name: str) -> None:
    spec.weight, spec.bias = weights[f"{name}.weight"], weights[f"{name}.bias"]


def _norm(spec: Any, weights: Weights, name: str) -> None:
    spec.gamma, spec.beta = weights[f"{name}.weight"], weights[f"{name}.bias"]


def _layer(spec: Any, weights: Weights, name: str, *, cross: bool) -> None:
    _linear(spec.self_attention.linear[0], weights, f"{name}.qkv")
    _linear(spec.self_attention.linear[1], weights, f"{name}.out")
    _norm(spec.self_attention.layer_norm, weights, f"{name}.norm_self")
    if cross:
        for index, part in enumerate(("cross_q", "cross_kv", "cross_out")):
            _linear(spec.attention.linear[index], weights, f"{name}.{part}")
        _norm(spec.attention.layer_norm, weights, f"{name}.norm_cross")
    _linear(spec.ffn.linear_0, weights, f"{name}.fc1")
    _linear(spec.ffn.linear_1, weights, f"{name}.fc2")
    _norm(spec.ffn.layer_norm, weights, f"{name}.norm_ffn")


def specification(
    weights: Weights,
    plan: Architecture,
    source: list[str],
    target: list[str],
    alignment: tuple[int, int],
) -> transformer_spec.TransformerSpec:
    """The model as CTranslate2 describes it.

    ``alignment`` is the layer and the number of heads whose mean is returned as attention.
    """
    spec = transformer_spec.TransformerSpec.from_config(
        (plan.encoder_layers, plan.decoder_layers),
        plan.heads,
        pre_norm=False,
        activation=common_spec.Activation.SWISH,
        alignment_layer=alignment[0],
        alignment_heads=alignment[1],
    )
    encoder: Any = spec.encoder
    decoder: Any = spec.decoder
    encoder.embeddings[0].weight = weights["source.embedding"]
    decoder.embeddings.weight = weights["target.embedding"]
    decoder.projection.weight = weights["target.embedding"]
    decoder.projection.bias = weights["target.bias"]
    decoder.start_from_zero_embedding = True
    for side, name in ((encoder, "encoder"), (decoder, "decoder")):
        side.scale_embeddings = float(plan.width**0.5)
        side.position_encodings.encodings = positions(512, plan.width)
        for index, layer in enumerate(side.layer):
            _layer(layer, weights, f"{name}.{index}", cross=name == "decoder")
    spec.register_source_vocabulary(source)
    spec.register_target_vocabulary(target)
    config: Any = spec.config
    config.add_source_eos = True
    config.decoder_start_token = "</s>"  # noqa: S105  (any token: decoding starts from zeros)
    return spec


def export(
    weights: Weights,
    plan: Architecture,
    source: spm.Model,
    target: spm.Model,
    folder: Path,
    *,
    alignment: tuple[int, int] = (-1, 1),
    quantization: str = "int8",
) -> None:
    """Write ``model.bin``, ``config.json``, vocabularies and both SentencePiece models."""
    # Quantizing works in place; the caller keeps its weights.
    weights = {name: value.copy() for name, value in weights.items()}
    spec = specification(weights, plan, spm.tokens(source), spm.tokens(target), alignment)
    spec.validate()
    spec.optimize(quantization=quantization)
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))
    (folder / "source.spm").write_bytes(spm.serialize(source))
    (folder / "target.spm").write_bytes(spm.serialize(target))
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config, indent=2, ensure_ascii=False) + "\n")
    ctranslate2.Translator(str(folder), device="cpu", inter_threads=1, intra_threads=1)
