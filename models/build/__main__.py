"""``python -m models.build <step>``: every step of the recipe, alone or all in a row."""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from models.build import config as configuration

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.build.config import Config
    from models.build.recipe import Room

HERE = Path(__file__).parent
PREPARE = ("corpus", "vocabulary", "pivot", "start", "pack", "hints")
STEPS = (*PREPARE, "train", "bundle", "evaluate", "card", "all", "ship", "receive")


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m models.build", description=__doc__)
    add = parser.add_argument
    add("step", choices=STEPS)
    add("--config", type=Path, default=HERE / "config" / "ar-en.toml")
    add("--slice", choices=("whole", "small"), default="whole", help="small: a tiny model")
    add("--work", type=Path, default=Path("build/ar-en"), help="what the steps leave")
    add("--corpus", type=Path, help="instead of the shared parallel text")
    add("--shared", type=Path, default=Path("../shared"), help="corpora, news and devsets")
    add("--parent", type=Path, help="parent model, Hugging Face Marian layout")
    add("--pivot", type=Path, help="reverse parent, same layout")
    add("--run", default="run", help="name of the training run inside --work")
    add("--minutes", type=float, default=60.0)
    add("--decay", action="store_true", help="let the learning rate fall to zero over --minutes")
    add("--decay-steps", type=int, default=0, help="the same over a number of steps")
    add("--learning-rate", type=float, help="instead of the configured peak, for a branch")
    add("--max-steps", type=int, default=1_000_000)
    add("--device", default="cpu")
    add("--threads", type=int, default=2)
    add("--start-bundle", type=Path, help="start from this bundle, its whole decoder trained")
    add("--seed", type=int, help="instead of the configured one: other pairs first")
    add("--out", type=Path, help="folder of the bundle, or of the parcel")
    add("--load", type=int, default=40, help="MiB per parcel folder")
    add("--loads", type=Path, nargs="*", default=[], help="parcel folders to receive")
    add("--beam", type=int, default=4)
    add("--limit", type=int)
    add("--figures", type=Path, help="TSV of metric, value, data: what another program measured")
    add("--devset", default="flores200.dev", help="NAME.ara and NAME.eng under devsets")
    return parser.parse_args(argv)


def small(config: Config) -> Config:
    """The same recipe, sized to run end to end in minutes."""
    replace = msgspec.structs.replace
    return replace(
        config,
        architecture=configuration.Architecture(
            encoder_layers=2, decoder_layers=1, width=64, ffn=128, heads=4
        ),
        vocabulary=replace(
            config.vocabulary, source_pieces=1500, target_pieces=1500, sentences=4000
        ),
        train=replace(
            config.train, batch_tokens=1200, candidates=512, warmup_steps=5, max_tokens=60
        ),
    )


def room_of(args: argparse.Namespace) -> Room:
    """Where this command reads and writes."""
    from models.build.recipe import Room  # noqa: PLC0415  (not needed where one only trains)

    tiny = args.slice == "small"
    return Room(
        work=args.work,
        corpus=args.corpus or args.shared / "corpora" / "ar-en.tsv.zst",
        source_news=args.shared / "news" / "ar.jsonl.zst",
        target_news=args.shared / "news" / "en.jsonl.zst",
        devsets=args.shared / "devsets",
        parent=None if tiny else args.parent,
        pivot=None if tiny else args.pivot,
        every=150 if tiny else 1,
    )


def train(config: Config, args: argparse.Namespace) -> None:
    """One sitting of training, resumed from its checkpoint if there is one."""
    from models.build import pack, weights  # noqa: PLC0415
    from models.build import train as training  # noqa: PLC0415

    if args.device != "cpu" and config.accelerator is not None:
        config = msgspec.structs.replace(config, train=config.accelerator)
    schedule = config.train
    if args.learning_rate is not None:
        schedule = msgspec.structs.replace(schedule, learning_rate=args.learning_rate)
    if args.start_bundle is not None:
        from models.build import bundle  # noqa: PLC0415

        start = bundle.read(args.start_bundle, config.architecture)
        schedule = msgspec.structs.replace(schedule, release_step=0)
    else:
        start = weights.load(args.work / "start.npz")
    done = training.run(
        msgspec.structs.replace(config, train=schedule),
        start,
        pack.read(args.work / "pairs"),
        training.Run(
            folder=args.work / args.run,
            minutes=args.minutes,
            device=args.device,
            threads=args.threads,
            decay_steps=args.decay_steps,
            decay_by_time=args.decay,
            max_steps=args.max_steps,
        ),
    )
    if args.out is not None:
        from models.build import ship  # noqa: PLC0415

        small_weights = args.work / args.run / "trained.npz"
        weights.save(done.weights(), small_weights, small=True)
        ship.split(small_weights, args.out)
    print(f"step {done.step}, {done.pairs} pairs, {done.seconds:.0f} s")


def bundle(config: Config, args: argparse.Namespace) -> None:
    """Average, put the aligning heads first, quantize, write; hints come along."""
    from models.build import export, recipe, weights  # noqa: PLC0415

    room = room_of(args)
    trained = weights.load(args.work / args.run / "average.npz")
    moved, alignment, report = recipe.step_align(config, room, trained)
    source, target = recipe.models(room)
    export.export(
        moved, config.architecture, source, target, bundle_folder(args), alignment=alignment
    )
    hints = args.work / "words.tsv"
    if hints.exists():
        shutil.copy(hints, bundle_folder(args))
    if config.pair.source == config.pair.target:
        from models.build import shortlist, spm  # noqa: PLC0415

        lines = shortlist.lines(shortlist.shortlist(spm.tokens(target)))
        (bundle_folder(args) / "vmap.txt").write_text("".join(lines), "utf-8")
    print(f"attention of layer {alignment[0]}, {alignment[1]} heads: {report}")


def bundle_folder(args: argparse.Namespace) -> Path:
    """Folder of the bundle that is written or measured."""
    folder: Path = args.out or args.work / "bundle"
    return folder


def evaluate(config: Config, args: argparse.Namespace) -> None:
    """Score the bundle on the devset and keep its output."""
    from models.build import evaluate as evaluation  # noqa: PLC0415

    folder = bundle_folder(args)
    name: str = args.devset
    scores, hypotheses = evaluation.score(
        folder,
        args.shared / "devsets" / f"{name}.{SUFFIXES[config.pair.source]}",
        args.shared / "devsets" / f"{name}.{SUFFIXES[config.pair.target]}",
        configuration.resolve(config.pair.source_normaliser),
        beam=args.beam,
        limit=args.limit,
    )
    (args.work / f"{name}.hypotheses.txt").write_text("\n".join(hypotheses) + "\n")
    line = msgspec.json.encode(scores)
    with (args.work / "scores.jsonl").open("ab") as log:
        log.write(line + b"\n")
    print(msgspec.json.format(line).decode())


def card(config: Config, args: argparse.Namespace) -> None:
    """Write the card and the catalogue entry of the bundle from what was measured on it."""
    from models.build import card, catalogue, evaluate  # noqa: PLC0415

    folder = bundle_folder(args)
    model = evaluate.digest(folder / "model.bin")[:12]
    own: Path = args.work / "scores.jsonl"
    log: list[bytes] = own.read_bytes().splitlines() if own.exists() else []
    measured = [msgspec.json.decode(line, type=evaluate.Scores) for line in log]
    measured = list({(s.devset, s.beam): s for s in measured if s.model == model}.values())
    kept = msgspec.json.decode((args.work / "corpus.json").read_bytes())["kept"]
    curve = HERE / "curves" / f"{config.id}.tsv"
    others = card.figures(args.figures) if args.figures else []
    text = card.render(
        args.config.with_suffix(".card.md").read_text("utf-8"),
        {
            "data": card.data(config, kept),
            "curve": card.curve(card.points(curve)) if curve.exists() else "",
            "scores": card.scores(measured),
            "figures": card.figures_table(others),
        },
    )
    (folder / "README.md").write_text(text, "utf-8")
    path = folder.parent / "catalogue.toml"
    before = path.read_text("utf-8") if path.exists() else "# Models that Mujaz knows.\n"
    figures = catalogue.scores(measured)
    figures += [{**row, "signature": f"model.bin {model}"} for row in others]
    entry = catalogue.entry(folder, config.facts, config.decoding, figures)
    path.write_text(catalogue.put(before, config.id, entry), "utf-8")


SUFFIXES = {"ar": "ara", "en": "eng"}


def ship(config: Config, args: argparse.Namespace) -> None:
    """Lay out parcel folders for a machine that only trains."""
    from models.build import bundle, ship, weights  # noqa: PLC0415

    del config
    start = (
        bundle.read(args.start_bundle, configuration.load(args.config).architecture)
        if args.start_bundle is not None
        else weights.load(args.work / args.run / "average.npz")
    )
    for folder in ship.parcel(args.work, start, args.out, args.load * 2**20):
        print(folder, sum(p.stat().st_size for p in folder.iterdir()))


def receive(config: Config, args: argparse.Namespace) -> None:
    """Join what travelled: on the other machine the parcel, here the trained weights."""
    from models.build import ship, weights  # noqa: PLC0415

    del config
    names = ship.unpack(args.loads, args.work)
    if "trained.npz" in names:
        (args.work / args.run).mkdir(exist_ok=True)
        weights.save(weights.load(args.work / "trained.npz"), args.work / args.run / "average.npz")
    print(names)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the step, or all of them; the exit status."""
    args = arguments(argv)
    config = configuration.load(args.config)
    if args.seed is not None:
        config = msgspec.structs.replace(config, seed=args.seed)
    if args.slice == "small":
        config = small(config)
    steps = (*PREPARE, "train", "bundle", "evaluate") if args.step == "all" else (args.step,)
    for step in steps:
        begun = time.monotonic()
        print(f"== {step}", flush=True)
        if step in PREPARE:
            from models.build import recipe  # noqa: PLC0415

            print(getattr(recipe, f"step_{step}")(config, room_of(args)))
        else:
            {
                "train": train,
                "bundle": bundle,
                "evaluate": evaluate,
                "card": card,
                "ship": ship,
                "receive": receive,
            }[step](config, args)
        print(f"   {time.monotonic() - begun:.1f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
