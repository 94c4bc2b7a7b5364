"""Every statement of an article, sentence by sentence, as the rules find it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from service.statements.complement import words_between
from service.statements.raw import Raw
from service.statements.sources import by_attribution, by_carrier, by_document, by_postposed
from service.statements.verbs import by_verb

if TYPE_CHECKING:
    from service.statements.lexicon import Entry
    from service.statements.reading import ArticleText

_SPEECH_WORDS = 5


def recognise(article: ArticleText) -> tuple[Raw, ...]:
    """Return the statements in order of their cue."""
    say = next(
        r.entry for r in article.lexicon.cues["قال"] if r.entry.lemma == "قال" and r.entry.kind == "verb"
    )
    inside = _quoted(article)
    found: list[Raw] = []
    for index, sentence in enumerate(article.sentences):
        here: list[Raw] = []
        taken: set[int] = set()
        begin = sentence.start
        for at in range(sentence.start, sentence.end):
            if at in taken or not article.tokens[at].word:
                continue
            raw = _at(article, index, at, begin, say, quoted=at in inside)
            if raw is None or (here and _nested(here, raw)):
                continue
            if at in inside:
                raw = msgspec.structs.replace(raw, embedded=True)
            taken.update(range(*raw.cue))
            if raw.rule == "attribution" and here and _covers(here[-1], raw):
                continue
            here.append(raw)
            begin = raw.cue[1]
        found.extend(here)
    return tuple(found)


def _nested(here: list[Raw], raw: Raw) -> bool:
    """Whether a cue without an overt speaker stands inside content already reported."""
    inside = any(
        earlier.content_tokens[0] <= raw.cue[0] < earlier.content_tokens[1] for earlier in here
    )
    return inside and raw.speaker is None


def _quoted(article: ArticleText) -> frozenset[int]:
    """Positions of the words inside a quotation long enough to be speech."""
    positions: set[int] = set()
    for at, quotation in article.opening.items():
        if quotation.depth or not quotation.balanced:
            continue
        past = article.at(quotation.outer[1])
        if words_between(article, at, past) >= _SPEECH_WORDS:
            positions.update(range(at, past))
    return frozenset(positions)


def _at(
    article: ArticleText, index: int, at: int, begin: int, say: Entry, *, quoted: bool
) -> Raw | None:
    sentence = article.sentences[index]
    if quoted:
        return None
    return (
        by_carrier(article, sentence, index, at, say)
        or by_document(article, sentence, index, at, say)
        or by_attribution(article, sentence, index, at, begin)
        or by_verb(article, sentence, index, at)
        or by_postposed(article, sentence, index, at)
    )


def _covers(earlier: Raw, attribution: Raw) -> bool:
    """Whether the attribution only says who passed on what a verb already reports."""
    return False
