"""Every statement of an article, sentence by sentence, as the rules find it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from service.statements.blocks import by_block
from service.statements.complement import words_between
from service.statements.guards import known
from service.statements.headings import unreported_paragraphs
from service.statements.raw import Raw
from service.statements.reading import ArticleText, Sentence
from service.statements.sources import by_attribution, by_carrier, by_document, by_postposed
from service.statements.verbs import by_verb

if TYPE_CHECKING:
    from service.statements.lexicon import Entry

_SPEECH_WORDS = 5
_LEAD = 6
_RECENT = 12


def recognise(article: ArticleText) -> tuple[Raw, ...]:
    """Return the statements in order of their cue."""
    say = next(r.entry for r in article.lexicon.cues["قال"] if r.entry.lemma == "قال")
    inside = _quoted(article)
    silent = unreported_paragraphs(article)
    found: list[Raw] = []
    for index, sentence in enumerate(article.sentences):
        block = by_block(article, index, say)
        if block is not None:
            found.append(block)
        if block is not None or sentence.paragraph in silent:
            continue
        here: list[Raw] = []
        past = begin = sentence.start
        for at in range(sentence.start, sentence.end):
            if at < past or at in inside or not article.tokens[at].word:
                continue
            raw = _at(article, index, at, begin, say)
            if raw is None or _nested(here, raw) or _same(here, raw):
                continue
            past = raw.cue[1]
            if raw.back and not here and found and found[-1].sentence == index - 1:
                raw = _of_before(raw, found[-1])
            if _place(article, here, _passed_on(article, index, raw)):
                begin = raw.cue[1]
        found.extend(here)
    return tuple(found)


def _of_before(raw: Raw, last: Raw) -> Raw:
    """Return a report of what the last statement, one sentence earlier, said."""
    return msgspec.structs.replace(
        raw, content=last.content, content_tokens=last.content_tokens, direct=last.direct
    )


def _place(article: ArticleText, here: list[Raw], raw: Raw) -> bool:
    """Put a statement among those of its sentence; return whether it stands on its own."""
    if raw.back and here and here[-1].content_tokens[1] <= raw.cue[0]:
        raw = _of_before(raw, here[-1])
    if raw.rule == "attribution":
        if here and here[-1].cue[1] <= raw.cue[0] < here[-1].content_tokens[0]:
            # أعلنت مانيلا على لسان وزيرها أن: part of how it was said.
            source = raw.speaker
            if source is not None and here[-1].via is None:
                here[-1] = _by_way_of(article, here[-1], (source.start, source.end))
            return False
        if _only_passes_on(article, here, raw):
            return False
    elif here and here[-1].rule == "attribution" and _leads_to(here[-1], raw):
        source = here.pop().speaker
        if source is not None and raw.via is None:
            raw = msgspec.structs.replace(raw, via=(source.start, source.end))
    here.append(_within(here, raw))
    return True


def _within(here: list[Raw], raw: Raw) -> Raw:
    """Return a report that stands inside another's words with that other as its `via`."""
    if raw.via is not None or raw.speaker is None:
        return raw
    for outer in reversed(here[-_RECENT:]):
        start, end = outer.content_tokens
        inside = start <= raw.cue[0] < end and not outer.back
        if inside and outer.speaker is not None and outer.rule != "attribution":
            return msgspec.structs.replace(raw, via=(outer.speaker.start, outer.speaker.end))
    return raw


def _nested(here: list[Raw], raw: Raw) -> bool:
    """Whether a cue without an overt speaker stands inside content already reported."""
    for earlier in here[-_RECENT:]:
        start, end = earlier.content_tokens
        # What stands inside reported content must be said by someone inside it.
        if raw.speaker is None and raw.bound and raw.rule == "verb":
            # وجه رسالة قال فيها
            continue
        if start <= raw.cue[0] < end and (raw.speaker is None or raw.speaker.start < start - 1):
            return True
    return False


def _same(here: list[Raw], raw: Raw) -> bool:
    """Whether an earlier cue already reports this very content (وتابعت قائلة)."""
    return (
        raw.rule != "attribution"
        and not raw.back
        and any(
            earlier.content[1] == raw.content[1]
            and earlier.content[0] >= raw.content[0] - 1
            and not earlier.back
            for earlier in here[-_RECENT:]
        )
    )


def _quoted(article: ArticleText) -> frozenset[int]:
    """Positions of the words inside a quotation long enough to be speech."""
    positions: set[int] = set()
    for at, quotation in article.opening.items():
        if quotation.depth or not quotation.balanced:
            continue
        past = article.at(quotation.outer[1])
        if words_between(article, at, past) >= _SPEECH_WORDS:
            positions.update(range(at, past))
    return frozenset(positions)


def _at(article: ArticleText, index: int, at: int, begin: int, say: Entry) -> Raw | None:
    """Return the statement whose cue begins at `at`."""
    sentence = article.sentences[index]
    return (
        by_carrier(article, sentence, index, at, say)
        or by_document(article, sentence, index, at, say)
        or by_attribution(article, sentence, index, at, begin)
        or by_verb(article, sentence, index, at)
        or by_postposed(article, sentence, index, at)
    )


def _only_passes_on(article: ArticleText, here: list[Raw], raw: Raw) -> bool:
    """Whether an attribution adds nothing but a `via` to the report before it, and add that.

    In `قال فلان إن …، بحسب الوكالة` the sentence is nothing but the report, so the
    agency is its `via`; a pronoun (على حد قوله) repeats the speaker and adds nothing.
    """
    if not here:
        return False
    if raw.speaker is None:
        return True
    last, first = here[-1], here[0]
    start = article.sentences[raw.sentence].start
    opening = first.cue[0] if first.speaker is None else min(first.cue[0], first.speaker.start)
    if last.rule == "attribution" or opening - start > _LEAD:
        return False
    source = (raw.speaker.start, raw.speaker.end)
    if last.via is None and not _same_source(article, last, raw):
        here[-1] = _by_way_of(article, last, source)
    elif last.venue is None and article.is_a(raw.speaker.start, "venue"):
        here[-1] = msgspec.structs.replace(last, venue=source)
    return True


def _by_way_of(article: ArticleText, raw: Raw, source: tuple[int, int]) -> Raw:
    """Return the statement with what passed it on: a document is its venue, anyone else `via`."""
    form = article.form(source[0])
    venues = article.lexicon.words["venue"]
    if form in venues or form.removeprefix("ل") in venues:
        return msgspec.structs.replace(raw, venue=source)
    return msgspec.structs.replace(raw, via=source)


def _same_source(article: ArticleText, last: Raw, raw: Raw) -> bool:
    """Whether the attribution names the speaker, or a document of the speaker's."""
    if last.speaker is None or raw.speaker is None:
        return article.is_a(raw.speaker.start, "venue") if raw.speaker else True
    mine = {article.form(i)[-5:] for i in range(last.speaker.start, last.speaker.end)}
    theirs = {article.form(i)[-5:] for i in range(raw.speaker.start, raw.speaker.end)}
    return bool(mine & theirs)


def _leads_to(attribution: Raw, raw: Raw) -> bool:
    """Whether a leading attribution (وفقا لـ…، قال …) only introduces this report."""
    start = attribution.content_tokens[0]
    first = raw.cue[0] if raw.speaker is None else min(raw.cue[0], raw.speaker.start)
    return attribution.cue[0] < first and start <= first <= start + 2


def _passed_on(article: ArticleText, index: int, raw: Raw) -> Raw:
    """Return what a quotation reports when it is nothing but a report itself.

    In `جاء في بيان الكرملين: "أكد بوتين …"` Putin speaks, and the statement is the `via`.
    """
    start, end = raw.content_tokens
    if (
        raw.direct != "direct"
        or raw.speaker is None
        or raw.introducer not in ("quotation", "colon")
    ):
        return raw
    inner_sentence = Sentence(
        article.sentences[index].segment, article.sentences[index].paragraph, start, end
    )
    inner = by_verb(article, inner_sentence, index, start)
    if inner is None or inner.speaker is None or inner.speaker.start != start + 1:
        return raw
    head = inner.speaker.head
    if not known(article, inner.speaker) or (head is not None and head.kind == "document"):
        return raw
    if inner.lemma == "استشهد":
        # "استشهد طفل برصاص …": he was killed.
        return raw
    if inner.content_tokens[1] < end - 2 or inner.cls not in ("say", "affirm", "announce"):
        return raw
    return msgspec.structs.replace(
        inner,
        direct="direct",
        via=(raw.speaker.start, raw.speaker.end),
        balanced=raw.balanced,
        embedded=True,
    )
