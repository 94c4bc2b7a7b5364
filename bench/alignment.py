"""How well the model's attention finds the English of an Arabic word, and of a statement's parts.

    python -m bench.alignment --shared FOLDER

The sample is 110 sentences aligned by hand (`bench/data/ALIGNMENT.md`). The
model is forced along the English of each, and the links are those the service
makes of its attention. Even rows were used for tuning, odd rows for nothing.

Two tables. Links: alignment error rate, precision on possible and recall on
sure links. Projection: for each element of the statements found in these
sentences, which English words a brief would show for it: for how many it is the
whole sentence, marked as such; for the others precision, recall and F over the
words whose place is sure; and the share of all that get exactly those words.
Beside the attention two baselines: the diagonal, and words that IBM model 1 (Brown et al.
1993) pairs, close to the diagonal as in fast_align (Dyer et al. 2013).
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bench.alignment_data import Pair, covered, english_of, pairs, rates, words
from bench.alignment_links import Attention, Lexical, diagonal
from bench.statements import document
from service.engine import open_entry
from service.engine.catalogue import Catalogue
from service.engine.protocols import Link, Translation
from service.settings import Settings
from service.statements import find
from service.statements.project import stretch
from service.translated import TranslatedSegment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.alignment_data import Links
    from service.schema import Mention, Span, Speaker, Statement

    Linked = Sequence[tuple[Pair, tuple[Link, ...]]]

_EDGES = " \t,;:.!?\u2013\u2014\u2026()[]\"'\u201c\u201d\u2018\u2019\u00ab\u00bb"


class Element(msgspec.Struct, frozen=True, kw_only=True):
    """One part of one statement, scored."""

    kind: str
    whole: bool
    """Whether the whole sentence stands in for it."""
    hits: int
    extra: int
    missed: int


def numbered(pair: Pair, links: Sequence[Link]) -> Links:
    """Return links between spans as links between words."""
    english, arabic = words(pair.en), words(pair.ar)
    return frozenset(
        (e, a)
        for link in links
        for e in covered(english, link.target)
        for a in covered(arabic, link.source)
    )


def elements(pair: Pair, links: tuple[Link, ...]) -> Iterator[Element]:
    """Score the English of each element of the statements in one sentence.

    Speakers that a brief names from the gazetteer are left out: no link placed them.
    """
    translation = Translation(ar=pair.ar, en=pair.en, score=1.0, confidence="high", links=links)
    segment = TranslatedSegment(id=0, paragraph=0, span=(0, len(pair.ar)), translation=translation)
    seen: set[tuple[str, Span]] = set()
    for statement in find(document(pair.ar), (segment,)):
        for kind, mention in _mentions(statement):
            belongs, elsewhere = english_of(pair, mention.span)
            if (kind, mention.span) in seen or not belongs:
                continue
            seen.add((kind, mention.span))
            shown = _shown(translation, mention)
            yield Element(
                kind=kind,
                whole=not mention.aligned,
                hits=len(shown & belongs),
                extra=len(shown & elsewhere),
                missed=len(belongs - shown),
            )


def _mentions(statement: Statement) -> Iterator[tuple[str, Mention | Speaker]]:
    forced = any(
        flag.code == "forced_term" and statement.speaker and flag.span == statement.speaker.span
        for flag in statement.flags
    )
    if statement.speaker is not None and not forced:
        yield "speaker", statement.speaker
    yield "content", statement.content
    for other in (statement.addressee, statement.venue, statement.via):
        if other is not None:
            yield "other", other


def _shown(translation: Translation, mention: Mention | Speaker) -> frozenset[int]:
    """The words of the sentence that `mention.en` is; what it was trimmed of is not shown."""
    every = words(translation.en)
    run = stretch(translation, mention.span) if mention.aligned else None
    inside = sorted(covered(every, run or (0, len(translation.en))))
    have = [translation.en[slice(*every[index])].strip(_EDGES).casefold() for index in inside]
    want = [word.strip(_EDGES).casefold() for word in (mention.en or "").split()]
    want = [word for word in want if word]
    for at in range(len(have) - len(want) + 1):
        if all(one.startswith(other) for one, other in zip(have[at:], want, strict=False)):
            return frozenset(inside[at : at + len(want)])
    return frozenset(inside)


def table_of_links(systems: dict[str, Linked]) -> None:
    """Print how each system's links agree with the reader's."""
    print(f"\n{'links':28}{'AER':>7}{'P':>7}{'R':>7}{'links':>7}")
    for name, linked in systems.items():
        scored = [(numbered(pair, links), pair) for pair, links in linked]
        parts = {
            "tuning half": scored[::2],
            "other half": scored[1::2],
            "our English of news": [one for one in scored if one[1].origin == "news"],
            "FLORES-200 references": [one for one in scored if one[1].origin == "flores"],
        }
        for part, chosen in parts.items():
            got = rates(chosen)
            print(
                f"{name + ', ' + part:40.40}{got.error:7.3f}{got.precision:7.3f}"
                f"{got.recall:7.3f}{got.links:7}"
            )


def table_of_elements(systems: dict[str, Linked]) -> None:
    """Print what a brief would show for each kind of element."""
    print(f"\n{'elements':40}{'n':>5}{'whole':>7}{'P':>7}{'R':>7}{'F':>7}{'exact':>7}")
    for name, linked in systems.items():
        for half, chosen in (("tuning half", linked[::2]), ("other half", linked[1::2])):
            found = [one for pair, links in chosen for one in elements(pair, links)]
            for kind in ("speaker", "content", "other"):
                _row(f"{name}, {half}, {kind}", [one for one in found if one.kind == kind])


def _row(name: str, found: Sequence[Element]) -> None:
    if not found:
        return
    total = Counter[str]()
    for one in found:
        total.update(whole=one.whole, exact=not (one.whole or one.extra or one.missed))
        if not one.whole:
            total.update(hits=one.hits, extra=one.extra, missed=one.missed)
    precision = total["hits"] / max(1, total["hits"] + total["extra"])
    recall = total["hits"] / max(1, total["hits"] + total["missed"])
    both = 2 * precision * recall / max(1e-9, precision + recall)
    print(
        f"{name:40.40}{len(found):5}{total['whole']:7}{precision:7.3f}{recall:7.3f}{both:7.3f}"
        f"{total['exact'] / len(found):7.3f}"
    )


def against_free(sample: Sequence[Pair], forced: Linked, settings: Settings) -> None:
    """Say how many links of the service's own decoding the forced ones repeat."""
    entry = Catalogue.read(settings.models_dir).configured(settings.model)
    translator = open_entry(entry, settings)
    news = [index for index, pair in enumerate(sample) if pair.origin == "news"]
    free = translator.translate([sample[index].ar for index in news])
    translator.close()
    sentences = same = links = equal = 0
    for index, one in zip(news, free, strict=True):
        if one.en != sample[index].en:
            continue
        mine = {(link.target, link.source) for link in forced[index][1]}
        theirs = {(link.target, link.source) for link in one.links}
        sentences += 1
        same += mine == theirs
        links += len(theirs)
        equal += len(mine & theirs)
    print(
        f"of {len(news)} news sentences {sentences} decode to the English aligned; forced along "
        f"it, {same} have the same links ({equal} of {links} links)"
    )


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="where news/ and devsets/ lie")
    parser.add_argument("--pairs", type=int, default=60_000, help="pairs the lexicon is made of")
    asked = parser.parse_args()
    settings = Settings.from_environment()
    entry = Catalogue.read(settings.models_dir).configured(settings.model)
    entry.verify()
    sample = pairs(asked.shared)
    print(f"{len(sample)} sentences; {entry.id}, model.bin {entry.files['model.bin'][:12]}")
    attention = Attention(entry)
    lexical = Lexical(asked.shared / "corpora" / "ar-en.tsv.zst", asked.pairs)
    systems: dict[str, Linked] = {
        "attention": [(pair, attention.links(pair)) for pair in sample],
        "model 1": [(pair, lexical.links(pair)) for pair in sample],
        "diagonal": [(pair, diagonal(pair)) for pair in sample],
    }
    against_free(sample, systems["attention"], settings)
    table_of_links(systems)
    table_of_elements(systems)


if __name__ == "__main__":
    main()
