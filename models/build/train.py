"""The training loop: resumable, bounded by minutes, same on CPU and GPU."""

# pyright: basic, reportMissingImports=false, reportAttributeAccessIssue=false
# (PyTorch lives in the recipe's own environment, not in the service's.)

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import torch

from models.build import weights as named
from models.build.model import Loss, Network
from models.build.optimise import Dense, Table, rate
from models.build.pack import Pack, batches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Tensor

    from models.build.config import Config
    from models.build.weights import Weights


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One sitting."""

    folder: Path
    """Holds ``checkpoint.pt``, ``average.npz`` and ``curve.tsv``."""
    minutes: float
    device: str = "cpu"
    threads: int = 2
    decay_steps: int = 0
    """Steps of a final decay to zero; 0 keeps the rate constant."""
    decay_by_time: bool = False
    """Decay over ``minutes`` instead: fits any machine, but is not reproducible."""
    max_steps: int = 1_000_000


class Batch(msgspec.Struct, frozen=True):
    """Padded pairs."""

    source: Any
    """int64 [B, S], row 0 (``</s>``) as padding."""
    mask: Any
    """bool [B, S], true where there is a piece."""
    target: Any
    """int64 [B, T], ending in ``</s>``."""
    target_mask: Any


def collate(pack: Pack, indices: list[int]) -> Batch:
    """Padded arrays of a batch, end markers added."""
    pairs = [pack.pair(index) for index in indices]
    sides: list[Any] = []
    for side in (0, 1):
        width = max(len(pair[side]) for pair in pairs) + 1
        ids = np.zeros((len(pairs), width), np.int64)
        mask = np.zeros((len(pairs), width), np.bool_)
        for row, pair in enumerate(pairs):
            size = len(pair[side])
            ids[row, :size] = pair[side]
            mask[row, : size + 1] = True
        sides += [torch.from_numpy(ids), torch.from_numpy(mask)]
    return Batch(*sides)


def _group(name: str) -> str:
    """When a weight is trained: from the start (encoder, cross-attention), once released, or never.

    Biases of linear maps stay at the parent's: layer norms shift what they would shift, and
    their gradients cost a twentieth of a step on a CPU.
    """
    if name.endswith(".bias") and "norm" not in name:
        return "fixed"
    return "trained" if name.startswith("encoder.") or "cross" in name else "released"


class Trainer:
    """Weights, optimizer and position in the data; everything a checkpoint holds."""

    def __init__(self, config: Config, start: Weights, run: Run) -> None:
        self._config, self._run = config, run
        self._device = torch.device(run.device)
        plan, schedule = config.architecture, config.train
        tensors = {name: torch.from_numpy(value).to(self._device) for name, value in start.items()}
        self.source = Table(tensors.pop("source.embedding"), torch.bfloat16)
        self.target = Table(tensors.pop("target.embedding"), torch.bfloat16)
        self.bias = tensors.pop("target.bias").float()
        group_of = {name: _group(name) for name in tensors}
        self.groups = {
            group: Dense(
                {n: t for n, t in tensors.items() if group_of[n] == group},
                torch.bfloat16,
                schedule.weight_decay,
            )
            for group in ("trained", "released", "fixed")
        }
        self.groups["fixed"].train(on=False)
        self.groups["released"].train(on=False)
        views = {name: view for group in self.groups.values() for name, view in group.views.items()}
        self._network = Network(plan, views, schedule.max_tokens + 2, drop=schedule.dropout)
        self.step = self.chunk = self.skip = self.pairs = self.tokens = 0
        self.seconds = 0.0
        self.decayed = -1.0
        """Part of the final decay that is over; negative before it."""
        self._draw = torch.Generator()

    def released(self) -> bool:
        """Whether the rest of the decoder is trained by now."""
        return self.step >= self._config.train.release_step

    def _candidates(self, gold: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Rows to score, the place of each gold piece in them, log inverse sampling rates."""
        size, want = len(self.target.master), self._config.train.candidates
        if want <= 0 or want >= size:
            return torch.arange(size), gold, torch.zeros(size)
        present = torch.zeros(size, dtype=torch.bool)
        present[gold] = True
        sure = int(present.sum())
        share = max(0.02, (want - sure) / (size - sure))
        self._draw.manual_seed(self._config.seed * 1_000_003 + self.step)
        sampled = (torch.rand(size, generator=self._draw) < share) & ~present
        rows = torch.nonzero(present | sampled).squeeze(1)
        position = torch.zeros(size, dtype=torch.int64)
        position[rows] = torch.arange(len(rows))
        correction = torch.where(present[rows], 0.0, -float(np.log(share)))
        return rows, position[gold], correction

    def forward(
        self, batch: Batch, *, train: bool
    ) -> tuple[Tensor, int, list[tuple[Table, Tensor, Tensor]]]:
        """Summed loss, number of target pieces, and the embedding rows that took part."""
        device, schedule = self._device, self._config.train
        tables = train and schedule.tables
        out_train = tables and self.released()
        used, where = batch.source.unique(return_inverse=True)
        rows = self.source.take(used.to(device), train=tables)
        mask = None
        if not bool(batch.mask.all()):
            mask = torch.zeros(batch.mask.shape, dtype=rows.dtype).masked_fill_(
                ~batch.mask, float("-inf")
            )
            mask = mask[:, None, None, :].to(device)
        memory = self._network.encode(torch.nn.functional.embedding(where.to(device), rows), mask)
        gold = batch.target[batch.target_mask]
        candidates, position, correction = self._candidates(gold)
        out = self.target.take(candidates.to(device), train=out_train)
        lookup = torch.zeros(len(self.target.master), dtype=torch.int64)
        lookup[candidates] = torch.arange(len(candidates))
        previous = torch.nn.functional.embedding(lookup[batch.target[:, :-1]].to(device), out)
        previous = torch.nn.functional.pad(previous, (0, 0, 1, 0))
        states = self._network.decode(previous, memory, mask)
        hidden = states.reshape(-1, states.shape[-1])[
            batch.target_mask.reshape(-1).nonzero().squeeze(1).to(device)
        ]
        bias = self.bias[candidates.to(device)] + correction.to(device)
        loss = Loss.apply(
            hidden,
            out,
            bias,
            position.to(device),
            schedule.label_smoothing if train else 0.0,
            1 / len(gold),
        )
        return (
            loss,
            len(gold),
            [(self.source, used.to(device), rows), (self.target, candidates.to(device), out)],
        )

    def train_step(self, batch: Batch) -> tuple[float, int]:
        """One update; summed loss in nats and number of target pieces."""
        schedule = self._config.train
        self.groups["released"].train(on=self.released())
        self._network.thin.begin(self.step)
        loss, count, touched = self.forward(batch, train=True)
        loss.backward()
        groups = [(self.groups["trained"], 1.0)]
        if self.released():
            groups.append((self.groups["released"], schedule.release_scale))
        grads = [
            (table, index, leaf.grad) for table, index, leaf in touched if leaf.grad is not None
        ]
        norms = [group.collect() for group, _ in groups] + [
            grad.float().norm() for _, _, grad in grads
        ]
        clip = (schedule.clip / torch.stack(norms).norm().clamp(min=schedule.clip)).clamp(max=1.0)
        now = rate(self.step, schedule.learning_rate, schedule.warmup_steps, max(0.0, self.decayed))
        for group, scale in groups:
            group.update(now * scale, clip)
        for table, index, grad in grads:
            table.update(
                index,
                grad,
                now * (schedule.release_scale if table is self.target else schedule.table_scale),
                clip,
            )
        self.step += 1
        self.pairs += len(batch.source)
        self.tokens += count + int(batch.mask.sum())
        if self.step % 10 == 0:
            self._average(10)
        return float(loss.detach()), count

    def _average(self, steps: int) -> None:
        """Move the exported average; early on it follows the weights closely."""
        life = min(self._config.train.ema_half_life, max(10, self.step // 5))
        if self.decayed >= 0:  # falling rates average by themselves: follow closely
            life = max(5.0, life * (1 - self.decayed) / 3)
        share = 1 - 0.5 ** (steps / life)
        for part in (*self.groups.values(), self.source, self.target):
            part.average.lerp_(part.master, share)

    def weights(self, *, averaged: bool = True) -> Weights:
        """Name to float32 array, the running average or the newest."""
        tensors: dict[str, Tensor] = {}
        for group in self.groups.values():
            tensors |= group.tensors(averaged=averaged)
        tensors["source.embedding"] = self.source.average if averaged else self.source.master
        tensors["target.embedding"] = self.target.average if averaged else self.target.master
        tensors["target.bias"] = self.bias
        return {name: tensor.detach().float().cpu().numpy() for name, tensor in tensors.items()}

    def save(self, path: Path) -> None:
        """Write everything needed to go on, atomically."""
        state: dict[str, Any] = {
            "step": self.step,
            "chunk": self.chunk,
            "skip": self.skip,
            "pairs": self.pairs,
            "tokens": self.tokens,
            "seconds": self.seconds,
            "source": self.source.state(),
            "target": self.target.state(),
            "bias": self.bias,
            **{name: group.state() for name, group in self.groups.items()},
        }
        partial = path.with_name(path.name + ".partial")
        torch.save(state, partial)
        partial.replace(path)

    def restore(self, path: Path) -> None:
        """Go on from a checkpoint."""
        state = torch.load(path, map_location=self._device, weights_only=True)
        for name in ("step", "chunk", "skip", "pairs", "tokens", "seconds"):
            setattr(self, name, state[name])
        self.source.restore(state["source"])
        self.target.restore(state["target"])
        self.bias = state["bias"]
        for name, group in self.groups.items():
            group.restore(state[name])


def stream(trainer: Trainer, pack: Pack, config: Config) -> Iterator[list[int]]:
    """Batches from where the trainer stands; keeps its place in ``chunk`` and ``skip``."""
    while True:
        decaying = trainer.decayed >= 0
        shares = {d.name: d.final_share if decaying else d.share for d in config.domains}
        groups = batches(pack, shares, config.train.batch_tokens, config.seed, trainer.chunk)
        for number, group in enumerate(groups):
            if number >= trainer.skip:
                trainer.skip = number + 1
                yield group
        trainer.chunk, trainer.skip = trainer.chunk + 1, 0


def run(config: Config, start: Weights, pack: Pack, plan: Run) -> Trainer:
    """Train until the minutes or steps are spent; leaves a checkpoint and averaged weights."""
    torch.set_num_threads(plan.threads)
    torch.set_flush_denormal(True)
    random.seed(config.seed)
    torch.manual_seed(config.seed)
    plan.folder.mkdir(parents=True, exist_ok=True)
    trainer = Trainer(config, start, plan)
    checkpoint = plan.folder / "checkpoint.pt"
    if checkpoint.exists():
        trainer.restore(checkpoint)
    first = trainer.step
    last = first + (plan.decay_steps or plan.max_steps)
    if plan.decay_steps or plan.decay_by_time:
        trainer.decayed = 0.0
    begun = saved = logged = time.monotonic()
    loss = count = pairs = tokens = 0.0
    with (plan.folder / "curve.tsv").open("a") as curve:
        for indices in stream(trainer, pack, config):
            value, pieces = trainer.train_step(collate(pack, indices))
            loss, count, pairs = loss + value, count + pieces, pairs + len(indices)
            tokens += float(pack.lengths[indices].sum())
            now = time.monotonic()
            done = trainer.step >= last or now - begun > plan.minutes * 60
            if plan.decay_by_time:
                trainer.decayed = min(1.0, (now - begun) / (plan.minutes * 60))
            elif plan.decay_steps:
                trainer.decayed = min(1.0, (trainer.step - first) / plan.decay_steps)
            if now - logged > 30 or done:
                trainer.seconds += now - logged
                spent = now - logged
                place = f"{trainer.step}\t{trainer.pairs}\t{trainer.seconds:.0f}"
                pace = f"{pairs / spent:.1f}\t{tokens / spent:.0f}"
                curve.write(f"{place}\t{loss / max(count, 1):.4f}\t{pace}\n")
                curve.flush()
                loss = count = pairs = tokens = 0.0
                logged = now
            if done or now - saved > config.train.checkpoint_minutes * 60:
                trainer.save(checkpoint)
                named.save(trainer.weights(), plan.folder / "average.npz")
                saved = time.monotonic()
            if done:
                return trainer
    return trainer
