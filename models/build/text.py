"""Spelling conventions of the target side, and the key that decontamination compares."""

from __future__ import annotations

import re
import unicodedata

_FOLDED = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "´": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"',
        "–": "-", "‐": "-", "‑": "-", "−": "-", "—": " - ", "―": " - ",
        "…": "...", "\xa0": " ", "\xad": "", "\u200b": "", "\u200e": "", "\u200f": "", "\ufeff": "",
    }
)  # fmt: skip
_KEY = re.compile(r"[\W_]+")


def fold_english(text: str) -> str:
    """English with ASCII quotation marks, hyphens for dashes and single spaces."""
    return " ".join(text.translate(_FOLDED).split())


def key(text: str) -> str:
    """Letters and digits only, compatibility-folded and lower-case: equal for equal content."""
    return _KEY.sub("", unicodedata.normalize("NFKC", text).casefold())
