"""What will or should be, written as what is; and what holds within a limit, without it.

`Will announce` is not `announced`, `to pressure` is not `pressures`, and `until
they withdraw` is part of what is demanded.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from service.condense.words import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.condense.comparison import Comparison
    from service.condense.reading import Word

_UNREAL = frozenset(
    ("may", "might", "will", "would", "shall", "should", "must", "to", "can", "could", "ought")
)
_MODALS = frozenset(("should", "must", "ought", "can", "could", "would", "may", "might"))
_BE = frozenset(("be", "is", "are", "was", "were", "been", "being", "get", "gets", "got"))
_HAVE = frozenset(("have", "has", "had"))
_LIMITS = frozenset(("until", "unless", "except", "pending"))
_SPANS = frozenset(("in", "since", "for", "within", "during", "over"))
_SUPERLATIVES = frozenset(("first", "last", "only", "most", "least", "worst", "best", "record"))
_NOTS = frozenset(("no", "not", "never", "none", "nobody", "nothing"))
_PERIODS = frozenset(("hour", "day", "year", "start", "begin", "minut", "period", "decad"))
_CLOSE, _FAR = 4, 14
"""Words within which a superlative and a negation are bounded."""
_NEAR = 3
"""Words between a verb and what makes it unreal: `will not soon announce`."""


def realised(given: Comparison) -> Iterator[tuple[Word, str]]:
    """Yield (word, what it lost) for a claim that became a fact or lost its limit."""
    for index, (word, place) in enumerate(zip(given.words, given.places, strict=True)):
        if place is None or not word.content or word.name or word.number:
            continue
        other = given.support[place]
        marker = _unreal(given.support, place)
        real = other.text != word.text and _fact(given.words, index)
        bare = marker in _MODALS and not _unreal(given.words, index) and _bare(given.words, index)
        if marker and (real or bare):
            yield word, f"`{marker}`"
    yield from _unlimited(given)
    yield from _unbounded(given)


def _bare(words: Sequence[Word], index: int) -> bool:
    """Whether the verb has no auxiliary or `to` before it that would make it another form."""
    before = words[index - 1].text.lower() if index else ""
    return not (before in _BE | _HAVE | {"to"} or words[index].text.endswith(("ed", "ing")))


def _unreal(words: Sequence[Word], index: int) -> str:
    """Return the modal or `to` that the verb at `index` stands under, or nothing."""
    for back in range(index - 1, max(-1, index - 1 - _NEAR), -1):
        text = words[back].text.lower()
        if words[back + 1].before:
            return ""
        if text in _UNREAL:
            return text
        if text not in {"not", "also", "be", "have"} and not text.endswith("ly"):
            return ""
    return ""


def _fact(words: Sequence[Word], index: int) -> bool:
    """Whether the word is a finite verb of its own: past, or present of a third person."""
    word = words[index].text.lower()
    if not (word.endswith(("ed", "s")) or word in _past()):
        return False
    before = [w.text.lower() for w in words[max(0, index - _NEAR) : index]]
    # `to residents proceeded`: only what leads straight to the verb is about it.
    return not _unreal(words, index) and not _BE.intersection(before)


@cache
def _past() -> frozenset[str]:
    """Return the irregular past forms."""
    return frozenset(form for _, forms in table("irregular") for form in forms.split())


def verbal(words: Sequence[Word], index: int) -> bool:
    """Return whether the word is plainly a finite verb, or a participle that may be one."""
    word = words[index]
    text = word.text.lower()
    if text in _HAVE | _BE | _UNREAL - {"to"}:
        return True
    plain = word.content and not word.name and not word.number
    return plain and (text.endswith("ed") or text in _past() or word.of("report"))


def _unlimited(given: Comparison) -> Iterator[tuple[Word, str]]:
    kept = {place: index for index, place in enumerate(given.places) if place is not None}
    ours = {word.text.lower() for word in given.words}
    for place, word in enumerate(given.support):
        text = word.text.lower()
        if text not in _LIMITS | {"when"} or text in ours or not place:
            continue
        head = place - 1
        while head and not given.support[head].content:
            head -= 1
        # `Only hours had passed, until`: what is denied or bounded leads to it behind a comma too.
        led = any(w.of("negator") or w.text.lower() == "only" for w in given.support[:place])
        close = not given.support[place].before
        if text == "when":
            # `was not open when it fell`: the denial holds of that time.
            led = close = led and close
        if text == "except":
            led = True
        if head in kept and (led or close):
            yield given.words[kept[head]], f"`{word.text}`"


def _unbounded(given: Comparison) -> Iterator[tuple[Word, str]]:
    """A `no`, a `first` or a `worst` without the span of time, place or kind it holds for."""
    kept = {place: index for index, place in enumerate(given.places) if place is not None}
    for place, word in enumerate(given.support):
        if place not in kept:
            continue
        text = word.text.lower()
        superlative = text in _SUPERLATIVES or (
            text.endswith("est") and word.content and not word.of("plain_est")
        )
        if superlative:
            bound = _bound(given.support, place, _SPANS | {"among", "of", "ever"}, _CLOSE)
            # `the first talks between X and Y, held in Z, since the war`
            bound = bound or next(
                (i for i in range(place + 1, len(given.support)) if _since(given.support, i)), None
            )
            if bound is None and _text(given.support, place + 1) == "time":
                bound = _bound(given.support, place, frozenset(("in",)), _FAR)
        elif word.of("negator") and text in _NOTS:
            bound = _bound(given.support, place, _SPANS, _FAR, timed=True)
        else:
            continue
        if bound is not None and bound not in kept and not _also(given, kept[place], bound):
            yield given.words[kept[place]], f"`{given.support[bound].text}`"


def _text(words: Sequence[Word], index: int) -> str:
    return words[index].text.lower() if index < len(words) else ""


def _since(words: Sequence[Word], index: int) -> bool:
    return _text(words, index) == "since"


def _also(given: Comparison, index: int, bound: int) -> bool:
    """Whether what the bound leads to stands elsewhere in the candidate."""
    led = [w for w in given.support[bound + 1 : bound + 1 + _NEAR] if w.content]
    return bool(led) and any(w.key == led[0].key for w in given.words[:index])


def _bound(
    words: Sequence[Word],
    place: int,
    openers: frozenset[str],
    reach: int,
    *,
    timed: bool = False,
) -> int | None:
    """Return where the phrase begins that bounds the word at `place`, if one does."""
    for after in range(place + 1, min(len(words), place + 1 + reach)):
        if any(mark in words[after].before for mark in ",;:.!?"):
            return None
        if words[after].text.lower() in openers:
            behind = words[after + 1 : after + 2 + _NEAR]
            if not timed or any(w.of("time") or w.key in _PERIODS for w in behind):
                return after
            if not timed:
                return None
    return None
