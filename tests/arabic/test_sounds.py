from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.arabic.clitics import fold
from service.arabic.sound_index import ArabicIndex, EnglishIndex
from service.arabic.sounds import FAR, akin, distance, latin

ROWS = [
    line.split("\t")
    for line in Path(__file__).parent.joinpath("data", "sounds.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
SAME = [(arabic, english) for kind, arabic, english in ROWS if kind == "same"]
BARE = [pair for pair in SAME if pair[0][0] not in "وفبلا"]
ARABIC = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", max_size=40)
LATIN = st.text("abcdefghijklmnopqrstuvwxyz", max_size=40)


@pytest.mark.parametrize(("kind", "arabic", "english"), ROWS)
def test_pair(kind: str, arabic: str, english: str) -> None:
    assert akin(fold(arabic), latin(english)) == (kind == "same")


def test_the_index_finds_what_sounds_alike_among_others() -> None:
    keys = [fold(arabic) for _, arabic, _ in ROWS]
    names = [latin(english) for _, _, english in ROWS]
    arabic, english = ArabicIndex(keys), EnglishIndex(names)
    assert [name for _, name in SAME if not arabic.hears(latin(name))] == []
    assert [word for word, _ in SAME if not english.hears(fold(word))] == []


@given(st.sampled_from(BARE), st.sampled_from(["و", "ف", "ب", "ل", "وب", "ول"]))
def test_clitics_do_not_change_a_name(pair: tuple[str, str], clitics: str) -> None:
    arabic, english = fold(pair[0]), latin(pair[1])
    assert distance(clitics + arabic, english) <= distance(arabic, english) + 0.15


@given(ARABIC, LATIN)
def test_distances_have_an_end(arabic: str, english: str) -> None:
    assert 0 <= distance(arabic, english) <= FAR


@given(ARABIC, st.lists(LATIN, max_size=8))
def test_an_index_hears_only_what_is_akin(arabic: str, words: list[str]) -> None:
    if EnglishIndex(words).hears(arabic):
        assert any(akin(arabic, word) for word in words)


@given(st.lists(ARABIC, max_size=20), st.lists(LATIN, min_size=1, max_size=3))
def test_an_index_says_the_same_before_and_after_it_was_filed(
    words: list[str], asked: list[str]
) -> None:
    index = ArabicIndex(words)
    early = [ArabicIndex(words).hears(one) for one in asked]
    assert [[index.hears(one) for one in asked] for _ in range(6)] == [early] * 6


@given(st.text(max_size=30))
def test_latin_is_plain_letters(word: str) -> None:
    assert all("a" <= char <= "z" for char in latin(word))


def test_many_different_words_stay_linear() -> None:
    words = [
        f"ب{'اتس'[index % 3]}ر{'كلم'[index // 3 % 3]}ن" * (index % 5 + 1) for index in range(5_000)
    ]
    index = ArabicIndex(words)
    assert not any(index.hears("zqvxwk" + "bcdfgl"[one % 6]) for one in range(500))
