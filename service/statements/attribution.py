"""Prepositional attributions: وفقا لـ, بحسب, على حد قول, نقلا عن."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from service.statements.phrase import noun_phrase

if TYPE_CHECKING:
    from service.statements.lexicon import Entry
    from service.statements.reading import ArticleText

_SUFFIXES = ("هما", "ها", "هم", "هن", "ه")


class Attribution(msgspec.Struct, frozen=True):
    """A fixed phrase and the source it names; token positions."""

    start: int
    end: int
    """Past the phrase, before the source."""
    source: tuple[int, int] | None
    """The source; None when it is an attached pronoun (على حد قوله) or a verb follows."""
    suffix: str
    entry: Entry
    verb: bool
    """Whether a reporting verb follows (بحسب ما قال), which then carries the statement."""


def attribution(article: ArticleText, at: int, limit: int) -> Attribution | None:
    """Return the attribution that begins at `at`."""
    for words, entry in article.lexicon.prepositions.items():
        matched = _match(article, at, words, limit)
        if matched is None:
            continue
        end, suffix, source = matched
        if suffix:
            return Attribution(at, end, None, suffix, entry, verb=False)
        if article.form(source) in ("ما", "ماذا") or article.form(end - 1) in ("حسبما", "وفقما"):
            return Attribution(at, end, None, "", entry, verb=True)
        past = noun_phrase(article, source, limit)
        if past > source:
            return Attribution(at, end, (source, past), "", entry, verb=False)
    return None


def _match(
    article: ArticleText, at: int, words: tuple[str, ...], limit: int
) -> tuple[int, str, int] | None:
    """Match the fixed words; return (end of phrase, pronoun suffix, start of source)."""
    last = len(words) - 1
    position = at
    for index, word in enumerate(words):
        if position >= limit:
            return None
        form = article.form(position)
        if index == 0:
            form = form if form == word else form.removeprefix("و") if form[1:] == word else form
        if index == last and word == "ل":
            if form == "ل":
                return position, "", position + 1
            if form.startswith("ل"):
                return position, "", position
            return None
        if form == word:
            position += 1
            continue
        if index == last and index > 0:
            suffix = next((s for s in _SUFFIXES if form == word + s), None)
            if suffix:
                return position + 1, suffix, position + 1
        return None
    return position, "", position
