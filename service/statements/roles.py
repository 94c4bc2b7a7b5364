"""Whom a bare role, body or document stands for: الوزير, الوزارة, البيان, الدولتان."""

# ruff: noqa: C901 - a grammar rule reads best as one list of cases

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

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
# Documents that speak for themselves rather than for whoever issued them.
_PUBLISHED = frozenset(("تقرير", "دراسة", "استطلاع", "تحقيق", "بحث"))
_SAME_ROLE = 40
_CARRY = 8
_RECENT = 40
_ROLE_REACH = 4
_SHARED = 2
_PEERS = ("leaders", "players", "coaches", "scholars")


def _words(article: ArticleText, phrase: Phrase, *, whole: bool = True) -> frozenset[str]:
    """Return the words of a phrase bare of the article and of what is joined to it."""
    found: set[str] = set()
    past = max(phrase.end, phrase.past) if whole else phrase.end
    for at in range(phrase.start, past):
        form = article.form(at)
        for prefix in ("وال", "بال", "لل", "ال"):
            if form.startswith(prefix):
                form = form.removeprefix(prefix)
                break
        if form[:1] in ("ل", "و", "ب") and form[1:] in article.lexicon.speakers:
            form = form[1:]
        if article.tokens[at].word:
            found.add(form)
    if phrase.head is not None:
        found.discard(article.form(phrase.start))
        found.discard(article.form(phrase.start).removeprefix("و"))
        found.discard(article.form(phrase.start).removeprefix("ال"))
        found.add(phrase.head.lemma)
    return frozenset(found)


def _unlike(article: ArticleText, head: SpeakerNoun, other: Phrase) -> bool:
    """Whether gender or number keeps a phrase from bearing a role."""
    if other.head is not None and head.number == "d" and article.form(other.start).endswith("ين"):
        # عاقب الاتحاد اللاعبين فلان وفلان: two are written like many.
        return other.head.gender != head.gender
    if other.head is None:
        return head.number == "p" != other.number
    return other.head.number != head.number or other.head.gender != head.gender


def earlier_bearer(
    article: ArticleText, phrase: Phrase, by_lemma: dict[str, list[Mention]]
) -> Phrase | None:
    """Return the latest earlier mention with the same head: named, fuller, or the only one."""
    head = phrase.head
    if head is None:
        return None
    words = _words(article, phrase, whole=False)
    fuller: Phrase | None = None
    introduced: Phrase | None = None
    others: dict[frozenset[str], Phrase] = {}
    candidates = by_lemma.get(head.lemma, [])
    past = bisect_left(candidates, phrase.start, key=lambda mention: mention.phrase.end)
    for mention in reversed(candidates[max(0, past - _SAME_ROLE) : past]):
        other = mention.phrase
        if _unlike(article, head, other):
            continue
        theirs = _words(article, other)
        if head.lemma == "رئيس" and "وزراء" in theirs - words:
            # الرئيس is no رئيس الوزراء.
            continue
        close = len(words - theirs) <= 1 and len(words & theirs) >= _SHARED
        written = head.kind == "document" and words < theirs
        if written or (other.name is not None and (words <= theirs or close)):
            return other
        if words < theirs and (fuller is None or (fuller.definite and not other.definite)):
            fuller = other
        if words == theirs and not other.definite and phrase.definite and introduced is None:
            introduced = other
        if len(theirs) > 1:
            others.setdefault(theirs, other)
    if fuller is None and len(others) == 1 and len(words) <= _BARE:
        (only,) = others.values()
        body = head.kind == "collective"
        described = len(words) < _BARE or (
            body and (only.name is not None or _adjectives(article, phrase))
        )
        # الفريق اللندني is not الفريق الملكي.
        others_own = _adjectives(article, phrase) and _adjectives(article, only) and len(words) > 1
        if described and not others_own and not _foreign(article, phrase, only):
            return only if _words(article, only) != words else None
    # نشر تقريرا، وقال التقرير: what it was introduced as.
    return fuller or (introduced if head.lemma in _PUBLISHED else None)


def _adjectives(article: ArticleText, phrase: Phrase) -> bool:
    """Whether only adjectives describe a body: الصحيفة الإيطالية الشهيرة."""
    return all(article.form(at).startswith("ال") for at in range(phrase.start, phrase.end))


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
        if _foreign(article, phrase, other):
            continue
        if near and other.end <= phrase.start and (source or _may_be(article, head, other)):
            return other
    return None


def _foreign(article: ArticleText, phrase: Phrase, other: Phrase) -> bool:
    """Whether a role tells another nation: الرئيس الأمريكي is not the Iranian one."""
    ours, theirs = _nation(article, phrase), _nation(article, other)
    return bool(ours and theirs) and ours != theirs


def _nation(article: ArticleText, phrase: Phrase) -> str:
    """Return the first nationality in a phrase, bare of article and gender."""
    for at in range(phrase.start, phrase.end):
        if at in article.nationals:
            return article.form(at).removeprefix("ال").removesuffix("ة")
    return ""


def _may_be(article: ArticleText, head: SpeakerNoun, other: Phrase) -> bool:
    """Whether someone may be called by a role: by their own, by one like it, or by having none."""
    if other.head is None:
        known = other.name is not None and other.start not in article.places
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
        if _foreign(article, phrase, other):
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
