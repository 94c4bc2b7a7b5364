"""The tables under `data/`, expanded into what the finder looks up: word to readings.

Everything a reader of Arabic may want to change is in the tables; this module
only derives inflections and indexes them. Loaded once per process.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, cast

import msgspec

from service.schema import CueClass, Stance
from service.statements import morphology
from service.statements.morphology import Form, Gender, Number, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["verb", "preposition"]
_SHORT = 3

_STANCES: dict[str, Stance] = {
    "+": "asserted",
    "-": "denied",
    "0": "negated",
    "!": "demanded",
    "?": "questioned",
}


class Entry(msgspec.Struct, frozen=True):
    """One row of `cues.tsv`."""

    kind: Kind
    cls: CueClass
    stance: Stance
    lemma: str
    """Folded."""
    homograph: bool
    """Whether the bare perfect is more often another word."""
    complements: frozenset[str]
    """Folded introducers; `مفعول` is a bare object, `«»` a quotation."""
    adjacent: frozenset[str]
    """Those that must follow the verb or its subject at once."""
    strict: frozenset[str]
    """Those that must touch the verb, without even a subject between."""
    weak: frozenset[str]
    """Those that count only after a known speaker."""
    document: frozenset[str]
    """Those that count only after a document that speaks."""
    needed: tuple[str, ...]
    """Words of which the content must hold one."""


class Reading(msgspec.Struct, frozen=True):
    """One way of reading a word as a reporting expression."""

    entry: Entry
    form: Form
    proclitic: str


class SpeakerNoun(msgspec.Struct, frozen=True):
    """One way of reading a word as the head of a speaker."""

    lemma: str
    kind: Literal["person", "collective", "document"]
    gender: Gender
    number: Number
    definite: bool


class Lexicon(msgspec.Struct, frozen=True):
    """All tables, indexed by folded word."""

    cues: dict[str, tuple[Reading, ...]]
    prepositions: dict[tuple[str, ...], Entry]
    """Fixed attributions by their words; a last word `ل` is a prefix of what follows."""
    attribution_starts: frozenset[str]
    """Words that can begin a fixed attribution."""
    speakers: dict[str, SpeakerNoun]
    words: dict[str, frozenset[str]]
    events: frozenset[str]
    """Verbs that report nothing, in the perfect and the feminine present."""
    common: frozenset[str]
    """Everyday nouns and adjectives, without the article."""


def _lines(name: str) -> Iterator[str]:
    table = files("service.statements").joinpath("data", name).read_text(encoding="utf-8")
    return (line for line in table.splitlines() if line and not line.startswith("#"))


def _rows(name: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in _lines(name))


def _given(cell: str) -> list[str]:
    return [] if cell == "-" else cell.split()


def _marked(cells: list[str], mark: str) -> frozenset[str]:
    return frozenset(fold(cell[:-1]) for cell in cells if cell.endswith(mark))


def _entry(row: dict[str, str]) -> Entry:
    complements = _given(row["complements"])
    return Entry(
        kind=cast("Kind", row["kind"]),
        cls=cast("CueClass", row["class"]),
        stance=_STANCES[row["stance"]],
        lemma=fold(row["form"].removeprefix("~")),
        homograph=row["form"].startswith("~"),
        complements=frozenset(fold(c.rstrip("!?=^")) for c in complements if c[0] not in "+«")
        | frozenset(c for c in complements if c == "«»"),
        adjacent=_marked(complements, "!"),
        strict=_marked(complements, "="),
        weak=_marked(complements, "?"),
        document=_marked(complements, "^"),
        needed=tuple(fold(w) for c in complements if c[0] == "+" for w in c[1:].split("/")),
    )


def _verb_forms(row: dict[str, str]) -> Iterator[Form]:
    yield from morphology.perfect(fold(row["form"].removeprefix("~")))
    for cell in _given(row["imperfect"]):
        yield from morphology.imperfect(fold(cell))
    for cell in _given(row["participle"]):
        yield from morphology.participle(fold(cell))
    for cell in _given(row["masdar"]):
        yield from morphology.masdar(fold(cell))
    for cell in _given(row["other"]):
        yield Form(fold(cell), "other", None, None)
        if fold(cell).startswith("ي"):
            yield Form("ت" + fold(cell)[1:], "other", "f", "s")


def _cues(
    never: frozenset[str],
) -> tuple[dict[str, tuple[Reading, ...]], dict[tuple[str, ...], Entry]]:
    rows = _rows("cues.tsv")
    header = next(rows)
    index: dict[str, list[Reading]] = defaultdict(list)
    prepositions: dict[tuple[str, ...], Entry] = {}
    for cells in rows:
        row = dict(zip(header, cells, strict=True))
        entry = _entry(row)
        if entry.kind == "preposition":
            prepositions[tuple(fold(row["form"]).split())] = entry
            continue
        for form in dict.fromkeys(_verb_forms(row)):
            for proclitic, word in morphology.prefixed(form):
                if word in never:
                    continue
                index[word].append(Reading(entry, form, proclitic))
    return {word: tuple(readings) for word, readings in index.items()}, prepositions


def _speakers() -> dict[str, SpeakerNoun]:
    rows = _rows("speakers.tsv")
    next(rows)
    index: dict[str, SpeakerNoun] = {}
    plurals: dict[str, SpeakerNoun] = {}
    for kind, gender, form, plural in rows:
        lemma = fold(form)
        forms: list[tuple[str, str, str]] = [(lemma, gender, "s")]
        if kind == "person" and gender == "m" and not lemma.endswith("ة"):
            forms += [(lemma + "ة", "f", "s"), (lemma + "ات", "f", "p"), (lemma + "ان", "m", "d")]
        forms += [(fold(cell), gender, "p") for cell in _given(plural)]
        if kind == "person" and plural == "-" and lemma.endswith("ي"):
            # قرويون, قرويين
            forms += [(lemma + ending, gender, "p") for ending in ("ون", "ين")]
        # Sound plurals lose their ن before a genitive: مسؤولو, مستخدمي.
        forms += [
            (word[:-1], of, number) for word, of, number in forms if word.endswith(("ون", "ين"))
        ]
        stem = lemma[:-1] + "ت" if lemma.endswith("ة") else lemma
        # Duals, bare and, if feminine, before a genitive: الوزيران, حركتا حماس والجهاد. The
        # masculine before a genitive is written like the accusative (وزيرا) or a surname (وزيري).
        endings = ("ان", "ين", "ا") if lemma.endswith("ة") else ("ان", "ين")
        if len(stem) > _SHORT:
            forms += [(stem + ending, gender, "d") for ending in endings]
        for word, of, number in sorted(forms, key=lambda one: one[2] == "d"):
            for article in ("", "ال"):
                noun = SpeakerNoun(
                    lemma,
                    cast("Literal['person', 'collective', 'document']", kind),
                    cast("Gender", of),
                    cast("Number", number),
                    bool(article),
                )
                if word == lemma and kind != "person":
                    # منظمة is an organisation before it is a woman who organises.
                    index[article + word] = noun
                # محامي is the lawyer before it is some lawyers in the genitive.
                (index if number == "s" else plurals).setdefault(article + word, noun)
    return plurals | index


def _events(words: dict[str, frozenset[str]]) -> frozenset[str]:
    perfect = {
        form.text for word in words["event"] for form in morphology.perfect(word) if not form.suffix
    }
    mined = {word for line in _lines("deeds.txt") for word in line.split()}
    return frozenset(perfect) | words["event_present"] | mined


@cache
def lexicon() -> Lexicon:
    """Load and expand the tables; the same object every time."""
    words = {name: frozenset(map(fold, cell.split())) for name, cell in _rows("words.tsv")}
    cues, prepositions = _cues(words["never"])
    starts = {words[0] for words in prepositions} | {"حسبما", "وفقما"}
    return Lexicon(
        cues=cues,
        prepositions=dict(sorted(prepositions.items(), key=lambda item: -len(item[0]))),
        attribution_starts=frozenset(
            starts | {clitic + word for word in starts for clitic in "وف"}
        ),
        speakers=_speakers(),
        words=words,
        events=_events(words) - words["given_m"] - words["given_f"],
        common=frozenset(word for line in _lines("common.txt") for word in line.split()),
    )
