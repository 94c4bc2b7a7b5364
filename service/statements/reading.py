"""An article as the finder reads it: tokens, sentences, quotations and names, indexed.

Everything is computed once, in one pass each, so that the rules only look up.
Token positions are indices into `Reading.tokens`; spans are code points.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

import msgspec

from service.arabic.names import find_names
from service.schema import Span
from service.statements.lexicon import Lexicon, lexicon
from service.statements.morphology import Gender
from service.statements.quotes import Quotation, quotations
from service.statements.tokens import Token, tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.article.document import Document
    from service.translated import TranslatedSegment


class Sentence(msgspec.Struct, frozen=True):
    """One segment of the body."""

    segment: int
    """Id of the `TranslatedSegment`."""
    paragraph: int
    start: int
    """Token positions."""
    end: int


class ArticleText(msgspec.Struct, frozen=True):
    """See the module."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    opening: dict[int, Quotation]
    """Quotation by the token position of its opening mark."""
    closing: dict[int, Quotation]
    """Quotation by the token position of its closing mark."""
    names: dict[int, int]
    """Token position where a known name starts: position past its end."""
    places: frozenset[int]
    """Positions where the known name is a place."""
    people: frozenset[int]
    """Positions where the known name is a person's."""
    prefixed: frozenset[int]
    """Positions where the name stands behind a proclitic: وروسيا, لرويترز."""
    nationals: frozenset[int]
    """Positions of the names of peoples: المصريون."""
    lexicon: Lexicon
    sentence_starts: frozenset[int]
    """Token positions where a sentence begins."""
    ends_content: dict[tuple[int, int], bool]
    """What `extent.terminates` found at (position, limit), so that it is asked once."""
    starts: tuple[int, ...]
    """Code-point start of every token."""

    def form(self, at: int) -> str:
        """Folded form at a token position, empty outside the text."""
        return self.tokens[at].form if 0 <= at < len(self.tokens) else ""

    def span(self, start: int, end: int) -> Span:
        """Code points from token `start` to before token `end`, `start < end`."""
        return self.tokens[start].start, self.tokens[end - 1].end

    def at(self, offset: int) -> int:
        """Position of the first token that starts at `offset` or later."""
        return bisect_left(self.starts, offset)

    def paragraph_end(self, at: int) -> int:
        """Position past the last token of the paragraph that holds token `at`."""
        index = bisect_left(self.sentences, at + 1, key=lambda one: one.end)
        if index == len(self.sentences):
            return len(self.tokens)
        last = self.sentences[index]
        first = index
        while index + 1 < len(self.sentences) and index - first < _SENTENCES:
            following = self.sentences[index + 1]
            if following.paragraph != last.paragraph:
                break
            last, index = following, index + 1
        return last.end

    def segments_of(self, span: Span) -> tuple[int, ...]:
        """Ids of the body segments that a span of code points touches."""
        first = bisect_left(
            self.sentences, span[0], key=lambda one: self.tokens[one.end - 1].end - 1
        )
        found: list[int] = []
        for sentence in self.sentences[first:]:
            if self.tokens[sentence.start].start >= span[1]:
                break
            found.append(sentence.segment)
        return tuple(found)

    def given(self, at: int) -> Gender | None:
        """Whose first name the word at `at` is, a man's or a woman's, if it is one."""
        if self.is_a(at, "given_m"):
            return "m"
        return "f" if self.is_a(at, "given_f") else None

    def is_a(self, at: int, name: str) -> bool:
        """Whether the word at `at` belongs to a class of `words.tsv`."""
        return self.form(at) in self.lexicon.words[name]


# A word that is a name only now and then (تدمر, مشهد) would break more phrases than it mends.
_SURE = 0.6
_SENTENCES = 20
# `نيويورك، الولايات المتحدة (CNN) -- `, should the article room not have seen a dateline in it.
_AGENCY = re.compile(r"[^()\n]{0,80}\([^()\n]{2,40}\)\s*[-–—]+\s*")
_PLACES = frozenset(("territory", "city"))
_NAMES = frozenset(("person", "organisation")) | _PLACES


def read(document: Document, segments: Sequence[TranslatedSegment]) -> ArticleText:
    """Index the body of the article; titles and the dateline are left out."""
    text = document.text
    dateline = document.dateline.span if document.dateline else (0, 0)
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for segment in segments:
        if segment.title:
            continue
        start, end = segment.span
        if start < dateline[1] <= end and dateline[0] <= start:
            start = dateline[1]
        if not tokens:
            opening = _AGENCY.match(text, start, end)
            start = opening.end() if opening else start
        first = len(tokens)
        tokens.extend(tokenise(text, start, end))
        if len(tokens) > first:
            sentences.append(Sentence(segment.id, segment.paragraph, first, len(tokens)))
    body = [p.span for p in document.paragraphs if p.kind != "title"]
    quoted = quotations(text, body)
    starts = tuple(token.start for token in tokens)
    position = {start: index for index, start in enumerate(starts)}
    names = _names(text, tokens, starts)
    return ArticleText(
        text=text,
        tokens=tuple(tokens),
        sentences=tuple(sentences),
        quotations=quoted,
        opening={position[q.outer[0]]: q for q in quoted if q.outer[0] in position},
        closing={position[q.outer[1] - 1]: q for q in quoted if q.outer[1] - 1 in position},
        names=names.ends,
        places=frozenset(names.places),
        people=frozenset(names.people),
        nationals=frozenset(names.nationals),
        prefixed=frozenset(names.prefixed),
        lexicon=lexicon(),
        ends_content={},
        sentence_starts=frozenset(sentence.start for sentence in sentences),
        starts=starts,
    )


class _Names:
    """The names of an article by token position, while they are collected."""

    def __init__(self) -> None:
        self.ends: dict[int, int] = {}
        self.places: set[int] = set()
        self.people: set[int] = set()
        self.nationals: set[int] = set()
        self.prefixed: set[int] = set()


def _names(text: str, tokens: Sequence[Token], starts: Sequence[int]) -> _Names:
    found = _Names()
    for name in find_names(text):
        if name.kind == "nationality":
            found.nationals.add(max(0, bisect_left(starts, name.span[1]) - 1))
        if name.kind not in _NAMES or name.confidence < _SURE:
            continue
        first = bisect_left(starts, name.span[0])
        past = bisect_left(starts, name.span[1])
        # A name may carry a proclitic the gazetteer took off; it is still that word.
        if first and tokens[first - 1].end > name.span[0]:
            first -= 1
            found.prefixed.add(first)
        if first < past:
            found.ends[first] = past
            if name.kind in _PLACES:
                found.places.add(first)
            if name.kind == "person":
                found.people.add(first)
    return found
