"""Noun phrases that can speak: where one starts, where it ends, what it is.

No parser stands behind this. A newspaper's speaker is a chain of a head, its
genitives and adjectives, perhaps a name, perhaps an apposition between commas;
function words, times, verbs and introducers end it. All scans are bounded by
`_LONGEST` words, so the whole finder stays linear.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import msgspec

from service.statements.lexicon import SpeakerNoun
from service.statements.morphology import Gender, Number

if TYPE_CHECKING:
    from service.statements.reading import ArticleText

_LONGEST = 24
_NAME_IN_MARKS = 4
_SAYING = frozenset(("بالقول", "بقوله", "بقولها", "بقولهم", "قائلا", "قائلة", "قائلين"))
_CLOSING_MARKS = frozenset("\"»”›'’")
_PREFIX = re.compile(r"[وفبلك]")
# Verbal nouns of forms II, IV, VII, VIII and X: what is announced or denied, hardly ever a name.
_MASDAR = re.compile(r"(?:ت\w\w?ي\w|ا\w\w\w?ا\w|است\w\w?\w?ا\w)(?:ه|ها|هم)?")

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


def speaker_noun(article: ArticleText, at: int) -> SpeakerNoun | None:
    """Return the speaker noun at `at`, read through و ف ل ب ك and لل."""
    form = article.form(at)
    speakers = article.lexicon.speakers
    if form in speakers:
        return speakers[form]
    if at in article.nationals and form.endswith(("ون", "ين")):
        return SpeakerNoun(form, "person", "m", "p", definite=form.startswith("ال"))
    if form.startswith("لل") and "ال" + form[2:] in speakers:
        return speakers["ال" + form[2:]]
    if len(form) > 3 and form[0] in "وفلبك" and form[1:] in speakers:
        return speakers[form[1:]]
    return _possessed(speakers, form)


def _possessed(speakers: dict[str, SpeakerNoun], form: str) -> SpeakerNoun | None:
    """Read a role through its possessive: نظيره, محاميها, زوجته."""
    for suffix in ("هما", "ها", "هم", "ه"):
        stem = form.removesuffix(suffix)
        if stem == form or len(stem) < 4:
            continue
        if stem in speakers:
            return speakers[stem]
        if stem.endswith("ت") and stem[:-1] + "ة" in speakers:
            return speakers[stem[:-1] + "ة"]
    return None


def is_finite_cue(article: ArticleText, at: int) -> bool:
    """Whether the word can be a reporting verb with a subject."""
    return any(
        reading.form.shape in ("perfect", "imperfect")
        for reading in article.lexicon.cues.get(article.form(at), ())
    )


def _stops(article: ArticleText, at: int, start: int) -> bool:  # noqa: C901, PLR0911, PLR0912
    """Whether the word at `at` cannot go on the phrase that began at `start`."""
    form = article.form(at)
    words = article.lexicon.words
    if at in article.names and not (at in article.prefixed and form[:1] in ("ل", "ب")):
        return False
    if form[:1] == "و" and at > start and form[1:] in words["issued"] | words["verb"]:
        return True
    if at > start and article.form(at - 1) in words["attached"]:
        return False
    if at > start and _issued(article, at, start):
        return False
    if form == "العام" and article.form(at + 1) in ("الماضي", "الجاري", "الحالي", "المقبل"):
        return True
    if form == "ما" and at > start and article.form(at + 1) in ("بعد", "قبل"):
        return False
    if form in ("بعد", "قبل") and article.form(at - 1) == "ما" and at - 1 > start:
        return False
    if form in words["preposition"]:
        heads = heads_of(article, start, at)
        if form == "في" and _works_in(article, at, start):
            return False
        if form == "لدى":
            return speaker_noun(article, start) is None
        if form == "في":
            return not (
                heads & words["in_allowed"]
                and not article.is_a(at + 1, "venue")
                and not article.is_a(at + 1, "time")
                and not _has_name(article, start, at)
            )
        if form in ("على", "عن"):
            return not heads & words["on_allowed"]
        if form == "مثل":
            return True
        return True
    if form == "من":
        return article.form(at - 1) not in words["of_allowed"] and not (
            heads_of(article, start, at) & words["of_allowed"]
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
    if form in _SAYING or (
        form[:1] == "و" and (form[1:] in words["time"] or form[1:] in words["preposition"])
    ):
        return True
    if at == start:
        return _is_state(article, at) or _imperfect(article, at)
    if _imperfect(article, at) or _possessive(article, at, start):
        return True
    if form[:1] == "ل" and form[1:2].isascii() and len(form) > 2:
        return True
    if form.startswith("لل") or (form.startswith("ل") and form[1:] in words["addressee_media"]):
        return ("ال" + form[2:] if form.startswith("لل") else form[1:]) in words["addressee_media"]
    if (
        form[:1] == "ل"
        and form not in article.lexicon.speakers
        and form[1:] in article.lexicon.speakers
    ):
        # A body may be the genitive of a role, but what follows a bare name is addressed.
        return speaker_noun(article, start) is None
    if (form in words["venue"] and form.endswith(("ه", "ها"))) or _said(article, at):
        return True
    if form[:2] in ("سي", "ست") and form.endswith("ون") and len(form) > 5:
        return True
    if (form[:1] == "ب" and _MASDAR.fullmatch(form[1:])) or (
        form[1:] in words["object"] and form[:1] == "ب"
    ):
        return at not in article.names
    if form.startswith("بال"):
        return not heads_of(article, start, at) & words["in_allowed"]
    if form.startswith("ب") and form[1:] in words["venue"]:
        return True
    if speaker_noun(article, at) is not None:
        return False
    if _is_state(article, at):
        return True
    return is_finite_cue(article, at) and not article.lexicon.cues[form][0].form.text == "بين"


def _imperfect(article: ArticleText, at: int) -> bool:
    """Whether an unknown word looks like a verb in the third person: يشعر, يشعرون."""
    form = article.form(at)
    return (
        form.startswith("ي")
        and len(form) > 3
        and at not in article.names
        and at not in article.nationals
        and form not in article.lexicon.words["y_name"]
        and form not in article.lexicon.speakers
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


def _issued(article: ArticleText, at: int, start: int) -> bool:
    """`بيان أصدره الادعاء`, `تقرير صادر عن الوزارة`: the issuer belongs to the document."""
    words = article.lexicon.words
    if not article.is_a(start, "venue") and article.form(start)[1:] not in words["venue"]:
        return False
    form = article.form(at)
    return form in words["issued"] or (form == "عن" and article.form(at - 1) in words["issued"])


def _is_state(article: ArticleText, at: int) -> bool:
    """A participle of saying, or any accusative written with its tanwin."""
    if any(r.form.shape == "participle" for r in article.lexicon.cues.get(article.form(at), ())):
        return True
    token = article.tokens[at]
    raw = article.text[token.start : token.end]
    return "\u064b" in raw or raw.endswith("\u064e")


def heads_of(article: ArticleText, start: int, at: int) -> set[str]:
    """Return the first words of a phrase, where its head noun stands, bare of و, ل and the article."""
    found: set[str] = set()
    for i in range(start, min(at, start + 2)):
        form = article.form(i)
        found |= {form, form[1:], form.removeprefix("ال"), form.removeprefix("لل")}
    return found


def _works_in(article: ArticleText, at: int, start: int) -> bool:
    """Whether `في` leads to the body that a person with no name yet belongs to."""
    head = speaker_noun(article, start)
    if head is None or head.kind != "person" or _has_name(article, start, at):
        return False
    if any(article.is_a(at + 1, name) for name in ("venue", "time")):
        return False
    inside = speaker_noun(article, at + 1)
    known = at + 1 in article.names and at + 1 not in article.places | article.people
    return known or (inside is not None and inside.kind == "collective")


def _has_name(article: ArticleText, start: int, at: int) -> bool:
    return any(i in article.names and i not in article.places for i in range(start, at))


def opens_object(article: ArticleText, at: int, start: int) -> bool:  # noqa: PLR0911
    """Whether the word at `at` rather begins the object than goes on the subject at `start`."""
    if at == start:
        return False
    form = article.form(at)
    if form in article.lexicon.words["object"]:
        return True
    closed = (
        is_definite(article, at - 1)
        or article.form(at - 1).endswith("ون")
        or at - 1 in article.places
        or article.tokens[at - 1].form in _CLOSING_MARKS
        or _name_ends(article, start, at)
        or _known_before(article, start, at)
    )
    if form.startswith("ال") and len(form) > 3:
        first = article.form(start)
        bare_name = (
            speaker_noun(article, start) is None
            and not first.startswith("ال")
            and not article.is_a(at - 1, "quantifier")
            and not article.is_a(start, "quantifier")
        )
        return (closed or bare_name) and not _adjective(article, at)
    if form.isdigit() or article.is_a(at, "quantifier"):
        return closed
    if form[:1] == "ب" and len(form) > 3 and at not in article.names and not form.startswith("بال"):
        return closed and form not in article.lexicon.words["not_by"] and form != "باسم"
    if form.startswith(("و", "لل", "بال")):
        return False
    noun = speaker_noun(article, at)
    if noun is not None:
        return closed and (form in article.lexicon.speakers or form.endswith(("ه", "ها", "هم")))
    if at in article.names:
        return closed and (
            at not in article.people or _name_ends(article, start, at) or _is_body(article, start)
        )
    if _MASDAR.fullmatch(form) and (closed or len(form) > 5 or (form[0] == "ت" and len(form) > 4)):
        return True
    return closed and form.endswith("ة")


def is_definite(article: ArticleText, at: int) -> bool:
    """Whether the word carries the article, perhaps behind و ل ب."""
    form = article.form(at)
    if form.startswith(("ال", "لل", "بال")):
        return len(form) > 3
    return form.startswith("وال") and form not in article.lexicon.speakers


def _adjective(article: ArticleText, at: int) -> bool:
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


def _is_body(article: ArticleText, at: int) -> bool:
    noun = speaker_noun(article, at)
    return noun is not None and noun.kind != "person"


def noun_phrase(
    article: ArticleText, start: int, limit: int, *, before_object: bool = False
) -> int:
    """Return the position past the noun phrase at `start`, `start` itself when there is none."""
    limit = min(limit, start + _LONGEST)
    at = last = start
    while at < limit:
        token = article.tokens[at]
        if not token.word:
            if at in article.opening:
                past = article.at(article.opening[at].outer[1])
                if past - at > _NAME_IN_MARKS + 2 or past > limit:
                    break
                at = last = past
                continue
            if token.form == "(" and at > start:
                past = next(
                    (i + 1 for i in range(at, min(at + 9, limit)) if article.form(i) == ")"), 0
                )
                if not past:
                    break
                at = past
                continue
            if token.form in "#-–@/'’" and at + 1 < limit and article.tokens[at + 1].word:
                at += 1
                continue
            break
        if _stops(article, at, start) or (before_object and opens_object(article, at, start)):
            break
        if at > start and (_named_already(article, start, at) or _leaves_place(article, start, at)):
            break
        at = last = max(at + 1, min(article.names.get(at, 0), limit))
    return last


def _leaves_place(article: ArticleText, start: int, at: int) -> bool:
    """Whether a bare place name at `start` is over: only an adjective or another name goes on."""
    if start not in article.places or article.names.get(start) != at or at in article.names:
        return False
    form = article.form(at)
    return not form.startswith(("ال", "و")) and at not in article.opening


def _joins(article: ArticleText, at: int) -> bool:
    """Whether the word adds a second name with و."""
    form = article.form(at)
    return len(form) > 3 and form.startswith("و") and (at in article.names or form[1:3] != "ا")


def _named_already(article: ArticleText, start: int, at: int) -> bool:
    """Whether a role at `at` only follows a name that is complete: `فلان المدير الفني`."""
    form = article.form(at)
    if speaker_noun(article, start) is not None or speaker_noun(article, at) is None:
        return False
    if any(article.is_a(start, name) for name in ("title", "quantifier", "venue")):
        return False
    if form.startswith(("و", "ل", "ب")) and form not in article.lexicon.speakers:
        return False
    return not article.form(start).startswith("ال") and article.tokens[start].word


def describe(article: ArticleText, start: int, end: int, past: int) -> Phrase:
    """Say what the phrase `[start, end)` is: its head, name, gender and number."""
    quantified = article.is_a(start, "quantifier") and start + 1 < end
    head = speaker_noun(article, start + 1 if quantified else start)
    name = _name(article, start, end, head)
    form = article.form(start)
    definite = (
        name is not None
        or form.lstrip("وف").startswith(("ال", "لل"))
        or any(article.form(i).startswith(("ال", "لل", "بال")) for i in range(start, end))
    )
    gender: Gender | None = head.gender if head else None
    number: Number | None = head.number if head else None
    if quantified:
        one = article.form(start).removeprefix("و") in ("احد", "احدى")
        gender = ("m" if article.form(start).endswith("احد") else "f") if one else (gender or "m")
        number = "s" if one else "p"
    elif head is None and any(_joins(article, i) for i in range(start + 1, end)):
        number = "p"
    if (head is None and name is None) or (head is None and form.endswith(("ون", "يون"))):
        if form.endswith(("ون", "ين")):
            gender, number = "m", "p"
        elif form.endswith("ات"):
            gender, number = "f", "p"
        elif form.endswith("ة"):
            gender, number = "f", "s"
    return Phrase(start, end, past, head, name, definite, gender, number)


def _name(
    article: ArticleText, start: int, end: int, head: SpeakerNoun | None
) -> tuple[int, int] | None:
    """Return the proper name in a phrase: known ones, or the bare tail after a definite role."""
    if head is not None and head.kind != "person":
        return None
    people = [i for i in range(start, end) if i in article.people]
    if people and (head is not None or people[0] == start):
        first = people[0]
        past = min(article.names[people[-1]], end)
        while past < end and _nameable(article, past):
            past += 1
        return (first, past)
    if head is None:
        return (start, end)
    for at in range(start + 1, end):
        closed = is_definite(article, at - 1) or _known_before(article, start, at)
        if closed and _nameable(article, at):
            return (at, end)
    return None


def _known_before(article: ArticleText, start: int, at: int) -> bool:
    """Whether a known place or body ends right before `at`."""
    return any(article.names.get(i) == at and i not in article.people for i in range(start, at))


def _nameable(article: ArticleText, at: int) -> bool:
    form = article.form(at)
    return (
        article.tokens[at].word
        and not form.startswith(("ال", "لل", "بال", "وال"))
        and at not in article.places
        and speaker_noun(article, at) is None
        and form not in article.lexicon.words["preposition"]
        and form != "من"
        and form not in article.lexicon.words["not_name"]
        and form not in article.lexicon.words["object"]
        and not (form.startswith("ل") and form[1:] in article.lexicon.speakers)
    )
