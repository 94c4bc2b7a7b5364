"""Closing clauses and asides that a point can spare, cut alike by structure.

They are found in the Arabic, whose grammar does not hang on how well it was
translated: behind a comma, from a word of `data/trims.tsv` to the end of the
sentence. The English that goes is what the links tie to it, and must begin
with a rendering of that word. Cf. Knight and Marcu (2000) on dropping whole
constituents; which may go is a table here.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from service.arabic.normalise import normalise
from service.arabic.numbers import find_numbers
from service.condense.cuts import KEPT_AR, KEPT_EN, Cut, body_end, verbs
from service.condense.form import lacking
from service.condense.phrases import bare, may_go
from service.condense.reading import read
from service.condense.reality import verbal
from service.condense.swallowed import swallows
from service.condense.words import table, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.engine.protocols import Translation
    from service.schema import Span

_CONFIDENT = 0.15
"""Attention below which a link says nothing."""
_LONG = 16
"""Words of a sentence that is long enough to be trimmed."""
_LEAST_AR, _LEAST_EN = 7, 8
"""Words that must be left."""
_FEWEST = 3
"""Words of a clause that is worth the cut."""
_SHORT = 14
"""Words of a clause that no comma parts from the rest; a longer one may hold the rest's verb."""
_CONJUNCTIONS = re.compile(
    r"(?i)(?:, )?(?:and )?(?:after|before|since|while|as|where\w*|which|who)\b"
)
_WITHIN = 0.8
"""Share of the linked English words of a clause whose Arabic must be in the clause."""
_ACTS = re.compile(
    r"(?<!\w)[وف]?(?:نفى|نفت|نفيه|نفيها|ينفي|تنفي|اتهم|اتهمت|يتهم|تتهم|رفض|رفضت|رفضه|رفضها|"
    r"طالب|طالبت|هدد|هددت|حذر|حذرت)(?!\w)"
)
"""Denials, charges, demands and threats, which a further report may hold and a reader wants."""
_OCCASION_AR = re.compile(
    r"(?P<phrase>[وف]?(?:في|خلال|على هامش|ضمن) (?P<noun>\w+)"
    r"(?: [^\s،,.:\"«]+){0,6} ?[،,] ?)(?P<verb>\w+)"
)
_OCCASION_EN = re.compile(r"(?:In|During|At|On|Within|As part of)(?: [^\s,.:\"“]+){1,9}, (?=\w)")
_CLAUSE_AR = re.compile(
    r"[،,] ?(?:الذي|التي|الذين|اللذين|اللذان|اللتين|اللتان|وهو|وهي|وهم|والذي|والتي)"
    r"(?: [^\s،,.:؛\"«»()]+){2,14} ?[،,](?= ?\w)"
)
_CLAUSE_EN = re.compile(
    r", (?:and )?(?:which|who|whose|where|a|an|the)(?: [^\s,.:;\"“”()]+){1,16},(?= \w)"
)
_WORD = re.compile(r"\S+")
_OPEN_QUOTE = re.compile(r'["“”«»]')
_AGE_AR = re.compile(r"[،,] ?\(?\d{1,3} (?:عاما|عامًا|سنة)\)? ?(?=[،,])")
_AGE_EN = re.compile(r", ?\(?(?:aged )?\d{1,3}(?:[- ]years?[- ]old)?\)? ?(?=,)")


class _Opening(msgspec.Struct, frozen=True):
    ar: re.Pattern[str]
    en: re.Pattern[str]
    report: bool
    clause: bool
    """Whether it opens a clause of its own, with a verb and figures of its own."""


_RESULT = _Opening(
    re.compile(r"[،,] ?ل[يت]\w{2,}"),
    re.compile(r"(?i)(?:so )?(?:to|that|for)\b|\w+ing\b"),
    report=False,
    clause=True,
)
"""What a deed led to: `، ليرفع رصيده`, `, to raise`."""


@cache
def _openings() -> tuple[_Opening, ...]:
    found: list[_Opening] = []
    for kind, arabic, english in table("trims"):
        report = kind == "report"
        mark = "[،,] ?" if kind == "clause" else r"(?:[،,] ?|(?<!\w))"
        close = "" if arabic.endswith(" ل") else r"(?!\w)"
        renderings = "|".join(map(re.escape, english.split("|")))
        found.append(
            _Opening(
                re.compile(rf"{mark}{'و?' * report}{re.escape(arabic)}{close}"),
                re.compile(rf"(?i)(?:and )?(?:{renderings})(?!\w)"),
                report,
                kind == "clause",
            )
        )
    return (*found, _RESULT)


def trims(given: Translation) -> Iterator[Cut]:
    """Yield the cuts, the longest first; spans are code points into `given.ar` and `given.en`."""
    yield from _ages(given.ar, given.en)
    yield from _occasion(given.ar, given.en)
    yield from _clauses(given.ar, given.en)
    yield from sorted(_closing(given), key=lambda cut: cut.ar or (0, 0))


def _ages(ar: str, en: str) -> Iterator[Cut]:
    sources, targets = list(_AGE_AR.finditer(ar)), list(_AGE_EN.finditer(en))
    if len(sources) == len(targets) == 1:
        yield Cut(ar=sources[0].span(), en=targets[0].span(), linked=False)


def _occasion(ar: str, en: str) -> Iterator[Cut]:
    """Yield the phrase before the verb that says on what occasion something was said."""
    source, target = _OCCASION_AR.match(ar), _OCCASION_EN.match(en)
    if source is None or target is None or find_numbers(source.group()):
        return
    named = bare(source["noun"]) in _occasions()
    verb = bare(source["verb"])
    if named and (verb in verbs() or verb.removeprefix("و") in verbs()):
        yield Cut(ar=(0, source.end("phrase")), en=target.span(), linked=True)


@cache
def _occasions() -> frozenset[str]:
    return frozenset(word for _, words in table("occasions") for word in words.split())


def _clauses(ar: str, en: str) -> Iterator[Cut]:
    """Yield relative clauses and appositions between commas, each with each in English."""
    targets = [
        match.span()
        for match in _CLAUSE_EN.finditer(en)
        if not KEPT_EN.search(match.group()) and not _OPEN_QUOTE.search(match.group())
    ]
    for match in _CLAUSE_AR.finditer(ar):
        if find_numbers(match.group()) or not may_go(ar, match.span(), ()):
            continue
        for target in targets:
            yield Cut(ar=match.span(), en=target, linked=True, trim=True)


def _closing(given: Translation) -> Iterator[Cut]:
    if len(given.ar.split()) < _LONG:
        return
    normal = normalise(given.ar)
    end = body_end(given.ar)
    for opening in _openings():
        for match in opening.ar.finditer(normal.text):
            span = (normal.starts[match.start()], end)
            if _spared(given.ar, span, opening):
                start = _partner(given, span, opening.en)
                if start is not None and _sparable(given.en, start, report=opening.report):
                    yield Cut(
                        ar=span,
                        en=(start, body_end(given.en)),
                        linked=True,
                        report=opening.report,
                        trim=True,
                    )


def _spared(ar: str, span: Span, opening: _Opening) -> bool:
    """Whether the Arabic clause may go and leaves a sentence."""
    text = normalise(ar[slice(*span)]).text
    before = ar[: span[0]]
    if len(before.split()) < _LEAST_AR or len(text.split()) < _FEWEST:
        return False
    if len(_OPEN_QUOTE.findall(text)) % 2 or any(mark in text for mark in ":؛"):
        return False
    # Another clause behind a comma may belong to the whole sentence again.
    inner = text.lstrip(" ،,").replace(",", "،").split("،")[1:]
    if opening.report:
        return not _ACTS.search(text)
    if lacking(before, text) or swallows(text, last=True):
        return False
    if text[0] not in "،," and (inner or len(text.split()) > _SHORT):
        return False
    # A clause goes with its figures; a phrase may hold one that the rest counts by.
    told = KEPT_AR.search(text) or (not opening.clause and find_numbers(text))
    return not told and all(_goes_on(part) for part in inner)


def _goes_on(part: str) -> bool:
    """Whether what stands behind a comma inside the clause still belongs to it."""
    words = part.split()
    return not words or words[0][0] == "و" or len(words) <= _FEWEST


def _sparable(en: str, start: int, *, report: bool) -> bool:
    text = en[start : body_end(en)]
    before = sum(token.is_word for token in tokens(en[:start]))
    if before < _LEAST_EN or len(_OPEN_QUOTE.findall(text)) % 2:
        return False
    if any(mark in text for mark in ":;"):
        return False
    if report:
        return True
    words = read(text)
    finite = sum(verbal(words, index) for index in range(len(words)))
    # What follows the clause's own verb may be that of the whole: `after he left was a guard`.
    own = (_CONJUNCTIONS.match(text) is not None) + text.startswith(",")
    return not KEPT_EN.search(text) and finite <= own


def _partner(given: Translation, span: Span, opening: re.Pattern[str]) -> int | None:
    """Return where the English of the closing clause begins, its comma included."""
    words = [match.span() for match in _WORD.finditer(given.en)]
    inside: list[bool | None] = [None] * len(words)
    # The comma before the clause is written onto the last word that stays.
    span = (span[0] + (given.ar[span[0]] in "،,"), span[1])
    starts = {start: index for index, (start, _) in enumerate(words)}
    weight = [0.0] * len(words)
    found: list[tuple[int, int]] = []
    for link in given.links:
        index = starts.get(link.target[0])
        if index is None or link.weight < _CONFIDENT or link.weight <= weight[index]:
            continue
        weight[index] = link.weight
        inside[index] = link.source[0] < span[1] and span[0] < link.source[1]
    for index in range(_LEAST_EN, len(words)):
        start = words[index][0]
        if not opening.match(given.en, start):
            continue
        behind = [one for one in inside[index:] if one is not None]
        before = [one for one in inside[:index] if one is not None]
        within = sum(behind) >= _WITHIN * len(behind) and len(behind) >= _FEWEST
        if within and sum(before) <= (1 - _WITHIN) / 2 * len(before):
            wrong = len(behind) - sum(behind) + sum(before)
            found.append((wrong, start - 2 if given.en[:start].endswith(", ") else start))
    return min(found)[1] if found else None
