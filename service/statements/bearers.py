"""Which earlier mention bears a role or body: by its head, its name, what else it is called."""

# ruff: noqa: C901 - a grammar rule reads best as one list of cases

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import msgspec

from service.statements.nouns import speaker_noun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.statements.lexicon import SpeakerNoun
    from service.statements.mentions import Mention
    from service.statements.phrase import Phrase
    from service.statements.reading import ArticleText

_BARE = 3
# Documents that speak for themselves rather than for whoever issued them.
_PUBLISHED = frozenset(("تقرير", "دراسة", "استطلاع", "تحقيق", "بحث"))
_SAME_ROLE = 40
_SHARED = 2


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
    # متحدث باسم الجيش and متحدث باسم حماس share an office, not its body.
    found.discard("باسم")
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
    """Return the latest earlier mention with the same head: named, fuller, or the only one.

    What only stands inside another mention, or in somebody's own words, is meant when nothing
    else can be.
    """
    if phrase.head is None:
        return None
    everyone = by_lemma.get(phrase.head.lemma, [])
    past = bisect_left(everyone, phrase.start, key=lambda mention: mention.phrase.end)
    candidates = everyone[max(0, past - _SAME_ROLE) : past]
    whole = [one for one in candidates if not (one.inner or one.quoted)]
    found = _bearer_among(article, phrase, whole)
    if found is None and len(whole) < len(candidates):
        found = _bearer_among(article, phrase, candidates)
    return found if found is None else _alone(article, phrase, found)


def _alone(article: ArticleText, phrase: Phrase, found: Phrase) -> Phrase:
    """Return the one who bears a role, without whoever is joined to him: الرئيس ترمب، والمكتب."""
    one = phrase.head is not None and phrase.head.number == "s"
    joined = found.number == "p" and found.head is not None and found.head.number == "s"
    if not (one and joined) or found.name is None:
        return found
    for at in range(found.name[0] + 1, found.end):
        form = article.form(at)
        clitic = form.startswith("و") and form not in article.lexicon.speakers
        if clitic and (at in article.prefixed or speaker_noun(article, at) is not None):
            end = at - (article.form(at - 1) in ("،", ","))
            name = (found.name[0], min(found.name[1], end))
            return msgspec.structs.replace(found, end=end, past=end, name=name, number="s")
    return found


def _bearer_among(
    article: ArticleText, phrase: Phrase, candidates: Sequence[Mention]
) -> Phrase | None:
    head = phrase.head
    if head is None:
        return None
    words = _words(article, phrase, whole=False)
    fuller: Phrase | None = None
    introduced: Phrase | None = None
    others: dict[frozenset[str], Phrase] = {}
    for mention in reversed(candidates):
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
        body = head.kind == "collective"
        if words < theirs and (
            fuller is None or (not body and (fuller.definite and not other.definite))
        ):
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
        if described and not others_own and not foreign(article, phrase, only):
            return only if _words(article, only) != words else None
    # نشر تقريرا، وقال التقرير: what it was introduced as.
    return fuller or (introduced if head.lemma in _PUBLISHED else None)


def _adjectives(article: ArticleText, phrase: Phrase) -> bool:
    """Whether only adjectives describe a body: الصحيفة الإيطالية الشهيرة."""
    return all(article.form(at).startswith("ال") for at in range(phrase.start, phrase.end))


def foreign(article: ArticleText, phrase: Phrase, other: Phrase) -> bool:
    """Whether a role tells another nation: الرئيس الأمريكي is not the Iranian one."""
    ours, theirs = _nation(article, phrase), _nation(article, other)
    return bool(ours and theirs) and ours != theirs


def _nation(article: ArticleText, phrase: Phrase) -> str:
    """Return the first nationality in a phrase, bare of article and gender."""
    for at in range(phrase.start, phrase.end):
        if at in article.nationals:
            return article.form(at).removeprefix("ال").removesuffix("ة")
    return ""
