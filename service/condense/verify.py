"""Whether a written sentence says only what its support says.

Nothing is learnt: each check names a way in which summaries are known to lie
(Kryscinski et al. 2020; Pagnoni et al. 2021) and looks for it in an alignment
of the written words to the support. A doubt is a flag; no flag is no proof.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from service.condense.alignment import akin, align
from service.condense.attribution import Attributed, attribute
from service.condense.reading import Word, read
from service.schema import Flag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.schema import FlagCode

_SCOPE = 3
"""Content words after a negator that it may be about."""
_SENTENCES = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]*[A-Z])")
_NAME_REACH = 4
"""Words of title and adjective that may stand between a preposition and a name."""
_COVERED = 0.6
"""Share of a written sentence that must come from what one source said to need that source."""


class Comparison(msgspec.Struct, frozen=True):
    """A candidate laid over its support."""

    candidate: Attributed
    support: tuple[Word, ...]
    sources: tuple[Attributed, ...]
    """The support's sentences, in canonical order; concatenated they are `support`."""
    places: tuple[int | None, ...]
    """For each candidate word its place in `support`."""

    @property
    def words(self) -> tuple[Word, ...]:
        """The candidate's words in canonical order."""
        return self.candidate.words

    def known(self, word: Word) -> bool:
        """Whether the support has the word anywhere."""
        return any(akin(word, other) for other in self.support)


def check(
    candidate_en: str, support_en: Sequence[str], support_ar: Sequence[str]
) -> tuple[Flag, ...]:
    """Return a flag for every doubt about `candidate_en`; none when it follows from its support.

    Checked: numbers and dates, names, negation and hedging, who said it, who
    did what to whom, and content that the support does not have. `support_ar`
    vouches for numbers that the English support renders otherwise. Linear in
    the support except for one bounded alignment; a pair past that bound is
    flagged, never passed.
    """
    sources = tuple(
        attribute(read(sentence))
        for text in support_en
        for sentence in _SENTENCES.split(text)
        if sentence.strip()
    )
    support = tuple(word for source in sources for word in source.words)
    candidate = attribute(
        tuple(word for part in _SENTENCES.split(candidate_en) for word in read(part))
    )
    places = align(candidate.words, support)
    if places is None:
        return (_flag("unsupported", "too long to be checked against its support"),)
    given = Comparison(candidate, support, sources, tuple(places))
    flags = (
        *_numbers(given, support_ar),
        *_names(given),
        *_moved(given),
        *_roles(given),
        *_negation(given),
        *_hedging(given),
        *_speakers(given),
        *_novel(given),
    )
    return tuple(dict.fromkeys(flags))


def _flag(code: FlagCode, detail: str) -> Flag:
    return Flag(code=code, detail=detail)


def _numbers(given: Comparison, support_ar: Sequence[str]) -> Iterator[Flag]:
    for word, place in zip(given.words, given.places, strict=True):
        if word.number and place is None and not given.known(word):
            yield _flag("number_added", f"{word.text} is not in the support")


def _names(given: Comparison) -> Iterator[Flag]:
    initials = _initials(given.support)
    for word, place in zip(given.words, given.places, strict=True):
        if place is None and word.name and not word.number and word.content:
            if given.known(word) or word.text.replace(".", "").lower() in initials:
                continue
            yield _flag(
                "number_changed" if word.of("time") else "name_added",
                f"{word.text} is not in the support",
            )


def _initials(words: Sequence[Word]) -> frozenset[str]:
    """Return the acronyms that runs of capitalised words would make."""
    found: set[str] = set()
    letters = ""
    for word in words:
        if word.text[0].isupper():
            letters += word.text[0].lower()
            found.update(letters[start:] for start in range(max(0, len(letters) - 8), len(letters)))
        elif word.content:
            letters = ""
    return frozenset(found)


def _moved(given: Comparison) -> Iterator[Flag]:
    """Names and numbers that the support has, but in another place."""
    for index, (word, place) in enumerate(zip(given.words, given.places, strict=True)):
        if place is not None or not (word.name or word.number) or not given.known(word):
            continue
        if word.of("time") or word.of("title") or _carried(given, index):
            continue
        yield _flag("role_changed", f"{word.text} stands elsewhere in the support")


def _carried(given: Comparison, index: int) -> bool:
    """Whether the word moved together with a neighbour that is no part of its own name."""
    content = [i for i, word in enumerate(given.words) if word.content]
    order = content.index(index) if index in content else -1
    if order < 0:
        return True
    theirs = [word for word in given.support if word.content]
    word = given.words[index]
    for step in (-1, 1):
        at = order + step
        while 0 <= at < len(content) and given.words[content[at]].name:
            at += step
        if not 0 <= at < len(content):
            continue
        near = given.words[content[at]]
        if given.places[content[at]] is not None:
            continue
        for position, other in enumerate(theirs):
            if akin(other, word):
                beyond = position + step
                while 0 <= beyond < len(theirs) and theirs[beyond].name:
                    beyond += step
                if 0 <= beyond < len(theirs) and akin(theirs[beyond], near):
                    return True
    return False


def _governor(words: Sequence[Word], index: int) -> str:
    """Return the preposition that governs the name at `index`, or an empty string."""
    for back in range(index - 1, max(-1, index - 1 - _NAME_REACH), -1):
        word = words[back]
        if "," in words[back + 1].before and not word.of("title"):
            return ""
        if word.of("preposition") and not word.name:
            return word.key
        if word.content and not (word.name or word.of("title") or word.text[0].isupper()):
            return ""
    return ""


def _roles(given: Comparison) -> Iterator[Flag]:
    """Names that act in the candidate while the support only has them beside the action."""
    for index, (word, place) in enumerate(zip(given.words, given.places, strict=True)):
        if place is None or not word.name and not (word.opens and given.support[place].name):
            continue
        if word.of("time") or word.of("title"):
            continue
        theirs = _governor(given.support, place)
        if theirs and not _governor(given.words, index) and _acts(given.words, index):
            yield _flag("role_changed", f"{word.text} acts here; in the support it is `{theirs}` it")


def _acts(words: Sequence[Word], index: int) -> bool:
    """Whether the name is directly followed by a verb-like word."""
    after = index + 1
    while after < len(words) and words[after].name:
        after += 1
    if after >= len(words) or words[after].before:
        return False
    following = words[after]
    return following.text[0].islower() and not following.of("preposition")


def _heads(words: Sequence[Word], index: int) -> list[int]:
    """Return the content words that the operator at `index` is about."""
    found: list[int] = []
    for after in range(index + 1, len(words)):
        word = words[after]
        if found and ("," in word.before or word.text.lower() in {"but", "that"}):
            break
        if word.content and not word.of("negator") and not word.of("light"):
            found.append(after)
            if len(found) == _SCOPE:
                break
    return found


def _operated(words: Sequence[Word], index: int, kind: str) -> bool:
    """Whether a word of `kind` stands close enough before `index` to be about it."""
    seen = 0
    for back in range(index - 1, -1, -1):
        word = words[back]
        if word.of(kind):
            return True
        if word.content and not word.of("light"):
            seen += 1
            if seen > _SCOPE:
                return False
    return False


def _operators(given: Comparison, kind: str) -> Iterator[tuple[bool, Word, Word]]:
    """Yield (added, operator, head) for operators of `kind` that only one side has."""
    back = {place: index for index, place in enumerate(given.places) if place is not None}
    for index, word in enumerate(given.words):
        if not word.of(kind) or word.name or given.places[index] is not None:
            continue
        heads = _heads(given.words, index)
        places = [given.places[head] for head in heads[:2]]
        if not any(p is not None and _operated(given.support, p, kind) for p in places):
            yield True, word, given.words[heads[0]] if heads else word
    for position, word in enumerate(given.support):
        if not word.of(kind) or word.name or position in back:
            continue
        heads = [head for head in _heads(given.support, position)[:2] if head in back]
        if heads and not any(_operated(given.words, back[head], kind) for head in heads):
            yield False, word, given.support[heads[0]]


def _negation(given: Comparison) -> Iterator[Flag]:
    for added, word, head in _operators(given, "negator"):
        if added:
            yield _flag("negation_added", f"`{word.text}` before `{head.text}` is not in the support")
        else:
            yield _flag("negation_lost", f"the support has `{word.text}` before `{head.text}`")


def _hedging(given: Comparison) -> Iterator[Flag]:
    for added, word, head in _operators(given, "hedge"):
        where = "is not in the support" if added else "of the support is lost"
        yield _flag("unsupported", f"`{word.text}` before `{head.text}` {where}")


def _speakers(given: Comparison) -> Iterator[Flag]:
    """Sources that changed, or that a claim lost."""
    offset = 0
    matched = {place for place in given.places if place is not None}
    total = sum(word.content for word in given.words)
    ours = given.candidate.speaker
    for source in given.sources:
        if source.speaker and source.said:
            said = [offset + i for i in range(*source.said) if source.words[i].content]
            speaker = [
                offset + i
                for i in range(*source.speaker)
                if source.words[i].content or source.words[i].name
            ]
            shared = sum(place in matched for place in said)
            if total and shared >= _COVERED * total and speaker:
                if not any(place in matched for place in speaker):
                    name = " ".join(given.support[place].text for place in speaker)
                    yield _flag("speaker_changed", f"the support says this on the word of {name}")
                elif ours is not None:
                    yield from _other_speaker(given, ours, [given.support[p] for p in speaker])
        offset += len(source.words)


def _other_speaker(
    given: Comparison, ours: tuple[int, int], theirs: Sequence[Word]
) -> Iterator[Flag]:
    here = [w for w in given.words[slice(*ours)] if w.name and not w.of("title") and not w.of("time")]
    there = [w for w in theirs if w.text[0].isupper() and not w.of("title")]
    if here and there and not any(akin(one, two) for one in here for two in there):
        yield _flag("speaker_changed", f"{here[-1].text} does not say this in the support")


def _novel(given: Comparison) -> Iterator[Flag]:
    for word, place in zip(given.words, given.places, strict=True):
        if place is None and word.content and not (word.name or word.number):
            if word.of("light") or word.of("report") or word.of("negator") or word.of("hedge"):
                continue
            if not given.known(word):
                yield _flag("unsupported", f"`{word.text}` is not in the support")
