"""Statements without a plain verb of saying: attributions, documents, speech passed on."""

# ruff: noqa: C901, PLR0911 - a grammar rule reads best as one list of cases

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from service.statements.attribution import attribution
from service.statements.build import stated
from service.statements.complement import Complement, find_complement, is_speech
from service.statements.content import extent, trim
from service.statements.extent import content_end
from service.statements.phrase import describe
from service.statements.subject import after

if TYPE_CHECKING:
    from service.statements.content import Content
    from service.statements.lexicon import Entry
    from service.statements.phrase import Phrase
    from service.statements.raw import Raw
    from service.statements.reading import ArticleText, Sentence

_FEW = 3


def by_attribution(
    article: ArticleText, sentence: Sentence, index: int, at: int, begin: int
) -> Raw | None:
    """Return the statement of an attribution at `at`; `begin` bounds what precedes it."""
    found = attribution(article, at, sentence.end)
    if found is None:
        return None
    phrase = None
    past = found.end
    via = None
    if found.source is not None:
        phrase = after(article, found.source[0], sentence.end)
        if phrase is None:
            return None
        past = phrase.past
        if found.carrier and article.form(past) == "عن":
            source = after(article, past + 1, sentence.end)
            if source is not None:
                via, phrase, past = (phrase.start, phrase.end), source, source.past
    content = _attributed(article, sentence, at, past, begin)
    if content is None:
        return None
    raw = stated(index, (at, found.end), found.entry, "attribution", "attribution", content)
    agrees = found.verb is not None and phrase is None
    return msgspec.structs.replace(
        raw,
        speaker=phrase,
        gender=found.verb.form.gender if agrees and found.verb else None,
        number=found.verb.form.number if agrees and found.verb else None,
        bound=found.source is None,
        passive=found.passive,
        via=via,
        balanced=True,
    )


def _attributed(
    article: ArticleText, sentence: Sentence, at: int, past: int, begin: int
) -> Content | None:
    """Return what an attribution covers: the clause before it, or after it when it leads."""
    low = max(begin, sentence.start)
    lead = all(
        not article.tokens[i].word
        or article.form(i) in ("و", "لكن", "ولكن", "لكنه", "كما", "في", "هذا")
        for i in range(low, at)
    )
    few = sum(article.tokens[i].word for i in range(max(low, at - 2 * _FEW), at)) <= _FEW
    if lead or (few and article.form(past) in ("،", ",")) or article.form(at).startswith("ف"):
        start = past
        while start < sentence.end and not article.tokens[start].word:
            if article.form(start) == ":" and start + 1 in article.opening:
                break
            start += 1
        if article.is_a(start, "complementiser") or article.form(start) in ("فان", "فانه", "فانها"):
            start += 1
        return (
            trim(article, start, content_end(article, start, sentence.end))
            if start < sentence.end
            else None
        )
    return trim(article, low, at)


def by_document(
    article: ArticleText, sentence: Sentence, index: int, at: int, entry: Entry
) -> Raw | None:
    """`جاء في بيان X أن …`."""
    if not article.is_a(at, "documented"):
        return None
    if article.form(at + 1) in ("فيه", "فيها"):
        return _therein(article, sentence, index, at, entry)
    if article.form(at + 1) not in ("في", "على") and not article.form(at + 1).startswith("بالب"):
        return None
    found = find_complement(article, at + 2, sentence.end, entry)
    if found is None or found.kind not in ("clause", "quotation", "colon"):
        return None
    phrase = after(article, at + 2, found.at)
    if phrase is None:
        return None
    content = extent(article, found, sentence.end)
    if content is None:
        return None
    raw = stated(index, (at, at + 2), entry, "document", found.kind, content)
    return msgspec.structs.replace(raw, speaker=phrase)


def _therein(
    article: ArticleText, sentence: Sentence, index: int, at: int, entry: Entry
) -> Raw | None:
    """`نشر الاتحاد تغريدة جاء فيها "…"`: the author stands before in the sentence."""
    found = find_complement(article, at + 2, sentence.end, entry)
    content = extent(article, found, sentence.end) if found is not None else None
    if found is None or content is None:
        return None
    raw = stated(index, (at, at + 2), entry, "document", found.kind, content)
    return msgspec.structs.replace(raw, bound=True)


def by_carrier(
    article: ArticleText, sentence: Sentence, index: int, at: int, entry: Entry
) -> Raw | None:
    """`نقلت X عن Y (قوله) إن …`: Y speaks, X passes it on."""
    if not article.is_a(at, "carrier"):
        return None
    limit = min(sentence.end, at + 40)
    carrier = None
    position = at + 1
    if not article.is_a(position, "carried_from"):
        carrier = after(article, position, limit)
        if carrier is None:
            return None
        carrier, position = _before_saying(article, carrier, at + 1)
        while position < limit and not (
            article.is_a(position, "carried_from")
            or (article.form(position) == "قول" and position == carrier.past)
        ):
            if article.is_a(position, "complementiser") or article.form(position) in ".:":
                return None
            position += 1
        if position >= limit:
            return None
    phrase = None
    source = position + 1
    if article.form(position) in ("عن", "لسان", "قول"):
        phrase = after(article, source, limit)
        if phrase is None:
            return None
        source = phrase.past
    found = find_complement(article, source, sentence.end, entry)
    if found is None or found.kind == "object":
        return None
    cue = (at, at + 1)
    for i in range(source, min(found.at, sentence.end)):
        if article.is_a(i, "saying_noun"):
            cue = (i, i + 1)
            break
    content = extent(article, found, sentence.end)
    if content is None:
        return None
    raw = stated(index, cue, entry, "verb", found.kind, content)
    return msgspec.structs.replace(
        raw,
        speaker=phrase,
        gender="f" if article.form(position) == "عنها" else "m" if phrase is None else None,
        bound=phrase is None,
        via=(carrier.start, carrier.end) if carrier else None,
    )


def _before_saying(article: ArticleText, carrier: Phrase, start: int) -> tuple[Phrase, int]:
    """End who passes on before `قول`: نقلت القناة قول قيادة التحالف إن."""
    for at in range(start + 1, carrier.past):
        if article.form(at) == "قول" and not article.is_a(at - 1, "preposition"):
            return describe(article, start, at, at), at
    return carrier, carrier.past


def by_postposed(article: ArticleText, sentence: Sentence, index: int, at: int) -> Raw | None:
    """`"…"، قال X`: the quotation stands before its verb."""
    before = at - 1
    while (
        before >= 0
        and article.form(before) in ("،", ",", ".", "هكذا", "بهذه", "كما")
        and at - before < 4
    ):
        before -= 1
    quotation = article.closing.get(before)
    if quotation is None or not is_speech(article, article.at(quotation.outer[0]), -1):
        return None
    for reading in article.lexicon.cues.get(article.form(at), ()):
        if "«»" not in reading.entry.complements:
            continue
        if reading.form.shape not in ("perfect", "imperfect") or reading.proclitic not in ("", "و"):
            continue
        if reading.proclitic and at in article.sentence_starts:
            continue
        phrase = after(article, at + 1, sentence.end)
        if phrase is None or (phrase.head is None and phrase.name is None):
            continue
        if phrase.head is None and (
            article.is_a(phrase.start, "object") or article.is_a(phrase.start, "venue")
        ):
            # "…"، وأكد سلسلة لقاءات: what he affirmed.
            continue
        found = Complement("quotation", before, article.at(quotation.inner[0]), quotation)
        content = extent(article, found, sentence.end)
        if content is None:
            return None
        raw = stated(index, (at, at + 1), reading.entry, "quoted", "quotation", content)
        return msgspec.structs.replace(
            raw, speaker=phrase, gender=reading.form.gender, number=reading.form.number
        )
    return None
