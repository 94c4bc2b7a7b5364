"""Statements carried by a finite verb or a participle."""

# ruff: noqa: C901, PLR0911, PLR0912, PLR0915 - a grammar rule reads best as one list of cases

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from service.statements.around import cited_source, earlier_object, is_asked, tells
from service.statements.backward import before_clause, before_sentence, topic
from service.statements.bare import bare_object, excluded, object_follows, past_adjuncts
from service.statements.build import build
from service.statements.complement import Complement, find_complement
from service.statements.guards import (
    SPOKEN,
    TOLD,
    can_be_verb,
    impersonal,
    in_state,
    known,
    opens_clause,
    refers_back,
    ruled,
    unreported,
)
from service.statements.guards import (
    passive as is_passive,
)
from service.statements.masdars import PARTICIPLE_REACH, by_masdar
from service.statements.nouns import common, is_definite
from service.statements.raw import Raw
from service.statements.subject_of import subject_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.statements.lexicon import Reading
    from service.statements.reading import ArticleText, Sentence


_CLAUSE = 40
_LATTER = frozenset(("الاخير", "الاخيرة"))
_CLOSING = frozenset('"»”')


def by_verb(article: ArticleText, sentence: Sentence, index: int, at: int) -> Raw | None:
    """Return the statement whose cue stands at `at`, when its readings allow one."""
    best: Raw | None = None
    if article.given(at) and not article.is_a(at + 1, "complementiser"):
        # العقيد تامر الرفاعي: a name written like a verb.
        return None
    readings = article.lexicon.cues.get(article.form(at), ())
    states = _takes_up(article, sentence, at, readings)
    # إن تعهد فرنسا بـ: no verb follows إن.
    rank = _noun_rank if article.is_a(at - 1, "complementiser") else _rank
    for reading in readings:
        if states and reading.form.shape == "masdar":
            # نددت المنظمات بـ…، مطالبة السلطات باستقبالهم
            continue
        found = _read(article, sentence, index, at, reading)
        if found is None:
            continue
        if best is None or rank(found) > rank(best) or _whose(article, at, found, best):
            best = found
    return best


def _whose(article: ArticleText, at: int, found: Raw, best: Raw | None) -> bool:
    """Whether a verbal noun with its subject outdoes a participle: مطالبة جيفريز الإدارة بـ."""
    if best is None or best.rule != "participle" or not article.tokens[at - 1].word:
        return False
    return found.rule == "masdar" and found.speaker is not None


def _takes_up(
    article: ArticleText, sentence: Sentence, at: int, readings: Sequence[Reading]
) -> bool:
    """Whether a word after a comma is the state of the verb before it, with which it agrees."""
    if article.form(at - 1) not in ("،", ","):
        return False
    genders = {one.form.gender for one in readings if one.form.shape == "participle"}
    for i in range(at - 1, max(sentence.start, at - _CLAUSE) - 1, -1):
        verbs = [
            one.form.gender
            for one in article.lexicon.cues.get(article.form(i), ())
            if one.form.shape in ("perfect", "imperfect")
        ]
        if verbs:
            return bool(genders & set(verbs))
    return False


def _rank(raw: Raw) -> tuple[bool, bool, bool]:
    spoken = raw.introducer in ("clause", "quotation", "colon")
    return spoken, raw.rule == "verb", raw.speaker is not None


def _noun_rank(raw: Raw) -> tuple[bool, bool, bool]:
    spoken = raw.introducer in ("clause", "quotation", "colon")
    return spoken, raw.rule == "masdar", raw.speaker is not None


def _read(
    article: ArticleText, sentence: Sentence, index: int, at: int, reading: Reading
) -> Raw | None:
    shape = reading.form.shape
    limit = sentence.end
    if shape == "masdar":
        reach = min(limit, at + 1 + PARTICIPLE_REACH)
        found = find_complement(article, at + 1, reach, reading.entry)
        return by_masdar(article, sentence, index, at, reading, found)
    if shape in ("perfect", "imperfect") and not can_be_verb(article, at, sentence, reading):
        return None
    past = before_sentence(article, sentence, index, at, reading)
    if past is not None:
        return past
    reach = min(limit, at + 1 + PARTICIPLE_REACH) if shape == "participle" else limit
    found = find_complement(article, at + 1, reach, reading.entry)
    back = refers_back(article, at)
    if found is None or (found.kind != "clause" and back is not None):
        if "مفعول" not in reading.entry.complements or (at + 2 >= limit and back is None):
            return None
        found = Complement("object", limit, limit)
    if shape == "participle":
        return _state(article, sentence, index, at, reading, found)
    if (
        unreported(article, at, reading, found)
        or article.is_a(at + 1, "no_content")
        or (reading.form.text in ("يبلغ", "تبلغ") and not tells(article, at, found))
    ):
        return None
    if reading.form.text in TOLD and not article.form(at + 1).startswith("ل"):
        return None
    weak = found.kind == "preposition" and article.form(found.at) in reading.entry.weak
    passive = is_passive(article, at, reading)
    phrase = None if passive else subject_of(article, sentence, at, reading, found)
    if found.kind not in SPOKEN and ruled(article, reading, phrase):
        return None
    written = phrase is not None and phrase.head is not None and phrase.head.kind == "document"
    if found.kind in SPOKEN and "ان" in reading.entry.document and not written:
        return None
    if phrase is None and not reading.proclitic and article.is_a(at, "true_preposition"):
        # عقب "حادث": after it, not he commented.
        return None
    if weak and (phrase is None or (common(article, phrase.start) and not known(article, phrase))):
        return None
    if (
        phrase is None
        and article.is_a(at - 1, "that_which")
        and not article.is_a(at - 2, "habitual")
    ):
        return None
    if (
        back is not None
        and found.kind == "object"
        and phrase is not None
        and (
            reading.entry.lemma not in article.lexicon.words["predicating"]
            or past_adjuncts(article, phrase.past, limit) >= limit
        )
    ):
        return before_clause(article, sentence, index, at, reading, phrase, back)
    if found.kind == "object":
        if phrase is None and not bare_object(article, at, sentence, reading):
            return None
        past = phrase.past if phrase is not None and phrase.start > at else at + 1
        if article.is_a(past, "therein"):
            past += 1
        start = past_adjuncts(article, past, limit)
        if start >= limit and phrase is not None and at < phrase.end < phrase.past:
            # وهاجم ترامب، كاتب المقال: no apposition, but whom he attacked.
            start = past_adjuncts(article, phrase.end, limit)
        if start >= limit or not object_follows(article, start):
            if phrase is not None and reading.form.suffix:
                return topic(article, sentence, index, at, reading, phrase)
            return None
        if excluded(article, reading, phrase, start, therein=article.is_a(at + 1, "therein")):
            return None
        found = Complement("object", start, start)
    if phrase is not None and is_asked(article, reading, found, phrase):
        phrase = None
    objective = (
        found.kind == "object" or reading.entry.lemma in article.lexicon.words["object_first"]
    )
    these = article.form(at + 1) == "هؤلاء" and found.at == at + 2
    if phrase is None and article.is_a(at + 1, "demonstrative") and not (objective or these):
        return None
    if reading.entry.lemma == "وصف" and found.at == at + 1 and not reading.form.suffix:
        # الفندق الذي وصف بأنه: a passive that names nobody.
        return None
    therein = article.is_a(at + 1, "therein")
    if phrase is None and (
        (impersonal(article, reading) and not therein)
        or (reading.form.text in article.lexicon.words["unfound"] and not therein)
        or (reading.form.text == "يقول" and is_definite(article, at - 1))
        or not (therein or opens_clause(article, at, sentence, reading))
        or (article.form(at - 1) in _CLOSING and at > sentence.start and not reading.proclitic)
    ):
        return None
    found = earlier_object(article, reading, found, phrase, at)
    source = cited_source(article, phrase, at, found) if found.kind in SPOKEN else None
    built = build(article, sentence, index, at, reading, found, source or phrase, "verb")
    if built is None:
        return None
    if source is not None and phrase is not None:
        built = msgspec.structs.replace(built, via=(phrase.start, phrase.end))
    charged = reading.entry.lemma == "اتهم" and found.at == at + 1 and not reading.form.suffix
    if charged and phrase is None and found.kind == "preposition":
        # التي اتهم بارتكابها: whoever accused.
        passive = True
    beside = (article.form(at - 1), article.form(at + 1))
    latter = built.speaker is None and any(form in _LATTER for form in beside)
    if these and built.speaker is None:
        # وأوضح هؤلاء: many.
        built = msgspec.structs.replace(built, number="p")
    bound = therein and source is None
    return msgspec.structs.replace(built, passive=passive, bound=bound, latter=latter)


def _state(
    article: ArticleText,
    sentence: Sentence,
    index: int,
    at: int,
    reading: Reading,
    found: Complement,
) -> Raw | None:
    """Return the statement of a participle of state: مشيرا إلى, متبنيا الهجوم."""
    if article.form(at + 1) == "باسم":
        # متحدثا باسم الشرطة: a role.
        return None
    counted = article.form(at - 1).isdigit() and not article.is_a(at - 2, "year")
    held = (
        article.is_a(at + 1, "held") and reading.entry.lemma in article.lexicon.words["predicating"]
    )
    if counted or not (held or in_state(article, at, reading, found)):
        return None
    far = found.kind == "preposition" and found.at > at + 1 and article.is_a(at + 1, "object")
    if found.kind == "object" or held or (far and "مفعول" in reading.entry.complements):
        # مؤكدا ضرورة التحرك للضغط على: what is affirmed comes first.
        if not article.tokens[at + 1].word and at + 1 not in article.opening:
            return None
        found = Complement("object", at + 1, at + 1)
    return build(article, sentence, index, at, reading, found, None, "participle")
