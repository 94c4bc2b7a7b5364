from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import msgspec
import numpy as np
import pytest
from build_toy import config, lay_out

from models.build import alignment, augment, catalogue, corpus, embeddings, likeness, pack, ship
from models.build.config import Augment, Domain, Filter
from models.build.corpus import Example
from models.build.evaluate import Scores, loops

DOMAIN = Domain(name="d", sources=("s",), share=1, final_share=1, licence="", min_words=2)
LEXICON = msgspec.structs.replace(DOMAIN, lexicon=True, min_words=1)
LETTERS = "\u0600-\u06ff"


def gate(*held_out: str) -> corpus.Gate:
    rules = Filter(max_ratio=2.6, max_symbol_share=0.3, reject=config().filter.reject)
    return corpus.Gate(rules, LETTERS, frozenset(held_out))


@pytest.mark.parametrize(
    ("source", "target", "why"),
    [
        ("قال الوزير إن الميزانية 500 مليون دولار", "The minister said $500 million.", None),
        ("ارتفع 70% العام الماضي", "It rose 70% last year.", None),
        ("قالت الولايات المتحدة ذلك", "The U.S. said so.", None),
        ("", "Nothing at all", "empty"),
        ("كلمة", "word", "length"),
        ("أدخل %s في الملف", "Enter %s in the file", "markup"),
        ("انظر {name} هنا", "See {name} here", "markup"),
        ("The same English", "The same English", "script"),
        ("نص عربي هنا", "text with عربي left", "script"),
        ("نعم", "a very long answer to a very short question", "ratio"),
        ("واحد 12 - 34 / 56", "1: 12-34/56 (78)", "symbols"),
        ("جملة محفوظة للقياس", "A Sentence, held out!", "held out"),
    ],
)
def test_the_gate(source: str, target: str, why: str | None) -> None:
    assert gate("asentenceheldout").reason(DOMAIN, source, target) == why


def test_the_gate_drops_repeats_and_counts() -> None:
    g = gate()
    assert g.admits(DOMAIN, "جملة قصيرة هنا", "A short one here")
    assert not g.admits(DOMAIN, "جملة قصيرة هنا!", "a short one here.")
    assert g.dropped == Counter({"d: repeated": 1})


def test_a_lexicon_may_hold_single_words() -> None:
    assert gate().admits(LEXICON, "وزير", "minister")


def test_devset_sentences_never_reach_the_examples(tmp_path: Path) -> None:
    room, plan = lay_out(tmp_path), config()
    held_out = corpus.keys(sorted(room.devsets.iterdir()))
    found = list(corpus.examples(plan, room.corpus, corpus.Gate(plan.filter, LETTERS, held_out)))
    assert len(found) > 200
    assert {e.domain for e in found} == {"news", "dictionary"}
    assert not {corpus.key(e.target) for e in found} & held_out
    assert not {corpus.key(e.source) for e in found} & held_out


def test_excluded_sources_win_over_shorter_prefixes() -> None:
    find = corpus.domain_of(config())
    assert find("docs_parallel/NYU-DLSP20") is None
    found = find("docs_parallel/freecodecamp")
    assert found is not None
    assert found.name == "guides"


def test_augmentation_varies_and_switches_what_the_target_says() -> None:
    plan = Augment(
        spelling={"أ": "ا"},
        variants_share=1.0,
        variants=(("يونيو", "حزيران"),),
        switched_share=1.0,
    )
    lexicon = {"موسكو": "Moscow", "باريس": "Paris"}
    rewrite = augment.Augmenter(plan, lexicon, 1)
    seen = {
        rewrite(Example("d", "زار موسكو, في يونيو 2014.", "Visited Moscow in June 2014.")).source
        for _ in range(50)
    }
    assert all("Moscow," in s for s in seen)
    assert not any(
        "Paris" in rewrite(Example("d", "باريس هنا", "London here")).source for _ in "ab"
    )
    assert {s.split(" في ")[1] for s in seen} == {
        "يونيو 2014.",
        "حزيران 2014.",
        "يونيو/حزيران 2014.",
        "حزيران/يونيو 2014.",
    }


def test_augmentation_drops_hamza_and_the_final_stop_on_both_sides() -> None:
    plan = Augment(spelling={"أ": "ا"}, spelling_share=1.0, unpunctuated_share=1.0)
    got = augment.Augmenter(plan, {}, 1)(Example("d", "أعلن.", "He announced."))
    assert (got.source, got.target) == ("اعلن", "He announced")


FOUND = "service.arabic.names:find_names"


def test_known_names_appear_in_the_target_language_without_their_clitics() -> None:
    rewrite = augment.Augmenter(Augment(names=FOUND, names_share=1.0), {}, 3)
    seen = {
        rewrite(
            Example("d", "اتهمت واشنطن وروسيا لندن.", "Washington and Russia accused London.")
        ).source
        for _ in range(60)
    }
    assert "اتهمت Washington و Russia London." in seen
    assert "اتهمت Washington وروسيا London." in seen


def test_a_name_may_become_another_one_on_both_sides_only() -> None:
    plan = Augment(names=FOUND, names_share=1.0, other_names_share=0.5)
    rewrite = augment.Augmenter(plan, {"زيبو": "Zebo"}, 3)
    got = [rewrite(Example("d", "زار باريس.", "He left Paris, not Parisian.")) for _ in range(60)]
    assert {(e.source, e.target) for e in got} == {
        ("زار باريس.", "He left Paris, not Parisian."),
        ("زار Paris.", "He left Paris, not Parisian."),
        ("زار Zebo.", "He left Zebo, not Parisian."),
    }


def test_a_name_the_target_does_not_say_stays() -> None:
    rewrite = augment.Augmenter(Augment(names=FOUND, names_share=1.0), {}, 3)
    kept = Example("d", "زار باريس.", "He visited the capital.")
    assert {rewrite(kept) for _ in range(20)} == {kept}


@pytest.fixture
def packed(tmp_path: Path) -> pack.Pack:
    rng = random.Random(0)  # noqa: S311 - seeded sampling, not secrets
    pools: dict[str, list[tuple[list[int], list[int]]]] = {"small": [], "large": []}
    for name, count in (("small", 40), ("large", 900)):
        for size in rng.choices(range(1, 30), k=count):
            ids = [rng.randrange(60_000) for _ in range(2 * size + 1)]
            pools[name].append((ids[:size], ids[size:]))
    pools["small"][0] = (list(range(1, 120)), [1])
    counts = pack.write(pools, tmp_path / "pairs", longest=100)
    assert counts == {"small": 39, "large": 900}
    got = pack.read(tmp_path / "pairs")
    source, target = got.pair(40)
    assert (source.tolist(), target.tolist()) == pools["large"][1]
    return got


def test_batches_hold_their_budget_shares_and_order(packed: pack.Pack) -> None:
    shares = {"small": 0.25, "large": 0.75}
    groups = list(pack.batches(packed, shares, 600, seed=3, chunk=0, size=400))
    for group in groups:
        widest = packed.lengths[group].max(axis=0).astype(int) + 1
        assert len(group) * widest.sum() <= 600
    drawn = [index for group in groups for index in group]
    assert len(drawn) == 400
    assert sum(index < 39 for index in drawn) == 100
    again = list(pack.batches(packed, shares, 600, seed=3, chunk=0, size=400))
    assert again == groups
    assert list(pack.batches(packed, shares, 600, seed=3, chunk=1, size=400)) != groups


def test_a_domain_is_seen_whole_before_any_pair_of_it_comes_again(packed: pack.Pack) -> None:
    seen: Counter[int] = Counter()
    for chunk in range(3):
        for group in pack.batches(packed, {"large": 1.0}, 600, seed=3, chunk=chunk, size=300):
            seen.update(group)
    assert sorted(seen) == list(range(39, 939))
    assert set(seen.values()) == {1}


def test_alignment_finds_the_translations() -> None:
    left = [[1, 2], [2, 3], [1, 3], [1], [3, 2, 1]]
    right = [[11, 12], [12, 13, 99], [11, 13, 99], [11, 99], [13, 12, 11]]
    table = alignment.lexicon(left, right, rounds=10)
    assert {piece: entry[0][0] for piece, entry in table.items()} == {1: 11, 2: 12, 3: 13}
    assert all(abs(sum(w for _, w in entry) - 1) < 1e-9 for entry in table.values())
    assert alignment.lexicon([], []) == {}


def test_new_rows_start_where_their_translations_are() -> None:
    parent = np.eye(4, dtype=np.float32)
    table = np.zeros((4, 4), np.float32)
    lexicon = {1: [(0, 0.5), (2, 0.5)]}
    out, aligned = embeddings.start(
        ["</s>", "▁كتاب", "كتا", "ق"], [1, 2, 3], table, [(lexicon, parent, 1.0)], seed=1
    )
    assert aligned == 1
    assert np.allclose(out[1], np.array([1, 0, 1, 0]) / np.sqrt(2))
    assert np.allclose(out[0], 0)


def test_pieces_of_a_file_join_again(tmp_path: Path) -> None:
    whole = tmp_path / "f.bin"
    whole.write_bytes(bytes(range(256)) * 9)
    pieces = ship.split(whole, tmp_path / "out", size=1000)
    assert [p.stat().st_size for p in pieces] == [1000, 1000, 304]
    ship.join(pieces[::-1], tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == whole.read_bytes()


def test_loops_are_seen() -> None:
    assert loops("he said that he would go " * 3)
    assert loops("the six" + "-thirty" * 12)
    assert not loops("no, no, no")
    assert not loops("he said that he would go and then he said that he would stay")


def test_the_catalogue_keeps_the_other_models(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"x")
    (tmp_path / "README.md").write_text("card")
    measured = Scores(
        model="abc",
        devset="dev",
        sentences=3,
        beam=4,
        compute="int8",
        bleu=30.1,
        bleu_signature="b",
        chrf=55.0,
        chrf_signature="c",
        empty=0,
        looping=0,
        unknown=0,
        tokens_per_second=1.0,
    )
    before = '# models\n\n[[models]]\nid = "other"\nfiles = {}\n\n[[models]]\nid = "x"\nold = 1\n'
    entry = catalogue.entry(
        tmp_path, {"id": "x"}, {"compute_type": "int8"}, catalogue.scores([measured])
    )
    got = msgspec.toml.decode(catalogue.put(before, "x", entry))
    assert [m["id"] for m in got["models"]] == ["other", "x"]
    mine = got["models"][-1]
    assert list(mine["files"]) == ["model.bin"]
    assert "old" not in mine
    assert {s["metric"]: s["value"] for s in mine["scores"]} == {"BLEU": 30.1, "chrF2": 55.0}
    assert catalogue.put(catalogue.put(before, "x", entry), "x", entry) == catalogue.put(
        before, "x", entry
    )


def test_the_most_newslike_pairs_are_kept_in_their_order() -> None:
    news = [f"The minister said the talks in {city} failed." for city in ("Cairo", "Rome", "Oslo")]
    targets = [
        "Select the field and click the button.",
        "The minister said so.",
        "Click the field.",
        "The talks failed in Rome.",
    ]
    examples = [Example("d", "مصدر", target) for target in targets]
    kept = likeness.closest(examples, likeness.BigramModel(news), 0.5)
    assert [e.target for e in kept] == [targets[1], targets[3]]
    assert likeness.closest(examples, likeness.BigramModel([]), 1.0) == examples
