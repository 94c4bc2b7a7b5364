"""Statements carried by a verbal noun: قوله إن, تأكيد الوزير أن, للمطالبة بـ."""

# ruff: noqa: C901, PLR0911 - a grammar rule reads best as one list of cases

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from service.statements.build import build
from service.statements.complement import Complement, find_complement
from service.statements.guards import SPOKEN, known
from service.statements.nouns import common, speaker_noun
from service.statements.objects import opens_object
from service.statements.phrase import noun_phrase
from service.statements.subject import after

if TYPE_CHECKING:
    from service.statements.lexicon import Reading
    from service.statements.raw import Raw
    from service.statements.reading import ArticleText, Sentence

PARTICIPLE_REACH = 14
_SUFFIXED_REACH = 6
_PROTEST_REACH = 25
_ASIDE = 10
# Verbal nouns written like the perfect of their verb.
_LIKE_VERBS = frozenset(("رفض", "طلب", "رد", "وعد", "كشف", "ذكر", "وصف", "حث", "شكر", "مدح"))
_CHARGES = frozenset(("اتهام", "تهمة"))
_VOICED = frozenset(("accuse", "warn", "demand", "call_for"))
# ادعاءات المدير بأن
_CLAIMS = frozenset(("ادعى", "زعم"))
# انتقاد فرنسا للعملية, رفض موسكو للقرار
_SUFFERED = frozenset(("criticise", "refuse"))
_NOMINAL = frozenset(("announce", "affirm", "deny", "refuse", "criticise", "agree"))


def by_masdar(
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
            return build(article, sentence, index, at, reading, found, None, "masdar")
        if reading.form.text == "القول" and found.at == at + 1:
            if article.form(at).startswith("ب"):
                return build(article, sentence, index, at, reading, found, None, "masdar")
            return None
    if reading.form.text.startswith("ال") or at + 2 >= sentence.end:
        return None
    if reading.form.suffix:
        adjacent = found is not None and found.kind == "preposition" and found.at == at + 1
        if found is not None and adjacent and article.is_a(at + 2, "complementiser"):
            return build(article, sentence, index, at, reading, found, None, "masdar")
        return _owned(article, sentence, index, at, reading)
    clause = found is not None and found.kind == "clause" and reading.entry.lemma in _CLAIMS
    plural = article.form(at).endswith("ات") and not clause
    if plural or reading.form.text in _CHARGES:
        return _of_someone(article, sentence, index, at, reading)
    return _of_subject(article, sentence, index, at, reading, found)


def _parted(article: ArticleText, start: int, end: int) -> bool:
    """Whether only adjuncts part the subject of a verbal noun from what it says."""
    if end - start > _ASIDE:
        return False
    at = start
    while at < end:
        if article.is_a(at, "complementiser") or article.form(at) in ";؛.":
            return False
        adjunct = article.is_a(at, "preposition") or article.form(at).startswith("ل")
        if adjunct:
            at = max(noun_phrase(article, at + 1, end), at + 1)
        elif (
            not article.tokens[at].word or article.is_a(at, "time") or article.is_a(at - 1, "time")
        ):
            at += 1
        else:
            return at - start <= 1 and at > start
    return True


def _owned(
    article: ArticleText, sentence: Sentence, index: int, at: int, reading: Reading
) -> Raw | None:
    """`بعد إعلانها انسحابها`: a verbal noun with its owner and a bare object."""
    if reading.entry.cls not in ("announce", "deny") or not article.is_a(
        at - 1, "true_preposition"
    ):
        return None
    if not (article.is_a(at + 1, "object") or common(article, at + 1)):
        return None
    if article.is_a(at + 1, "no_content") or article.form(at + 1).startswith(("ال", "ب", "ل")):
        return None
    found = Complement("object", at + 1, at + 1)
    return build(article, sentence, index, at, reading, found, None, "masdar")


def _of_someone(
    article: ArticleText, sentence: Sentence, index: int, at: int, reading: Reading
) -> Raw | None:
    """`مناشدات من جماعات إنسانية بالسماح`, `اتهامات لموسكو بـ`: speech acts in the plural."""
    if reading.entry.cls not in _VOICED:
        return None
    phrase = None
    past = at + 1
    if article.form(past) == "من":
        phrase = after(article, past + 1, sentence.end)
        if phrase is None or not known(article, phrase):
            phrase = None
        else:
            past = phrase.past
    elif reading.entry.cls == "accuse" and not article.form(past).startswith("ب"):
        # Whom it accuses stands between: اتهامات لموسكو بـ, اتهام روسيا بـ.
        whom = noun_phrase(article, past, sentence.end)
        if article.form(whom).startswith("ل") or (whom in article.prefixed and whom > past):
            # اتهام لندن لموسكو بـ
            phrase = after(article, past, whom)
            phrase = phrase if phrase is not None and known(article, phrase) else None
            if phrase is not None:
                whom = max(noun_phrase(article, whom, sentence.end), whom + 1)
        past = max(whom, past)
    elif article.form(past).startswith("ل") and speaker_noun(article, past) is not None:
        return None
    found = find_complement(article, past, min(past + 2, sentence.end), reading.entry)
    if found is None or found.at != past or found.kind == "object":
        return None
    built = build(article, sentence, index, at, reading, found, phrase, "masdar")
    if built is None or phrase is not None:
        return built
    return msgspec.structs.replace(built, passive=True)


def _of_subject(
    article: ArticleText,
    sentence: Sentence,
    index: int,
    at: int,
    reading: Reading,
    found: Complement | None,
) -> Raw | None:
    """A verbal noun with its subject as genitive: تأكيد ميركل أن, رفض المجلس إعلان."""
    spoken = found is not None and found.kind in SPOKEN
    if reading.entry.cls == "admit" and not spoken:
        # اعتراف واشنطن بالقدس: recognition, not admission.
        return None
    limit = found.at if found is not None and spoken else sentence.end
    phrase = after(article, at + 1, limit, before_object=not spoken)
    if phrase is None or not known(article, phrase):
        return None
    if not spoken and (article.is_a(at + 1, "object") or article.is_a(at + 1, "no_subject")):
        # بعد إعلان نتائج المحافظات
        return None
    start = phrase.past
    voiced = found is not None and found.kind == "preposition" and reading.entry.cls in _VOICED
    if found is not None and voiced and article.form(found.at)[0] in "بم":
        # مطالبة كندا المملكة بـ: whom it is asked of stands between.
        asked = noun_phrase(article, start, found.at)
        start = found.at if asked == found.at else start
    if found is not None and (spoken or found.at == start):
        if not _parted(article, start, found.at):
            return None
        return build(article, sentence, index, at, reading, found, phrase, "masdar")
    noun = article.is_a(at - 1, "true_preposition") or reading.form.text not in _LIKE_VERBS
    if not noun or reading.entry.cls not in _NOMINAL or start >= sentence.end:
        return None
    suffered = reading.entry.cls in _SUFFERED and article.form(start).startswith("لل")
    if not (suffered or opens_object(article, start, at + 1)):
        return None
    if article.is_a(start, "no_content"):
        return None
    found = Complement("object", start, start)
    return build(article, sentence, index, at, reading, found, phrase, "masdar")


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
    return build(article, sentence, index, at, reading, found, None, "masdar")
