"""Whether the engine uses the terms it is given, and what that costs.

    python -m bench.terminology [--shared ../shared] [--contrary] [--limit N]

`data/term_uses.tsv` points at uses of `data/terms.tsv` in FLORES-200 dev and
IWSLT 2017 test, by line and code points, where the reference has the very
English of the glossary. All of those lines are translated twice, with the
glossary (all of it, as an editor would configure it) and without. A use counts
as obeyed when its English stands in the output as a word, once for each use of
it in the line; it counts as reported when the translation carries a
`forced_term` note over it. A use that is neither obeyed nor warned of is a
silent failure. chrF and BLEU are those of the same lines with and without.

`--contrary` gives every term the English of the next one in the list instead,
which no model would choose by itself: obedience without the model's help.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from service import engine
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from service.engine import CTranslateTranslator, Translation

_DATA = Path(__file__).parent / "data"
_LEAD = re.compile(r"[^\W_]*$")


class Use(msgspec.Struct, frozen=True, kw_only=True):
    """One use of a term."""

    data: str
    line: int
    """From 1."""
    start: int
    end: int
    term: str


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence, its reference, and the terms in it."""

    ar: str
    en: str
    uses: tuple[Use, ...]

    def clitic(self, use: Use) -> str:
        """What is written onto the term: conjunction, preposition, article."""
        lead = _LEAD.search(self.ar, 0, use.start)
        found = lead.group() if lead else ""
        # In لل the article has given its alef to the preposition.
        article = self.ar[use.start : use.start + 2] == "ال" or (
            found.endswith("ل") and self.ar[use.start] == "ل"
        )
        return found + ("+ال" if article else "") or "none"


def glossary(*, contrary: bool = False) -> dict[str, str]:
    """Return the terms; `contrary` gives each the English of the next."""
    rows = [
        row.split("\t")
        for row in (_DATA / "terms.tsv").read_text("utf-8").splitlines()
        if not row.startswith("#")
    ]
    terms = dict(rows)
    if not contrary:
        return terms
    english = list(terms.values())
    return dict(zip(terms, [*english[1:], english[0]], strict=True))


def lines(shared: Path) -> list[Line]:
    """Return every line that holds a use, in the order of the table."""
    found: defaultdict[tuple[str, int], list[Use]] = defaultdict(list)
    for row in (_DATA / "term_uses.tsv").read_text("utf-8").splitlines():
        if not row.startswith("#"):
            data, line, start, end, term = row.split("\t")
            use = Use(data=data, line=int(line), start=int(start), end=int(end), term=term)
            found[data, use.line].append(use)
    texts = {
        (data, side): (shared / "devsets" / f"{data}.{side}").read_text("utf-8").split("\n")
        for data in {data for data, _ in found}
        for side in ("ara", "eng")
    }
    return [
        Line(
            ar=texts[data, "ara"][line - 1],
            en=texts[data, "eng"][line - 1],
            uses=tuple(uses),
        )
        for (data, line), uses in found.items()
    ]


def obeyed(line: Line, english: str, terms: dict[str, str]) -> list[bool]:
    """Return for each use whether the English still has a word for it."""
    left = Counter[str]()
    for en in {terms[use.term] for use in line.uses}:
        left[en] = len(re.findall(rf"(?<!\w){re.escape(en)}(?!\w)", english, re.IGNORECASE))
    kept: list[bool] = []
    for use in line.uses:
        en = terms[use.term]
        kept.append(left[en] > 0)
        left[en] -= 1
    return kept


def flagged(line: Line, translation: Translation, severity: str) -> list[bool]:
    """Return for each use whether a `forced_term` flag of that severity lies over it."""
    spans = [
        flag.span
        for flag in translation.flags
        if flag.code == "forced_term" and flag.severity == severity and flag.span
    ]
    return [any(start < use.end and use.start < end for start, end in spans) for use in line.uses]


def score(name: str, english: Sequence[str], references: Sequence[str]) -> None:
    """Print chrF2 and BLEU."""
    chrf, bleu = CHRF(), BLEU()
    values = (
        f"{metric.corpus_score(list(english), [list(references)]).score:.2f}"
        for metric in (chrf, bleu)
    )
    print(f"{name:<18}", *(f"{value:>7}" for value in values))


def translate(
    translator: CTranslateTranslator, sentences: Sequence[str], terms: dict[str, str] | None
) -> list[Translation]:
    """Translate in blocks the queue takes."""
    return [
        one
        for start in range(0, len(sentences), 128)
        for one in translator.translate(sentences[start : start + 128], batch=True, glossary=terms)
    ]


def _share(name: str, values: Iterable[bool]) -> None:
    found = list(values)
    print(f"{name:<44}{sum(found):>5} of {len(found):<5}{sum(found) / max(1, len(found)):>7.1%}")


def main() -> None:
    """Translate twice, count and score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--contrary", action="store_true")
    parser.add_argument("--limit", type=int, help="only so many lines")
    options = parser.parse_args()
    chosen = lines(options.shared)[: options.limit]
    terms = glossary(contrary=options.contrary)
    settings = msgspec.structs.replace(Settings.from_environment(), memory_bytes=0)
    translator = engine.load(settings)
    sources = [line.ar for line in chosen]
    plain = translate(translator, sources, None)
    forced = translate(translator, sources, terms)
    model = translator.signature
    translator.close()
    print(f"{model.id} {model.sha256[:12]} {model.compute_type} beam {model.beam}")
    print(
        f"{len(chosen)} lines, {sum(len(line.uses) for line in chosen)} uses of {len(terms)} terms"
    )
    by_clitic: defaultdict[str, list[bool]] = defaultdict(list)
    kept: list[bool] = []
    before: list[bool] = []
    noted: list[bool] = []
    silent: list[bool] = []
    for line, without, made in zip(chosen, plain, forced, strict=True):
        good = obeyed(line, made.en, terms)
        note = flagged(line, made, "note")
        warned = flagged(line, made, "warning")
        kept += good
        before += obeyed(line, without.en, terms)
        noted += [one and two for one, two in zip(good, note, strict=True)]
        silent += [not one and not two for one, two in zip(good, warned, strict=True)]
        for use, one in zip(line.uses, good, strict=True):
            by_clitic[line.clitic(use)].append(one)
    _share("forced terms in the output", kept)
    _share("the same terms without a glossary", before)
    _share("obeyed and reported", noted)
    _share("neither obeyed nor warned of", silent)
    print("\nby what is written onto the term")
    for clitic, values in sorted(by_clitic.items(), key=lambda item: -len(item[1])):
        _share(f"  {clitic}", values)
    if not options.contrary:
        references = [line.en for line in chosen]
        print(f"\n{'':<18}  chrF2    BLEU")
        score("without glossary", [one.en for one in plain], references)
        score("with glossary", [one.en for one in forced], references)


if __name__ == "__main__":
    main()
