"""Speakers a sentence only points at, resolved to where the article names them.

A carried-over verb (وأضاف) continues the last report whose speaker agrees in
gender and number; a participle (مضيفا) belongs to the subject of its own
sentence; a bare role (الوزير) goes back to the last mention with that role.
What agrees with nothing stays unresolved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from service.statements.morphology import Gender, Number
from service.statements.phrase import Phrase, describe, noun_phrase, speaker_noun
from service.statements.raw import Raw, Reference
from service.statements.subject import after

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.statements.reading import ArticleText

_CARRY = 12
_MENTION_WINDOW = 3


class Mention(msgspec.Struct, frozen=True):
    """A possible antecedent."""

    phrase: Phrase
    sentence: int
    gender: Gender | None
    number: Number | None


class Resolved(msgspec.Struct, frozen=True):
    """A statement with its speaker settled as far as the article allows."""

    raw: Raw
    reference: Reference
    speaker: Phrase | None
    """What the sentence itself offers, or the antecedent of an implicit speaker."""
    antecedent: Phrase | None
    """The fuller mention elsewhere."""


def mentions(article: ArticleText) -> tuple[Mention, ...]:
    """Return the noun phrases of the article that could be speakers, in order."""
    found: list[Mention] = []
    for index, sentence in enumerate(article.sentences):
        at = sentence.start
        while at < sentence.end:
            if not _may_start(article, at):
                at += 1
                continue
            phrase = after(article, at, sentence.end, before_object=True)
            if phrase is None:
                at += 1
                continue
            found.append(Mention(phrase, index, phrase.gender, phrase.number))
            at = max(phrase.end, at + 1)
    return tuple(found)


def _may_start(article: ArticleText, at: int) -> bool:
    if at in article.names and at not in article.places:
        return True
    noun = speaker_noun(article, at)
    return noun is not None


def resolve(article: ArticleText, raws: Sequence[Raw]) -> tuple[Resolved, ...]:
    """Return the statements with their speakers settled, in the same order."""
    known = mentions(article)
    done: list[Resolved] = []
    for raw in raws:
        done.append(_settle(article, raw, done, known))
    return tuple(done)


def _settle(
    article: ArticleText, raw: Raw, done: Sequence[Resolved], known: Sequence[Mention]
) -> Resolved:
    phrase = raw.speaker
    if phrase is None:
        found = _carried(raw, done, known)
        return Resolved(raw, "implicit", found, found)
    if phrase.name is not None:
        return Resolved(raw, "named", phrase, None)
    if phrase.head is None:
        return Resolved(raw, "named" if phrase.definite else "anonymous", phrase, None)
    if _bare(article, phrase):
        found = _same_role(article, phrase, known, raw)
        if found is not None:
            return Resolved(raw, "nominal", phrase, found)
        return Resolved(raw, "nominal", phrase, None)
    if not article.form(phrase.start).removeprefix("و").startswith(("ال", "لل")) and not phrase.definite:
        return Resolved(raw, "anonymous", phrase, None)
    return Resolved(raw, "named", phrase, None)


def _bare(article: ArticleText, phrase: Phrase) -> bool:
    """Whether the phrase is a definite role with too little to name anyone."""
    first = article.form(phrase.start)
    return first.startswith(("ال", "لل")) and phrase.end - phrase.start <= 2


def agrees(
    gender: Gender | None, number: Number | None, of: Gender | None, count: Number | None, *, body: bool
) -> bool:
    """Whether a cue of `gender`, `number` can have a speaker of `of`, `count`."""
    if number in ("p", "d") and count == "s" and not body:
        return False
    if number == "s" and gender == "m" and count == "p":
        return False
    if gender is None or of is None:
        return True
    if number == "s" and gender == "f" and count == "p":
        return True
    return gender == of


def _fits(raw: Raw, mention_gender: Gender | None, phrase: Phrase) -> bool:
    body = phrase.head is not None and phrase.head.kind == "collective"
    return agrees(raw.gender, raw.number, mention_gender, phrase.number, body=body)


def _gender(resolved: Resolved) -> Gender | None:
    phrase = resolved.speaker
    if phrase is not None and phrase.gender is not None:
        return phrase.gender
    return resolved.raw.gender


def _carried(raw: Raw, done: Sequence[Resolved], known: Sequence[Mention]) -> Phrase | None:
    same = [r for r in done if r.raw.sentence == raw.sentence and r.speaker is not None]
    if raw.bound:
        for earlier in reversed(same):
            if _fits(raw, _gender(earlier), earlier.antecedent or earlier.speaker):  # type: ignore[arg-type]
                return earlier.antecedent or earlier.speaker
        for mention in known:
            if mention.sentence == raw.sentence and mention.phrase.end <= raw.cue[0]:
                if _fits(raw, mention.gender, mention.phrase):
                    return mention.phrase
    for earlier in reversed(done):
        if raw.sentence - earlier.raw.sentence > _CARRY:
            break
        if earlier.speaker is None or earlier.raw.rule == "attribution" and earlier.raw.bound:
            continue
        phrase = earlier.antecedent or earlier.speaker
        if _fits(raw, _gender(earlier), phrase):
            return phrase
    nearby = [
        m
        for m in known
        if m.phrase.end <= raw.cue[0] and 0 <= raw.sentence - m.sentence <= _MENTION_WINDOW
    ]
    for distance in range(_MENTION_WINDOW + 1):
        for mention in nearby:
            if raw.sentence - mention.sentence == distance and _fits(raw, mention.gender, mention.phrase):
                return mention.phrase
    return None


def _same_role(
    article: ArticleText, phrase: Phrase, known: Sequence[Mention], raw: Raw
) -> Phrase | None:
    head = phrase.head
    assert head is not None
    best: Phrase | None = None
    for mention in reversed(known):
        other = mention.phrase
        if other.end > phrase.start or other.head is None:
            continue
        if other.head.lemma != head.lemma or other.head.number != head.number:
            continue
        if other.name is not None:
            return other
        if best is None and not _bare(article, other):
            best = other
    return best
