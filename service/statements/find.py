"""From an article and its translated segments to its statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service import schema
from service.statements.reading import ArticleText, read
from service.statements.recognise import recognise
from service.statements.resolve import Resolved, resolve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.article.document import Document
    from service.translated import TranslatedSegment


def find(document: Document, segments: Sequence[TranslatedSegment]) -> tuple[schema.Statement, ...]:
    """Return the attributed statements of the article.

    Spans are code points into `Document.text`. Linear in its length.
    """
    article = read(document, segments)
    found = resolve(article, recognise(article))
    return tuple(_statement(article, index, one) for index, one in enumerate(found))


def _mention(article: ArticleText, span: schema.Span) -> schema.Mention:
    return schema.Mention(ar=article.text[slice(*span)], span=span, en="")


def _statement(article: ArticleText, index: int, one: Resolved) -> schema.Statement:
    raw = one.raw
    cue = article.span(*raw.cue)
    speaker = None
    if one.speaker is not None:
        span = article.span(one.speaker.start, one.speaker.end)
        source = one.antecedent
        speaker = schema.Speaker(
            ar=article.text[slice(*span)],
            span=span,
            en="",
            resolved_from=article.span(source.start, source.end) if source else None,
        )
    return schema.Statement(
        id=index,
        cue=schema.Cue(ar=article.text[slice(*cue)], span=cue, kind=raw.cls),
        content=_mention(article, raw.content),
        direct=raw.direct,
        stance=raw.stance,
        segments=(article.sentences[raw.sentence].segment,),
        score=0.5,
        speaker=speaker,
        via=_mention(article, article.span(*raw.via)) if raw.via else None,
    )
