"""Snowball stems (Porter 2001), behind one typed function."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal

import snowballstemmer as _snowball  # pyright: ignore[reportMissingTypeStubs]

_LIBRARY: Any = _snowball
"""The library carries no types."""


@lru_cache(maxsize=131_072)
def stem(word: str, language: Literal["english", "arabic"]) -> str:
    """Return the stem of a lower-cased word."""
    # A stemmer holds the word it works on: one per call, for threads.
    return str(_LIBRARY.stemmer(language).stemWord(word))
