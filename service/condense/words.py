"""English words as the summary room compares them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from service.condense.stemmer import stem

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.N., a.m.
    r"|\d+(?:[.,:]\d+)*"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"
    r"|[^\w\s]"
)
_LONGEST = 64
"""Letters past which a run is no word and is not stemmed."""
_CONTRACTED = {"can't": "can", "won't": "will", "shan't": "shall", "cannot": "can"}


class Token(msgspec.Struct, frozen=True):
    """One word, number or mark of an English text."""

    text: str
    start: int
    end: int
    lemma: str
    """Lower-cased, stemmed, irregular forms folded; comparable across inflections."""

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number rather than punctuation."""
        return self.text[0].isalnum()

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits."""
        return self.text[0].isdigit()

    @property
    def is_content(self) -> bool:
        """Whether it carries meaning of its own."""
        return self.is_word and self.lemma not in function_words()


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """Read `data/<name>.tsv`: tab-separated fields, `#` starts a comment line."""
    text = files("service.condense").joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(
        tuple(field.strip() for field in line.split("\t"))
        for line in text.splitlines()
        if line.strip() and not line.startswith("#")
    )


@cache
def function_words() -> frozenset[str]:
    """Return the lemmas that carry grammar rather than meaning."""
    return frozenset(lemma(word) for row in table("function_words") for word in row[-1].split())


@cache
def _irregular() -> dict[str, str]:
    return {form: base for base, forms in table("irregular") for form in forms.split()}


@lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """Fold case, possessive, irregular inflection and Snowball English endings."""
    folded = word.lower().replace("’", "'")
    folded = folded.removesuffix("'s")
    folded = folded.replace(".", "") if len(folded) > 1 and folded[0].isalpha() else folded
    folded = _irregular().get(folded, folded)
    if folded.isascii() and folded.isalpha() and len(folded) <= _LONGEST:
        return stem(folded, "english")
    return folded


def tokens(text: str) -> tuple[Token, ...]:
    """Split English into words, numbers and marks; `n't` becomes a word `not` of its own."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        word, start, end = match.group(), match.start(), match.end()
        lower = word.lower().replace("’", "'")
        if lower.endswith("n't") or lower == "cannot":
            base = _CONTRACTED.get(lower, lower[:-3])
            split = end - 3
            if base:
                found.append(Token(text[start:split], start, split, lemma(base)))
            found.append(Token("not", split, end, "not"))
        else:
            found.append(Token(word, start, end, lemma(word)))
    return tuple(found)
