"""Statements carried by a verb, a participle or a verbal noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from service.schema import Directness, Span, Stance
from service.statements.complement import Complement, find_complement, words_between
from service.statements.extent import content_end, speech_end
from service.statements.phrase import Phrase, describe, noun_phrase, opens_object
from service.statements.raw import Raw, Rule
from service.statements.subject import after, before

if TYPE_CHECKING:
    from service.statements.lexicon import Reading
    from service.statements.reading import ArticleText, Sentence

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
_OBJECT_FIRST = frozenset(("اتهم", "وصف", "حمل"))
_IMPERSONAL = frozenset(
    ("ذكر", "اشار", "قال", "توقع", "رجح", "اعتقد", "زعم", "ادعى", "اعتبر", "لفت", "قدر", "افاد")
)
_PARTICIPLE_REACH = 14
_SUFFIXED_REACH = 6
_PROTEST_REACH = 25
# Verbal nouns written like the perfect of their verb.
_LIKE_VERBS = frozenset(("رفض", "طلب", "رد", "وعد", "كشف", "ذكر", "وصف", "حث", "شكر", "مدح"))
_NOMINAL = frozenset(("announce", "affirm", "deny", "refuse", "criticise", "agree"))
_WHAT = frozenset(("ما", "عما", "مما", "بما", "لما", "وما", "فيما"))
_SPOKEN = frozenset(("clause", "quotation", "colon"))
# With an object pronoun these say something of it: الأمر الذي تعتبره موسكو خرقا.
_PREDICATING = frozenset(("اعتبر", "وصف"))
# بيانا أدانت فيه …: the document was named before, and so was its author.
_THEREIN = frozenset(("فيه", "فيها", "خلاله", "خلالها"))
# Participles of these also qualify nouns: مشاعر مؤيدة, دولة معارضة.
_ADJECTIVAL = frozenset(("agree", "refuse", "criticise", "accuse", "warn"))
_TOLD = frozenset(("قيل", "يقال"))
_REFLEXIVE = frozenset(("نفسه", "نفسها", "ذلك", "هذا", "هذه", "تلك"))
_CLAUSE_BACK = 60


def negated(article: ArticleText, at: int) -> bool:
    """Whether the verb at `at` is negated."""
    return article.is_a(at - 1, "negation")


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


def _read(  # noqa: C901, PLR0911
    article: ArticleText, sentence: Sentence, index: int, at: int, reading: Reading
) -> Raw | None:
    shape = reading.form.shape
    limit = sentence.end
    if shape == "masdar":
        reach = min(limit, at + 1 + _PARTICIPLE_REACH)
        found = find_complement(article, at + 1, reach, reading.entry)
        return _masdar(article, sentence, index, at, reading, found)
    if shape in ("perfect", "imperfect") and not _can_be_verb(article, at, sentence, reading):
        return None
    reach = min(limit, at + 1 + _PARTICIPLE_REACH) if shape == "participle" else limit
    found = find_complement(article, at + 1, reach, reading.entry)
    back = refers_back(article, at)
    if found is None or (found.kind != "clause" and back is not None):
        if "مفعول" not in reading.entry.complements or (at + 2 >= limit and back is None):
            return None
        found = Complement("object", limit, limit)
    if shape == "participle":
        if article.form(at - 1).isdigit() or not _in_state(article, at, reading, found):
            return None
        if found.kind == "object":
            if not article.tokens[at + 1].word and at + 1 not in article.opening:
                return None
            found = Complement("object", at + 1, at + 1)
        return _build(article, sentence, index, at, reading, found, None, "participle")
    if _unreported(article, at, reading, found) or article.is_a(at + 1, "no_content"):
        return None
    if reading.form.text in _TOLD and not article.form(at + 1).startswith("ل"):
        return None
    passive = _passive(article, at, reading)
    phrase = None if passive else _subject(article, sentence, at, reading, found)
    if phrase is None and article.form(at - 1) in _WHAT:
        return None
    if (
        back is not None
        and found.kind == "object"
        and phrase is not None
        and (
            reading.entry.lemma not in _PREDICATING
            or _past_adjuncts(article, phrase.past, limit) >= limit
        )
    ):
        return _back(article, sentence, index, at, reading, phrase, back)
    if found.kind == "object":
        if phrase is None and not _bare_object(article, at, sentence, reading):
            return None
        past = phrase.past if phrase is not None and phrase.start > at else at + 1
        if article.form(past) in _THEREIN:
            past += 1
        start = _past_adjuncts(article, past, limit)
        if start >= limit or not _object_follows(article, start):
            if phrase is not None and reading.form.suffix:
                return _topic(article, sentence, index, at, reading, phrase)
            return None
        if _excluded(article, reading, phrase, start):
            return None
        found = Complement("object", start, start)
    if phrase is None and article.is_a(at + 1, "demonstrative") and found.kind != "object":
        return None
    if phrase is None and (
        _impersonal(article, at, reading)
        or not opens_clause(article, at, sentence, reading)
        or article.form(at - 1) in _CLOSING
    ):
        return None
    found = _earlier_object(article, reading, found, phrase, at)
    built = _build(article, sentence, index, at, reading, found, phrase, "verb")
    if built is None or not passive:
        return built
    return msgspec.structs.replace(built, passive=True)


def _passive(article: ArticleText, at: int, reading: Reading) -> bool:
    """Whether the word is written with the damma of a passive perfect: اتُّهم, نُقل."""
    token = article.tokens[at]
    raw = article.text[token.start : token.end].removeprefix("و").removeprefix("ف")
    if reading.form.text in _TOLD:
        return True
    return reading.form.shape == "perfect" and "\u064f" in raw[:4]


def _in_state(article: ArticleText, at: int, reading: Reading, found: Complement) -> bool:
    """Whether a participle is one of state, not the adjective of the noun before it."""
    if found.kind in _SPOKEN:
        return True
    if found.kind == "object" and "مفعول" in reading.entry.weak | reading.entry.document:
        return False
    if reading.proclitic or not article.tokens[at - 1].word:
        return True
    if reading.entry.cls not in _ADJECTIVAL:
        return True
    return reading.form.gender == "m" and reading.form.number == "s"


def _earlier_object(
    article: ArticleText, reading: Reading, found: Complement, phrase: Phrase | None, at: int
) -> Complement:
    """`أكد فلان حرصه على …`: the object comes first, and the preposition belongs to it."""
    if found.kind != "preposition" or phrase is None or "مفعول" not in reading.entry.complements:
        return found
    past = phrase.past if phrase.start > at else at + 1
    start = _past_adjuncts(article, past, found.at)
    if start < found.at and opens_object(article, start, max(phrase.start, start - 1)):
        return Complement("object", start, start)
    return found


def _past_adjuncts(article: ArticleText, at: int, limit: int) -> int:
    """Skip times and adverbs, between commas or not, before a bare object."""
    while at < limit:
        form = article.form(at)
        if article.is_a(at, "time") or article.is_a(at, "adverb"):
            at += 1
        elif form in ("الماضي", "الماضية", "الجاري", "المقبل") and article.is_a(at - 1, "time"):
            at += 1
        elif form in ("،", ",") and at + 1 < limit and article.tokens[at + 1].word:
            at += 1
        else:
            break
    return at


def _bare_object(article: ArticleText, at: int, sentence: Sentence, reading: Reading) -> bool:
    """Whether what follows a verb without a subject can only be its object."""
    if not opens_clause(article, at, sentence, reading):
        return False
    if article.form(at + 1) in _THEREIN:
        return True
    following = article.form(at + 1)
    return (
        reading.form.number in ("p", "d")
        or article.is_a(at + 1, "demonstrative")
        or (bool(reading.form.suffix) and reading.entry.lemma in _PREDICATING)
        or (reading.proclitic == "و" and following in article.lexicon.words["object"])
    )


def _excluded(article: ArticleText, reading: Reading, phrase: Phrase | None, start: int) -> bool:
    """Whether the object is not content: `رفض التعليق`, or a complement too weak for its speaker."""
    entry = reading.entry
    if article.is_a(start, "no_content"):
        return True
    if "مفعول" in entry.weak and not (phrase is not None and _known(article, phrase)):
        return True
    return "مفعول" in entry.document and not (
        phrase is not None and phrase.head is not None and phrase.head.kind == "document"
    )


def _lacks(article: ArticleText, reading: Reading, tokens: tuple[int, int]) -> bool:
    """Whether the content holds none of the words the verb needs to report anything."""
    needed = reading.entry.needed
    return bool(needed) and not any(
        word in article.form(i) for i in range(*tokens) for word in needed
    )


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


def _object_follows(article: ArticleText, at: int) -> bool:
    """Whether what stands at `at` can be a bare object rather than an adjunct."""
    if at in article.opening:
        return True
    form = article.form(at)
    joined = (
        form.startswith("و")
        and not form.startswith("وال")
        and form not in article.lexicon.speakers
        and at not in article.names
    )
    return article.tokens[at].word and not article.is_a(at, "preposition") and not joined


def _can_be_verb(article: ArticleText, at: int, sentence: Sentence, reading: Reading) -> bool:
    """Whether the word is a verb here: none follows a preposition, a homograph opens a clause."""
    if reading.proclitic == "" and article.is_a(at - 1, "true_preposition") and at > sentence.start:
        return False
    if not reading.entry.homograph or reading.form.text != reading.entry.lemma:
        return True
    token = article.tokens[at]
    if "\u0651" in article.text[token.start : token.end] or article.is_a(at + 1, "complementiser"):
        return True
    if reading.proclitic:
        return at == sentence.start or not article.tokens[at - 1].word or reading.proclitic == "ف"
    return opens_clause(article, at, sentence, reading)


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
    return phrase if nominal and (first or not _known(article, follows)) else follows


def _known(article: ArticleText, phrase: Phrase) -> bool:
    """Whether a speaker noun or the gazetteer vouches for the phrase."""
    return phrase.head is not None or phrase.start in article.names


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


def opens_clause(article: ArticleText, at: int, sentence: Sentence, reading: Reading) -> bool:
    """Whether a verb stands where a main clause begins, not after the noun it qualifies."""
    if at == sentence.start or reading.proclitic in ("و", "ف") or not article.tokens[at - 1].word:
        return True
    form = article.form(at - 1)
    words = article.lexicon.words
    if reading.form.text != reading.entry.lemma or not reading.entry.homograph:
        # A verb after an indefinite noun qualifies it; after a definite one it may begin anew.
        closed = form.startswith(("ال", "لل", "بال", "وال")) or at - 1 in article.places
        if closed or form.isdigit():
            return not article.is_a(at - 1, "demonstrative")
    return any(
        form in words[name]
        for name in ("auxiliary", "clause", "relative", "negation", "adverb", "time")
    ) or form in ("كما", "بعدما", "عندما", "حين", "وفيما", "ثم", "ان", "انه", "قد")


def _unreported(article: ArticleText, at: int, reading: Reading, found: Complement) -> bool:
    """Whether the verb only talks about saying: negated, wished, or done in order to say."""
    if negated(article, at) and reading.entry.stance not in ("denied", "negated"):
        return found.kind != "clause" and reading.entry.lemma != "توقع"
    if article.is_a(at - 1, "complementiser") and reading.form.shape == "imperfect":
        return article.form(at - 1) in ("ان", "بان", "الا")
    return reading.proclitic.endswith("ل") and found.kind not in ("clause", "quotation")


def _impersonal(article: ArticleText, at: int, reading: Reading) -> bool:
    """Whether a verb without any subject is a passive such as يذكر أن, the reporter's own voice."""
    form = reading.form
    return (
        (
            form.shape == "imperfect"
            and form.gender == "m"
            and form.number == "s"
            and not form.suffix
        )
        and reading.entry.lemma in _IMPERSONAL
    ) or form.text in ("يشار", "يقال", "قيل")


def _subject_after(
    article: ArticleText, at: int, reading: Reading, found: Complement
) -> Phrase | None:
    limit = found.at
    two = reading.entry.lemma in _TWO or found.kind == "object"
    if _is_addressee(article, at + 1):
        return None
    if article.form(at + 1) in _THEREIN and found.kind in ("object", "preposition"):
        return None
    start = at + 2 if article.is_a(at + 1, "pronominal") and at + 2 < limit else at + 1
    phrase = after(article, start, limit, before_object=two, joined=found.kind in _SPOKEN)
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
    if first in article.lexicon.words["object"] and phrase.head is None:
        return None
    if reading.entry.lemma in _OBJECT_FIRST and found.kind != "object" and not reading.form.suffix:
        phrase = _leave_object(article, phrase, limit)
        if phrase is None:
            return None
    if not _agrees(reading, phrase):
        return None
    return phrase


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
    if not _known(article, phrase):
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
    if phrase.head is not None and phrase.head.kind == "collective":
        return True
    return gender == phrase.gender


def _masdar(
    article: ArticleText,
    sentence: Sentence,
    index: int,
    at: int,
    reading: Reading,
    found: Complement | None,
) -> Raw | None:
    """Return the statement of a verbal noun: قوله إن, تأكيد الوزير أن, إعلان الشركة إفلاسها."""
    if reading.proclitic.endswith("ل") and reading.form.text.startswith("ال"):
        return _protest(article, sentence, index, at, reading, found)
    if found is not None and found.kind in ("clause", "quotation", "colon"):
        if found.kind == "colon" and not reading.form.suffix:
            return None
        if reading.form.suffix:
            if found.at - at > _SUFFIXED_REACH:
                return None
            return _build(article, sentence, index, at, reading, found, None, "masdar")
        if reading.form.text == "القول" and found.at == at + 1:
            if article.form(at).startswith("ب"):
                return _build(article, sentence, index, at, reading, found, None, "masdar")
            return None
    if reading.form.suffix or reading.form.text.startswith("ال") or at + 2 >= sentence.end:
        return None
    return _of_subject(article, sentence, index, at, reading, found)


def _of_subject(
    article: ArticleText,
    sentence: Sentence,
    index: int,
    at: int,
    reading: Reading,
    found: Complement | None,
) -> Raw | None:
    """A verbal noun with its subject as genitive: تأكيد ميركل أن, رفض المجلس إعلان."""
    spoken = found is not None and found.kind in _SPOKEN
    limit = found.at if found is not None and spoken else sentence.end
    phrase = after(article, at + 1, limit, before_object=not spoken)
    if phrase is None or not _known(article, phrase):
        return None
    if found is not None and (spoken or found.at == phrase.past):
        between = range(phrase.past, min(found.at, phrase.past + 2))
        if any(
            article.tokens[i].word
            and not article.is_a(i, "time")
            and not article.is_a(i, "preposition")
            for i in between
        ):
            return None
        return _build(article, sentence, index, at, reading, found, phrase, "masdar")
    noun = article.is_a(at - 1, "true_preposition") or reading.form.text not in _LIKE_VERBS
    start = phrase.past
    if not noun or reading.entry.cls not in _NOMINAL or start >= sentence.end:
        return None
    if not opens_object(article, start, at + 1) or article.is_a(start, "no_content"):
        return None
    found = Complement("object", start, start)
    return _build(article, sentence, index, at, reading, found, phrase, "masdar")


def _protest(
    article: ArticleText,
    sentence: Sentence,
    index: int,
    at: int,
    reading: Reading,
    found: Complement | None,
) -> Raw | None:
    """`تظاهر المئات للمطالبة بـ`: a protest says what it is for."""
    if found is None or found.kind != "preposition" or found.at != at + 1:
        return None
    near = range(max(sentence.start, at - _PROTEST_REACH), at)
    if not any(
        article.is_a(i, "protest") or article.form(i)[1:] in article.lexicon.words["protest"]
        for i in near
    ):
        return None
    return _build(article, sentence, index, at, reading, found, None, "masdar")


def stance_of(article: ArticleText, at: int, reading: Reading) -> Stance:
    """Return the stance the cue gives its content."""
    stance = reading.entry.stance
    if negated(article, at):
        return "negated"
    return stance


def extent(
    article: ArticleText, found: Complement, limit: int
) -> tuple[Span, tuple[int, int], Directness, bool] | None:
    """Return (span, tokens, directness, balanced) of the content."""
    if found.quotation is not None:
        quotation = found.quotation
        start = article.at(quotation.inner[0])
        end = article.at(quotation.inner[1])
        if not quotation.balanced:
            end = min(end, content_end(article, start, max(limit, start + 1)))
        while end > start + 1 and article.form(end - 1) in _FINAL:
            end -= 1
        if end <= start:
            return None
        past = article.at(quotation.outer[1])
        if quotation.balanced and past < limit:
            if _goes_on(article, start, past):
                return trim(article, start, content_end(article, past, limit))
            end = _joined_quotations(article, past, limit) or end
        return article.span(start, end), (start, end), "direct", quotation.balanced
    start = found.content
    while start < limit and article.is_a(start, "complementiser"):
        start += 1
    if found.kind == "colon":
        spoken = trim(
            article, start, speech_end(article, start, limit, article.paragraph_end(start))
        )
        return None if spoken is None else (spoken[0], spoken[1], "direct", spoken[3])
    end = content_end(article, start, limit)
    return trim(article, start, end)


def _goes_on(article: ArticleText, start: int, past: int) -> bool:
    """Whether a short quotation only opens a clause: قال: "الإعفاءات الضريبية" التي روج لها …."""
    if past - start > _SHORT_QUOTATION or not article.tokens[past].word:
        return False
    return (
        article.is_a(past, "relative")
        or article.is_a(past, "clause")
        or article.is_a(past, "pronoun")
    )


def _joined_quotations(article: ArticleText, past: int, limit: int) -> int | None:
    """Return the end of the last of quotations joined by و: `"…" و"…"`."""
    end = None
    at = past
    while at < limit:
        if article.form(at) in ("،", ","):
            at += 1
        if article.form(at) != "و" or at + 1 not in article.opening:
            break
        quotation = article.opening[at + 1]
        end = article.at(quotation.inner[1])
        at = article.at(quotation.outer[1])
    return end


_SHORT_QUOTATION = 6
_CLOSING = frozenset('"»”')
_FINAL = frozenset('.،,؛;:"”»')
_EDGE = frozenset("،,;؛.:!؟?\"'«»“”‘’‹›()-–—…[]")


def trim(
    article: ArticleText, start: int, end: int
) -> tuple[Span, tuple[int, int], Directness, bool] | None:
    """Take marks and hanging connectives off the edges and see how much is quoted."""
    while start < end and not article.tokens[start].word:
        start += 1
    while end > start and (
        not article.tokens[end - 1].word
        or article.form(end - 1) in ("كما", "و", "فيما", "بينما", "حيث", "وذلك", "لكن", "ثم")
    ):
        end -= 1
    if end <= start:
        return None
    span = _with_marks(article, start, end)
    return span, (start, end), directness(article, start, end), True


def _with_marks(article: ArticleText, start: int, end: int) -> Span:
    """Return the span with an edge mark whose partner stands inside it."""
    low, high = article.span(start, end)
    before, after_end = article.opening.get(start - 1), article.closing.get(end)
    if before is not None and before.balanced and before.outer[1] <= high:
        low = before.outer[0]
    if after_end is not None and after_end.balanced and after_end.outer[0] >= low:
        high = after_end.outer[1]
    return low, high


def directness(article: ArticleText, start: int, end: int) -> Directness:
    """Return how much of the content stands between quotation marks."""
    begin, finish = article.span(start, end)
    quoted = False
    for at in range(max(0, start - 1), end):
        quotation = article.opening.get(at)
        if quotation is None:
            continue
        low, high = quotation.inner
        if low <= begin and finish <= high:
            return "direct"
        past = article.at(quotation.outer[1])
        if words_between(article, at, past) >= 3:
            quoted = True
    return "mixed" if quoted else "indirect"


def _build(
    article: ArticleText,
    sentence: Sentence,
    index: int,
    at: int,
    reading: Reading,
    found: Complement,
    phrase: Phrase | None,
    rule: Rule,
) -> Raw | None:
    content = extent(article, found, sentence.end)
    if content is None:
        return None
    span, tokens, direct, balanced = content
    if reading.entry.cls == "refuse" and article.is_a(tokens[0], "no_content"):
        return None
    if _lacks(article, reading, tokens):
        return None
    if reading.entry.lemma in _OBJECT_FIRST and found.kind == "preposition":
        begin = phrase.past if phrase is not None and phrase.start > at else at + 1
        begin = _past_adjuncts(article, begin, tokens[0])
        if begin < tokens[0]:
            tokens = (begin, tokens[1])
            span = article.span(*tokens)
    bound = rule in ("participle", "masdar") or bool(reading.form.suffix and rule == "masdar")
    return Raw(
        sentence=index,
        cue=(at, at + 1),
        cls=reading.entry.cls,
        stance=stance_of(article, at, reading),
        rule=rule,
        lemma=reading.entry.lemma,
        content=span,
        content_tokens=tokens,
        direct=direct,
        speaker=phrase,
        gender=reading.form.gender,
        number=reading.form.number,
        bound=bound,
        introducer=found.kind,
        balanced=balanced,
    )


def refers_back(article: ArticleText, at: int) -> int | None:
    """Return where `وهو ما`, `الأمر الذي` before the verb at `at` begins, if it does."""
    if article.form(at - 1) == "ما" and article.form(at - 2) in ("وهو", "وهي", "هو"):
        return at - 2
    if article.form(at - 2) in ("وهو", "وهي") and article.tokens[at - 1].word:
        return at - 2
    if article.form(at - 1) == "الذي" and article.form(at - 2) in ("الامر", "والامر"):
        return at - 2
    return None


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
