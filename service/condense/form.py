"""Whether what was cut short still has the form of a sentence, in English and in Arabic."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from service.arabic.normalise import normalise_text
from service.condense.reading import forms_of, read
from service.condense.reality import verbal
from service.condense.words import table

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPEN = re.compile(
    r"(?i)\b(?:an?|the|of|to|for|by|with|in|on|at|from|and|or|but|nor|that|which|who|whom|whose|"
    r"where|when|as|than|into|about|its|their|his|her|our|your|my|was|were|is|are|be|been|being|"
    r"has|have|had|said|says|not|no|if|because|while|after|before|during|between|against|even|such|only|just|also|both|either|neither|very|so|despite|amid|"
    r"upon|over|under|through|without|including|like|per|via|until|since)\W*$"
)
"""A last word that leaves a sentence open."""
_ORPHAN = re.compile(r", [\w'-]+\W*$")
"""A lone word behind the last comma, left of a phrase that went: `on Wednesday, days`."""
_CUT_SHORT = re.compile(r"\b(?:an?|the|of|to|for|by|with|at|from|and|or|but) ?[,;]")
"""A word that leads on, before a mark."""
_DOUBLED = re.compile(r"(?i)\b([a-z]{3,})\W+\1\b")
_LINKED = re.compile(r"\b(which|who|whose|where|while|because|whether) (\w+ \w+)")
"""A link word and what it leads on to, which must not go on without it."""
_BARE = re.compile(r"(?i)(\w+) ([a-z]+ed)\W*$")
"""A participle at the end: `the animals discovered`, of `discovered in the park`."""
_DETERMINER = re.compile(r"\b(this|that|these|those|each|every|all|another|other)\W*$")
_ARTICLES = frozenset(("the", "a", "an", "and", "or"))
_HELPERS = frozenset(
    ("be", "been", "being", "is", "are", "was", "were", "has", "have", "had", "not", "to", "get")
)
_LEADING = frozenset(
    ("كما", "الذي", "التي", "الذين", "حيث", "بينما", "فيما", "أن", "إن", "لأن", "حتى", "كي", "لكي")
)
_CONDITIONS = frozenset(("إذا", "حال", "وحال", "لو", "كلما"))
_CONDITION = 6
"""Words from the end among which a condition has no room for what follows from it."""
_TAIL = 4
"""Words behind a closing `he said`: when and where."""
_REACH = 8
"""Words between a verb and its particle: subject, object and their titles."""
_MARKS = " ,،;؛:.!؟?…\"'”“«»()[]"


def broken(text: str, whole: str) -> str:
    """Return what is wrong with the form of an English sentence cut from `whole`, or nothing."""
    if (
        _OPEN.search(text)
        or _determined(text, whole)
        or _ORPHAN.search(text)
        or _bare(text, whole)
        or _verbless(text)
    ):
        return "the end is missing"
    if any(link[0] not in text and link[2] in text for link in _LINKED.finditer(whole)):
        return "a clause lost its link"
    if not set(_CUT_SHORT.findall(text)) <= set(_CUT_SHORT.findall(whole)):
        return "a phrase lost its end"
    return _unpaired(text)


def _unpaired(text: str) -> str:
    if text.count('"') % 2:
        return "a quotation is left open"
    if text.count("(") != text.count(")"):
        return "a bracket is left open"
    return "a word is said twice over" if _DOUBLED.search(text) else ""


def _determined(text: str, whole: str) -> bool:
    """Whether it ends in a `this` that belonged to the noun behind it."""
    match = _DETERMINER.search(text)
    return match is not None and re.search(rf"\b{match[1]} \w", whole) is not None


def _verbless(text: str) -> bool:
    """Whether what is said to be said has no verb: `said their contacts with Russia`."""
    words = read(text)
    told = [i for i, word in enumerate(words) if word.of("report")]
    if not told:
        return False
    said = words[told[-1] + 1 :]
    present = any(
        two.content and two.text[0].islower() and two.text[-1] == "s" and (one.name or one.content)
        for one, two in pairwise(said[:-1])
    )
    finite = present or any(verbal(said, i) for i in range(len(said)))
    return len(said) > _TAIL and not finite


def _bare(text: str, whole: str) -> bool:
    """Whether it ends in a participle that the whole goes on from."""
    match = _BARE.search(text)
    if match is None or match[1].lower() in _HELPERS | _ARTICLES or match[1].endswith("ly"):
        return False
    if match[1][0].isupper() or match[2].lower() in forms_of("report"):
        return False
    return not re.search(rf"{re.escape(match[2])}\W*$", whole)


@cache
def _opening() -> frozenset[str]:
    """Return the Arabic words behind which more must come."""
    return frozenset(
        word
        for kind, words in table("arabic_function_words")
        if kind in {"preposition", "particle", "open"}
        for word in words.split()
    )


def broken_arabic(text: str) -> bool:
    """Return whether an Arabic sentence ends in a word behind which more must come."""
    if open_ended(text):
        return True
    words = normalise_text(text).split()
    bare = [one for word in words if (one := word.strip(_MARKS))]
    if not bare or _CONDITIONS.intersection(bare[-_CONDITION:]):
        return True
    if len(bare) > 1 and bare[-2] in _LEADING:
        # `as he did`, `which opened`: of a clause only its first word is left.
        return True
    return text.count("(") != text.count(")") or text.count("«") != text.count("»")


def open_ended(text: str) -> bool:
    """Return whether Arabic `text` ends in a word that only leads on."""
    words = normalise_text(text).split()
    last = next((bare for word in reversed(words) if (bare := word.strip(_MARKS))), "")
    return last in _opening() or (last[:1] == "و" and last[1:] in _opening())


@cache
def _complements() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for particle, forms in table("arabic_complements"):
        for form in forms.split():
            found.setdefault(normalise_text(form), set()).add(particle)
    return {form: frozenset(particles) for form, particles in found.items()}


def lacking(kept: str, cut: str) -> bool:
    """Return whether Arabic `cut` takes along what a verb near the end of `kept` asks for."""
    gone = [word.strip(_MARKS) for word in normalise_text(cut).split()]
    words = [word.strip(_MARKS) for word in normalise_text(kept).split()]
    if gone and gone[0] in _spans() and _spans()[gone[0]].intersection(words):
        # A superlative holds within its span however much stands between them.
        return True
    for word in reversed(words[-_REACH:]):
        known = _complements()
        behind = words[len(words) - words[::-1].index(word) :]
        for particle in known.get(word) or known.get(word.removeprefix("و")) or ():
            if not _leads(particle, behind) and _leads(particle, gone):
                return True
    return False


@cache
def _spans() -> dict[str, frozenset[str]]:
    return {
        opener: frozenset(map(normalise_text, forms.split()))
        for opener, forms in table("arabic_spans")
    }


def _leads(particle: str, words: Sequence[str]) -> bool:
    attached = len(particle) == 1
    return any(word == particle or (attached and word[:1] == particle) for word in words)
