"""How much of the story a statement carries.

Four things an editor weighs: how early it stands, how much the title and the
other statements talk about the same (centrality, as in LexRank's degree form;
Erkan and Radev 2004), how prominent its speaker is in the article, and whether
it repeats. The weights are plain and add up to one.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from service.statements.relate import content_words
from service.statements.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.article.document import Document
    from service.schema import Span
    from service.statements.reading import ArticleText
    from service.statements.resolve import Resolved
    from service.translated import TranslatedSegment

_POSITION, _TITLE, _CENTRALITY, _SPEAKER, _FORM = 0.3, 0.25, 0.2, 0.15, 0.1


def order(
    article: ArticleText,
    document: Document,
    segments: Sequence[TranslatedSegment],
    found: Sequence[Resolved],
    kept: Sequence[int],
    repeats: dict[int, tuple[Span, ...]],
) -> tuple[int, ...]:
    """Return the positions of the kept statements, weightiest first; ties in text order."""
    title = _title(document, segments)
    words = {index: content_words(article, found[index].raw) for index in kept}
    spread = Counter(word for index in kept for word in words[index])
    speakers = Counter(_speaker(article, found[index]) for index in kept)
    most = max((count for name, count in speakers.items() if name), default=1)
    last = max(1, len(article.sentences) - 1)
    weights: dict[int, float] = {}
    for index in kept:
        one = found[index]
        mine = words[index]
        common = sum(spread[word] > 1 for word in mine) / max(1, len(mine))
        named = len(mine & title) / max(1, min(len(title), len(mine)))
        name = _speaker(article, one)
        prominent = speakers[name] / most if name else 0.0
        form = 0.5 * (one.raw.direct != "indirect") + 0.5 * (index in repeats)
        weights[index] = (
            _POSITION * (1 - one.raw.sentence / last)
            + _TITLE * named
            + _CENTRALITY * common
            + _SPEAKER * prominent
            + _FORM * form
        )
    return tuple(sorted(kept, key=lambda index: (-weights[index], index)))


def _title(document: Document, segments: Sequence[TranslatedSegment]) -> frozenset[str]:
    forms = [
        token.form.removeprefix("ال")
        for segment in segments
        if segment.title
        for token in tokenise(document.text, *segment.span)
        if token.word
    ]
    return frozenset(form for form in forms if len(form) > 2)


def _speaker(article: ArticleText, one: Resolved) -> str:
    """Return a key for the speaker: the last word of the name."""
    phrase = one.antecedent or one.speaker
    if phrase is None:
        return ""
    start, end = phrase.name or (phrase.start, phrase.end)
    return article.form(end - 1) if end > start else ""
