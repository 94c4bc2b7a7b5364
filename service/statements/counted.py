"""Shares of a whole that speak: 25% منهن, 60 بالمئة من المشاركين, في المئة."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.statements.reading import ArticleText

_SIGNS = frozenset("%٪")


def share(article: ArticleText, at: int, limit: int) -> int:
    """Return the position past a percentage at `at`, `at` itself when there is none."""
    if not article.form(at)[:1].isdigit():
        return at
    past = at + 1
    if article.form(past) in (".", ",", "٫") and article.form(past + 1).isdigit():
        past += 2
    if past < limit and (article.form(past) in _SIGNS or article.is_a(past, "per_cent")):
        return past + 1
    if article.form(past) in ("في", "ب") and article.is_a(past + 1, "per_cent"):
        return min(past + 2, limit)
    return at
