"""How statements belong together: what answers what, and what says the same again."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from service.statements.raw import Raw

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.schema import Span
    from service.statements.reading import ArticleText
    from service.statements.resolve import Resolved

_ANSWERING = frozenset(("deny", "refuse"))
_ANSWERED = frozenset(
    ("accuse", "demand", "call_for", "criticise", "warn", "say", "reveal", "announce", "affirm")
)
_REACH = 4
"""Sentences back in which an answer's occasion is looked for."""
_LOOK_BACK = 8
_ALIKE = 0.35
_SAME = 0.8
_SHINGLE = 3
_SHARED = 16
"""Earlier statements remembered per shingle, so that merging stays linear."""


def content_words(article: ArticleText, raw: Raw) -> frozenset[str]:
    """Return the longer words of the content, bare of article and proclitics."""
    found: set[str] = set()
    for at in range(*raw.content_tokens):
        form = article.form(at)
        for prefix in ("وال", "بال", "فال", "كال", "لل", "ال"):
            if form.startswith(prefix) and len(form) > len(prefix) + 2:
                form = form[len(prefix) :]
                break
        if len(form) > 2 and form not in article.lexicon.words["preposition"]:
            found.add(form)
    return frozenset(found)


def answers(article: ArticleText, found: Sequence[Resolved]) -> dict[int, int]:
    """Return which statement answers which, by position in `found`.

    A denial or refusal that refers back (وهو ما نفته) answers what it refers to;
    any other answers a recent accusation or claim that names its speaker or
    shares its words.
    """
    links: dict[int, int] = {}
    for index, one in enumerate(found):
        if one.raw.cls not in _ANSWERING:
            continue
        best, best_score = None, 0.0
        for earlier in range(index - 1, max(-1, index - _LOOK_BACK), -1):
            other = found[earlier]
            if one.raw.sentence - other.raw.sentence > _REACH:
                break
            score = _answer_score(article, one, other)
            if score > best_score:
                best, best_score = earlier, score
        if best is not None and best_score >= 1:
            links[index] = best
    return links


def _answer_score(article: ArticleText, one: Resolved, other: Resolved) -> float:
    if other.raw.cls not in _ANSWERED:
        return 0.0
    accusing = other.raw.cls in ("accuse", "criticise", "demand")
    if one.raw.back and one.raw.sentence == other.raw.sentence:
        return 3.0 if accusing else 2.0
    mine, theirs = content_words(article, one.raw), content_words(article, other.raw)
    shared = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
    named = bool(_names(article, one) & theirs)
    score = shared / _ALIKE if shared >= _ALIKE else 0.0
    if named and accusing:
        score += 1.0
    return score if accusing or shared >= _ALIKE else 0.0


def _names(article: ArticleText, one: Resolved) -> frozenset[str]:
    phrase = one.antecedent or one.speaker
    if phrase is None:
        return frozenset()
    start, end = phrase.name or (phrase.start, phrase.end)
    return frozenset(article.form(at).removeprefix("ال") for at in range(start, end))


def merge(
    article: ArticleText, found: Sequence[Resolved]
) -> tuple[tuple[int, ...], dict[int, tuple[Span, ...]]]:
    """Return the positions kept, and for each the content spans of what repeats it.

    Two statements are one when they have the same class, their speakers can be
    the same and four fifths of their content words agree. Candidates share a run of three words.
    """
    seen: dict[tuple[str, ...], list[int]] = defaultdict(list)
    kept: list[int] = []
    repeats: dict[int, list[Span]] = defaultdict(list)
    words: dict[int, frozenset[str]] = {}
    for index, one in enumerate(found):
        words[index] = content_words(article, one.raw)
        shingles = _shingles(article, one.raw)
        candidates: dict[int, None] = {}
        for shingle in shingles:
            candidates.update(dict.fromkeys(seen[shingle]))
        twin = next(
            (c for c in candidates if _twins(article, found[c], one, words[c], words[index])), None
        )
        if twin is not None:
            repeats[twin].append(one.raw.content)
            continue
        kept.append(index)
        for shingle in shingles:
            if len(seen[shingle]) < _SHARED:
                seen[shingle].append(index)
    return tuple(kept), {index: tuple(spans) for index, spans in repeats.items()}


def _shingles(article: ArticleText, raw: Raw) -> list[tuple[str, ...]]:
    forms = [article.form(at) for at in range(*raw.content_tokens) if article.tokens[at].word]
    if len(forms) < _SHINGLE:
        return [tuple(forms)]
    # A sample is enough: twins share nearly every run of three.
    runs = [tuple(forms[i : i + _SHINGLE]) for i in range(len(forms) - _SHINGLE + 1)]
    return runs[:: max(1, len(runs) // _SHARED)] if len(runs) > _SHARED else runs


def _twins(
    article: ArticleText,
    one: Resolved,
    other: Resolved,
    mine: frozenset[str],
    theirs: frozenset[str],
) -> bool:
    if one.raw.cls != other.raw.cls or one.raw.stance != other.raw.stance or not mine or not theirs:
        return False
    if len(mine & theirs) < _SAME * len(mine | theirs):
        return False
    names, others = _names(article, one), _names(article, other)
    return not names or not others or bool(names & others)
