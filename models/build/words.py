"""A dictionary of everyday words, taught inside sentences and put into them.

Sentences that anyone may learn from hold few of the words of a language. Where a pair holds a
dictionary word and its translation, both can give way to another entry of the same kind, so that
rare words are seen in sentences too (Fadaee et al. 2017, "Data Augmentation for Low-Resource Neural
Machine Translation"), or the source word to its translation, so that the model follows a hint
(Song et al. 2019). What stays rare, `hints` lists for the program.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING

import msgspec

from models.build.corpus import Example, lines

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_LATIN = re.compile(r"[A-Za-z][A-Za-z'\-]*")
_PASSIVE = frozenset(
    ("be", "been", "being", "is", "are", "was", "were", "am", "has", "have", "had", "get", "got")
)
_CONTENT = ("noun", "adj", "verb")
_NAMING = ("noun", "adj", "name", "owned", "dual")


class Entry(msgspec.Struct, frozen=True):
    """A row of the table."""

    source: str
    """Without clitics."""
    target: str
    kind: str
    """``noun.sg.m``, ``verb.past.f``, ``adv``, …: what may take its place."""
    votes: float
    """How many dictionaries say so, by how prominently; one says 1.0 of its first sense."""


class Link(msgspec.Struct, frozen=True):
    """A dictionary word of a pair beside its translation."""

    span: tuple[int, int]
    """Code points of the source, without clitics but for the article."""
    target: tuple[int, int]
    entry: Entry
    article: str


class Words:
    """The dictionary, and how often its words are seen."""

    def __init__(
        self, entries: Iterable[Entry], clitics: Sequence[str], articles: Mapping[str, str]
    ) -> None:
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self._entries[entry.source].append(entry)
        self._clitics = [(c, articles.get(c, "")) for c in sorted(clitics, key=len)]
        self._letters = re.compile(r"[^\W\d_a-zA-Z]+")
        self.seen: Counter[str] = Counter()
        """Sentences of the corpus that may hold a word, by its source form."""
        self.wanted: Counter[str] = Counter()
        """The same in monolingual news."""
        self._pools: dict[str, tuple[list[Entry], list[float]]] = {}

    @classmethod
    def read(cls, path: Path, clitics: Sequence[str], articles: Mapping[str, str]) -> Words:
        """Read the table: source, target, kind and votes in columns."""
        rows = (line.split("\t") for line in lines(path) if not line.startswith("#"))
        return cls((Entry(a, b, c, float(d)) for a, b, c, d in rows), clitics, articles)

    def readings(self, token: str) -> Iterator[tuple[int, str, str]]:
        """Letters of clitics before it, the article among them, and the word, if known."""
        for clitic, article in self._clitics:
            word = token[len(clitic) :]
            if len(word) > 1 and token.startswith(clitic) and word in self._entries:
                yield len(clitic) - len(article), article, word

    def count(self, texts: Iterable[str], into: Counter[str]) -> None:
        """Add the texts that may hold each word."""
        known: dict[str, tuple[str, ...]] = {}
        for text in texts:
            for token in set(self._letters.findall(text)):
                if token not in known:
                    known[token] = tuple(word for _, _, word in self.readings(token))
                into.update(known[token])

    def links(self, source: str, target: str) -> list[Link]:
        """Words that stand once on either side, in order."""
        english = Counter(found := [m.group().lower() for m in _LATIN.finditer(target)])
        places = {m.group().lower(): m.span() for m in _LATIN.finditer(target)}
        before = dict(zip(found[1:], found, strict=False))
        tokens = [(m.group(), m.start(), m.end()) for m in self._letters.finditer(source)]
        arabic = Counter(token for token, _, _ in tokens)
        links: list[Link] = []
        used: set[str] = set()
        for token, start, end in tokens:
            if arabic[token] > 1:
                continue
            fits = [
                (entry.votes, -letters, entry, article)
                for letters, article, word in self.readings(token)
                for entry in self._entries[word]
                if english.get(entry.target.lower()) == 1
                and entry.target.lower() not in used
                and before.get(entry.target) not in _unlike(entry.kind)
            ]
            if fits:
                _, fewer, entry, article = max(fits, key=lambda fit: fit[:2])
                used.add(entry.target.lower())
                place = places[entry.target.lower()]
                links.append(Link((start - fewer, end), place, entry, article))
        return links

    def switched(self, pair: Example, rng: random.Random, share: float) -> Example:
        """The pair with some of its words in the target language on both sides, rare ones first."""
        links = self.links(pair.source, pair.target)
        rare = sorted(links, key=lambda link: self.seen[link.entry.source] + rng.random())
        chosen = [one for one in rare[: 1 + len(rare) // 4] if rng.random() < share]
        spans = [(one.span, one.entry.target) for one in chosen]
        return Example(pair.domain, _put_in(pair.source, spans), pair.target)

    def hinted(self, pair: Example, rng: random.Random) -> Example:
        """The pair with rare words as `hints` would give them, right here or not."""
        found: list[tuple[float, tuple[int, int], str]] = []
        for match in self._letters.finditer(pair.source):
            for letters, _, word in self.readings(match.group()):
                best = max(self._entries[word], key=lambda e: e.votes)
                span = (match.start() + letters, match.end())
                found.append((self.seen[word] + rng.random(), span, best.target))
                break
        some = sorted(found)[: 1 + len(found) // 6]
        return Example(pair.domain, _put_in(pair.source, [one[1:] for one in some]), pair.target)

    def planted(self, pair: Example, rng: random.Random, most: int = 2) -> Example:
        """The pair with up to `most` of its words replaced by others of their kind."""
        links = [
            one
            for one in self.links(pair.source, pair.target)
            if one.entry.kind.startswith(_CONTENT)
        ]
        chosen = rng.sample(links, min(most, len(links)))
        source, target = pair.source, pair.target
        others = [(one, self.draw(one.entry.kind, rng)) for one in chosen]
        for one, other in sorted(others, key=lambda two: two[0].span, reverse=True):
            source = source[: one.span[0]] + one.article + other.source + source[one.span[1] :]
        for one, other in sorted(others, key=lambda two: two[0].target, reverse=True):
            start, end = one.target
            word = other.target
            if target[start].isupper() and start == 0:
                word = word[0].upper() + word[1:]
            target = _article(target[:start], word) + word + target[end:]
        return Example(pair.domain, source, target)

    def draw(self, kind: str, rng: random.Random) -> Entry:
        """An entry of the kind: the rarer in the corpus and the commoner in news, the likelier."""
        pool, weights = self._pool(kind)
        return rng.choices(pool, cum_weights=weights)[0]

    def _pool(self, kind: str) -> tuple[list[Entry], list[float]]:
        if kind not in self._pools:
            best = (max(own, key=lambda e: e.votes) for own in self._entries.values())
            # A name is no kind of thing: what is said of things is not said of it.
            named = kind == "name"
            pool = [
                e
                for e in best
                if e.kind == kind
                and e.votes >= 0.6
                and (named or e.target.islower())
                and " " not in e.source
            ]
            pool = pool or [e for own in self._entries.values() for e in own if e.kind == kind]
            weights = [
                (1 + min(self.wanted[e.source], 400)) ** 0.6 / (4 + self.seen[e.source])
                for e in pool
            ]
            self._pools[kind] = pool, list(accumulate(weights))
        return self._pools[kind]

    def lists(
        self, domain: str, count: int, rng: random.Random, comma: str, also: str
    ) -> list[Example]:
        """Enumerations of rare words of one kind, as pairs."""
        kinds = sorted({e.kind for own in self._entries.values() for e in own})
        sizes = [self._pool(kind)[1][-1] for kind in kinds]
        article = next((a for _, a in self._clitics if a), "")
        found: list[Example] = []
        for kind in rng.choices(kinds, weights=sizes, k=count):
            some = list({e.source: e for e in (self.draw(kind, rng) for _ in range(5))}.values())
            definite = kind.startswith("noun") and rng.random() < 0.5
            sources = [article + e.source if definite else e.source for e in some]
            targets = [e.target for e in some]
            if definite and rng.random() < 0.5:
                targets = ["the " + one for one in targets]
            if len(some) > 1:
                sources[-2:] = [f"{sources[-2]} {also}{sources[-1]}"]
                targets[-2:] = [f"{targets[-2]} and {targets[-1]}"]
            found.append(Example(domain, comma.join(sources), ", ".join(targets)))
        return found

    def entries(self, word: str) -> tuple[Entry, ...]:
        """The entries of a word, as the table orders them."""
        return tuple(self._entries.get(word, ()))

    def hints(self, most: int, votes: float) -> dict[str, str]:
        """Source to target of words seen in fewer than `most` sentences, of what names things.

        A verb or a particle in another language breaks the sentence around it.
        """
        chosen: dict[str, str] = {}
        for word, own in self._entries.items():
            best = max(own, key=lambda e: e.votes)
            named = best.kind.startswith(_NAMING) and best.votes >= votes
            if self.seen[word] < most and named and len(word) > 2:
                chosen[word] = best.target
        return chosen


def _put_in(source: str, terms: Iterable[tuple[tuple[int, int], str]]) -> str:
    """The source with terms in place of spans; a clitic before one becomes a word of its own."""
    parts: list[str] = []
    position = 0
    for (start, end), term in sorted(terms):
        joined = start > 0 and source[start - 1].isalnum()
        parts += [source[position:start], " " if joined else "", term]
        position = end
    return "".join((*parts, source[position:]))


def _unlike(kind: str) -> frozenset[str]:
    """Words after which the target word is of another kind than its entry."""
    return _PASSIVE if kind.startswith("verb") else frozenset(("to",))


def _article(before: str, word: str) -> str:
    """What stands before a word, its indefinite article made to fit."""
    return re.sub(
        r"\b([Aa])n? $", lambda m: m[1] + ("n " if word[0] in "aeioAEIO" else " "), before
    )
