"""The wire format of a brief, on one page.

All spans are half-open `[start, end)` pairs of code points into the text as
received (the HTML source when HTML was sent). Scores are in [0, 1]; higher is
more trustworthy. Everything is immutable and encodes with `msgspec.json`.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Span = tuple[int, int]

FlagCode = Literal[
    "number_changed",
    "number_missing",
    "number_added",
    "name_missing",
    "negation_lost",
    "negation_added",
    "hedge_lost",
    "question_lost",
    "length_ratio",
    "repetition",
    "untranslated",
    "wrong_script",
    "empty",
    "split",
    "low_score",
    "unknown_token",
    "no_content",
    "forced_term",
    "known_name",
    "name_spelling",
    "dictionary_word",
    "alignment_fallback",
    "speaker_unresolved",
    "speaker_carried",
    "quotation_unbalanced",
    "extractive_fallback",
    "abridged",
    "name_added",
    "role_changed",
    "speaker_changed",
    "unsupported",
]
Level = Literal["high", "medium", "low"]
CueClass = Literal[
    "say",
    "affirm",
    "announce",
    "deny",
    "accuse",
    "demand",
    "call_for",
    "warn",
    "promise",
    "ask",
    "reveal",
    "admit",
    "criticise",
    "agree",
    "refuse",
]
Stance = Literal["asserted", "denied", "negated", "questioned", "demanded"]
Directness = Literal["direct", "indirect", "mixed"]


class Flag(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One doubt, in words an editor can act on."""

    code: FlagCode
    detail: str
    """What exactly is doubtful, e.g. `70 is in the Arabic, not in the English`."""
    severity: Literal["note", "warning"] = "warning"
    """`note` informs (a sentence was split, a term was forced); `warning` asks for a check."""
    span: Span | None = None

    def moved(self, by: int) -> Flag:
        """Return it with its span `by` code points further on."""
        if self.span is None:
            return self
        return msgspec.structs.replace(self, span=(self.span[0] + by, self.span[1] + by))


class Bilingual(msgspec.Struct, frozen=True, kw_only=True):
    """The same text in both languages."""

    ar: str
    en: str


class Headline(msgspec.Struct, frozen=True, kw_only=True):
    """The article's own headline, or what its first sentence says, shortened where that is safe.

    A flag `abridged` says that a model wrote the English; `span` is what it was written from.
    """

    ar: str
    en: str
    span: Span
    own: bool
    """Whether the article itself carries this headline."""
    flags: tuple[Flag, ...] = ()


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence, its place and its translation."""

    id: int
    """0-based position in `Brief.segments`."""
    paragraph: int
    """0-based paragraph, the title being its own paragraph."""
    ar: str
    span: Span
    en: str
    score: float
    confidence: Level
    flags: tuple[Flag, ...] = ()
    duplicate_of: int | None = None
    """Id of an earlier segment that says the same thing word for word, or nearly."""


class SummaryPoint(msgspec.Struct, frozen=True, kw_only=True):
    """One point of the summary; Arabic and English say the same thing.

    A flag `abridged` says that a clause was cut from both by rule, the rest being the article's.
    """

    en: str
    ar: str
    segments: tuple[int, ...]
    method: Literal["abstractive", "extractive"]
    flags: tuple[Flag, ...] = ()


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the article with the English aligned to it."""

    ar: str
    span: Span
    en: str
    aligned: bool = True
    """False when `en` falls back to the whole sentence."""


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """Who said it."""

    ar: str
    span: Span
    en: str
    role: str | None = None
    """English role or title, when the article gives one."""
    resolved_from: Span | None = None
    """Where the name stands when the sentence itself only points at it."""
    aligned: bool = True
    """False when `en` falls back to the whole sentence."""


class Cue(msgspec.Struct, frozen=True, kw_only=True):
    """The reporting expression."""

    ar: str
    span: Span
    kind: CueClass


class When(msgspec.Struct, frozen=True, kw_only=True):
    """When it was said."""

    ar: str
    span: Span
    iso: str | None = None
    """ISO 8601 date, when it can be computed from the text and its dateline."""


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Who said what, to whom, where, when, and on whose word."""

    id: int
    cue: Cue
    content: Mention
    direct: Directness
    stance: Stance
    segments: tuple[int, ...]
    score: float
    speaker: Speaker | None = None
    addressee: Mention | None = None
    venue: Mention | None = None
    time: When | None = None
    via: Mention | None = None
    """The source of the source: a Kremlin statement quoting Putin."""
    answers: int | None = None
    """Id of the statement this one answers, e.g. a denial its accusation."""
    repeats: tuple[Span, ...] = ()
    """Spans of near-duplicates merged into this statement."""
    flags: tuple[Flag, ...] = ()


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """The opening `PLACE (AGENCY) - ` of a wire story."""

    span: Span
    agency: str | None = None
    place: str | None = None
    date: str | None = None
    """ISO 8601."""


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How much there is."""

    code_points: int
    paragraphs: int
    segments: int
    words: int
    flagged_segments: int


class ArticleInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What was found about the article as a whole."""

    title: str | None
    language: str
    """BCP 47: `ar`, or a dialect such as `ar-EG` where one is recognised."""
    counts: Counts
    dateline: Dateline | None = None


class ModelSignature(msgspec.Struct, frozen=True, kw_only=True):
    """Which weights made this brief, and how they were run."""

    id: str
    sha256: str
    compute_type: str
    beam: int


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """The same text and signature give the same brief."""

    program: str
    models: tuple[ModelSignature, ...]


class Timings(msgspec.Struct, frozen=True, kw_only=True):
    """Milliseconds spent by stage; the only part of a brief that is not reproducible."""

    reading: float
    translation: float
    statements: float
    summary: float
    total: float


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """The whole answer."""

    headline: Headline
    summary: tuple[SummaryPoint, ...]
    statements: tuple[Statement, ...]
    segments: tuple[Segment, ...]
    article: ArticleInfo
    signature: Signature
    timings: Timings | None = None
