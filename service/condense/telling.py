"""Words put into the mouth of one who did not say them, or taken from all who did.

Over several sentences: what stands in another sentence than the speaker's own
is not his, and what every sentence tells on somebody's word needs that word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.condense.alignment import akin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.condense.attribution import Attributed
    from service.condense.comparison import Comparison
    from service.condense.reading import Word

_MOST = 0.6
"""Share of what is written that decides whose it is."""
_LEAST = 3
"""Content words that are enough to tell."""
_PRONOUNS = frozenset(("he", "she", "they", "it"))


def misattributed(given: Comparison) -> Iterator[Word]:
    """Yield speakers who are made to say what only another sentence of the support says."""
    for written in given.written:
        speaker = [word for word in written.speaker if word.name]
        said = [word for word in written.said if word.content]
        own = next((one for one in given.sources if _speaks(one, speaker)), None)
        if own is None or len(said) < _LEAST or len(given.sources) < 2:
            continue
        elsewhere = [one for one in given.sources if one is not own and not _goes_on(one, speaker)]
        foreign = [
            word
            for word in said
            if not _holds(own.words, word) and any(_holds(one.words, word) for one in elsewhere)
        ]
        if len(foreign) >= max(_LEAST, _MOST * len(said)):
            yield speaker[0]


def untold(given: Comparison) -> Iterator[Word]:
    """Yield a speaker of the support where each sentence has one and the candidate has none."""
    if len(given.sources) < 2 or not all(one.speaker for one in given.sources):
        return
    ours = [word for one in given.written for word in one.words if word.content]
    if any(word.of("report") for word in ours):
        return
    said = [word for one in given.sources for word in one.said]
    if sum(_holds(said, word) for word in ours) >= _MOST * len(ours):
        yield given.sources[0].speaker[-1]


def _speaks(source: Attributed, speaker: Sequence[Word]) -> bool:
    return any(akin(one, two) for one in speaker for two in source.speaker)


def _goes_on(source: Attributed, speaker: Sequence[Word]) -> bool:
    """Whether the sentence is told by the same, or by whoever spoke before."""
    texts = {word.text.lower() for word in source.speaker}
    return _speaks(source, speaker) or bool(texts & _PRONOUNS)


def _holds(words: Sequence[Word], word: Word) -> bool:
    return any(akin(word, other) for other in words)
