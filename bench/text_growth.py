"""How the text stage's running time grows with its input, on input made to hurt it.

    python -m bench.text_growth [--bytes 1000000]

The text stage is what a text goes through before the model: language gate,
normalisation with its offset map, sentences, cutting of long sentences, words,
numbers, dates and names (these three share the words: they are split once, which
is a column of its own). The tables are loaded before. Each input, so many bytes
of UTF-8, is timed (processor time) at half its size and at full size, best of
three; the work is linear when the ratio stays near 2 (the bar is 2.3).
"""

from __future__ import annotations

import argparse
import random
import time
from functools import lru_cache
from typing import TYPE_CHECKING

from service.arabic.clauses import split
from service.arabic.clitics import tokens
from service.arabic.dates import find_dates
from service.arabic.gate import identify
from service.arabic.names import find_names
from service.arabic.normalise import normalise, normalise_text
from service.arabic.numbers import find_numbers
from service.arabic.segment import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LIMIT = 256
"""Stand-in for the model's limit, counted in code points / 4."""
ROUNDS = 3


def _measure(text: str) -> int:
    return len(text) // 4 + 1


def _cut(text: str) -> None:
    for begin, end in _sentences(text):
        split(text[begin:end], _measure, LIMIT)


@lru_cache(maxsize=1)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return sentences(text)


def stages() -> dict[str, Callable[[str], object]]:
    """Return every step of the text stage by name."""
    return {
        "gate": identify,
        "text": normalise_text,
        "map": normalise,
        "sentences": sentences,
        "clauses": _cut,
        "tokens": tokens.__wrapped__,
        "numbers": find_numbers,
        "dates": lambda text: find_dates(text, None),
        "names": find_names,
    }


def inputs(size: int) -> dict[str, str]:
    """Return the hostile inputs, `size` bytes of UTF-8 each."""
    source = random.Random(1)  # noqa: S311 - noise, not a secret
    letters = 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي  ،.؟\n"«»()0123456789٠١٢\u064e\u0640'
    units = {
        "letter a": "a",
        "letter alef": "ا",
        "comma ،": "،",
        "open bracket": "(",
        "close bracket": ")",
        'quotation mark "': '"',
        "guillemet «": "«",
        "full stop": ".",
        "question mark": "؟",
        "ellipsis": "…",
        "combining marks": "\u064e",
        "tatweel": "\u0640",
        "spaces": " ",
        "newlines": "\n",
        "digits": "1",
        "bidi controls": "\u200f",
        "surrogates": "\ud800",
        "words": "كلمة ",
        "initials": "د. ",
        "letter names": "سي.إن ",
        "stop and space": ". ",
        "ellipses": "قال.. ",
        "open quotations": 'قال "ماذا؟ ',
        "closed questions": "«ماذا؟» قال ",
        "brackets with stops": "(أ. ب) ",
        "bullets": "• ",
        "short lines": "ا\n",
        "commas and spaces": "، ",
        "numbers": "خمسة وعشرون ",
        "dates": "14/12/2021 ",
        "thousands": "ألف ",
        "months": "مايو ",
        "fractions": "1/",
        "countries": "مصر ",
    }
    made = {
        name: unit * (size // len(unit.encode(errors="surrogatepass")))
        for name, unit in units.items()
    }
    made["random Arabic"] = _first(source.choices(letters, k=size), size)
    made["random Unicode"] = _first((chr(source.randrange(0x11_0000)) for _ in range(size)), size)
    return made


def _first(chars: Iterable[str], size: int) -> str:
    kept: list[str] = []
    for char in chars:
        size -= len(char.encode(errors="surrogatepass"))
        if size < 0:
            break
        kept.append(char)
    return "".join(kept)


def best(step: Callable[[str], object], text: str) -> float:
    """Return the fastest of a few runs, in seconds."""
    _sentences(text)
    tokens(text)
    times: list[float] = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        step(text)
        times.append(time.process_time() - begun)
    return min(times)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--bytes", type=int, default=1_000_000)
    parser.add_argument("--only", default="", help="part of the input's name")
    arguments = parser.parse_args()
    steps = stages()
    halves, wholes = inputs(arguments.bytes // 2), inputs(arguments.bytes)
    for step in steps.values():
        step("قال الرئيس في 14 ديسمبر 2021 إن خمسة وعشرين جنديا وصلوا إلى موسكو.")
    heads = "".join(f"{name:>11}" for name in steps)
    print(f"{'seconds':22}{heads}{'whole':>9}{'growth':>8}")
    for name, whole in wholes.items():
        if arguments.only not in name:
            continue
        full = [best(step, whole) for step in steps.values()]
        half = sum(best(step, halves[name]) for step in steps.values())
        growth = sum(full) / half if half > 0.005 else float("nan")
        print(f"{name:22}{''.join(f'{one:11.3f}' for one in full)}{sum(full):9.3f}{growth:8.2f}")


if __name__ == "__main__":
    main()
