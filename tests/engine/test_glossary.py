from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.arabic.normalise import normalise
from service.engine.glossary import Glossary
from service.errors import ConfigurationError

TERMS = {
    "الاتحاد الأوروبي": "European Union",
    "روسيا": "Russia",
    "الناتو": "NATO",
    "حلف": "pact",
    "حلف الناتو": "the Alliance",
}


@pytest.mark.parametrize(
    ("ar", "expected"),
    [
        ("قالت روسيا اليوم", "قالت Russia اليوم"),
        ("قال وروسيا", "قال و Russia"),
        ("في الاتحاد الأوروبي.", "في European Union."),
        ("للاتحاد الأوروبي", "ل European Union"),
        ("والاتحاد الاوروبى", "و European Union"),
        ("بالناتو", "ب NATO"),
        ("حلف الناتو", "the Alliance"),
        ("حلف وارسو", "pact وارسو"),
        ("«الناتو»", '"NATO"'),
        ("رُوسِيَا", "Russia"),
        ("روسـيا", "Russia"),
        ("روسيات", "روسيات"),
        ("", ""),
    ],
)
def test_terms_with_their_clitics(ar: str, expected: str) -> None:
    assert Glossary(TERMS).apply(normalise(ar))[0].text == expected


def test_what_was_forced_is_reported_with_its_place() -> None:
    text = "قالت «رُوسيا» وبروسيا"
    _, forced = Glossary(TERMS).apply(normalise(text))
    assert [(one.en, text[slice(*one.span)]) for one in forced] == [
        ("Russia", "رُوسيا"),
        ("Russia", "روسيا"),
    ]


def test_forced_characters_lead_back_to_the_whole_term() -> None:
    text = "قالت روسيا اليوم"
    source, _ = Glossary(TERMS).apply(normalise(text))
    start = source.text.index("Russia")
    assert source.original(start, start + 6) == (5, 10)
    assert source.original(start + 2, start + 3) == (5, 10)
    end = source.text.index("اليوم")
    assert text[slice(*source.original(end, end + 5))] == "اليوم"


@given(st.text(st.sampled_from('روسيا الناتوحلفو وبل،"ًـ'), max_size=60))
def test_offsets_stay_whole_and_in_order(text: str) -> None:
    source, forced = Glossary(TERMS).apply(normalise(text))
    assert len(source.text) == len(source.starts) == len(source.ends)
    assert list(source.starts) == sorted(source.starts)
    assert all(0 <= a < b <= len(text) for a, b in (one.span for one in forced))


def test_a_request_wins_over_the_configuration() -> None:
    both = Glossary({"روسيا": "RUSSIA"}).over(Glossary(TERMS))
    assert both.apply(normalise("روسيا والناتو"))[0].text == "RUSSIA و NATO"


def test_the_digest_follows_the_content() -> None:
    assert Glossary(TERMS).digest == Glossary(dict(reversed(TERMS.items()))).digest
    assert Glossary(TERMS).digest != Glossary({**TERMS, "روسيا": "Rossiya"}).digest
    assert Glossary().digest == ""


def test_tsv(tmp_path: Path) -> None:
    file = tmp_path / "terms.tsv"
    file.write_text("\ufeff# comment\nروسيا\tRussia\textra\n\n", "utf-8")
    assert Glossary.read(file).apply(normalise("روسيا"))[0].text == "Russia"


@pytest.mark.parametrize("line", ["روسيا", "روسيا\t", "\tRussia", "...\tdots"])
def test_a_line_that_cannot_be_used(tmp_path: Path, line: str) -> None:
    file = tmp_path / "terms.tsv"
    file.write_text(f"حلف\tpact\n{line}\n", "utf-8")
    with pytest.raises(ConfigurationError):
        Glossary.read(file)


@pytest.mark.parametrize(
    ("ar", "en"), [("ر" * 201, "x"), ("روسيا", "x" * 201), (" ر" * 13, "x"), ("", "x"), ("ر", " ")]
)
def test_a_term_no_glossary_may_have(ar: str, en: str) -> None:
    with pytest.raises(ConfigurationError, match="glossary: "):
        Glossary({ar: en})


def test_a_megabyte_of_one_term_is_linear() -> None:
    text = "روسيا " * 20_000
    _, forced = Glossary(TERMS).apply(normalise(text))
    assert len(forced) == 20_000
