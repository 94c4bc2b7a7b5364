from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.condense.verify import check

_ROWS = [
    tuple(line.split("\t"))
    for name in ("pairs", "pairs_sealed", "pairs_leaving_out", "pairs_leaving_out_sealed")
    for line in (Path(__file__).parent / "data" / f"{name}.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
_LIES = [row for row in _ROWS if row[0] != "faithful"]
_TRUE = [row for row in _ROWS if row[0] == "faithful"]


def test_at_least_nineteen_of_twenty_lies_are_caught() -> None:
    missed = [candidate for _, support, candidate in _LIES if not check(candidate, [support], [])]
    assert len(missed) <= 0.05 * len(_LIES), missed


def test_nine_of_ten_doubts_are_about_lies() -> None:
    wolf = [candidate for _, support, candidate in _TRUE if check(candidate, [support], [])]
    caught = sum(bool(check(candidate, [support], [])) for _, support, candidate in _LIES)
    assert caught / (caught + len(wolf)) >= 0.90, wolf


@pytest.mark.parametrize("support", sorted({row[1] for row in _ROWS}))
def test_a_sentence_follows_from_itself(support: str) -> None:
    assert check(support, [support], []) == ()


_MINISTER = "The minister said 40 people did not return to Basra on Monday."


@pytest.mark.parametrize(
    ("candidate", "code"),
    [
        ("The minister said 50 people did not return to Basra on Monday.", "number_added"),
        ("The minister said 40 people did not return to Basra on Tuesday.", "number_changed"),
        ("The minister said 40 people did not return to Mosul on Monday.", "name_added"),
        ("The minister said 40 people returned to Basra on Monday.", "negation_lost"),
        ("The minister did not say 40 people did not return to Basra on Monday.", "negation_added"),
        ("40 people did not return to Basra on Monday.", "speaker_changed"),
        ("The minister said 40 people did not return to Basra because of mines.", "unsupported"),
        ("The minister said 40 people might not return to Basra.", "unsupported"),
    ],
)
def test_the_flag_says_what_is_wrong(candidate: str, code: str) -> None:
    assert code in {flag.code for flag in check(candidate, [_MINISTER], [])}


@pytest.mark.parametrize(
    ("support", "lie"),
    [
        ("Four of every five families face hunger.", "Four families face hunger."),
        ("Two of the nine suspects were freed.", "Nine suspects were freed."),
        ("Israel wounded 11 people, including four children.", "Israel wounded 11 children."),
        ("Exports rose to 20 percent from 12 percent.", "Exports rose to 12 percent."),
        ("Most of the 40 wounded, six children among them, died.", "Most of the children died."),
        ("The former minister Omar Bashir was tried.", "The minister Omar Bashir was tried."),
        ("The strike was called off late on Tuesday.", "The strike was called late on Tuesday."),
        ("Cairo accused the rebels of lying.", "Cairo accused the rebels."),
        ("The club sacked its coach and named his assistant.", "The club sacked his assistant."),
        ("The army caused the public to enter the hospital.", "The army caused the hospital."),
        ("A man hoping to replace Putin is running.", "Putin is running."),
        ("Paper says a plan is a tax increase.", "Paper says it increases a tax increase."),
        ("Iran rejected claims by a reporter that it sought a coup.", "Iran sought a coup."),
        ("A probe has entered an orbit.", "The probe said it entered an orbit."),
    ],
)  # fmt: skip
def test_what_is_left_out_may_make_a_lie_of_the_rest(support: str, lie: str) -> None:
    assert check(lie, [support], [])
    assert check(support, [support], []) == ()


@pytest.mark.parametrize(
    ("support", "lie"),
    [
        ("Farmers attacked the police convoy on Friday.", "The police convoy attacked farmers."),
        ("The bank asked the state to guard it.", "The state asked the bank to guard it."),
        ("A plan would replace taxes with fees.", "A plan would replace fees with taxes."),
        ("Aid went from the port to the camps.", "Aid went from the camps to the port."),
        ("The posts lie outside the town.", "The posts lie within the town."),
        ("The ministry will publish its findings today.", "The ministry published its findings."),
        ("Envoys are there to pressure Iran.", "Envoys there pressured Iran."),
        ("Cargo is expected to reach Aden.", "Cargo is to reach Aden."),
        ("The strike goes on until pay is raised.", "The strike goes on."),
        ("Nearly half of the farms are dry.", "The farms are dry."),
        ("Three out of ten homes were hit, mostly in the east.", "Three homes were hit."),
        ("Sales fell to 4 tons in May from 6 in June.", "Sales fell to 4 tons in June."),
        ("Unconfirmed reports spoke of a coup.", "Reports spoke of a coup."),
        ("Unions have called for calm and stepped up strikes.", "Unions have stepped up strikes."),
        ("Fans jeered the team, the coach said in a talk on radio.", "Fans jeered the team."),
    ],
)
def test_a_claim_may_be_turned_round_with_its_own_words(support: str, lie: str) -> None:
    assert check(lie, [support], [])
    assert check(support, [support], []) == ()


@pytest.mark.parametrize(
    ("support", "short"),
    [
        ("The owner of the club met a group of fans.", "The club owner met fans."),
        ("Floods and a storm in the far south of the land damaged roads.", "Floods damaged roads."),
        ("A study by Cairo and Tunis universities found arsenic.", "A study found arsenic."),
        ("If the truce holds, aid trucks will cross.", "Aid trucks will cross if the truce holds."),
        ("Since 2011, the river has shrunk.", "The river has shrunk since 2011."),
        ("In a speech on Monday she said prices rose.", "She said prices rose."),
        ("Wheat sold in the first quarter was dear.", "Wheat sold in the quarter was dear."),
        ("State-owned long-haul buses stopped.", "Long-haul buses stopped."),
    ],
)
def test_words_may_move_with_their_phrase(support: str, short: str) -> None:
    assert check(short, [support], []) == ()


def test_the_arabic_vouches_for_a_number_that_its_translation_lost() -> None:
    support = "The minister said the soldiers returned."
    candidate = "The minister said 12 soldiers returned."
    assert check(candidate, [support], [])
    assert check(candidate, [support], ["قال الوزير إن 12 جنديا عادوا."]) == ()


def test_support_may_be_several_sentences() -> None:
    support = ["Floods hit Sudan on Friday.", "At least nine people died, the ministry said."]
    assert check("Floods hit Sudan on Friday.", support, []) == ()
    assert check("The ministry said at least nine people died.", support, []) == ()
    assert check("The ministry said at least ten people died.", support, [])


def test_a_pair_too_long_to_compare_is_doubted() -> None:
    assert [flag.code for flag in check("war " * 2000, ["war " * 2000], [])] == ["unsupported"]


@given(st.text(max_size=200), st.lists(st.text(max_size=200), max_size=3))
def test_no_text_breaks_it(candidate: str, support: list[str]) -> None:
    check(candidate, support, support)
