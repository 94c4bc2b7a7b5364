"""What a clitic joins to a phrase: a deed it is for, by or after, a role, a first name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.statements.nouns import bare_name, speaker_noun
from service.statements.objects import MASDAR

if TYPE_CHECKING:
    from service.statements.reading import ArticleText


def for_deed(article: ArticleText, at: int, start: int) -> bool:
    """Whether ل says what a named body does something for: الموساد لجمع معلومات."""
    form = article.form(at)
    if speaker_noun(article, start) is not None or at in article.names or article.given(at):
        return False
    return form[1:] in article.lexicon.common and form not in article.lexicon.common


def joined_deed(article: ArticleText, at: int) -> bool:
    """Whether و joins a verbal noun, which is no second speaker: وإغلاق الحدود."""
    form = article.form(at)[1:]
    if at in article.names or speaker_noun(article, at) is not None:
        return False
    if form in article.lexicon.words["object"]:
        return True
    return not form.startswith("ال") and not form.endswith("ة") and bool(MASDAR.fullmatch(form))


def by_deed(article: ArticleText, at: int) -> bool:
    """Whether ب stands before an everyday noun that is no body: محكمة بسجن فلان."""
    form = article.form(at)
    known = article.lexicon.common
    if at in article.names or speaker_noun(article, at) is not None or article.given(at):
        return False
    if form in article.lexicon.words["not_by"] or bare_name(article, at + 1):
        return False
    return form[:1] == "ب" and form[1:] in known and form not in known


def is_role(article: ArticleText, at: int) -> bool:
    """Whether a person's role stands here."""
    noun = speaker_noun(article, at)
    return noun is not None and noun.kind == "person" and at not in article.names


def is_first_name(article: ArticleText, form: str) -> bool:
    """Whether `form` is somebody's first name."""
    words = article.lexicon.words
    return form in words["given_m"] or form in words["given_f"]


def is_times(article: ArticleText, at: int) -> bool:
    """Whether `عدة مرات` or `أكثر من مرة` begins here."""
    return article.form(at + 1) == "مرات" or article.form(at + 2) == "مرة"
