"""The recipe end to end on a toy pair; needs PyTorch, which only the recipe's environment has."""

# ruff: noqa: PLC0415, ANN401 - PyTorch is imported only where it is known to be there
# pyright: basic, reportMissingImports=false, reportAttributeAccessIssue=false

from __future__ import annotations

from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import pytest
import sentencepiece
from build_toy import config, lay_out, sentences

from models.build import attention, bundle, export, pack, recipe, spm, weights
from models.build.recipe import Room

torch: Any = pytest.importorskip("torch")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Room:
    room = lay_out(tmp_path_factory.mktemp("toy"))
    for step in ("corpus", "vocabulary", "start", "pack"):
        getattr(recipe, f"step_{step}")(config(), room)
    return room


def trained(room: Room, name: str, *steps: int) -> Any:
    from models.build import train

    torch.set_num_threads(1)
    trainer: Any = None
    for count in steps:
        plan = train.Run(folder=room.work / name, minutes=5, threads=1, max_steps=count)
        start = weights.load(room.work / "start.npz")
        trainer = train.run(config(), start, pack.read(room.work / "pairs"), plan)
    return trainer


def losses(room: Room, name: str) -> list[float]:
    curve = (room.work / name / "curve.tsv").read_text().splitlines()
    return [float(line.split("\t")[3]) for line in curve]


def test_training_learns_and_resumes_where_it_stood(room: Room) -> None:
    whole, halves = trained(room, "whole", 30), trained(room, "halves", 15, 15)
    assert (whole.step, whole.pairs, whole.chunk) == (halves.step, halves.pairs, halves.chunk)
    first, second = losses(room, "halves")
    assert second < first
    again = halves.weights(averaged=False)
    for name, value in whole.weights(averaged=False).items():
        assert np.array_equal(value, again[name]), name


def test_dropout_keeps_the_expectation_and_follows_the_step() -> None:
    from models.build.model import Dropout

    thin = Dropout(0.25, torch.zeros(()))
    ones = torch.ones(200, 300)
    thin.begin(7)
    first, second = thin(ones), thin(ones)
    thin.begin(7)
    assert torch.equal(first, thin(ones))
    assert not torch.equal(first, second)
    assert abs(float((first == 0).float().mean()) - 0.25) < 0.01
    assert abs(float(first.mean()) - 1) < 0.01
    assert Dropout(0.0, torch.zeros(()))(ones) is ones


def test_ctranslate2_scores_as_the_training_graph_does(room: Room) -> None:
    from models.build.model import Network

    plan = config().architecture
    model = trained(room, "whole", 1).weights(averaged=False)
    source, target = recipe.models(room)
    folder = room.work / "float"
    export.export(model, plan, source, target, folder, quantization="float32", alignment=(1, 2))
    engine = ctranslate2.Translator(str(folder), device="cpu", compute_type="float32")
    read, write = recipe.processors(room)
    tensors = {name: torch.from_numpy(value) for name, value in model.items()}
    network = Network(plan, {n: t for n, t in tensors.items() if n.count(".") > 1}, 64)
    for arabic, english in sentences(4, seed=11):
        got = engine.score_batch(
            [read.encode(arabic, out_type=str)], [write.encode(english, out_type=str)]
        )[0]
        ids = torch.tensor([*spm.rows(read.encode(arabic)), 0])
        gold = torch.tensor([*spm.rows(write.encode(english)), 0])
        memory = network.encode(tensors["source.embedding"][ids][None], None)
        previous = tensors["target.embedding"][gold[:-1]]
        previous = torch.nn.functional.pad(previous, (0, 0, 1, 0))[None]
        states = network.decode(previous, memory, None)[0]
        logits = states @ tensors["target.embedding"].T + tensors["target.bias"]
        want = logits.log_softmax(-1).gather(1, gold[:, None])[:, 0]
        assert np.allclose(got.log_probs, want.numpy(), atol=2e-3)


def test_a_bundle_becomes_weights_again(room: Room) -> None:
    plan = config().architecture
    model = weights.load(room.work / "start.npz")
    source, target = recipe.models(room)
    export.export(model, plan, source, target, room.work / "int8")
    again = bundle.read(room.work / "int8", plan)
    assert again.keys() == model.keys()
    for name, value in model.items():
        assert np.abs(again[name] - value).max() <= np.abs(value).max() / 127 + 1e-6
    weights.save(model, room.work / "small.npz", small=True)
    for name, value in weights.load(room.work / "small.npz").items():
        assert np.abs(model[name] - value).max() <= np.abs(value).max() / 127 + 1e-6


def test_moving_heads_changes_nothing_but_their_order(room: Room) -> None:
    from models.build.probe import cross_attention

    plan = config().architecture
    model = weights.load(room.work / "start.npz")
    moved = attention.move_first(model, 1, [2, 0], plan.heads)
    pairs = [pack.read(room.work / "pairs").pair(i) for i in range(3)]
    before, after = (cross_attention(plan, m, pairs) for m in (model, moved))
    for a, b in zip(before[1], after[1], strict=True):
        assert np.allclose(a[[2, 0, 1, 3]], b, atol=1e-5)
    for a, b in zip(before[0], after[0], strict=True):
        assert np.allclose(a, b, atol=1e-5)


def test_the_sampled_loss_estimates_the_whole(room: Room) -> None:
    from models.build import train

    packed = pack.read(room.work / "pairs")
    start = weights.load(room.work / "start.npz")
    plan = train.Run(folder=room.work / "loss", minutes=1)
    trainer = train.Trainer(config(), start, plan)
    batch = train.collate(packed, list(range(40)))
    with torch.no_grad():
        draws: list[float] = []
        for trainer.step in range(30):
            draws.append(float(trainer.forward(batch, train=False)[0]))
        sampled = float(np.mean(draws))
        rows = torch.arange(len(trainer.target.master))
        trainer._candidates = lambda gold: (rows, gold, torch.zeros(len(rows)))
        whole = float(trainer.forward(batch, train=False)[0])
    assert abs(sampled - whole) < 0.03 * whole


def test_the_bundle_translates_in_the_final_format(room: Room, tmp_path: Path) -> None:
    plan = config()
    source, target = recipe.models(room)
    model = weights.load(room.work / "start.npz")
    export.export(model, plan.architecture, source, target, tmp_path)
    assert {p.name for p in tmp_path.iterdir()} == {
        "model.bin",
        "config.json",
        "source.spm",
        "target.spm",
        "source_vocabulary.json",
        "target_vocabulary.json",
    }
    spell = sentencepiece.SentencePieceProcessor(model_file=str(tmp_path / "source.spm"))
    engine = ctranslate2.Translator(str(tmp_path), device="cpu")
    pieces = spell.encode("بيت كتاب.", out_type=str)
    (result,) = engine.translate_batch([pieces], return_attention=True, max_decoding_length=5)
    assert len(result.attention[0][0]) == len(pieces)


def test_a_parcel_arrives_whole_and_trains_there(room: Room, tmp_path: Path) -> None:
    from models.build import ship
    from models.build.__main__ import main

    start = weights.load(room.work / "start.npz")
    loads = ship.parcel(room.work, start, tmp_path / "parcel", load=20_000)
    assert len(loads) > 1
    there = tmp_path / "there"
    main(["receive", "--loads", *map(str, loads), "--work", str(there)])
    for kind in ("ids", "len", "json"):
        name = f"pairs.{kind}"
        assert (there / name).read_bytes() == (room.work / name).read_bytes()
    arrived = weights.load(there / "start.npz")
    assert arrived.keys() == start.keys()
    from models.build import train

    done = train.run(
        config(),
        arrived,
        pack.read(there / "pairs"),
        train.Run(folder=there / "run", minutes=1, threads=1, decay_steps=3),
    )
    assert (done.step, done.decayed) == (3, 1.0)
    weights.save(done.weights(), there / "trained.npz", small=True)
    back = ship.split(there / "trained.npz", tmp_path / "back", size=9_000)
    assert len(back) > 1
    main(["receive", "--loads", str(tmp_path / "back"), "--work", str(room.work), "--run", "gpu"])
    assert weights.load(room.work / "gpu" / "average.npz").keys() == start.keys()
