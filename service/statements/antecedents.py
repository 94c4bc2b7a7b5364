"""Whom a later sentence can mean: the mentions of an article, by sentence and by role."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from service.statements.headings import unreported_paragraphs
from service.statements.mentions import Mention, mentions, past_title, title_of
from service.statements.nouns import speaker_noun
from service.statements.phrase import Phrase, describe, noun_phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.statements.morphology import Gender
    from service.statements.raw import Raw
    from service.statements.reading import ArticleText

_OVERLAPPING = 6
_SPEECH = 6
_SURNAME = 4
_VERBS = frozenset(("لكن", "ولكن"))


def antecedents(
    article: ArticleText, raws: Sequence[Raw]
) -> tuple[dict[int, list[Mention]], dict[str, list[Mention]]]:
    """Return the mentions by the sentence they stand in, and by what they are called."""
    by_sentence: dict[int, list[Mention]] = defaultdict(list)
    by_lemma: dict[str, list[Mention]] = defaultdict(list)
    spoken = _speaking_words(article, raws)
    named = {raw.speaker.start: raw for raw in raws if raw.speaker is not None}
    speech = [
        raw.content_tokens for raw in raws if raw.direct == "direct" or raw.introducer == "colon"
    ]
    speech = sorted([*speech, *_quoted(article)])
    silent = unreported_paragraphs(article)
    genders = _genders(article, raws)
    for mention in _with_surnames(article, _with_speakers(article, mentions(article), raws), raws):
        if not _vouched(article, mention.phrase, spoken):
            continue
        if article.sentences[mention.sentence].paragraph in silent:
            continue
        whole = _as_spoken(mention, named.get(mention.phrase.start))
        if _within(speech, whole.phrase.start):
            whole = msgspec.structs.replace(whole, quoted=True)
        if whole.gender is None and whole.phrase.head is None:
            known = genders.get(article.form(whole.phrase.end - 1))
            whole = msgspec.structs.replace(whole, gender=known)
        by_sentence[whole.sentence].append(whole)
        if whole.phrase.start not in named and _is_venue(article, whole.phrase):
            continue
        for lemma in _roles(article, whole.phrase):
            by_lemma[lemma].append(whole)
        for inner in _bodies(article, whole.phrase):
            if inner.head is not None:
                by_lemma[inner.head.lemma].append(
                    msgspec.structs.replace(whole, phrase=inner, inner=True)
                )
    return by_sentence, by_lemma


def _quoted(article: ArticleText) -> list[tuple[int, int]]:
    """Return where longer quotations stand, whoever speaks them."""
    found: list[tuple[int, int]] = []
    for at, quotation in article.opening.items():
        past = article.at(quotation.outer[1])
        if quotation.balanced and not quotation.depth and past - at > _SPEECH:
            found.append((at, past))
    return found


def _is_venue(article: ArticleText, phrase: Phrase) -> bool:
    """Whether a text is only where something was said, and so not what speaks: في بيان لها."""
    written = phrase.head is not None and phrase.head.kind == "document"
    return written and article.is_a(phrase.start - 1, "place_preposition")


def _bodies(article: ArticleText, phrase: Phrase) -> list[Phrase]:
    """Return the bodies named inside a phrase: the firm of مدير شركة سيمنز."""
    found: list[Phrase] = []
    for at in range(phrase.start + 1, phrase.end - 1):
        noun = speaker_noun(article, at)
        body = noun is not None and noun.kind == "collective" and noun.number == "s"
        if not body or noun is None or noun.definite or article.form(at).startswith("و"):
            continue
        named = phrase.name is not None and phrase.name[0] > at
        # قائد مجلس منبج محمد مصطفى: the name is the leader's.
        limit = phrase.name[0] if phrase.name is not None and named else phrase.end
        end = noun_phrase(article, at, limit)
        if end > at + 1:
            found.append(describe(article, at, end, end))
    return found


def _genders(article: ArticleText, raws: Sequence[Raw]) -> dict[str, Gender]:
    """Return the gender of surnames, as a verb before them or a role beside them shows it."""
    found: dict[str, Gender] = {}
    for raw in raws:
        phrase = raw.speaker
        if phrase is None or phrase.name is None or phrase.number == "p":
            continue
        follows = phrase.start > raw.cue[0] and raw.number == "s" and phrase.head is None
        gender = phrase.gender or (raw.gender if follows else None)
        if gender is not None and (phrase.head is None or phrase.head.kind == "person"):
            found.setdefault(article.form(phrase.name[1] - 1), gender)
    return found


def _within(ranges: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether one of some ranges, in order of their starts and hardly overlapping, holds `at`."""
    index = bisect_right(ranges, at, key=lambda one: one[0])
    return any(at < end for _, end in ranges[max(0, index - _OVERLAPPING) : index])


def _with_speakers(
    article: ArticleText, found: Sequence[Mention], raws: Sequence[Raw]
) -> list[Mention]:
    """Return the mentions and every named speaker that is none, without what only tells of one."""
    starts = {mention.phrase.start for mention in found}
    added = [
        Mention(
            raw.speaker,
            raw.sentence,
            raw.speaker.gender,
            raw.speaker.number,
            subject=False,
            acts=raw.rule != "attribution",
        )
        for raw in raws
        if raw.speaker is not None
        and raw.speaker.name is not None
        and raw.speaker.start not in starts
    ]
    told = {
        at for one in added for at in range(one.phrase.start + 1, past_title(article, one.phrase))
    }
    kept = [mention for mention in found if mention.phrase.start not in told]
    return sorted([*kept, *added], key=lambda mention: mention.phrase.start)


def _with_surnames(
    article: ArticleText, found: list[Mention], raws: Sequence[Raw]
) -> list[Mention]:
    """Return the mentions and, after a verb or إن, the bare surname of whoever spoke by it.

    `وقال يوشيتان ياماساكي …` vouches for `إن ياماساكي اعترف`.
    """
    genders: dict[str, Gender | None] = {}
    for raw in raws:
        phrase = raw.speaker
        if phrase is None or phrase.name is None or phrase.number == "p":
            continue
        if phrase.head is None or phrase.head.kind == "person":
            genders.setdefault(article.form(phrase.name[1] - 1), phrase.gender or raw.gender)
    taken = {at for one in found for at in range(one.phrase.start, one.phrase.end)}
    added: list[Mention] = []
    for index, sentence in enumerate(article.sentences):
        for at in range(sentence.start, sentence.end):
            form = article.form(at)
            if at in taken or form not in genders or len(form) < _SURNAME:
                continue
            phrase = describe(article, at, at + 1, at + 1)
            acts = article.is_a(at - 1, "complementiser") or article.form(at - 1) in _VERBS
            acts = acts or article.form(at - 1) in article.lexicon.events
            if acts and phrase.head is None:
                added.append(Mention(phrase, index, genders[form], "s", subject=False, acts=True))
    return sorted([*found, *added], key=lambda mention: mention.phrase.start)


def _as_spoken(mention: Mention, raw: Raw | None) -> Mention:
    """Return the mention as long as its own statement reads it."""
    if raw is None or raw.speaker is None or raw.speaker.end <= mention.phrase.end:
        return mention
    return msgspec.structs.replace(mention, phrase=raw.speaker)


def _roles(article: ArticleText, phrase: Phrase) -> set[str]:
    """Return what a mention is called: its head, and the role in apposition to a name."""
    found: set[str] = set() if phrase.head is None else {phrase.head.lemma}
    role = title_of(article, phrase)
    if role is not None:
        found.add(role.lemma)
    return found


def _speaking_words(article: ArticleText, raws: Sequence[Raw]) -> frozenset[str]:
    """Return the words of every speaker the article names overtly."""
    return frozenset(
        article.form(at)
        for raw in raws
        if raw.speaker is not None
        for at in range(raw.speaker.start, raw.speaker.end)
    )


def _vouched(article: ArticleText, phrase: Phrase, spoken: frozenset[str]) -> bool:
    """Whether a phrase is known to be somebody: by its head, the gazetteer, or its speaking."""
    if phrase.head is not None and phrase.head.lemma == "بيت" and phrase.end - phrase.start == 1:
        # البيت: a house, not the White House.
        return False
    return (
        phrase.head is not None
        or phrase.start in article.names
        or article.given(phrase.start) is not None
        or title_of(article, phrase) is not None
        or any(article.form(at) in spoken for at in range(phrase.start, phrase.end))
    )
