"""Names whose usual spelling is known."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.arabic.name_units import find_all_names, find_spelt_names
from service.arabic.tables import rows

CASES: list[tuple[str, list[str]]] = [
    # as it stands, behind clitics, beside a name of the gazetteer, everyday words, unknown ones
    ("فاز راونيتش على فونسيكا في الدور الأول", ["Raonic", "Fonseca"]),
    ("وسجل باكستروم الهدف", ["Backstrom"]),
    ("قال ترامب لباكستروم إن المباراة انتهت", ["Backstrom"]),
    ("كانت المباراة صعبة الآن على الفريق", []),
    ("أعلن ديلوكريتو ذلك", []),
]


@pytest.mark.parametrize(("text", "spellings"), CASES)
def test_spellings(text: str, spellings: list[str]) -> None:
    assert [name.en[0] for name in find_spelt_names(text)] == spellings


def test_a_clitic_is_no_part_of_the_name() -> None:
    text = "قال ترامب لباكستروم إن المباراة انتهت"
    (name,) = find_spelt_names(text)
    assert text[slice(*name.span)] == "باكستروم"


@given(st.text(alphabet="نادالبكسترومو وليفي.،ـًA1", max_size=60))
def test_names_lie_in_order_inside_the_text(text: str) -> None:
    found = find_all_names(text)
    assert all(0 <= name.span[0] < name.span[1] <= len(text) for name in found)
    assert all(one.span[1] <= other.span[0] for one, other in pairwise(found))


def test_the_table_can_be_looked_up() -> None:
    table = rows("name_units.tsv")
    keys = [key for key, _ in table]
    assert keys == sorted(set(keys))
    assert all(spelling[0].isupper() for _, english in table for spelling in english.split("|"))
