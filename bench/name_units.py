r"""Count how single words of names are mostly spelt in English.

    python -m bench.name_units --wikidata wd_arabic.normalized.aligned.tokens \
        --wikipedia ar2en.txt --index names.sqlite3 [--shared ../shared] [--write]

Writes `service/arabic/data/name_units.tsv`. The lists are, in this order: people of
Wikidata (Merhav and Ash, *Design Challenges in Named Entity Transliteration*,
COLING 2018; CC0), titles of Wikipedia (google/transliteration; Apache-2.0), and the
index of the registry package `arabic-name-romanizer` (Wikidata and Algerian corpora;
CC0). A spelling must sound like the Arabic; a word that the English beside it mostly
does not spell, or that is frequent in news and no name by its stem, is left out.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import subprocess
import unicodedata
from collections import Counter, defaultdict
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bench.name_tables import pairs
from service.arabic.clitics import fold, tokens
from service.arabic.sounds import akin, distance
from service.arabic.unknown_names import FOREIGN, plain, shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SPELLING = re.compile(r"[a-z][a-z'-]{1,24}")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "’": "'", "ʻ": "'"}
)
_SKIPPED = ("names", "dict", "aspose", "hadith", "quran", "manpages")
"""Sources without sentences of today, or with the same ones again and again."""
_LEAST = 4
"""Letters of a word; shorter ones are everyday words too often."""
_ENOUGH = 40
"""Pairs a word is looked at in."""
_SPELT = 0.6
_COLLIDES, _SURELY = 5, 5
_OTHERS = 2
_STEP = 3
"""Every so manieth article of the news is enough to count words in."""


class _Article(msgspec.Struct):
    text: str


class Evidence(msgspec.Struct):
    """Where a word stood, and whether the English beside it spells it."""

    pairs: Counter[str]
    spelt: Counter[str]
    news: Counter[str]


def latin(word: str) -> str:
    """Return a spelling in lower case without diacritics."""
    bare = unicodedata.normalize("NFD", word.lower().translate(_LETTERS))
    return "".join(char for char in bare if not unicodedata.combining(char))


def votes(wikidata: Path, wikipedia: Path, index: Path) -> Iterator[tuple[str, str, int]]:
    """Folded Arabic word, spelling and how often, of every list."""
    for line in wikidata.read_text("utf-8").splitlines():
        english, arabic, count = line.split("\t")
        yield fold(arabic.replace(" ", "")), latin(english), int(count)
    for line in wikipedia.read_text("utf-8").splitlines():
        arabic, _, english = line.partition("\t")
        yield fold(arabic), latin(english), 1
    with closing(sqlite3.connect(index)) as base:
        query = "SELECT arabic_key, latin, SUM(count) FROM units GROUP BY 1, 2"
        for arabic, english, count in base.execute(query):
            yield fold(arabic), latin(english), max(1, count // 2)


def evidence(shared: Path, keys: frozenset[str]) -> Evidence:
    """Look for the words in half of the pairs and in a third of the news."""
    seen = Evidence(pairs=Counter(), spelt=Counter(), news=Counter())
    for number, (source, arabic, english) in enumerate(pairs(shared)):
        if source.startswith(_SKIPPED) or number % 2:
            continue
        here = {key for key in tokens(arabic).keys if key in keys and seen.pairs[key] < _ENOUGH}
        words = [latin(word) for word in re.findall(r"[^\W\d_]{3,}", english)] if here else []
        for key in here:
            seen.pairs[key] += 1
            seen.spelt[key] += any(akin(key, word) for word in words)
    command = ["zstd", "-dcq", str(shared / "news" / "ar.jsonl.zst")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        for number, line in enumerate(process.stdout or ()):
            if number % _STEP == 0:
                text = msgspec.json.decode(line, type=_Article).text
                seen.news.update(key for key in tokens(text).keys if key in keys)
    return seen


def is_name(key: str, count: int, seen: Evidence) -> bool:
    """Whether a word that `count` names hold is a name where it stands in news."""
    if key in seen.pairs and seen.spelt[key] < _SPELT * seen.pairs[key]:
        return False
    if not plain(key):
        return True
    foreign = shape(key) >= FOREIGN and key not in seen.pairs
    return foreign and (seen.news[key] < _COLLIDES or count >= _SURELY)


def spellings(key: str, counted: Counter[str]) -> list[str]:
    """Return the spellings that sound like the word, the most frequent first."""
    fit = [one for one in counted if _SPELLING.fullmatch(one) and akin(key, one)]
    fit.sort(key=lambda one: (-counted[one], distance(key, one), len(one), one))
    return [one for one in fit if counted[one] * 10 >= counted[fit[0]]]


def capitals(word: str) -> str:
    """Return a name as English writes it: Al-Kuwari, O'Brien, McCarthy."""
    word = re.sub(r"(^|-|^[od]')([a-z])", lambda m: m[1] + m[2].upper(), word)
    word = re.sub(r"^[od]'", lambda m: m[0].upper(), word)
    return re.sub(r"^Mc([a-z])", lambda m: "Mc" + m[1].upper(), word)


def rows(counts: Mapping[str, Counter[str]], seen: Evidence) -> Iterator[str]:
    """Lines of the table, sorted."""
    for key in sorted(counts):
        found = spellings(key, counts[key])
        if found and is_name(key, sum(counts[key][one] for one in found), seen):
            yield key + "\t" + "|".join(map(capitals, found[: 1 + _OTHERS]))


def main() -> None:
    """Count, and store when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--wikidata", "--wikipedia", "--index"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    lists = votes(arguments.wikidata, arguments.wikipedia, arguments.index)
    for key, english, count in lists:
        if len(key) >= _LEAST and key.isalpha() and not key.isascii():
            counts[key][english] += count
    found = list(rows(counts, evidence(arguments.shared, frozenset(counts))))
    file = Path(str(files("service.arabic") / "data" / "name_units.tsv"))
    old = file.read_text("utf-8").splitlines()
    head = [line for line in old if line.startswith("#")]
    print(
        f"{len(counts)} words, {len(found)} rows, {len(set(found) ^ set(old) - set(head))} differ"
    )
    if arguments.write:
        file.write_text("\n".join([*head, *found]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
