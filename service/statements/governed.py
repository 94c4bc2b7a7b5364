"""The preposition a reporting verb governs, which introduces what is said: اتهمه بـ, دعا إلى."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.statements.lexicon import Entry
    from service.statements.reading import ArticleText

_NAME_REACH = 3


def governed(article: ArticleText, at: int, entry: Entry) -> tuple[str, int] | None:
    """Return (which, where the content begins) when `at` holds a governed preposition."""
    form = article.form(at)
    words = article.lexicon.words
    if form in ("عمن", "عما") and "عن" in entry.complements and entry.cls == "ask":
        return "عن", at + 1
    if form in ("الى", "على", "عن", "من", "في"):
        return _alone(article, at, entry)
    attached = article.is_a(at - 1, "attached")
    if form[:1] == "ب" and "ب" in entry.complements and not _in_name(article, at) and not attached:
        # بارز, بحث: the letter is the word's own.
        own = form in article.lexicon.common and form not in words["object"]
        this = form in ("بهذا", "بهذه") and article.form(at + 1).startswith("ال")
        this = this and not article.is_a(at + 1, "by_this")
        other = (
            (form in words["not_by"] and not this)
            or form[1:] in words["venue"]
            or _employed(article, at)
        )
        return None if own or other else ("ب", at)
    if form[:1] == "ل" and "ل" in entry.complements and len(form) > 2 and at not in article.names:
        rest = "ال" + form[2:] if form.startswith("لل") else form[1:]
        named = form.startswith("لل") and _named_so(article, at)
        return None if named or rest in words["addressee_media"] else ("ل", at)
    return None


def _alone(article: ArticleText, at: int, entry: Entry) -> tuple[str, int] | None:
    """Return the same of a preposition that is a word of its own."""
    form, following = article.form(at), article.form(at + 1)
    words = article.lexicon.words
    if (
        form not in entry.complements
        or (form == "على" and following in words["not_on"])
        or (form == "على" and article.is_a(at - 1, "on_allowed"))
        or article.is_a(at - 1, "attached")
        or (form == "عن" and (article.is_a(at - 1, "defends") or article.is_a(at - 1, "issued")))
        or (form in ("عن", "من") and following in words["not_of"])
        or (form in ("في", "على") and following in words["venue"])
    ):
        return None
    return form, at + 2 if article.is_a(at + 1, "complementiser") else at + 1


def _employed(article: ArticleText, at: int) -> bool:
    """Whether ب names where the person of an apposition works: فلانة، الأستاذة بجامعة."""
    role = article.lexicon.speakers.get(article.form(at - 1))
    body = article.lexicon.speakers.get(article.form(at)[1:])
    return (
        article.form(at - 2) in ("،", ",")
        and role is not None
        and role.kind == "person"
        and body is not None
        and body.kind == "collective"
    )


def _named_so(article: ArticleText, at: int) -> bool:
    """Whether the word went on the same body's name before: المعهد الوطني للاستهلاك."""
    before, form = article.form(at - 1), article.form(at)
    return before.startswith("ال") and any(
        article.form(i) == form and article.form(i - 1) == before for i in range(1, at)
    )


def _in_name(article: ArticleText, at: int) -> bool:
    """Whether the word is part of a name: فلورنس بارلي."""
    if article.given(at) is not None:
        return True
    return any(article.names.get(i, 0) > at for i in range(at - _NAME_REACH, at))
