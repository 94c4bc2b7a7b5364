"""Who the sentence itself says is speaking: after the verb, before it, or pointed at."""

# ruff: noqa: C901, PLR0911 - a grammar rule reads best as one list of cases

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from service.statements.nouns import bare_name, common, is_finite_cue, speaker_noun
from service.statements.phrase import Phrase, describe, noun_phrase

if TYPE_CHECKING:
    from service.statements.reading import ArticleText

_BACK = 40
_APPOSITION = 14
_RELATIVE = 20
_INTERPOSITION = 12
_NAME_WORDS = 5
_FEW = 4
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
_OFTEN = frozenset(("عادة", "كثيرا", "غالبا", "دائما", "سرعان", "نادرا"))
# المنتخب حديثا، فلان
_LATELY = frozenset(("حديثا", "سابقا", "حاليا", "مؤخرا"))
# Where another clause may begin without a comma.
_TURNS = frozenset(("لكن", "ولكن", "بينما", "فيما", "حيث", "اذ", "بعدما", "عندما"))
_THEREIN = frozenset(("فيه", "فيها", "خلاله", "خلالها"))
_THAT = frozenset(("ان", "بان", "وان"))
_NAMES_IN_WAW = frozenset(("واشنطن", "وليد", "وائل", "وارسو", "ويليام", "وليام"))
_CONNECTORS = frozenset(
    [
        "لكن",
        "ولكن",
        "غير",
        "ان",
        "بينما",
        "فيما",
        "كما",
        "حيث",
        "اذ",
        "فان",
        "و",
        "ثم",
        "اما",
        "بيد",
        "الا",
        "فقد",
        "هذا",
    ]
)
_INTERPOSED = frozenset(
    ["من", "في", "خلال", "على", "عبر", "بدوره", "بدورها", "بدورهم", "امس", "اليوم", "لدى"]
)


def after(
    article: ArticleText,
    start: int,
    limit: int,
    *,
    before_object: bool = False,
    joined: bool = False,
) -> Phrase | None:
    """Return the speaker that begins at `start`, with a named apposition taken in."""
    if article.is_a(start, "demonstrative") or article.form(start) in ("الاخير", "الاخيرة"):
        return None
    form = article.form(start)
    if form in ("-", "–", "—"):
        return None
    # Nothing can be joined to a verb, so after one a و belongs to the name: وانغ, واليس.
    if (
        not joined
        and form.startswith("و")
        and not form.startswith("وال")
        and start not in article.names
        and speaker_noun(article, start) is None
    ):
        return None
    end = noun_phrase(article, start, limit, before_object=before_object)
    if end == start:
        return None
    end = _coordinated(article, end, limit, before_object=before_object)
    if article.form(end) in _LATELY and article.form(end + 1) in ("،", ","):
        end += 1
    phrase = describe(article, start, end, end)
    past = end
    if article.form(end) in ("،", ",", "(") and end + 1 < limit:
        past = _apposition(article, end, limit)
        if article.form(end) != "(" and past > end and _awaits_name(article, phrase):
            name = apposed_name(article, end + 1, past, role=phrase.head is not None)
            if name is not None:
                merged = describe(article, start, end, past)
                more = _coordinated(article, past, limit, before_object=before_object)
                if more > past:
                    return msgspec.structs.replace(
                        merged, end=more, past=more, name=name, number="p"
                    )
                return msgspec.structs.replace(merged, end=name[1], name=name, past=past)
    if phrase.name is not None and phrase.name[1] <= end:
        end = max(phrase.name[1], end if phrase.name[0] == start else phrase.name[1])
    return msgspec.structs.replace(phrase, end=end, past=past)


def _awaits_name(article: ArticleText, phrase: Phrase) -> bool:
    """Whether a name may follow in apposition: a role, or a trade no table lists (مروض الحيوانات)."""
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
    return (start, run) if run > start else None


def _bare_run(article: ArticleText, start: int, limit: int) -> int:
    """Return the end of the words up to the next comma if they can only be a name."""
    words = article.lexicon.words
    first = article.form(start)
    if first.startswith(("ال", "لل", "بال")) or speaker_noun(article, start) is not None:
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


def _coordinated(article: ArticleText, end: int, limit: int, *, before_object: bool) -> int:
    """Take in `، والولايات المتحدة` and the like after a phrase that ends at `end`."""
    while end + 1 < limit and article.form(end) in ("،", ","):
        form = article.form(end + 1)
        rest = form[1:]
        if form in article.lexicon.speakers:
            break
        joined = form.startswith("و") and (
            rest.startswith("ال")
            or rest in article.lexicon.speakers
            or (end + 1 in article.names and len(rest) > 2 and form not in _NAMES_IN_WAW)
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


def _apposition(article: ArticleText, comma: int, limit: int) -> int:
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


def before(article: ArticleText, cue: int, start: int) -> tuple[Phrase, str] | None:
    """Return the subject that stands before the verb at `cue`, and how: `relative` or `plain`."""
    at = cue - 1
    while at >= start and (
        article.is_a(at, "auxiliary")
        or article.is_a(at, "negation")
        or article.is_a(at, "adverb")
        or (article.form(at) == "ما" and article.form(at - 1) in _OFTEN)
        or (article.form(at) in _OFTEN and article.form(at + 1) == "ما")
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
        or (i > low and article.form(i) in _TURNS)
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
    if article.form(cue + 1) in _THEREIN:
        return None
    found = antecedent(article, cue, low)
    if found is None or found.head is None or found.definite:
        return None
    if found.head.lemma == "قرار" or article.form(found.start - 1) in ("مشروع", "من"):
        return None
    return found if found.head.number != "s" or found.head.lemma != "جهة" else None


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
    while begin < cue and (article.form(begin) in _CONNECTORS or article.is_a(begin, "auxiliary")):
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
        if rest + 1 >= cue or following in _INTERPOSED or article.is_a(rest + 1, "relative"):
            return phrase
        if article.form(cue - 1) in ("،", ","):
            return phrase
        return None
    if article.is_a(rest, "relative") and article.form(cue - 1) in ("،", ","):
        return phrase
    if form == "(":
        return phrase
    if form in _INTERPOSED and cue - rest <= 6:
        return phrase
    return None


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


def _unknown_name(article: ArticleText, at: int) -> bool:
    """Whether a name in no table begins here, as far as its form tells."""
    form = article.form(at)
    words = article.lexicon.words
    if form.startswith(("و", "ف", "ال", "ل", "ب")) or form in article.lexicon.events:
        return False
    function = any(form in words[name] for name in _NOT_IN_NAMES)
    return not function and bare_name(article, at) and not bare_name(article, at - 1)


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
            best = describe(article, begin, end, end)
            break
    return best
