"""Terms put where the model's attention says they belong."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.engine.glossary import Forced
from service.engine.impose import impose, stands
from service.engine.protocols import Link

CAPSULE = Forced(ar="الكبسولة", en="capsule", span=(6, 14))
FLEET = Forced(ar="أسطول", en="royal fleet", span=(20, 25))


def linked(text: str, *sources: tuple[int, int], weight: float = 0.6) -> list[Link]:
    words = [match.span() for match in re.finditer(r"\S+", text)]
    return [Link(word, source, weight) for word, source in zip(words, sources, strict=True)]


@pytest.mark.parametrize(
    ("text", "sources", "expected"),
    [
        ("the caps fell", ((0, 5), (6, 14), (15, 18)), "the capsule fell"),
        ("Caps, then", ((6, 14), (15, 18)), "Capsule, then"),
        ("the (caps) fell", ((0, 5), (6, 14), (15, 18)), "the (capsule) fell"),
        ("the caps's fall", ((0, 5), (6, 14), (15, 18)), "the capsule's fall"),
        ("It fell. caps", ((0, 5), (15, 18), (6, 14)), "It fell. Capsule"),
        ("a cap sule fell", ((0, 5), (6, 14), (6, 14), (15, 18)), "a capsule fell"),
        # Nothing stands for it, too much does, or only a mark.
        ("the thing fell", ((0, 5), (0, 5), (15, 18)), None),
        ("three words there fell", ((6, 14), (6, 14), (6, 14), (15, 18)), None),
        ("the ... fell", ((0, 5), (6, 14), (15, 18)), None),
        # It is there already, and only as a word of its own.
        ("the Capsule fell", ((0, 5), (6, 14), (15, 18)), None),
        ("the capsules fell", ((0, 5), (6, 14), (15, 18)), "the capsule fell"),
    ],
)
def test_one_term(text: str, sources: tuple[tuple[int, int], ...], expected: str | None) -> None:
    made = impose(text, linked(text, *sources), [CAPSULE])
    assert (made.text if made else None) == expected


def test_a_faint_link_is_no_ground() -> None:
    text = "the caps fell"
    links = linked(text, (0, 5), (6, 14), (15, 18), weight=0.1)
    assert impose(text, links, [CAPSULE]) is None


def test_links_and_further_terms_follow_the_text() -> None:
    text = "caps of the flit sank"
    sources = ((6, 14), (15, 18), (15, 18), (20, 25), (26, 30))
    made = impose(text, linked(text, *sources), [CAPSULE, FLEET])
    assert made is not None
    assert made.text == "Capsule of the royal fleet sank"
    assert [made.text[slice(*link.target)] for link in made.links] == made.text.split()
    assert [link.source for link in made.links] == [*sources[:4], sources[3], sources[4]]
    assert [(use.en, words) for use, words in made.replaced] == [
        ("capsule", "caps"),
        ("royal fleet", "flit"),
    ]


@given(
    st.lists(st.text(st.sampled_from("aب1'.s\u2019"), min_size=1, max_size=8), max_size=8),
    st.lists(st.sampled_from([(0, 5), (6, 14), (20, 25)]), min_size=8, max_size=8),
)
def test_links_always_cover_words(words: list[str], sources: list[tuple[int, int]]) -> None:
    text = " ".join(words)
    links = linked(text, *sources[: len(words)])
    made = impose(text, links, [CAPSULE, FLEET])
    if made is not None:
        assert [made.text[slice(*link.target)] for link in made.links] == made.text.split()
        assert all(stands(use.en, made.text) for use, _ in made.replaced)


def test_long_words_are_no_trap() -> None:
    text = "'s" * 100_000
    assert impose(text, linked(text, (6, 14)), [CAPSULE]) is not None
