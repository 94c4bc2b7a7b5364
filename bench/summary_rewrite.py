"""What the summarizer writes, beside the sentences as they stand.

    python bench/summary_rewrite.py [--news ../shared/news] [--bbc "FOLDER/BBC News Summary"]
                                    [--articles 300] [--brief 40 [--read FILE]]

Headlines against titles: AG News, the held-out halves of BBC and the twelfth of
Reuters-21578 that no training saw; the lead as it stands, the lead cut by rule,
what the model writes first, and the first form that the verifier lets pass, else
the lead (a brief asks more: that the Arabic can be cut alike).
Summaries against abstracts: REALSumm's references and
the BBC set's, the chosen sentences as they stand, cut by rule and rewritten, at
three sentences. English needs no mirror; `--brief` runs whole briefs of Arabic
articles from the half that is measured with (by a hash of the id, title withheld)
and counts what was taken, refused and how alike the two sides are; `--read`
writes each article's id and outputs there, for a person to read.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent))

import msgspec
import numpy as np
import summary_data
from summary_metrics import rouge_l, rouge_n

from service import condense
from service.condense.choose import Weights, candidates, choose
from service.condense.compress import compress, well_formed
from service.condense.encoder import load_encoder
from service.condense.headline import styled
from service.condense.rewrite import CTranslateSummarizer, load_summarizer
from service.condense.shorten import doubt
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.engine.protocols import Encoder
    from service.schema import Brief
    from service.translated import TranslatedSegment


_SHORTENED = 0.92
"""Share of both sides' length below which more than a link word went."""


class Titled(msgspec.Struct, frozen=True):
    """A text with its title."""

    source: str
    title: str
    text: str


def titled(news: Path, source: str, count: int) -> list[Titled]:
    """Read `count` articles of a source that nothing was trained on, in a seeded order."""
    raw = subprocess.run(
        ["zstd", "-dcq", str(news / "en.jsonl.zst")], capture_output=True, check=True
    )
    found: list[Titled] = []
    for line in filter(None, raw.stdout.decode().split("\n")):
        one = msgspec.json.decode(line, type=Titled)
        lead = summary_data.split(" ".join(one.text.split()))[:1]
        # Reuters' earnings tables have no sentence to head.
        plain = bool(lead) and " vs " not in one.text[:300] and len(lead[0].split()) >= 8
        held = source != "reuters21578" or crc32(one.title.encode()) % 12 == 0
        if one.source == source and plain and held:
            found.append(one)
    random.Random(3).shuffle(found)  # noqa: S311 - repeatable, not secret
    return found[:count]


def headlines(name: str, articles: Sequence[Titled], summarizer: CTranslateSummarizer) -> None:
    """Score four headlines of each lead against the title."""
    rows: dict[str, list[tuple[float, ...]]] = {}
    refused = taken = 0
    for article in articles:
        lead = summary_data.split(" ".join(article.text.split()))[0]
        document, segments = summary_data.segments(summary_data.Example("", "", ((0, lead),), ""))
        first = summarizer.headline(lead)
        held = [text for text in first if not doubt(text, segments[0].translation)]
        taken += bool(held)
        refused += bool(first) and not held
        forms = {
            "lead": lead,
            "lead cut": compress(document, segments[0], ()).en,
            "model": first[0] if first else lead,
            "verified": styled(held[0]) if held else lead,
        }
        for form, text in forms.items():
            rows.setdefault(form, []).append(scores(text, article.title))
    report(f"headline {name}", rows)
    print(f"headline {name} n={len(articles)} written {taken} refused {refused}")


def scores(text: str, reference: str) -> tuple[float, ...]:
    """ROUGE-1/2/L and the number of words."""
    return (
        rouge_n(text, reference, 1),
        rouge_n(text, reference, 2),
        rouge_l(text, reference),
        len(text.split()),
    )


def report(name: str, rows: dict[str, list[tuple[float, ...]]]) -> None:
    """Print one line of means for each form."""
    for form, values in rows.items():
        one, two, longest, words = np.mean(values, axis=0)
        print(
            f"{name} n={len(values)} {form:12s} R1 {one:.3f} R2 {two:.3f} RL {longest:.3f} "
            f"words {words:.1f}"
        )


def summaries(
    name: str,
    examples: Sequence[summary_data.Example],
    encoder: Encoder,
    summarizer: CTranslateSummarizer,
) -> None:
    """Score three chosen sentences, whole, cut and rewritten, against the abstract."""
    rows: dict[str, list[tuple[float, ...]]] = {}
    count = Counter[str]()
    for example in examples:
        document, marked = summary_data.segments(example)
        given = candidates(condense.mark_duplicates(marked), (), encoder)
        chosen = choose(given, 3, Weights())
        cut = [compress(document, segment, ()).en for segment in chosen]
        written = [
            rewritten(segment, texts, sentence, count)
            for segment, texts, sentence in zip(chosen, summarizer.rewrite(cut), cut, strict=True)
        ]
        forms = {
            "lead-1": [example.sentences[0][1]],
            "lead-3": [sentence for _, sentence in example.sentences[:3]],
            "as it stands": [segment.translation.en for segment in chosen],
            "cut by rule": cut,
            "rewritten": written,
        }
        for form, sentences in forms.items():
            rows.setdefault(form, []).append(scores(" ".join(sentences), example.reference))
    report(f"summary {name}", rows)
    print(f"summary {name} sentences: {dict(count)}")


def rewritten(
    segment: TranslatedSegment, texts: Sequence[str], whole: str, count: Counter[str]
) -> str:
    """Return the first shorter form that the verifier lets pass, else the whole."""
    tried = False
    for text in map(well_formed, texts):
        if len(text) > 0.95 * len(whole):
            break
        tried = True
        if not doubt(text, segment.translation):
            count["shortened"] += 1
            return text
    count["refused" if tried else "left alone"] += 1
    return whole


def briefs(news: Path, count: int, seed: int, read: Path | None, encoder: Encoder) -> None:
    """Brief Arabic articles without their titles and count what the summarizer did."""
    import service  # noqa: PLC0415 - loads the translation model, which the rest does without

    raw = subprocess.run(
        ["zstd", "-dcq", str(news / "ar.jsonl.zst")], capture_output=True, check=True
    )
    rows = [json.loads(line) for line in raw.stdout.decode().split("\n") if line]
    fit = [row for row in rows if crc32(row["id"].encode()) & 1 and 600 < len(row["text"]) < 2500]
    random.Random(seed).shuffle(fit)  # noqa: S311 - repeatable, not secret
    done = Counter[str]()
    alike: dict[str, list[float]] = {}
    sizes: dict[str, list[int]] = {}
    out: list[str] = []
    with service.load() as mujaz:
        print(mujaz.signature)
        for row in fit[:count]:
            brief = mujaz.brief(row["text"])
            note = {flag.code for flag in brief.headline.flags}
            done["headline " + ("written" if "abridged" in note else "lead")] += 1
            done["headline refused"] += "extractive_fallback" in note
            for point in brief.summary:
                codes = [flag.code for flag in point.flags]
                whole = brief.segments[point.segments[0]]
                left = (len(point.en) + len(point.ar)) / (len(whole.en) + len(whole.ar))
                kind = "refused" if "extractive_fallback" in codes else point.method
                if point.method == "extractive" and left < _SHORTENED:
                    kind = "cut by rule"
                done["point " + kind] += 1
                here, there = np.asarray(encoder.encode([point.ar, point.en]))
                alike.setdefault(kind, []).append(float(here @ there))
                sizes.setdefault(kind, []).append(len(point.en) + len(point.ar))
            out.append(shown(row["id"], brief))
    print(f"briefs n={count} {dict(done)}")
    for kind, values in alike.items():
        print(
            f"briefs points {kind} n={len(values)} likeness of ar and en: mean "
            f"{np.mean(values):.3f} tenth percentile {np.percentile(values, 10):.3f}; "
            f"characters of both sides {np.mean(sizes[kind]):.0f}"
        )
    if read:
        read.write_text("\n".join(out), encoding="utf-8")


def shown(identifier: str, brief: Brief) -> str:
    """Return what was written, beside what it was written from."""
    lines = [f"## {identifier}", f"LEAD {brief.segments[0].en}", f"     {brief.segments[0].ar}"]
    lines += [f"HEAD {brief.headline.en}", f"     {brief.headline.ar}"]
    lines += [f"     {flag.code}: {flag.detail}" for flag in brief.headline.flags]
    for point in brief.summary:
        whole = brief.segments[point.segments[0]]
        left = (len(point.en) + len(point.ar)) / (len(whole.en) + len(whole.ar))
        if point.method == "abstractive" or left < _SHORTENED:
            lines += [
                f"  <  {whole.en}",
                f"  >  {point.en}",
                f"  <  {whole.ar}",
                f"  >  {point.ar}",
            ]
        else:
            lines += [f"  =  {point.en}"]
            lines += [f"     {f.detail}" for f in point.flags if f.code == "extractive_fallback"]
    return "\n".join(lines)


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--news", type=Path, default=Path("../shared/news"))
    parser.add_argument("--bbc", type=Path)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--brief", type=int, metavar="ARTICLES", default=0)
    parser.add_argument("--seed", type=int, default=11, help="which articles --brief takes")
    parser.add_argument("--read", type=Path)
    given = parser.parse_args()
    encoder = load_encoder()
    if given.brief:
        briefs(given.news, given.brief, given.seed, given.read, encoder)
        return
    summarizer = load_summarizer(Settings.from_environment())
    if summarizer is None:
        parser.error("MUJAZ_SUMMARIZER names no model")
    print(summarizer.signature)
    for source in ("agnews", "bbc", "reuters21578"):
        held_out = titled(given.news, source, given.articles)
        headlines(source, held_out, summarizer)
    realsumm = summary_data.realsumm(given.news / "realsumm")
    summaries("realsumm", realsumm, encoder, summarizer)
    if given.bbc:
        bbc = [example for example in summary_data.bbc(given.bbc) if example.held_out]
        summaries("bbc", bbc[: given.articles], encoder, summarizer)


if __name__ == "__main__":
    main()
