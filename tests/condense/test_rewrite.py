"""The bundled summarizer itself: small enough to load in a test."""

# pyright: reportPrivateUsage=false

from __future__ import annotations

import msgspec
import pytest

from service.condense.rewrite import CTranslateSummarizer, load_summarizer
from service.errors import ModelFailed
from service.settings import Settings

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


def test_a_folder_without_a_model_is_said_to_fail(summarizer: CTranslateSummarizer) -> None:
    broken = msgspec.structs.replace(summarizer._entry, path="/nowhere")
    with pytest.raises(ModelFailed):
        CTranslateSummarizer(broken).headline(_LEAD)
