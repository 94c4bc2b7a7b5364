from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.arabic.gazetteer import trie
from service.fidelity import check
from service.fidelity.english_names import common, english_names
from service.fidelity.hedges import cues
from service.fidelity.names_missing import missing

ROWS = [
    line.split("\t")
    for line in Path(__file__).parent.joinpath("data", "names.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
CHECKED = {"name_added", "name_missing", "hedge_lost"}
KEPT = [(ar, en) for expected, ar, en in ROWS if expected == "kept" and not en.isupper()]
INVENTED = ["Zaporowski", "Kalidai", "Brimblewick", "Mordovsk", "Quxford"]


def codes(ar: str, en: str) -> set[str]:
    return {flag.code for flag in check(ar, en)} & CHECKED


@pytest.mark.parametrize(("expected", "ar", "en"), ROWS)
def test_row(expected: str, ar: str, en: str) -> None:
    assert codes(ar, en) == (set() if expected == "kept" else set(expected.split()))


@given(st.sampled_from(KEPT), st.sampled_from(INVENTED), st.integers(0, 20))
def test_a_name_put_in_anywhere_is_doubted(pair: tuple[str, str], name: str, place: int) -> None:
    ar, en = pair
    words = en.split()
    words.insert(min(place, len(words)), name)
    details = [flag.detail for flag in check(ar, " ".join(words)) if flag.code == "name_added"]
    assert [detail for detail in details if name in detail]


@given(st.sampled_from(KEPT))
def test_faithful_english_stays_so_without_capitals_and_with_noise(pair: tuple[str, str]) -> None:
    ar, en = pair
    assert codes(ar, f"“{en}”") == set()
    assert not [flag for flag in check(ar, en.casefold()) if flag.code == "name_added"]


def test_a_name_in_the_place_of_another_is_one_doubt_that_shows_both() -> None:
    ar, en = "قال أفيناتي إن الحكم صدر", "Azinati said the ruling was issued"
    (flag,) = check(ar, en, [((0, 7), (4, 11)), ((8, 12), (0, 3))])
    assert (flag.code, flag.span) == ("name_missing", (4, 11))
    assert "أفيناتي" in flag.detail
    assert "Azinati" in flag.detail


def test_an_invented_name_points_at_the_words_it_came_from() -> None:
    ar, en = "ووصفتها بأنها عمل قانوني", "Kalidai described it as legal"
    (flag,) = check(ar, en, [((0, 7), (0, 7))])
    assert (flag.code, flag.span) == ("name_added", (0, 7))


def test_a_name_is_doubted_once() -> None:
    found = check("قال المتحدث. وقال المتحدث.", "Kalidai said. And Kalidai said.")
    assert [flag.code for flag in found] == ["name_added"]
    lost = check("وصل بارسيتولو، ثم غادر بارسيتولو.", "He arrived, then he left.")
    assert [flag.code for flag in lost] == ["name_missing"]


@given(st.sampled_from(sorted(trie().children)))
def test_every_sure_name_of_the_gazetteer_is_answered_by_its_own_english(word: str) -> None:
    entry = trie().children[word].entry
    if entry is not None:
        assert not [one for one in missing(word, f"He saw {entry.en[0]} again") if one.en]
        added = [flag for flag in check(word, entry.en[0]) if flag.code == "name_added"]
        assert added == []


@pytest.mark.parametrize(
    ("en", "names"),
    [
        ("Foreign Minister of the State", []),
        ("Moreover, the Interestingly named Weapons", []),
        ("They're late. Don’t go.", []),
        ("Mohammed VI met O'Brien’s team", ["Mohammed", "O'Brien"]),
        ("the U.S. and the I.A.E.A.", ["US", "IAEA"]),
        ("al-Assad, Jean-Pierre", ["Assad", "Jean", "Pierre"]),
        ("MINISTER SAID IN KALIDAI", []),
        ("A. B.", []),
    ],
)
def test_which_words_name(en: str, names: list[str]) -> None:
    assert [name.text for name in english_names(en)] == names


@given(st.text(max_size=80))
def test_english_names_are_where_they_say(en: str) -> None:
    for name in english_names(en):
        start, end = name.span
        assert 0 <= start < end <= len(en)
        assert en[start:end].replace(".", "") == name.text


@given(st.sampled_from(["minister", "attack", "city", "plan", "stop", "carry"]))
def test_regular_forms_of_a_word_are_words(word: str) -> None:
    assert common(word)
    assert common(word + "s")


@given(st.text(max_size=60))
def test_cues_lie_inside(ar: str) -> None:
    for _, (start, end) in cues(ar):
        assert 0 <= start < end <= len(ar)


@pytest.mark.parametrize(
    "one", ["Kalidai ", "Kalidai-", "A.", "قد يصل ", "لم سوى ", "محمد بارسيتولو "]
)
def test_a_megabyte_of_names_is_checked(one: str) -> None:
    text = one * (200_000 // len(one))
    check(text, "No.")
    check("لا", text)
    check(text, text)
