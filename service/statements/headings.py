"""Paragraphs that report nothing whatever stands in them: sub-headings, links to other stories."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.statements.reading import ArticleText

_FINAL = frozenset('.؟?!…:"»”)]؛')
_LONGEST = 12
_MOST = 0.6
"""Share of the paragraphs that must end as sentences do before one that does not stands out."""


def unreported_paragraphs(article: ArticleText) -> frozenset[int]:
    """Return the numbers of the paragraphs that are sub-headings or links.

    A short paragraph without a final mark is a sub-heading where the rest have
    one; `للمزيد`, `اقرأ أيضا` lead to another story.
    """
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    for sentence in article.sentences:
        starts.setdefault(sentence.paragraph, sentence.start)
        ends[sentence.paragraph] = sentence.end
    closed = {number for number, end in ends.items() if article.form(end - 1) in _FINAL}
    plain = len(closed) >= _MOST * len(ends)
    found: set[int] = set()
    for number, start in starts.items():
        words = sum(article.tokens[at].word for at in range(start, ends[number]))
        heading = plain and number not in closed and words <= _LONGEST and len(ends) > 1
        if heading or _links(article, start):
            found.add(number)
    return frozenset(found)


def _links(article: ArticleText, start: int) -> bool:
    """Whether the paragraph that begins at `start` leads to another story."""
    following = article.form(start + 1)
    return article.is_a(start, "link") and (following in (":", "-", "–", "ايضا", "المزيد"))
