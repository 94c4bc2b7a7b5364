"""Whether a stretch of an Arabic sentence is a phrase that the rest can stand without.

Arabic marks its phrases by their first word; a bare preposition behind a verb
or noun mostly begins what that word asks for (`حض .. على`), and stays. What
holds a denial, a source, a condition or casualties stays too.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from service.arabic.normalise import normalise_text
from service.arabic.numbers import find_numbers
from service.condense.cuts import KEPT_AR, body_end, verbs
from service.condense.form import lacking, open_ended
from service.condense.swallowed import swallows
from service.condense.words import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.schema import Span

_ATTACHED = frozenset("فلسب")
"""Letters of conjunctions, prepositions and the future, written onto what they open; not `and`,
which goes on with a list or a claim."""
_COMMAS = ",،"
_MARKS = " ,،;؛:.!؟?…\"'”“«»()[]"
_APPOSED = 8
"""Words of an apposition, within which its opening comma stands."""
_COUNT = 6
"""Characters before a stretch in which a number may want what follows: `one in a million`."""
_CONTRASTED = re.compile(r"[،,] ?(?:لكن|ولكن|إلا أن|غير أن)(?: [^\s،,]+){1,4}$")
_SHARES = (["في", "المئة"], ["في", "المائة"], ["بالمئة"], ["بالمائة"])
"""What a figure is, and no phrase of its own."""
_PREFIXED = 3
"""Letters up to which a word that begins like a verb of the present is none."""
_PLACE = 5
"""Words of a phrase with `في` that is taken for a place or an occasion."""
_NEGATIONS = frozenset(("لم", "لن", "لا", "ما", "ليس", "ليست", "ولم", "ولن", "ولا", "وما"))
_THAT = frozenset(
    ("أن", "إن", "أنه", "إنه", "أنها", "إنها", "أنهم", "إنهم", "بأن", "بأنه", "بأنها")
)


def bare(word: str) -> str:
    """Return an Arabic word normalised and without the marks around it."""
    return normalise_text(word).strip(_MARKS)


@cache
def _group(*kinds: str) -> frozenset[str]:
    return frozenset(
        word
        for kind, words in table("phrase_openers")
        if not kinds or kind in kinds
        for word in words.split()
    )


def opens(word: str) -> bool:
    """Return whether a phrase may begin with `word`, which is `bare`."""
    return word in _group() or word.removeprefix("و") in _group()


def starts(word: str) -> bool:
    """Return whether `word`, which is `bare`, begins a phrase that hardly any other asks for."""
    stem = word if word in _group() else word.removeprefix("و")
    if stem in _group("which"):
        return False
    return stem == "في" or stem in _group("circumstance", "time", "participle")


def clausal(word: str) -> bool:
    """Return whether `word`, which is `bare`, opens a clause or an example behind a comma."""
    stem = word if word in _group() else word.removeprefix("و")
    return stem in _group("relative", "participle", "which") or word[:2] in ("لي", "لت")


def with_marks(ar: str, start: int, end: int) -> Span:
    """Leave the final stop where it is, and take both commas of an aside or neither."""
    stop = body_end(ar)
    if end >= stop:
        return start, stop
    if ar[end - 1] not in _COMMAS:
        return start, end
    before = ar[:start].rstrip()
    if before and before[-1] in _COMMAS:
        # One comma stays where it closes an apposition: `X, the largest mill, [today,] said`.
        apposed = any(mark in word for word in before[:-1].split()[-_APPOSED:] for mark in _COMMAS)
        return (len(before) if apposed else len(before) - 1), end
    # `on Sunday, the third,`: the comma is the phrase's own.
    own = any(mark in ar[start : end - 1] for mark in _COMMAS)
    following = bare((ar[end:].split(maxsplit=1) or [""])[0])
    # Nor does one stand before what the verb goes on to: `announced, that`.
    own = own or following in _THAT or following in _group("preposition")
    return start, end if own else end - 1


def may_go(ar: str, cut: Span, protected: Sequence[Span]) -> bool:
    """Return whether the sentence `ar` can lose `cut`, code points into it."""
    text = ar[slice(*cut)]
    before, after = ar[: cut[0]].rstrip(), ar[cut[1] :].strip()
    words = [word for one in text.split() if (word := bare(one))]
    if not words or any(cut[0] < end and start < cut[1] for start, end in protected):
        return False
    # What is quoted was said, and may be the verb of what stands before it.
    if KEPT_AR.search(normalise_text(text)) or any(map(text.count, '"“”«»')):
        return False
    if before and (lacking(before, text) or open_ended(before) or _bounds(words, before)):
        return False
    apart = before[-1:] in _COMMAS or text[0] in _COMMAS or starts(words[0])
    if before and not apart and find_numbers(before[-_COUNT:]):
        return False
    following = bare(after.split(maxsplit=1)[0]) if after else ""
    if swallows(text, last=not following):
        return False
    return _begins(text, before, words, last=not following) and _ends(
        text, after, words, following, leading=not before
    )


def contrasted(before: str) -> bool:
    """Return whether a contrast has begun and has had no room for its verb."""
    return _CONTRASTED.search(before.rstrip(" ،,")) is not None


def _bounds(words: Sequence[str], before: str) -> bool:
    """Whether the stretch says of what a share is one, or of what and when a denial holds."""
    if words[0] in _group("relative") and contrasted(before):
        return True
    until = words[0].removeprefix("و") == "حتى"
    # What is denied is denied of that time and place: `was not open when it fell`.
    clause = before if until else re.split("[،,]", before)[-1]
    denied = any(word in _NEGATIONS for word in map(bare, clause.split()))
    return denied or list(words) in _SHARES


def _begins(text: str, before: str, words: Sequence[str], *, last: bool) -> bool:
    """Whether the stretch begins as a phrase that nothing before it asks for."""
    first = words[0]
    if not before:
        return _timely(words)
    if text.strip()[0] == "(":
        return text.strip()[-1] == ")"
    if before[-1] in ",،؛:-–" or text[0] in _COMMAS:
        # A comma alone opens no phrase: it may stand before an object or a late subject.
        second = first[0] == "و" and first[1:] in verbs()
        place = first != "في" or last or len(words) <= _PLACE
        return (
            place
            and _timely(words)
            and (opens(first) or (last and (second or first[0] in _ATTACHED)))
        )
    if first not in _group("time") and verbal(bare(before.rsplit(maxsplit=1)[-1])):
        # What follows a bare verb may be its object, or what it says little without.
        return False
    if first.removeprefix("و") == "في":
        return len(words) <= _PLACE
    return starts(first) and _timely(words)


def _ends(text: str, after: str, words: Sequence[str], following: str, *, leading: bool) -> bool:
    """Whether what comes after the stretch does not lean on it."""
    if not following:
        return True
    if leading and text[-1] not in _COMMAS:
        # Before the verb; else the rest of the phrase stays behind.
        return following in verbs() or following.removeprefix("و") in verbs()
    if following in _group("which") or (
        following in _group("relative", "participle", "cause") and not _times(words)
    ):
        # A clause may have its subject, or what it is about, in what would go.
        return False
    if _times(words):
        # `said on Monday`: before anything but the rest of a date.
        return not following[0].isdigit() and following not in _group("time")
    # It may go on with what began in the phrase: `because of floods, and of storms`.
    clause = words[0] in _group("relative", "participle", "cause", "circumstance")
    if clause and (following[0] == "و" or following in _group("preposition")):
        return False
    return following in _THAT or after[0] in ",،؛.:!؟)" or text[-1] in _COMMAS or opens(following)


def verbal(word: str) -> bool:
    """Return whether `word`, which is `bare`, is a known verb or looks like one of the present."""
    plain = word.removeprefix("و")
    return plain in verbs() or (
        plain[:1] in ("ي", "ت") and len(plain) > _PREFIXED and plain[-1] != "ة"
    )


def _timely(words: Sequence[str]) -> bool:
    """Whether a stretch that begins with a time is nothing but one, or goes on with a phrase."""
    times = _group("time")
    if words[0] not in times:
        return True
    # `Tuesday, 4 May 2018`: figures and months are of the date.
    dated = (i for i, w in enumerate(words) if not (w in times or _date(w)))
    rest = next(dated, len(words))
    return rest == len(words) or starts(words[rest])


def _date(word: str) -> bool:
    return word[0].isdigit() or any(part in _months() for part in word.split("/"))


@cache
def _months() -> frozenset[str]:
    return frozenset(word for _, words in table("arabic_months") for word in words.split())


def _times(words: Sequence[str]) -> bool:
    return all(word in _group("time") for word in words)
