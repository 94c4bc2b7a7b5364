"""Links for sentences whose English is given: from attention, from a lexicon, from position."""

from __future__ import annotations

import math
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import ctranslate2
import sentencepiece

from bench.alignment_data import words
from models.build.alignment import lexicon
from service.arabic.clitics import fold
from service.arabic.normalise import normalise_text
from service.engine.decoder import Hypothesis
from service.engine.hints import TABLE, Hints
from service.engine.links import links
from service.engine.pieces import SourceTokenizer, join, opens_alone
from service.engine.protocols import Link
from service.engine.source import prepare, with_terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.alignment_data import Pair
    from service.engine.catalogue import Entry

_CLITICS = re.compile(r"^(?:[وف]?(?:[بك]?ال|لل)|[وفبلك])(?=\w{3})")
_LETTERS = 5
_LONGEST = 12
_TENSION = 4.0
"""How strongly fast_align prefers the diagonal, at its default."""


class Attention:
    """The links of the service, the model forced along a given English."""

    def __init__(self, entry: Entry) -> None:
        path = Path(entry.path)
        self._suffix = list(entry.decoding.source_suffix)
        self._limit = entry.decoding.max_source_tokens
        self._after = int(entry.decoding.attends_after)
        self._model = ctranslate2.Translator(
            entry.path, device="cpu", compute_type=entry.decoding.compute_type, intra_threads=2
        )
        self._source = SourceTokenizer(path / "source.spm")
        self._hints = Hints.read(path / TABLE)
        self._target = sentencepiece.SentencePieceProcessor(model_file=str(path / "target.spm"))

    def links(self, pair: Pair) -> tuple[Link, ...]:
        """Return one link per English word.

        Raises `ValueError` where the sentence is too long for the model or does
        not come out as given.
        """
        prepared = prepare(pair.ar, self._source, self._limit)
        if len(prepared.parts) != 1:
            message = f"{len(pair.ar)} characters are more than the model takes at once"
            raise ValueError(message)
        part = with_terms(prepared.parts[0], self._source, self._hints).part
        pieces: list[str] = self._target.encode(pair.en, out_type=str)
        source = [*part.pieces.pieces, *self._suffix]
        # A prefix as long as the output leaves the search nothing to choose;
        # its attention comes back as that of a free search does.
        (result,) = self._model.translate_batch(
            [source],
            target_prefix=[pieces],
            beam_size=1,
            max_input_length=0,
            max_decoding_length=len(pieces) + self._after,
            return_attention=True,
            return_end_token=bool(self._after),
        )
        joined = join(pieces)
        if result.hypotheses[0][: len(pieces)] != pieces or joined.text != pair.en:
            message = f"forced along {pair.en!r}, the model said {joined.text!r}"
            raise ValueError(message)
        width = len(part.pieces.pieces)
        attention = [tuple(row[:width]) for row in result.attention[0][self._after :]]
        if not self._after and not opens_alone(pieces):
            # As the service does, which has no true first row then.
            attention[0] = ()
        hypothesis = Hypothesis(pieces=tuple(pieces), score=0.0, attention=tuple(attention))
        return tuple(links(pair.ar, part, hypothesis, joined))


class Lexical:
    """Words that translate each other in a corpus, preferred near the diagonal."""

    def __init__(self, corpus: Path, count: int) -> None:
        numbers: tuple[dict[str, int], dict[str, int]] = ({}, {})
        sides: tuple[list[list[int]], list[list[int]]] = ([], [])
        for arabic, english in _short_pairs(corpus, count):
            for table, side, stems in zip(numbers, sides, (arabic, english), strict=True):
                side.append([table.setdefault(stem, len(table)) for stem in stems])
        self._arabic, self._english = numbers
        self._table = {
            piece: dict(entry) for piece, entry in lexicon(*sides, keep=20, least=0.01).items()
        }

    def links(self, pair: Pair) -> tuple[Link, ...]:
        """Return a link for each English word that the lexicon knows some of the Arabic for."""
        english, arabic = words(pair.en), words(pair.ar)
        known = [
            self._table.get(self._arabic.get(_arabic(pair.ar[slice(*span)]), -1), {})
            for span in arabic
        ]
        found: list[Link] = []
        for row, target in enumerate(english):
            stem = self._english.get(_english(pair.en[slice(*target)]), -1)
            scores = [
                entry.get(stem, 0.0)
                * math.exp(-_TENSION * abs(row / len(english) - column / len(arabic)))
                for column, entry in enumerate(known)
            ]
            best = max(range(len(scores)), key=scores.__getitem__)
            if scores[best] > 0:
                found.append(Link(target, arabic[best], 0.5))
        return tuple(found)


def diagonal(pair: Pair) -> tuple[Link, ...]:
    """Return every English word linked to the Arabic word at the same share of the sentence."""
    english, arabic = words(pair.en), words(pair.ar)
    last = max(1, len(english) - 1)
    return tuple(
        Link(target, arabic[round(index * (len(arabic) - 1) / last)], 0.5)
        for index, target in enumerate(english)
    )


def _short_pairs(corpus: Path, count: int) -> Iterator[tuple[list[str], list[str]]]:
    """The stems of the first `count` pairs of short sentences, evenly over the file."""
    raw = subprocess.run(["zstd", "-dcq", str(corpus)], capture_output=True, check=True)
    lines = raw.stdout.decode().split("\n")
    for line in lines[:: max(1, len(lines) // (2 * count))]:
        cells = line.split("\t")
        if len(cells) != 4:
            continue
        arabic = [stem for stem in map(_arabic, cells[2].split()) if stem]
        english = [stem for stem in map(_english, cells[3].split()) if stem]
        if 0 < len(arabic) <= _LONGEST and 0 < len(english) <= _LONGEST:
            yield arabic, english


def _arabic(word: str) -> str:
    bare = "".join(char for char in fold(normalise_text(word)) if char.isalnum())
    return _CLITICS.sub("", bare)[:_LETTERS]


def _english(word: str) -> str:
    return "".join(char for char in word.casefold() if char.isalnum())[:_LETTERS]
