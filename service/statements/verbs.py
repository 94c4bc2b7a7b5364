"""Statements carried by a finite verb or a participle."""

# ruff: noqa: C901, PLR0911, PLR0912 - a grammar rule reads best as one list of cases

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from service.statements.boundaries import opens_object
from service.statements.build import OBJECT_FIRST, build, stance_of
from service.statements.complement import Complement, find_complement
from service.statements.content import trim
from service.statements.guards import (
    PREDICATING,
    SPOKEN,
    THEREIN,
    TOLD,
    bare_object,
    can_be_verb,
    excluded,
    impersonal,
    in_state,
    known,
    object_follows,
    opens_clause,
    past_adjuncts,
    refers_back,
    unreported,
)
from service.statements.guards import (
    passive as is_passive,
)
from service.statements.masdars import PARTICIPLE_REACH, by_masdar
from service.statements.phrase import Phrase, describe, noun_phrase
from service.statements.raw import Raw
from service.statements.subject import after, before

if TYPE_CHECKING:
    from service.statements.lexicon import Reading
    from service.statements.reading import ArticleText, Sentence

# Masculine words for women, too.
_EITHER = frozenset(("عضو", "نجم", "شخص"))
_TWO = frozenset(
    (
        "طالب",
        "دعا",
        "حث",
        "ناشد",
        "ابلغ",
        "اخبر",
        "سال",
        "هدد",
        "امر",
        "طلب",
        "نصح",
        "حض",
        "اتهم",
        "وصف",
        "حمل",
        "ذكر",
    )
)
_WHAT = frozenset(("ما", "عما", "مما", "بما", "لما", "وما", "فيما"))
_REFLEXIVE = frozenset(("نفسه", "نفسها", "ذلك", "هذا", "هذه", "تلك"))
_CLAUSE_BACK = 60
_CLOSING = frozenset('"»”')


def by_verb(article: ArticleText, sentence: Sentence, index: int, at: int) -> Raw | None:
    """Return the statement whose cue stands at `at`, when its readings allow one."""
    best: Raw | None = None
    for reading in article.lexicon.cues.get(article.form(at), ()):
        if reading.entry.kind != "verb":
            continue
        found = _read(article, sentence, index, at, reading)
        if found is not None and (best is None or _rank(found) > _rank(best)):
            best = found
    return best


def _rank(raw: Raw) -> tuple[bool, bool]:
    return raw.introducer in ("clause", "quotation", "colon"), raw.speaker is not None


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
    reach = min(limit, at + 1 + PARTICIPLE_REACH) if shape == "participle" else limit
    found = find_complement(article, at + 1, reach, reading.entry)
    back = refers_back(article, at)
    if found is None or (found.kind != "clause" and back is not None):
        if "مفعول" not in reading.entry.complements or (at + 2 >= limit and back is None):
            return None
        found = Complement("object", limit, limit)
    if shape == "participle":
        if article.form(at - 1).isdigit() or not in_state(article, at, reading, found):
            return None
        if found.kind == "object":
            if not article.tokens[at + 1].word and at + 1 not in article.opening:
                return None
            found = Complement("object", at + 1, at + 1)
        return build(article, sentence, index, at, reading, found, None, "participle")
    if unreported(article, at, reading, found) or article.is_a(at + 1, "no_content"):
        return None
    if reading.form.text in TOLD and not article.form(at + 1).startswith("ل"):
        return None
    passive = is_passive(article, at, reading)
    phrase = None if passive else _subject(article, sentence, at, reading, found)
    if phrase is None and article.form(at - 1) in _WHAT:
        return None
    if (
        back is not None
        and found.kind == "object"
        and phrase is not None
        and (
            reading.entry.lemma not in PREDICATING
            or past_adjuncts(article, phrase.past, limit) >= limit
        )
    ):
        return _back(article, sentence, index, at, reading, phrase, back)
    if found.kind == "object":
        if phrase is None and not bare_object(article, at, sentence, reading):
            return None
        past = phrase.past if phrase is not None and phrase.start > at else at + 1
        if article.form(past) in THEREIN:
            past += 1
        start = past_adjuncts(article, past, limit)
        if start >= limit or not object_follows(article, start):
            if phrase is not None and reading.form.suffix:
                return _topic(article, sentence, index, at, reading, phrase)
            return None
        if excluded(article, reading, phrase, start):
            return None
        found = Complement("object", start, start)
    if phrase is None and article.is_a(at + 1, "demonstrative") and found.kind != "object":
        return None
    if phrase is None and (
        impersonal(reading)
        or not opens_clause(article, at, sentence, reading)
        or article.form(at - 1) in _CLOSING
    ):
        return None
    found = _earlier_object(article, reading, found, phrase, at)
    built = build(article, sentence, index, at, reading, found, phrase, "verb")
    if built is None or not passive:
        return built
    return msgspec.structs.replace(built, passive=True)


def _earlier_object(
    article: ArticleText, reading: Reading, found: Complement, phrase: Phrase | None, at: int
) -> Complement:
    """`أكد فلان حرصه على …`: the object comes first, and the preposition belongs to it."""
    if found.kind != "preposition" or phrase is None or "مفعول" not in reading.entry.complements:
        return found
    past = phrase.past if phrase.start > at else at + 1
    start = past_adjuncts(article, past, found.at)
    if start < found.at and opens_object(article, start, max(phrase.start, start - 1)):
        return Complement("object", start, start)
    return found


def _topic(
    article: ArticleText,
    sentence: Sentence,
    index: int,
    at: int,
    reading: Reading,
    phrase: Phrase,
) -> Raw | None:
    """`لكن هذا الطلب رفضته روسيا`: the content is the clause that `هذا الطلب` sums up."""
    near = range(at - 1, max(at - 4, sentence.start), -1)
    begin = next((i for i in near if article.is_a(i, "demonstrative")), None)
    if begin is None:
        return None
    return _back(article, sentence, index, at, reading, phrase, begin)


def _subject(
    article: ArticleText, sentence: Sentence, at: int, reading: Reading, found: Complement
) -> Phrase | None:
    """Return the overt subject, after the verb or before it."""
    follows = _subject_after(article, at, reading, found)
    nominal = found.kind in ("object", "preposition")
    if follows is not None and nominal and not opens_clause(article, at, sentence, reading):
        follows = None
    topic = reading.proclitic == "ف" and _has_topic(article, at, sentence.start)
    if reading.proclitic in ("و", "ف") and not topic:
        return follows
    precedes = before(article, at, sentence.start)
    if precedes is None:
        return follows
    phrase, how = precedes
    if how == "relative" and reading.form.suffix:
        # التي وصفتها: what stands before is the object.
        return follows
    if follows is None:
        return phrase if _agrees_before(reading, phrase) else None
    if how == "relative":
        return follows if found.kind in ("clause", "quotation") or reading.form.suffix else phrase
    if not _agrees_before(reading, phrase):
        return follows
    if article.is_a(at - 1, "auxiliary"):
        return phrase
    first = phrase.start <= sentence.start + 1
    return phrase if nominal and (first or not known(article, follows)) else follows


def _has_topic(article: ArticleText, at: int, start: int) -> bool:
    """Whether `اما X فـ` frames the verb."""
    return any(article.form(i) in ("اما", "واما") for i in range(start, min(start + 2, at)))


def _agrees_before(reading: Reading, phrase: Phrase) -> bool:
    """Whether a verb can follow this phrase as its predicate."""
    gender, number = reading.form.gender, reading.form.number
    if gender is None or phrase.gender is None or phrase.head is None:
        return True
    if phrase.head.kind == "collective" or phrase.number == "p":
        return True
    return gender == phrase.gender and number != "p"


def _subject_after(
    article: ArticleText, at: int, reading: Reading, found: Complement
) -> Phrase | None:
    limit = found.at
    two = reading.entry.lemma in _TWO or found.kind == "object"
    if _is_addressee(article, at + 1):
        return None
    if article.form(at + 1) in THEREIN and found.kind in ("object", "preposition"):
        return None
    start = _past_asides(article, at + 1, limit)
    phrase = after(article, start, limit, before_object=two, joined=found.kind in SPOKEN)
    if phrase is None or _accusative(article, phrase):
        return None
    if (
        two
        and found.kind == "preposition"
        and reading.proclitic == "و"
        and article.tokens[at - 1].word
        and at not in article.sentence_starts
        and noun_phrase(article, phrase.past, limit) == phrase.past
    ):
        return None
    first = article.form(phrase.start)
    if first in _REFLEXIVE:
        return None
    if found.kind == "object" and (
        first in article.lexicon.words["object"]
        or (phrase.past >= limit and refers_back(article, at) is None)
    ):
        return None
    spoken = found.kind in SPOKEN
    bare = first in article.lexicon.words["object"] and phrase.head is None
    if bare and not spoken and not article.is_a(phrase.start, "quantifier"):
        return None
    if reading.entry.lemma in OBJECT_FIRST and found.kind != "object" and not reading.form.suffix:
        phrase = _leave_object(article, phrase, limit)
        if phrase is None:
            return None
    if not _agrees(reading, phrase):
        return None
    return phrase


def _past_asides(article: ArticleText, at: int, limit: int) -> int:
    """Skip what may stand between a verb and its subject: عليه, من جهته, بدوره."""
    start = at
    if article.is_a(at, "pronominal") or article.is_a(at, "adverb"):
        start = at + 1
    elif article.form(at) == "من" and article.form(at + 1).startswith(("جهت", "جانب")):
        start = at + 2
    return start if start < limit else at


def _accusative(article: ArticleText, phrase: Phrase) -> bool:
    """Whether the phrase can only be an object: a sound plural in ين."""
    form = article.form(phrase.start)
    if phrase.start in article.names or not form.endswith("ين"):
        return False
    return phrase.number == "p" or (form.startswith("ال") and len(form) > 6)


def _leave_object(article: ArticleText, phrase: Phrase, limit: int) -> Phrase | None:
    """Return the subject of a verb that must have an object before its introducer.

    When nothing parts the two, the last word of the stretch is taken to be the object.
    """
    if any(article.tokens[i].word for i in range(phrase.past, limit)):
        return phrase
    if phrase.past != limit or phrase.end - phrase.start < 2 or phrase.past != phrase.end:
        return None
    if not known(article, phrase):
        return None
    cut = phrase.end - 1
    return describe(article, phrase.start, cut, cut)


def _is_addressee(article: ArticleText, at: int) -> bool:
    form = article.form(at)
    rest = "ال" + form[2:] if form.startswith("لل") else form[1:]
    if not form.startswith("ل") or len(form) < 2:
        return False
    return rest in article.lexicon.words["addressee_media"] or rest.isascii()


def _agrees(reading: Reading, phrase: Phrase) -> bool:
    """Whether a verb can have this phrase as the subject that follows it (VSO: singular verb)."""
    gender = reading.form.gender
    if reading.form.number in ("p", "d"):
        return False
    if gender is None or phrase.gender is None or phrase.number == "p":
        return True
    if phrase.head is not None and (
        phrase.head.kind == "collective" or phrase.head.lemma in _EITHER
    ):
        return True
    return gender == phrase.gender


def _back(
    article: ArticleText,
    sentence: Sentence,
    index: int,
    at: int,
    reading: Reading,
    phrase: Phrase,
    begin: int,
) -> Raw | None:
    """`وهو ما نفته موسكو`: the content is the clause before it."""
    start = begin - 1
    low = max(sentence.start, begin - _CLAUSE_BACK)
    while start > low and article.form(start - 1) not in ("؛", ".", ":"):
        start -= 1
    trimmed = trim(article, start, begin)
    if trimmed is None:
        return None
    span, tokens, direct, _ = trimmed
    return Raw(
        sentence=index,
        cue=(at, at + 1),
        cls=reading.entry.cls,
        stance=stance_of(article, at, reading),
        rule="verb",
        lemma=reading.entry.lemma,
        content=span,
        content_tokens=tokens,
        direct=direct,
        speaker=phrase,
        gender=reading.form.gender,
        number=reading.form.number,
        introducer="back",
        back=True,
    )
