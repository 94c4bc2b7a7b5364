from __future__ import annotations

import pytest

from service.schema import CueClass
from service.statements.lexicon import lexicon
from service.statements.morphology import fold, imperfect, participle, perfect
from service.statements.quotes import quotations


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ("قال", ["قال", "قالت", "قالوا", "قالا", "قالتا", "قالته", "قالوه"]),
        ("نفى", ["نفى", "نفت", "نفوا", "نفيا", "نفتا", "نفاه", "نفته"]),
        ("دعا", ["دعا", "دعت", "دعوا", "دعتا", "دعاه"]),
    ],
)
def test_perfect_forms(form: str, wanted: list[str]) -> None:
    assert set(wanted) <= {one.text for one in perfect(fold(form))}


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ("يقول", ["يقول", "تقول", "يقولون", "يقولا" + "ن", "يقولوا"]),
        ("ينفي", ["ينفي", "تنفي", "ينفون", "ينفيان"]),
        ("يدعو", ["يدعو", "تدعو", "يدعون", "يدعوان"]),
    ],
)
def test_imperfect_forms(form: str, wanted: list[str]) -> None:
    assert set(wanted) <= {one.text for one in imperfect(fold(form))}


def test_participle_forms_agree() -> None:
    forms = {one.text: (one.gender, one.number) for one in participle("داعيا")}
    assert forms["داعية"] == ("f", "s")
    assert forms["داعين"] == ("m", "p")


@pytest.mark.parametrize(
    "word", ["وقال", "فقالت", "سيقول", "وسيعلن", "ويؤكد", "قائلاً", "ومؤكدة", "بقوله", "والتأكيد"]
)
def test_words_with_proclitics_are_cues(word: str) -> None:
    assert fold(word) in lexicon().cues


def test_every_row_of_the_lexicon_is_well_formed() -> None:
    classes = set(CueClass.__args__)  # type: ignore[attr-defined]
    stances = {"deny": "denied", "refuse": "negated", "ask": "questioned"}
    stances |= dict.fromkeys(("demand", "call_for"), "demanded")
    entries = {reading.entry for readings in lexicon().cues.values() for reading in readings}
    entries |= set(lexicon().prepositions.values())
    assert {entry.cls for entry in entries} == classes
    for entry in entries:
        assert entry.stance == stances.get(entry.cls, "asserted"), entry.lemma
        if entry.kind == "verb":
            assert entry.complements, entry.lemma


def spans(text: str) -> list[tuple[str, bool]]:
    lines: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        lines.append((start, start + len(line)))
        start += len(line) + 1
    return [(text[slice(*one.inner)], one.balanced) for one in quotations(text, lines)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('قال "نعم" وذهب', [("نعم", True)]),
        ('قال "قبل "الأمس" كله".', [('قبل "الأمس" كله', True), ("الأمس", True)]),
        ("قال «قبل “الأمس” كله».", [("قبل “الأمس” كله", True), ("الأمس", True)]),
        ("قال ”نعم” وذهب", [("نعم", True)]),
        ('قال " نعم " وذهب', [("نعم", True)]),
        ('بـ"صيغة نورماندي" القديمة', [("صيغة نورماندي", True)]),
        ('قال: "لن نقبل', [("لن نقبل", False)]),
        ("it's a dog's life", []),
        ('"بداية\n"ونهاية"', [('بداية\n"ونهاية', True)]),
        ('لن نقبل" قال', []),
    ],
)
def test_quotation_marks_find_their_partner(text: str, wanted: list[tuple[str, bool]]) -> None:
    assert spans(text) == wanted
