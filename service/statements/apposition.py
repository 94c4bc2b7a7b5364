"""What stands beside a speaker: a name after its role, a title after its name, one more body."""

# ruff: noqa: C901, PLR0911 - a grammar rule reads best as one list of cases

from __future__ import annotations

from typing import TYPE_CHECKING

from service.statements.nouns import bare_name, common, is_finite_cue, speaker_noun
from service.statements.phrase import Phrase, describe, noun_phrase

if TYPE_CHECKING:
    from service.statements.reading import ArticleText

_APPOSITION = 14
_RELATIVE = 20
_NAME_WORDS = 5
_SHORTEST_NAME = 2
_NOT_IN_NAMES = (
    "preposition",
    "time",
    "complementiser",
    "relative",
    "clause",
    "auxiliary",
    "negation",
    "adverb",
    "pronoun",
    "demonstrative",
)


def awaits_name(article: ArticleText, phrase: Phrase) -> bool:
    """Whether a name may follow in apposition: a role, or a trade in no table (مروض الحيوانات)."""
    if phrase.name is None:
        return True
    if phrase.head is not None or phrase.start in article.names or article.given(phrase.start):
        return False
    last = article.form(phrase.end - 1)
    return phrase.end - phrase.start > 1 and last.startswith("ال")


def apposed_name(
    article: ArticleText, start: int, limit: int, *, role: bool
) -> tuple[int, int] | None:
    """Return the name at `start` that tells who is meant before the comma.

    After a known `role` a title may stand before the name.
    """
    end = noun_phrase(article, start, limit)
    if role and _nationality_and_name(article, start, end):
        return start, end
    if end > start:
        inner = describe(article, start, end, end)
        person = role and inner.head is not None and inner.head.kind == "person"
        sure = person or inner.start in article.people or article.given(inner.start) is not None
        if inner.name is not None and sure:
            past = inner.name[1]
            if article.form(past) in ("-", "–") and past + 1 < limit:
                past += 2
            return start, past
    run = _bare_run(article, start, limit)
    if run == start and role and _one_name(article, start, limit):
        return start, start + 1
    return (start, run) if run > start else None


def _one_name(article: ArticleText, at: int, limit: int) -> bool:
    """Whether a single word between commas can only be a name: مدرب المنتخب، تيتي، على."""
    form = article.form(at)
    words = article.lexicon.words
    closed = at + 1 < limit and article.form(at + 1) in ("،", ",")
    return (
        closed
        and bare_name(article, at)
        and len(form) > _SHORTEST_NAME
        and not form.startswith(("ال", "و", "ف", "ب", "ل"))
        and not form.endswith(("ا", "ة", "ه", "هم"))
        and not any(form in words[name] for name in _NOT_IN_NAMES)
        and form not in article.lexicon.events
        and form not in article.lexicon.cues
        and at not in article.nationals
    )


def _nationality_and_name(article: ArticleText, start: int, end: int) -> bool:
    """Whether a nationality introduces a name: نجم النادي، الدولي البرازيلي نيمار."""
    at = start
    while at < end and article.form(at).startswith("ال") and speaker_noun(article, at) is None:
        at += 1
    return start < at < end and at - 1 in article.nationals and bare_name(article, at)


def _bare_run(article: ArticleText, start: int, limit: int) -> int:
    """Return the end of the words up to the next comma if they can only be a name."""
    words = article.lexicon.words
    first = article.form(start)
    token = article.tokens[start]
    own = article.text.startswith("أل", token.start)
    # أليستر: an alef with its hamza is no article.
    if (first.startswith(("ال", "لل", "بال")) and not own) or speaker_noun(
        article, start
    ) is not None:
        return start
    if article.is_a(start, "quantifier") or first in words["superlative"]:
        return start
    at = start
    while at < limit and at - start < _NAME_WORDS:
        form = article.form(at)
        if form in ("#", "-", "–") and start < at < limit - 1 and article.tokens[at + 1].word:
            at += 1
            continue
        if not article.tokens[at].word:
            break
        bare = form[1:] if form.startswith("و") and at == start else form
        if any(form in words[name] or bare in words[name] for name in _NOT_IN_NAMES):
            break
        at += 1
    closed = at == limit or article.form(at) in ("،", ",")
    if at - start < _SHORTEST_NAME or start in article.places or at - 1 in article.places:
        return start
    everyday = [common(article, i) for i in range(start, at)]
    loose = any(everyday) or any(
        article.form(i).startswith(("ل", "ب"))
        or article.form(i).endswith(("ه", "ها", "هم"))
        or article.form(i) in article.lexicon.events
        for i in range(start, at)
    )
    if not closed and loose and article.given(start) is None:
        return start
    if everyday[0] and (
        any(article.form(i).startswith("ال") for i in range(start, at)) or not closed
    ):
        return start
    if first.startswith("و") and (
        first[1:] in article.lexicon.common
        or first[1:] in article.lexicon.speakers
        or first.endswith(("ه", "ها"))
        or start in article.prefixed
    ):
        return start
    return start if is_finite_cue(article, start) and not article.given(start) else at


def coordinated(article: ArticleText, end: int, limit: int, *, before_object: bool) -> int:
    """Take in `، والولايات المتحدة` and the like after a phrase that ends at `end`."""
    while end + 1 < limit and article.form(end) in ("،", ","):
        form = article.form(end + 1)
        rest = form[1:]
        if form in article.lexicon.speakers:
            break
        joined = form.startswith("و") and (
            rest.startswith("ال")
            or rest in article.lexicon.speakers
            or (
                end + 1 in article.names
                and len(rest) > 2
                and form not in article.lexicon.words["name_in_waw"]
            )
        )
        if (
            not joined
            or rest in article.lexicon.words["time"]
            or rest in article.lexicon.words["relative"]
        ):
            break
        past = noun_phrase(article, end + 1, limit, before_object=before_object)
        if past == end + 1:
            break
        end = past
    return end


def apposition(article: ArticleText, comma: int, limit: int) -> int:
    """Return the position past the apposition after `comma`, or `comma` itself."""
    if article.is_a(comma + 1, "relative") or article.is_a(comma + 1, "pronoun"):
        for at in range(comma + 2, min(comma + _RELATIVE, limit)):
            if article.form(at) in ("،", ","):
                return at
        return comma
    inner = max(noun_phrase(article, comma + 1, limit), _bare_run(article, comma + 1, limit))
    if inner == comma + 1 or inner - comma > _APPOSITION:
        return comma
    if article.is_a(comma + 1, "venue") or article.is_a(comma + 1, "time"):
        return comma
    if article.form(inner) in ("،", ",", ")") or inner == limit:
        return inner
    sure = (
        comma + 1 in article.people
        or article.given(comma + 1)
        or _titled(article, comma + 1)
        or _bare_run(article, comma + 1, limit) == inner
    )
    loose = article.is_a(inner, "time") or article.is_a(inner, "preposition")
    return inner if sure and loose else comma


def _titled(article: ArticleText, at: int) -> bool:
    """Whether a title and a first name stand here: العميد تركي المالكي, الدكتور محمد المومني."""
    if not article.is_a(at, "title"):
        return False
    return any(article.given(i) is not None or i in article.people for i in (at + 1, at + 2))
