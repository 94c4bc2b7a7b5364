"""The words of a statement's content: how far they reach and how much of them is quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from service.statements.complement import Complement, words_between
from service.statements.extent import content_end, speech_end

if TYPE_CHECKING:
    from service.schema import Directness, Span
    from service.statements.reading import ArticleText

Content: TypeAlias = "tuple[Span, tuple[int, int], Directness, bool]"
"""Code points, tokens, how much is quoted, and whether its marks balance."""

_SHORT_QUOTATION = 6
_FINAL = frozenset('.،,؛;:"”»')
_EDGE = frozenset("،,;؛.:!؟?\"'«»“”‘’‹›()-–—…[]")


def extent(article: ArticleText, found: Complement, limit: int) -> Content | None:
    """Return (span, tokens, directness, balanced) of the content."""
    if found.quotation is not None:
        quotation = found.quotation
        start = article.at(quotation.inner[0])
        end = article.at(quotation.inner[1])
        if not quotation.balanced:
            end = min(end, content_end(article, start, max(limit, start + 1)))
        while end > start + 1 and article.form(end - 1) in _FINAL:
            end -= 1
        if end <= start:
            return None
        past = article.at(quotation.outer[1])
        if quotation.balanced and past < limit:
            if _goes_on(article, start, past):
                return trim(article, start, content_end(article, past, limit))
            end = _joined_quotations(article, past, limit) or end
        return article.span(start, end), (start, end), "direct", quotation.balanced
    start = found.content
    while start < limit and article.is_a(start, "complementiser"):
        start += 1
    if found.kind == "colon":
        spoken = trim(
            article, start, speech_end(article, start, limit, article.paragraph_end(start))
        )
        return None if spoken is None else (spoken[0], spoken[1], "direct", spoken[3])
    end = content_end(article, start, limit)
    return trim(article, start, end)


def _goes_on(article: ArticleText, start: int, past: int) -> bool:
    """Whether a short quotation only opens a clause: قال: "الإعفاءات الضريبية" التي روج لها …."""
    if past - start > _SHORT_QUOTATION or not article.tokens[past].word:
        return False
    return (
        article.is_a(past, "relative")
        or article.is_a(past, "clause")
        or article.is_a(past, "pronoun")
    )


def _joined_quotations(article: ArticleText, past: int, limit: int) -> int | None:
    """Return the end of the last of quotations joined by و: `"…" و"…"`."""
    end = None
    at = past
    while at < limit:
        if article.form(at) in ("،", ","):
            at += 1
        if article.form(at) != "و" or at + 1 not in article.opening:
            break
        quotation = article.opening[at + 1]
        end = article.at(quotation.inner[1])
        at = article.at(quotation.outer[1])
    return end


def trim(article: ArticleText, start: int, end: int) -> Content | None:
    """Take marks and hanging connectives off the edges and see how much is quoted."""
    while start < end and not article.tokens[start].word:
        start += 1
    while end > start and (
        not article.tokens[end - 1].word
        or article.form(end - 1) in ("كما", "و", "فيما", "بينما", "حيث", "وذلك", "لكن", "ثم")
    ):
        end -= 1
    if end <= start:
        return None
    span = _with_marks(article, start, end)
    return span, (start, end), directness(article, start, end), True


def _with_marks(article: ArticleText, start: int, end: int) -> Span:
    """Return the span with an edge mark whose partner stands inside it."""
    low, high = article.span(start, end)
    before, after_end = article.opening.get(start - 1), article.closing.get(end)
    if before is not None and before.balanced and before.outer[1] <= high:
        low = before.outer[0]
    if after_end is not None and after_end.balanced and after_end.outer[0] >= low:
        high = after_end.outer[1]
    return low, high


def directness(article: ArticleText, start: int, end: int) -> Directness:
    """Return how much of the content stands between quotation marks."""
    begin, finish = article.span(start, end)
    quoted = False
    for at in range(max(0, start - 1), end):
        quotation = article.opening.get(at)
        if quotation is None:
            continue
        low, high = quotation.inner
        if low <= begin and finish <= high:
            return "direct"
        past = article.at(quotation.outer[1])
        if words_between(article, at, past) >= 3:
            quoted = True
    return "mixed" if quoted else "indirect"
