"""Inflected forms of reporting verbs, derived from the forms an Arabist would list.

From the perfect (قال), the imperfect (يقول), the accusative participle
(قائلا) and the verbal noun (قول) follow all third-person forms in newspaper
prose, with the proclitics و ف س ل ب ك and the object or possessive suffixes.
Forms are unvocalised and folded (see `fold`), as they are compared with text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from service.arabic.normalise import normalise_text

if TYPE_CHECKING:
    from collections.abc import Iterator

Shape = Literal["perfect", "imperfect", "participle", "masdar", "other"]
Gender = Literal["m", "f"]
Number = Literal["s", "d", "p"]

_HAMZA = str.maketrans("أإآٱ", "اااا")
_SUFFIXES = {
    "ه": ("m", "s"),
    "ها": ("f", "s"),
    "هم": ("m", "p"),
    "هن": ("f", "p"),
    "هما": ("m", "d"),
}
_OBJECTS = (*_SUFFIXES, "ني", "نا", "ك", "كم")


class Form(msgspec.Struct, frozen=True):
    """One inflected form, folded, without proclitics."""

    text: str
    shape: Shape
    gender: Gender | None
    """Of the subject; of the possessor for a verbal noun with a suffix."""
    number: Number | None
    suffix: str = ""
    """The attached pronoun."""


# Thousands, machines, mechanisms, pains: everyday words, which names in آل are not.
_NOUNS_IN_AL = ("الاف", "الات", "الي", "الام", "الة")
_SHORT_NOUN = 3


def fold(word: str) -> str:
    """Return `word` without vowel signs, tatweel and hamza seats on alef."""
    folded = normalise_text(word).translate(_HAMZA)
    if word.startswith("آل") and len(word) > _SHORT_NOUN and not folded.startswith(_NOUNS_IN_AL):
        # آلان and آلدار are names, and no noun behind its article (الآن, الدار).
        return "آ" + folded[1:]
    return folded


def _with_objects(base: str, shape: Shape, gender: Gender, number: Number) -> Iterator[Form]:
    yield Form(base, shape, gender, number)
    stem = base
    if base.endswith("وا"):
        stem = base[:-1]
    elif base.endswith("ى"):
        stem = base[:-1] + "ا"
    for suffix in _OBJECTS:
        yield Form(stem + suffix, shape, gender, number, suffix)


def perfect(form: str) -> Iterator[Form]:
    """Yield the third persons of a perfect given as masculine singular."""
    weak = form[-1] in "ىا"
    base = form[:-1] if weak else form
    dual = base + {"ى": "ي", "ا": "و"}.get(form[-1], "") + "ا"
    yield from _with_objects(form, "perfect", "m", "s")
    yield from _with_objects(base + "ت", "perfect", "f", "s")
    yield from _with_objects(base + "وا", "perfect", "m", "p")
    yield Form(dual, "perfect", "m", "d")
    yield Form(base + "تا", "perfect", "f", "d")


def imperfect(form: str) -> Iterator[Form]:
    """Yield the third persons of an imperfect given as masculine singular."""
    rest = form[1:]
    plural = rest[:-1] if rest[-1] in "ىيو" else rest
    dual = rest[:-1] + "ي" if rest.endswith("ى") else rest
    yield from _with_objects("ي" + rest, "imperfect", "m", "s")
    yield from _with_objects("ت" + rest, "imperfect", "f", "s")
    yield from _with_objects("ي" + plural + "ون", "imperfect", "m", "p")
    yield Form("ي" + plural + "وا", "imperfect", "m", "p")
    yield Form("ي" + dual + "ان", "imperfect", "m", "d")
    yield Form("ت" + dual + "ان", "imperfect", "f", "d")


def participle(form: str) -> Iterator[Form]:
    """Yield genders and numbers of a participle given as accusative masculine singular."""
    base = form.removesuffix("ا")
    plural = base.removesuffix("ي")
    yield Form(form, "participle", "m", "s")
    yield Form(base + "ة", "participle", "f", "s")
    # The accusative dual and plural are written alike; the plural is the commoner.
    yield Form(plural + "ين", "participle", "m", "p")
    yield Form(base + "تين", "participle", "f", "d")


def masdar(form: str) -> Iterator[Form]:
    """Yield a verbal noun bare, definite, and with possessive suffixes."""
    yield Form(form, "masdar", None, None)
    yield Form("ال" + form, "masdar", None, None)
    yield Form(form.removesuffix("ة") + "ات", "masdar", None, None)
    stem = form[:-1] + "ت" if form.endswith("ة") else form
    stem = stem[:-1] + "ئ" if form.endswith("اء") else stem
    for suffix, (gender, number) in _SUFFIXES.items():
        yield Form(stem + suffix, "masdar", gender, number, suffix)  # type: ignore[arg-type]


PROCLITICS: dict[Shape, tuple[str, ...]] = {
    "perfect": ("", "و", "ف"),
    "imperfect": ("", "و", "ف", "س", "وس", "فس", "ل", "ول"),
    "participle": ("", "و"),
    "masdar": ("", "و", "ب", "وب", "ل", "ول", "ف", "ك"),
    "other": ("", "و", "ف", "س", "وس"),
}


def prefixed(form: Form) -> Iterator[tuple[str, str]]:
    """Yield (proclitic, whole word) for each proclitic the form can carry."""
    for proclitic in PROCLITICS[form.shape]:
        word = form.text
        if proclitic.endswith("ل") and word.startswith("ال"):
            word = word[1:]
        yield proclitic, proclitic + word
