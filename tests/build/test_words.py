"""Dictionary words planted into pairs, put into them in the target language, and listed."""

# ruff: noqa: S311 - seeded sampling, not secrets

from __future__ import annotations

import random
from pathlib import Path

from models.build.corpus import Example
from models.build.words import Entry, Words

CLITICS = ("", "و", "ب", "ال", "وال", "لل")
ARTICLES = {"ال": "ال", "وال": "ال", "لل": "ل"}
TABLE = [
    Entry("مدرسة", "school", "noun.sg.f", 1.0),
    Entry("غرامة", "fine", "noun.sg.f", 1.0),
    Entry("مدارس", "schools", "noun.pl.m", 1.0),
    Entry("قنصل", "consul", "noun.sg.m", 1.6),
    Entry("باريس", "Paris", "noun.sg.m", 1.0),
    Entry("زار", "visited", "verb.past.m", 1.0),
    Entry("مدير", "manager", "noun.sg.m", 1.0),
]
PAIR = Example("news", "زار المدير المدرسة", "The manager visited a school")


def words() -> Words:
    return Words(TABLE, CLITICS, ARTICLES)


def test_links_hold_the_article_but_no_other_clitic() -> None:
    pair = Example("news", "وزار المدير للمدرسة", "Visited the school, manager")
    found = [
        (pair.source[slice(*one.span)], pair.target[slice(*one.target)], one.article)
        for one in words().links(pair.source, pair.target)
    ]
    assert found == [
        ("زار", "Visited", ""),
        ("المدير", "manager", "ال"),
        ("لمدرسة", "school", "ل"),
    ]


def test_what_stands_twice_or_is_another_part_of_speech_links_nothing() -> None:
    links = words().links
    assert not links("مدرسة ومدرسة", "a school and a school")
    assert not links("مدرسة", "to school")
    assert [one.entry.target for one in links("زار", "was visited")] == []


def test_planted_words_are_of_the_same_kind_on_both_sides() -> None:
    known = words()
    for seed in range(30):
        made = known.planted(PAIR, random.Random(seed))
        terms = {e.source: e.target for e in TABLE}
        subject, place = made.source.split()[1:]
        assert f"The {terms[subject.removeprefix('ال')]} visited a " in made.target
        assert made.target.endswith(terms[place.removeprefix("ال")])
        assert "Paris" not in made.target


def test_the_indefinite_article_follows_what_is_planted() -> None:
    known = Words([TABLE[0], Entry("جزيرة", "island", "noun.sg.f", 1.0)], CLITICS, ARTICLES)
    made = {known.planted(PAIR, random.Random(seed)).target for seed in range(30)}
    assert made == {"The manager visited a school", "The manager visited an island"}


def test_the_rarest_words_are_switched_first() -> None:
    known = words()
    known.count(["زار المدير"] * 5, known.seen)
    assert (known.seen["مدير"], known.seen["مدرسة"]) == (5, 0)
    assert known.switched(PAIR, random.Random(1), 1.0).source == "زار المدير school"
    joined = Example("news", "وبمدرسة", "in school")
    also = Words(TABLE, (*CLITICS, "وب"), ARTICLES)
    assert also.switched(joined, random.Random(1), 1.0).source == "وب school"


def test_hints_go_in_whether_they_are_right_or_not() -> None:
    known = words()
    known.count(["زار المدير"] * 5, known.seen)
    pair = Example("news", "وزار المدير المدرسة", "The boss went to class")
    assert known.hinted(pair, random.Random(1)).source == "وزار المدير school"


def test_rare_words_of_the_news_are_drawn_most() -> None:
    known = words()
    known.count(["القنصل"] * 100, known.wanted)
    known.count(["المدير"] * 100, known.seen)
    rng = random.Random(3)
    drawn = [known.draw("noun.sg.m", rng).source for _ in range(200)]
    assert drawn.count("قنصل") > 190


def test_lists_enumerate_entries_of_one_kind() -> None:
    for pair in words().lists("words", 40, random.Random(2), ", ", "و"):
        assert pair.source.count(",") == pair.target.count(",")
        assert ("and" in pair.target.split()) == (" و" in pair.source)


def test_hints_are_what_names_things_and_is_rare() -> None:
    own = Entry("بلاده", "his country", "owned", 9.0)
    known = Words([*TABLE, own], CLITICS, ARTICLES)
    known.count(["المدير"] * 30, known.seen)
    hints = known.hints(20, 1.0)
    assert hints["قنصل"] == "consul"
    assert hints["بلاده"] == "his country"
    assert "مدير" not in hints
    assert "زار" not in hints


def test_the_table_that_ships_is_whole() -> None:
    table = Path(__file__).parents[2] / "models" / "build" / "data" / "words.tsv"
    known = Words.read(table, CLITICS, ARTICLES)
    assert [e.target for e in known.entries("فدية")] == ["ransom"]
