"""Quotations set apart as a block, with only a name beneath them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from service.statements.build import stated
from service.statements.content import trim
from service.statements.phrase import describe

if TYPE_CHECKING:
    from service.statements.lexicon import Entry
    from service.statements.raw import Raw
    from service.statements.reading import ArticleText

_MARKS = frozenset((">", "—", "–", "-"))
_QUOTE = ">"
_NAME_WORDS = 6
_LINE_WORDS = 24


def by_block(article: ArticleText, index: int, entry: Entry) -> Raw | None:
    """Return the statement of the name line that sentence `index` is: `> «…»` over `> فلان، …`.

    The quotation is the whole of the sentence before, in a paragraph of its own;
    the name up to its comma is both cue and speaker.
    """
    if not index:
        return None
    line, quoted = article.sentences[index], article.sentences[index - 1]
    if line.paragraph == quoted.paragraph or article.form(line.start) not in _MARKS:
        return None
    start = quoted.start + (article.form(quoted.start) == _QUOTE)
    quotation = article.opening.get(start)
    if quotation is None or article.at(quotation.outer[1]) < quoted.end - 1:
        return None
    begin = end = line.start + 1
    while end < line.end and article.tokens[end].word:
        end += 1
    parted = end == line.end or article.form(end) in ("،", ",")
    if not (begin < end <= begin + _NAME_WORDS and parted) or line.end - begin > _LINE_WORDS:
        return None
    content = trim(article, start + 1, article.at(quotation.inner[1]))
    if content is None:
        return None
    span, tokens, _, balanced = content
    raw = stated(
        index, (begin, end), entry, "quoted", "quotation", (span, tokens, "direct", balanced)
    )
    return msgspec.structs.replace(raw, speaker=describe(article, begin, end, end))
