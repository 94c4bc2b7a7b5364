"""Who is on the reader's mind when a sentence says only `وأضاف`.

After Lappin and Leass, *An Algorithm for Pronominal Anaphora Resolution*
(Computational Linguistics 20, 1994): every earlier mention that agrees in
gender and number has a weight for the part it played (who spoke, whose
sentence it was, who was only mentioned), halved with each sentence that lies
between; the weightiest is meant, of equals the latest.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from service.statements.lexicon import lexicon
from service.statements.morphology import Gender, Number
from service.statements.phrase import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.statements.mentions import Mention
    from service.statements.raw import Raw
    from service.statements.resolve import Resolved

REACH = 8
"""Sentences back in which an antecedent is looked for."""
_RECENT = 40
_SPOKE = 100.0
_SUBJECT = 70.0
_ACTS = 60.0
_SOURCE = 30.0
_MENTIONED = 12.0
_DOCUMENT = 0.1
_NOUN = 0.4
_QUOTED = 0.1
_TOLD = 0.4
_GOVERNED = 0.5
_NESTED = 0.1
_DECAY = 0.5
_CONTINUED = 4.0
_NEXT = 1
"""Tokens between the source of an attribution and a participle that takes it up."""
_BOUND = 3.0
_THEREIN = 8.0
_AUTHOR = 8.0


class Candidate(msgspec.Struct, frozen=True):
    """An antecedent and what weighs for it."""

    weight: float
    place: int
    """Token position, the later the likelier among equals."""
    phrase: Phrase
    gender: Gender | None
    number: Number | None


def agrees(
    gender: Gender | None,
    number: Number | None,
    of: Gender | None,
    count: Number | None,
    *,
    body: bool,
) -> bool:
    """Whether a cue of `gender`, `number` can have a speaker of `of`, `count`."""
    if number in ("p", "d") and count == "s":
        return False
    if number == "s" and gender == "m" and count in ("p", "d"):
        return False
    if gender is None or of is None or (number == "s" and gender == "f" and count == "p" and body):
        return True
    return gender == of


def _fits(raw: Raw, gender: Gender | None, phrase: Phrase) -> bool:
    # مصادر is a broken plural that agrees like a body.
    broken = phrase.head is not None and phrase.head.lemma == "مصدر" and phrase.number == "p"
    body = broken or (phrase.head is not None and phrase.head.kind != "person")
    if body and not broken and raw.number in ("p", "d") and raw.gender == "m":
        return False
    return agrees(raw.gender, raw.number, gender, phrase.number, body=body)


def _spoken(raw: Raw, done: Sequence[Resolved]) -> Iterator[Candidate]:
    for one in islice(reversed(done), _RECENT):
        if raw.sentence - one.raw.sentence > REACH:
            return
        distance = raw.sentence - max(one.raw.sentence, min(one.until, raw.sentence))
        phrase = one.antecedent or one.speaker
        if phrase is None or not _fits(raw, one.gender or phrase.gender, phrase):
            continue
        if one.raw.introducer == "back":
            continue
        taken_up = raw.bound and not distance and raw.cue[0] - _end(one) <= _NEXT
        weight = _SOURCE if one.raw.rule == "attribution" and not taken_up else _SPOKE
        if one.nested and not (one.raw.sentence == raw.sentence and _unlike_outer(raw, one, done)):
            weight *= _NESTED
        if one.raw.rule == "masdar":
            weight *= _NOUN
        if raw.lemma in lexicon().words["continuing"] or (raw.bound and not distance):
            weight *= _CONTINUED
        yield Candidate(
            weight * _DECAY**distance, one.raw.cue[0], phrase, one.gender, phrase.number
        )


def _unlike_outer(raw: Raw, inner: Resolved, done: Sequence[Resolved]) -> bool:
    """Whether the one in whose words `inner` stands cannot be meant: he said she accused; she."""
    for one in islice(reversed(done), _RECENT):
        start, end = one.raw.content_tokens
        phrase = one.antecedent or one.speaker
        if one.raw.sentence != inner.raw.sentence:
            return False
        if one is not inner and start <= inner.raw.cue[0] < end and phrase is not None:
            return not _fits(raw, one.gender or phrase.gender, phrase)
    return False


def _end(one: Resolved) -> int:
    """Return where the overt speaker of an attribution ends, far off when there is none."""
    speaker = one.raw.speaker
    return -_RECENT if speaker is None else speaker.past


def _mentioned(raw: Raw, by_sentence: dict[int, list[Mention]]) -> Iterator[Candidate]:
    for sentence in range(raw.sentence, max(raw.sentence - REACH, 0) - 1, -1):
        for mention in by_sentence.get(sentence, ())[:_RECENT]:
            phrase = mention.phrase
            if sentence == raw.sentence and phrase.end > raw.cue[0]:
                break
            if not _fits(raw, mention.gender, phrase):
                continue
            weight = _SUBJECT if mention.subject else _ACTS if mention.acts else _MENTIONED
            if mention.told:
                weight *= _TOLD
            if mention.governed and not mention.acts:
                weight *= _GOVERNED
            if (phrase.head is not None and phrase.head.kind == "document") or mention.there:
                weight *= _DOCUMENT
            elif mention.quoted:
                weight *= _QUOTED
            elif raw.bound and sentence == raw.sentence:
                weight *= _THEREIN if raw.rule == "verb" else _BOUND
                weight *= _AUTHOR if mention.author and raw.rule == "verb" else 1
            yield Candidate(
                weight * _DECAY ** (raw.sentence - sentence),
                phrase.start if mention.subject or mention.acts else -phrase.start,
                phrase,
                mention.gender,
                mention.number,
            )


def ranked(
    raw: Raw, done: Sequence[Resolved], by_sentence: dict[int, list[Mention]]
) -> list[Candidate]:
    """Return what agrees with a cue, the most salient first."""
    candidates = [*_spoken(raw, done), *_mentioned(raw, by_sentence)]
    return sorted(candidates, key=lambda one: (-one.weight, -one.place))


def most_salient(
    raw: Raw, done: Sequence[Resolved], by_sentence: dict[int, list[Mention]]
) -> Candidate | None:
    """Return the antecedent of a cue without a speaker, None when nothing agrees."""
    if raw.latter:
        candidates = [*_spoken(raw, done), *_mentioned(raw, by_sentence)]
        return max(candidates, key=lambda one: one.phrase.start, default=None)
    return next(iter(ranked(raw, done, by_sentence)), None)
