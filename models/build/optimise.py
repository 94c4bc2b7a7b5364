"""AdamW (Loshchilov & Hutter 2019) over flat float32 masters with working copies in bfloat16.

Dense weights live in groups, each one flat vector: one fused update per group,
one cast to the working copy. Embedding tables are updated only in the rows that
a batch touched (lazy Adam): most of a table is idle in any one step.
"""

# pyright: basic, reportMissingImports=false, reportAttributeAccessIssue=false
# (PyTorch lives in the recipe's own environment, not in the service's.)

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

BETAS = (0.9, 0.98)
EPSILON = 1e-8


def rate(step: int, peak: float, warmup: int, decayed: float) -> float:
    """Learning rate at a step: linear warm-up, constant, then 1-sqrt to zero (Haegele et al. 2024).

    ``decayed`` is the part of the decay that is over, 0 to 1.
    """
    return peak * min(1.0, (step + 1) / max(1, warmup)) * (1 - math.sqrt(min(1.0, decayed)))


class Dense:
    """A group of weights in one flat vector."""

    def __init__(
        self, weights: Mapping[str, Tensor], working: torch.dtype, weight_decay: float
    ) -> None:
        self.shapes = {name: value.shape for name, value in weights.items()}
        self.master = torch.cat([value.detach().float().reshape(-1) for value in weights.values()])
        self.average = self.master.clone()
        self._low = self.master.to(working)
        self._optimizer = torch.optim.AdamW(
            [self.master], lr=0.0, betas=BETAS, eps=EPSILON, weight_decay=weight_decay, fused=True
        )
        self.views: dict[str, Tensor] = {}
        for name, low in zip(self.shapes, self._split(self._low), strict=True):
            self.views[name] = low.requires_grad_(requires_grad=True)
        self.master.grad = torch.zeros_like(self.master)

    def _split(self, flat: Tensor) -> list[Tensor]:
        parts = flat.split([math.prod(shape) for shape in self.shapes.values()])
        return [part.view(shape) for part, shape in zip(parts, self.shapes.values(), strict=True)]

    def train(self, *, on: bool) -> None:
        """Turn gradients on or off."""
        for view in self.views.values():
            view.requires_grad_(requires_grad=on)

    def collect(self) -> Tensor:
        """Gather the gradients of the last backward pass; their norm."""
        assert self.master.grad is not None  # noqa: S101
        for view, part in zip(self.views.values(), self._split(self.master.grad), strict=True):
            assert view.grad is not None  # noqa: S101
            part.copy_(view.grad)
            view.grad = None
        return self.master.grad.norm()

    def update(self, rate: float, clip: Tensor) -> None:
        """One step on what was collected, scaled by ``clip``."""
        assert self.master.grad is not None  # noqa: S101
        if float(clip) < 1:
            self.master.grad.mul_(clip)
        self._optimizer.param_groups[0]["lr"] = rate
        self._optimizer.step()
        with torch.no_grad():
            self._low.copy_(self.master)

    def tensors(self, *, averaged: bool) -> dict[str, Tensor]:
        """Name to weight, float32: the running average or the newest."""
        flat = self.average if averaged else self.master
        return dict(zip(self.shapes, self._split(flat), strict=True))

    def state(self) -> dict[str, Any]:
        """What a checkpoint keeps."""
        return {
            "master": self.master,
            "average": self.average,
            "adam": self._optimizer.state_dict(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take over what a checkpoint kept."""
        self.master.copy_(state["master"])
        self.average.copy_(state["average"])
        self._optimizer.load_state_dict(dict(state["adam"]))
        self._low.copy_(self.master)


class Table:
    """An embedding table of which each step touches a few rows."""

    def __init__(self, rows: Tensor, working: torch.dtype) -> None:
        self.master = rows.detach().float().clone()
        self.average = self.master.clone()
        self._working = working
        self._low = self.master.to(working)
        self._first = torch.zeros_like(self.master)
        self._second = torch.zeros_like(self.master)
        self._count = torch.zeros(len(rows), dtype=torch.float32, device=rows.device)

    def take(self, index: Tensor, *, train: bool) -> Tensor:
        """The given distinct rows [U, D], a leaf that collects their gradient."""
        return self._low[index].requires_grad_(requires_grad=train)

    def update(self, index: Tensor, grad: Tensor, rate: float, clip: Tensor | float) -> None:
        """One Adam step on distinct rows; bias correction counts the updates of each row."""
        grad = grad.float().mul_(clip)
        first = self._first[index].lerp_(grad, 1 - BETAS[0])
        second = self._second[index].mul_(BETAS[1]).addcmul_(grad, grad, value=1 - BETAS[1])
        count = self._count[index] + 1
        step = first / (1 - BETAS[0] ** count).unsqueeze(1)
        step /= (second / (1 - BETAS[1] ** count).unsqueeze(1)).sqrt_().add_(EPSILON)
        rows = self.master[index].sub_(step, alpha=rate)
        self._first[index], self._second[index], self._count[index] = first, second, count
        self.master[index] = rows
        self._low[index] = rows.to(self._working)

    def state(self) -> dict[str, Any]:
        """What a checkpoint keeps."""
        return {
            "master": self.master,
            "average": self.average,
            "first": self._first,
            "second": self._second,
            "count": self._count,
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take over what a checkpoint kept."""
        self.master.copy_(state["master"])
        self.average.copy_(state["average"])
        self._first.copy_(state["first"])
        self._second.copy_(state["second"])
        self._count.copy_(state["count"])
        self._low = self.master.to(self._working)
