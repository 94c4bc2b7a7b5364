from __future__ import annotations

from pathlib import Path

import pytest
import sentencepiece
from hypothesis import given
from hypothesis import strategies as st

from service.arabic.normalise import normalise_text
from service.engine.pieces import SourceTokenizer, join
from service.errors import ModelFailed

BUNDLE = Path(__file__).parents[2] / "models" / "ar-en"
TOKENIZER = SourceTokenizer(BUNDLE / "source.spm")
TARGET = sentencepiece.SentencePieceProcessor(model_file=str(BUNDLE / "target.spm"))

NEWS = st.text(st.sampled_from('ابتثجحخدذرزسشصضطظعغفقكلمنهوي ،.؟"%0123456789AbcRz😀☃'), max_size=80)


@given(NEWS.map(normalise_text))
def test_spans_of_pieces_tile_the_text(text: str) -> None:
    found = TOKENIZER.split(text)
    assert "".join(text[start:end] for start, end in found.spans) == text.replace(" ", "")
    assert len(found.pieces) == len(found.spans) == TOKENIZER.count(text)


@given(st.text(max_size=60))
def test_spans_are_in_order_whatever_the_text(text: str) -> None:
    found = TOKENIZER.split(normalise_text(text))
    position = 0
    for start, end in found.spans:
        assert position <= start <= end
        position = end
    assert position <= len(text) * 20


@given(st.text(st.sampled_from("abcdefgh THE.,'\"0123456789%-"), max_size=80))
def test_joining_is_what_sentencepiece_decodes(text: str) -> None:
    pieces = TARGET.encode(text, out_type=str)
    assert join(pieces).text == TARGET.decode(pieces).strip()


@given(st.lists(st.sampled_from(["▁The", "▁", "▁▁", "re", ".", "▁a b", "", "'s"]), max_size=12))
def test_every_piece_belongs_to_the_word_it_made(pieces: list[str]) -> None:
    joined = join(pieces)
    for start, end in joined.words:
        assert joined.text[start:end].split() == [joined.text[start:end]]
    assert len(joined.owners) == len(pieces)
    owned: dict[int, str] = {}
    for piece, owner in zip(pieces, joined.owners, strict=True):
        if owner is not None and " " not in piece:
            owned[owner] = owned.get(owner, "") + piece.replace("▁", "")
    if all(" " not in piece for piece in pieces):
        assert owned == {
            index: joined.text[start:end] for index, (start, end) in enumerate(joined.words)
        }


def test_a_file_that_is_no_tokenizer_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "source.spm"
    broken.write_bytes(b"not a model")
    with pytest.raises(ModelFailed, match=r"source\.spm"):
        SourceTokenizer(broken)
