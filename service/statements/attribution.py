"""Prepositional attributions: وفقا لـ, بحسب, على حد قول, نقلا عن."""

# ruff: noqa: C901, PLR0911 - a grammar rule reads best as one list of cases

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from service.statements.complement import find_complement
from service.statements.nouns import common, speaker_noun
from service.statements.phrase import noun_phrase

if TYPE_CHECKING:
    from service.statements.lexicon import Entry, Reading
    from service.statements.reading import ArticleText

# Verbal nouns of form II (تقسيم), which say nothing.
_MASDAR = re.compile(r"ت\w\wي\w")
_DAMMA = "\u064f"
_SUFFIXES = ("هما", "ها", "هم", "هن", "ه")


class Attribution(msgspec.Struct, frozen=True):
    """A fixed phrase and the source it names; token positions."""

    start: int
    end: int
    """Past the phrase (and its verb), before the source."""
    source: tuple[int, int] | None
    """The source; None when it is a pronoun (على حد قوله) or left to agreement (وفق ما أعلن)."""
    suffix: str
    entry: Entry
    """Of the verb when there is one (وفق ما أعلنته), else of the phrase."""
    verb: Reading | None = None
    carrier: bool = False
    """Whether the verb only passes on (بحسب ما نقلته الوكالة)."""
    passive: bool = False
    """Whether nobody is named: بحسب ما نُشر."""


def attribution(article: ArticleText, at: int, limit: int) -> Attribution | None:
    """Return the attribution that begins at `at`."""
    form = article.form(at)
    if form == "كما":
        return _as_said(article, at, limit)
    if not form or form not in _first_words(article):
        return None
    if form == "على" and article.form(at + 1) == "ما":
        return _on_what(article, at, limit)
    if form.removeprefix("و").removeprefix("ف") in ("حسبما", "وفقما"):
        entry = article.lexicon.prepositions[("حسب",)]
        return _with_verb(article, at, at + 1, limit, entry)
    for words, entry in article.lexicon.prepositions.items():
        matched = _match(article, at, words, limit)
        if matched is None or _held(article, words, matched[2]):
            continue
        end, suffix, source = matched
        if suffix:
            return Attribution(at, end, None, suffix, entry)
        if article.form(source) in ("ما", "لما"):
            return _with_verb(article, at, source + 1, limit, entry)
        if article.form(source).startswith("قول"):
            return Attribution(at, source + 1, None, "ه", entry)
        past = noun_phrase(article, source, limit)
        if past > source and not article.is_a(source, "basis") and not _basis(article, source):
            return (
                Attribution(at, end, (source, past), "", entry) if _says(article, source) else None
            )
    return None


def _held(article: ArticleText, words: tuple[str, ...], source: int) -> bool:
    """Whether someone is held `على ذمة التحقيق`, for it, rather than on its word."""
    return words[-1] == "ذمة" and article.form(source).startswith("التحقيق")


def _says(article: ArticleText, at: int) -> bool:
    """Whether what follows can say anything: not an everyday noun that heads no speaker."""
    if at in article.names or any(
        article.is_a(at, name) or article.form(at).removeprefix("ل") in article.lexicon.words[name]
        for name in ("quantifier", "venue", "demonstrative")
    ):
        return True
    if speaker_noun(article, at) is not None:
        return True
    form = article.form(at)
    inner = form[1:] if form[:1] == "ل" and not form.startswith("لل") else form
    if common(article, at) or inner in article.lexicon.common:
        return False
    return not _MASDAR.fullmatch(inner)


def _as_said(article: ArticleText, at: int, limit: int) -> Attribution | None:
    """`…، كما قال فلان`: with nothing after the speaker it attributes what precedes."""
    if article.form(at - 1) not in ("،", ",") or at in article.sentence_starts:
        return None
    found = _with_verb(article, at, at + 1, limit, article.lexicon.prepositions[("حسب",)])
    if found is None or found.source is None or found.verb is None:
        return None
    past = found.source[1]
    while past < limit and article.is_a(past, "time"):
        past += 1
    later = find_complement(article, at + 2, limit, found.entry)
    if later is not None and (
        later.kind == "clause" or later.at <= past or article.form(past) not in ("،", ",")
    ):
        return None
    closes = (
        past >= limit
        or article.form(past) in ("،", ",", ".")
        or (later is None and article.form(past) in ("من", "في", "خلال", "دون"))
    )
    return found if closes and "ان" in found.entry.complements else None


def _on_what(article: ArticleText, at: int, limit: int) -> Attribution | None:
    """`…، على ما أفاد مسؤول`: after a comma, and with its source."""
    if article.form(at - 1) not in ("،", ",") or at in article.sentence_starts:
        return None
    entry = article.lexicon.prepositions[("حسب",)]
    found = _with_verb(article, at, at + 2, limit, entry)
    said = found is not None and found.verb is not None and "ان" in found.verb.entry.complements
    return found if said and found is not None and found.source is not None else None


def _basis(article: ArticleText, at: int) -> bool:
    form = article.form(at)
    basis = article.lexicon.words["basis"]
    return (form.startswith("لل") and "ال" + form[2:] in basis) or (
        form[1:] in basis and form[0] == "ل"
    )


def _first_words(article: ArticleText) -> frozenset[str]:
    return article.lexicon.attribution_starts


def _with_verb(
    article: ArticleText, at: int, verb: int, limit: int, entry: Entry
) -> Attribution | None:
    """`وفق ما أعلنته X`: the verb gives the class, what follows it the source."""
    form = article.form(verb)
    readings = [
        r
        for r in article.lexicon.cues.get(form, ())
        if r.form.shape in ("perfect", "imperfect") and not r.proclitic
    ]
    carrier = form in article.lexicon.words["carried"] or article.is_a(verb, "verb")
    if not readings and not carrier and form not in ("جاء", "ورد"):
        return None
    end = verb + 1
    if form in ("جاء", "ورد") and article.form(end) == "في":
        end += 1
    if readings and article.form(end) in ("به", "عنه", "بها", "الى", "إليه", "اليه"):
        end += 1
    past = noun_phrase(article, end, limit)
    if article.form(past) in ("،", ",") and _to_press(article, end):
        # وفق ما أكده لمراسلة الإذاعة، فلان
        end = past + 1
        past = noun_phrase(article, end, limit)
    source = (end, past) if past > end and not article.is_a(end, "time") else None
    reading = readings[0] if readings else None
    token = article.tokens[verb]
    vowelled = _DAMMA in article.text[token.start : token.end][:3]
    nameless = source is None and carrier and article.is_a(end, "preposition")
    return Attribution(
        at,
        end,
        None if vowelled else source,
        "",
        reading.entry if reading else entry,
        reading,
        carrier=carrier,
        passive=vowelled or nameless,
    )


def _to_press(article: ArticleText, at: int) -> bool:
    form = article.form(at)
    rest = form[2:] if form.startswith("لل") else form[1:]
    words = article.lexicon.words
    return form.startswith("ل") and (rest in words["told"] or rest in words["addressee_media"])


def _match(
    article: ArticleText, at: int, words: tuple[str, ...], limit: int
) -> tuple[int, str, int] | None:
    """Match the fixed words; return (end of phrase, pronoun suffix, start of source)."""
    last = len(words) - 1
    position = at
    for index, word in enumerate(words):
        if position >= limit:
            return None
        form = article.form(position)
        if index == 0:
            form = form if form == word else word if form[1:] == word and form[0] in "وف" else form
        if index == last and word == "ل":
            if form == "ل":
                return position, "", position + 1
            if form.startswith("ل"):
                return position, "", position
            return None
        if form == word:
            position += 1
            continue
        if index == last and index > 0:
            suffix = next((s for s in _SUFFIXES if form == word + s), None)
            if suffix:
                return position + 1, suffix, position + 1
        return None
    return position, "", position
