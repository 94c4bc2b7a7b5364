"""Words that a model hardly saw: found with their clitics, outside names, in linear time."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.engine.hints import Hints
from service.errors import ModelFailed

WORDS = Hints({"قنصل": "consul", "غرامة": "fine", "لاجئ": "refugee", "سمو": "highness"})


def found(text: str, *taken: tuple[int, int]) -> list[tuple[str, str]]:
    return [(text[slice(*span)], english) for span, english in WORDS.find(text, taken)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("قال القنصل", [("القنصل", "consul")]),
        ("للقنصل وبالغرامة", [("لقنصل", "consul"), ("الغرامة", "fine")]),
        ("وقنصل ولقنصل", [("قنصل", "consul"), ("قنصل", "consul")]),
        ("فاللاجئ", [("اللاجئ", "refugee")]),
        ("السمو", [("السمو", "highness")]),
        # One letter in front of three is too often the word's own.
        ("وسمو", []),
        ("قنصلية غرامات", []),
    ],
)
def test_words_are_found_behind_clitics(text: str, words: list[tuple[str, str]]) -> None:
    assert found(text) == words


def test_what_is_taken_is_left_alone() -> None:
    text = "القنصل قنصل والقنصل"
    assert found(text, (0, 6)) == [("قنصل", "consul"), ("القنصل", "consul")]
    assert found(text, (7, 11), (12, 19)) == [("القنصل", "consul")]


@given(st.text(st.sampled_from("القنصلوب غرمةج ئسx"), max_size=80))
def test_spans_are_apart_in_order_and_inside(text: str) -> None:
    last = 0
    for (start, end), _ in WORDS.find(text):
        assert last <= start < end <= len(text)
        last = end


def test_a_table_that_is_no_table_is_named(tmp_path: Path) -> None:
    file = tmp_path / "words.tsv"
    assert not Hints.read(file)
    file.write_text("قنصل\tconsul\n", "utf-8")
    assert len(Hints.read(file)) == 1
    file.write_text("قنصل\tconsul\nغرامة\n", "utf-8")
    with pytest.raises(ModelFailed, match=r"words\.tsv:2"):
        Hints.read(file)
