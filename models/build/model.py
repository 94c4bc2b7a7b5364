"""The Marian transformer as a training graph: post-norm, swish, fused projections.

Written for throughput: one matrix product per fused projection,
scaled-dot-product attention, and a loss that scores a sample of the vocabulary
and never stores its logits.
"""

# ruff: noqa: ANN401 - autograd passes untyped contexts

# pyright: basic, reportMissingImports=false, reportAttributeAccessIssue=false
# (PyTorch lives in the recipe's own environment, not in the service's.)

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import torch
from torch.nn.functional import layer_norm, linear, silu

from models.build.weights import positions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

    from models.build.config import Architecture


class Loss(torch.autograd.Function):
    """Cross-entropy over candidates, in chunks of rows, gradients computed on the way forward.

    ``hidden [N, D]``, ``rows [C, D]`` and ``bias [C]`` (which holds the log of the inverse sampling
    rate of sampled candidates, so the sum over them estimates the sum over all: Jean et al. 2015),
    ``gold [N]`` indices into the candidates. Returns the sum of the losses in nats, float32.
    """

    @staticmethod
    def forward(
        ctx: Any,
        hidden: Tensor,
        rows: Tensor,
        bias: Tensor,
        gold: Tensor,
        smoothing: float,
        scale: float,
    ) -> Tensor:
        """Sum of the losses; the gradients are kept for ``backward``."""
        total = torch.zeros((), dtype=torch.float32, device=hidden.device)
        grad_hidden = torch.empty_like(hidden)
        train_rows = rows.requires_grad
        grad_rows = (
            torch.zeros(rows.shape, dtype=torch.float32, device=rows.device) if train_rows else None
        )
        for begin in range(0, len(hidden), 1024):
            part = slice(begin, begin + 1024)
            logits = linear(hidden[part], rows).float().add_(bias)
            target = gold[part].unsqueeze(1)
            norm = logits.logsumexp(dim=1, keepdim=True)
            chosen = logits.gather(1, target)
            nll = norm - chosen
            if smoothing:
                nll = (1 - smoothing) * nll + smoothing * (norm - logits.mean(dim=1, keepdim=True))
            total += nll.sum()
            grad = logits.sub_(norm).exp_()
            if smoothing:
                grad -= smoothing / logits.shape[1]
            grad.scatter_add_(1, target, torch.full_like(chosen, smoothing - 1.0))
            grad = grad.mul_(scale).to(hidden.dtype)
            grad_hidden[part] = grad @ rows
            if grad_rows is not None:
                grad_rows += (grad.t() @ hidden[part]).float()
        ctx.save_for_backward(
            grad_hidden, *([] if grad_rows is None else [grad_rows.to(rows.dtype)])
        )
        return total

    @staticmethod
    def backward(ctx: Any, *_: Any) -> Any:
        """The gradients kept by ``forward``; the scale is already in them."""
        grads = ctx.saved_tensors
        return grads[0], (grads[1] if len(grads) > 1 else None), None, None, None, None


class Dropout:
    """Inverted dropout (Srivastava et al. 2014) whose masks are slices of one pool.

    Drawing a mask for every sublayer took a quarter of a step on a CPU; a random place
    in a pool of 2**24 draws costs one product.
    """

    def __init__(self, share: float, like: Tensor) -> None:
        self._share = share
        self._generator = torch.Generator().manual_seed(0)
        if share:
            kept = torch.rand(2**24, generator=self._generator) >= share
            self._pool = kept.to(like) / (1 - share)

    def begin(self, step: int) -> None:
        """Choose masks by the number of the step: a resumed run goes on as an unbroken one."""
        self._generator.manual_seed(step)

    def __call__(self, x: Tensor) -> Tensor:
        """``x`` with ``share`` of its values zero and the others scaled up."""
        if not self._share:
            return x
        last = len(self._pool) - x.numel()
        if last < 0:
            return torch.nn.functional.dropout(x, self._share)
        begin = int(torch.randint(last + 1, (), generator=self._generator))
        return x * self._pool[begin : begin + x.numel()].view(x.shape)


class Network:
    """Applies weights, given by name, to batches of embeddings."""

    def __init__(
        self,
        plan: Architecture,
        weights: Mapping[str, Tensor],
        longest: int,
        *,
        drop: float = 0.0,
    ) -> None:
        """``drop`` is the share of each sublayer's output left out.

        Needed where pairs are seen many times; in less than one pass it only costs.
        """
        self._plan = plan
        self._w = weights
        any_weight = next(iter(weights.values()))
        self.thin = Dropout(drop, any_weight)
        table = torch.from_numpy(positions(longest + 1, plan.width))
        self._positions = table.to(any_weight)
        self._scale = math.sqrt(plan.width)

    def _linear(self, x: Tensor, name: str) -> Tensor:
        return linear(x, self._w[f"{name}.weight"], self._w[f"{name}.bias"])

    def _norm(self, x: Tensor, name: str) -> Tensor:
        return layer_norm(
            x, (self._plan.width,), self._w[f"{name}.weight"], self._w[f"{name}.bias"]
        )

    def _heads(self, x: Tensor, parts: int) -> tuple[Tensor, ...]:
        """``x [B, T, parts * D]`` as ``parts`` tensors [B * H, T, D / H]."""
        size, length, _ = x.shape
        split = x.view(size, length, parts, self._plan.heads, -1).permute(2, 0, 3, 1, 4)
        return split.reshape(parts, size * self._plan.heads, length, -1).unbind(0)

    def _attend(
        self,
        q: Tensor,
        k: Tensor,
        v: Tensor,
        mask: Tensor | None,
        record: list[Tensor] | None = None,
    ) -> Tensor:
        """Attention over heads; ``mask`` broadcasts over [B, H, T, S].

        Batched products and a softmax: on a CPU in bfloat16 the backward pass of
        the fused kernel took a third of a step, this takes half of that.
        """
        (rows, length, depth), heads = q.shape, self._plan.heads
        scores = torch.bmm(q * depth**-0.5, k.transpose(1, 2))
        if mask is not None:
            scores = (scores.view(-1, heads, length, k.shape[1]) + mask).view(scores.shape)
        share = scores.softmax(dim=-1)
        if record is not None:
            record.append(share.view(rows // heads, heads, length, -1))
        out = torch.bmm(share, v).view(rows // heads, heads, length, depth)
        return out.transpose(1, 2).reshape(rows // heads, length, heads * depth)

    def _self(self, x: Tensor, name: str, mask: Tensor | None) -> Tensor:
        q, k, v = self._heads(self._linear(x, f"{name}.qkv"), 3)
        y = self._linear(self._attend(q, k, v, mask), f"{name}.out")
        return self._norm(x + self.thin(y), f"{name}.norm_self")

    def _ffn(self, x: Tensor, name: str) -> Tensor:
        y = self._linear(silu(self._linear(x, f"{name}.fc1")), f"{name}.fc2")
        return self._norm(x + self.thin(y), f"{name}.norm_ffn")

    def _place(self, embedded: Tensor) -> Tensor:
        return self.thin(embedded * self._scale + self._positions[: embedded.shape[1]])

    def encode(self, embedded: Tensor, mask: Tensor | None) -> Tensor:
        """``embedded [B, S, D]`` -> memory [B, S, D]; ``mask [B, 1, 1, S]`` adds to scores."""
        x = self._place(embedded)
        for layer in range(self._plan.encoder_layers):
            name = f"encoder.{layer}"
            x = self._ffn(self._self(x, name, mask), name)
        return x

    def decode(
        self,
        embedded: Tensor,
        memory: Tensor,
        mask: Tensor | None,
        record: list[Tensor] | None = None,
    ) -> Tensor:
        """``embedded [B, T, D]`` (zeros, then the target shifted right) -> states [B, T, D].

        ``record`` receives the cross-attention [B, H, T, S] of each layer.
        """
        x = self._place(embedded)
        length = x.shape[1]
        future = torch.full((length, length), float("-inf"), dtype=x.dtype, device=x.device).triu(1)
        for layer in range(self._plan.decoder_layers):
            name = f"decoder.{layer}"
            x = self._self(x, name, future)
            (q,) = self._heads(self._linear(x, f"{name}.cross_q"), 1)
            k, v = self._heads(self._linear(memory, f"{name}.cross_kv"), 2)
            y = self._attend(q, k, v, mask, record)
            y = self._linear(y, f"{name}.cross_out")
            x = self._ffn(self._norm(x + self.thin(y), f"{name}.norm_cross"), name)
        return x
