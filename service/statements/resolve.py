"""Speakers a sentence only points at, resolved to where the article names them.

A participle (مضيفا) belongs to the subject of its own sentence; a carried-over
verb (وأضاف) continues the last report whose speaker agrees in gender and
number; a bare role (الوزير) goes back to the mention that shares its head, or
to the last speaker who could bear it. What agrees with nothing stays open.
"""

# ruff: noqa: C901 - a grammar rule reads best as one list of cases

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from service.statements.mentions import Mention, mentions
from service.statements.morphology import Gender, Number
from service.statements.phrase import Phrase
from service.statements.raw import Raw, Reference
from service.statements.roles import earlier_bearer, issuer, last_joined, last_speaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.statements.reading import ArticleText

_CARRY = 8
_RECENT = 40
_ISSUED = frozenset(("بيان", "رسالة", "خطاب", "مذكرة"))
_CONTINUING = frozenset(
    ("اضاف", "تابع", "اردف", "استطرد", "استدرك", "واصل", "زاد", "ختم", "اختتم", "اكمل", "مضى")
)


class Resolved(msgspec.Struct, frozen=True):
    """A statement with its speaker settled as far as the article allows."""

    raw: Raw
    reference: Reference
    speaker: Phrase | None
    """What the sentence itself offers, or the antecedent of an implicit speaker."""
    antecedent: Phrase | None
    """The fuller mention elsewhere."""
    gender: Gender | None
    number: Number | None
    nested: bool
    """Whether it stands inside the content of another statement."""


def resolve(article: ArticleText, raws: Sequence[Raw]) -> tuple[Resolved, ...]:
    """Return the statements with their speakers settled, in the same order."""
    by_sentence: dict[int, list[Mention]] = defaultdict(list)
    by_lemma: dict[str, list[Mention]] = defaultdict(list)
    spoken = _speaking_words(article, raws)
    for mention in mentions(article):
        if not _vouched(article, mention.phrase, spoken):
            continue
        by_sentence[mention.sentence].append(mention)
        if mention.phrase.head is not None:
            by_lemma[mention.phrase.head.lemma].append(mention)
    done: list[Resolved] = []
    for raw in raws:
        done.append(_settle(article, raw, done, by_sentence, by_lemma))
    return tuple(done)


def _speaking_words(article: ArticleText, raws: Sequence[Raw]) -> frozenset[str]:
    """Return the words of every speaker the article names overtly."""
    return frozenset(
        article.form(at)
        for raw in raws
        if raw.speaker is not None
        for at in range(raw.speaker.start, raw.speaker.end)
    )


def _vouched(article: ArticleText, phrase: Phrase, spoken: frozenset[str]) -> bool:
    """Whether a phrase is known to be somebody: by its head, the gazetteer, or its speaking."""
    return (
        phrase.head is not None
        or phrase.start in article.names
        or any(article.form(at) in spoken for at in range(phrase.start, phrase.end))
    )


def _settle(
    article: ArticleText,
    raw: Raw,
    done: Sequence[Resolved],
    by_sentence: dict[int, list[Mention]],
    by_lemma: dict[str, list[Mention]],
) -> Resolved:
    nested = any(
        one.raw.sentence == raw.sentence
        and one.raw.content_tokens[0] <= raw.cue[0] < one.raw.content_tokens[1]
        for one in done[-_CARRY:]
    )
    phrase = raw.speaker
    if phrase is None and raw.passive:
        return Resolved(raw, "anonymous", None, None, None, None, nested)
    if phrase is None:
        found, gender, number = _carried(raw, done, by_sentence)
        if found is not None and found.name is None and found.head is not None:
            found = earlier_bearer(article, found, by_lemma) or found
        return Resolved(raw, "implicit", found, found, gender, number, nested)
    gender = phrase.gender or (raw.gender if raw.number == "s" else None)
    reference: Reference = "named"
    antecedent: Phrase | None = None
    if phrase.name is None:
        quantified = article.is_a(phrase.start, "quantifier")
        definite = phrase.head is not None and not quantified and _definite(article, phrase)
        if definite:
            bare = phrase.end - phrase.start == 1
            if bare and phrase.head and phrase.head.lemma in _ISSUED:
                antecedent = issuer(done, raw)
            antecedent = antecedent or earlier_bearer(article, phrase, by_lemma)
            if antecedent is None and phrase.head and phrase.head.kind == "person":
                antecedent = last_speaker(article, phrase, done, raw)
            if antecedent is None and phrase.head and phrase.head.number != "s":
                antecedent = last_joined(raw, done, by_sentence)
            if antecedent is None and bare and phrase.head and phrase.head.kind == "document":
                antecedent = issuer(done, raw)
            if antecedent is not None:
                reference = "nominal"
        elif not phrase.definite:
            reference = "anonymous"
    return Resolved(raw, reference, phrase, antecedent, gender, phrase.number, nested)


def _definite(article: ArticleText, phrase: Phrase) -> bool:
    form = article.form(phrase.start).removeprefix("و")
    return form.startswith(("ال", "لل")) or phrase.definite


def agrees(
    gender: Gender | None,
    number: Number | None,
    of: Gender | None,
    count: Number | None,
    *,
    body: bool,
) -> bool:
    """Whether a cue of `gender`, `number` can have a speaker of `of`, `count`."""
    if number in ("p", "d") and count == "s" and not body:
        return False
    if number == "s" and gender == "m" and count in ("p", "d"):
        return False
    if gender is None or of is None or (number == "s" and gender == "f" and count == "p" and body):
        return True
    return gender == of


def _fits(raw: Raw, gender: Gender | None, phrase: Phrase) -> bool:
    # مصادر is a broken plural that agrees like a body.
    body = phrase.head is not None and (phrase.head.kind != "person" or phrase.head.lemma == "مصدر")
    return agrees(raw.gender, raw.number, gender, phrase.number, body=body)


_Found = tuple[Phrase | None, Gender | None, Number | None]


def _carried(raw: Raw, done: Sequence[Resolved], by_sentence: dict[int, list[Mention]]) -> _Found:
    """Return the speaker a cue continues, with gender and number."""
    here = _in_sentence(raw, done, by_sentence, raw.sentence, raw.cue[0])
    if here is not None:
        return here
    for sentence in range(raw.sentence - 1, max(raw.sentence - _CARRY, 0) - 2, -1):
        found = _in_sentence(raw, done, by_sentence, sentence, None)
        if found is not None:
            return found
    return None, raw.gender, raw.number


def _in_sentence(
    raw: Raw,
    done: Sequence[Resolved],
    by_sentence: dict[int, list[Mention]],
    sentence: int,
    before: int | None,
) -> _Found | None:
    """Return the speaker or subject of one sentence that the cue can continue."""
    for one in islice(reversed(done), _RECENT):
        if one.raw.sentence < sentence:
            break
        if one.raw.sentence > sentence or one.nested or one.speaker is None:
            continue
        phrase = one.antecedent or one.speaker
        if _fits(raw, one.gender or phrase.gender, phrase):
            return phrase, one.gender, one.number
    if before is None and raw.lemma in _CONTINUING:
        return None
    for mention in by_sentence.get(sentence, ())[:_RECENT]:
        if before is not None and mention.phrase.end > before:
            break
        if before is None and not mention.subject:
            continue
        if mention.phrase.head is not None and mention.phrase.head.kind == "document":
            continue
        if _fits(raw, mention.gender, mention.phrase):
            return mention.phrase, mention.gender, mention.number
    return None
