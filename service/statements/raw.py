"""What the rules find in one sentence, before anything is resolved across sentences."""

from __future__ import annotations

from typing import Literal

import msgspec

from service.schema import CueClass, Directness, Span, Stance
from service.statements.morphology import Gender, Number
from service.statements.phrase import Phrase

Reference = Literal["named", "nominal", "anonymous", "implicit"]
Rule = Literal["verb", "participle", "masdar", "attribution", "document", "quoted", "colon"]


class Raw(msgspec.Struct, frozen=True, kw_only=True):
    """One cue with its content; positions are tokens, spans code points."""

    sentence: int
    """Index into `ArticleText.sentences`."""
    cue: tuple[int, int]
    cls: CueClass
    stance: Stance
    rule: Rule
    lemma: str
    content: Span
    content_tokens: tuple[int, int]
    direct: Directness
    speaker: Phrase | None = None
    gender: Gender | None = None
    """What the cue agrees with, for a speaker it does not name."""
    number: Number | None = None
    bound: bool = False
    """Whether an unnamed speaker must be looked for in the same sentence first."""
    via: tuple[int, int] | None = None
    addressee: tuple[int, int] | None = None
    venue: tuple[int, int] | None = None
    introducer: str = ""
    """`clause`, `quotation`, `colon`, `preposition`, `object` or `attribution`."""
    balanced: bool = True
    embedded: bool = False
    """Whether it stands inside a quotation."""
    latter: bool = False
    """Whether the speaker is `الأخير`, the one mentioned last."""
    passive: bool = False
    """Whether the verb is a passive that names nobody."""
    back: bool = False
    """Whether the content is what the cue refers back to (وهو ما نفته)."""
