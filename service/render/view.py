"""What every form says in the same words: labels, attributions, doubts, references."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from service.render.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.schema import (
        Brief,
        CueClass,
        Directness,
        Flag,
        FlagCode,
        Headline,
        Mention,
        Speaker,
        Stance,
        Statement,
        SummaryPoint,
    )

DOUBTS: dict[FlagCode, str] = {
    "number_changed": "A number differs",
    "number_missing": "A number is missing",
    "number_added": "A number was added",
    "name_missing": "A name is missing",
    "name_added": "A name was added",
    "role_changed": "Who did what may be changed",
    "speaker_changed": "Who said it may be changed",
    "unsupported": "The article may not say this",
    "negation_lost": "A negation may be lost",
    "negation_added": "A negation may be added",
    "hedge_lost": "A charge or a possibility may have become a fact",
    "question_lost": "A question became a statement",
    "length_ratio": "The length is unusual",
    "repetition": "The translation repeats itself",
    "untranslated": "Part is left untranslated",
    "wrong_script": "Part is not in English letters",
    "empty": "There is no translation",
    "split": "Translated in parts",
    "low_score": "The model is unsure",
    "unknown_token": "The model does not know a character",
    "no_content": "Nothing to translate",
    "forced_term": "Terminology",
    "known_name": "Known name",
    "name_spelling": "A name in its usual spelling",
    "dictionary_word": "A rare word, as a dictionary has it",
    "alignment_fallback": "Shown with its whole sentence",
    "speaker_unresolved": "The speaker is not certain",
    "speaker_carried": "The speaker comes from an earlier sentence",
    "quotation_unbalanced": "A quotation mark has no partner",
    "extractive_fallback": "Taken from the article as it stands",
    "abridged": "Written shorter than the article has it",
}

VERBS: dict[CueClass, str] = {
    "say": "says",
    "affirm": "affirms",
    "announce": "announces",
    "deny": "denies",
    "accuse": "accuses",
    "demand": "demands",
    "call_for": "calls for",
    "warn": "warns",
    "promise": "promises",
    "ask": "asks",
    "reveal": "reveals",
    "admit": "admits",
    "criticise": "criticises",
    "agree": "agrees",
    "refuse": "refuses",
}

STANCES: dict[Stance, str] = {
    "asserted": "",
    "denied": "denied by the speaker",
    "negated": "said not to be so",
    "questioned": "asked, not asserted",
    "demanded": "demanded, not asserted",
}

DIRECTNESS: dict[Directness, str] = {
    "direct": "quoted",
    "indirect": "reported",
    "mixed": "partly quoted",
}

METHODS: dict[Literal["abstractive", "extractive"], str] = {
    "abstractive": "rewritten from",
    "extractive": "taken from",
}

_TOLD_ELSEWHERE = frozenset(("known_name", "name_spelling", "dictionary_word", "abridged"))

UNKNOWN_SPEAKER = "Speaker not identified"

LISTED = 12
"""Doubtful sentences named one by one before the rest is only counted."""

_MONTHS = "January February March April May June July August September October November December"


def dateline(brief: Brief) -> str:
    """Return `Cairo · Reuters · 7 August 2024`, as far as it is known; may be empty."""
    found = brief.article.dateline
    if found is None:
        return ""
    parts = (found.place, found.agency, found.date and long_date(found.date))
    return " · ".join(one_line(part) for part in parts if part)


def borrowed(headline: Headline) -> str:
    """Return where a headline comes from that is not the article's own; empty when it is."""
    if headline.own:
        return ""
    written = any(flag.code == "abridged" for flag in headline.flags)
    return "this was written from its first sentence" if written else "this is its first sentence"


def told(point: SummaryPoint) -> str:
    """Return how a point came from its sentences."""
    cut = any(flag.code == "abridged" for flag in point.flags)
    by_rule = cut and point.method == "extractive"
    return "shortened from" if by_rule else METHODS[point.method]


def long_date(iso: str) -> str:
    """Return `14 December 2021` for `2021-12-14`; anything else on one line."""
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return one_line(iso)
    return f"{found.day} {_MONTHS.split()[found.month - 1]} {found.year}"


def counts(brief: Brief) -> str:
    """Return how long the article is."""
    found = brief.article.counts
    return f"{plural(found.segments, 'sentence')}, {plural(found.words, 'word')}"


def plural(count: int, noun: str) -> str:
    """Return `1 sentence`, `12 sentences`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def references(segments: Sequence[int]) -> str:
    """Return `S1, S4`: sentences as a reader counts them, from 1."""
    return ", ".join(f"S{segment + 1}" for segment in segments)


def gathered(flags: Sequence[Flag]) -> list[Flag]:
    """Return the flags to show, warnings first.

    Names spelled as the tables have them are too many to read, and that a text is
    shortened stands beside it (`told`, `borrowed`); the JSON has them all.
    """
    shown = [flag for flag in flags if flag.code not in _TOLD_ELSEWHERE]
    return sorted(shown, key=lambda flag: flag.severity == "note")


def doubt(flag: Flag) -> str:
    """Return a flag as one sentence an editor can act on."""
    detail = one_line(flag.detail)
    return f"{DOUBTS[flag.code]}: {detail}" if detail else DOUBTS[flag.code]


def attribution(statement: Statement) -> str:
    """Return `Jen Psaki, White House spokeswoman, says`, with its source's source."""
    speaker = statement.speaker
    who = named(speaker) if speaker else UNKNOWN_SPEAKER
    role = one_line(speaker.role) if speaker and speaker.role else ""
    if role and role.casefold() not in who.casefold():
        who = f"{who}, {role},"
    line = f"{who} {VERBS[statement.cue.kind]}"
    if statement.addressee:
        line += f" (to {named(statement.addressee)})"
    return line


def named(mention: Mention | Speaker) -> str:
    """Return the English of a mention, or its Arabic where the English is a whole sentence.

    "<a sentence> says" would put words into nobody's mouth; a name in its own
    letters can still be looked up.
    """
    return (one_line(mention.en) if mention.aligned else "") or one_line(mention.ar)


def circumstances(statement: Statement) -> list[str]:
    """Return stance, form, occasion, time and source in words; what is unknown is left out."""
    said = [STANCES[statement.stance], DIRECTNESS[statement.direct]]
    if statement.venue:
        said.append(named(statement.venue))
    if statement.time:
        # Without a date there is only the Arabic, which the page shows anyway.
        said.append(long_date(statement.time.iso) if statement.time.iso else "")
    if statement.via:
        said.append(f"via {named(statement.via)}")
    if statement.answers is not None:
        said.append(f"answers statement {statement.answers + 1}")
    if statement.repeats:
        said.append(f"repeated {plural(len(statement.repeats), 'time')}")
    return [part for part in said if part]


def warned(brief: Brief) -> list[int]:
    """Return the ids of sentences that carry a warning: what `counts` counts."""
    return [
        segment.id
        for segment in brief.segments
        if any(flag.severity == "warning" for flag in segment.flags)
    ]


def unsure(brief: Brief) -> list[int]:
    """Return the ids of sentences without a warning, but of less than high confidence."""
    carrying = set(warned(brief))
    return [
        segment.id
        for segment in brief.segments
        if segment.confidence != "high" and segment.id not in carrying
    ]


def listed(segments: Sequence[int]) -> str:
    """Return the first references, and how many more there are."""
    more = f" and {len(segments) - LISTED} more" if len(segments) > LISTED else ""
    return references(segments[:LISTED]) + more


def to_check(brief: Brief) -> list[tuple[str, list[int]]]:
    """Return what to check against the Arabic: why, in words, and which sentences.

    Warnings first; a sentence stands under one reason only.
    """
    found = [(warned(brief), "carry a warning"), (unsure(brief), "have less than high confidence")]
    said: list[tuple[str, list[int]]] = []
    for segments, why in found:
        if segments:
            count = f"{len(segments)} more" if said else plural(len(segments), "sentence")
            one = why.replace("carry", "carries").replace("have", "has")
            said.append((f"{count} {one if len(segments) == 1 else why}", segments))
    return said


def check_line(brief: Brief) -> str:
    """Return `to_check` on one line."""
    said = [f"{why}: {listed(segments)}." for why, segments in to_check(brief)]
    return " ".join(said) or "No sentence carries a warning."


def signature(brief: Brief) -> str:
    """Return program, models and hashes on one line."""
    models = "; ".join(
        f"{model.id} {model.sha256[:12]} {model.compute_type} beam {model.beam}"
        for model in brief.signature.models
    )
    return one_line(f"{brief.signature.program}; {models}" if models else brief.signature.program)


def timings(brief: Brief) -> str:
    """Return the time spent by stage, or nothing."""
    spent = brief.timings
    if spent is None:
        return ""
    return (
        f"{spent.total / 1000:.2f} s: reading {spent.reading:.0f} ms, translation "
        f"{spent.translation:.0f} ms, statements {spent.statements:.0f} ms, summary "
        f"{spent.summary:.0f} ms"
    )
