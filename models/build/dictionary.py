r"""Make the table of everyday words from free dictionaries; needs ``lemminflect`` and ``wordfreq``.

    python -m models.build.dictionary --stardict FOLDER --wordnets wns --wordnet dict \
        --own models/build/data/news_words.tsv --out models/build/data/words.tsv

``FOLDER`` is the Arabic-English part of Wiktionary as StarDict (CC BY-SA 3.0,
github.com/Vuizur/Wiktionary-Dictionaries), ``wns`` the Open Multilingual Wordnet
(github.com/omwn/omw-data: Arabic WordNet, Wiktionary and CLDR against it; CC BY-SA 3.0,
Unicode), ``dict`` Princeton WordNet 3.0 (registry package ``WNdb``; WordNet licence).
``--own`` holds words of the news written for Mujaz; its rows stand before all others.
Only what means what is taken over, no wording of an entry.
"""

# pyright: basic, reportMissingImports=false
# (lemminflect and wordfreq are installed by whoever makes the table.)

from __future__ import annotations

import argparse
import gzip
import html
import re
import struct
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from models.build.corpus import lines
from service.arabic.normalise import normalise_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ARABIC = re.compile("[\u0621-\u064a][\u0621-\u064a ]+")
_ENGLISH = re.compile(r"[A-Za-z][A-Za-z'\- ]+")
_VAGUE = frozenset(("be", "or", "something", "someone", "any", "of"))
_RARE = 2.2
"""Zipf frequency (van Heuven et al. 2014) below which a word explains nothing."""
_CHOSEN = 2.5
_SENSES = (1.0, 0.6, 0.4)
"""Votes of the first, second and third translation that Wiktionary gives."""
_WORDNETS = {
    "arb/wn-data-arb.tab": 0.6,
    "wikt/wn-wikt-arb.tab": 0.8,
    "cldr/wn-cldr-arb.tab": 1.0,
}
_OWN = (9.0, 8.0, 7.0)
_UNCLEAR = "unclear"
_LEAST, _KEPT = 0.55, 3


class Vote(msgspec.Struct, frozen=True):
    """What one dictionary says."""

    ar: str
    en: str
    kind: str
    weight: float


class Heading(msgspec.Struct, frozen=True):
    """An entry of Wiktionary."""

    word: str
    text: str
    forms: frozenset[str]


def stardict(folder: Path) -> Iterator[Heading]:
    """Entries of a StarDict dictionary, with the forms that lead to them."""
    (index_file,) = folder.glob("*.idx")
    index, synonyms = index_file.read_bytes(), index_file.with_suffix(".syn").read_bytes()
    text = gzip.decompress(index_file.with_suffix(".dict.dz").read_bytes())
    forms: dict[int, list[str]] = defaultdict(list)
    for form, (number,) in _records(synonyms, ">I"):
        forms[number].append(form)
    for number, (word, (start, size)) in enumerate(_records(index, ">II")):
        own = {spelled(form) for form in forms[number]}
        yield Heading(
            spelled(word),
            text[start : start + size].decode(),
            frozenset(form for form in own if _ARABIC.fullmatch(form)),
        )


def _records(data: bytes, layout: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    at, width = 0, struct.calcsize(layout)
    while at < len(data):
        end = data.index(0, at)
        yield data[at:end].decode(), struct.unpack(layout, data[end + 1 : end + 1 + width])
        at = end + 1 + width


def spelled(word: str) -> str:
    """A word as the model's source text has it."""
    return normalise_text(word).strip()


def common(english: str, least: float = 2.0) -> float:
    """Zipf frequency of the rarest word of a plain English term, or 0."""
    from wordfreq import zipf_frequency  # noqa: PLC0415

    words = english.split()
    if not _ENGLISH.fullmatch(english) or not 0 < len(words) <= 2 or _VAGUE & set(words):
        return 0.0
    rarest = min(zipf_frequency(word, "en") for word in words)
    return rarest if rarest >= least else 0.0


def inflected(english: str, tag: str) -> str | None:
    """The term with its head (of a verb the first word, else the last) in the form of `tag`."""
    from lemminflect import getInflection  # noqa: PLC0415

    words = english.split(" ")
    head = 0 if tag.startswith("V") else -1
    found = getInflection(words[head], tag)
    if not found:
        return None
    words[head] = found[0]
    return " ".join(words)


def senses(text: str) -> tuple[str, list[str]]:
    """Part of speech of an entry, and the plain terms that its first senses begin with."""
    speech = re.findall(r"<i>(\w[\w ]*)</i>", text)
    terms: list[str] = []
    for item in re.findall(r"<li>(.*?)</li>", text)[:3]:
        gloss = html.unescape(re.sub("<[^>]+>", "", item))
        for _ in range(2):
            gloss = re.sub(r"\([^()]*\)", "", gloss)
        for term in [part.strip(" .") for part in re.split("[;,]", gloss)][:2]:
            plain = re.sub(r"^(?:to|an?|the) ", "", term)
            if common(plain) and plain not in terms:
                terms.append(plain)
    return (speech[0] if speech else ""), terms[:4]


def wiktionary(entries: Iterator[Heading]) -> Iterator[Vote]:
    """Votes of Wiktionary for words and for the forms that it lists."""
    shapes = {"noun": _noun, "adj": _adjective, "verb": _verb}
    for entry in entries:
        speech, terms = senses(entry.text)
        if not _ARABIC.fullmatch(entry.word):
            continue
        for rank, term in enumerate(terms):
            weight = _SENSES[min(rank, 2)]
            if speech in shapes:
                yield from (Vote(*one, weight) for one in shapes[speech](entry, term))
            elif speech in ("adv", "name"):
                yield Vote(entry.word, term, speech, weight)


def _noun(entry: Heading, term: str) -> Iterator[tuple[str, str, str]]:
    singular = entry.word.removeprefix("ال")
    feminine = singular.endswith("ة")
    stem = singular[:-1] if feminine else singular
    yield singular, term, f"noun.sg.{'f' if feminine else 'm'}"
    several = inflected(term, "NNS") if term.islower() else None
    if several is None or several == term:
        return
    definite = {form[2:] for form in entry.forms if form.startswith("ال")}
    duals = {stem + ending for ending in ("ان", "ين", "تان", "تين")}
    plurals = definite - duals - {singular, singular + "ا"}
    if stem + "ون" in definite:
        plurals = {stem + "ون", stem + "ين"}
    plurals = {form for form in plurals if not (form.endswith("ا") and form[:-1] in plurals)}
    if len(plurals) <= 2:
        for form in plurals:
            yield form, several, f"noun.pl.{'f' if form.endswith('ات') else 'm'}"


def _adjective(entry: Heading, term: str) -> Iterator[tuple[str, str, str]]:
    yield entry.word, term, "adj.m"
    if entry.word + "ة" in entry.forms:
        yield entry.word + "ة", term, "adj.f"


def _verb(entry: Heading, term: str) -> Iterator[tuple[str, str, str]]:
    if "to " + term not in entry.text:
        return
    past, present = inflected(term, "VBD"), inflected(term, "VBZ")
    if past:
        yield entry.word, past, "verb.past.m"
        if entry.word + "ت" in entry.forms:
            yield entry.word + "ت", past, "verb.past.f"
    third = {form for form in entry.forms if form.startswith("ي") and form[-1] not in "اونين"}
    if present and 0 < len(third) <= 3:
        form = max(third, key=lambda one: (len(one), one))
        yield form, present, "verb.pres.m"
        yield "ت" + form[1:], present, "verb.pres.f"


def wordnet(folder: Path) -> dict[str, list[str]]:
    """Lemmas of every synset of Princeton WordNet 3.0, by offset and part of speech."""
    found: dict[str, list[str]] = {}
    for name, letter in (("noun", "n"), ("verb", "v"), ("adj", "a"), ("adv", "r")):
        for line in (folder / f"data.{name}").read_text("latin1").splitlines():
            if line and not line.startswith(" "):
                cells = line.split("|")[0].split()
                lemmas = cells[4 : 4 + 2 * int(cells[3], 16) : 2]
                found[f"{cells[0]}-{letter}"] = [
                    re.sub(r"\(.*\)", "", lemma).replace("_", " ") for lemma in lemmas
                ]
    return found


def wordnets(folder: Path, english: dict[str, list[str]]) -> Iterator[Vote]:
    """Votes of the Arabic wordnets, for the first usual lemma of each synset."""
    for name, weight in _WORDNETS.items():
        for line in lines(folder / name):
            cells = line.split("\t")
            if line.startswith("#") or len(cells) < 3 or cells[1] != "arb:lemma":
                continue
            word = spelled(cells[2].replace("_", " "))
            lemmas = [one for one in english.get(cells[0], []) if common(one)]
            if lemmas and _ARABIC.fullmatch(word) and word.count(" ") < 3:
                term = max(lemmas, key=lambda one: common(one) >= _CHOSEN)
                yield from (Vote(*one, weight) for one in _lemma(word, term, cells[0][-1]))


def _lemma(word: str, term: str, speech: str) -> Iterator[tuple[str, str, str]]:
    feminine, several = word.endswith("ة"), " " in word
    if speech == "n":
        word = word if several else word.removeprefix("ال")
        yield word, term, f"noun.sg.{'f' if feminine else 'm'}"
        plural = inflected(term, "NNS") if feminine and term.islower() else None
        if plural:
            yield word[:-1] + "ات", plural, "noun.pl.f"
    elif speech in "as":
        yield word, term, "adj.m"
        if not feminine and not several:
            yield word + "ة", term, "adj.f"
    elif speech == "v" and not several and not feminine:
        past = inflected(term, "VBD")
        if past:
            yield word, past, "verb.past.m"
    elif speech == "r":
        yield word, term, "adv"


def own(path: Path) -> Iterator[Vote]:
    """Votes of the words written for Mujaz: Arabic, English and kind in columns.

    A word of the kind ``unclear`` has no entry whatever the dictionaries say.
    """
    ranks: dict[str, int] = defaultdict(int)
    for line in lines(path):
        if not line.startswith("#"):
            ar, en, kind = line.split("\t")
            yield Vote(spelled(ar), en, kind, _OWN[min(ranks[ar], 2)])
            ranks[ar] += 1


def tally(votes: Sequence[Vote]) -> list[Vote]:
    """One row per word, kind and translation that enough was said for, best first."""
    sums: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    unclear = {vote.ar for vote in votes if vote.kind == _UNCLEAR}
    for vote in votes:
        if vote.ar in unclear:
            continue
        if vote.weight >= min(_OWN) or (common(vote.en, _RARE) and len(vote.ar) > 1):
            sums[vote.ar, vote.kind][vote.en] += vote.weight
    rows: list[Vote] = []
    for (ar, kind), terms in sums.items():
        ranked = sorted(terms.items(), key=lambda item: (-item[1], -common(item[0]), item[0]))
        rows += [
            Vote(ar, en, kind, round(weight, 1))
            for en, weight in ranked[:_KEPT]
            if weight >= _LEAST or weight == ranked[0][1]
        ]
    return sorted(rows, key=lambda row: (row.ar, -row.weight, row.kind, row.en))


def main(argv: Sequence[str] | None = None) -> int:
    """Write the table."""
    parser = argparse.ArgumentParser(prog="python -m models.build.dictionary")
    for name in ("--stardict", "--wordnets", "--wordnet", "--own", "--out"):
        parser.add_argument(name, type=Path, required=True)
    given = parser.parse_args(argv)

    def votes() -> Iterator[Vote]:
        yield from own(given.own)
        yield from wiktionary(stardict(given.stardict))
        yield from wordnets(given.wordnets, wordnet(given.wordnet))

    rows = tally(list(votes()))
    head = (
        "# Arabic words without clitics, what English calls them, kind, votes; made by "
        "models.build.dictionary\n# from Wiktionary and Arabic WordNet (CC BY-SA 3.0), CLDR "
        "(Unicode) and Mujaz's own news_words.tsv.\n"
    )
    given.out.write_text(
        head + "".join(f"{r.ar}\t{r.en}\t{r.kind}\t{r.weight}\n" for r in rows), "utf-8"
    )
    print(f"{len(rows)} rows, {len({row.ar for row in rows})} words")
    return 0


if __name__ == "__main__":
    sys.exit(main())
