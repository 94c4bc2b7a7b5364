"""The bundled model itself: what no fake can show."""

from __future__ import annotations

import random
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from service.arabic.segment import sentences
from service.engine.loading import load
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.engine.protocols import Link, Translation
    from service.engine.translator import CTranslateTranslator
    from service.schema import Span

SEED = (Path(__file__).parents[2] / "seeds" / "white-house-ukraine.ar.txt").read_text("utf-8")
SENTENCES = [SEED[start:end] for start, end in sentences(SEED)]


@pytest.fixture(scope="module")
def translator() -> Iterator[CTranslateTranslator]:
    # Without memory: every call must reach the model.
    made = load(Settings(memory_bytes=0))
    yield made
    made.close()


def _ends(link: Link) -> tuple[Span, Span]:
    return link.target, link.source


@pytest.fixture(scope="module")
def article(translator: CTranslateTranslator) -> Sequence[Translation]:
    return translator.translate(SENTENCES)


def test_the_seed_article_comes_out_in_english(article: Sequence[Translation]) -> None:
    assert [one.ar for one in article] == SENTENCES
    for one in article:
        letters = [char for char in one.en if char.isalpha()]
        assert len(letters) > 20
        assert all(char.isascii() or "\u00c0" <= char <= "\u024f" for char in letters)
        assert 0 <= one.score <= 1


def test_what_every_reader_checks_is_there_or_flagged(article: Sequence[Translation]) -> None:
    for arabic, english in (("2021", "2021"), ("1944", "1944"), ("70", "70"), ("2014", "2014")):
        (one,) = [one for one in article if arabic in one.ar]
        assert english in one.en or any(flag.code.startswith("number") for flag in one.flags)
    for one in article:
        if "نفته موسكو" in one.ar:
            denied = any(word in one.en.lower() for word in ("den", "reject", "not", "dismiss"))
            assert denied or any(flag.code == "negation_lost" for flag in one.flags)


def test_links_point_into_both_texts(article: Sequence[Translation]) -> None:
    for one in article:
        assert len(one.links) >= 0.9 * len(one.en.split())
        for link in one.links:
            assert one.en[slice(*link.target)] in one.en.split()
            assert one.ar[slice(*link.source)].strip() == one.ar[slice(*link.source)] != ""
            assert 0 <= link.weight <= 1


def test_digits_are_aligned_to_themselves(article: Sequence[Translation]) -> None:
    linked = 0
    for one in article:
        for link in one.links:
            word = one.en[slice(*link.target)].strip('.,()"')
            if word.isdigit() and len(word) > 1 and word in one.ar:
                assert one.ar[slice(*link.source)] == word
                linked += 1
    assert linked >= 2


def test_the_first_word_is_aligned_in_company_as_alone(translator: CTranslateTranslator) -> None:
    # CTranslate2's beam search mixes up the first attention row of a batch.
    together = translator.translate(SENTENCES[:6])
    for segment, one in zip(SENTENCES[:6], together, strict=True):
        (alone,) = translator.translate([segment])
        assert one.en == alone.en
        assert _ends(one.links[0]) == _ends(alone.links[0])


def test_company_does_not_change_a_translation(translator: CTranslateTranslator) -> None:
    short = [" ".join(sentence.split()[:count]) for sentence in SENTENCES for count in (3, 7, 11)]
    chosen = random.Random(7).sample(SENTENCES + short, 16)  # noqa: S311 - not a secret
    alone = {segment: translator.translate([segment])[0] for segment in chosen}
    together: dict[str, Translation] = {}

    def call(part: list[str]) -> None:
        together.update(zip(part, translator.translate(part), strict=True))

    threads = [threading.Thread(target=call, args=(chosen[n::4],)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for segment in chosen:
        one, other = alone[segment], together[segment]
        assert (one.en, one.flags, one.confidence) == (other.en, other.flags, other.confidence)
        assert abs(one.score - other.score) < 1e-3
        assert [_ends(link) for link in one.links] == [_ends(link) for link in other.links]


def test_a_sentence_of_six_hundred_words_is_split_not_cut(
    translator: CTranslateTranslator,
) -> None:
    long = "، ".join(sentence.rstrip('."') for sentence in SENTENCES[2:6] * 4)
    (one,) = translator.translate([long])
    assert any(flag.code == "split" for flag in one.flags)
    assert len(one.en.split()) > 0.6 * len(long.split())
    # The last words of the Arabic have left a trace in the English.
    assert max(link.source[1] for link in one.links) > 0.95 * len(long)


def test_a_glossary_reaches_the_output(translator: CTranslateTranslator) -> None:
    (one,) = translator.translate(
        ["قال بيان الكرملين إن روسيا مستعدة."], glossary={"الكرملين": "Moscow Palace"}
    )
    (flag,) = [flag for flag in one.flags if "Moscow Palace" in flag.detail]
    assert flag.code == "forced_term"
    assert one.ar[slice(*(flag.span or (0, 0)))] == "الكرملين"
    assert ("Moscow Palace" in one.en) == (flag.severity == "note")


def test_a_name_is_put_in_and_the_reader_is_told(translator: CTranslateTranslator) -> None:
    (one,) = translator.translate(["قال سيرغي لافروف إن المحادثات مستمرة."])
    assert "Lavrov" in one.en
    (note,) = [flag for flag in one.flags if flag.code == "known_name"]
    assert note.severity == "note"
    assert one.ar[slice(*(note.span or (0, 0)))] == "سيرغي لافروف"


def test_a_name_alone_is_left_to_the_model(translator: CTranslateTranslator) -> None:
    (one,) = translator.translate(["روسيا"])
    assert "Russia" in one.en


@pytest.mark.parametrize("noise", [".", "ه", "=", "!؟"])
def test_noise_of_a_hundred_thousand_characters_costs_little(
    translator: CTranslateTranslator, noise: str
) -> None:
    before = translator.describe().load.tokens
    (one,) = translator.translate(["قال الرئيس " + noise * 50_000 + " إن الاتفاق قريب."])
    assert "President" in one.en or "president" in one.en
    # In source tokens, because seconds depend on the machine.
    assert translator.describe().load.tokens - before < 2_000
