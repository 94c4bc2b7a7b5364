"""Parallel text: reading, filtering, and keeping devsets out."""

from __future__ import annotations

import io
import re
from collections import Counter
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, cast

import msgspec

from models.build.config import resolve
from models.build.text import key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from models.build.config import Config, Domain, Filter


class Example(msgspec.Struct, frozen=True, array_like=True):
    """A pair as the model will see it."""

    domain: str
    source: str
    target: str


class Row(msgspec.Struct, frozen=True):
    """A line of the corpus."""

    score: float
    origin: str
    source: str
    target: str


def lines(path: Path) -> Iterator[str]:
    """Lines of a UTF-8 file, zstd-compressed when it is named ``.zst``."""
    with path.open("rb") as raw, io.TextIOWrapper(_plain(raw, path), encoding="utf-8") as text:
        for line in text:
            yield line.rstrip("\n")


def _plain(raw: BinaryIO, path: Path) -> BinaryIO:
    if path.suffix != ".zst":
        return raw
    zstandard = import_module("zstandard")  # only the recipe's environment has it
    return cast("BinaryIO", zstandard.ZstdDecompressor().stream_reader(raw))


def rows(path: Path) -> Iterator[Row]:
    """Rows of ``score TAB source/part TAB source TAB target``."""
    for line in lines(path):
        score, origin, source, target = line.split("\t")
        yield Row(float(score), origin, source, target)


def keys(paths: Iterable[Path]) -> frozenset[str]:
    """What must not be trained on: the key of every line of every devset file."""
    return frozenset(key(line) for path in paths for line in lines(path)) - {""}


class Gate:
    """Which pairs are fit to train from; counts why the others are not."""

    def __init__(
        self,
        rules: Filter,
        letters: str,
        held_out: frozenset[str],
        *,
        one_script: bool = False,
        check: Callable[[str, str], str | None] | None = None,
    ) -> None:
        self._check = check
        self._rules = rules
        self._one_script = one_script
        self._source_letter = re.compile(f"[{letters}]")
        self._letter = re.compile(r"[^\W\d_]")
        self._reject = [re.compile(pattern) for pattern in rules.reject]
        self._held_out = held_out
        self._seen: set[int] = set()
        self.dropped: Counter[str] = Counter()

    def reason(self, domain: Domain, source: str, target: str) -> str | None:
        """Why a pair is unfit, or ``None``; remembers pairs to drop their repeats."""
        if not source or not target:
            return "empty"
        if not domain.min_words <= len(target.split()) <= domain.max_words:
            return "length"
        if any(p.search(source) or p.search(target) for p in self._reject):
            return "markup"
        if not self._written_right(source, target):
            return "script"
        unlike = None if domain.lexicon else self._unlike(source, target)
        why = unlike or self._known(source, target)
        if why is None and domain.checked and self._check is not None:
            return self._check(source, target)
        return why

    def _written_right(self, source: str, target: str) -> bool:
        letters = len(self._letter.findall(source))
        native = len(self._source_letter.findall(source))
        return (
            letters > 0
            and native >= self._rules.min_source_share * letters
            and (self._one_script or not self._source_letter.search(target))
        )

    def _unlike(self, source: str, target: str) -> str | None:
        ratio = len(source) / len(target)
        if not 1 / self._rules.max_ratio <= ratio <= self._rules.max_ratio:
            return "ratio"
        solid = target.replace(" ", "")
        symbols = len(solid) - len(self._letter.findall(solid))
        return "symbols" if symbols > self._rules.max_symbol_share * len(solid) else None

    def _known(self, source: str, target: str) -> str | None:
        source_key, target_key = key(source), key(target)
        if source_key in self._held_out or target_key in self._held_out:
            return "held out"
        pair = hash((source_key, target_key))
        if pair in self._seen:
            return "repeated"
        self._seen.add(pair)
        return None

    def admits(self, domain: Domain, source: str, target: str) -> bool:
        """Whether a pair is fit; counts the reason if not."""
        why = self.reason(domain, source, target)
        if why is not None:
            self.dropped[f"{domain.name}: {why}"] += 1
        return why is None


def domain_of(config: Config) -> Callable[[str], Domain | None]:
    """Finds the domain of an origin by its longest matching prefix; excluded ones have none."""
    table = [(prefix, domain) for domain in config.domains for prefix in domain.sources]
    table += [(prefix, None) for prefix in config.excluded]
    table.sort(key=lambda item: -len(item[0]))
    known: dict[str, Domain | None] = {}

    def find(origin: str) -> Domain | None:
        if origin not in known:
            known[origin] = next((d for prefix, d in table if origin.startswith(prefix)), None)
        return known[origin]

    return find


def examples(config: Config, path: Path, gate: Gate, *, every: int = 1) -> Iterator[Example]:
    """Normalised pairs of every n-th row that the gate admits, in the order of the file."""
    find = domain_of(config)
    spell_source = resolve(config.pair.source_normaliser)
    spell_target = resolve(config.pair.target_normaliser)
    for row in islice(rows(path), 0, None, every):
        domain = find(row.origin)
        if domain is None or domain.share + domain.final_share <= 0:
            continue
        if row.score < domain.min_score:
            gate.dropped[f"{domain.name}: score"] += 1
            continue
        source, target = " ".join(spell_source(row.source).split()), spell_target(row.target)
        if gate.admits(domain, source, target):
            yield Example(domain.name, source, target)
