"""What anyone would try first, to be measured beside the real thing.

Statements: every quotation of three words or more belongs to the nearest word of
saying in its sentence, and what stands between that word and the quotation or the
conjunction is the speaker; without a quotation, the same word followed by `إن` or
`أن` takes the rest of the sentence. Summary: the first sentences (Lead-3).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.schema import Cue, Mention, Speaker, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.schema import Directness, Span

_SENTENCE = re.compile(r"[^.!?؟\n]+[.!?؟]*")
_QUOTATION = re.compile(r"\"([^\"\n]+)\"|«([^»\n]+)»|“([^”\n]+)”")
_SAYING = re.compile(r"\b[وف]?(?:قال|قالت|أضاف|أضافت|أكد|أكدت|أعلن|أعلنت|ذكر|ذكرت)\b")
_THAT = re.compile(r"\s[إأ]ن(?:ه|ها|هم)?\s")
_LEAST_WORDS = 3
_MOST_SPEAKER_WORDS = 8


def statements(text: str) -> tuple[Statement, ...]:
    """Return the naive statements of `text`, with spans into it."""
    found: list[Statement] = []
    for sentence in _SENTENCE.finditer(text):
        start, end = sentence.span()
        cues = [cue.span() for cue in _SAYING.finditer(text, start, end)]
        quotations = [
            quotation.span(quotation.lastindex or 0)
            for quotation in _QUOTATION.finditer(text, start, end)
            if len(quotation[0].split()) >= _LEAST_WORDS
        ]
        for quotation in quotations:
            if cues:
                cue = min(cues, key=lambda one: abs(one[0] - quotation[0]))
                found.append(_statement(text, len(found), cue, quotation, "direct"))
        if quotations:
            continue
        for cue in cues[:1]:
            that = _THAT.search(text, cue[1], end)
            if that is not None:
                rest = (that.end(), end)
                found.append(_statement(text, len(found), cue, rest, "indirect"))
    return tuple(found)


def lead(sentences: Sequence[Span], points: int = 3) -> tuple[Span, ...]:
    """Return the first `points` sentences."""
    return tuple(sentences[:points])


def _statement(text: str, number: int, cue: Span, content: Span, direct: Directness) -> Statement:
    return Statement(
        id=number,
        cue=Cue(ar=text[slice(*cue)], span=cue, kind="say"),
        content=Mention(ar=text[slice(*content)], span=content, en="", aligned=False),
        direct=direct,
        stance="asserted",
        segments=(),
        score=1.0,
        speaker=_speaker(text, cue, content),
    )


def _speaker(text: str, cue: Span, content: Span) -> Speaker | None:
    gap = text[cue[1] : content[0]]
    words = [word.span() for word in re.finditer(r"\w+", gap)]
    that = _THAT.search(f"{gap} ")
    words = [word for word in words if that is None or word[1] <= that.start()]
    if not words or len(words) > _MOST_SPEAKER_WORDS:
        return None
    span = (cue[1] + words[0][0], cue[1] + words[-1][1])
    return Speaker(ar=text[slice(*span)], span=span, en="", aligned=False)
