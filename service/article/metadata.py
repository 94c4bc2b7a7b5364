"""What a page says about itself without showing it: titles and publication dates."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from service.article.scanner import attribute
from service.article.tables import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from service.article.scanner import Token
    from service.schema import Span

_JSON_DATE = re.compile(r'"datePublished"\s{0,20}:\s{0,20}"([^"\n]{4,40})"')
_DATE_NAMES = words(
    "article:published_time datepublished pubdate publishdate publish-date publication_date "
    "dc.date dc.date.issued dcterms.created date parsely-pub-date sailthru.date"
)
_TITLE_NAMES = frozenset(("og:title", "twitter:title"))
_ISO_DATE = re.compile(r"\s*(\d{4}-\d{2}-\d{2})")


class Metadata:
    """Collects metadata while the page's tokens pass by."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._dates: list[tuple[int, str]] = []
        self.title: Span | None = None
        """Value of the first `og:title`, as a span of the source."""

    def see(self, token: Token, *, furniture: bool) -> None:
        """Take what the start tag or raw script says; `furniture` for what is around the story."""
        if token.kind == "raw":
            found = _JSON_DATE.search(self._source, token.start, token.end)
            self._dates += [(0, found.group(1))] if found and token.name == "script" else []
        elif token.name == "meta":
            names = {
                attribute(self._source, token, name).strip().lower()
                for name in ("property", "name", "itemprop")
            }
            if names & _TITLE_NAMES and self.title is None:
                self.title = token.attributes.get("content")
            if names & _DATE_NAMES:
                self._dates.append((1, attribute(self._source, token, "content")))
        elif token.name == "time" and not furniture:
            self._dates.append((2, attribute(self._source, token, "datetime")))

    def published(self) -> str | None:
        """Return the ISO 8601 date: from structured data, else metadata, else a visible `time`."""
        return first_date(value for _, value in sorted(self._dates, key=lambda found: found[0]))


def first_date(values: Iterable[str]) -> str | None:
    """Return the first value that begins with a real ISO 8601 calendar date, cut to that date."""
    for value in values:
        if matched := _ISO_DATE.match(value):
            try:
                return date.fromisoformat(matched.group(1)).isoformat()
            except ValueError:
                continue
    return None
