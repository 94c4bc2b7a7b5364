"""Whom a bare role, body or document stands for: الوزير, الوزارة, البيان, الدولتان."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.statements.mentions import Mention
    from service.statements.phrase import Phrase
    from service.statements.raw import Raw
    from service.statements.reading import ArticleText
    from service.statements.resolve import Resolved

_BARE = 3
_SAME_ROLE = 40
_CARRY = 8
_RECENT = 40


def _words(article: ArticleText, phrase: Phrase) -> frozenset[str]:
    """Return the words of a phrase bare of the article and of what is joined to it."""
    found: set[str] = set()
    for at in range(phrase.start, phrase.end):
        form = article.form(at)
        for prefix in ("وال", "بال", "لل", "ال"):
            if form.startswith(prefix):
                form = form.removeprefix(prefix)
                break
        if article.tokens[at].word:
            found.add(form)
    if phrase.head is not None:
        found.discard(article.form(phrase.start))
        found.discard(article.form(phrase.start).removeprefix("و"))
        found.discard(article.form(phrase.start).removeprefix("ال"))
        found.add(phrase.head.lemma)
    return frozenset(found)


def earlier_bearer(
    article: ArticleText, phrase: Phrase, by_lemma: dict[str, list[Mention]]
) -> Phrase | None:
    """Return the latest earlier mention with the same head: named, fuller, or the only one."""
    head = phrase.head
    if head is None:
        return None
    words = _words(article, phrase)
    fuller: Phrase | None = None
    others: dict[frozenset[str], Phrase] = {}
    candidates = by_lemma.get(head.lemma, [])
    past = bisect_left(candidates, phrase.start, key=lambda mention: mention.phrase.end)
    for mention in reversed(candidates[max(0, past - _SAME_ROLE) : past]):
        other = mention.phrase
        if other.head is None or other.head.number != head.number:
            continue
        if other.head.gender != head.gender:
            continue
        theirs = _words(article, other)
        if other.name is not None and words <= theirs:
            return other
        if fuller is None and words < theirs:
            fuller = other
        if len(theirs) > 1:
            others.setdefault(theirs, other)
    if fuller is None and len(others) == 1 and len(words) <= _BARE - 1:
        (only,) = others.values()
        return only if _words(article, only) != words else None
    return fuller


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
    raw: Raw, done: Sequence[Resolved], by_sentence: dict[int, list[Mention]]
) -> Phrase | None:
    """Return the last joined subject (`فرنسا وألمانيا`) for `الدولتان`, `الدول الأربع`."""
    for one in islice(reversed(done), _RECENT):
        if raw.sentence - one.raw.sentence > _CARRY:
            break
        other = one.antecedent or one.speaker
        if other is not None and other.head is None and other.number == "p":
            return other
    for sentence in range(raw.sentence - 1, max(-1, raw.sentence - _CARRY), -1):
        for mention in by_sentence.get(sentence, ()):
            if mention.subject and mention.phrase.head is None and mention.number == "p":
                return mention.phrase
    return None


def last_speaker(
    article: ArticleText, phrase: Phrase, done: Sequence[Resolved], raw: Raw
) -> Phrase | None:
    """Return the last person who spoke and could be called by this bare role."""
    if phrase.end - phrase.start >= _BARE or not article.form(phrase.start).removeprefix(
        "و"
    ).startswith("ال"):
        return None
    if phrase.head is None or phrase.head.lemma not in article.lexicon.words["generic"]:
        return None
    for one in islice(reversed(done), _RECENT):
        if raw.sentence - one.raw.sentence > _CARRY:
            break
        other = one.antecedent or one.speaker
        if other is None or one.nested:
            continue
        person = other.head is None or other.head.kind == "person" or phrase.head.lemma == "مصدر"
        if (
            person
            and phrase.gender == (one.gender or phrase.gender)
            and other.number in (None, phrase.number)
        ):
            return other
    return None
