"""Scoring predicted statements against annotated ones, element by element.

Spans are compared as runs of whole words: a word counts if a span touches it, and
punctuation never counts, so a quotation mark or an attached `و` decides nothing.
Exact and overlap scores follow the practice of quotation attribution (Pareti
2015; Newell, Margolin and Ruths 2018): overlap is the word-level F over all
statements, found or not. Everything here is a count, so articles add up.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from service.evaluation.gold import GoldStatement
    from service.schema import Span, Statement

Counts = Counter[str]
"""Named counts of one article or, added up, of many."""

_WORD = re.compile(r"[\w\u064b-\u0652\u0670\u0653-\u0655]+")
_HALF = 0.5
"""Least word F of two contents, when the cues differ, to be the same statement."""
_CARRIED = frozenset({"nominal", "implicit"})
_SPEAKER = ("speaker exact", "speaker or name exact", "speaker overlap")
_EXTRAS = ("addressee", "venue", "time", "via")


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """Precision, recall and their harmonic mean, with the counts they rest on."""

    precision: float
    recall: float
    f1: float
    predicted: int
    gold: int


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """How many of how many."""

    value: float
    hits: int
    of: int


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Every figure for one set of articles; keys name the element and the slice."""

    scores: dict[str, Score]
    shares: dict[str, Share]


class Words:
    """The words of a text, so that a span can be turned into a range of word numbers."""

    def __init__(self, text: str) -> None:
        """Index the words of `text` in time linear in its length."""
        found = [match.span() for match in _WORD.finditer(text)]
        self._starts = [start for start, _ in found]
        self._ends = [end for _, end in found]

    def range(self, span: Span) -> range:
        """Return the numbers of the words that `span` touches."""
        return range(bisect_right(self._ends, span[0]), bisect_left(self._starts, span[1]))


def match(
    words: Words, gold: Sequence[GoldStatement], predicted: Sequence[Statement]
) -> tuple[tuple[int, int], ...]:
    """Pair gold with predicted statements, one to one, best pairs first.

    Two statements may be paired if their contents overlap and either their cues
    overlap too or the contents agree by at least a word F of one half.
    """
    candidates: list[tuple[float, int, int]] = []
    for i, wanted in enumerate(gold):
        content, cue = _content(words, wanted), words.range(wanted.cue)
        for j, given in enumerate(predicted):
            guess = words.range(given.content.span)
            common = _common(content, guess)
            if not common:
                continue
            agreement = 2 * common / (sum(map(len, content)) + len(guess))
            same_cue = _overlaps(cue, words.range(given.cue.span))
            if same_cue or agreement >= _HALF:
                candidates.append((agreement + (_HALF if same_cue else 0.0), i, j))
    candidates.sort(key=lambda item: (-item[0], item[1], item[2]))
    pairs: list[tuple[int, int]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for _, i, j in candidates:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((i, j))
    return tuple(sorted(pairs))


def count(text: str, gold: Sequence[GoldStatement], predicted: Sequence[Statement]) -> Counts:
    """Count what one article's predictions got right; spans lie in `text`."""
    words = Words(text)
    pairs = match(words, gold, predicted)
    counts: Counts = Counter()
    for wanted in gold:
        _add(counts, "found", wanted.direct, "gold")
        counts["content exact|gold"] += 1
        size = sum(map(len, _content(words, wanted)))
        _add(counts, "content overlap", wanted.direct, "gold", size)
        if wanted.speaker is not None or wanted.entity:
            for name in _SPEAKER:
                counts[f"{name}|gold"] += 1
                counts[f"{name} recall|{wanted.reference}|of"] += 1
    for given in predicted:
        _add(counts, "found", given.direct, "predicted")
        counts["content exact|predicted"] += 1
        _add(
            counts,
            "content overlap",
            given.direct,
            "predicted",
            len(words.range(given.content.span)),
        )
        if given.speaker is not None:
            for name in _SPEAKER:
                counts[f"{name}|predicted"] += 1
    for i, j in pairs:
        _pair(counts, words, gold[i], predicted[j])
    for wanted in gold:
        if wanted.reference in _CARRIED:
            counts[f"resolved of all|{wanted.reference}|of"] += 1
            counts["resolved of all|of"] += 1
    return counts


def report(counts: Mapping[str, int]) -> Report:
    """Turn added-up counts into figures."""
    scores: dict[str, Score] = {}
    shares: dict[str, Share] = {}
    for name in sorted({key.rsplit("|", 1)[0] for key in counts}):
        if f"{name}|of" in counts:
            hits, of = counts.get(f"{name}|hits", 0), counts[f"{name}|of"]
            shares[name] = Share(value=hits / of if of else 0.0, hits=hits, of=of)
            continue
        right = counts.get(f"{name}|right", 0)
        # A slice is cut by the gold label for recall and by the predicted one for precision.
        given = counts.get(f"{name}|right of predicted", 0) if "|" in name else right
        scores[name] = _score(
            given, counts.get(f"{name}|predicted", 0), right, counts.get(f"{name}|gold", 0)
        )
    return Report(scores=scores, shares=shares)


def reliability(
    text: str, gold: Sequence[GoldStatement], predicted: Sequence[Statement]
) -> tuple[tuple[float, bool], ...]:
    """Return each prediction's own score beside whether it was a statement at all."""
    right = {j for _, j in match(Words(text), gold, predicted)}
    return tuple((given.score, j in right) for j, given in enumerate(predicted))


def _pair(counts: Counts, words: Words, wanted: GoldStatement, given: Statement) -> None:
    _add(counts, "found", wanted.direct, "right")
    counts[f"found|{given.direct}|right of predicted"] += 1
    content, guess = _content(words, wanted), words.range(given.content.span)
    common = _common(content, guess)
    _add(counts, "content overlap", wanted.direct, "right", common)
    counts[f"content overlap|{given.direct}|right of predicted"] += common
    counts["content exact|right"] += guess == content[0]
    shares = {
        "cue class": given.cue.kind == wanted.kind,
        "cue exact": words.range(given.cue.span) == words.range(wanted.cue),
        "directness": given.direct == wanted.direct,
        "stance": given.stance == wanted.stance,
        "content exact of found|" + wanted.direct: guess == content[0],
    }
    for name, right in shares.items():
        counts[f"{name}|hits"] += right
        counts[f"{name}|of"] += 1
    _speaker(counts, words, wanted, given)
    for name in _EXTRAS:
        expected: Span | None = getattr(wanted, name)
        said = getattr(given, name)
        counts[f"{name}|gold"] += expected is not None
        counts[f"{name}|predicted"] += said is not None
        if expected is not None and said is not None:
            counts[f"{name}|right"] += _overlaps(words.range(expected), words.range(said.span))


def _speaker(counts: Counts, words: Words, wanted: GoldStatement, given: Statement) -> None:
    carried = wanted.reference in _CARRIED
    mentions = [words.range(span) for span in wanted.entity]
    own = [] if wanted.speaker is None else [words.range(wanted.speaker)]
    name = [] if wanted.name is None else [words.range(wanted.name)]
    guesses = _guesses(words, given)
    if carried:
        resolved = any(_overlaps(one, guess) for one in mentions for guess in guesses[-1:])
        for key in ("resolved of found", "resolved of all"):
            for part in ("", f"|{wanted.reference}"):
                counts[f"{key}{part}|hits"] += resolved
        for part in ("", f"|{wanted.reference}"):
            counts[f"resolved of found{part}|of"] += 1
    right = own + mentions if carried else own
    verdicts = (
        any(guess == one for one in right for guess in guesses),
        any(guess == one for one in right + name for guess in guesses),
        any(_overlaps(one, guess) for one in right for guess in guesses),
    )
    for key, verdict in zip(_SPEAKER, verdicts, strict=True):
        counts[f"{key}|right"] += verdict
        counts[f"{key} recall|{wanted.reference}|hits"] += verdict


def _guesses(words: Words, given: Statement) -> list[range]:
    if given.speaker is None:
        return []
    spans = [given.speaker.span]
    if given.speaker.resolved_from is not None:
        spans.append(given.speaker.resolved_from)
    return [words.range(span) for span in spans]


def _content(words: Words, wanted: GoldStatement) -> tuple[range, ...]:
    return tuple(words.range(span) for span in (wanted.content, *wanted.more))


def _common(parts: Iterable[range], other: range) -> int:
    return sum(len(_intersection(part, other)) for part in parts)


def _overlaps(one: range, other: range) -> bool:
    return bool(_intersection(one, other))


def _intersection(one: range, other: range) -> range:
    return range(max(one.start, other.start), min(one.stop, other.stop))


def _add(counts: Counts, name: str, part: str, what: str, amount: int = 1) -> None:
    counts[f"{name}|{what}"] += amount
    counts[f"{name}|{part}|{what}"] += amount


def _score(right_predicted: int, predicted: int, right: int, gold: int) -> Score:
    precision = right_predicted / predicted if predicted else 0.0
    recall = right / gold if gold else 0.0
    both = precision + recall
    return Score(
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / both if both else 0.0,
        predicted=predicted,
        gold=gold,
    )
