"""A statement put together from its cue, its introducer and its speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from service.statements.bare import past_adjuncts
from service.statements.content import extent
from service.statements.guards import lacks, negated
from service.statements.phrase import noun_phrase
from service.statements.raw import Raw, Rule

if TYPE_CHECKING:
    from service.schema import Stance
    from service.statements.complement import Complement
    from service.statements.content import Content
    from service.statements.lexicon import Entry, Reading
    from service.statements.phrase import Phrase
    from service.statements.reading import ArticleText, Sentence


def stance_of(article: ArticleText, at: int, reading: Reading) -> Stance:
    """Return the stance the cue gives its content."""
    stance = reading.entry.stance
    if negated(article, at):
        return "negated"
    return stance


def build(  # noqa: PLR0913, PLR0917 - everything a statement rests on
    article: ArticleText,
    sentence: Sentence,
    index: int,
    at: int,
    reading: Reading,
    found: Complement,
    phrase: Phrase | None,
    rule: Rule,
) -> Raw | None:
    """Return the statement, None when it has no content or not what its verb needs."""
    content = extent(article, found, sentence.end)
    if content is None:
        return None
    span, tokens, _, _ = content
    if reading.entry.cls == "refuse" and article.is_a(tokens[0], "no_content"):
        return None
    if lacks(article, reading, tokens):
        return None
    if reading.entry.lemma == "طلب" and found.kind == "preposition":
        # طلبت من مواطنيها العودة: whom it is asked of is no part of what is asked.
        past = noun_phrase(article, tokens[0], tokens[1], before_object=True)
        if tokens[0] < past < tokens[1]:
            tokens = (past, tokens[1])
            span = article.span(*tokens)
    if reading.entry.lemma in article.lexicon.words["object_first"] and found.kind == "preposition":
        begin = phrase.past if phrase is not None and phrase.start > at else at + 1
        begin = past_adjuncts(article, begin, tokens[0])
        if begin < tokens[0]:
            tokens = (begin, tokens[1])
            span = article.span(*tokens)
    raw = stated(index, (at, at + 1), reading.entry, rule, found.kind, content)
    return msgspec.structs.replace(
        raw,
        stance=stance_of(article, at, reading),
        content=span,
        content_tokens=tokens,
        speaker=phrase,
        gender=reading.form.gender,
        number=reading.form.number,
        bound=rule in ("participle", "masdar"),
    )


def stated(
    index: int, cue: tuple[int, int], entry: Entry, rule: Rule, introducer: str, content: Content
) -> Raw:
    """Return a statement as far as its cue, entry and content tell."""
    span, tokens, direct, balanced = content
    return Raw(
        sentence=index,
        cue=cue,
        cls=entry.cls,
        stance=entry.stance,
        rule=rule,
        lemma=entry.lemma,
        content=span,
        content_tokens=tokens,
        direct=direct,
        introducer=introducer,
        balanced=balanced,
    )
