"""How well Arabic is cut into sentences, beside other segmenters.

    python -m bench.segmentation [--shared ../shared] [--wrong]

Three tests. `news`: 515 sentences in 213 excerpts of seven agencies, read and
marked by hand, chosen because they are hard (`data/news_sentences.tsv` holds
ids and offsets, no text); the rules were set on the half `tune`, only the half
`score` counts. `flores`: FLORES-200 dev, eight lines to a paragraph, joined by
a space or a newline, every line taken for one sentence. `flores read`: the same
with the 88 sentences that begin inside a line (`data/flores_inner.tsv`), because
a segmenter that is right about those is wrong in the test before. How wrong is
the line `bound`: the score there of a segmenter that cuts exactly as read, which
no segmenter that cuts those 88 can pass.

F1 is of boundaries between sentences; the end of a text is not one of them, and
counts only in the last column, for comparison with figures that include it. A
boundary is right when as many characters other than spaces stand before it.
pySBD (MIT) is measured when it is installed, and with news only on the excerpts.
The growth of running time is in `bench.text_growth`.
"""

from __future__ import annotations

import argparse
import re
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from service.arabic.segment import sentences
from service.evaluation.gold import read_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Segmenter = Callable[[str], Iterable[str]]

DATA = Path(__file__).parent / "data"
PARAGRAPH = 8
_PATTERN = re.compile(r"(?<=[.!?؟])\s+|\n+")
_SPACE = re.compile(r"\s+")


class Case(msgspec.Struct, frozen=True):
    """A text and the sentences it should fall into."""

    name: str
    text: str
    sentences: tuple[str, ...]


class Score(msgspec.Struct):
    """Boundaries found, proposed and wanted."""

    right: int = 0
    proposed: int = 0
    wanted: int = 0
    texts: int = 0

    @property
    def precision(self) -> float:
        """Share of the proposed boundaries that are right."""
        return self.right / max(1, self.proposed)

    @property
    def recall(self) -> float:
        """Share of the wanted boundaries that are found."""
        return self.right / max(1, self.wanted)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return 2 * self.right / max(1, self.proposed + self.wanted)

    @property
    def f1_with_ends(self) -> float:
        """The same with the end of every text as one more boundary, right by nature."""
        return 2 * (self.right + self.texts) / (self.proposed + self.wanted + 2 * self.texts)


def mujaz(text: str) -> Iterable[str]:
    """Cut with `service.arabic.segment`."""
    return (text[begin:end] for begin, end in sentences(text))


def pattern(text: str) -> Iterable[str]:
    """Cut with one line of regular expression."""
    return _PATTERN.split(text)


def pysbd() -> Segmenter | None:
    """Return pySBD's Arabic segmenter, when it is installed."""
    try:
        module: Any = import_module("pysbd")
    except ImportError:
        return None
    segmenter: Any = module.Segmenter(language="ar", clean=False)
    return segmenter.segment


def boundaries(pieces: Iterable[str]) -> set[int]:
    """Where sentences meet, counted in characters other than spaces."""
    ends: list[int] = []
    for piece in pieces:
        size = len(_SPACE.sub("", piece))
        if size:
            ends.append((ends[-1] if ends else 0) + size)
    return set(ends[:-1])


def score(cases: Iterable[Case], segment: Segmenter) -> tuple[Score, list[str]]:
    """Score a segmenter; every wrong boundary comes back in its context."""
    total = Score()
    wrong: list[str] = []
    for case in cases:
        wanted, proposed = boundaries(case.sentences), boundaries(segment(case.text))
        total.right += len(wanted & proposed)
        total.proposed += len(proposed)
        total.wanted += len(wanted)
        total.texts += 1
        solid = _SPACE.sub("", case.text)
        wrong += [
            f"{'+' if at in proposed else '-'} {case.name}: "
            f"{solid[max(0, at - 30) : at]} | {solid[at : at + 20]}"
            for at in sorted(wanted ^ proposed)
        ]
    return total, wrong


def news(shared: Path, half: str) -> list[Case]:
    """One half of the excerpts marked by hand."""
    lines = (DATA / "news_sentences.tsv").read_text("utf-8").splitlines()
    rows = [row for line in lines if (row := line.split("\t"))[1:2] == [half]]
    texts = read_texts(shared / "news" / "ar.jsonl.zst", {row[0] for row in rows})
    cases: list[Case] = []
    for key, _, feature, excerpt, spans in rows:
        text = texts[key][1]
        pieces = (text[slice(*_span(span))] for span in spans.split())
        cases.append(Case(f"{key} {feature}", text[slice(*_span(excerpt))], tuple(pieces)))
    return cases


def flores(shared: Path, separator: str, *, read: bool) -> list[Case]:
    """FLORES-200 dev in paragraphs of eight lines."""
    lines = (shared / "devsets" / "flores200.dev.ara").read_text("utf-8").splitlines()
    inner: dict[int, list[int]] = {}
    if read:
        for row in (DATA / "flores_inner.tsv").read_text("utf-8").splitlines():
            if not row.startswith("#"):
                number, _, offsets = row.partition("\t")
                inner[int(number)] = [int(offset) for offset in offsets.split()]
    cases: list[Case] = []
    for first in range(0, len(lines), PARAGRAPH):
        chosen = range(first, min(first + PARAGRAPH, len(lines)))
        pieces = (
            lines[index][begin:end]
            for index in chosen
            for begin, end in pairwise((0, *inner.get(index + 1, []), len(lines[index])))
        )
        text = separator.join(lines[index].strip() for index in chosen)
        cases.append(Case(f"flores {first + 1}", text, tuple(pieces)))
    return cases


def bound(cases: Iterable[Case]) -> Segmenter:
    """Return the segmenter that cuts every text of `cases` as marked, and knows no other."""
    marked = {case.text: case.sentences for case in cases}
    return marked.__getitem__


def _span(written: str) -> tuple[int, int]:
    begin, _, end = written.partition("-")
    return int(begin), int(end)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--wrong", action="store_true", help="list every wrong boundary of ours")
    arguments = parser.parse_args()
    shared: Path = arguments.shared
    tests = {
        "news, half `tune`": news(shared, "tune"),
        "news, half `score`": news(shared, "score"),
        "flores, joined by a space": flores(shared, " ", read=False),
        "flores, newlines kept": flores(shared, "\n", read=False),
        "flores read, joined by a space": flores(shared, " ", read=True),
        "flores read, newlines kept": flores(shared, "\n", read=True),
    }
    as_lines = {"flores, joined by a space", "flores, newlines kept"}
    segmenters: dict[str, Segmenter] = {"mujaz": mujaz, "one-line pattern": pattern}
    if peer := pysbd():
        segmenters["pySBD"] = peer
    print(f"{'test':32}{'sentences':>10}  {'segmenter':18}{'P':>7}{'R':>7}{'F1':>7}{'+ends':>7}")
    for name, cases in tests.items():
        count = sum(len(case.sentences) for case in cases)
        known = {"bound": bound(tests[f"flores read{name[6:]}"])} if name in as_lines else {}
        for segmenter, segment in (segmenters | known).items():
            result, wrong = score(cases, segment)
            print(
                f"{name:32}{count:>10}  {segmenter:18}"
                f"{result.precision:7.3f}{result.recall:7.3f}{result.f1:7.3f}"
                f"{result.f1_with_ends:7.3f}"
            )
            if arguments.wrong and segmenter == "mujaz":
                print("\n".join(f"    {line}" for line in wrong))


if __name__ == "__main__":
    main()
