from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from translated_seed import segment

from service import statements
from service.article.document import Document
from service.condense import headline, mark_duplicates, summarise
from service.condense.encoder import SentenceEncoder
from service.condense.summarise import allowed, fit
from service.engine.protocols import Link, Translation
from service.schema import Flag, ModelSignature, SummaryPoint
from service.translated import TranslatedSegment

Article = tuple[Document, tuple[TranslatedSegment, ...]]
_NOWHERE = Document(text="", paragraphs=())


def _unlike(count: int) -> list[TranslatedSegment]:
    topics = [
        "الاقتصاد ينمو",
        "الفريق يفوز",
        "المطر يهطل",
        "البرلمان يصوت",
        "الطائرة تهبط",
        "السوق تغلق",
    ]
    return [segment(i, f"{topics[i % 6]} في المدينة رقم {i}", f"Item {i}") for i in range(count)]


def test_the_seed_in_four_points(seed_article: Article, encoder: SentenceEncoder) -> None:
    document, segments = seed_article
    marked = mark_duplicates(segments)
    found = statements.find(document, marked)
    points = summarise(document, marked, found, points=4, encoder=encoder)
    chosen = [point.segments[0] for point in points]
    assert chosen == sorted(chosen)
    assert 1 in chosen  # the event
    assert {3, 4, 10} & set(chosen)  # the other side
    assert 8 in chosen  # the accusation and its denial, in one sentence
    assert {9, 10} & set(chosen)  # the demand
    assert not {7, 11} <= set(chosen)  # the repeated paragraph once at most
    english = " ".join(point.en for point in points)
    assert "accuse Russia" in english
    assert "has denied" in english
    for point in points:
        assert point.method == "extractive"
        assert point.en[0].isupper()
        assert point.en.rstrip('"').endswith((".", "?", "!"))
        assert not point.ar.startswith(("و", "هذا", "فيما"))


def test_both_sides_of_a_point_say_the_same(
    seed_article: Article, encoder: SentenceEncoder
) -> None:
    document, segments = seed_article
    points = summarise(document, mark_duplicates(segments), (), points=5, encoder=encoder)
    english = np.asarray(encoder.encode([point.en for point in points]))
    arabic = np.asarray(encoder.encode([point.ar for point in points]))
    likeness = english @ arabic.T
    assert np.diag(likeness).min() > 0.6
    assert (likeness.argmax(axis=1) == np.arange(len(points))).all()


@pytest.mark.parametrize(
    ("sentences", "expected"), [(1, 1), (2, 1), (3, 2), (4, 2), (9, 4), (90, 4)]
)
def test_a_short_article_is_not_made_longer(sentences: int, expected: int) -> None:
    assert allowed(sentences, 4) == expected
    assert len(summarise(_NOWHERE, _unlike(sentences), (), points=4, encoder=None)) == expected


def test_repeats_count_once(encoder: SentenceEncoder) -> None:
    once = _unlike(6)
    twice = mark_duplicates(
        [*once, *(segment(6 + i, s.translation.ar, s.translation.en) for i, s in enumerate(once))]
    )
    points = summarise(_NOWHERE, twice, (), points=10, encoder=encoder)
    assert len(points) == 3
    assert all(point.segments[0] < 6 for point in points)


def test_a_lead_that_repeats_the_title_may_still_be_a_point() -> None:
    text = "أعلنت الحكومة اليوم خطة جديدة للاقتصاد"
    article = mark_duplicates(
        [
            segment(0, text, "Plan", title=True),
            segment(1, text, "Plan"),
            *(segment(2 + i, s.translation.ar) for i, s in enumerate(_unlike(3))),
        ]
    )
    assert article[1].duplicate_of == 0
    assert (1,) in {p.segments for p in summarise(_NOWHERE, article, (), points=2, encoder=None)}


def test_an_article_that_is_only_a_title_has_one_point() -> None:
    points = summarise(
        _NOWHERE, [segment(0, "عنوان", "Headline", title=True)], (), points=3, encoder=None
    )
    assert [point.en for point in points] == ["Headline."]


def test_nothing_in_nothing_out() -> None:
    assert summarise(_NOWHERE, [], (), points=3, encoder=None) == ()
    assert summarise(_NOWHERE, _unlike(3), (), points=0, encoder=None) == ()


class _Writer:
    """Writes what it is told to; `headline` writes the first of it."""

    def __init__(self, *sentences: tuple[str, ...]) -> None:
        self.sentences = sentences

    def rewrite(self, sentences: Sequence[str]) -> list[tuple[str, ...]]:
        return list(self.sentences[: len(sentences)])

    def headline(self, lead: str) -> tuple[str, ...]:
        del lead
        return self.sentences[0]


def _aligned(number: int, *pairs: tuple[str, str], title: bool = False) -> TranslatedSegment:
    """Make a segment of phrases; every word of an English one links to its Arabic phrase."""
    ar = " ".join(arabic for arabic, _ in pairs if arabic)
    english, at = "", 0
    links: list[Link] = []
    for arabic, phrase in pairs:
        first = ar.index(arabic, at)
        at = first + len(arabic)
        words = [m.span() for m in re.finditer(r"\S+", arabic)]
        for place, match in enumerate(re.finditer(r"\S+", phrase)):
            start, end = words[min(place, len(words) - 1)]
            base = len(english) + bool(english)
            links.append(
                Link(
                    target=(base + match.start(), base + match.end()),
                    source=(first + start, first + end),
                    weight=0.9,
                )
            )
        english += (" " if english else "") + phrase
    return TranslatedSegment(
        id=number,
        paragraph=number,
        span=(0, len(ar)),
        translation=Translation(
            ar=ar, en=english, score=0.9, confidence="high", links=tuple(links)
        ),
        title=title,
    )


_VISIT = (
    ("وصل الرئيس التركي", "The Turkish president arrived"),
    ("إلى الدوحة", "in Doha"),
    ("مساء الأحد،", "on Sunday evening,"),
    ("حيث استقبله أمير قطر.", "where Qatar's emir received him."),
)


def _rewritten(sentence: TranslatedSegment, *written: str) -> SummaryPoint:
    (point,) = summarise(
        _NOWHERE, [sentence], (), points=2, encoder=None, summarizer=_Writer(written)
    )
    return point


def test_what_a_model_writes_is_taken_when_it_holds_and_arabic_is_cut_alike() -> None:
    point = _rewritten(
        _aligned(0, *_VISIT), "the Turkish president arrived in Doha on Sunday evening"
    )
    assert point.method == "abstractive"
    assert point.en == "The Turkish president arrived in Doha on Sunday evening."
    assert point.ar == "وصل الرئيس التركي إلى الدوحة مساء الأحد."


def test_an_aside_goes_with_both_its_commas() -> None:
    point = _rewritten(
        _aligned(
            0,
            ("أعلنت أنقرة،", "Ankara announced,"),
            ("مساء أمس الخميس،", "late on Thursday evening,"),
            ("أنها أرسلت سفينة إلى ليبيا.", "that it had sent a ship to Libya."),
        ),
        "Ankara announced, that it had sent a ship to Libya.",
    )
    assert point.en == "Ankara announced that it had sent a ship to Libya."
    assert point.ar == "أعلنت أنقرة أنها أرسلت سفينة إلى ليبيا."


def test_what_does_not_hold_leaves_the_sentence_and_a_note() -> None:
    point = _rewritten(
        segment(1, "نفت موسكو الاتهام", "Moscow denied the accusation."), "Moscow accused."
    )
    assert (point.method, point.en) == ("extractive", "Moscow denied the accusation.")
    assert point.ar == "نفت موسكو الاتهام"
    assert [(flag.code, flag.severity) for flag in point.flags] == [("extractive_fallback", "note")]


def test_the_next_form_stands_in_for_one_that_does_not_hold() -> None:
    point = _rewritten(
        _aligned(0, *_VISIT),
        "The Turkish president arrived in Ankara.",
        "The Turkish president arrived in Doha on Sunday.",
        "The Turkish president arrived in Doha on Sunday evening.",
    )
    assert point.en.endswith("on Sunday evening.")


@pytest.mark.parametrize(
    ("pairs", "written", "why"),
    [
        (_VISIT, "The president arrived.", "too little"),
        (_VISIT, "The Turkish president arrived in Doha on Sunday, where.", "the end"),
        (_VISIT, "The Turkish president arrived in Kabul on Sunday evening.", "Kabul"),
        (
            (("قال الوزير إن", "The minister said"), ("5 جنود", "5 soldiers"), ("قتلوا", "died"),
             ("في الشمال", "in the north"), ("و7 في الجنوب.", "and 7 in the south.")),
            "The minister said 5 soldiers died in the south.",
            "7",
        ),
        (
            (("وصل الرئيس إلى الدوحة", "The president arrived in Doha today"),
             ("رغم أنه لم يستقل.", "although he has resigned.")),
            "The president arrived in Doha today.",
            "could not be cut alike",
        ),
    ],
)  # fmt: skip
def test_a_point_stays_whole_when_both_sides_cannot_lose_the_same(
    pairs: tuple[tuple[str, str], ...], written: str, why: str
) -> None:
    sentence = _aligned(0, *pairs)
    point = _rewritten(sentence, written)
    assert (point.method, point.ar) == ("extractive", sentence.translation.ar)
    assert why in point.flags[-1].detail


def test_a_sentence_that_the_model_leaves_alone_is_not_marked() -> None:
    sentence = _aligned(0, *_VISIT)
    for written in ((sentence.translation.en,), ()):
        point = _rewritten(sentence, *written)
        assert (point.method, point.en) == ("extractive", sentence.translation.en)
        assert point.flags == ()


def test_a_headline_is_written_only_where_the_article_has_none() -> None:
    writer = _Writer(("Turkish president arrives in Doha.",))
    lead = _aligned(0, *_VISIT)
    document = Document(text=lead.translation.ar, paragraphs=())
    written = headline(document, [lead], writer)
    assert written.en == "Turkish president arrives in Doha"
    assert written.ar == "وصل الرئيس التركي إلى الدوحة"
    assert (written.own, written.flags[-1].code) == (False, "abridged")
    own = headline(document, [_aligned(0, *_VISIT, title=True)], writer)
    assert (own.en, own.own, own.flags) == (lead.translation.en, True, ())


def test_a_headline_that_adds_gives_way_to_the_lead() -> None:
    lead = _aligned(0, *_VISIT)
    document = Document(text=lead.translation.ar, paragraphs=())
    for text in ("Turkish president arrives in Ankara", "President did not arrive in Doha"):
        written = headline(document, [lead], _Writer((text,)))
        assert (written.en, written.ar) == (lead.translation.en, lead.translation.ar)
        assert [flag.code for flag in written.flags] == ["extractive_fallback"]


def test_flags_point_into_the_document() -> None:
    one = segment(0, "قتل 40 شخصا", "People were killed")
    flag = Flag(code="number_missing", detail="40 is missing", span=(4, 6))
    document = Document(text=f"عنوان\n{one.translation.ar}", paragraphs=())
    moved = TranslatedSegment(
        id=0,
        paragraph=1,
        span=(6, 6 + len(one.translation.ar)),
        translation=type(one.translation)(
            ar=one.translation.ar,
            en="People were killed",
            score=0.5,
            confidence="low",
            flags=(flag,),
        ),
    )
    (point,) = summarise(document, [moved], (), points=1, encoder=None)
    assert point.flags[0].span is not None
    assert document.text[slice(*point.flags[0].span)] == "40"


def test_the_headline_is_the_article_s_own(seed_article: Article) -> None:
    document, segments = seed_article
    own = headline(document, segments)
    assert own.own
    assert document.text[slice(*own.span)] == own.ar == segments[0].translation.ar
    borrowed = headline(document, segments[1:])
    assert not borrowed.own
    assert document.text[slice(*borrowed.span)] == borrowed.ar == segments[1].translation.ar
    with pytest.raises(ValueError, match="no headline"):
        headline(document, [])


def test_fit_keeps_whole_points_and_at_least_one() -> None:
    points = summarise(_NOWHERE, _unlike(8), (), points=4, encoder=None)
    size = [len(point.en) + len(point.ar) for point in points]
    assert fit(points, sum(size)) == points
    assert fit(points, sum(size) - 1) == points[:-1]
    assert fit(points, 0) == points[:1]
    assert fit((), 10) == ()


@pytest.mark.parametrize("wanted", [1, 2, 3])
def test_a_budget_of_characters_keeps_the_most_telling_points_in_article_order(
    seed_article: Article, wanted: int
) -> None:
    document, segments = seed_article
    found = statements.find(document, segments)
    points = summarise(document, segments, found, points=wanted, encoder=None)
    size = sum(len(point.en) + len(point.ar) for point in points)
    assert summarise(document, segments, found, points=5, characters=size, encoder=None) == points
    assert len(summarise(document, segments, found, points=5, characters=1, encoder=None)) == 1


@given(st.lists(st.text(max_size=50), min_size=1, max_size=8), st.integers(1, 10))
def test_any_text_makes_distinct_points_of_the_article(texts: list[str], points: int) -> None:
    article = mark_duplicates([segment(i, text) for i, text in enumerate(texts)])
    found = summarise(_NOWHERE, article, (), points=points, encoder=None)
    ids = [point.segments[0] for point in found]
    assert ids == sorted(set(ids))
    assert 1 <= len(ids) <= points


def test_a_point_whose_sides_differ_is_flagged(encoder: SentenceEncoder) -> None:
    ar = "قال الوزير إن الحكومة سترفع أسعار الوقود مطلع العام المقبل."
    good = "The minister said the government would raise fuel prices early next year."
    bad = "The dog slept on the green sofa after a long walk in the rain."
    for english, codes in ((good, []), (bad, ["low_score"])):
        (point,) = summarise(_NOWHERE, [segment(0, ar, english)], (), points=1, encoder=encoder)
        assert [flag.code for flag in point.flags] == codes


def test_a_long_document_is_encoded_in_part(encoder: SentenceEncoder) -> None:
    class Counting:
        signature = encoder.signature
        most = 0

        def encode(self, sentences: Sequence[str]) -> list[list[float]]:
            self.most = max(self.most, len(sentences))
            return encoder.encode(sentences)

    counting = Counting()
    points = summarise(_NOWHERE, _unlike(1500), (), points=5, encoder=counting)
    assert len(points) == 5
    assert counting.most == 257  # the sentences and the title


def test_a_sentence_without_a_translation_is_no_point() -> None:
    article = [
        *_unlike(4),
        segment(4, "أعلنت الحكومة اليوم خطة جديدة كبيرة للاقتصاد في البلاد", ""),
    ]
    assert all(point.en for point in summarise(_NOWHERE, article, (), points=3, encoder=None))


class _Counting:
    """An encoder that notes how much it was given; every sentence lies somewhere else."""

    signature = ModelSignature(id="count", sha256="", compute_type="", beam=0)

    def __init__(self) -> None:
        self.sentences = 0

    def encode(self, sentences: Sequence[str]) -> list[list[float]]:
        self.sentences += len(sentences)
        rows = np.random.default_rng(len(sentences)).normal(size=(len(sentences), 16))
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).tolist()


@pytest.mark.parametrize("sentences", [400, 1600])
def test_a_long_document_costs_the_encoder_and_the_model_no_more_than_a_long_article(
    sentences: int,
) -> None:
    counting, writer = _Counting(), _Writer((), (), (), ())
    article = mark_duplicates(_unlike(sentences))
    points = summarise(_NOWHERE, article, (), points=4, encoder=counting, summarizer=writer)
    assert len(points) == 4
    assert counting.sentences <= 256 + 1 + 3 * 2 * 4
