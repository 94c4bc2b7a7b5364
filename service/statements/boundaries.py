"""Where a noun phrase ends: function words, verbs, times, what is addressed."""

# ruff: noqa: C901, PLR0911, PLR0912 - a grammar rule reads best as one list of cases

from __future__ import annotations

from typing import TYPE_CHECKING

from service.statements.belonging import hails, heads_of, issued, seated, serves
from service.statements.nouns import (
    accusative,
    bare_name,
    is_definite,
    is_finite_cue,
    named_person,
    speaker_noun,
)
from service.statements.objects import MASDAR

if TYPE_CHECKING:
    from service.statements.reading import ArticleText

_SAYING = frozenset(("بالقول", "بقوله", "بقولها", "بقولهم", "قائلا", "قائلة", "قائلين"))

# محامية عنها, رفاق له
_THEIRS = frozenset(("له", "لها", "لهم", "عنه", "عنها", "عنهم"))
# Verbs in يا (يأخذ, يأمر) are short; longer words so begun are names (ياماساكي).
_LONG_VERB = 6
_LONGEST_VERB = 7
_VERBAL_ENDINGS = ("ون", "ان", "وا", "ه", "ها", "هم", "نا")


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
    if form in ("عدة", "اكثر") and at > start and _times(article, at):
        return True
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
    if article.is_a(at, "verbal_noun") and at > start and is_definite(article, at - 1):
        # وأكدت الندوة ضرورة قيام
        return True
    if form == "غير" and at > start and article.form(at + 1) not in ("ان", "انه", "انها"):
        return False
    if form in _THEIRS and at == start + 1 and not is_definite(article, start):
        return speaker_noun(article, start) is None
    if at > start and form in words["demonstrative"] and article.form(at - 1) == "في":
        return not article.is_a(at + 1, "field")
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
            return not (heads | {article.form(at - 1)}) & words["on_allowed"]
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
    if at > start and _event(article, at):
        return True
    if at > start and joined and _joined_deed(article, at):
        return True
    if at > start and _by(article, at):
        return True
    if form[:1] == "ل" and named_person(article, start, at) and _role(article, at):
        return True
    if at > start and form[:1] == "ل" and _first_name(article, form[1:]):
        return True
    if form in _SAYING or (
        joined
        and any(
            form[1:] in words[name] for name in ("time", "preposition", "auxiliary", "negation")
        )
    ):
        return True
    if at == start:
        if form.endswith("ها") and form[:-2] in words["preposition"]:
            return True
        subject = article.is_a(at - 1, "complementiser")
        role = form in article.lexicon.speakers and not _tanwin(article, at)
        role = role or (subject and accusative(article, at))
        return not role and (_is_state(article, at) or _imperfect(article, at))
    return _ends(article, at, start)


def _ends(article: ArticleText, at: int, start: int) -> bool:
    """Whether a later word of a phrase ends it: a verb, what is addressed, an object."""
    form = article.form(at)
    words = article.lexicon.words
    if _imperfect(article, at) or _possessive(article, at, start):
        return True
    if form == "ب" or (form[:1] == "ل" and (len(form) == 1 or form[1:2].isascii())):
        return True
    if form[:1] == "ل" and form.endswith("ين") and len(form) > 5 and at not in article.names:
        return True
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
    if form[:1] == "ل" and _for_deed(article, at, start):
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
        return head is None or whole
    if (form in words["venue"] and form.endswith(("ه", "ها"))) or _said(article, at):
        return True
    if form in words["venue"] and not form.startswith("ال") and _is_over(article, at, start):
        return True
    if form[:2] in ("سي", "ست") and form.endswith("ون") and len(form) > 5:
        return True
    if (form[:1] == "ب" and MASDAR.fullmatch(form[1:])) or (
        form[1:] in words["object"] and form[:1] == "ب"
    ):
        return at not in article.names
    if form.startswith("بال"):
        return not heads_of(article, start, at) & words["in_allowed"] and not serves(
            article, at, start
        )
    if form.startswith("ب") and form[1:] in words["venue"]:
        return True
    if speaker_noun(article, at) is not None:
        return False
    if _is_state(article, at):
        return True
    if article.given(at):
        # تامر is a first name, and تأمر gives orders.
        return False
    return is_finite_cue(article, at) and article.lexicon.cues[form][0].form.text != "بين"


def _is_over(article: ArticleText, at: int, start: int) -> bool:
    """Whether a text named here is what somebody publishes: نشر محامي دانييلز تغريدة."""
    before = at - 1
    closed = is_definite(article, before) or before in article.people or article.given(before)
    head = speaker_noun(article, start)
    return (
        before > start
        and bool(closed or bare_name(article, before))
        and (head is None or head.kind != "document")
    )


def _for_deed(article: ArticleText, at: int, start: int) -> bool:
    """Whether ل says what a named body does something for: الموساد لجمع معلومات."""
    form = article.form(at)
    if speaker_noun(article, start) is not None or at in article.names or article.given(at):
        return False
    return form[1:] in article.lexicon.common and form not in article.lexicon.common


def _event(article: ArticleText, at: int) -> bool:
    """Whether the word is a verb of the table: شارك, وأسفرت, تمكنت, سيبقى."""
    form = article.form(at)
    events = article.lexicon.events
    if form in events or (form[:1] in "وف" and form[1:] in events):
        return True
    bare = form.removeprefix("س")
    return bare[:1] == "ي" and "ت" + bare[1:] in article.lexicon.words["event_present"]


def _joined_deed(article: ArticleText, at: int) -> bool:
    """Whether و joins a verbal noun, which is no second speaker: وإغلاق الحدود."""
    form = article.form(at)[1:]
    if at in article.names or speaker_noun(article, at) is not None:
        return False
    if form in article.lexicon.words["object"]:
        return True
    return not form.startswith("ال") and not form.endswith("ة") and bool(MASDAR.fullmatch(form))


def _by(article: ArticleText, at: int) -> bool:
    """Whether ب stands before an everyday noun that is no body: محكمة بسجن فلان."""
    form = article.form(at)
    known = article.lexicon.common
    if at in article.names or speaker_noun(article, at) is not None or article.given(at):
        return False
    if form in article.lexicon.words["not_by"] or bare_name(article, at + 1):
        return False
    return form[:1] == "ب" and form[1:] in known and form not in known


def _role(article: ArticleText, at: int) -> bool:
    noun = speaker_noun(article, at)
    return noun is not None and noun.kind == "person" and at not in article.names


def _first_name(article: ArticleText, form: str) -> bool:
    words = article.lexicon.words
    return form in words["given_m"] or form in words["given_f"]


def _times(article: ArticleText, at: int) -> bool:
    """Whether `عدة مرات` or `أكثر من مرة` begins here."""
    return article.form(at + 1) == "مرات" or article.form(at + 2) == "مرة"


def _imperfect(article: ArticleText, at: int) -> bool:
    """Whether an unknown word looks like a verb in the third person: يشعر, يشعرون."""
    form = article.form(at)
    return (
        form.startswith("ي")
        and len(form) > 3
        and at not in article.names
        and at not in article.nationals
        and form not in article.lexicon.words["y_name"]
        and not article.given(at)
        and not (form.startswith("يا") and len(form) > _LONG_VERB)
        and not (len(form) > _LONGEST_VERB and not form.endswith(_VERBAL_ENDINGS))
        and form not in article.lexicon.speakers
        # No verb follows a verb of saying at once, so there it is a name: يواخيم لوف.
        and not is_finite_cue(article, at - 1)
    )


def _possessive(article: ArticleText, at: int, start: int) -> bool:
    """Whether a word with a pronoun ends a bare name: جوهر استرجع ذكرياته."""
    form = article.form(at)
    return (
        form.endswith(("هم", "اته", "اتها", "ته"))
        and len(form) > 5
        and at not in article.names
        and speaker_noun(article, start) is None
        and speaker_noun(article, at) is None
    )


def _said(article: ArticleText, at: int) -> bool:
    """Whether the word is a verbal noun of saying with its pronoun: قوله, تأكيدها."""
    return any(
        r.form.shape == "masdar" and r.form.suffix
        for r in article.lexicon.cues.get(article.form(at), ())
    )


def _is_state(article: ArticleText, at: int) -> bool:
    """A participle of saying, or any accusative written with its tanwin."""
    if any(r.form.shape == "participle" for r in article.lexicon.cues.get(article.form(at), ())):
        return True
    return _tanwin(article, at)


def _tanwin(article: ArticleText, at: int) -> bool:
    token = article.tokens[at]
    raw = article.text[token.start : token.end]
    return "\u064b" in raw or raw.endswith("\u064e")
