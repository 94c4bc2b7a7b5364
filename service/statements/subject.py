"""Who the sentence itself says is speaking: after the verb, before it, or pointed at."""

# ruff: noqa: C901, PLR0911, PLR0912 - a grammar rule reads best as one list of cases

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from service.statements.apposition import apposed_name, apposition, awaits_name, coordinated
from service.statements.lexicon import SpeakerNoun
from service.statements.nouns import is_definite, speaker_noun
from service.statements.objects import MASDAR
from service.statements.phrase import Phrase, describe, noun_phrase

if TYPE_CHECKING:
    from service.statements.reading import ArticleText

# وي فان
_SHORT = 2


def after(
    article: ArticleText,
    start: int,
    limit: int,
    *,
    before_object: bool = False,
    joined: bool = False,
) -> Phrase | None:
    """Return the speaker that begins at `start`, with a named apposition taken in."""
    if article.form(start) in ("الاخير", "الاخيرة"):
        return None
    if article.is_a(start, "demonstrative"):
        noun = speaker_noun(article, start + 1)
        if noun is None or not noun.definite or start + 1 >= limit:
            return None
        # هذه المنظمة
        pointed = after(article, start + 1, limit, before_object=before_object, joined=joined)
        return None if pointed is None else msgspec.structs.replace(pointed, start=start)
    form = article.form(start)
    if form in ("-", "–", "—") or (len(form) == 1 and form in "بلكوف"):
        return None
    # Nothing can be joined to a verb, so after one a و belongs to the name: وانغ, واليس.
    if (
        not joined
        and form.startswith("و")
        and not form.startswith("وال")
        and start not in article.names
        and len(form) > _SHORT
        and speaker_noun(article, start) is None
    ):
        return None
    end = noun_phrase(article, start, limit, before_object=before_object)
    if end == start:
        return None
    end = coordinated(article, end, limit, before_object=before_object)
    if article.is_a(end, "just_now") and article.form(end + 1) in ("،", ","):
        end += 1
    end = _issued_after_comma(article, start, end, limit)
    phrase = describe(article, start, end, end)
    past = end
    if article.form(end) in ("،", ",", "(") and end + 1 < limit:
        past = end if _deed(article, phrase, end + 1) else apposition(article, end, limit)
        if article.form(end) != "(" and past > end and awaits_name(article, phrase):
            name = apposed_name(article, end + 1, past, role=phrase.head is not None)
            if name is not None:
                merged = describe(article, start, end, past)
                more = coordinated(article, past, limit, before_object=before_object)
                if more > past:
                    return msgspec.structs.replace(
                        merged, end=more, past=more, name=name, number="p"
                    )
                return msgspec.structs.replace(merged, end=name[1], name=name, past=past)
        elif past > end and _related(article, phrase, end + 1):
            # زوجة الرئيس بشار الأسد، أسماء الأسد
            name = apposed_name(article, end + 1, past, role=True)
            if name is not None and not is_definite(article, end + 1):
                return msgspec.structs.replace(phrase, end=name[1], name=name, past=past)
    if end == start + 1 and past == end and start in article.nationals:
        form = article.form(start)
        if form.startswith("ال") and form.endswith(("ي", "ية")):
            # وشدد الإيطالي: somebody known by his nation.
            gender = "f" if form.endswith("ة") else "m"
            head = SpeakerNoun("شخص", "person", gender, "s", definite=True)
            return msgspec.structs.replace(
                phrase, head=head, name=None, gender=gender, number="s", definite=True
            )
    if phrase.name is not None and phrase.name[1] <= end:
        end = max(phrase.name[1], end if phrase.name[0] == start else phrase.name[1])
    return msgspec.structs.replace(phrase, end=end, past=past)


def _related(article: ArticleText, phrase: Phrase, at: int) -> bool:
    """Whether the name in a phrase is another's, and its own follows: زوجة الرئيس فلان، فلانة."""
    head = phrase.head
    if head is None or head.lemma not in article.lexicon.words["relation"] or not phrase.name:
        return False
    known = at in article.people or article.given(at) is not None
    return known and phrase.name[0] > phrase.start


def _issued_after_comma(article: ArticleText, start: int, end: int, limit: int) -> int:
    """Take in who issued a text, past a comma: بيان، صادر عن مكتب النائب العام."""
    noun = speaker_noun(article, start)
    if noun is None or noun.kind != "document" or article.form(end) not in ("،", ","):
        return end
    if not article.is_a(end + 1, "issued") or article.form(end + 2) != "عن":
        return end
    past = noun_phrase(article, end + 3, limit)
    return past if past > end + 3 else end


def _deed(article: ArticleText, phrase: Phrase, at: int) -> bool:
    """Whether what follows a name after a comma is a deed: توقع الشريك فلان، تزايد العدد."""
    form = article.form(at)
    named = phrase.name is not None and not form.startswith("ال") and not article.given(at)
    return named and bool(MASDAR.fullmatch(form)) and speaker_noun(article, at) is None
