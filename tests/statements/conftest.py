from __future__ import annotations

from collections.abc import Callable

import pytest

from service.arabic.segment import sentences
from service.article import read_text
from service.engine.protocols import Translation
from service.schema import Statement
from service.statements import find
from service.translated import TranslatedSegment

Finder = Callable[[str], tuple[Statement, ...]]


def find_in(text: str) -> tuple[Statement, ...]:
    """The statements of a text in the order of their cues, from segments without English."""
    document = read_text(text)
    places = [
        (index, paragraph.kind == "title", span)
        for index, paragraph in enumerate(document.paragraphs)
        for span in sentences(document.text, *paragraph.span)
    ]
    segments = [
        TranslatedSegment(
            id=number,
            paragraph=index,
            span=span,
            title=title,
            translation=Translation(
                ar=document.text[slice(*span)], en="", score=1.0, confidence="high"
            ),
        )
        for number, (index, title, span) in enumerate(places)
    ]
    return find(document, segments)


@pytest.fixture
def finder() -> Finder:
    return lambda text: tuple(sorted(find_in(text), key=lambda one: one.cue.span))
