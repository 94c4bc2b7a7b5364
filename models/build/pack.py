"""Training pairs as binary shards: small to ship, quick to map into memory.

``NAME.ids`` is uint16: source pieces then target pieces of each pair, without
end markers. ``NAME.json`` lists, per domain, the range of pairs, and ``NAME.len``
is uint8 [pairs, 2], the two lengths.
"""

# ruff: noqa: S311 - seeded sampling, not secrets

from __future__ import annotations

import random
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from models.build.config import Config
    from models.build.corpus import Example


class Pack(msgspec.Struct, frozen=True):
    """Pairs of a build in memory (mapped from its file)."""

    ids: np.ndarray[Any, np.dtype[np.uint16]]
    lengths: np.ndarray[Any, np.dtype[np.uint8]]
    starts: np.ndarray[Any, np.dtype[np.int64]]
    domains: dict[str, tuple[int, int]]

    def pair(self, index: int) -> tuple[Any, Any]:
        """Source and target pieces of a pair."""
        begin, (source, target) = int(self.starts[index]), self.lengths[index]
        middle = begin + int(source)
        return self.ids[begin:middle], self.ids[middle : middle + int(target)]


def select(examples: Iterable[Example], config: Config) -> dict[str, list[Example]]:
    """At most ``cap`` pairs of each domain, a seeded sample."""
    pools: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        pools[example.domain].append(example)
    rng = random.Random(config.seed)
    for domain in config.domains:
        rng.shuffle(pools[domain.name])
        del pools[domain.name][domain.cap :]
    return {domain.name: pools[domain.name] for domain in config.domains if pools[domain.name]}


def write(
    pools: Mapping[str, Sequence[tuple[Sequence[int], Sequence[int]]]], path: Path, longest: int
) -> dict[str, int]:
    """Write encoded pairs, but those with an empty side or one longer than ``longest``."""
    counts: dict[str, int] = {}
    domains: dict[str, tuple[int, int]] = {}
    lengths: list[tuple[int, int]] = []
    with path.with_suffix(".ids").open("wb") as out:
        for name, pairs in pools.items():
            begin = len(lengths)
            for source, target in pairs:
                if 0 < len(source) <= longest and 0 < len(target) <= longest:
                    np.asarray([*source, *target], np.uint16).tofile(out)
                    lengths.append((len(source), len(target)))
            domains[name] = (begin, len(lengths))
            counts[name] = len(lengths) - begin
    np.asarray(lengths, np.uint8).tofile(path.with_suffix(".len"))
    path.with_suffix(".json").write_bytes(msgspec.json.encode(domains))
    return counts


def read(path: Path) -> Pack:
    """Map a pack into memory."""
    lengths = np.fromfile(path.with_suffix(".len"), np.uint8).reshape(-1, 2)
    ends = np.cumsum(lengths.sum(axis=1, dtype=np.int64))
    return Pack(
        np.memmap(path.with_suffix(".ids"), np.uint16, mode="r"),
        lengths,
        np.concatenate([[0], ends[:-1]]),
        msgspec.json.decode(
            path.with_suffix(".json").read_bytes(), type=dict[str, tuple[int, int]]
        ),
    )


def batches(
    pack: Pack, shares: Mapping[str, float], budget: int, seed: int, chunk: int, size: int = 4096
) -> Iterator[list[int]]:
    """Batches of the ``chunk``-th group of ``size`` pairs, each of similar lengths.

    A pure function of its arguments: training resumes anywhere by its chunk
    number. Each domain is walked in a new order every time it has been seen
    whole. ``budget`` bounds the padded source plus target tokens.
    """
    total = sum(shares.get(name, 0.0) for name in pack.domains)
    drawn: list[int] = []
    for order, (name, (begin, end)) in enumerate(pack.domains.items()):
        count = round(size * shares.get(name, 0.0) / total)
        for position in range(chunk * count, (chunk + 1) * count):
            epoch, at = divmod(position, end - begin)
            drawn.append(begin + _permuted(seed + 1009 * order + 31 * epoch, end - begin, at))
    rng = random.Random(f"{seed}/{chunk}")
    drawn.sort(
        key=lambda index: (int(pack.lengths[index].sum()), int(pack.lengths[index][0]), index)
    )
    groups: list[list[int]] = []
    group: list[int] = []
    widest = [0, 0]
    for index in drawn:
        pair = pack.lengths[index]
        wider = [max(widest[0], int(pair[0]) + 1), max(widest[1], int(pair[1]) + 1)]
        if group and (len(group) + 1) * sum(wider) > budget:
            groups.append(group)
            group, wider = [], [int(pair[0]) + 1, int(pair[1]) + 1]
        group.append(index)
        widest = wider
    if group:
        groups.append(group)
    rng.shuffle(groups)
    yield from groups


_orders: dict[tuple[int, int], Any] = {}


def _permuted(seed: int, count: int, at: int) -> int:
    if (seed, count) not in _orders:
        _orders[seed, count] = np.random.default_rng(seed).permutation(count).astype(np.int32)
    return int(_orders[seed, count][at])
