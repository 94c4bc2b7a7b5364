"""Where a noun phrase ends: function words, verbs, times, what is addressed."""

# ruff: noqa: C901, PLR0911, PLR0912, PLR0915 - a grammar rule reads best as one list of cases

from __future__ import annotations

from typing import TYPE_CHECKING

from service.statements.belonging import hails, heads_of, issued, seated, serves, wanted
from service.statements.joined import (
    by_deed,
    for_deed,
    is_first_name,
    is_role,
    is_times,
    joined_deed,
)
from service.statements.nouns import (
    accusative,
    bare_name,
    is_definite,
    is_finite_cue,
    named_person,
    speaker_noun,
)
from service.statements.objects import MASDAR
from service.statements.shapes import (
    has_tanwin,
    imperfect,
    is_event,
    is_said,
    is_state,
    possessive,
)

if TYPE_CHECKING:
    from service.statements.reading import ArticleText

_LONG_ACCUSATIVE = 3

# محامية عنها, رفاق له


def stops(article: ArticleText, at: int, start: int) -> bool:
    """Whether the word at `at` cannot go on the phrase that began at `start`."""
    form = article.form(at)
    words = article.lexicon.words
    if at > start + 2 and article.form(start) in ("كل", "كلا") and article.form(start + 1) == "من":
        start += 2
    if at in article.names and not (at in article.prefixed and form[:1] in ("ل", "ب")):
        return False
    if form[:1] == "و" and at > start and form[1:] in words["issued"] | words["verb"]:
        return True
    if at > start and at in article.people and at in article.prefixed and form[:1] == "ل":
        return True
    if at > start and article.form(at - 1) in words["attached"] and form not in words["relative"]:
        return False
    if at > start and issued(article, at, start):
        return False
    if form == "العام" and (
        article.form(at + 1).isdigit()
        or article.form(at + 1) in ("الماضي", "الجاري", "الحالي", "المقبل")
    ):
        return True
    if form == "مطلع" and at == start:
        # مطلع الموسم, but مصدر مطلع
        return True
    if form in ("عدة", "اكثر") and at > start and is_times(article, at):
        return True
    if form == "فان" and at > start and _van(article, at):
        return False
    if at > start + 1 and "دي" in (article.form(at - 1), article.form(at - 2)) and form == "لا":
        # رافائيل دي لا غاندارا
        return False
    if form == "ما" and at > start and article.form(at + 1) in ("بعد", "قبل"):
        return False
    if form in ("بعد", "قبل") and article.form(at - 1) == "ما" and at - 1 > start:
        return False
    if form in words["part_of_day"] and at > start:
        following = article.form(at + 1)
        return following in words["time"] or following == "يوم"
    if form == "شبه" and at > start:
        return False
    if at > start and accusative(article, at):
        return True
    tail = form.endswith("ا") and len(form) > _LONG_ACCUSATIVE and article.given(at) is None
    if at > start and tail and form[:-1] in article.lexicon.common and at not in article.names:
        # توقعت المملكة عجزا
        return True
    apart = form == "بعض" or article.is_a(at, "verbal_noun")
    if apart and at > start and is_definite(article, at - 1):
        # وأكدت الندوة ضرورة قيام, كشف المتحدثون بعض الأدلة
        return True
    if form == "غير" and at > start and article.form(at + 1) not in ("ان", "انه", "انها"):
        return False
    if (
        form in article.lexicon.words["theirs"]
        and at == start + 1
        and not is_definite(article, start)
    ):
        return speaker_noun(article, start) is None
    if at > start and form in words["demonstrative"] and not article.is_a(at - 1, "quantifier"):
        return article.form(at - 1) != "في" or not article.is_a(at + 1, "field")
    if form in words["preposition"]:
        heads = heads_of(article, start, at)
        if form == "لدى":
            return speaker_noun(article, start) is None
        if form == "في":
            return not seated(article, at, start)
        if form == "الى":
            return not heads & words["to_allowed"]
        if form == "عن" and (article.is_a(at - 1, "defends") or heads & words["member"]):
            return article.is_a(at + 1, "complementiser")
        if form == "على" and article.form(at + 1) in ("صلة", "دراية", "علم", "اطلاع"):
            return True
        if form in ("على", "عن"):
            return article.form(at - 1) not in words["on_allowed"]
        return True
    if form == "من" and article.form(at + 1) in ("اصل", "اصول"):
        return at == start
    if form == "من" and article.form(at + 1) == "اجل" and at == start + 1:
        # التحالف من أجل القيم
        noun = speaker_noun(article, start)
        return noun is None or noun.kind != "collective"
    if form == "من":
        return (
            article.form(at - 1) not in words["of_allowed"]
            and not heads_of(article, start, at) & words["of_allowed"]
            and not hails(article, at, start)
            and not (at - 1 > start and is_text(article, start) and hails(article, at, at - 1))
        )
    if (
        form in words["time"]
        or form in words["complementiser"]
        or form in words["relative"]
        or form in words["clause"]
        or form in words["auxiliary"]
        or form in words["negation"]
        or form in words["adverb"]
        or form in words["pronoun"]
        or form in words["verb"]
    ):
        return True
    joined = form[:1] == "و" and form not in article.lexicon.speakers
    if at > start and is_event(article, at):
        return True
    if at > start and joined and joined_deed(article, at):
        return True
    if at > start and by_deed(article, at):
        return True
    if form[:1] == "ل" and named_person(article, start, at) and is_role(article, at):
        return True
    if at > start and form[:1] == "ل" and is_first_name(article, form[1:]):
        # تقرير لجون سباركس: whose it is.
        return at > start + 1 or not is_text(article, start)
    if form in article.lexicon.words["saying"] or (
        joined
        and any(
            form[1:] in words[name] for name in ("time", "preposition", "auxiliary", "negation")
        )
    ):
        return True
    if at == start:
        if form.endswith("ها") and form[:-2] in words["preposition"]:
            return True
        if form in ("تقول", "يقول", "قالت"):
            return True
        if is_event(article, at) and speaker_noun(article, at) is None:
            # أصيب طالب: no phrase begins with a verb.
            return True
        subject = article.is_a(at - 1, "complementiser")
        role = form in article.lexicon.speakers and not has_tanwin(article, at)
        role = role or (subject and accusative(article, at))
        return not role and (is_state(article, at) or imperfect(article, at))
    return _ends(article, at, start)


def _ends(article: ArticleText, at: int, start: int) -> bool:
    """Whether a later word of a phrase ends it: a verb, what is addressed, an object."""
    form = article.form(at)
    words = article.lexicon.words
    if imperfect(article, at) or possessive(article, at, start):
        return True
    if form == "ب" or (form[:1] == "ل" and (len(form) == 1 or form[1:2].isascii())):
        return True
    if form[:1] == "ل" and form.endswith("ين") and len(form) > 5 and at not in article.names:
        return not _for_many(article, at, start)
    if (
        form[:1] == "م"
        and form[1:2] not in ("ا", "ي")
        and form[-1:] == "ا"
        and not form.endswith("ها")
        and len(form) > 4
        and at not in article.names
    ):
        return True
    if (
        form.startswith("لل")
        and speaker_noun(article, start) is None
        and start not in article.names
    ):
        return not article.form(start).startswith(("ال", "لل"))
    if form[:1] == "ل" and for_deed(article, at, start):
        return True
    if form.startswith("لل") and form[2:] in words["told"]:
        return any(
            noun is not None and noun.kind == "collective"
            for noun in (speaker_noun(article, i) for i in range(start, at))
        ) or not is_definite(article, at - 1)
    if form.startswith("لل") or (form.startswith("ل") and form[1:] in words["addressee_media"]):
        return ("ال" + form[2:] if form.startswith("لل") else form[1:]) in words["addressee_media"]
    if (
        form[:1] == "ل"
        and form not in article.lexicon.speakers
        and form[1:] in article.lexicon.speakers
    ):
        # A body may be the genitive of a role, but what follows a bare name is addressed.
        head = speaker_noun(article, start)
        whole = at == start + 1 and head is not None and head.definite and head.kind == "person"
        bare = article.form(start).removeprefix("ل").removeprefix("ال")
        return (head is None and bare not in words["venue"]) or whole
    if (form in words["venue"] and form.endswith(("ه", "ها"))) or is_said(article, at):
        return True
    if (
        form.endswith(("ها", "هم"))
        and is_definite(article, at - 1)
        and at not in article.names
        and not _is_somebody(article, at)
        and form not in article.lexicon.words["self"]
    ):
        # وبررت المحكمة قرارها
        return True
    published = form in words["venue"] or form in words["posted"]
    if published and not form.startswith("ال") and _is_over(article, at, start):
        return True
    if form[:2] in ("سي", "ست") and form.endswith("ون") and len(form) > 5:
        return True
    if (form[:1] == "ب" and MASDAR.fullmatch(form[1:])) or (
        form[1:] in words["object"] and form[:1] == "ب"
    ):
        return at not in article.names
    if form.startswith("بال"):
        seat = heads_of(article, start, at) & words["in_allowed"] and not wanted(article, start)
        return not seat and not serves(article, at, start)
    if form.startswith("ب") and form[1:] in words["venue"]:
        return True
    if speaker_noun(article, at) is not None:
        return False
    if is_state(article, at):
        return True
    if article.given(at):
        # تامر is a first name, and تأمر gives orders.
        return False
    return is_finite_cue(article, at) and article.lexicon.cues[form][0].form.text != "بين"


def _van(article: ArticleText, at: int) -> bool:
    """Whether فان is part of a Dutch name rather than فإن: بيل فان اسفليد."""
    token = article.tokens[at]
    plain = article.text[token.start : token.end] == "فان"
    closed = at + 1 >= len(article.tokens) or not article.tokens[at + 1].word
    return plain and bare_name(article, at - 1) and (closed or bare_name(article, at + 1))


def _for_many(article: ArticleText, at: int, start: int) -> bool:
    """Whether ل names those a body is for: المفوضية العليا للاجئين."""
    noun, many = speaker_noun(article, start), speaker_noun(article, at)
    if noun is None or many is None or noun.kind != "collective":
        return False
    return article.form(at).startswith("لل") and not article.is_a(at, "addressee_media")


def _is_over(article: ArticleText, at: int, start: int) -> bool:
    """Whether a text named here is what somebody publishes: نشر محامي دانييلز تغريدة."""
    before = at - 1
    closed = is_definite(article, before) or before in article.people or article.given(before)
    head = speaker_noun(article, start)
    return (
        before >= start
        and bool(closed or bare_name(article, before))
        and (head is None or head.kind != "document")
    )


def is_text(article: ArticleText, at: int) -> bool:
    """Whether a text stands here: a statement, a study."""
    noun = speaker_noun(article, at)
    return noun is not None and noun.kind == "document"


def _is_somebody(article: ArticleText, at: int) -> bool:
    noun = speaker_noun(article, at)
    return noun is not None and noun.kind != "document"
