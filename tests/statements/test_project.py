"""English for a stretch of Arabic; links here are written by hand, as a model would give them."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.article.document import Document, Paragraph
from service.engine.protocols import Link, Translation
from service.schema import Flag
from service.statements import find
from service.statements.project import noun, project, tidy
from service.translated import TranslatedSegment


def segment(ar: str, en: str, pairs: str, *, start: int = 0, number: int = 0) -> TranslatedSegment:
    """`pairs` is `target-source` word numbers from 0, e.g. `0-1 2-0`."""
    source = [match.span() for match in re.finditer(r"\S+", ar)]
    target = [match.span() for match in re.finditer(r"\S+", en)]
    links = tuple(
        Link(target[int(t)], source[int(s)], 0.8)
        for t, s in (pair.split("-") for pair in pairs.split())
    )
    return TranslatedSegment(
        id=number,
        paragraph=0,
        span=(start, start + len(ar)),
        translation=Translation(ar=ar, en=en, score=0.9, confidence="high", links=links),
    )


SAID = segment(
    "قال الوزير إن الاتفاق سيوقع غدا",
    "The minister said that the agreement would be signed tomorrow.",
    "0-1 1-1 2-0 3-2 4-3 5-3 6-4 7-4 8-4 9-5",
)


def of(piece: TranslatedSegment, words: str) -> tuple[int, int]:
    at = piece.translation.ar.index(words)
    return piece.span[0] + at, piece.span[0] + at + len(words)


def test_speaker_and_content_have_their_own_words() -> None:
    speaker = project([SAID], of(SAID, "الوزير"))
    content = project([SAID], of(SAID, "الاتفاق سيوقع غدا"), clause=True)
    assert (speaker.en, speaker.aligned) == ("The minister", True)
    assert (content.en, content.aligned) == ("the agreement would be signed tomorrow", True)


def test_one_stray_link_does_not_stretch_the_part() -> None:
    stray = segment(
        "قال الوزير إن الاتفاق سيوقع غدا",
        "The minister said that the agreement would be signed tomorrow.",
        "0-5 1-1 2-0 3-2 4-3 5-3 6-4 7-4 8-4 9-5",
    )
    content = project([stray], of(stray, "الاتفاق سيوقع غدا"))
    assert content.en == "the agreement would be signed tomorrow"


def test_a_gap_inside_the_part_is_kept() -> None:
    gap = segment(
        "قال الوزير إن الاتفاق سيوقع غدا",
        "The minister said that the agreement would be signed tomorrow.",
        "0-1 1-1 2-0 3-2 4-3 5-3 8-4 9-5",
    )
    assert (
        project([gap], of(gap, "الاتفاق سيوقع غدا")).en == "the agreement would be signed tomorrow"
    )


def test_without_links_the_whole_sentence_stands_in() -> None:
    bare = segment("قال الوزير إن الاتفاق سيوقع", "The minister said the deal would be signed.", "")
    found = project([bare], of(bare, "الوزير"))
    assert not found.aligned
    assert found.en == "The minister said the deal would be signed"


def test_scattered_links_are_not_trusted() -> None:
    scattered = segment(
        "ا ب ت ث ج ح خ د",
        "one two three four five six seven eight",
        "0-0 1-4 2-5 3-1 4-6 5-7 6-2 7-3",
    )
    assert not project([scattered], of(scattered, "ا ب ت")).aligned


def test_the_whole_sentence_is_itself() -> None:
    found = project([SAID], SAID.span)
    assert found.aligned
    assert found.en == "The minister said that the agreement would be signed tomorrow"


def test_a_quotation_over_two_sentences_joins_its_parts() -> None:
    one = segment(
        'وقال "لن نقبل', 'And he said, "We will not accept', "0-0 1-0 2-0 3-2 4-2 5-1 6-2"
    )
    two = segment("هذه الشروط", "these conditions.", "0-0 1-1", start=20, number=1)
    found = project([one, two], (one.span[0] + 5, two.span[1]))
    assert (found.en, found.aligned) == ("We will not accept these conditions", True)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ('"We will not accept', "We will not accept"),
        ('We will not accept"', "We will not accept"),
        ('said "no" and left"', 'said "no" and left'),
        ('"a whole quotation."', "a whole quotation"),
        (", the minister,", "the minister"),
        ("the Atlantic alliance (NATO", "the Atlantic alliance NATO"),
        ('the "Normandy format"', 'the "Normandy format"'),
        ('"so it is "new" now."', 'so it is "new" now'),
        ('"no" and "never"', '"no" and "never"'),
        ("", ""),
    ],
)
def test_no_mark_is_left_dangling(raw: str, clean: str) -> None:
    assert tidy(raw) == clean


def test_a_clause_does_not_open_with_that() -> None:
    assert tidy("that the deal is done", clause=True) == "the deal is done"


def test_a_noun_phrase_stands_alone() -> None:
    assert noun("on the president") == "the president"
    assert noun("Moscow's") == "Moscow"


@given(st.text(alphabet='ab "“”«»(),.', max_size=40))
def test_tidied_text_is_stable_and_invents_nothing(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert re.sub(r"[\W_]", "", once) == re.sub(r"[\W_]", "", text)


def test_a_speaker_never_becomes_somebody_else() -> None:
    text = "قال بوتين إن الاتفاق سيوقع غدا"
    swapped = segment(
        text, "Biden said that the agreement would be signed tomorrow.", "0-1 1-0 2-2 3-3 4-3 8-5"
    )
    document = Document(text=text, paragraphs=(Paragraph(span=(0, len(text))),))
    (one,) = find(document, [swapped])
    assert one.speaker is not None
    assert "Putin" in one.speaker.en
    assert "Biden" not in one.speaker.en
    (flag,) = [flag for flag in one.flags if flag.code == "forced_term"]
    assert flag.severity == "warning"
    assert "Putin" in flag.detail


@pytest.mark.parametrize(
    ("aligned", "phrase"),
    [
        ("which Moscow", "Moscow"),
        ("Putin also", "Putin"),
        ("speaker said at", "speaker"),
        ("of the European Union's", "the European Union"),
        ("that", "that"),
        ("to", "to"),
        ("Bank of England", "Bank of England"),
    ],
)
def test_a_noun_phrase_loses_what_alignment_leaves_at_its_edges(aligned: str, phrase: str) -> None:
    assert noun(aligned) == phrase


def test_a_statement_carries_the_warnings_of_its_sentence() -> None:
    text = "وصل الوفد. قال بوتين إن 3 قتلوا"
    told = segment(text[11:], "Putin said that were killed", "0-1 1-0 2-2 3-4 4-4")
    warning = Flag(code="number_missing", detail="3", span=(13, 14))
    note = Flag(code="split", detail="in 2 parts", severity="note")
    told = msgspec.structs.replace(
        told,
        id=1,
        span=(11, len(text)),
        translation=msgspec.structs.replace(told.translation, flags=(warning, note)),
    )
    before = segment(text[:10], "The delegation arrived.", "1-1 2-0")
    document = Document(text=text, paragraphs=(Paragraph(span=(0, len(text))),))
    (one,) = find(document, [before, told])
    (flag,) = [flag for flag in one.flags if flag.code == "number_missing"]
    assert text[slice(*(flag.span or (0, 0)))] == "3"
    assert not [flag for flag in one.flags if flag.code == "split"]
