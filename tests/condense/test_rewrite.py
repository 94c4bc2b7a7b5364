"""The bundled summarizer itself: small enough to load in a test."""

# pyright: reportPrivateUsage=false

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec
import pytest

from service.condense.rewrite import CTranslateSummarizer, load_summarizer
from service.errors import ModelCorrupted, ModelFailed, ModelMissing
from service.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

_LEAD = (
    "Turkey's foreign minister said on Tuesday that his country would reopen its embassy in "
    "Tripoli next month, adding that talks with the new government had gone well."
)


@pytest.fixture(scope="module")
def summarizer() -> CTranslateSummarizer:
    found = load_summarizer(Settings())
    assert found is not None
    return found


def test_the_weights_are_read_at_the_first_call_only() -> None:
    found = load_summarizer(Settings())
    assert found is not None
    assert found._loaded is None
    assert found.signature.id == "en-headline"
    assert found._loaded is None


def test_it_says_less_with_the_words_it_was_given(summarizer: CTranslateSummarizer) -> None:
    heads = summarizer.headline(_LEAD)
    assert heads
    assert all(len(head) < 0.8 * len(_LEAD) for head in heads)
    assert any("Turkey" in head for head in heads)
    (forms,) = summarizer.rewrite([_LEAD])
    assert forms
    assert all(len(form) <= len(_LEAD) for form in forms)


def test_neighbours_change_nothing(summarizer: CTranslateSummarizer) -> None:
    others = ["Rain fell.", _LEAD, "Oil prices rose 2 percent on Monday after a strike in Libya."]
    together = summarizer.rewrite(others)
    assert [summarizer.rewrite([one])[0] for one in others] == together


def test_what_is_too_long_or_empty_is_left_alone(summarizer: CTranslateSummarizer) -> None:
    assert summarizer.rewrite([]) == []
    endless, lead = summarizer.rewrite(["He said so and " * 60, _LEAD])
    assert endless == ()
    assert lead
    assert all(isinstance(form, str) for form in summarizer.rewrite([""])[0])


def test_no_summarizer_where_none_is_wanted() -> None:
    assert load_summarizer(Settings(summarizer="")) is None


def test_files_that_changed_before_the_first_call_are_not_read(
    summarizer: CTranslateSummarizer, tmp_path: Path
) -> None:
    nowhere = msgspec.structs.replace(summarizer.entry, path="/nowhere")
    with pytest.raises(ModelMissing):
        CTranslateSummarizer(nowhere).headline(_LEAD)
    (tmp_path / "model.bin").write_bytes(b"no weights")
    digest = hashlib.sha256(b"no weights").hexdigest()
    other = msgspec.structs.replace(nowhere, files={"model.bin": digest[::-1]}, path=str(tmp_path))
    with pytest.raises(ModelCorrupted):
        CTranslateSummarizer(other).headline(_LEAD)
    broken = msgspec.structs.replace(other, files={"model.bin": digest})
    with pytest.raises(ModelFailed):
        CTranslateSummarizer(broken).headline(_LEAD)


def test_what_the_catalogue_has_not_changed_is_not_loaded_twice(
    summarizer: CTranslateSummarizer,
) -> None:
    assert load_summarizer(Settings(), summarizer) is summarizer
    other = CTranslateSummarizer(msgspec.structs.replace(summarizer.entry, size="1 B"))
    fresh = load_summarizer(Settings(), other)
    assert fresh is not None
    assert fresh is not other
    assert fresh.entry == summarizer.entry
