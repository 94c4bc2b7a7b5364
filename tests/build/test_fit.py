"""Pairs that would teach invention are found."""

from __future__ import annotations

import pytest

from models.build.fit import arabic_english

AR = "أعلنت وزارة الصحة في غزة مقتل 3 أشخاص ولم تحدد السبب."


@pytest.mark.parametrize(
    ("english", "why"),
    [
        ("The health ministry in Gaza announced 3 deaths and did not name the cause.", None),
        (
            (
                "The health ministry in Gaza announced 3 deaths and did not name the cause, "
                "Shehab Wire reported."
            ),
            "name_added",
        ),
        (
            "The health ministry in Gaza announced 3 deaths. It did not name the cause.",
            "sentence_added",
        ),
        (
            "The health ministry in Gaza announced 4 deaths and did not name the cause.",
            "number_changed",
        ),
        ("The health ministry in Gaza announced 3 deaths and named the cause.", "negation_lost"),
    ],
)
def test_what_the_english_adds_or_loses_is_named(english: str, why: str | None) -> None:
    assert arabic_english(AR, english) == why
