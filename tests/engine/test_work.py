from __future__ import annotations

from pathlib import Path

import pytest

from service.engine.confidence import Calibration
from service.engine.decoder import Hypothesis, Search
from service.engine.glossary import Glossary
from service.engine.hints import Hints
from service.engine.pieces import SourceTokenizer
from service.engine.source import Prepared, copied, has_content, prepare
from service.engine.work import Work

TOKENIZER = SourceTokenizer(Path(__file__).parents[2] / "models" / "ar-en" / "source.spm")
CALIBRATION = Calibration(model="x", intercept=1.0, slope=0.5, high=0.6, medium=0.4)
SEARCH = Search(beam=2)


def said(text: str, sources: int, score: float = -0.2, *, cut: bool = False) -> Hypothesis:
    """A hypothesis whose piece i attends to source piece i."""
    pieces = tuple("\u2581" + word for word in text.split())
    rows = tuple(
        tuple(float(min(i, sources - 1) == j) for j in range(sources)) for i in range(len(pieces))
    )
    return Hypothesis(pieces=pieces, score=score, attention=rows, cut=cut)


def work_on(prepared: Prepared, retries: int = 2) -> Work:
    return Work(
        prepared, search=SEARCH, tokenizer=TOKENIZER, calibration=CALIBRATION, retries=retries
    )


def prepared(text: str, limit: int = 96, glossary: Glossary | None = None) -> Prepared:
    return prepare(text, TOKENIZER, limit, glossary)


def codes(work: Work) -> list[tuple[str, str]]:
    return [(flag.code, flag.severity) for flag in work.result().flags]


def test_a_faithful_translation_is_done_at_once() -> None:
    text = "قال الرئيس"
    work = work_on(prepared(text))
    (attempt,) = work.start()
    assert work.accept(attempt.key, [said("said president", len(attempt.pieces))]) == []
    assert work.done
    result = work.result()
    assert (result.ar, result.en, result.flags) == (text, "said president", ())
    assert result.score == 0.9
    assert result.confidence == "high"
    assert [
        (result.en[slice(*link.target)], text[slice(*link.source)]) for link in result.links
    ] == [
        ("said", "قال"),
        ("president", "الرئيس"),
    ]


def test_links_lead_to_the_original_code_points() -> None:
    text = "  قَالَ «الرئيـــس»"
    work = work_on(prepared(text))
    (attempt,) = work.start()
    quoted = attempt.pieces.index("▁الرئيس") if "▁الرئيس" in attempt.pieces else 2
    rows = tuple(tuple(float(j == at) for j in range(len(attempt.pieces))) for at in (0, quoted))
    work.accept(
        attempt.key,
        [Hypothesis(pieces=("▁said", "▁president"), score=-0.1, attention=rows)],
    )
    sources = [text[slice(*link.source)] for link in work.result().links]
    assert sources == ["قَالَ", "الرئيـــس"]


def test_a_lost_number_is_searched_again_and_fidelity_beats_fluency() -> None:
    work = work_on(prepared("قتل 70 شخصا"))
    (attempt,) = work.start()
    count = len(attempt.pieces)
    (again,) = work.accept(attempt.key, [said("people were killed", count, -0.1)])
    assert again.search.no_repeat_ngram > 0
    assert again.search.hypotheses > 1
    more = work.accept(
        again.key,
        [said("men were killed", count, -0.1), said("70 people were killed", count, -0.9)],
    )
    assert more == []
    assert work.result().en == "70 people were killed"
    assert work.result().flags == ()


def test_what_stays_broken_stays_flagged() -> None:
    work = work_on(prepared("قتل 70 شخصا"))
    (attempt,) = work.start()
    count = len(attempt.pieces)
    (again,) = work.accept(attempt.key, [said("7 people were killed", count)])
    assert work.accept(again.key, [said("7 people were killed", count)]) == []
    assert work.done
    assert codes(work) == [("number_changed", "warning")]
    assert work.result().confidence == "medium"


def test_the_first_answer_stays_when_no_other_is_better() -> None:
    work = work_on(prepared("قتل 70 شخصا"))
    (attempt,) = work.start()
    count = len(attempt.pieces)
    (again,) = work.accept(attempt.key, [said("first people were killed", count, -0.5)])
    work.accept(again.key, [said("second people were killed killed killed", count, -0.1)])
    assert work.result().en == "first people were killed"


def test_names_go_in_in_english_and_a_refusal_is_tried_in_arabic() -> None:
    text = "وقال سيرغي لافروف إن الاتفاق قريب"
    work = work_on(prepared(text))
    (attempt,) = work.start()
    assert "Sergei Lavrov" in "".join(attempt.pieces).replace("\u2581", " ")
    (again,) = work.accept(attempt.key, [said("he said so", len(attempt.pieces))])
    assert again.pieces == TOKENIZER.split(text).pieces
    assert again.search == attempt.search
    assert work.accept(again.key, [said("Lavrov said so", len(again.pieces))]) == []
    result = work.result()
    assert (result.en, result.flags) == ("Lavrov said so", ())


def test_a_name_that_was_put_in_and_came_out_is_noted() -> None:
    text = "وقال سيرغي لافروف إن الاتفاق قريب"
    work = work_on(prepared(text))
    (attempt,) = work.start()
    # It attends to the English name, which leads back to the whole Arabic one.
    assert work.accept(attempt.key, [said("And Sergei Lavrov said so", len(attempt.pieces))]) == []
    (note,) = work.result().flags
    assert (note.code, note.severity) == ("known_name", "note")
    assert text[slice(*(note.span or (0, 0)))] == "سيرغي لافروف"


def test_a_name_of_which_only_the_spelling_is_known_is_noted_as_such() -> None:
    text = "وفاز راونيتش على لافروف"
    work = work_on(prepared(text))
    (attempt,) = work.start()
    work.accept(attempt.key, [said("And Raonic beat Lavrov", len(attempt.pieces))])
    notes = {flag.code: text[slice(*(flag.span or (0, 0)))] for flag in work.result().flags}
    assert notes["name_spelling"] == "راونيتش"
    assert notes["known_name"] == "لافروف"


def test_a_word_of_the_dictionary_goes_in_in_english_and_is_noted() -> None:
    text = "وشاهد القنصل بالمبارزة"
    hints = Hints({"قنصل": "consul", "مبارزة": "fencing"})
    work = Work(
        prepared(text), search=SEARCH, tokenizer=TOKENIZER, calibration=CALIBRATION, hints=hints
    )
    (attempt,) = work.start()
    assert "".join(attempt.pieces).replace("\u2581", " ").split()[1:] == ["consul", "ب", "fencing"]
    work.accept(attempt.key, [said("And the consul saw it", len(attempt.pieces))])
    (note,) = work.result().flags
    assert (note.code, note.severity, note.detail) == ("dictionary_word", "note", "القنصل = consul")
    assert text[slice(*(note.span or (0, 0)))] == "القنصل"


def test_names_stay_in_english_where_a_hint_would_leave_no_arabic() -> None:
    work = Work(
        prepared("القنصل سيرغي لافروف"),
        search=SEARCH,
        tokenizer=TOKENIZER,
        calibration=CALIBRATION,
        hints=Hints({"قنصل": "consul"}),
    )
    (attempt,) = work.start()
    assert "".join(attempt.pieces).replace("\u2581", " ").strip() == "القنصل Sergei Lavrov"


def test_the_second_hypothesis_serves_when_the_first_lost_something() -> None:
    work = work_on(prepared("قتل 70 شخصا"))
    (attempt,) = work.start()
    count = len(attempt.pieces)
    both = [said("people were killed", count, -0.1), said("70 people were killed", count, -0.4)]
    assert work.accept(attempt.key, both) == []
    assert work.result().en == "70 people were killed"


def test_a_run_of_one_character_is_shortened_for_the_model_only() -> None:
    text = "قال" + "." * 1000 + " نعم 1000000"
    ready = prepared(text)
    (part,) = ready.parts
    assert part.source.text == "قال... نعم 1000000"
    assert part.source.original(0, len(part.source.text)) == (0, len(text))
    assert part.source.original(3, 6) == (3, 6)
    assert part.source.original(7, 10) == (1004, 1007)


def test_a_part_without_arabic_is_copied() -> None:
    text = "قال الرئيس، " + "-/" * 200 + "، إن الاتفاق قريب"
    ready = prepared(text, limit=30)
    work = work_on(ready)
    attempts = work.start()
    assert 0 < len(attempts) < len(ready.parts)
    for attempt in attempts:
        work.accept(attempt.key, [said("he said that it is near", len(attempt.pieces))])
    assert work.done
    assert "-/-/-/" in work.result().en


def test_a_loop_is_tried_in_halves_and_says_so() -> None:
    text = "أعلن الرئيس الروسي فلاديمير بوتين اليوم، أن بلاده مستعدة للتفاوض مع أوكرانيا"
    work = work_on(prepared(text))
    (attempt,) = work.start()
    loop = "the the the the the the"
    count = len(attempt.pieces)
    (again,) = work.accept(attempt.key, [said(loop, count)])
    assert again.search.repetition_penalty > 1
    halves = work.accept(again.key, [said(loop, count)])
    assert len(halves) >= 2
    assert sum(len(half.pieces) for half in halves) >= count - 2
    for number, half in enumerate(halves):
        assert not work.done
        work.accept(half.key, [said(f"part {'abcd'[number]} of a good sentence", len(half.pieces))])
    assert work.done
    result = work.result()
    assert result.en.startswith("part a of a good sentence part b")
    assert "split" in [flag.code for flag in result.flags]
    for link in result.links:
        start, end = link.target
        assert result.en[start:end] == result.en[start:end].strip() != ""


def test_a_decoder_that_never_ended_is_never_trusted() -> None:
    work = work_on(prepared("قال"), retries=0)
    (attempt,) = work.start()
    work.accept(attempt.key, [said("said", len(attempt.pieces), cut=True)])
    assert codes(work) == [("repetition", "warning")]
    assert work.result().confidence == "low"


def test_a_long_segment_goes_in_parts_and_nothing_is_lost() -> None:
    text = "، ".join(["وقال الرئيس إن بلاده مستعدة للتفاوض"] * 12)
    ready = prepared(text, limit=30)
    assert len(ready.parts) >= 3
    assert all(len(part.pieces.pieces) <= 30 for part in ready.parts)
    joined = "".join(part.source.text for part in ready.parts).replace(" ", "")
    assert joined == text.replace("،", ",").replace(" ", "")
    work = work_on(ready)
    attempts = work.start()
    for attempt in reversed(attempts):
        work.accept(
            attempt.key,
            [said(f"number {attempt.key} he said that his country was ready", len(attempt.pieces))],
        )
    result = work.result()
    order = [int(word) for word in result.en.split() if word.isdigit()]
    assert order == list(range(len(attempts)))
    assert ("split", "note") in codes(work)


def test_a_question_gets_its_mark_back_and_says_so() -> None:
    work = work_on(prepared("هل وافق الرئيس؟"), retries=0)
    (attempt,) = work.start()
    work.accept(attempt.key, [said("Did the president agree.", len(attempt.pieces))])
    result = work.result()
    assert result.en == "Did the president agree?"
    assert codes(work) == [("question_lost", "note")]
    assert result.links[-1].target[1] == len(result.en)


def test_forced_terms_are_reported_or_missed() -> None:
    glossary = Glossary({"الناتو": "NATO"})
    for english, severity in (("NATO expanded", "note"), ("Alliance expanded", "warning")):
        work = work_on(prepared("توسع الناتو", glossary=glossary), retries=0)
        (attempt,) = work.start()
        work.accept(attempt.key, [said(english, len(attempt.pieces))])
        assert codes(work) == [("forced_term", severity)]
        assert work.result().flags[0].span == (5, 11)


def test_a_doubtful_model_says_so_itself() -> None:
    work = work_on(prepared("قال"), retries=0)
    (attempt,) = work.start()
    work.accept(attempt.key, [said("said", len(attempt.pieces), -1.8)])
    assert codes(work) == [("low_score", "warning")]


@pytest.mark.parametrize(
    ("segment", "english"),
    [
        ("", ""), (" ", ""), ("...", "..."), ("♪", "♪"), ("5", "5"), ("٥", "5"),
        ("٪", "%"), ("؟", "?"),
        ("😀", "😀"), ("👩‍👩‍👧", "👩‍👩‍👧"), ("Reuters", "Reuters"), ("١٢٬٥٠٠", "12,500"),
        ("\u200f", "\u200f"), ("ـ", "ـ"), ("\u064b", "\u064b"), ("http://x.y", "http://x.y"),
    ],
)  # fmt: skip
def test_nothing_arabic_is_copied_not_invented(segment: str, english: str) -> None:
    assert not has_content(segment)
    assert copied(segment) == english
