"""Whom a bare role, body or document stands for: الوزير, الوزارة, البيان, الدولتان."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from service.statements.bearers import foreign
from service.statements.salience import ranked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.statements.lexicon import SpeakerNoun
    from service.statements.mentions import Mention
    from service.statements.phrase import Phrase
    from service.statements.raw import Raw
    from service.statements.reading import ArticleText
    from service.statements.resolve import Resolved

_BARE = 3
_SURNAME = 2
_CARRY = 8
_RECENT = 40
_ROLE_REACH = 4
_PEERS = ("leaders", "players", "coaches", "scholars")


def issuer(done: Sequence[Resolved], raw: Raw) -> Phrase | None:
    """Return who spoke last before `البيان` or `الرسالة`: the one who issued it."""
    for one in islice(reversed(done), _RECENT):
        if raw.sentence - one.raw.sentence > _CARRY:
            break
        other = one.antecedent or one.speaker
        if (
            other is None
            or one.nested
            or (other.head is not None and other.head.kind == "document")
        ):
            continue
        return other
    return None


def last_joined(
    article: ArticleText, raw: Raw, done: Sequence[Resolved], by_sentence: dict[int, list[Mention]]
) -> Phrase | None:
    """Return the last joined subject (`فرنسا وألمانيا`) for `الدولتان`, `الدول الأربع`."""
    phrase = raw.speaker
    if phrase is None or phrase.head is None:
        return None
    if phrase.head.lemma not in article.lexicon.words["joined"]:
        return None
    for one in islice(reversed(done), _RECENT):
        if raw.sentence - one.raw.sentence > _CARRY:
            break
        other = one.antecedent or one.speaker
        if other is not None and other.number == "p" and other.name and _two(other):
            return other
    for sentence in range(raw.sentence - 1, max(-1, raw.sentence - _CARRY), -1):
        for mention in by_sentence.get(sentence, ()):
            plural = mention.number == "p" and mention.phrase.name is not None
            if mention.subject and plural and _two(mention.phrase):
                return mention.phrase
    return None


def _two(phrase: Phrase) -> bool:
    """Whether a plural phrase joins names, rather than being headed by a plural."""
    return phrase.head is None or phrase.head.number == "s"


def last_person(
    article: ArticleText,
    phrase: Phrase,
    raw: Raw,
    done: Sequence[Resolved],
    by_sentence: dict[int, list[Mention]],
) -> Phrase | None:
    """Return the most salient person who could be called by this role: اللاعب الكولومبي, الرجل.

    Nothing but the role and adjectives may stand in the phrase, and the person
    must not be known by a different role.
    """
    head = phrase.head
    if head is None or head.number != "s" or phrase.end - phrase.start > _BARE:
        return None
    begin = phrase.start + article.is_a(phrase.start, "demonstrative")
    if not all(
        article.form(at).startswith(("ال", "وال")) or article.is_a(at, "self")
        for at in range(begin, phrase.end)
    ):
        return None
    source = head.lemma == "مصدر"
    if source:
        spoken = issuer(done, raw)
        if spoken is not None:
            return spoken
    wanted = msgspec.structs.replace(
        raw, gender=None if source else head.gender, number="s", lemma="", bound=False
    )
    for one in ranked(wanted, done, by_sentence):
        other = one.phrase
        near = raw.sentence - _sentence_of(article, other) <= _ROLE_REACH
        if foreign(article, phrase, other):
            continue
        if near and other.end <= phrase.start and (source or _may_be(article, head, other)):
            return other
    return None


def _may_be(article: ArticleText, head: SpeakerNoun, other: Phrase) -> bool:
    """Whether someone may be called by a role: by their own, by one like it, or by having none."""
    if other.head is None:
        known = other.name is not None and other.start not in article.places
        # الجنرال is no طالبان.
        known = known and (other.start not in article.names or other.start in article.people)
        return known and other.number != "p" and other.start not in article.opening
    if other.head.kind != "person" or other.head.number != "s" or other.head.lemma == "مصدر":
        return False
    if head.lemma in article.lexicon.words["anyone"]:
        return True
    alike = other.head.lemma == head.lemma or any(
        {other.head.lemma, head.lemma} <= article.lexicon.words[name] for name in _PEERS
    )
    return alike and other.name is not None


def last_body(
    article: ArticleText,
    phrase: Phrase,
    raw: Raw,
    done: Sequence[Resolved],
    by_sentence: dict[int, list[Mention]],
) -> Phrase | None:
    """Return the organisation a bare body stands for: الشركة for رايان أير."""
    head = phrase.head
    if head is None or head.number != "s" or phrase.end - phrase.start > _BARE:
        return None
    described = phrase.end - phrase.start > 1
    if described and head.lemma not in article.lexicon.words["generic_body"]:
        # البيت الأبيض is itself; المنظمة الفرنسية was named before.
        return None
    if not all(article.form(at).startswith("ال") for at in range(phrase.start, phrase.end)):
        return None
    wanted = msgspec.structs.replace(raw, gender=None, number="s", lemma="", bound=False)
    for one in ranked(wanted, done, by_sentence):
        other = one.phrase
        if raw.sentence - _sentence_of(article, other) > _ROLE_REACH or other.end > phrase.start:
            continue
        if foreign(article, phrase, other):
            continue
        if head.lemma == "وزارة":
            if other.head is not None and other.head.lemma in ("خارجية", "داخلية", "دفاع"):
                return other
        elif (
            other.head is None
            and other.name is not None
            and not {other.start} & (article.people | article.places | article.nationals)
            and article.given(other.start) is None
            and fuller(article, other, done) is None
            and (
                other.start in article.names or other.start in article.opening or one.gender == "f"
            )
        ):
            return other
    return None


def fuller(article: ArticleText, phrase: Phrase, done: Sequence[Resolved]) -> Phrase | None:
    """Return the speaker named in full of whom a bare name is the last word: بوروانتو."""
    if phrase.head is not None or phrase.end - phrase.start > _SURNAME:
        return None
    last = article.form(phrase.end - 1)
    for one in reversed(done):
        other = one.raw.speaker
        if other is None or other.name is None or other.end - other.start <= _SURNAME:
            continue
        if last in {article.form(at) for at in range(other.name[0] + 1, other.name[1])}:
            return other
    return None


def _sentence_of(article: ArticleText, phrase: Phrase) -> int:
    return bisect_left(article.sentences, phrase.start + 1, key=lambda one: one.end)
