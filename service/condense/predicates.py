"""Verbs that changed voice, and subjects that lost their verb.

`A candidate is being asked` is not `candidate asks`, and `the system, which
began in July, was strained` is nothing without its end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.condense.reality import verbal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.condense.comparison import Comparison
    from service.condense.reading import Word

_BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "get", "got"))
_HAVE = frozenset(("have", "has", "had", "having"))
_BEFORE = 2
"""Words between a form of `be` and its participle: `not`, an adverb, another form."""
_AGENT = 7
"""Words after a verb within which `by` still names its agent."""
_GO_ON = frozenset(
    [
        "especially",
        "particularly",
        "notably",
        "and",
        "but",
        "or",
        "nor",
        "as",
        "while",
        "which",
        "who",
        "whose",
        "where",
        "when",
        "after",
        "before",
        "because",
        "since",
        "although",
        "though",
        "despite",
        "including",
        "with",
        "without",
        "so",
        "if",
        "unless",
        "until",
        "than",
        "that",
        "to",
    ]
)
"""Words that open another phrase behind a comma, where a verb would finish the sentence."""


_FINITE = frozenset(
    ("is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may")
)
_OPENS = frozenset(
    ("who", "which", "that", "as", "because", "while", "where", "when", "and", "but", "although")
)
"""Words that open a clause with a verb of its own."""


def recast(given: Comparison) -> Iterator[tuple[Word, str]]:
    """Yield (word, what is different about its clause)."""
    yield from _turned(given)
    yield from _unfinished(given)
    yield from _headless(given)
    yield from _predicated(given)


def _own_verb(tail: Sequence[Word]) -> Word | None:
    """Return the auxiliary of the clause that goes on with `tail`, if one comes before it ends.

    A phrase between commas is passed over, with the verb it may have.
    """
    aside = False
    for word in tail:
        text = word.text.lower()
        if any(mark in ".!?;" for mark in word.before) or text in _OPENS:
            return None
        if "," in word.before:
            opens = word.of("preposition") or text in _GO_ON or text.endswith("ing")
            aside = opens and not aside
        if not aside and not word.name and text in _FINITE:
            return word
    return None


def _predicated(given: Comparison) -> Iterator[tuple[Word, str]]:
    """What described a noun, now said of the subject: `is [the only force] controlling`."""
    for index, (word, place) in enumerate(zip(given.words, given.places, strict=True)):
        if not place or not index or not word.text.endswith("ing") or given.support[place].before:
            continue
        noun = given.support[place - 1]
        described = noun.content and not noun.text.endswith("ly") and not noun.of("negator")
        if (
            described
            and given.words[index - 1].text.lower() in _BE
            and noun.text.lower() not in _BE
        ):
            yield word, f"`{noun.text}`"


def passive(words: Sequence[Word], index: int) -> bool:
    """Return whether the word is the participle of a passive."""
    if words[index].text.endswith(("ing", "s")):
        return False
    for back in range(index - 1, max(-1, index - 2 - _BEFORE), -1):
        if words[back + 1].before:
            return False
        if words[back].text.lower() in _BE:
            return True
        if words[back].text.lower() == "to":
            # `are likely to build`: the infinitive is active, or has a `be` of its own.
            return False
        if words[back].content and not words[back].text.endswith("ly"):
            return False
    return False


def _by(words: Sequence[Word], index: int) -> bool:
    return any(word.text.lower() == "by" for word in words[index + 1 : index + 1 + _AGENT])


def _turned(given: Comparison) -> Iterator[tuple[Word, str]]:
    for index, (word, place) in enumerate(zip(given.words, given.places, strict=True)):
        if place is None or not word.content or word.name or word.number or word.of("exact"):
            continue
        other = given.support[place]
        theirs, ours = passive(given.support, place), passive(given.words, index)
        perfect = index > 0 and given.words[index - 1].text.lower() in _HAVE
        acts = perfect or (word.text.endswith("s") and not other.text.endswith("s"))
        if theirs and acts and not ours and not _by(given.support, place):
            yield word, f"the passive `{other.text}`"
        elif ours and not theirs and word.text == other.text and not _by(given.words, index):
            yield word, f"the active `{other.text}`"


def _unfinished(given: Comparison) -> Iterator[tuple[Word, str]]:
    """A sentence that ends in an aside, behind which the support has its verb."""
    if not given.words or not given.places or given.places[-1] is None:
        return
    commas = [i for i, word in enumerate(given.words) if "," in word.before]
    after = given.places[-1] + 1
    if not commas or len(commas) % 2 == 0 or after >= len(given.support):
        return
    following = given.support[after]
    text = following.text.lower()
    verb = (
        "," in following.before
        and (following.content or text in _FINITE)
        and following.text[0].islower()
        and text not in _GO_ON
        and not text.endswith("ing")
        and not following.of("preposition")
        and not following.of("report")
        and not following.of("exact")
    )
    opens = given.places[commas[-1]]
    if given.words[commas[-1]].text.lower() in _GO_ON:
        # `.., and it broke`: no aside, but a clause of its own.
        return
    if verb and opens is not None and "," in given.support[opens].before:
        yield given.words[-1], f"`{following.text}`"


def _headless(given: Comparison) -> Iterator[tuple[Word, str]]:
    """A clause that ends before its verb: `said the man arrested by police [was a guard]`."""
    if not given.places or given.places[-1] is None:
        return
    verb = _own_verb(given.support[given.places[-1] + 1 :])
    if verb is None:
        return
    reports = [i for i, word in enumerate(given.words) if word.of("report")]
    clause = given.words[reports[-1] + 1 :] if reports else given.words
    if not any(verbal(clause, index) for index in range(len(clause))):
        yield given.words[-1], f"`{verb.text}`"
