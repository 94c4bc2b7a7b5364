"""Which attention heads align: measured, and put first so that the engine returns them.

CTranslate2 returns the mean of the first ``alignment_heads`` heads of one
decoder layer. Heads are interchangeable, so the best ones are moved to the front
of their layer without changing what the model computes.

Links to compare with are those that leave no doubt: a target piece and a source
piece that a lexicon translates into each other with confidence, each once in
its sentence, or the same foreign piece on both sides.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from models.build.weights import Weights


def sure_links(
    source: Sequence[int],
    target: Sequence[int],
    lexicon: Mapping[int, Sequence[tuple[int, float]]],
    twins: Mapping[int, int],
    least: float = 0.4,
) -> list[tuple[int, int]]:
    """Positions (target, source) that translate each other beyond doubt.

    ``lexicon`` maps source pieces to weighted target pieces; ``twins`` maps
    source pieces to the target piece that is spelled the same.
    """
    once_source = {piece for piece, count in Counter(source).items() if count == 1}
    once_target = {piece for piece, count in Counter(target).items() if count == 1}
    place = {piece: at for at, piece in enumerate(target) if piece in once_target}
    links: list[tuple[int, int]] = []
    for at, piece in enumerate(source):
        if piece not in once_source:
            continue
        entry = lexicon.get(piece)
        best = twins.get(piece, entry[0][0] if entry and entry[0][1] >= least else None)
        if best is not None and best in place:
            links.append((place[best], at))
    return links


def accuracy(attention: np.ndarray[Any, Any], links: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Links that the strongest attention [T, S] hits, of how many."""
    return sum(int(attention[row].argmax()) == column for row, column in links), len(links)


def choose(
    maps: Callable[[int], Sequence[np.ndarray[Any, Any]]],
    links: Sequence[Sequence[tuple[int, int]]],
    layers: int,
) -> tuple[int, list[int], dict[str, float]]:
    """The layer, its heads best first as many as help, and the accuracy of every layer.

    ``maps(layer)`` gives [H, T, S] for each sentence. Heads join greedily while
    their mean aligns better.
    """
    report: dict[str, float] = {}
    best: tuple[float, int, list[int]] = (-1.0, 0, [0])
    for layer in range(layers):
        sentences = maps(layer)
        heads = len(sentences[0])

        def share(
            chosen: Sequence[int], sentences: Sequence[np.ndarray[Any, Any]] = sentences
        ) -> float:
            found = [
                accuracy(m[list(chosen)].mean(axis=0), k)
                for m, k in zip(sentences, links, strict=True)
            ]
            return sum(hit for hit, _ in found) / max(1, sum(total for _, total in found))

        report[f"layer {layer}, all heads"] = share(range(heads))
        chosen: list[int] = []
        reached = -1.0
        while len(chosen) < heads:
            value, head = max((share([*chosen, h]), -h) for h in range(heads) if h not in chosen)
            if value <= reached:
                break
            reached, chosen = value, [*chosen, -head]
        report[f"layer {layer}, heads {chosen}"] = reached
        best = max(best, (reached, layer, chosen))
    return best[1], best[2], report


def move_first(weights: Weights, layer: int, heads: Sequence[int], count: int) -> Weights:
    """The same model with the given cross-attention heads of a layer in front."""
    order = [*heads, *(h for h in range(count) if h not in heads)]
    out = dict(weights)
    name = f"decoder.{layer}"
    width = out[f"{name}.cross_out.weight"].shape[0]
    size = width // count
    rows = np.concatenate([np.arange(h * size, (h + 1) * size, dtype=np.int64) for h in order])
    for kind in ("weight", "bias"):
        out[f"{name}.cross_q.{kind}"] = out[f"{name}.cross_q.{kind}"][rows]
        pair = np.concatenate([rows, rows + width])
        out[f"{name}.cross_kv.{kind}"] = out[f"{name}.cross_kv.{kind}"][pair]
    out[f"{name}.cross_out.weight"] = out[f"{name}.cross_out.weight"][:, rows]
    return out
