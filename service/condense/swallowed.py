"""What a stretch of Arabic holds although it belongs to the sentence around the stretch.

A phrase that runs to the end of its sentence may have passed the end of the
phrase: `he said [after the match that ..]` loses what was said.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from service.arabic.normalise import normalise_text
from service.condense.cuts import verbs
from service.condense.words import table

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMMA = re.compile(r"[،,]")
_MARKS = " ,،;؛:.!؟?…\"'”“«»()[]"
_THAT = re.compile(r"[بل]?(?:أن|إن|أنه|إنه|أنها|إنها|أنهم|إنهم|أننا|إننا|أنني|إنني)")
_SHORT = 2
"""Words behind a comma that are an afterthought whatever they begin with."""


def swallows(text: str, *, last: bool) -> bool:
    """Return whether the stretch `text` holds more than the phrase it begins with.

    `last` says that it runs to the end of the sentence. Then what stands behind
    a comma inside must go on with the phrase or be another.
    """
    plain = normalise_text(text)
    if ":" in plain or "؛" in plain:
        return True
    parts = [
        [word for one in part.split() if (word := one.strip(_MARKS))]
        for part in _COMMA.split(plain.strip(_MARKS))
    ]
    words = [word for part in parts for word in part]
    if _reports(words):
        return True
    return last and any(part and not _goes_on(part) for part in parts[1:])


def _reports(words: Sequence[str]) -> bool:
    """Whether a that-clause begins in the stretch that no word of the stretch leads to."""
    for index, word in enumerate(words):
        if not _THAT.fullmatch(word):
            continue
        before = words[index - 1].removeprefix("و") if index else ""
        if before in _leading() or (before[:1] in ("ي", "ت") and len(before) > _SHORT + 1):
            continue
        telling = _words("participle")
        if not any(one in telling or one.removeprefix("و") in verbs() for one in words[:index]):
            return True
    return False


def _goes_on(part: Sequence[str]) -> bool:
    first = part[0]
    if first[0] == "و" or len(part) <= _SHORT:
        return True
    return first in _words("circumstance", "participle", "relative", "which") or first == "في"


@cache
def _leading() -> frozenset[str]:
    return frozenset(word for _, words in table("that_leaders") for word in words.split())


@cache
def _words(*kinds: str) -> frozenset[str]:
    return frozenset(
        word for kind, words in table("phrase_openers") if kind in kinds for word in words.split()
    )
