"""Content that stands before its cue: `وهو ما نفته موسكو`, `وترفض إسرائيل ذلك`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from service.statements.build import stance_of, stated
from service.statements.content import trim
from service.statements.subject import after

if TYPE_CHECKING:
    from service.statements.lexicon import Reading
    from service.statements.phrase import Phrase
    from service.statements.raw import Raw
    from service.statements.reading import ArticleText, Sentence

_CLAUSE_BACK = 60
_CONNECTIVE = 1
_THAT = frozenset(("ذلك", "هذا"))


def before_clause(
    article: ArticleText,
    sentence: Sentence,
    index: int,
    at: int,
    reading: Reading,
    phrase: Phrase,
    begin: int,
) -> Raw | None:
    """`وهو ما نفته موسكو`: the content is the clause that ends before `begin`."""
    start = begin - 1
    low = max(sentence.start, begin - _CLAUSE_BACK)
    while start > low and article.form(start - 1) not in ("؛", ".", ":"):
        start -= 1
    return _stated(article, index, at, reading, phrase, (start, begin))


def topic(
    article: ArticleText,
    sentence: Sentence,
    index: int,
    at: int,
    reading: Reading,
    phrase: Phrase,
) -> Raw | None:
    """`لكن هذا الطلب رفضته روسيا`: the content is the clause that `هذا الطلب` sums up."""
    near = range(at - 1, max(at - 4, sentence.start), -1)
    begin = next((i for i in near if article.is_a(i, "demonstrative")), None)
    if begin is None:
        return None
    if index and begin - sentence.start <= _CONNECTIVE:
        last = article.sentences[index - 1]
        return _stated(article, index, at, reading, phrase, (last.start, last.end))
    return before_clause(article, sentence, index, at, reading, phrase, begin)


def before_sentence(
    article: ArticleText, sentence: Sentence, index: int, at: int, reading: Reading
) -> Raw | None:
    """`وترفض إسرائيل ذلك.`, `أوضح ذلك المدير`: the content is the sentence before."""
    if not index or at > sentence.start + 1 or reading.form.shape not in ("perfect", "imperfect"):
        return None
    if article.form(at + 1) in _THAT:
        phrase = after(article, at + 2, sentence.end)
        if phrase is None or article.form(phrase.past) not in ("،", ",", "."):
            return None
    else:
        phrase = after(article, at + 1, sentence.end)
        if phrase is None or article.form(phrase.past) not in _THAT:
            return None
        past = phrase.past + 1
        if past < sentence.end and article.form(past) not in ("،", ",", "."):
            return None
    if phrase.head is None and phrase.name is None:
        return None
    last = article.sentences[index - 1]
    return _stated(article, index, at, reading, phrase, (last.start, last.end))


def _stated(
    article: ArticleText,
    index: int,
    at: int,
    reading: Reading,
    phrase: Phrase,
    clause: tuple[int, int],
) -> Raw | None:
    trimmed = trim(article, *clause)
    if trimmed is None:
        return None
    raw = stated(index, (at, at + 1), reading.entry, "verb", "back", trimmed)
    return msgspec.structs.replace(
        raw,
        stance=stance_of(article, at, reading),
        speaker=phrase,
        gender=reading.form.gender,
        number=reading.form.number,
        balanced=True,
        back=True,
    )
