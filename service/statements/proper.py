"""The proper name inside a speaker: known ones, or the bare words after a definite role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.statements.nouns import common, is_definite, known_before, speaker_noun

if TYPE_CHECKING:
    from service.statements.lexicon import SpeakerNoun
    from service.statements.reading import ArticleText

_SHORT_REST = 3


def proper_name(
    article: ArticleText, start: int, end: int, head: SpeakerNoun | None
) -> tuple[int, int] | None:
    """Return the proper name in a phrase: known ones, or the bare tail after a definite role."""
    if head is not None and head.kind != "person":
        return None
    people = [i for i in range(start, end) if i in article.people]
    if people and (head is not None or people[0] == start):
        first = people[0]
        past = min(article.names[people[-1]], end)
        while past < end and (
            _nameable(article, past)
            or _hyphened(article, past, end)
            or _surname(article, past)
            or article.is_a(past, "kin")
        ):
            past += 1
        return (first, past)
    if head is None:
        return None if common(article, start) else (start, end)
    for at in range(start + 1, end):
        closed = is_definite(article, at - 1) or known_before(article, start, at)
        if closed and _nameable(article, at):
            return (at, end)
    return None


def _hyphened(article: ArticleText, at: int, end: int) -> bool:
    """Whether a hyphen goes on a name: جونغ-أون."""
    return article.form(at) in ("-", "–") and at + 1 < end


def _surname(article: ArticleText, at: int) -> bool:
    """Whether a word with the article goes on a name: عبد العزيز بن علي الشريف."""
    form = article.form(at)
    return (
        form.startswith("ال")
        and len(form) > _SHORT_REST
        and not common(article, at)
        and speaker_noun(article, at) is None
        and at not in article.names
        and at not in article.nationals
        and form not in article.lexicon.words["adjective"]
        and not form.endswith(("ية", "يين", "يون"))
    )


def _surname_in_waw(article: ArticleText, at: int) -> bool:
    """Whether `وال` begins a foreign surname rather than a second noun: والش, والتر."""
    form = article.form(at)
    rest = form.removeprefix("وال")
    if not form.startswith("وال") or len(rest) > _SHORT_REST or at in article.prefixed:
        return False
    if is_definite(article, at + 1):
        # وزير المياه والري الأثيوبي
        return False
    return rest not in article.lexicon.common and form[1:] not in article.lexicon.speakers


def _nameable(article: ArticleText, at: int) -> bool:
    form = article.form(at)
    return (
        article.tokens[at].word
        and not (at in article.prefixed and form.startswith("ل"))
        and (not form.startswith(("ال", "لل", "بال", "وال")) or _surname_in_waw(article, at))
        and at not in article.places
        and speaker_noun(article, at) is None
        and form not in article.lexicon.words["preposition"]
        and form != "من"
        and form not in article.lexicon.words["not_name"]
        and form not in article.lexicon.words["object"]
        and not common(article, at)
        and not (
            form.startswith("ل")
            and (form[1:] in article.lexicon.speakers or form[1:] in article.lexicon.common)
        )
    )
