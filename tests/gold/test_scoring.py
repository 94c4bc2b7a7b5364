# pytest.approx is not typed:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.evaluation import baseline, statements, summary
from service.evaluation.gold import GoldStatement
from service.schema import Cue, Mention, Span, Speaker, Statement

TEXT = (
    'قال الوزير أحمد علي إن الأسعار لن ترتفع. وأضاف: "نراقب السوق كل يوم". ونفت الشركة وجود أزمة.'
)


def at(phrase: str) -> Span:
    start = TEXT.index(phrase)
    return start, start + len(phrase)


GOLD = (
    GoldStatement(
        cue=at("قال"),
        kind="say",
        direct="indirect",
        content=at("الأسعار لن ترتفع"),
        reference="named",
        stance="asserted",
        speaker=at("الوزير أحمد علي"),
        name=at("أحمد علي"),
    ),
    GoldStatement(
        cue=at("وأضاف"),
        kind="say",
        direct="direct",
        content=at("نراقب السوق كل يوم"),
        reference="implicit",
        stance="asserted",
        resolved=at("الوزير أحمد علي"),
        entity=(at("الوزير أحمد علي"),),
        distance=1,
    ),
    GoldStatement(
        cue=at("ونفت"),
        kind="deny",
        direct="indirect",
        content=at("وجود أزمة"),
        reference="named",
        stance="denied",
        speaker=at("الشركة"),
    ),
)


def predicted(
    wanted: GoldStatement,
    *,
    content: Span | None = None,
    speaker: Span | None = None,
    resolved: Span | None = None,
) -> Statement:
    where = content or wanted.content
    who = speaker or wanted.speaker or wanted.cue
    return Statement(
        id=0,
        cue=Cue(ar="", span=wanted.cue, kind=wanted.kind),
        content=Mention(ar="", span=where, en=""),
        direct=wanted.direct,
        stance=wanted.stance,
        segments=(),
        score=0.5,
        speaker=Speaker(ar="", span=who, en="", resolved_from=resolved or wanted.resolved),
    )


PERFECT = tuple(predicted(one) for one in GOLD)


def figures(*guesses: Statement) -> statements.Report:
    return statements.report(statements.count(TEXT, GOLD, guesses))


def test_the_annotation_itself_scores_full_marks() -> None:
    report = figures(*PERFECT)
    assert all(score.f1 == 1.0 for score in report.scores.values() if score.gold), report
    assert all(share.value == 1.0 for share in report.shares.values()), report


def test_nothing_predicted_scores_nothing() -> None:
    report = figures()
    assert report.scores["found"].recall == 0.0
    assert report.scores["content overlap"].f1 == 0.0
    assert report.shares["resolved of all"].hits == 0


def test_quotation_marks_and_attached_letters_decide_nothing() -> None:
    start, end = GOLD[1].content
    report = figures(PERFECT[0], predicted(GOLD[1], content=(start - 1, end + 2)), PERFECT[2])
    assert report.scores["content exact"].f1 == 1.0
    cue = GOLD[2].cue
    bare = predicted(GOLD[2])
    bare = Statement(
        id=0,
        cue=Cue(ar="", span=(cue[0] + 1, cue[1]), kind="deny"),
        content=bare.content,
        direct=bare.direct,
        stance=bare.stance,
        segments=(),
        score=0.5,
    )
    assert figures(bare).shares["cue exact"].value == 1.0


def test_a_swapped_speaker_costs_precision_and_recall() -> None:
    swapped = predicted(GOLD[0], speaker=at("الشركة"))
    report = figures(swapped, *PERFECT[1:])
    assert report.scores["found"].f1 == 1.0
    assert report.scores["speaker exact"].precision == pytest.approx(2 / 3)
    assert report.scores["speaker exact"].recall == pytest.approx(2 / 3)


def test_the_bare_name_counts_only_where_it_says_so() -> None:
    report = figures(predicted(GOLD[0], speaker=at("أحمد علي")), *PERFECT[1:])
    assert report.scores["speaker exact"].recall == pytest.approx(2 / 3)
    assert report.scores["speaker or name exact"].recall == 1.0
    assert report.scores["speaker overlap"].recall == 1.0


@pytest.mark.parametrize(
    ("resolved", "right"),
    [(at("الوزير أحمد علي"), 1), (at("أحمد"), 1), (at("الشركة"), 0), (at("السوق"), 0)],
)
def test_a_carried_speaker_is_right_if_it_touches_a_mention(resolved: Span, right: int) -> None:
    report = figures(PERFECT[0], predicted(GOLD[1], resolved=resolved), PERFECT[2])
    assert report.shares["resolved of found"].hits == right
    assert report.shares["resolved of all"].of == 1


def test_an_invented_statement_costs_precision_alone() -> None:
    invented = predicted(GOLD[0], content=at("السوق كل يوم"))
    report = figures(*PERFECT, invented)
    assert report.scores["found"].precision == pytest.approx(3 / 4)
    assert report.scores["found"].recall == 1.0


def test_direct_and_indirect_are_counted_apart() -> None:
    report = figures(PERFECT[1])
    assert report.scores["found|direct"].recall == 1.0
    assert report.scores["found|indirect"].recall == 0.0


def test_half_a_content_is_half_an_overlap() -> None:
    report = figures(predicted(GOLD[1], content=at("نراقب السوق")))
    overlap = report.scores["content overlap|direct"]
    assert (overlap.precision, overlap.recall) == (1.0, 0.5)
    assert report.scores["content exact"].recall == 0.0


def test_reliability_pairs_each_score_with_the_verdict() -> None:
    invented = predicted(GOLD[0], content=at("السوق كل يوم"))
    pairs = statements.reliability(TEXT, GOLD, (*PERFECT, invented))
    assert pairs == ((0.5, True), (0.5, True), (0.5, True), (0.5, False))


places = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(
    lambda pair: (min(pair), max(pair))
)


@given(st.lists(st.tuples(st.sampled_from(GOLD), places, places), max_size=8))
def test_any_prediction_scores_between_nothing_and_everything(
    guesses: list[tuple[GoldStatement, Span, Span]],
) -> None:
    made = [predicted(one, content=where, speaker=who) for one, where, who in guesses]
    report = figures(*made)
    for name, score in report.scores.items():
        assert 0.0 <= score.precision <= 1.0, name
        assert 0.0 <= score.recall <= 1.0, name
        assert 0.0 <= score.f1 <= 1.0, name
    assert all(0.0 <= share.value <= 1.0 for share in report.shares.values())


@given(st.integers(1, 5))
def test_articles_add_up(copies: int) -> None:
    one = statements.count(TEXT, GOLD, PERFECT[:2])
    many = sum((statements.count(TEXT, GOLD, PERFECT[:2]) for _ in range(copies)), Counter[str]())
    assert statements.report(one).scores["found"].f1 == statements.report(many).scores["found"].f1


def test_the_baseline_finds_the_quotation_and_the_plain_report() -> None:
    text = 'قال الوزير إن الأمر انتهى. وأضافت الشركة "نحن نعمل كل يوم". انتهى.'
    found = baseline.statements(text)
    assert [(one.direct, one.content.ar) for one in found] == [
        ("indirect", "الأمر انتهى."),
        ("direct", "نحن نعمل كل يوم"),
    ]
    assert [one.speaker.ar for one in found if one.speaker] == ["الوزير", "الشركة"]


@given(st.text(alphabet='قال إن"«».\n ابت', max_size=200))
def test_the_baseline_takes_any_text(text: str) -> None:
    for one in baseline.statements(text):
        assert text[slice(*one.content.span)] == one.content.ar


KEYS = ((at("قال الوزير أحمد علي إن الأسعار لن ترتفع"),), (at("ونفت الشركة وجود أزمة"),))


@pytest.mark.parametrize(
    ("chosen", "precision", "recall"),
    [
        ((KEYS[0][0], KEYS[1][0]), 1.0, 1.0),
        ((KEYS[0][0],), 1.0, 0.5),
        ((KEYS[0][0], at("نراقب السوق كل يوم")), 0.5, 0.5),
        ((KEYS[0][0], KEYS[0][0]), 0.5, 0.5),
        ((), 0.0, 0.0),
    ],
)
def test_chosen_sentences_are_held_against_the_keys(
    chosen: tuple[Span, ...], precision: float, recall: float
) -> None:
    score = summary.total([summary.count(TEXT, KEYS, chosen)])
    assert (score.precision, score.recall) == (precision, recall)


def test_either_of_two_interchangeable_sentences_covers_a_key() -> None:
    keys = ((KEYS[0][0], at("نراقب السوق كل يوم")),)
    for choice in keys[0]:
        score = summary.total([summary.count(TEXT, keys, (choice,))])
        assert (score.recall, score.word_f1) == (1.0, 1.0)


def test_lead_takes_the_first_sentences() -> None:
    assert baseline.lead([(0, 1), (2, 3), (4, 5), (6, 7)]) == ((0, 1), (2, 3), (4, 5))
