"""Speakers a sentence only points at, resolved to where the article names them.

A participle (مضيفا) belongs to the subject of its own sentence; a carried-over
verb (وأضاف) continues the last report whose speaker agrees in gender and
number; a bare role (الوزير) goes back to the mention that shares its head, or
to the last speaker who could bear it. What agrees with nothing stays open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from service.statements.guards import SPOKEN
from service.statements.mentions import Mention, mentions, past_title, title_of
from service.statements.morphology import Gender, Number
from service.statements.phrase import Phrase
from service.statements.raw import Raw, Reference
from service.statements.roles import (
    earlier_bearer,
    fuller,
    issuer,
    last_body,
    last_joined,
    last_person,
)
from service.statements.salience import most_salient

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.statements.reading import ArticleText

_CARRY = 8
_OVERLAPPING = 3


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
    by_sentence: dict[int, list[Mention]] = defaultdict(list)
    by_lemma: dict[str, list[Mention]] = defaultdict(list)
    spoken = _speaking_words(article, raws)
    named = {raw.speaker.start: raw for raw in raws if raw.speaker is not None}
    speech = [
        raw.content_tokens for raw in raws if raw.direct == "direct" or raw.introducer == "colon"
    ]
    genders = _genders(article, raws)
    for mention in _with_speakers(article, mentions(article), raws):
        if not _vouched(article, mention.phrase, spoken):
            continue
        whole = _as_spoken(mention, named.get(mention.phrase.start))
        if _within(speech, whole.phrase.start):
            whole = msgspec.structs.replace(whole, quoted=True)
        if whole.gender is None and whole.phrase.head is None:
            known = genders.get(article.form(whole.phrase.end - 1))
            whole = msgspec.structs.replace(whole, gender=known)
        by_sentence[whole.sentence].append(whole)
        if whole.phrase.start not in named and _is_venue(article, whole.phrase):
            continue
        for lemma in _roles(article, whole.phrase):
            by_lemma[lemma].append(whole)
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


def _is_venue(article: ArticleText, phrase: Phrase) -> bool:
    """Whether a text is only where something was said, and so not what speaks: في بيان لها."""
    written = phrase.head is not None and phrase.head.kind == "document"
    return written and article.is_a(phrase.start - 1, "place_preposition")


def _genders(article: ArticleText, raws: Sequence[Raw]) -> dict[str, Gender]:
    """Return the gender of surnames, as a verb before them or a role beside them shows it."""
    found: dict[str, Gender] = {}
    for raw in raws:
        phrase = raw.speaker
        if phrase is None or phrase.name is None or phrase.number == "p":
            continue
        follows = phrase.start > raw.cue[0] and raw.number == "s" and phrase.head is None
        gender = phrase.gender or (raw.gender if follows else None)
        if gender is not None and (phrase.head is None or phrase.head.kind == "person"):
            found.setdefault(article.form(phrase.name[1] - 1), gender)
    return found


def _within(ranges: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether one of some ranges, in order of their starts and hardly overlapping, holds `at`."""
    index = bisect_right(ranges, at, key=lambda one: one[0])
    return any(at < end for _, end in ranges[max(0, index - _OVERLAPPING) : index])


def _with_speakers(
    article: ArticleText, found: Sequence[Mention], raws: Sequence[Raw]
) -> list[Mention]:
    """Return the mentions and every named speaker that is none, without what only tells of one."""
    starts = {mention.phrase.start for mention in found}
    added = [
        Mention(
            raw.speaker,
            raw.sentence,
            raw.speaker.gender,
            raw.speaker.number,
            subject=False,
            acts=raw.rule != "attribution",
        )
        for raw in raws
        if raw.speaker is not None
        and raw.speaker.name is not None
        and raw.speaker.start not in starts
    ]
    told = {
        at for one in added for at in range(one.phrase.start + 1, past_title(article, one.phrase))
    }
    kept = [mention for mention in found if mention.phrase.start not in told]
    return sorted([*kept, *added], key=lambda mention: mention.phrase.start)


def _as_spoken(mention: Mention, raw: Raw | None) -> Mention:
    """Return the mention as long as its own statement reads it."""
    if raw is None or raw.speaker is None or raw.speaker.end <= mention.phrase.end:
        return mention
    return msgspec.structs.replace(mention, phrase=raw.speaker)


def _roles(article: ArticleText, phrase: Phrase) -> set[str]:
    """Return what a mention is called: its head, and the role in apposition to a name."""
    found: set[str] = set() if phrase.head is None else {phrase.head.lemma}
    role = title_of(article, phrase)
    if role is not None:
        found.add(role.lemma)
    return found


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
    if phrase.head is not None and phrase.head.lemma == "بيت" and phrase.end - phrase.start == 1:
        # البيت: a house, not the White House.
        return False
    return (
        phrase.head is not None
        or phrase.start in article.names
        or article.given(phrase.start) is not None
        or title_of(article, phrase) is not None
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
    return phrase.start in article.nationals or movement


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
