"""Whose verb it is: the noun phrase after it or before it that agrees with it."""

# ruff: noqa: C901, PLR0911, PLR0912 - a grammar rule reads best as one list of cases

from __future__ import annotations

from typing import TYPE_CHECKING

from service.statements.agreement import agrees_after, agrees_before, is_title
from service.statements.boundaries import stops
from service.statements.foregoing import before
from service.statements.guards import (
    SPOKEN,
    is_addressee,
    known,
    opens_clause,
    refers_back,
    told,
)
from service.statements.nouns import bare_name, common, is_definite, speaker_noun
from service.statements.objects import MASDAR, owned_object, qualifies
from service.statements.phrase import Phrase, describe, noun_phrase
from service.statements.subject import after

if TYPE_CHECKING:
    from service.statements.complement import Complement
    from service.statements.lexicon import Reading
    from service.statements.reading import ArticleText, Sentence

# With a clause these have no object: ذكرت وكالات أنباء أن, اعتبر فلان أن.
_ONE = frozenset(("ذكر", "اعتبر"))
# وكتبت تقول: one act of saying in two verbs.
_GOES_ON = frozenset(("يقول", "تقول", "يقولون"))
_NAME = 3
# What may stand between a speaker and what introduces the words.
_BETWEEN = ("time", "when", "preposition", "pronominal", "adverb", "complementiser", "relative")
_REFLEXIVE = frozenset(("نفسه", "نفسها", "ذلك", "هذا", "هذه", "تلك"))


def subject_of(
    article: ArticleText, sentence: Sentence, at: int, reading: Reading, found: Complement
) -> Phrase | None:
    """Return the overt subject, after the verb or before it."""
    if reading.proclitic == "" and article.is_a(at - 1, "that_he"):
        # قال إنه رفض التمويل: the pronoun is the subject.
        return None
    follows = _subject_after(article, at, reading, found)
    nominal = found.kind in ("object", "preposition")
    if follows is not None and nominal and not opens_clause(article, at, sentence, reading):
        # حملة وصفتها الأمم المتحدة بالتطهير
        governed = (
            found.kind == "preposition"
            or reading.entry.lemma in article.lexicon.words["predicating"]
        )
        governed = governed or refers_back(article, at) is not None
        held = reading.form.suffix and governed and known(article, follows)
        follows = follows if held else None
    topic = reading.proclitic == "ف" and _has_topic(article, at, sentence.start)
    if reading.proclitic in ("و", "ف") and not topic:
        return follows
    if follows is not None and article.form(at - 1) in ("فقد", "وقد", "لقد"):
        # فقد أعلنت فيسبوك عن: another clause
        return follows
    precedes = before(article, at, sentence.start)
    if precedes is None:
        return follows
    phrase, how = precedes
    if how == "relative" and reading.form.number in ("p", "d") and phrase.number == "s":
        return follows
    if how == "relative" and reading.form.suffix:
        # التي وصفتها: what stands before is the object.
        return follows
    if follows is None:
        return phrase if agrees_before(reading, phrase) else None
    if how == "relative":
        # منبج التي تهدد أنقرة بمهاجمتها: the pronoun goes back to what stands before.
        pointed = article.form(found.content).endswith(("ها", "ه", "هم"))
        after_all = found.kind in SPOKEN or reading.form.suffix
        return follows if after_all or (pointed and known(article, follows)) else phrase
    if not agrees_before(reading, phrase):
        return follows
    if article.is_a(at - 1, "auxiliary"):
        return phrase
    first = phrase.start <= sentence.start + 1 or article.is_a(phrase.start - 1, "complementiser")
    if first and phrase.past == at and reading.entry.lemma in article.lexicon.words["informing"]:
        # أن كوشنر أبلغ نتنياهو أن: whom he told follows.
        return phrase
    return phrase if nominal and (first or not known(article, follows)) else follows


def _has_topic(article: ArticleText, at: int, start: int) -> bool:
    """Whether `اما X فـ` frames the verb."""
    return any(article.form(i) in ("اما", "واما") for i in range(start, min(start + 2, at)))


def _subject_after(
    article: ArticleText, at: int, reading: Reading, found: Complement
) -> Phrase | None:
    limit = found.at
    one = reading.entry.lemma in _ONE and found.kind == "clause"
    denies = reading.entry.cls in ("deny", "refuse")
    quoted = found.kind == "quotation" and article.tokens[limit - 1].word
    quoted = quoted or (found.kind == "preposition" and reading.entry.cls == "affirm")
    two = (quoted and "مفعول" in reading.entry.complements - reading.entry.weak) or (
        (reading.entry.lemma in article.lexicon.words["two_objects"] and not one)
        or found.kind == "object"
        or denies
    )
    if is_addressee(article, at + 1) or article.is_a(at + 1, "no_subject"):
        return None
    therein = article.is_a(at + 1, "therein")
    if therein and speaker_noun(article, at + 2) is None and at + 2 not in article.names:
        return None
    if therein and two and found.kind == "preposition" and reading.form.number == "s":
        noun = speaker_noun(article, at + 2)
        if noun is not None and noun.number == "p":
            # منشورات تدعو فيها السكان لتجنب: whom it calls on.
            return None
    start = at + 2 if therein else _past_asides(article, at + 1, limit)
    phrase = after(article, start, limit, before_object=two, joined=found.kind in SPOKEN)
    if phrase is None or _accusative(article, phrase) or told(article, phrase):
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
    if found.kind in SPOKEN:
        phrase = _to_introducer(article, phrase, limit)
    first = article.form(phrase.start)
    alone = phrase.end - phrase.start == 1
    if (first in _REFLEXIVE and alone) or first in _GOES_ON:
        return None
    past = phrase.past + (article.form(phrase.past) in ("،", ","))
    if reading.entry.lemma == "حمل" and article.is_a(past, "blame"):
        return None
    if _is_object(article, at, phrase, reading, found) or (
        two and found.kind == "preposition" and _is_owned(article, phrase)
    ):
        return None
    spoken = found.kind in SPOKEN
    if (
        not spoken
        and phrase.head is None
        and common(article, phrase.start)
        and not first.startswith("ال")
        and not article.is_a(phrase.start, "quantifier")
        and not article.is_a(phrase.start, "polity")
        and not _titled_after(article, phrase)
    ):
        return None
    if phrase.head is None and not known(article, phrase):
        bare = (first, first.removeprefix("ال"))
        deed = not spoken and any(MASDAR.fullmatch(form) for form in bare)
        many = not spoken and reading.form.gender == "m" and first.endswith("ات")
        many = many and is_definite(article, phrase.start + 1)
        if deed or many or owned_object(article, phrase.start):
            # أبدى رغبته بأن, وأعلن تسريع استعداداته
            return None
    bare = first in article.lexicon.words["object"] and phrase.head is None
    if bare and not spoken and not article.is_a(phrase.start, "quantifier"):
        return None
    if (
        reading.entry.lemma in article.lexicon.words["object_first"]
        and found.kind != "object"
        and not reading.form.suffix
        and article.form(start - 1) != "جانب"
    ):
        phrase = _leave_object(article, phrase, limit)
        if phrase is None or (phrase.end == start + 1 and article.is_a(start, "demonstrative")):
            return None
    plain = spoken or not (two or "مفعول" in reading.entry.complements)
    titled = start == at + 1 and is_title(reading, phrase, spoken=plain)
    if not agrees_after(reading, phrase, spoken=spoken) and not titled:
        return None
    return phrase


def _titled_after(article: ArticleText, phrase: Phrase) -> bool:
    """Whether a role follows after a comma, so that the words before are a name."""
    noun = speaker_noun(article, phrase.end + 1)
    role = noun is not None and noun.kind == "person"
    return role and article.form(phrase.end) in ("،", ",")


def _is_owned(article: ArticleText, phrase: Phrase) -> bool:
    """Whether the phrase belongs to the subject, and so is none: وأمر قواته بالاستعداد."""
    first = article.form(phrase.start)
    return (
        phrase.head is not None
        and first not in article.lexicon.speakers
        and first.endswith(("ه", "ها", "هم"))
    )


def _is_object(
    article: ArticleText, at: int, phrase: Phrase, reading: Reading, found: Complement
) -> bool:
    """Whether the one phrase there is must be the object, or what something is held to be."""
    predicated = (
        bool(reading.form.suffix) and reading.entry.lemma in article.lexicon.words["predicating"]
    )
    if predicated and not phrase.definite and not known(article, phrase):
        # واعتبرته نقطة انطلاق
        return True
    if found.kind != "object":
        return False
    only = phrase.past >= found.at and refers_back(article, at) is None
    return article.form(phrase.start) in article.lexicon.words["object"] or only


def _to_introducer(article: ArticleText, phrase: Phrase, limit: int) -> Phrase:
    """Take in a last word of a bare name that means something else, too: قال مكي هلال إن."""
    last = phrase.end
    if phrase.head is not None or phrase.past != last or last + 1 != limit:
        return phrase
    form = article.form(last)
    words = article.lexicon.words
    if not article.tokens[last].word or len(form) < _NAME or form.startswith(("ال", "ب", "ل")):
        return phrase
    between = any(form in words[name] for name in _BETWEEN) or stops(article, last, phrase.start)
    if between or not bare_name(article, phrase.start):
        return phrase
    return describe(article, phrase.start, limit, limit)


def _past_asides(article: ArticleText, at: int, limit: int) -> int:
    """Skip what may stand between a verb and its subject: عليه, من جهته, بدوره."""
    start = at
    if article.is_a(at, "pronominal") or article.is_a(at, "adverb") or _late(article, at):
        start = at + 1
    elif article.form(at) == "من" and article.form(at + 1).startswith(("جهت", "جانب")):
        start = at + 2
    elif article.is_a(at, "year") and article.form(at + 1).isdigit():
        # ما قاله عام 2015 مؤسس الشركة
        start = at + 2
    elif article.is_a(at, "often") and article.form(at + 1) == "من":
        # صرح أكثر من مرة بأنه
        return at + 3 if article.form(at + 2) == "مرة" else at
    return start if start < limit else at


def _accusative(article: ArticleText, phrase: Phrase) -> bool:
    """Whether the phrase can only be an object: a sound plural in ين."""
    form = article.form(phrase.start)
    if phrase.start in article.names or not form.endswith("ين"):
        return False
    return phrase.number == "p" or (form.startswith("ال") and len(form) > 6)


def _late(article: ArticleText, at: int) -> bool:
    """Whether a time stands between verb and subject: أعلن مؤخرا رئيس الاتحاد."""
    return (
        article.is_a(at, "time")
        and at + 1 < len(article.tokens)
        and (speaker_noun(article, at + 1) is not None or at + 1 in article.names)
    )


def _leave_object(article: ArticleText, phrase: Phrase, limit: int) -> Phrase | None:
    """Return the subject of a verb that must have an object before its introducer.

    When nothing parts the two, the last word of the stretch is taken to be the object.
    """
    if any(article.tokens[i].word for i in range(phrase.past, limit)):
        return phrase
    if phrase.end < phrase.past == limit and article.form(phrase.end) in ("،", ","):
        # وتتهم الحكومة والتحالف، إيران بـ
        return describe(article, phrase.start, phrase.end, phrase.end)
    if phrase.past != limit or phrase.end - phrase.start < 2 or phrase.past != phrase.end:
        return None
    if not known(article, phrase):
        return None
    cut = phrase.end - 1
    if qualifies(article, cut) and is_definite(article, cut):
        return None
    return describe(article, phrase.start, cut, cut)
