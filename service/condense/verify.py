"""Whether a written sentence says only what its support says.

Nothing is learnt: each check names a way in which summaries are known to lie
(Kryscinski et al. 2020; Pagnoni et al. 2021) and looks for it in an alignment
of the written words to the support. A doubt is a flag; no flag is no proof.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.condense.alignment import akin
from service.condense.commitment import committed
from service.condense.comparison import compare
from service.condense.conditions import CONDITIONS, unconditional
from service.condense.exchanged import exchanged
from service.condense.governors import regoverned
from service.condense.joins import misjoined
from service.condense.losses import lost
from service.condense.operators import changed
from service.condense.order import opposed, reordered
from service.condense.predicates import recast
from service.condense.quantities import quantified
from service.condense.reality import realised
from service.condense.roles import acting, moved
from service.condense.telling import misattributed, untold
from service.schema import Flag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.condense.attribution import Attributed
    from service.condense.comparison import Comparison
    from service.condense.reading import Word
    from service.schema import FlagCode

_COVERED = 0.6
"""Share of a written sentence that must come from what one source said to need that source."""


def check(
    candidate_en: str, support_en: Sequence[str], support_ar: Sequence[str]
) -> tuple[Flag, ...]:
    """Return a flag for every doubt about `candidate_en`; none when it follows from its support.

    Checked: numbers and dates, names, negation and hedging, who said it, who
    did what to whom, and content that the support does not have. `support_ar`
    vouches for numbers that the English support renders otherwise. Linear in
    the support except for one bounded alignment; a pair past that bound is
    flagged, never passed.
    """
    given = compare(candidate_en, support_en, support_ar)
    if given is None:
        return (_flag("unsupported", "too long to be checked against its support"),)
    found = (
        *_added(given),
        *_roles(given),
        *_losses(given),
        *_negation(given),
        *_hedging(given),
        *_conditions(given),
        *_speakers(given),
    )
    return tuple(dict.fromkeys(found))


def _flag(code: FlagCode, detail: str) -> Flag:
    return Flag(code=code, detail=detail)


def _added(given: Comparison) -> Iterator[Flag]:
    """Numbers, names and words that the support does not have at all."""
    for word, place in zip(given.words, given.places, strict=True):
        if place is not None or not word.content or given.knows(word):
            continue
        detail = f"{word.text} is not in the support"
        if word.number:
            if word.key not in given.arabic_numbers:
                yield _flag("number_added", detail)
        elif word.of("time"):
            yield _flag("number_changed", detail)
        elif word.name:
            yield _flag("name_added", detail)
        elif not any(map(word.of, ("light", "report", "negator", "hedge"))):
            yield _flag("unsupported", f"`{word.text}` is not in the support")


def _roles(given: Comparison) -> Iterator[Flag]:
    for word in moved(given):
        yield _flag("role_changed", f"{word.text} stands elsewhere in the support")
    for word in reordered(given):
        yield _flag("role_changed", f"`{word.text}` stands elsewhere in the support")
    for word, other in opposed(given):
        yield _flag("role_changed", f"`{word.text}` stands where the support has `{other.text}`")
    for word, governor in acting(given):
        yield _flag("role_changed", f"{word.text} acts here; in the support it is `{governor}` it")


def _losses(given: Comparison) -> Iterator[Flag]:
    ties = (lost, committed, exchanged, misjoined, regoverned, recast, realised, quantified)
    for word, tie in (tie for find in ties for tie in find(given)):
        code: FlagCode = "number_changed" if word.number or tie[1:2].isdigit() else "role_changed"
        yield _flag(code, f"{word.text} stands without {tie} of the support")


def _negation(given: Comparison) -> Iterator[Flag]:
    for added, word, head in changed(given, "negator"):
        if added:
            yield _flag(
                "negation_added", f"`{word.text}` before `{head.text}` is not in the support"
            )
        else:
            yield _flag("negation_lost", f"the support has `{word.text}` before `{head.text}`")


def _hedging(given: Comparison) -> Iterator[Flag]:
    for added, word, head in changed(given, "hedge"):
        where = "is not in the support" if added else "of the support is lost"
        yield _flag("unsupported", f"`{word.text}` before `{head.text}` {where}")


def _covers(written: Attributed, keys: frozenset[str], but: frozenset[str] = frozenset()) -> bool:
    """Whether most of what is written comes from words with these keys; `but` do not count."""
    ours = [w for w in written.said or written.words if w.content and w.key not in but]
    return bool(ours) and sum(word.key in keys for word in ours) >= _COVERED * len(ours)


def _conditions(given: Comparison) -> Iterator[Flag]:
    """A claim made under a condition that is written without one."""
    if any(word.key in CONDITIONS for word in given.words):
        return
    for condition in unconditional(given):
        yield _flag("unsupported", f"the condition `{condition.text}` of the support is lost")


def _speakers(given: Comparison) -> Iterator[Flag]:
    """Sources that changed, that a claim lost, or that it never had."""
    for written in given.written:
        here = [word for word in written.speaker if word.content and not word.of("title")]
        heard = [word for source in given.sources for word in source.speaker]
        told = any(word.of("report") or word.of("telling") for word in given.support)
        if here and not heard and not told:
            yield _flag("speaker_changed", "in the support nobody says this")
    for word in misattributed(given):
        yield _flag("speaker_changed", f"in the support {word.text} does not say this")
    for word in untold(given):
        yield _flag("speaker_changed", f"the support says this on the word of {word.text}")
    for source in given.sources:
        speaker = [word for word in source.speaker if word.content and not word.of("time")]
        said = frozenset(word.key for word in source.said)
        for written in given.written:
            if source.inner is not None and _covers(
                written, frozenset(word.key for word in source.inner.said)
            ):
                # Who said it must stay; who passed it on may go.
                inner = [word for word in source.inner.speaker if word.content]
                yield from _speaker(written, inner, written.inner or written)
                continue
            if speaker and _covers(written, said, frozenset(word.key for word in speaker) - said):
                yield from _speaker(written, speaker, written)


def _speaker(written: Attributed, speaker: Sequence[Word], teller: Attributed) -> Iterator[Flag]:
    name = " ".join(word.text for word in speaker)
    reported = any(word.of("report") or word.text.lower() == "according" for word in written.words)
    ours = {word.key for word in written.words}
    if not reported or not any(word.key in ours for word in speaker):
        yield _flag("speaker_changed", f"the support says this on the word of {name}")
        return
    here = [word for word in teller.speaker if word.content]
    here = [word for word in here if not word.of("title")] or here
    if here and not any(akin(one, two) for one in here for two in speaker):
        yield _flag("speaker_changed", f"the support has {name} say this")
