"""Where a bare name or place is over, and what follows only tells of it."""

# ruff: noqa: PLR0911 - a grammar rule reads best as one list of cases

from __future__ import annotations

from typing import TYPE_CHECKING

from service.statements.nouns import bare_name, common, patronym, speaker_noun

if TYPE_CHECKING:
    from service.statements.reading import ArticleText

_HANGING = frozenset(("على", "عن", "في", "من", "الى"))


def leaves_place(article: ArticleText, start: int, at: int) -> bool:
    """Whether a bare place name at `start` is over: only an adjective or another name goes on."""
    form = article.form(at)
    if start not in article.places or article.names.get(start) != at:
        return False
    if at in article.names and not (at in article.prefixed and form.startswith("ل")):
        return False
    return not form.startswith(("ال", "و")) and at not in article.opening


def leaves_body(article: ArticleText, start: int, at: int) -> bool:
    """Whether a body with the article is over: no plain word goes on it, as in الشرطة رافقت."""
    noun = speaker_noun(article, start)
    if noun is None or noun.kind != "collective" or not noun.definite:
        return False
    form = article.form(at)
    return (
        all(article.form(i).startswith("ال") for i in range(start, at))
        and form.endswith("ت")
        and not form.endswith("ات")
        and not form.startswith(("ال", "و", "ل", "ب"))
        and article.tokens[at].word
        and at not in article.names
        and article.given(at) is None
        and at not in article.opening
        and speaker_noun(article, at) is None
    )


def named_already(article: ArticleText, start: int, at: int) -> bool:
    """Whether a role at `at` only follows a name that is complete: `فلان المدير الفني`."""
    form = article.form(at)
    if speaker_noun(article, start) is not None or article.form(start).isdigit():
        return False
    if at > start + 1 and article.is_a(at - 1, "kin"):
        # تركي آل شيخ
        return False
    quoted = start in article.opening
    if form in ("احد", "احدى") and (article.tokens[start].word or quoted):
        return not article.is_a(start, "quantifier")
    patronymic = patronym(article, start, at)
    if speaker_noun(article, at) is None or patronymic or _second_head(article, start, at):
        return False
    if any(article.is_a(start, name) for name in ("title", "quantifier", "venue")):
        return False
    if form.startswith(("و", "ل", "ب")) and form not in article.lexicon.speakers:
        return False
    return not article.form(start).startswith("ال") and article.tokens[start].word


def leaves_name(article: ArticleText, start: int, at: int) -> bool:
    """Whether a bare name at `start` is over: an everyday noun without article cannot go on it."""
    form = article.form(at)
    if article.form(at - 1) in _HANGING:
        # القائمون على عملية الإنقاذ
        return False
    if _second_head(article, start, at):
        return False
    plain = article.given(start) is not None and at == start + 1 and form.startswith("ال")
    if plain and not took_part(article, at) and not _role_follows(article, start, at):
        # أشرف القدرة: a surname, whatever it means elsewhere.
        return False
    if bare_name(article, start) and took_part(article, at):
        return True
    return (
        bare_name(article, start)
        and start not in article.opening
        and (_role_follows(article, start, at) or not form.startswith(("ال", "و", "لل", "بال")))
        and (common(article, at) or _role_follows(article, start, at))
        and not article.is_a(at - 1, "kin")
    )


def _second_head(article: ArticleText, start: int, at: int) -> bool:
    """Whether a role was joined to the first word and has its own genitive: ناشر ورئيس تحرير."""
    return any(
        article.form(i).startswith("و") and article.form(i)[1:] in article.lexicon.speakers
        for i in range(start + 1, at)
    )


def took_part(article: ArticleText, at: int) -> bool:
    """Whether a participle with the article tells of a name: فيدرر الفائز بـ20 لقبا."""
    following = article.form(at + 1)
    governed = following[:1] == "ب" and (len(following) == 1 or not article.given(at + 1))
    form = article.form(at)
    return (
        form.startswith("ال")
        and (form[2:3] == "م" or form[3:4] == "ا")
        and (common(article, at) or article.is_a(at, "adjective"))
        and (governed or following in ("في", "على", "عن", "من"))
        and article.given(at) is None
        and speaker_noun(article, at) is None
    )


def _role_follows(article: ArticleText, start: int, at: int) -> bool:
    """Whether a role with its article tells who a full name is: محمد بن صالح المندوب الجهوي."""
    noun = speaker_noun(article, at)
    role = noun is not None and noun.kind == "person" and article.form(at).startswith("ال")
    return role and article.given(start) is not None and at - start > 1 and at not in article.names
