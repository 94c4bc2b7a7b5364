from __future__ import annotations

import msgspec
import pytest

from bench.gold.anchors import AnchorError, Article, sentences
from service.evaluation.gold import GoldStatement

TEXT = (
    "قال الوزير أحمد علي إن السوق مستقر. "
    "وأضاف أحمد علي أن السوق لن يتغير، مطالبا التجار بالصبر.\n"
    'وتابع: "سنرى غدا. سنرى بعد غد".'
)
NOTES = (
    "0 say i | قال | A:الوزير [أحمد علي] | إن السوق..$",
    "1 say i | وأضاف | A:[أحمد علي] | السوق..يتغير",
    "1 dem i | مطالبا | A | بالصبر | a=التجار",
    "2 say d | وتابع | A | سنرى غدا..3:$ | ans=-1",
)


def annotated(*lines: str) -> list[GoldStatement]:
    article = Article(TEXT)
    for line in lines:
        article.read(line)
    return msgspec.convert(article.statements(), list[GoldStatement])


def text(span: tuple[int, int] | None) -> str:
    return TEXT[slice(*span)] if span else ""


def test_sentences_end_at_punctuation_before_a_space_and_at_newlines() -> None:
    assert [TEXT[slice(*one)][:6] for one in sentences(TEXT)] == [
        "قال ال",
        "وأضاف ",
        "وتابع:",
        "سنرى ب",
    ]


def test_shorthand_becomes_offsets() -> None:
    first, second, third, fourth = annotated(*NOTES)
    assert text(first.content) == "السوق مستقر"
    assert (text(first.speaker), text(first.name), text(first.role)) == (
        "الوزير أحمد علي",
        "أحمد علي",
        "الوزير",
    )
    assert text(second.content) == "السوق لن يتغير"
    assert (third.kind, third.stance, text(third.addressee)) == ("demand", "demanded", "التجار")
    assert (third.reference, text(third.resolved), third.distance) == ("implicit", "أحمد علي", 0)
    assert text(fourth.content) == "سنرى غدا. سنرى بعد غد"
    assert (fourth.distance, fourth.answers) == (1, 2)
    assert [text(one) for one in fourth.entity] == ["الوزير أحمد علي", "أحمد علي"]


@pytest.mark.parametrize(
    "line",
    [
        "0 say i | صرح | A:الوزير | السوق..$",
        "1 say i | وأضاف | A:[أحمد علي] | سوق",
        "2 say d | وتابع | A | سنرى غدا..غد@3",
        "0 shout i | قال | A:الوزير | السوق..$",
        "0 say x | قال | A:الوزير | السوق..$",
        "9 say i | قال | A:الوزير | السوق..$",
        "0 say i | قال | الوزير | السوق..$",
        "0 say i | قال | A:الوزير [التجار] | السوق..$",
        "0 say i | قال | A:الوزير | السوق..$ | z=التجار",
        "0 say i | قال",
    ],
)
def test_what_cannot_be_found_is_an_error(line: str) -> None:
    with pytest.raises(AnchorError):
        annotated(line)


def test_a_phrase_that_stands_twice_needs_its_number() -> None:
    line = "2 say d | وتابع | - | سنرى..3:$"
    assert text(annotated(line)[0].content) == "سنرى غدا. سنرى بعد غد"
    twice = Article("قال إنه قال نعم.")
    with pytest.raises(AnchorError):
        twice.read("0 say i | قال | - | نعم")
    twice.read("0 say i | قال@2 | - | نعم")


def test_a_speaker_nobody_introduced_is_an_error() -> None:
    with pytest.raises(AnchorError):
        annotated("1 say i | وأضاف | B | السوق..يتغير")
