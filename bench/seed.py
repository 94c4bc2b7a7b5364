"""The seed article to its brief: time to the first sentence, time to the whole, memory.

One process, models loaded once, the memory of past segments off so that every
run does all the work. Each figure is the median and the 95th percentile of the
runs, after one that is not counted; beside it stands the share spent inside
translation, so that a slow machine can be told from a slow program.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from service.facade import Mujaz, Observer
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.schema import Segment

_SEED = Path(__file__).parent.parent / "seeds" / "white-house-ukraine.ar.txt"


class _First(Observer):
    def __init__(self) -> None:
        self.began = time.perf_counter()
        self.first: float | None = None

    def segment(self, segment: Segment) -> None:
        del segment
        if self.first is None:
            self.first = time.perf_counter() - self.began


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    options = parser.parse_args(arguments)
    text = _SEED.read_text("utf-8")
    settings = msgspec.structs.replace(Settings.from_environment(), memory_bytes=0)
    began = time.perf_counter()
    with Mujaz.load(settings) as mujaz:
        loaded = time.perf_counter() - began
        whole: list[float] = []
        first: list[float] = []
        share: list[float] = []
        for run in range(options.runs + 1):
            ears = _First()
            brief = mujaz.brief(text, observer=ears)
            seconds = time.perf_counter() - ears.began
            if run == 0 or ears.first is None or brief.timings is None:
                continue
            whole.append(seconds)
            first.append(ears.first)
            share.append(brief.timings.translation / brief.timings.total)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"load          {loaded:.2f} s")
    for name, values in (("first sentence", first), ("whole brief", whole)):
        ordered = sorted(values)
        late = ordered[int(0.95 * (len(ordered) - 1))]
        print(f"{name:<14}{statistics.median(values):.3f} s p50, {late:.3f} s p95")
    print(f"translation   {statistics.median(share):.0%} of the brief")
    print(f"peak memory   {peak:.0f} MB resident")


if __name__ == "__main__":
    main()
