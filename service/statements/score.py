"""How sure the rules are of a statement, as a probability.

A logistic model over a dozen yes-or-no features of how the statement was
found. Its weights are data (`data/score.tsv`), fitted on the open parts of the
gold set by `python -m bench.statements --fit`; what is calibrated is whether an
annotator marked a statement there at all.
"""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.statements.reading import ArticleText
    from service.statements.resolve import Resolved

_SHORT = 3
_CLAUSE_MARKS = frozenset(("،", ",", "؛", ".", ":", "-", "–", '"', "»", "”"))


def features(article: ArticleText, one: Resolved) -> dict[str, bool]:
    """Return the features of a statement, by name."""
    raw = one.raw
    phrase = raw.speaker
    known = phrase is not None and (phrase.head is not None or phrase.start in article.names)
    start, end = raw.content_tokens
    before = raw.cue[0] - 1
    opens = raw.cue[0] in article.sentence_starts or article.form(before) in _CLAUSE_MARKS
    return {
        "introduced by a clause particle": raw.introducer == "clause",
        "introduced by a quotation or colon": raw.introducer in ("quotation", "colon"),
        "introduced by a preposition": raw.introducer == "preposition",
        "a bare object": raw.introducer == "object",
        "an attribution": raw.rule == "attribution",
        "a participle": raw.rule == "participle",
        "a verbal noun": raw.rule == "masdar",
        "a known speaker": known,
        "an overt but unknown speaker": phrase is not None and not known,
        "no speaker at all": one.speaker is None,
        "inside other content": one.nested,
        "short content": end - start < _SHORT,
        "the cue opens a clause": opens,
        "quoted in part or whole": raw.direct != "indirect",
        "a verb of saying or affirming": raw.cls in ("say", "affirm"),
    }


@cache
def weights() -> dict[str, float]:
    """Return the fitted weights by feature name; `always` is the intercept."""
    table = files("service.statements").joinpath("data", "score.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {name: float(value) for name, value in rows}


def score(article: ArticleText, one: Resolved) -> float:
    """Return the probability that an annotator would mark this statement, in (0, 1)."""
    fitted = weights()
    total = fitted["always"] + sum(
        fitted.get(name, 0.0) for name, holds in features(article, one).items() if holds
    )
    return round(1 / (1 + math.exp(-total)), 3)
