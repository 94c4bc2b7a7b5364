"""Who stands before the verb: its subject, and what a relative pronoun goes back to."""

# ruff: noqa: C901, PLR0911, PLR0912 - a grammar rule reads best as one list of cases

from __future__ import annotations

from typing import TYPE_CHECKING

from service.statements.nouns import bare_name, is_definite, speaker_noun
from service.statements.phrase import describe, noun_phrase
from service.statements.subject import after

if TYPE_CHECKING:
    from service.statements.phrase import Phrase
    from service.statements.reading import ArticleText

_BACK = 40
_INTERPOSITION = 12
_NAME_WORDS = 5
_FEW = 4
_CONNECTED = 6
_THAT = frozenset(("ان", "بان", "وان"))


def before(article: ArticleText, cue: int, start: int) -> tuple[Phrase, str] | None:
    """Return the subject that stands before the verb at `cue`, and how: `relative` or `plain`."""
    at = cue - 1
    while at >= start and (
        article.is_a(at, "auxiliary")
        or article.is_a(at, "negation")
        or article.is_a(at, "adverb")
        or (article.form(at) == "ما" and article.is_a(at - 1, "habitual"))
        or (article.is_a(at, "habitual") and article.form(at + 1) == "ما")
    ):
        at -= 1
    if at < start:
        return None
    if article.is_a(at, "relative") and article.form(at) not in ("من", "ما"):
        if not _relative_agrees(article, at, cue):
            return None
        found = antecedent(article, at, start)
        return (found, "relative") if found else None
    spoken = _by_mouth(article, cue, start)
    if spoken is not None:
        return spoken, "relative"
    low = max(start, cue - _BACK)
    if at == cue - 1 and article.tokens[at].word:
        found = _qualified(article, cue, low)
        if found is not None:
            return found, "relative"
    boundaries = [low] if low == start else []
    boundaries += [
        i + 1
        for i in range(low, cue)
        if article.form(i) in ("،", ",", "؛", ":", "-", "–", "ان", "بان", "وان")
        or (i > low and article.is_a(i, "turn"))
    ]
    for boundary in boundaries:
        if article.form(boundary - 1) in _THAT and not _nominal(article, boundary):
            continue
        found = _reaching(article, boundary, at + 1)
        if found is not None:
            return found, "plain"
    return None


def _by_mouth(article: ArticleText, cue: int, start: int) -> Phrase | None:
    """Return whose mouth is named right before the verb: بيانا على لسان الباكر قال إنه."""
    for at in range(cue - 2, max(start, cue - _INTERPOSITION), -1):
        if article.form(at) == "لسان":
            found = after(article, at + 1, cue)
            return found if found is not None and found.past == cue else None
    return None


def _qualified(article: ArticleText, cue: int, low: int) -> Phrase | None:
    """Return the indefinite noun a verb qualifies without a pronoun: لافتات تطالب, تقرير يقول."""
    if article.is_a(cue + 1, "therein") or article.is_a(cue + 2, "therein"):
        return None
    found = _second(article, cue, low) or antecedent(article, cue, low)
    if found is None or found.head is None or found.definite:
        return None
    if found.head.lemma == "قرار" or article.form(found.start - 1) in ("مشروع", "من"):
        return None
    return found if found.head.number != "s" or found.head.lemma != "جهة" else None


def _second(article: ArticleText, cue: int, low: int) -> Phrase | None:
    """Return an indefinite object right after its definite subject: المتظاهرات شعارات تطالب."""
    for begin in range(cue - 1, max(low, cue - _FEW), -1):
        noun = speaker_noun(article, begin)
        if noun is not None and not noun.definite and is_definite(article, begin - 1):
            past = noun_phrase(article, begin, cue)
            return describe(article, begin, cue, cue) if past == cue else None
    return None


def _nominal(article: ArticleText, at: int) -> bool:
    """Whether what follows أن is a noun rather than the verb of a wish (أن تطلق أغنية)."""
    form = article.form(at)
    return (
        not form.startswith(("ت", "ي", "ا"))
        or form.startswith("ال")
        or at in article.names
        or article.given(at) is not None
        or speaker_noun(article, at) is not None
    )


def _reaching(article: ArticleText, boundary: int, cue: int) -> Phrase | None:
    """Return the noun phrase from `boundary` when only adjuncts part it from `cue`."""
    begin = boundary
    while begin < cue and (
        article.is_a(begin, "connector")
        or article.is_a(begin, "auxiliary")
        or article.form(begin + 1) in ("تزال", "يزال", "زالت", "زال")
        or article.form(begin) in ("تزال", "زالت")
    ):
        begin += 1
    if begin >= cue:
        return None
    phrase = after(article, begin, cue)
    if phrase is None:
        return None
    rest = phrase.past
    if not _speaks(article, phrase) and not (
        rest == cue and article.form(begin).startswith("ال") and phrase.end - phrase.start <= _FEW
    ):
        return None
    if rest == cue:
        return phrase
    if any(article.is_a(i, "clause") for i in range(rest, min(cue, rest + _INTERPOSITION))):
        return None
    form = article.form(rest)
    if form in ("،", ","):
        following = article.form(rest + 1)
        aside = article.is_a(rest + 1, "relative") or following.startswith("ال")
        if cue - rest > _INTERPOSITION and not aside:
            return None
        if (
            rest + 1 >= cue
            or following in article.lexicon.words["interposed"]
            or article.is_a(rest + 1, "relative")
        ):
            return phrase
        if article.form(cue - 1) in ("،", ","):
            return phrase
        return None
    if article.is_a(rest, "relative") and (
        article.form(cue - 1) in ("،", ",") or _restricted(article, phrase, rest, cue)
    ):
        return phrase
    if form == "(":
        return phrase
    if form in article.lexicon.words["interposed"] and cue - rest <= 6:
        return phrase
    return None


def _restricted(article: ArticleText, phrase: Phrase, rest: int, cue: int) -> bool:
    """Whether a short relative clause parts many from their verb: الذين كانوا معه قالوا."""
    if phrase.number != "p" or cue - rest > _CONNECTED or not article.form(cue).endswith("وا"):
        return False
    return all(article.tokens[i].word for i in range(rest, cue))


def _speaks(article: ArticleText, phrase: Phrase) -> bool:
    """Whether a phrase can be a speaker on its own evidence: a speaker noun or a name."""
    if phrase.head is not None:
        return True
    return phrase.name is not None and (
        phrase.start in article.names
        or article.given(phrase.start) is not None
        or phrase.end - phrase.start <= _NAME_WORDS
    )


def _relative_agrees(article: ArticleText, relative: int, cue: int) -> bool:
    """Whether the verb's subject can be what الذي / التي stands for."""
    feminine = article.form(relative) in ("التي", "والتي", "اللواتي", "اللاتي")
    genders = {r.form.gender for r in article.lexicon.cues.get(article.form(cue), ())}
    return genders == {None} or ("f" if feminine else "m") in genders


def _told_apart(article: ArticleText, relative: int, phrase: Phrase) -> bool:
    """Whether a relative pronoun cannot go back to a phrase: تقارير فيها اعترافات المتهم الذي."""
    if phrase.number not in ("s", None) or phrase.gender is None or phrase.head is None:
        return False
    form = article.form(relative)
    return (form == "الذي" and phrase.gender == "f") or (form == "التي" and phrase.gender == "m")


def antecedent(article: ArticleText, relative: int, start: int) -> Phrase | None:
    """Return the noun phrase that a relative pronoun at `relative` goes back to."""
    end = relative - 1 if article.form(relative - 1) in ("،", ",") else relative
    best: Phrase | None = None
    for begin in range(max(start, end - 12), end):
        quantified = article.is_a(begin, "quantifier")
        named = (
            begin in article.names
            or article.given(begin)
            or (bare_name(article, begin) and not bare_name(article, begin - 1))
        )
        if not quantified and speaker_noun(article, begin) is None and not named:
            continue
        past = noun_phrase(article, begin, end)
        if past == end:
            found = describe(article, begin, end, end)
            if best is None or not _told_apart(article, relative, best):
                best = found
            if not _told_apart(article, relative, found):
                break
    return best
