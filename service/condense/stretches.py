"""Closing phrases and asides that Arabic marks as such, whatever word they begin with.

The Arabic shows by a comma or a first word where a phrase begins and ends
(`phrases`); the English that goes is the one run of words that the links tie to
it, and has to be bounded like a phrase itself. The verifier reads what is left.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from service.condense.cuts import Cut, body_end, verbs
from service.condense.phrases import bare, clausal, may_go, starts, with_marks
from service.condense.words import table, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.engine.protocols import Translation
    from service.schema import Span

_CONFIDENT = 0.15
"""Attention below which a link says nothing."""
_LONG = 12
"""Words of a sentence that is long enough to lose a phrase."""
_LEAST_AR, _LEAST_EN = 6, 7
"""Words that must be left."""
_MOST = 12
"""Phrases tried in one sentence, so that a long one costs no more than several short ones."""
_SHORT = 14
"""Words of a phrase that no comma parts from the rest; a longer one may hold the rest's verb."""
_FEWEST = 2
"""Words of a phrase that is worth a cut."""
_WORD = re.compile(r"\S+")
_OPENING = 3
"""Words of a run among which the comma may stand that its phrase begins behind."""
_ARTICLES = ("a", "an", "the")
_COMMAS = ",،"


def stretches(given: Translation) -> Iterator[Cut]:
    """Yield the cuts, the longest first; spans are code points into `given.ar` and `given.en`."""
    if len(given.ar.split()) < _LONG:
        return
    phrases = sorted(_phrases(given.ar), key=lambda span: span[0] - span[1])
    for cut in phrases[:_MOST]:
        span = _run(given, cut)
        left = given.en[: span[0]] + given.en[span[1] :] if span else ""
        if span is not None and len(left.split()) >= _LEAST_EN:
            yield Cut(ar=cut, en=with_commas(given.en, *span), linked=True, trim=True)


def with_commas(whole: str, start: int, end: int) -> Span:
    """Return the stretch of English with both commas of the aside that it is, if it is one."""
    before = whole[:start].rstrip()
    if before.endswith(",") and whole[end : end + 1] in (",", ".", ""):
        return len(before) - 1, end + (whole[end : end + 1] == ",")
    return start, end


def _phrases(ar: str) -> Iterator[Span]:
    """Yield closing phrases and asides between two commas; code points into `ar`."""
    words = [match.span() for match in _WORD.finditer(ar[: body_end(ar)])]
    commas = [ar[end - 1] in _COMMAS for _, end in words]
    for first in range(1, len(words)):
        word = bare(ar[slice(*words[first])])
        parted = commas[first - 1]
        second = word[:1] == "و" and word[1:] in verbs()
        if not (starts(word) or (parted and (second or clausal(word)))):
            continue
        ends = [len(words) - 1] if _closes(ar, words, commas, first) else []
        aside = next((i for i in range(first, len(words)) if commas[i]), len(words))
        if parted and starts(word) and aside < len(words) - 1:
            ends.append(aside)
        for last in ends:
            if last - first + 1 >= _FEWEST and len(words) - (last - first + 1) >= _LEAST_AR:
                cut = with_marks(ar, words[first][0], words[last][1])
                if may_go(ar, cut, ()):
                    yield cut


def _closes(ar: str, words: Sequence[Span], commas: Sequence[bool], first: int) -> bool:
    """Whether what begins at the word `first` can be one phrase up to the end."""
    inner = [index for index in range(first, len(words)) if commas[index]]
    if not commas[first - 1]:
        # Without a comma before it, another behind it or much length may end it unseen.
        return not inner and len(words) - first <= _SHORT
    # What follows a comma inside goes on with it, or belongs to the whole again.
    return all(ar[words[index + 1][0]] == "و" for index in inner if index + 1 < len(words))


def _run(given: Translation, cut: Span) -> Span | None:
    """Return the one run of English words that the links tie to `cut`."""
    words = [match.span() for match in _WORD.finditer(given.en)]
    texts = [given.en[slice(*word)] for word in words]
    inside = _inside(given, cut, words)
    ours = [index for index, one in enumerate(inside) if one]
    if not ours:
        return None
    first, last = ours[0], ours[-1]
    for one, text in zip(inside[first : last + 1], texts[first : last + 1], strict=True):
        if one is False and any(token.is_content for token in tokens(text)):
            return None
    if first and not inside[first - 1] and texts[first - 1] in _ARTICLES:
        first -= 1
    if first and not inside[first - 1] and texts[first - 1].lower() in _prepositions():
        first -= 1
    for index in range(first, min(first + _OPENING, last)):
        # Behind a comma begins the phrase; what stands before it only looked alike.
        if texts[index][-1] == "," and _opens(texts[index + 1]):
            first = index + 1
            break
    end = words[last][0] + len(texts[last].rstrip(",.;"))
    begins = _opens(texts[first]) or (first > 0 and texts[first - 1][-1] == ",")
    closed = last + 1 == len(words) or given.en[end] == "," or _opens(texts[last + 1])
    return (words[first][0], end) if begins and closed else None


def _inside(given: Translation, cut: Span, words: Sequence[Span]) -> list[bool | None]:
    """Tell of each English word whether its Arabic is in `cut`; None where no link is sure."""
    found: list[bool | None] = [None] * len(words)
    places = {start: index for index, (start, _) in enumerate(words)}
    weight = [_CONFIDENT] * len(words)
    # The comma before the phrase is written onto the last word that stays.
    begin = cut[0] + (given.ar[cut[0]] in _COMMAS)
    for link in given.links:
        index = places.get(link.target[0])
        if index is not None and link.weight > weight[index]:
            weight[index] = link.weight
            found[index] = link.source[0] < cut[1] and begin < link.source[1]
    return found


def _opens(word: str) -> bool:
    """Whether an English word opens a phrase or a clause."""
    bare_word = word.strip(",").lower()
    return bare_word in _openings() or bare_word.endswith("ing")


@cache
def _prepositions() -> frozenset[str]:
    return _openings("preposition")


@cache
def _openings(*kinds: str) -> frozenset[str]:
    return frozenset(
        word
        for kind, words in table("english_openers")
        if not kinds or kind in kinds
        for word in words.split()
    )
