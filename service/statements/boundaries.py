"""Where a noun phrase ends: function words, verbs, times, and the object that follows a subject."""

# ruff: noqa: C901, PLR0911, PLR0912 - a grammar rule reads best as one list of cases

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.statements.nouns import has_name, is_definite, is_finite_cue, speaker_noun

if TYPE_CHECKING:
    from service.statements.reading import ArticleText

_CONSTRUCT = 4
_SAYING = frozenset(("بالقول", "بقوله", "بقولها", "بقولهم", "قائلا", "قائلة", "قائلين"))
_CLOSING_MARKS = frozenset("\"»”›'’")
# Verbal nouns of forms II, IV, VII, VIII and X: what is announced or denied, hardly ever a name.
_MASDAR = re.compile(r"(?:ت\w\w?ي\w|ا\w\w\w?ا\w|است\w\w?\w?ا\w)(?:ه|ها|هم)?")


def stops(article: ArticleText, at: int, start: int) -> bool:
    """Whether the word at `at` cannot go on the phrase that began at `start`."""
    form = article.form(at)
    words = article.lexicon.words
    if at in article.names and not (at in article.prefixed and form[:1] in ("ل", "ب")):
        return False
    if form[:1] == "و" and at > start and form[1:] in words["issued"] | words["verb"]:
        return True
    if at > start and at in article.people and at in article.prefixed and form[:1] == "ل":
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
    if form in words["part_of_day"] and at > start:
        following = article.form(at + 1)
        return following in words["time"] or following == "يوم"
    if form == "غير" and at > start and article.form(at + 1) not in ("ان", "انه", "انها"):
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
                and not has_name(article, start, at)
            )
        if form == "الى":
            return not heads & words["to_allowed"]
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
    joined = form[:1] == "و" and form not in article.lexicon.speakers
    if form in _SAYING or (
        joined and (form[1:] in words["time"] or form[1:] in words["preposition"])
    ):
        return True
    if at == start:
        role = form in article.lexicon.speakers
        return not role and (_is_state(article, at) or _imperfect(article, at))
    if _imperfect(article, at) or _possessive(article, at, start):
        return True
    if form[:1] == "ل" and (len(form) == 1 or form[1:2].isascii()):
        return True
    if form[:1] == "ل" and form.endswith("ين") and len(form) > 5 and at not in article.names:
        return True
    if form[:1] == "م" and form[-1:] == "ا" and len(form) > 4 and at not in article.names:
        return True
    if (
        form.startswith("لل")
        and speaker_noun(article, start) is None
        and start not in article.names
    ):
        return not article.form(start).startswith(("ال", "لل"))
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
    return is_finite_cue(article, at) and article.lexicon.cues[form][0].form.text != "بين"


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


def _issued(article: ArticleText, at: int, start: int) -> bool:
    """`بيان أصدره الادعاء`, `تقرير صادر عن الوزارة`: the issuer belongs to the document."""
    words = article.lexicon.words
    first = article.form(start)
    if not {first, first[1:], first.removeprefix("ال"), "ال" + first[2:]} & words["venue"] and (
        first.removeprefix("لل") not in words["venue"]
    ):
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
    """Return the first words of a phrase, where its head stands, with and without clitics."""
    found: set[str] = set()
    for i in range(start, min(at, start + 2)):
        form = article.form(i)
        found |= {form, form[1:], form.removeprefix("ال"), form.removeprefix("لل")}
    return found


def _works_in(article: ArticleText, at: int, start: int) -> bool:
    """Whether `في` leads to the body that a person with no name yet belongs to."""
    head = speaker_noun(article, start)
    if head is None or head.kind != "person" or has_name(article, start, at):
        return False
    if any(article.is_a(at + 1, name) for name in ("venue", "time")):
        return False
    inside = speaker_noun(article, at + 1)
    known = at + 1 in article.names and at + 1 not in article.places | article.people
    return known or (inside is not None and inside.kind == "collective")


def opens_object(article: ArticleText, at: int, start: int) -> bool:
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
        or known_before(article, start, at)
    )
    if form.startswith("ال") and len(form) > 3:
        first = article.form(start)
        bare_name = (
            speaker_noun(article, start) is None
            and not first.startswith("ال")
            and not article.is_a(at - 1, "quantifier")
            and not article.is_a(start, "quantifier")
            and not (first.endswith("و") and len(first) > _CONSTRUCT)
        )
        if bare_name and at == start + 1 and article.form(at + 1) in ("،", ","):
            # A name of two words that ends at its comma: سامي المرشد، الباحث.
            return False
        if article.is_a(at, "quantifier") or form[2:] in article.lexicon.words["quantifier"]:
            return closed
        if _after_indefinite(article, at, start):
            return True
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
    return closed and form.endswith(("ة", "هما", "اتهم", "اتها", "اته"))


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


def leaves_place(article: ArticleText, start: int, at: int) -> bool:
    """Whether a bare place name at `start` is over: only an adjective or another name goes on."""
    if start not in article.places or article.names.get(start) != at or at in article.names:
        return False
    form = article.form(at)
    return not form.startswith(("ال", "و")) and at not in article.opening


def named_already(article: ArticleText, start: int, at: int) -> bool:
    """Whether a role at `at` only follows a name that is complete: `فلان المدير الفني`."""
    form = article.form(at)
    if speaker_noun(article, start) is not None or speaker_noun(article, at) is None:
        return False
    if any(article.is_a(start, name) for name in ("title", "quantifier", "venue")):
        return False
    if form.startswith(("و", "ل", "ب")) and form not in article.lexicon.speakers:
        return False
    return not article.form(start).startswith("ال") and article.tokens[start].word


def known_before(article: ArticleText, start: int, at: int) -> bool:
    """Whether a known place or body ends right before `at`."""
    return any(article.names.get(i) == at and i not in article.people for i in range(start, at))
