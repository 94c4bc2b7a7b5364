from __future__ import annotations

import io

import pytest
import sentencepiece
from build_toy import WORDS, sentences
from hypothesis import given
from hypothesis import strategies as st

from models.build import spm, vocabulary
from models.build.text import fold_english, key


@pytest.fixture(scope="module")
def model() -> spm.Model:
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([b for _, b in sentences(400)]),
        model_writer=out,
        vocab_size=60,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    return spm.parse(out.getvalue())


def processor(model: spm.Model) -> sentencepiece.SentencePieceProcessor:
    return sentencepiece.SentencePieceProcessor(model_proto=spm.serialize(model))


def test_a_model_survives_parsing(model: spm.Model) -> None:
    assert spm.parse(spm.serialize(model)) == model
    assert model.pieces[0].kind == spm.UNKNOWN
    assert len(processor(model)) == len(model.pieces)


def test_a_pruned_model_spells_words_anew_and_knows_them_all(model: spm.Model) -> None:
    whole = [p.text for p in spm.normal(model) if len(p.text) > 3]
    kept = {p.text for p in spm.normal(model)} - set(whole[::2])
    pruned = processor(spm.prune(model, kept))
    for _, english in sentences(50, seed=7):
        ids = pruned.encode(english)
        assert pruned.unk_id() not in ids
        assert pruned.decode(ids) == english
        assert {pruned.id_to_piece(i) for i in ids} <= kept


def test_merged_models_spell_each_script_as_its_own_model_does(model: spm.Model) -> None:
    native = vocabulary.learn((a for a, _ in sentences(400)), 60, "\u0600-\u06ff")
    merged = processor(vocabulary.source_model(native, model, "\u0600-\u06ff"))
    alone = processor(model)
    for arabic, english in zip(WORDS, WORDS.values(), strict=True):
        ids = merged.encode(f"{arabic} {english}", out_type=str)
        assert ids[-len(alone.encode(english)) :] == alone.encode(english, out_type=str)
        assert merged.unk_id() not in merged.encode(arabic)


def test_rows_and_tokens_agree(model: spm.Model) -> None:
    tokens, spell = spm.tokens(model), processor(model)
    for _, english in sentences(20, seed=3):
        pieces = spell.encode(english, out_type=str)
        assert [tokens[row] for row in spm.rows(spell.encode(english))] == pieces
    assert tokens[:2] == ["</s>", "<unk>"]
    assert spm.rows([0]) == [1]


def test_something_else_is_not_a_model() -> None:
    with pytest.raises((ValueError, IndexError)):
        spm.parse(b"\xff\xff\xff")


def test_english_is_folded() -> None:
    assert fold_english("“It’s—now…”\u200f  10–12") == '"It\'s - now..." 10-12'


@given(st.text())
def test_folding_is_idempotent(text: str) -> None:
    once = fold_english(text)
    assert fold_english(once) == once


@given(st.text())
def test_the_key_ignores_case_spaces_and_punctuation(text: str) -> None:
    assert key(f"  {text}!? ") == key(text)
