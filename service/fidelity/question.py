"""A question stays a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from service.schema import Flag

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARKS = "?؟？"
_CLOSING = " \"'»”’)]›\u200f\u200e\u00a0"


def _asks(text: str) -> bool:
    return text.rstrip(_CLOSING)[-1:] in tuple(_MARKS)


def check(ar: str, en: str) -> list[Flag]:
    """Flag `question_lost` when the Arabic asks and the English never does."""
    marked = any(mark in ar for mark in _MARKS)
    if marked and not any(mark in en for mark in _MARKS):
        detail = "the Arabic is a question, the English is not"
        at = max(ar.rfind(mark) for mark in _MARKS)
        return [Flag(code="question_lost", detail=detail, span=(at, at + 1))]
    return []


def restore_question(ar: str, en: str, flags: Sequence[Flag]) -> tuple[str, tuple[Flag, ...]]:
    """Give the English the question mark that ends the Arabic, and say so.

    Only where the mark closes the Arabic segment; elsewhere its place in the
    English is not known and the warning stays.
    """
    lost = any(flag.code == "question_lost" for flag in flags)
    if not lost or not _asks(ar) or not en.rstrip(".,;: "):
        return en, tuple(flags)
    body = en.rstrip(_CLOSING)
    tail = en[len(body) :]
    body = body.rstrip(".,;: ")
    return f"{body}?{tail}", tuple(
        msgspec.structs.replace(
            flag, severity="note", detail="the question mark of the Arabic was put back"
        )
        if flag.code == "question_lost"
        else flag
        for flag in flags
    )
