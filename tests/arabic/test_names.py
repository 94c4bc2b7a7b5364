from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.arabic.gazetteer import size
from service.arabic.names import find_names, matches

_ROWS = [
    line.split("\t")
    for line in Path(__file__).parent.joinpath("data", "names.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
_WORDS = (
    "حلف شمال الأطلسي وروسيا بالكرملين للاتحاد الأوروبي أ . ف ب مجلس الأمن الدولي محمد بن سلمان "
    "\u200f ـ ( ، _ # قال"
)


def shown(text: str) -> str:
    pairs = (f"{text[slice(*name.span)]}={name.en[0]}" for name in find_names(text))
    return "; ".join(pairs) or "none"


@pytest.mark.parametrize(("text", "expected"), _ROWS)
def test_form(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(("text", "expected"), _ROWS)
def test_form_inside_a_sentence(text: str, expected: str) -> None:
    assert shown(f"وأضاف أن {text} هنا.") == expected


@given(st.one_of(st.text(), st.lists(st.sampled_from(_WORDS.split(" "))).map(" ".join)))
def test_spans_are_valid_ordered_and_apart(text: str) -> None:
    past = 0
    for name in find_names(text):
        start, end = name.span
        assert past <= start < end <= len(text)
        assert name.en
        assert 0 < name.confidence <= 1
        past = end


@given(st.text(), st.sampled_from([row[0] for row in _ROWS if row[1] != "none"]))
def test_matching_never_raises_and_finds_the_preferred_form(text: str, arabic: str) -> None:
    for name in find_names(arabic):
        matches(text, name)
        assert matches(f"They met {name.en[0]} there.", name)


@pytest.mark.parametrize(
    ("arabic", "english", "expected"),
    [
        ("بوتين", "Putin's office said", True),
        ("بوتين", "the Kremlin said", False),
        ("الولايات المتحدة", "the US said", True),
        ("الولايات المتحدة", "he told us that", False),
        ("منظمة الصحة العالمية", "those who came", False),
        ("منظمة الصحة العالمية", "WHO said", True),
        ("الروسي", "Russia's president", True),
        ("الروس", "the Russians", True),
        ("روسيا", "Russian troops", True),
        ("روسيا", "Ukrainian troops", False),
        ("أردوغان", "President Erdoğan", True),
        ("نيكولاس مادورو", "Nicolás Maduro", True),
        ("بوريس يلتسين", "Boris Yeltsine", True),
        ("إدلب", "in Edleb", True),
        ("سيرغي لافروف", "Sergey Lavrov", True),
        ("أنغيلا ميركل", "Angela Merkel's party", True),
        ("أنغيلا ميركل", "Emmanuel Macron's party", False),
        ("ساحل العاج", "Côte d’Ivoire", True),
        ("الأراضي الفلسطينية", "settlers on Palestinian land", True),
        ("الجيش الإسرائيلي", "Israel's army said", True),
        ("زين العابدين بن علي", "Zine El Abedin Ben Ali", True),
    ],
)
def test_matches(arabic: str, english: str, *, expected: bool) -> None:
    (name,) = find_names(arabic)
    assert matches(english, name) is expected


def test_everyday_words_are_marked() -> None:
    (name,) = find_names("مالي")
    assert name.confidence < 0.9


def test_diacritics_and_tatweel_do_not_hide_a_name() -> None:
    text = "وَرُوسِيَا و روســـيا"
    assert [text[slice(*name.span)] for name in find_names(text)] == ["رُوسِيَا", "روســـيا"]


def test_gazetteer_is_as_large_as_promised() -> None:
    assert size() > 1500
