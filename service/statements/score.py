"""How sure the rules are of a statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.statements.reading import ArticleText
    from service.statements.resolve import Resolved


def score(article: ArticleText, one: Resolved) -> float:
    return 0.9
