"""To whom, where and when something was said, as far as its own sentence tells."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import msgspec

from service.arabic.dates import find_dates
from service.schema import Span
from service.statements.nouns import speaker_noun
from service.statements.phrase import noun_phrase
from service.statements.raw import Raw
from service.statements.subject import after

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from service.statements.reading import ArticleText

_HERE = 14
"""Words before a cue in which its circumstances may stand."""
_THEREIN = frozenset(("فيه", "فيها", "خلاله", "خلالها", "عليها"))


class Circumstances(msgspec.Struct, frozen=True, kw_only=True):
    """Token ranges, and the day in ISO 8601 when the text and its dateline give it."""

    addressee: tuple[int, int] | None = None
    venue: tuple[int, int] | None = None
    time: Span | None = None
    """Code points."""
    iso: str | None = None
    via: tuple[int, int] | None = None


class Calendar:
    """The dates of an article, found once and looked up by where they stand."""

    def __init__(self, text: str, reference: dt.date | None) -> None:
        """Find the dates of `text`, relative ones against `reference`."""
        self._found = find_dates(text, reference)
        self._starts = [mention.span[0] for mention in self._found]

    def within(self, start: int, end: int) -> tuple[Span, str | None] | None:
        """Return the first date that lies in `[start, end)` code points, whole."""
        for mention in self._found[bisect_left(self._starts, start) :]:
            if mention.span[0] >= end:
                return None
            if mention.span[1] <= end:
                return mention.span, mention.iso
        return None


def circumstances(article: ArticleText, raw: Raw, calendar: Calendar) -> Circumstances:
    """Return what surrounds the cue: after it up to the content, then before it."""
    venue = raw.venue or _therein(article, raw)
    addressee = via = None
    time: tuple[Span, str | None] | None = None
    for start, end, near in _regions(article, raw):
        venue = venue or _venue(article, start, end)
        via = via or _passed_on(article, start, end)
        if near:
            titled = raw.speaker.past if raw.speaker is not None else start
            addressee = addressee or _told(article, max(start, titled), end)
        addressee = addressee or _media(article, start, end)
        if time is None and end > start and (near or _leads(article, start)):
            time = calendar.within(*article.span(start, end)) or _time(article, start, end)
    addressee = addressee or _asked(article, raw) or _addressed(article, raw)
    return Circumstances(
        addressee=addressee,
        venue=venue,
        time=time[0] if time else None,
        iso=time[1] if time else None,
        via=raw.via or via,
    )


def _leads(article: ArticleText, start: int) -> bool:
    """Whether the stretch before a cue opens its sentence, so that its day is the cue's."""
    return start in article.sentence_starts


def _therein(article: ArticleText, raw: Raw) -> tuple[int, int] | None:
    """Return the document of `بيانا قالت فيه`."""
    if article.form(raw.cue[1]) not in _THEREIN and article.form(raw.cue[1] - 1) not in _THEREIN:
        return None
    venues = article.lexicon.words["venue"]
    low = max(article.sentences[raw.sentence].start, raw.cue[0] - 2 * _HERE)
    for at in range(raw.cue[0] - 1, low - 1, -1):
        form = article.form(at)
        if form in venues or form.removesuffix("ا") in venues or form == "لافتات":
            return at, at + 1
    return None


def _passed_on(article: ArticleText, start: int, end: int) -> tuple[int, int] | None:
    """Return who passed on the words: في تصريح نقلته وكالات الأنباء."""
    for at in range(start, end):
        if article.is_a(at, "passed_on"):
            phrase = after(article, at + 1, end)
            return None if phrase is None else (phrase.start, phrase.end)
    return None


def _told(article: ArticleText, start: int, end: int) -> tuple[int, int] | None:
    """Return whom the words are said to: لأنصاره, للوكالة, أمام مؤيدين."""
    for at in range(start, end):
        form = article.form(at)
        if article.is_a(at - 1, "attributing"):
            continue
        if form == "امام" and at + 1 < end and not article.is_a(at + 1, "bench"):
            past = noun_phrase(article, at + 1, end)
            if speaker_noun(article, at + 1) is not None and past > at + 1:
                return at + 1, past
        rest = form[2:] if form.startswith("لل") else form[1:]
        role = article.lexicon.speakers.get(rest) if form.startswith("ل") else None
        if role is not None and form not in article.lexicon.speakers and at not in article.names:
            return at, max(noun_phrase(article, at, end), at + 1)
    return None


def _asked(article: ArticleText, raw: Raw) -> tuple[int, int] | None:
    """Return whom a request is made of: طلب من مواطنيه."""
    if raw.lemma != "طلب" or raw.introducer != "preposition":
        return None
    start = raw.content_tokens[0]
    if article.form(start - 1) == "من":
        end = noun_phrase(article, start, raw.content_tokens[1], before_object=True)
        return (start, end) if end > start else None
    asked = start - 1
    while asked > raw.cue[1] and article.form(asked) != "من":
        asked -= 1
    return (asked + 1, start) if article.form(asked) == "من" else None


def _regions(article: ArticleText, raw: Raw) -> Iterator[tuple[int, int, bool]]:
    """Yield the stretches of the sentence that belong to the cue but not to speaker or content.

    The third tells whether nothing but the speaker can part it from the cue.
    """
    cue_start, cue_end = raw.cue
    content_start, content_end = raw.content_tokens
    sentence = article.sentences[raw.sentence]
    after = raw.speaker.end if raw.speaker is not None and raw.speaker.start >= cue_end else cue_end
    if after <= content_start:
        yield after, content_start, True
    elif raw.speaker is not None and raw.speaker.start >= cue_end:
        yield after, min(raw.speaker.past + 4, sentence.end), True
    before = (
        raw.speaker.start
        if raw.speaker is not None and raw.speaker.start < cue_start
        else cue_start
    )
    low = max(sentence.start, before - _HERE)
    while low < before and content_start < before and low < content_end:
        low += 1
    if low < before:
        yield low, before, False
    if raw.speaker is not None and raw.speaker.end < cue_start:
        yield raw.speaker.end, cue_start, True
    closing = article.is_a(content_end, "place_preposition") or article.is_a(
        content_end + 1, "place_preposition"
    )
    thereby = article.form(content_end) == "وذلك" or article.form(content_end + 1) == "وذلك"
    if content_end < sentence.end and (raw.direct == "direct" or closing or thereby):
        yield content_end, min(content_end + _HERE, sentence.end), False


def _venue(article: ArticleText, start: int, end: int) -> tuple[int, int] | None:
    venue = article.lexicon.words["venue"]
    for at in range(start, end):
        form = article.form(at)
        if (
            form in article.lexicon.words["place_preposition"]
            and article.form(at + 1).removeprefix("ال") in venue
            and at + 1 < end
        ):
            past = noun_phrase(article, at + 1, end)
            return at + 1, max(past, at + 2)
        if (
            form in article.lexicon.words["place_preposition"]
            and article.is_a(at + 1, "network")
            and at + 1 < end
        ):
            return at + 1, at + 2
        if len(form) > 3 and form[:1] == "ب" and form[1:] in venue:
            past = noun_phrase(article, at, end)
            return at, max(past, at + 1)
    return None


def _media(article: ArticleText, start: int, end: int) -> tuple[int, int] | None:
    media = article.lexicon.words["addressee_media"]
    for at in range(start, end):
        form = article.form(at)
        rest = "ال" + form[2:] if form.startswith("لل") else form[1:]
        if article.is_a(at - 1, "attributing"):
            continue
        if form[:1] == "ل" and (rest in media or (len(rest) > 1 and rest.isascii())):
            return at, max(noun_phrase(article, at, end), at + 1)
        if form == "مع" and (article.form(at + 1) in media or _conversation(article, start, at)):
            phrase = after(article, at + 1, end)
            return (at + 1, phrase.end) if phrase is not None else None
    return None


def _conversation(article: ArticleText, start: int, at: int) -> bool:
    """Whether a call, meeting or interview is named shortly before `مع`."""
    return any(article.is_a(i, "conversation") for i in range(max(start, at - 3), at))


def _addressed(article: ArticleText, raw: Raw) -> tuple[int, int] | None:
    """Return the object of a verb that has one before its content: طالب فلان فلانا بـ."""
    if raw.lemma not in article.lexicon.words["addressed"] or raw.introducer not in (
        "preposition",
        "clause",
    ):
        return None
    speaker = raw.speaker
    start = speaker.past if speaker is not None and speaker.start >= raw.cue[1] else raw.cue[1]
    while start < raw.content_tokens[0] and not article.tokens[start].word:
        start += 1
    if start >= raw.content_tokens[0] or article.is_a(start, "preposition"):
        return None
    if article.form(start).startswith("و") and start not in article.names:
        return None
    if start in article.prefixed:
        return None
    end = noun_phrase(article, start, raw.content_tokens[0])
    return (start, end) if end > start else None


def _time(article: ArticleText, start: int, end: int) -> tuple[Span, str | None] | None:
    """Return a stretch of time words that is no date: أمس, مؤخرا."""
    for at in range(start, end):
        if article.is_a(at, "when"):
            past = at + 1
            while past < end and article.is_a(past, "when"):
                past += 1
            return article.span(at, past), None
    return None
