"""What a trained model attends to, sentence by sentence."""

# pyright: basic, reportMissingImports=false, reportAttributeAccessIssue=false
# (PyTorch lives in the recipe's own environment, not in the service's.)

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from models.build.model import Network

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.build.config import Architecture
    from models.build.weights import Weights


@torch.no_grad()
def cross_attention(
    plan: Architecture,
    weights: Weights,
    pairs: Sequence[tuple[Any, Any]],
    *,
    after: bool = False,
) -> list[list[np.ndarray[Any, np.dtype[np.float32]]]]:
    """Per decoder layer and pair the attention [H, T, S] while the given target is written.

    Row ``t`` is the step that writes piece ``t``, or ``after`` it the one that
    reads it; end markers are left out.
    """
    tensors = {name: torch.from_numpy(value) for name, value in weights.items()}
    longest = 2 + max(max(len(a), len(b)) for a, b in pairs)
    network = Network(plan, {n: t for n, t in tensors.items() if n.count(".") > 1}, longest)
    layers: list[list[np.ndarray[Any, np.dtype[np.float32]]]] = [
        [] for _ in range(plan.decoder_layers)
    ]
    for source, target in pairs:
        ids = torch.from_numpy(np.append(source, 0).astype(np.int64))
        memory = network.encode(tensors["source.embedding"][ids].unsqueeze(0), None)
        previous = tensors["target.embedding"][torch.from_numpy(target.astype(np.int64))]
        previous = torch.nn.functional.pad(previous, (0, 0, 1, 0)).unsqueeze(0)
        record: list[torch.Tensor] = []
        network.decode(previous, memory, None, record)
        for layer, share in zip(layers, record, strict=True):
            rows = slice(int(after), len(target) + int(after))
            layer.append(share[0, :, rows, : len(source)].numpy())
    return layers
