"""Pairs to learn shortening from: news headlines, and sentences cut by rules a title can steer.

A headline is kept only where the service's own verifier finds nothing against it
in the lead; a cut sentence likewise, and where a title is known, the shortest cut
that keeps the title's words is the target (after Filippova and Altun 2013, with
clause marks in place of a parser). What is learnt is therefore to leave out, not to add.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import msgspec

from models.build.corpus import lines, rows
from models.build.text import fold_english
from service.condense.attribution import attribute
from service.condense.comparison import sentences
from service.condense.cuts import KEPT_EN
from service.condense.reading import read
from service.condense.rewrite import HEADLINE, SHORTER
from service.condense.verify import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

PREFIXES = ("news_timesofpalestine", "syrian_archive", "mtgeneval", "tico19", "fignews_iaa_mt")
"""Corpora whose English is cut; the rest is not news or too short."""
UNUSABLE_NEWS = ("agnews", "bbc")
"""May be measured with but not learned from."""
_WORD = re.compile(r"[A-Za-z][\w'’&.-]*\w|[A-Za-z]")
_MARKS = re.compile(
    r"^(?:\([A-Z ]+\) ?-? |RPT ?-? |TEXT ?- |[A-Z ]+- ?(?=[A-Z]{3}))|<[^>]*>|[\"“”]"
)
_JARGON = {
    "dlrs": "dollars", "dlr": "dollar", "mln": "million", "bln": "billion", "pct": "percent",
    "cts": "cents", "mths": "months", "stg": "sterling", "yr": "year", "qtr": "quarter",
}  # fmt: skip
_TICKER = re.compile(r" ?<[A-Z.]{1,9}>")
_INITIALS = re.compile(
    r"(\b[A-Z]\.[A-Z]\. )(Is|Are|Was|Has|Had|That|For|To|And|In|On|At|The|By|With|From|Of|As|Or"
    r"|Will|Said|It|He|But|May|Could|Would|Dollars?|Trade|Economy|Government|Market|Officials|Subsidiary"
    r"|Lawyer)\b"
)
"""The copy of Reuters-21578 at hand writes a capital after every `U.S.`"""
_DANGLING = re.compile(
    r"(?i)\b(?:for|to|of|by|with|in|on|at|from|and|or|that|the|a|an|as|which|who|than|into|about|its"
    r"|their|his|was|were|is|are|be|been)$"
)
"""Words that no sentence ends with."""
_TABLE = re.compile(r"(?i)\bvs\b|\bshr\b|\bqtly\b|\bnet\b.*\bnet\b|&lt|\d [\d/]+ [A-Z]")
_CUTS = Path(__file__).parent / "config" / "en-cuts.tsv"
_LONGEST_SOURCE = 5
"""Words of a source that a headline can still name."""
_MOST_CUTS = 7
_SHORTEST = 6
"""Words that a sentence still has after its cuts."""


class Article(msgspec.Struct, frozen=True):
    """A text with its headline."""

    source: str
    title: str
    text: str


class Pair(msgspec.Struct, frozen=True):
    """One row of the corpus."""

    origin: str
    source: str
    target: str


def cases(texts: Iterable[str]) -> dict[str, str]:
    """How each word is mostly written inside sentences, by its lower-case form."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for match in _WORD.finditer(text):
            if (
                match.start()
                and text[match.start() - 1] == " "
                and text[match.start() - 2] not in ".!?"
            ):
                seen[match[0].lower()][match[0]] += 1
    return {word: forms.most_common(1)[0][0] for word, forms in seen.items()}


def truecased(title: str, text: str, known: Mapping[str, str]) -> str:
    """A title in capitals as its article would write it (Lita et al. 2003, by counts alone)."""
    own = cases([f"x {text}"])
    written = _WORD.sub(
        lambda m: own.get(m[0].lower(), known.get(m[0].lower(), m[0].lower())), title
    )
    return written[:1].upper() + written[1:]


def plain(text: str) -> str:
    """Wire jargon written out, tickers out, spaces single."""
    text = _TICKER.sub("", text).replace("<", "").replace(">", "").replace(" ,", ",")
    text = _INITIALS.sub(lambda m: m[1] + m[2].lower(), text)
    text = re.sub(r"(?<!\w)[a-z]+(?!\w)", lambda m: _JARGON.get(m[0], m[0]), text)
    return " ".join(fold_english(text).split())


def headlines(articles: Sequence[Article]) -> Iterator[tuple[Pair, list[str], str]]:
    """Yield a headline pair, the lead's sentences and the title, where the lead supports it."""
    known = cases(article.text for article in articles)
    for article in articles:
        title = " ".join(_MARKS.sub(" ", article.title).split()).replace(" '", "'")
        text = plain(article.text)
        lead = sentences(text[:1500])[:2]
        if not lead or _TABLE.search(" ".join(lead)) or len(lead[0].split()) < _SHORTEST + 2:
            continue
        capitals = title.isupper()
        title = truecased(plain(title.lower()), text, known) if capitals else plain(title)
        title = title.rstrip(". ")
        if not 4 <= len(title.split()) <= 16:
            continue
        for support in (lead[0], " ".join(lead)):
            if len(title) > 0.85 * len(support):
                continue
            told = next((t for t in sourced(title, lead[0]) if faithful(t, support)), None)
            if told is not None:
                yield Pair("headline/" + article.source, HEADLINE + support, told), lead, title
                break
        else:
            doubts = check(title, [" ".join(lead)], [])
            if [doubt.code for doubt in doubts] == ["unsupported"] and "`" in doubts[0].detail:
                yield Pair("loose/" + article.source, HEADLINE + " ".join(lead), title), lead, title


def sourced(title: str, lead: str) -> Iterator[str]:
    """Yield the title, then with the source that the lead names and the title left out."""
    yield title
    speaker = [word for word in attribute(read(lead)).speaker if word.text.lower() != "the"]
    if not 0 < len(speaker) <= _LONGEST_SOURCE:
        return
    known = {word.key for word in speaker}
    words = title.split()
    own = 0
    while own < len(words) and all(word.key in known for word in read(f"the {words[own]}")[1:]):
        own += 1
    if own and own < len(words) and words[own].endswith("s"):
        yield " ".join((*words[:own], "says it", *words[own:]))
    if own and words[own : own + 1] == ["to"]:
        yield " ".join((*words[:own], "says it will", *words[own + 1 :]))
    name = " ".join(word.text for word in speaker)
    many = speaker[-1].text[0].islower() and name.endswith("s")
    yield f"{title}, {name} {'say' if many else 'says'}"


def faithful(written: str, support: str) -> bool:
    """Whether the service's verifier has nothing to say against it."""
    return not check(written, [support], [])


def cut(sentence: str, wanted: frozenset[str] | None) -> str | None:
    """The sentence after every cut that the verifier and the wanted words allow; None for none.

    With ``wanted`` (keys of a title's words in the sentence) the cuts are as deep as these
    allow; without, at most down to half.
    """
    best = sentence
    floor = _SHORTEST if wanted else max(_SHORTEST, len(sentence.split()) // 2)
    for _ in range(_MOST_CUTS):
        tries = [_without(best, span) for span in _spans(best, titled=wanted is not None)]
        fit = [
            one
            for one in tries
            if len(one.split()) >= floor
            and not _DANGLING.search(one.rstrip(".?!\"' "))
            and (not wanted or wanted <= keys(one))
            and faithful(one, sentence)
        ]
        if not fit:
            break
        best = min(fit, key=len) if wanted else max(fit, key=len)
    return best if best != sentence else None


def keys(text: str) -> frozenset[str]:
    """Keys of the content words."""
    return frozenset(word.key for word in read(text) if word.content)


@cache
def _patterns(*, titled: bool) -> tuple[re.Pattern[str], ...]:
    table = [line.split("\t", 1) for line in lines(_CUTS) if not line.startswith("#")]
    return tuple(re.compile(pattern) for when, pattern in table if titled or when == "always")


def _spans(sentence: str, *, titled: bool) -> Iterator[tuple[int, int]]:
    for pattern in _patterns(titled=titled):
        for match in pattern.finditer(sentence):
            lost = match[0]
            if not KEPT_EN.search(lost) and (titled or not re.search(r"\d", lost)):
                yield match.span()


def _without(sentence: str, span: tuple[int, int]) -> str:
    text = f"{sentence[: span[0]]} {sentence[span[1] :]}"
    text = re.sub(r" +([,.;:!?])", r"\1", " ".join(text.split()))
    text = re.sub(r"[,;:]+(?=\.?$)", "", text)
    if not re.search(r"[.!?][\"']?$", text):
        text += "."
    return text[:1].upper() + text[1:]


def shorter(found: Iterable[tuple[str, str | None]], origin: str) -> Iterator[Pair]:
    """Yield cut pairs of (sentence, title or None), and a share of those that stay as they are."""
    kept = 0
    for sentence, title in found:
        words = len(sentence.split())
        if not 10 <= words <= 55 or _TABLE.search(sentence):
            continue
        here = keys(sentence)
        wanted = (keys(title) & here) if title else None
        if title and wanted is not None and len(wanted) < 3:
            wanted = None
        short = cut(sentence, wanted)
        if short is not None:
            yield Pair(origin, SHORTER + sentence, short)
        elif words <= 24:
            kept += 1
            if kept % 3 == 0:
                yield Pair("whole/" + origin, SHORTER + sentence, sentence)


def news(path: Path, without: Sequence[str]) -> list[Article]:
    """Articles of a ``{"source", "title", "text"}`` JSONL file but those that may not be used."""
    found = [msgspec.json.decode(line, type=Article) for line in lines(path)]
    return [one for one in found if one.source not in without and one.title and one.text]


def held_out(article: Article) -> bool:
    """Whether the article is one of the twelfth that is measured with only."""
    return crc32(article.title.encode()) % 12 == 0


def pairs(articles: Sequence[Article], corpus: Path, prefixes: Sequence[str]) -> Iterator[Pair]:
    """All pairs: headlines, their leads cut, sentences of the corpora's target side cut."""
    titled: list[tuple[str, str | None]] = []
    for pair, lead, title in headlines(articles):
        if pair.origin == "loose/translated":
            continue
        yield pair
        titled.append((lead[0], title if pair.origin != "headline/translated" else None))
    yield from shorter(titled, "shorter/title")
    own = (
        (plain(row.target), None) for row in rows(corpus) if row.origin.startswith(tuple(prefixes))
    )
    yield from shorter(own, "shorter/corpora")
    bodies = ((s, None) for one in articles[::3] for s in sentences(plain(one.text)[:3000])[1:4])
    yield from shorter(bodies, "shorter/news")
    ours = (
        (s, None)
        for one in articles
        if one.source == "translated"
        for s in sentences(plain(one.text))
    )
    yield from shorter(ours, "shorter/translated")


def main(argv: Sequence[str] | None = None) -> int:
    """Write the corpus that ``python -m models.build corpus --corpus`` reads."""
    parser = argparse.ArgumentParser(prog="python -m models.build.condensation")
    parser.add_argument("out", type=Path, help="rows of score, origin, source, target")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--translated", type=Path, help="titles and leads that `translate` wrote")
    given = parser.parse_args(argv)
    articles = [
        one
        for one in news(given.shared / "news" / "en.jsonl.zst", UNUSABLE_NEWS)
        if not held_out(one)
    ]
    if given.translated:
        articles += news(given.translated, ())
    counts: Counter[str] = Counter()
    with given.out.open("w", encoding="utf-8") as out:
        for pair in pairs(articles, given.shared / "corpora" / "ar-en.tsv.zst", PREFIXES):
            out.write(f"1.0\t{pair.origin}\t{pair.source}\t{pair.target}\n")
            counts[pair.origin] += 1
    print(dict(counts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
