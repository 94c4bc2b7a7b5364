from __future__ import annotations

import os
import re
from itertools import chain
from pathlib import Path

import pytest

from service.evaluation import gold
from service.evaluation.statements import Words

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("MUJAZ_SHARED", HERE.parents[2] / "shared"))
NEWS = SHARED / "news" / "ar.jsonl.zst"
HALVES = ("dev", "test")
LATER = ("dev2", "dev3", "dev3-closed")
"""Sets drawn after the halves, each apart from everything before it."""
PARTS = (*HALVES, *LATER)
ARABIC = re.compile(r"[\u0600-\u06ff]|\\u06")

STATEMENTS = {part: gold.statements(HERE / "statements" / f"{part}.jsonl") for part in PARTS}
SUMMARIES = {half: gold.summaries(HERE / "summary" / f"{half}.jsonl") for half in HALVES}
ARTICLES = [
    pytest.param(article, id=article.id) for article in chain.from_iterable(STATEMENTS.values())
]

STANCES = {
    "deny": "denied",
    "demand": "demanded",
    "call_for": "demanded",
    "ask": "questioned",
    "refuse": "negated",
}

needs_news = pytest.mark.skipif(
    not NEWS.exists(), reason=f"the news texts are not at {NEWS} (set MUJAZ_SHARED)"
)


def test_the_sets_are_as_large_as_promised() -> None:
    articles = list(chain.from_iterable(STATEMENTS[half] for half in HALVES))
    assert len(articles) >= 120
    assert sum(len(article.statements) for article in articles) >= 600
    assert sum(map(len, SUMMARIES.values())) >= 60


@pytest.mark.parametrize("half", HALVES)
def test_each_half_is_about_half(half: str) -> None:
    whole = sum(len(STATEMENTS[one]) for one in HALVES)
    assert abs(len(STATEMENTS[half]) / whole - 0.5) < 0.03


def test_no_article_is_in_both_halves() -> None:
    for sets in (STATEMENTS, SUMMARIES):
        ids = [{article.id for article in sets[half]} for half in HALVES]
        assert ids[0].isdisjoint(ids[1])


@pytest.mark.parametrize("later", LATER)
def test_a_later_set_holds_nothing_seen_before(later: str) -> None:
    before = [SUMMARIES[half] for half in HALVES]
    before += [STATEMENTS[part] for part in PARTS[: PARTS.index(later)]]
    seen = {article.id for article in chain.from_iterable(before)}
    assert seen.isdisjoint(article.id for article in STATEMENTS[later])


def test_the_third_draw_is_cut_in_two_by_id() -> None:
    halves = [{article.id for article in STATEMENTS[part]} for part in ("dev3", "dev3-closed")]
    drawn = sorted(halves[0] | halves[1])
    assert [set(drawn[0::2]), set(drawn[1::2])] == halves


def test_an_article_is_in_the_same_half_of_both_sets() -> None:
    for half, other in (HALVES, HALVES[::-1]):
        summaries = {article.id for article in SUMMARIES[half]}
        assert summaries.isdisjoint(article.id for article in STATEMENTS[other])


def test_an_article_is_annotated_once() -> None:
    for articles in chain(STATEMENTS.values(), SUMMARIES.values()):
        ids = [article.id for article in articles]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", sorted(HERE.glob("*/*.jsonl")), ids=lambda path: path.stem)
def test_no_word_of_an_article_is_committed(path: Path) -> None:
    assert not ARABIC.search(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("article", ARTICLES)
def test_statements_are_well_formed(article: gold.StatementArticle) -> None:
    for statement in article.statements:
        for span in spans(statement):
            assert 0 <= span[0] < span[1]
        if statement.name is not None:
            assert statement.speaker is not None
            assert statement.speaker[0] <= statement.name[0]
            assert statement.name[1] <= statement.speaker[1]
        carried = statement.reference in {"nominal", "implicit"}
        assert carried == (statement.resolved is not None) == (statement.distance is not None)
        assert carried == bool(statement.entity)
        assert not carried or statement.resolved in statement.entity
        assert statement.speaker is not None or statement.reference in {"implicit", "anonymous"}
        assert statement.speaker is None or statement.reference != "implicit"
        assert statement.answers is None or 0 <= statement.answers < len(article.statements)


@pytest.mark.parametrize("article", ARTICLES)
def test_the_stance_follows_the_class(article: gold.StatementArticle) -> None:
    for statement in article.statements:
        if statement.kind in STANCES:
            assert statement.stance == STANCES[statement.kind]
        else:
            assert statement.stance in {"asserted", "negated", "denied"}


def test_statements_stand_in_order() -> None:
    for article in chain.from_iterable(STATEMENTS.values()):
        places = [(one.cue[0], one.content[0]) for one in article.statements]
        assert places == sorted(places)


def test_no_statement_is_annotated_twice() -> None:
    for article in chain.from_iterable(STATEMENTS.values()):
        places = [(one.cue, one.content) for one in article.statements]
        assert len(places) == len(set(places))


def test_a_brief_must_carry_two_to_five_keys() -> None:
    for article in chain.from_iterable(SUMMARIES.values()):
        assert 2 <= len(article.keys) <= 5
        sentences = list(chain.from_iterable(article.keys))
        assert len(sentences) == len(set(sentences))
        assert all(0 <= start < end for start, end in sentences)


@needs_news
@pytest.mark.parametrize("half", PARTS)
def test_spans_lie_in_the_annotated_text_and_end_at_words(half: str) -> None:
    texts = gold.texts(NEWS, STATEMENTS[half])
    for article in STATEMENTS[half]:
        text = texts[article.id][1]
        words = Words(text)
        for span in chain.from_iterable(map(spans, article.statements)):
            covered = text[slice(*span)]
            assert span[1] <= len(text)
            assert len(words.range(span)) > 0
            assert covered == covered.strip(' \n"«»“”.,،؛:')


@needs_news
@pytest.mark.parametrize("half", HALVES)
def test_key_sentences_lie_in_the_annotated_text(half: str) -> None:
    texts = gold.texts(NEWS, SUMMARIES[half])
    for article in SUMMARIES[half]:
        text = texts[article.id][1]
        for span in chain.from_iterable(article.keys):
            assert span[1] <= len(text)
            assert text[slice(*span)] == text[slice(*span)].strip()


def spans(statement: gold.GoldStatement) -> list[tuple[int, int]]:
    single = (
        statement.cue,
        statement.content,
        statement.speaker,
        statement.name,
        statement.role,
        statement.resolved,
        statement.addressee,
        statement.venue,
        statement.time,
        statement.via,
    )
    return [*(one for one in single if one is not None), *statement.more, *statement.entity]
