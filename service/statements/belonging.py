"""What belongs to a speaker by a preposition: its seat, its origin, its body, its issuer."""

# ruff: noqa: PLR0911 - a grammar rule reads best as one list of cases

from __future__ import annotations

from typing import TYPE_CHECKING

from service.statements.nouns import is_definite, named_person, speaker_noun

if TYPE_CHECKING:
    from service.statements.reading import ArticleText

_BARE_ROLE = 2


def seated(article: ArticleText, at: int, start: int) -> bool:
    """Whether `في` tells who speaks (وزارة الصحة في غزة) rather than where it was said."""
    quantified = article.is_a(start, "quantifier")
    head = speaker_noun(article, start + 1 if quantified else start)
    inside = at + 1 if article.tokens[min(at + 1, len(article.tokens) - 1)].word else at + 2
    form = article.form(inside)
    if head is None:
        return False
    if head.kind == "person" and article.is_a(at + 1, "demonstrative"):
        return article.is_a(at + 2, "field")
    if _occasion(article, inside):
        return False
    noun = speaker_noun(article, inside)
    body = noun is not None and noun.kind == "collective"
    if head.kind == "person":
        if named_person(article, start, at):
            return False
        belongs = bool(heads_of(article, start, at) & article.lexicon.words["in_allowed"])
        if head.number == "p":
            where = inside in article.places or article.is_a(inside, "polity")
            where = where or (is_definite(article, inside) and not head.definite)
            return body or belongs or (where and at == start + 1)
        if head.lemma in article.lexicon.words["head_of"] and at - start <= _BARE_ROLE:
            return body or (belongs and inside not in article.places)
        return True
    if head.kind == "document":
        inner = (speaker_noun(article, i) for i in range(start + 1, at))
        return body or any(one is not None and one.kind == "collective" for one in inner)
    if head.lemma in article.lexicon.words["seatless"]:
        return False
    return (
        not form.startswith("ال")
        or inside in article.places
        or form in article.lexicon.words["locality"]
        or (body and at - start > 1)
    )


def _occasion(article: ArticleText, at: int) -> bool:
    """Whether a time or an occasion of speaking stands here: مؤتمرها, البيان, وقت سابق."""
    form = article.form(at)
    words = article.lexicon.words
    bare = form.removeprefix("ال")
    if form in ("احد", "احدى") and article.form(at + 1).endswith(("ها", "ه", "هم")):
        # في أحد تقاريرها
        return True
    if (
        not form
        or form.isdigit()
        or form in words["time"]
        or bare in words["venue"]
        or form in words["said_in"]
    ):
        return True
    return (
        form.endswith(("ه", "ها", "هم"))
        and at not in article.names
        and not (article.lexicon.speakers.get(form))
    )


def serves(article: ArticleText, at: int, start: int) -> bool:
    """Whether `بالـ` names the body a speaker serves in: ضباط بالشرطة, مسؤولون بالجامعة."""
    head, body = speaker_noun(article, start), speaker_noun(article, at)
    form = article.form(at)
    body = body or article.lexicon.speakers.get(form[1:])
    if head is None or head.kind != "person" or named_person(article, start, at):
        return False
    return at in article.places or (body is not None and body.kind == "collective")


def wanted(article: ArticleText, start: int) -> bool:
    """Whether the verb before a phrase governs ب: أمر النائب العام بالتحفظ على أمواله."""
    return any(
        "ب" in one.entry.complements and one.form.shape in ("perfect", "imperfect")
        for one in article.lexicon.cues.get(article.form(start - 1), ())
    )


def hails(article: ArticleText, at: int, start: int) -> bool:
    """Whether `من` tells where an indefinite speaker comes from: شهود من بلدة, مسؤول من الوكالة."""
    head = speaker_noun(article, start)
    if head is None or head.kind != "person" or head.definite:
        return False
    if any(is_definite(article, i) or i in article.names for i in range(start, at)):
        return False
    noun = speaker_noun(article, at + 1)
    return (
        at + 1 in article.places
        or (noun is not None and noun.kind != "document")
        or article.form(at + 1) in article.lexicon.words["locality"]
    )


def issued(article: ArticleText, at: int, start: int) -> bool:
    """`بيان أصدره الادعاء`, `تقرير صادر عن الوزارة`: the issuer belongs to the document."""
    words = article.lexicon.words
    start += article.is_a(start, "quantifier") or article.is_a(start, "superlative")
    first = article.form(start)
    noun = speaker_noun(article, start)
    written = noun is not None and noun.kind == "document"
    if (
        not written
        and not {first, first[1:], first.removeprefix("ال"), "ال" + first[2:]} & words["venue"]
        and (first.removeprefix("لل") not in words["venue"])
    ):
        return False
    form = article.form(at)
    if form in words["issued"]:
        # صادر, صدر want their عن; أصدره and the like their subject.
        return form.endswith(("ه", "ها")) or article.form(at + 1) in ("عن", "من")
    return form in ("عن", "من") and article.form(at - 1) in words["issued"]


def heads_of(article: ArticleText, start: int, at: int) -> set[str]:
    """Return the first words of a phrase, where its head stands, with and without clitics."""
    found: set[str] = set()
    for i in range(start, min(at, start + 2)):
        form = article.form(i)
        found |= {form, form[1:], form.removeprefix("ال"), form.removeprefix("لل")}
    return found
