"""The bare object of a reporting verb: where it begins, and whether it is any content."""

# ruff: noqa: C901 - a grammar rule reads best as one list of cases

from __future__ import annotations

from typing import TYPE_CHECKING

from service.statements.guards import known, opens_clause
from service.statements.nouns import common, is_definite, speaker_noun
from service.statements.objects import MASDAR
from service.statements.phrase import noun_phrase

if TYPE_CHECKING:
    from service.statements.lexicon import Reading
    from service.statements.phrase import Phrase
    from service.statements.reading import ArticleText, Sentence

_WHEN = frozenset(("في", "خلال", "منذ", "قبل", "بعد"))


def past_adjuncts(article: ArticleText, at: int, limit: int) -> int:
    """Skip times, adverbs and occasions, between commas or not, before a bare object."""
    while at < limit:
        form = article.form(at)
        if (
            article.is_a(at, "time")
            or article.is_a(at, "adverb")
            or (form in ("الماضي", "الماضية", "الجاري", "المقبل") and article.is_a(at - 1, "time"))
            or (form in ("،", ",") and at + 1 < limit and article.tokens[at + 1].word)
        ):
            at += 1
        elif _to_press(article, at):
            at = max(noun_phrase(article, at, limit, before_object=True), at + 1)
        elif form in article.lexicon.words["occasion_preposition"] and _occasion(article, at + 1):
            told = article.is_a(at + 2, "press")
            at = at + 3 if told else max(noun_phrase(article, at + 1, limit), at + 2)
        elif form in _WHEN and _is_when(article, at + 1 + article.is_a(at + 1, "about")):
            # في السنوات الأخيرة, قبل نحو شهرين
            at += 2 + article.is_a(at + 1, "about")
            at += article.is_a(at, "lately")
        elif form == "في" and article.form(at + 2) == "من" and article.is_a(at + 3, "month"):
            at = _past_date(article, at + 4, limit)
        elif form == "على" and article.form(at + 1) == "لسان":
            at = max(noun_phrase(article, at + 2, limit, before_object=True), at + 2)
        elif form in ("(", ")"):
            at = next((i + 1 for i in range(at, min(at + 9, limit)) if article.form(i) == ")"), at)
            if article.form(at) == "(":
                break
        elif form == "مرة" and article.form(at + 1) in ("اخرى", "ثانية", "جديدة"):
            at += 2
        elif form == "ل" and at + 1 in article.opening:
            # لـ"سكاي نيوز عربية"
            at = article.at(article.opening[at + 1].outer[1])
        else:
            break
    return min(at, limit)


def _is_when(article: ArticleText, at: int) -> bool:
    return article.is_a(at, "period") or article.is_a(at, "time")


def _past_date(article: ArticleText, at: int, limit: int) -> int:
    """Skip the rest of a date: في السادس من كانون الأول/ديسمبر الماضي."""
    while at < limit and (
        article.form(at) == "/"
        or article.form(at).isdigit()
        or any(article.is_a(at, name) for name in ("month", "lately", "ordinal"))
    ):
        at += 1
    return at


def _to_press(article: ArticleText, at: int) -> bool:
    """Whether it is said to a paper here: لصحيفة إسبانية, للصحفيين."""
    form = article.form(at)
    words = article.lexicon.words
    if form.startswith("لل"):
        return "ال" + form[2:] in words["addressee_media"] or form[2:] in words["told"]
    return form.startswith("ل") and form[1:] in words["told"] | words["addressee_media"]


def _occasion(article: ArticleText, at: int) -> bool:
    """Whether an occasion of speaking or a day stands here: مؤتمر صحفي, بيان, السادس من أيار."""
    form = article.form(at)
    bare = form.removeprefix("ال")
    return bare in article.lexicon.words["venue"] or form in article.lexicon.words["time"]


def bare_object(article: ArticleText, at: int, sentence: Sentence, reading: Reading) -> bool:
    """Whether what follows a verb without a subject can only be its object."""
    if article.is_a(at + 1, "therein"):
        return True
    if not opens_clause(article, at, sentence, reading):
        return False
    following = article.form(at + 1)
    start = past_adjuncts(article, at + 1, sentence.end)
    own = article.form(start).endswith(("ه", "ها", "هم")) and common(article, start)
    if reading.entry.cls == "announce" and start > at + 1 and own:
        # حين أعلن في السادس من ديسمبر اعترافه بـ
        return True
    return (
        reading.form.number in ("p", "d")
        or article.is_a(at + 1, "demonstrative")
        or article.is_a(at - 1, "that_he")
        or reading.entry.lemma == "حمل"
        or (
            bool(reading.form.suffix)
            and reading.entry.lemma in article.lexicon.words["predicating"]
        )
        or (reading.proclitic == "و" and following in article.lexicon.words["object"])
        or (reading.proclitic == "و" and _deed(article, at + 1))
        or (article.form(at - 1) == "كما" and following in article.lexicon.words["object"])
        or (reading.entry.cls == "deny" and following == "ما")
    )


def _deed(article: ArticleText, at: int) -> bool:
    """Whether a verbal noun with its genitive stands here: وأعلن تسريع استعداداته."""
    owned = article.form(at + 1).endswith(("ه", "ها", "هم")) or is_definite(article, at + 1)
    masdar = MASDAR.fullmatch(article.form(at)) and not is_definite(article, at)
    named = at in article.names or article.given(at) or speaker_noun(article, at)
    return bool(masdar) and not named and owned


def excluded(
    article: ArticleText,
    reading: Reading,
    phrase: Phrase | None,
    start: int,
    *,
    therein: bool = False,
) -> bool:
    """Whether the object is no content: `رفض التعليق`, or too weak for its speaker."""
    entry = reading.entry
    if article.is_a(start, "no_content"):
        return True
    if article.form(start) == "تقديم" and article.form(start + 1) in ("رد", "تعليق", "تفاصيل"):
        return True
    if entry.lemma == "هاجم" and (phrase is None or _armed(article, phrase)):
        return True
    if entry.lemma == "اعتبر" and reading.form.shape == "imperfect" and not reading.form.suffix:
        # تعتبر إسبانيا الوجهة الأولى: she is held to be. Not so many: تعتبر معظم الدول.
        return phrase is None or not article.is_a(phrase.start, "quantifier")
    predicated = bool(reading.form.suffix) and entry.lemma in article.lexicon.words["predicating"]
    if "مفعول" in entry.weak and not (
        predicated or therein or (phrase is not None and known(article, phrase))
    ):
        return True
    return "مفعول" in entry.document and not (
        phrase is not None and phrase.head is not None and phrase.head.kind == "document"
    )


def _armed(article: ArticleText, phrase: Phrase) -> bool:
    """Whether someone attacks with more than words."""
    head = phrase.head
    if head is None:
        return False
    return head.lemma in article.lexicon.words["armed"] or (
        head.kind == "person" and head.number != "s"
    )


def object_follows(article: ArticleText, at: int) -> bool:
    """Whether what stands at `at` can be a bare object rather than an adjunct."""
    if at in article.opening:
        return True
    form = article.form(at)
    parted = form.endswith("ا") and article.form(at - 1) in ("،", ",")
    if parted and any(r.form.shape == "participle" for r in article.lexicon.cues.get(form, ())):
        # أكد المصدر، مشيرا إلى: the next report.
        return False
    joined = (
        form.startswith("و")
        and not form.startswith("وال")
        and form not in article.lexicon.speakers
        and form not in article.lexicon.common
        and form not in article.lexicon.words["object"]
        and at not in article.names
    )
    return article.tokens[at].word and not article.is_a(at, "preposition") and not joined
