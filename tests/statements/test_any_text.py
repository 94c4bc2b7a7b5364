"""Whatever the text, spans are sound and nothing raises."""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from service.article.document import Document, Paragraph
from service.engine.protocols import Translation
from service.schema import Statement
from service.statements import find
from service.translated import TranslatedSegment

sys.path.insert(0, str(Path(__file__).parent))

WORDS = [
    *("قال", "وقالت", "أكد", "نفى", "اتهم", "طالب", "بأن", "إن", "أن", "على", "عن", "إلى"),
    *("وفقا", "بحسب", "الرئيس", "الوزير", "روسيا", "بوتين", "مضيفا", "قائلا", "الذي", "وهو"),
    *("ما", '"', "«", "»", "“", "”", ":", "،", ".", "؟", "(", ")", "في", "بيان", "أمس"),
    *("لرويترز", "كما", "و", "قد", "كان", "لم", "من"),
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)


def found(text: str) -> tuple[Statement, ...]:
    if not text.strip():
        return ()
    start = len(text) - len(text.lstrip())
    span = (start, len(text.rstrip()))
    segment = TranslatedSegment(
        id=0,
        paragraph=0,
        span=span,
        translation=Translation(ar=text[slice(*span)], en="", score=1.0, confidence="low"),
    )
    return find(Document(text=text, paragraphs=(Paragraph(span=span),)), [segment])


def sound(text: str) -> None:
    statements = found(text)
    assert [one.id for one in statements] == list(range(len(statements)))
    for one in statements:
        assert 0 < one.score < 1
        for part in (
            one.cue,
            one.content,
            one.speaker,
            one.addressee,
            one.venue,
            one.time,
            one.via,
        ):
            if part is not None:
                low, high = part.span
                assert 0 <= low < high <= len(text)
                assert text[low:high] == part.ar
        assert one.answers is None or one.answers in range(len(statements))


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_reporting_words_in_any_order(text: str) -> None:
    sound(text)


@given(st.text(max_size=80))
@settings(deadline=None)
def test_any_characters(text: str) -> None:
    sound(text)


def test_the_same_text_gives_the_same_statements() -> None:
    text = "قال الوزير إن الوضع خطير، مضيفا أن المساعدات لا تكفي. وأكد أن الحل قريب."
    assert found(text) == found(text)
