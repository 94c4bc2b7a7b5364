"""Where the object begins after a subject that is complete, with nothing but order to tell."""

# ruff: noqa: C901, PLR0911, PLR0912 - a grammar rule reads best as one list of cases

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.statements.nouns import (
    accusative,
    bare_name,
    common,
    is_definite,
    known_before,
    named_person,
    patronym,
    speaker_noun,
)

if TYPE_CHECKING:
    from service.statements.reading import ArticleText

_CONSTRUCT = 4
_LONG_PLURAL = 6
# شؤون is no sound plural.
_SHORT_PLURAL = 4
_FIRST_NAME = 5
_CLOSING_MARKS = frozenset("\"»”›'’")
# Verbal nouns of forms II, IV, VII, VIII and X: what is announced or denied, hardly ever a name.
MASDAR = re.compile(r"(?:ت\w\w?ي\w|ا\w\w\w?ا\w|است\w\w?\w?ا\w)(?:ه|ها|هم)?")

# Words of which names are built: the next one belongs to them, whatever it means elsewhere.

_HANGING = frozenset(("في", "عن", "من"))


def opens_object(article: ArticleText, at: int, start: int) -> bool:
    """Whether the word at `at` rather begins the object than goes on the subject at `start`."""
    if at == start:
        return False
    form = article.form(at)
    if article.form(at - 1) in _HANGING or patronym(article, start, at):
        return False
    if article.is_a(at - 1, "title") and not form.startswith("ال"):
        return False
    possessed = _possessed(article, at)
    if article.form(at - 2) in _HANGING and not possessed and not known_before(article, start, at):
        return False
    if form == "انباء" and "وكال" in article.form(at - 1):
        return False
    # A sound plural in the nominative is no object: مراسلون عسكريون.
    if form.endswith("ون") and article.form(at - 1).endswith("ون"):
        return False
    if form.startswith("ال") and form.endswith("ون") and len(form) > _LONG_PLURAL:
        # الطلاب المناهضون: in the nominative it is no object.
        return False
    # And one in the accusative after a nominative or a singular body is nothing else.
    if form.startswith("ال") and form.endswith("ين") and len(form) > _LONG_PLURAL:
        noun = speaker_noun(article, at)
        before = article.form(at - 1)
        head = speaker_noun(article, at - 1)
        many = before.endswith(("ين", "ات")) or (head is not None and head.number == "p")
        if noun is not None and noun.number == "p" and not many:
            return is_definite(article, at - 1) and not article.is_a(start, "kin")
    if form in article.lexicon.words["object"] or accusative(article, at):
        return True
    if at in article.nationals and _is_role(article, at - 1):
        # ونظيره الروسي
        return False
    named = article.given(at + 1) is not None or at + 1 in article.people
    if article.is_a(at, "title") and named:
        # وزير الداخلية السعودي الأمير عبدالعزيز
        return False
    if at - 1 in article.nationals and _is_title(article, at):
        # وصف الرئيس الفلسطيني السفير الأميركي بـ
        return True
    if at in article.prefixed and form[:1] in ("ل", "و"):
        return False
    closed = (
        is_definite(article, at - 1)
        or (article.form(at - 1).endswith("ون") and len(article.form(at - 1)) > _SHORT_PLURAL)
        or at - 1 in article.places
        or article.tokens[at - 1].form in _CLOSING_MARKS
        or _name_ends(article, start, at)
        or known_before(article, start, at)
        or possessed
    )
    complete = closed or named_person(article, start, at)
    if _is_place(article, start, at) and form in article.lexicon.speakers:
        return True
    if form.startswith("ال") and len(form) > 3:
        first = article.form(start)
        named = (
            bare_name(article, start)
            and not first.startswith("ال")
            and not article.is_a(at - 1, "quantifier")
            and not article.is_a(start, "quantifier")
            and not (first.endswith("و") and len(first) > _CONSTRUCT)
        )
        if named and at == start + 1 and article.form(at + 1) in ("،", ","):
            # A name of two words that ends at its comma: سامي المرشد، الباحث.
            return False
        if article.is_a(at, "quantifier") or form[2:] in article.lexicon.words["quantifier"]:
            return closed
        if _after_indefinite(article, at, start):
            return True
        if not closed and complete:
            return common(article, at) or speaker_noun(article, at) is not None
        return (closed or named) and not qualifies(article, at)
    if form.isdigit() or article.is_a(at, "quantifier"):
        return closed
    if form[:1] == "ب" and len(form) > 3 and prefixed(article, at):
        if _serves(article, start, at):
            return False
        return closed and form not in article.lexicon.words["not_by"] and form != "باسم"
    if form.startswith(("و", "لل", "بال")):
        return False
    if article.given(at) and _is_place(article, start, at):
        return True
    noun = speaker_noun(article, at)
    if noun is not None:
        return complete and (form in article.lexicon.speakers or form.endswith(("ه", "ها", "هم")))
    if at in article.names:
        return (complete or bare_name(article, start)) and (
            at not in article.people
            or _name_ends(article, start, at)
            or _is_body(article, start)
            or _is_place(article, start, at)
            or (at in article.places and bare_name(article, start))
        )
    if (
        _full_name_ends(article, at)
        and not form.startswith("ال")
        and form not in article.lexicon.words["kin"]
    ):
        return True
    if common(article, at) and complete and not _surname(article, start, at):
        return closed or not _half_name(article, at)
    if not closed and _governs(article, at - 1):
        return False
    if MASDAR.fullmatch(form) and (closed or len(form) > 5 or (form[0] == "ت" and len(form) > 4)):
        return True
    return closed and form[0] != "ل" and form.endswith(("ة", "هما", "تهم", "تها", "ته"))


def owned_object(article: ArticleText, at: int) -> bool:
    """Whether what is said bears its owner's pronoun: رغبته, قلقها, استعدادهم."""
    form = article.form(at)
    for suffix in ("ها", "هم", "ه"):
        stem = form.removesuffix(suffix)
        if stem != form and len(stem) > 2:
            bare = stem[:-1] + "ة" if stem.endswith("ت") else stem
            return {stem, bare} & article.lexicon.words["object"] != set()
    return False


def _governs(article: ArticleText, at: int) -> bool:
    """Whether the word is a role that wants a genitive: مؤسسي تطبيق, رئيس تحرير."""
    noun = speaker_noun(article, at)
    return (
        noun is not None
        and noun.kind == "person"
        and not noun.definite
        and not article.is_a(at, "absolute")
    )


def _is_role(article: ArticleText, at: int) -> bool:
    """Whether a person's role stands here, joined and owned, too: ونظيره."""
    noun = speaker_noun(article, at)
    form = article.form(at).removeprefix("و").removesuffix("ا").removesuffix("ه")
    return (noun is not None and noun.kind == "person") or form in article.lexicon.speakers


def _is_title(article: ArticleText, at: int) -> bool:
    noun = speaker_noun(article, at)
    return noun is not None and noun.kind == "person" and noun.definite and at not in article.names


def _possessed(article: ArticleText, at: int) -> bool:
    """Whether a noun with its pronoun is over before an indefinite one: مواطنيها مغادرة البلاد."""
    before = article.form(at - 1)
    if article.form(at).startswith("ال") or article.given(at) or at in article.names:
        return False
    return before.endswith(("ها", "هم", "هما")) and len(before) > _CONSTRUCT


def _after_indefinite(article: ArticleText, at: int, start: int) -> bool:
    """Whether a definite role follows an indefinite noun and its adjective."""
    return (
        at - start > 1
        and article.form(at) in article.lexicon.speakers
        and article.form(at - 1).endswith(("ة", "ي"))
        and speaker_noun(article, at - 1) is None
        and not any(is_definite(article, i) for i in range(start, at))
        and speaker_noun(article, start) is not None
    )


def qualifies(article: ArticleText, at: int) -> bool:
    """Whether a definite word can be an adjective of what precedes."""
    form = article.form(at)
    if form in article.lexicon.words["adjective"] or form in article.lexicon.words["title"]:
        return True
    if form in article.lexicon.speakers and not (
        form.endswith(("ي", "ية")) and is_definite(article, at - 1)
    ):
        return False
    if form.endswith(("يين", "يون")):
        before = article.form(at - 1)
        return before.endswith(("ين", "ون")) or before in article.lexicon.speakers
    return form.endswith(("ي", "ية", "يتين", "يان", "ة"))


def _name_ends(article: ArticleText, start: int, at: int) -> bool:
    return any(article.names.get(i) == at and i in article.people for i in range(start, at))


def _full_name_ends(article: ArticleText, at: int) -> bool:
    """Whether a known name of two words or more ends here: ماتيو سالفيني رسو السفن."""
    near = range(max(0, at - _CONSTRUCT), at - 1)
    words = article.lexicon.words
    if any(article.form(at) in words[name] for name in ("preposition", "time", "relative")):
        return False
    known = any(article.names.get(i) == at and i in article.people for i in near)
    return known and article.tokens[at].word


def _is_body(article: ArticleText, at: int) -> bool:
    noun = speaker_noun(article, at)
    return noun is not None and noun.kind != "person"


def prefixed(article: ArticleText, at: int) -> bool:
    """Whether the ب of a word is the preposition, and not a name's own (بسام, بروجردي)."""
    form = article.form(at)
    rest = form[1:]
    if at in article.names or article.given(at) or form.startswith("بال"):
        return False
    return (
        rest in article.lexicon.common
        or rest in article.lexicon.speakers
        or rest in article.lexicon.words["object"]
        or rest.endswith(("ه", "ها", "هم", "ة", "ات"))
        or bool(MASDAR.fullmatch(rest))
    )


def _serves(article: ArticleText, start: int, at: int) -> bool:
    """Whether ب names the body somebody works in: المدير التنفيذي بشركة."""
    head, body = speaker_noun(article, start), article.lexicon.speakers.get(article.form(at)[1:])
    return (
        head is not None
        and head.kind == "person"
        and body is not None
        and body.kind == "collective"
        and not named_person(article, start, at)
    )


def _half_name(article: ArticleText, at: int) -> bool:
    """Whether only one word of a name that no table knows stands before: الألماني هيكو ماس."""
    before = at - 1
    if before in article.people or article.form(at) in article.lexicon.words["object"]:
        return False
    if article.form(at).endswith(("ته", "تها", "تهم", "ة")):
        return False
    return is_definite(article, before - 1) and not is_definite(article, before)


def _surname(article: ArticleText, start: int, at: int) -> bool:
    """Whether an everyday word is a first name here: رئيس الفيفا السويسري جاني انفانتينو."""
    head = speaker_noun(article, start)
    if head is None or head.kind != "person" or named_person(article, start, at):
        return False
    following = article.form(at + 1)
    return (
        article.form(at) in article.lexicon.common
        and len(article.form(at)) <= _FIRST_NAME
        and bare_name(article, at + 1)
        and not is_definite(article, at + 1)
        and not following.startswith(("ل", "ب", "و"))
        and not any(
            following in article.lexicon.words[name]
            for name in ("preposition", "time", "complementiser", "relative", "clause", "adverb")
        )
        and following not in article.lexicon.events
    )


def _is_place(article: ArticleText, start: int, at: int) -> bool:
    """Whether the whole phrase so far is a known place: انتقدت برلين أردوغان."""
    return start in article.places and article.names.get(start) == at
