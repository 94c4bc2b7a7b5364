"""News with known key sentences or references, for `bench/summary.py`.

Nothing here is committed: the BBC News Summary set (Greene and Cunningham
2006; research only) and REALSumm's CNN/DailyMail sample (CC BY 4.0) are read
from folders given on the command line.
"""

from __future__ import annotations

import re
from pathlib import Path
from zlib import crc32

import msgspec

from service.article.document import Document, Paragraph
from service.engine.protocols import Translation
from service.translated import TranslatedSegment

_STOP = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9£$])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Sir|St|No|Prof|Gen|Lt|Sgt|Rep|Sen|vs|Inc|Ltd|Co|Corp)|\b[A-Z])\.$"
)


class Example(msgspec.Struct, frozen=True):
    """One article as sentences, with its references."""

    id: str
    title: str
    sentences: tuple[tuple[int, str], ...]
    """Paragraph and English text of each sentence."""
    reference: str
    key: frozenset[int] = frozenset()
    """Positions of the key sentences, where the set marks them."""

    @property
    def held_out(self) -> bool:
        """Whether it belongs to the half that nothing is tuned on."""
        return bool(crc32(self.title.encode() or self.id.encode()) & 1)


def split(text: str) -> list[str]:
    """Split English news into sentences; good enough to measure with, not a product."""
    found: list[str] = []
    start = 0
    for match in _STOP.finditer(text):
        piece = text[start : match.end()].strip()
        if _ABBREVIATION.search(piece):
            continue
        found.append(piece)
        start = match.end()
    if tail := text[start:].strip():
        found.append(tail)
    return found


def bbc(folder: Path) -> list[Example]:
    """Read `News Articles/` and `Summaries/` of the BBC News Summary set."""
    examples: list[Example] = []
    for path in sorted((folder / "News Articles").glob("*/*.txt")):
        summary = folder / "Summaries" / path.parent.name / path.name
        lines = path.read_text(encoding="latin-1").split("\n")
        reference = summary.read_text(encoding="latin-1")
        packed = re.sub(r"\s+", "", reference)
        sentences = tuple(
            (number, sentence) for number, line in enumerate(lines[1:]) for sentence in split(line)
        )
        key = frozenset(
            index
            for index, (_, sentence) in enumerate(sentences)
            if len(sentence) > 20 and re.sub(r"\s+", "", sentence) in packed
        )
        if len(sentences) >= 6 and key:
            examples.append(
                Example(
                    f"{path.parent.name}/{path.stem}",
                    lines[0],
                    sentences,
                    " ".join(sentences[index][1] for index in sorted(key)),
                    key,
                )
            )
    return examples


def realsumm(folder: Path) -> list[Example]:
    """Read `src.txt` and `ref.txt`: 100 documents of CNN/DailyMail, no titles."""
    sources = (folder / "src.txt").read_text(encoding="utf-8").splitlines()
    references = (folder / "ref.txt").read_text(encoding="utf-8").splitlines()
    examples: list[Example] = []
    for number, (source, reference) in enumerate(zip(sources, references, strict=True)):
        clean = re.sub(r"</?t>", "", source)
        pieces = [piece.strip() for piece in re.split(r"(?<= [.!?]) (?:'' )?", clean)]
        sentences = tuple((i, piece) for i, piece in enumerate(pieces) if len(piece.split()) > 2)
        examples.append(
            Example(f"realsumm/{number}", "", sentences, re.sub(r"</?t>", "", reference))
        )
    return examples


def segments(example: Example) -> tuple[Document, tuple[TranslatedSegment, ...]]:
    """Cast an English article as a translated one: the English stands on both sides."""
    parts = [(0, example.title)] if example.title else []
    parts += [(paragraph + 1, sentence) for paragraph, sentence in example.sentences]
    text = ""
    found: list[TranslatedSegment] = []
    spans: list[tuple[int, int]] = []
    for number, (paragraph, sentence) in enumerate(parts):
        span = (len(text), len(text) + len(sentence))
        text += sentence + "\n"
        spans.append(span)
        found.append(
            TranslatedSegment(
                id=number,
                paragraph=paragraph,
                span=span,
                translation=Translation(ar=sentence, en=sentence, score=1.0, confidence="high"),
                title=bool(example.title) and number == 0,
            )
        )
    return Document(text=text, paragraphs=tuple(Paragraph(span=s) for s in spans)), tuple(found)
