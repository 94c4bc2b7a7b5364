"""Noun phrases that can speak: where one starts, where it ends, what it is.

No parser stands behind this. A newspaper's speaker is a chain of a head, its
genitives and adjectives, perhaps a name, perhaps an apposition between commas;
function words, times, verbs and introducers end it. All scans are bounded by
`_LONGEST` words, so the whole finder stays linear.
"""

# ruff: noqa: C901, PLR0912 - a grammar rule reads best as one list of cases

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from service.statements.boundaries import stops
from service.statements.counted import share
from service.statements.ends import closes
from service.statements.leaves import leaves_body, leaves_name, leaves_place, named_already
from service.statements.lexicon import SpeakerNoun
from service.statements.morphology import Gender, Number
from service.statements.nouns import (
    bare_name,
    common,
    is_definite,
    named_person,
    speaker_noun,
)
from service.statements.objects import opens_object
from service.statements.proper import proper_name

if TYPE_CHECKING:
    from service.statements.reading import ArticleText

_LONGEST = 24
_NAME_IN_MARKS = 4
# "الجمعية الوطنية لمنع القسوة ضد الأطفال"
_BODY_IN_MARKS = 8
_HANGING = frozenset(("او", "في", "من", "عن", "على", "الى", "لدى"))
_EACH = frozenset(("كل", "كلا", "وكل"))
_NICKNAME = 2
_ABBREVIATED = frozenset(("د", "ا", "م"))


Shape = Literal["named", "nominal", "anonymous"]


class Phrase(msgspec.Struct, frozen=True):
    """A noun phrase; token positions."""

    start: int
    end: int
    """To the end of the name when there is one."""
    past: int
    """Past appositions and relative clauses, where the clause goes on."""
    head: SpeakerNoun | None
    name: tuple[int, int] | None
    definite: bool
    gender: Gender | None
    number: Number | None


def noun_phrase(
    article: ArticleText, start: int, limit: int, *, before_object: bool = False
) -> int:
    """Return the position past the noun phrase at `start`, `start` itself when there is none."""
    limit = min(limit, start + _LONGEST)
    past = share(article, start, limit)
    if past > start:
        return _of_whole(article, past, limit, before_object=before_object)
    at = last = start
    while at < limit:
        token = article.tokens[at]
        if not token.word:
            if at in article.opening:
                past = article.at(article.opening[at].outer[1])
                body = at == start and speaker_noun(article, at + 1) is not None
                words = sum(article.tokens[i].word for i in range(at, min(past, limit)))
                if past > limit or words > (_BODY_IN_MARKS if body else _NAME_IN_MARKS):
                    break
                head = speaker_noun(article, start)
                long = past - at > _NICKNAME + 2
                closed = is_definite(article, at - 1) or article.form(at - 1) == "اخر"
                speech = closed and (long or before_object)
                if long and head is None and bare_name(article, start):
                    break
                named = long and named_person(article, start, at)
                thing = common(article, at + 1) and named_person(article, start, at)
                if head is not None and head.kind == "person" and (speech or named or thing):
                    break
                at = last = past
                continue
            if token.form == "." and at == start + 1 and article.form(start) in _ABBREVIATED:
                # د. كايت ديفلين
                at += 1
                continue
            if token.form == "(" and at > start:
                past = next(
                    (i + 1 for i in range(at, min(at + 9, limit)) if article.form(i) == ")"), 0
                )
                if not past:
                    break
                last = past if _named_in_brackets(article, start, at) else last
                at = past
                continue
            if token.form == "@" and at > start:
                break
            if (
                token.form in ("-–/" if at > start else "") + "#@'’"
                and at + 1 < limit
                and article.tokens[at + 1].word
            ):
                at += 1
                continue
            break
        # عبد العظيم: one name in two words.
        bound = at > start and article.form(at - 1) == "عبد"
        if not bound and (
            stops(article, at, start) or (before_object and opens_object(article, at, start))
        ):
            break
        if (
            at > start
            and not bound
            and (
                named_already(article, start, at)
                or leaves_place(article, start, at)
                or leaves_body(article, start, at)
                or leaves_name(article, start, at)
                or closes(article, start, at)
            )
        ):
            break
        hanging = token.form in _HANGING
        at = max(at + 1, min(article.names.get(at, 0), limit))
        last = last if hanging else at
    return last


def _of_whole(article: ArticleText, at: int, limit: int, *, before_object: bool) -> int:
    """Return the position past `منهن` or `من المشاركين` after a share that ends at `at`."""
    if at < limit and article.is_a(at, "part_of_them"):
        return at + 1
    if article.form(at) != "من":
        return at
    past = noun_phrase(article, at + 1, limit, before_object=before_object)
    return past if past > at + 1 else at


def _named_in_brackets(article: ArticleText, start: int, at: int) -> bool:
    """Whether brackets hold the name of a body: in `صحيفة (التايمز)` they do."""
    head = speaker_noun(article, start)
    return at == start + 1 and head is not None and head.kind == "collective" and not head.definite


def _joins(article: ArticleText, at: int) -> bool:
    """Whether the word adds a second name with و."""
    form = article.form(at)
    if form.startswith("وي") and at not in article.names:
        # ويلش, ويتكر
        return form[1:] in article.lexicon.words["y_name"]
    return (
        len(form) > 3 and form.startswith("و") and form not in article.lexicon.words["name_in_waw"]
    )


def _joined(article: ArticleText, start: int, end: int, head: SpeakerNoun | None) -> bool:
    """Whether the phrase names two: لندن وباريس, الرئيس ماكرون والمستشارة ميركل."""
    if head is None:
        return any(_joins(article, i) for i in range(start + 1, end))
    if head.kind != "person":
        return False
    return any(_joins_person(article, start, i) for i in range(start + 2, end))


def _joins_person(article: ArticleText, start: int, at: int) -> bool:
    """Whether و adds a second person to one whose name is complete."""
    form = article.form(at)
    if not form.startswith("و") or not named_person(article, start, at):
        return False
    if at in article.people:
        return at in article.prefixed
    noun = speaker_noun(article, at)
    person = noun is not None and noun.kind == "person"
    return person and form not in article.lexicon.speakers and not is_definite(article, at - 1)


def describe(article: ArticleText, start: int, end: int, past: int) -> Phrase:
    """Say what the phrase `[start, end)` is: its head, name, gender and number."""
    quantified = article.is_a(start, "quantifier") and start + 1 < end
    inner = start + quantified
    if quantified and article.form(inner) in ("الالاف", "المئات") and inner + 1 < end:
        # عشرات الآلاف من النساء
        inner += 1
    if quantified and article.form(inner) == "من" and article.form(start) not in _EACH:
        # العديد من الباعة
        inner += 1
    head = speaker_noun(article, inner) if inner < end else None
    name = proper_name(article, start, end, head)
    form = article.form(start)
    definite = (
        name is not None
        or form.lstrip("وف").startswith(("ال", "لل"))
        or any(article.form(i).startswith(("ال", "لل", "بال")) for i in range(start, end))
    )
    gender: Gender | None = head.gender if head else None
    number: Number | None = head.number if head else None
    if share(article, start, end) > start:
        number = "p"
    elif quantified:
        one = article.form(start).removeprefix("و") in ("احد", "احدى")
        gender = ("m" if article.form(start).endswith("احد") else "f") if one else (gender or "m")
        number = "s" if one else "p"
    elif head is None and start in article.places and article.names[start] >= end:
        gender, number = ("m" if article.is_a(start, "masculine_place") else "f"), "s"
    elif _joined(article, start, end, head):
        number = "p"
    elif head is None and article.given(start) is not None:
        gender, number = article.given(start), "s"
    # Of words in ون that no table knows only participles and peoples are plural: neither
    # جونسون nor ماكرون is.
    participle = form.startswith("م") and form[:-2] in article.lexicon.common
    plural = form.endswith("ون") and (form.startswith("ال") or participle)
    if head is None and (name is None or plural or start in article.nationals):
        if form.endswith(("ون", "ين")):
            gender, number = "m", "p"
        elif form.endswith("ات"):
            gender, number = "f", "p"
        elif form.endswith("ة"):
            gender, number = "f", "s"
    return Phrase(start, end, past, head, name, definite, gender, number)
