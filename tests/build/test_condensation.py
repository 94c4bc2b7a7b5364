from __future__ import annotations

import pytest

from models.build import shortlist
from models.build.condensation import Article, cut, faithful, headlines, keys, sourced, truecased


def test_a_title_in_capitals_is_written_as_its_article_writes_it() -> None:
    text = "Shares of Bank of Japan fell. The finance minister of Japan spoke to IMF officials."
    known = {"officials": "officials", "meets": "meets"}
    written = truecased("JAPAN MINISTER MEETS IMF OFFICIALS", text, known)
    assert written == "Japan minister meets IMF officials"


def test_a_title_gets_back_the_source_that_its_lead_names() -> None:
    lead = "The Federal Motor Office said new car registrations rose in September."
    assert "Car registrations rise, Federal Motor Office says" in sourced(
        "Car registrations rise", lead
    )


@pytest.mark.parametrize(
    ("sentence", "wanted", "short"),
    [
        (
            "Meanwhile, the ministry said in a statement that the road to Aden had been reopened.",
            None,
            "The ministry said that the road to Aden had been reopened.",
        ),
        (
            "Egypt sent two ships to Port Sudan on Friday, as part of a plan to help its citizens.",
            "Egypt sends ships to Port Sudan",
            "Egypt sent two ships to Port Sudan.",
        ),
        ("The envoy denied that he had met the rebels in Doha last week or ever.", None, None),
    ],
)
def test_a_sentence_is_cut_as_far_as_it_stays_true(
    sentence: str, wanted: str | None, short: str | None
) -> None:
    got = cut(sentence, keys(wanted) & keys(sentence) if wanted else None)
    assert got == short
    assert got is None or faithful(got, sentence)


def test_only_titles_that_their_lead_supports_are_learned() -> None:
    lead = "Iran freed two French tourists on Sunday after a year in prison."
    good = Article("x", "Iran frees two French tourists", lead)
    bad = Article("x", "Iran jails three German tourists for life", lead)
    assert [pair.origin for pair, _, _ in headlines([good, bad])] == ["headline/x"]


def test_a_piece_may_become_its_other_forms_and_nothing_else() -> None:
    tokens = ["</s>", "<unk>", "▁says", "▁say", "▁Saying", "▁oil", "oil", "▁the", "."]
    found = shortlist.shortlist(tokens)
    assert found["▁say"][0] == "▁say"
    assert {"▁says", "▁Saying"} <= set(found["▁say"])
    assert set(found["▁oil"]) == {"▁oil", "oil"}
    assert "▁the" in found[""]
    assert "</s>" not in found
    assert list(shortlist.lines({"a": ["a", "b"]})) == ["a\ta b\n"]
