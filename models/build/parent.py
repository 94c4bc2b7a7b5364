"""The parent model, read from a Hugging Face Marian folder."""

# pyright: basic, reportMissingImports=false, reportAttributeAccessIssue=false
# (PyTorch lives in the recipe's own environment, not in the service's.)

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ctranslate2
import msgspec
import sentencepiece
import torch

from models.build import export, spm
from models.build.weights import Weights, from_marian

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from models.build.config import Architecture


class Parent(msgspec.Struct, frozen=True):
    """A model to start from."""

    weights: Any
    """``Weights`` with the parent's full embedding tables."""
    rows: dict[str, int]
    """Embedding row of each piece."""
    source: spm.Model
    target: spm.Model


def read(folder: Path, plan: Architecture) -> Parent:
    """A parent from ``pytorch_model.bin``, ``vocab.json``, ``source.spm``, ``target.spm``."""
    state = torch.load(folder / "pytorch_model.bin", map_location="cpu", weights_only=True)
    weights: Weights = from_marian(state, plan)
    return Parent(
        weights,
        msgspec.json.decode((folder / "vocab.json").read_bytes(), type=dict[str, int]),
        spm.parse((folder / "source.spm").read_bytes()),
        spm.parse((folder / "target.spm").read_bytes()),
    )


def cut(parent: Parent, source: spm.Model, target: spm.Model) -> tuple[Weights, list[str]]:
    """The parent's weights with embedding rows for the given vocabularies.

    Pieces that the parent does not know start at the row of ``<unk>``; they are returned.
    """
    weights = {name: value for name, value in parent.weights.items() if "." in name}
    unknown = parent.rows["<unk>"]
    new = [token for token in spm.tokens(source) if token not in parent.rows]
    for side, model in (("source", source), ("target", target)):
        index = [parent.rows.get(token, unknown) for token in spm.tokens(model)]
        weights[f"{side}.embedding"] = parent.weights[f"{side}.embedding"][index].copy()
        if side == "target":
            weights["target.bias"] = parent.weights["target.bias"][index].copy()
    return weights, new


def translator(parent: Parent, folder: Path) -> Callable[[Sequence[str]], list[str]]:
    """The parent itself as a translator (beam 1, int8), converted into ``folder`` on the way."""
    rows = sorted(parent.rows, key=lambda piece: parent.rows[piece])
    # The last row is padding, which Marian would never write.
    cut = {
        name: value if name.count(".") > 1 else value[:-1] for name, value in parent.weights.items()
    }
    spec = export.specification(cut, export.architecture_of(cut), rows[:-1], rows[:-1], (-1, 1))
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))
    engine = ctranslate2.Translator(str(folder), device="cpu", intra_threads=2)
    read_side = sentencepiece.SentencePieceProcessor(model_proto=spm.serialize(parent.source))
    write_side = sentencepiece.SentencePieceProcessor(model_proto=spm.serialize(parent.target))

    def translate(texts: Sequence[str]) -> list[str]:
        results = engine.translate_batch(
            [read_side.encode(text, out_type=str) for text in texts],
            beam_size=1,
            batch_type="tokens",
            max_batch_size=2048,
            max_decoding_length=60,
        )
        return [write_side.decode(result.hypotheses[0]) for result in results]

    return translate
