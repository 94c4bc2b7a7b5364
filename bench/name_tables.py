"""Count the tables that tell names from other words, from pairs and name lists.

    python -m bench.name_tables [--shared ../shared] [--write]

`service/fidelity/data/english_words.txt`: words that English mostly writes in
lower case. `service/arabic/data/name_not.tsv`: stems of Arabic words that the
English beside them does not spell. `service/arabic/data/name_shape.tsv`: letters
that transliterations have more often than other words. Without `--write` only
what would change is counted. Rows written by hand at the end of a table stay.
"""

from __future__ import annotations

import argparse
import math
import re
import subprocess
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from service.arabic.clitics import fold, tokens
from service.arabic.sound_index import ArabicIndex
from service.arabic.unknown_names import stem
from service.fidelity.english_names import english_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[A-Za-z]{2,20}")
_ARABIC = re.compile("[\u0621-\u064a\u067e\u0686\u06a4\u06af]{2,}")
_NAME_LISTS = ("names_google_translit", "names_wd_steveash")
_SKIPPED = ("names", "dict", "aspose")
"""Sources without sentences, or with the same ones again and again."""
_RATHER_NAMES = frozenset(
    ("bush", "jack", "frank", "victor", "rob", "pat", "ann", "bud", "chase", "jordan", "chad")
)
"""Words of the list that news writes of people and countries."""
_STEP = 3
"""Of long sources every third pair is enough."""
_NEWS = ("news", "syr", "clef", "fig", "tico", "mtgen", "xquad", "tat", "bible", "wikiqa")
_LOWER, _NOT_SPELT = 0.12, 0.55
_SOURCES = 2
_TRIGRAM, _WEIGHT = 8, 0.6
_HAND = "# Words of the news"


def pairs(shared: Path) -> Iterator[tuple[str, str, str]]:
    """Source, Arabic and English of every pair."""
    command = ["zstd", "-dc", str(shared / "corpora" / "ar-en.tsv.zst")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 4:
                yield cells[1], cells[2], cells[3]


class EnglishCounts:
    """How often words stand in lower case, with a capital inside a sentence, and where."""

    def __init__(self) -> None:
        self.lower: Counter[str] = Counter()
        self.capital: Counter[str] = Counter()
        self.sources: dict[str, set[str]] = {}

    def add(self, source: str, english: str) -> None:
        """Count one sentence of a source."""
        for match in _WORD.finditer(english):
            word = match.group()
            if word.islower():
                self.lower[word] += 1
                self.sources.setdefault(word, set()).add(source.split("/", maxsplit=1)[0])
            elif word[0].isupper() and english[: match.start()].rstrip()[-1:].isalpha():
                self.capital[word.lower()] += 1

    def words(self) -> list[str]:
        """Ordinary words, without regular forms of others in the list."""
        kept: set[str] = set()
        for word in sorted(self.lower, key=lambda one: (len(one), one)):
            count = self.lower[word]
            often = count >= 3 and count >= _LOWER * (count + self.capital[word])
            spread = len(self.sources[word]) >= _SOURCES
            if word in _RATHER_NAMES or not (often and spread):
                continue
            if not any(base in kept for base in _bases(word)):
                kept.add(word)
        return sorted(kept)


def _bases(word: str) -> Iterator[str]:
    for ending in ("s", "es", "ed", "ing", "ly", "er", "ers", "ness", "ment", "able"):
        base = word.removesuffix(ending)
        if base != word and len(base) > 2:
            yield base
            yield base + "e"


class ArabicCounts:
    """How often Arabic words stand beside an English name that sounds like them."""

    def __init__(self) -> None:
        self.all: Counter[str] = Counter()
        self.spelt: Counter[str] = Counter()

    def add(self, arabic: str, english: str) -> None:
        """Count one pair."""
        keys = {key for key in tokens(arabic).keys if _ARABIC.fullmatch(key)}
        self.all.update(keys)
        names = {name.plain for name in english_names(english)}
        if names:
            for key in keys:
                index = ArabicIndex((key,))
                self.spelt[key] += any(map(index.hears, names))

    def stems(self) -> list[str]:
        """Stems of words that are mostly not spelt in the English."""
        total: Counter[str] = Counter()
        plain: Counter[str] = Counter()
        for key, count in self.all.items():
            total[stem(key)] += count
            plain[stem(key)] += count - min(count, self.spelt[key])
        return sorted(
            one
            for one, count in plain.items()
            if count > 2 and count >= _NOT_SPELT * total[one] and 1 < len(one) <= 12
        )


def shapes(names: Iterable[str], words: Iterable[str]) -> dict[float, list[str]]:
    """Log odds of each trigram in names against words, the clear ones, by value."""
    inside = Counter(gram for name in set(names) for gram in _grams(name))
    outside = Counter(gram for word in set(words) for gram in _grams(word))
    found: dict[float, list[str]] = {}
    for gram in sorted(inside.keys() | outside.keys()):
        odds = math.log((inside[gram] + 1) / (inside.total() + 1))
        weight = round(odds - math.log((outside[gram] + 1) / (outside.total() + 1)), 1)
        if inside[gram] + outside[gram] >= _TRIGRAM and abs(weight) >= _WEIGHT:
            found.setdefault(weight, []).append(gram)
    return found


def _grams(word: str) -> list[str]:
    framed = f"^{word}$"
    return [framed[at : at + 3] for at in range(len(framed) - 2)]


def put(package: str, name: str, lines: list[str], *, write: bool) -> None:
    """Replace the counted rows of a table; comments before and rows by hand after stay."""
    file = Path(str(files(package) / "data" / name))
    old = file.read_text("utf-8").splitlines()
    hand = next((at for at, line in enumerate(old) if line.startswith(_HAND)), len(old))
    head = [line for line in old[:hand] if line.startswith("#")]
    counted = [line for line in old[:hand] if not line.startswith("#")]
    print(f"{name}: {len(lines)} rows, {len(set(lines) ^ set(counted))} differ")
    if write:
        file.write_text("\n".join([*head, *lines, *old[hand:]]) + "\n", "utf-8")


def main() -> None:
    """Count, and store when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    english, arabic = EnglishCounts(), ArabicCounts()
    names: list[str] = []
    for number, (source, ar, en) in enumerate(pairs(arguments.shared)):
        if source.startswith(_NAME_LISTS):
            names += [key for key in map(fold, ar.split()) if _ARABIC.fullmatch(key)]
        elif not source.startswith(_SKIPPED) and len(en.split()) >= 4 and len(en) <= 400:
            english.add(source, en)
            if source.startswith(_NEWS) or number % _STEP == 0:
                arabic.add(ar, en)
    stems = arabic.stems()
    rows = [
        f"{length}\t{' '.join(group[at : at + 14])}"
        for length in range(2, 13)
        for group in [[one for one in stems if len(one) == length]]
        for at in range(0, len(group), 14)
    ]
    words = [key for key, count in arabic.all.items() if count > 1 and not arabic.spelt[key]]
    weights = shapes(names, words)
    put("service.fidelity", "english_words.txt", english.words(), write=arguments.write)
    put("service.arabic", "name_not.tsv", rows, write=arguments.write)
    put(
        "service.arabic",
        "name_shape.tsv",
        [f"{weight}\t{' '.join(weights[weight])}" for weight in sorted(weights, reverse=True)],
        write=arguments.write,
    )


if __name__ == "__main__":
    main()
