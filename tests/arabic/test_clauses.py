from __future__ import annotations

import math
from pathlib import Path

import pytest
from arabic.hostile import texts
from hypothesis import given
from hypothesis import strategies as st

from service.arabic.clauses import split

SEED = Path(__file__).parents[2] / "seeds" / "white-house-ukraine.ar.txt"


def words(text: str) -> int:
    return len(text.split())


# A bar stands at every cut, the number is the limit in words.
GOLDEN = [
    ("وصل الوفد اليوم؛ |وغادر غدا.", 4),
    ("أعلنت الوزارة القرار أمس، |لكن النقابة رفضته فورا.", 5),
    ("وصل الوزير والسفير إلى العاصمة، |ثم عادا، بعد يومين، إلى بلديهما.", 6),
    ("قال مدير المركز الوطني للبحوث |إن العدد ارتفع كثيرا.", 6),
    # The comma inside the quotation is left alone while there is a gap outside it.
    ('وصف الرئيس الاتفاق الأخير |بأنه "خطوة جيدة، مهمة، ضرورية" أمس.', 6),
    ('وصف الرئيس الاتفاق بكلمة |"خطوة جيدة، مهمة، ضرورية" |أمس صباحا.', 4),
    # Figures keep their words and what they count.
    ("خصصت الحكومة للمشروع الجديد |خمسة وعشرين مليون دولار هذا العام.", 6),
    ("شارك في السباق |الـ 70 عداء أمس.", 4),
    ("قصيرة تتسع كلها.", 12),
]


@pytest.mark.parametrize(("marked", "limit"), GOLDEN)
def test_golden(marked: str, limit: int) -> None:
    text = marked.replace("|", "")
    wanted = [piece.strip() for piece in marked.split("|")]
    assert [text[begin:end] for begin, end in split(text, words, limit)] == wanted


@given(texts, st.integers(1, 12))
def test_no_word_is_lost_or_made(text: str, limit: int) -> None:
    pieces = split(text, words, limit)
    assert [word for begin, end in pieces for word in text[begin:end].split()] == text.split()
    assert all(1 <= words(text[begin:end]) <= limit for begin, end in pieces)


@given(texts, st.integers(1, 12))
def test_pieces_and_gaps_are_the_text(text: str, limit: int) -> None:
    position = 0
    for begin, end in split(text, len, limit):
        assert begin < end
        assert end - begin <= limit
        assert not text[position:begin].strip()
        assert text[begin:end] == text[begin:end].strip()
        position = end
    assert not text[position:].strip()


@given(texts, st.integers(1, 30))
def test_a_measure_that_does_not_add_up_is_still_kept_under(text: str, limit: int) -> None:
    def measure(piece: str) -> int:
        return len(piece) + 5 * words(piece) ** 2 // 4

    for begin, end in split(text, measure, limit):
        assert measure(text[begin:end]) <= limit or end - begin == 1


@given(texts)
def test_what_fits_is_one_piece(text: str) -> None:
    pieces = split(text, len, max(1, len(text)))
    assert len(pieces) == (1 if text.strip() else 0)


@pytest.mark.parametrize("unit", ["كلمة ", "ا", "، ", "قال: «نعم» ", "5 ", "خمسة وعشرون "])
def test_measuring_is_near_linear(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    measured = 0

    def measure(piece: str) -> int:
        nonlocal measured
        measured += len(piece)
        return len(piece)

    assert len(split(text, measure, 200)) >= 99
    assert measured <= 2 * len(text) * math.log2(len(text))


def test_a_piece_is_cut_as_evenly_as_it_can_be() -> None:
    text = " ".join(["كلمة"] * 101)
    sizes = [words(text[begin:end]) for begin, end in split(text, words, 100)]
    assert len(sizes) == 2
    assert min(sizes) >= 45


@pytest.mark.parametrize("limit", [12, 16, 20, 30])
def test_a_quotation_that_fits_stays_whole(limit: int) -> None:
    checked = 0
    for text in SEED.read_text("utf-8").split("\n\n"):
        if text.count('"') != 2:
            continue
        quotation = text[text.index('"') : text.rindex('"') + 1]
        if words(quotation) < limit:
            checked += 1
            assert any(quotation in text[begin:end] for begin, end in split(text, words, limit))
    assert checked


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_below_one_is_refused(limit: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        split("نعم", len, limit)
