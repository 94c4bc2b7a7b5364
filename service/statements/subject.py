"""Who the sentence itself says is speaking: after the verb, before it, or pointed at."""

# ruff: noqa: C901, PLR0911, PLR0912 - a grammar rule reads best as one list of cases

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from service.statements.apposition import apposed_name, apposition, awaits_name, coordinated
from service.statements.nouns import bare_name, is_definite, speaker_noun
from service.statements.objects import MASDAR
from service.statements.phrase import Phrase, describe, noun_phrase

if TYPE_CHECKING:
    from service.statements.reading import ArticleText

_BACK = 40
_INTERPOSITION = 12
_NAME_WORDS = 5
_FEW = 4
# وي فان
_SHORT = 2
_CONNECTED = 6
_THAT = frozenset(("ان", "بان", "وان"))


def after(
    article: ArticleText,
    start: int,
    limit: int,
    *,
    before_object: bool = False,
    joined: bool = False,
) -> Phrase | None:
    """Return the speaker that begins at `start`, with a named apposition taken in."""
    if article.form(start) in ("الاخير", "الاخيرة"):
        return None
    if article.is_a(start, "demonstrative"):
        noun = speaker_noun(article, start + 1)
        if noun is None or not noun.definite or start + 1 >= limit:
            return None
        # هذه المنظمة
        pointed = after(article, start + 1, limit, before_object=before_object, joined=joined)
        return None if pointed is None else msgspec.structs.replace(pointed, start=start)
    form = article.form(start)
    if form in ("-", "–", "—") or (len(form) == 1 and form in "بلكوف"):
        return None
    # Nothing can be joined to a verb, so after one a و belongs to the name: وانغ, واليس.
    if (
        not joined
        and form.startswith("و")
        and not form.startswith("وال")
        and start not in article.names
        and len(form) > _SHORT
        and speaker_noun(article, start) is None
    ):
        return None
    end = noun_phrase(article, start, limit, before_object=before_object)
    if end == start:
        return None
    end = coordinated(article, end, limit, before_object=before_object)
    if article.is_a(end, "just_now") and article.form(end + 1) in ("،", ","):
        end += 1
    end = _issued_after_comma(article, start, end, limit)
    phrase = describe(article, start, end, end)
    past = end
    if article.form(end) in ("،", ",", "(") and end + 1 < limit:
        past = end if _deed(article, phrase, end + 1) else apposition(article, end, limit)
        if article.form(end) != "(" and past > end and awaits_name(article, phrase):
            name = apposed_name(article, end + 1, past, role=phrase.head is not None)
            if name is not None:
                merged = describe(article, start, end, past)
                more = coordinated(article, past, limit, before_object=before_object)
                if more > past:
                    return msgspec.structs.replace(
                        merged, end=more, past=more, name=name, number="p"
                    )
                return msgspec.structs.replace(merged, end=name[1], name=name, past=past)
    if phrase.name is not None and phrase.name[1] <= end:
        end = max(phrase.name[1], end if phrase.name[0] == start else phrase.name[1])
    return msgspec.structs.replace(phrase, end=end, past=past)


def _issued_after_comma(article: ArticleText, start: int, end: int, limit: int) -> int:
    """Take in who issued a text, past a comma: بيان، صادر عن مكتب النائب العام."""
    noun = speaker_noun(article, start)
    if noun is None or noun.kind != "document" or article.form(end) not in ("،", ","):
        return end
    if not article.is_a(end + 1, "issued") or article.form(end + 2) != "عن":
        return end
    past = noun_phrase(article, end + 3, limit)
    return past if past > end + 3 else end


def _deed(article: ArticleText, phrase: Phrase, at: int) -> bool:
    """Whether what follows a name after a comma is a deed: توقع الشريك فلان، تزايد العدد."""
    form = article.form(at)
    named = phrase.name is not None and not form.startswith("ال")
    return named and bool(MASDAR.fullmatch(form)) and speaker_noun(article, at) is None


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
