"""Speakers a sentence only points at, resolved to where the article names them.

A participle (مضيفا) belongs to the subject of its own sentence; a carried-over
verb (وأضاف) continues the last report whose speaker agrees in gender and
number; a bare role (الوزير) goes back to the mention that shares its head, or
to the last speaker who could bear it. What agrees with nothing stays open.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import msgspec

from service.statements.antecedents import antecedents
from service.statements.bearers import earlier_bearer
from service.statements.guards import SPOKEN
from service.statements.morphology import Gender, Number
from service.statements.phrase import Phrase
from service.statements.raw import Raw, Reference
from service.statements.roles import (
    fuller,
    issuer,
    last_body,
    last_joined,
    last_person,
)
from service.statements.salience import most_salient

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.statements.mentions import Mention
    from service.statements.reading import ArticleText

_CARRY = 8


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
    until: int = 0
    """Index of the sentence its content ends in."""


def resolve(article: ArticleText, raws: Sequence[Raw]) -> tuple[Resolved, ...]:
    """Return the statements with their speakers settled, in the same order."""
    by_sentence, by_lemma = antecedents(article, raws)
    done: list[Resolved] = []
    for raw in raws:
        one = _settle(article, raw, done, by_sentence, by_lemma)
        if _ruling(article, one):
            continue
        last = max(raw.content_tokens[1] - 1, 0)
        until = bisect_right(article.sentences, last, key=lambda sentence: sentence.start) - 1
        done.append(msgspec.structs.replace(one, until=until))
    return tuple(done)


def _ruling(article: ArticleText, one: Resolved) -> bool:
    """Whether a court named before refuses or orders: حكم القاضي …، لكنه رفض دعوى أخرى."""
    raw, phrase = one.raw, one.antecedent
    if phrase is None or phrase.head is None or raw.introducer in SPOKEN:
        return False
    words = article.lexicon.words
    return raw.lemma in words["ruling"] and phrase.head.lemma in words["court"]


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
        candidate = most_salient(raw, done, by_sentence)
        if candidate is None:
            return Resolved(raw, "implicit", None, None, raw.gender, raw.number, nested)
        found = candidate.phrase
        if found.name is None and found.head is not None:
            found = (
                _bearer(article, raw, found, done, by_sentence, by_lemma)
                if found.definite and found.head.kind == "collective"
                else earlier_bearer(article, found, by_lemma)
                if found.definite
                else None
            ) or found
        elif found.start < article.sentences[raw.sentence].start and all(
            one.speaker is None or found.start != one.speaker.start for one in done
        ):
            found = fuller(article, found, done) or found
        gender = candidate.gender or (raw.gender if raw.number == "s" else None)
        return Resolved(raw, "implicit", found, found, gender, candidate.number, nested)
    gender = _gender_of(raw, phrase)
    reference: Reference = "named"
    antecedent: Phrase | None = None
    if phrase.name is None and not _is_people(article, phrase):
        quantified = article.is_a(phrase.start, "quantifier")
        definite = phrase.head is not None and not quantified and _definite(article, phrase)
        if definite:
            antecedent = _bearer(article, raw, phrase, done, by_sentence, by_lemma)
            if antecedent is not None:
                reference = "nominal"
        elif not phrase.definite:
            reference = "anonymous"
    return Resolved(raw, reference, phrase, antecedent, gender, phrase.number, nested)


def _is_people(article: ArticleText, phrase: Phrase) -> bool:
    """Whether the phrase is a people or a movement, which is itself: الفرنسيون, الحوثيون."""
    head = phrase.head
    movement = head is not None and head.number == "p" and head.lemma.endswith("ي")
    somebody = head is not None and head.lemma == "شخص"
    return (phrase.start in article.nationals and not somebody) or movement


def _gender_of(raw: Raw, phrase: Phrase) -> Gender | None:
    """Return the gender of an overt speaker; a verb before it knows better than a title."""
    person = phrase.head is not None and phrase.head.kind == "person"
    if raw.number == "s" and raw.gender == "f" and person and phrase.start > raw.cue[0]:
        # وأوضحت رئيس الجمعية
        return "f"
    return phrase.gender or (raw.gender if raw.number == "s" else None)


def _bearer(
    article: ArticleText,
    raw: Raw,
    phrase: Phrase,
    done: Sequence[Resolved],
    by_sentence: dict[int, list[Mention]],
    by_lemma: dict[str, list[Mention]],
) -> Phrase | None:
    """Return who a definite role or body stands for, most certain evidence first."""
    head = phrase.head
    found = earlier_bearer(article, phrase, by_lemma)
    if found is not None or head is None:
        return found
    bare = phrase.end - phrase.start == 1
    if bare and head.lemma in article.lexicon.words["issued_text"]:
        found = issuer(done, raw)
    if found is None and head.kind == "person":
        found = last_person(article, phrase, raw, done, by_sentence)
    if found is None and head.kind == "collective":
        found = last_body(article, phrase, raw, done, by_sentence)
    if found is None and head.number != "s":
        found = last_joined(article, raw, done, by_sentence)
    told = article.is_a(phrase.end, "relative")
    text = head.kind == "document" and head.lemma not in article.lexicon.words["own_voice"]
    if found is None and bare and text and head.number == "s" and not told:
        found = issuer(done, raw)
    return found


def _definite(article: ArticleText, phrase: Phrase) -> bool:
    form = article.form(phrase.start).removeprefix("و")
    return form.startswith(("ال", "لل")) or phrase.definite
