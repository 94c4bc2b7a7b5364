"""Whether a verb and a noun phrase agree, before it or after it."""

# ruff: noqa: PLR0911 - a grammar rule reads best as one list of cases

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.statements.lexicon import Reading
    from service.statements.phrase import Phrase

# Masculine words for women, too.
_EITHER = frozenset(("عضو", "نجم", "شخص"))


def agrees_before(reading: Reading, phrase: Phrase) -> bool:
    """Whether a verb can follow this phrase as its predicate."""
    gender, number = reading.form.gender, reading.form.number
    if gender is None or phrase.gender is None or phrase.head is None:
        return True
    if phrase.head.kind == "collective" or phrase.number == "p":
        return True
    return gender == phrase.gender and number != "p"


def agrees_after(reading: Reading, phrase: Phrase, *, spoken: bool) -> bool:
    """Whether a verb can have this phrase as the subject that follows it (VSO: singular verb)."""
    gender = reading.form.gender
    if reading.form.number in ("p", "d"):
        return False
    if spoken and gender == "m" and phrase.head is None and phrase.name is not None:
        # وأعلن نيكي كامبل, وذكر هامبورغ: a man, a club.
        return True
    crowd = phrase.number == "p" and phrase.head is not None and phrase.head.kind == "person"
    if crowd and not spoken and gender == "f" and phrase.gender == "m" and phrase.definite:
        # كما دعت الزوار إلى: whom she calls on.
        return phrase.head is not None and phrase.head.lemma in ("مصدر", "جهة")
    if gender is None or phrase.gender is None or phrase.number == "p":
        return True
    if phrase.head is not None and phrase.head.kind == "collective":
        # ودعا إدارة ترامب إلى: whom he calls on.
        return spoken or gender == phrase.gender or not phrase.head.lemma.endswith("ة")
    if phrase.head is not None and phrase.head.lemma in _EITHER:
        return True
    return gender == phrase.gender


def is_title(reading: Reading, phrase: Phrase, *, spoken: bool) -> bool:
    """Whether a title in the masculine is a woman's: قالت السيناتور, أصرت العمدة على."""
    head = phrase.head
    if head is None or head.kind != "person" or phrase.number != "s":
        return False
    return reading.form.gender == "f" and (spoken or head.lemma.endswith("ة"))
