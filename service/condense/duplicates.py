"""Paragraphs that wire copy repeats, found in time linear in the article.

Each segment becomes the set of its word trigrams (shingles, Broder 1997) over
folded spelling. An inverted index from shingle to the first few originals that
hold it gives candidates; a candidate is a duplicate only when the words that
differ are few and harmless: never a digit, never a negator, and never a
different word on both sides, because "five killed" and "six killed" are news.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec

from service.arabic.normalise import normalise_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.translated import TranslatedSegment

_SHINGLE = 3
_OVERLAP = 0.6
"""Share of the smaller segment's shingles that the other must hold to be compared word by word."""
_EXTRA = 0.15
"""Share of words that one side may have and the other lack."""
_POSTINGS = 8
"""Originals remembered per shingle; bounds the work on text that repeats one phrase for ever."""

_WORD = re.compile(r"[^\W_]+")
_FOLD = str.maketrans("أإآىةؤئ", "ااايهوي")
_NEGATORS = frozenset(
    [
        "لا",
        "لم",
        "لن",
        "ليس",
        "ليست",
        "ليسوا",
        "ما",
        "غير",
        "دون",
        "بدون",
        "عدم",
        "نفي",
        "نفت",
        "ينفي",
        "تنفي",
        "لست",
    ]
)
_OPENERS = frozenset(["هذا", "كما", "فيما", "وفيما", "حيث", "وقد", "قد"])


def _words(text: str) -> list[str]:
    return _WORD.findall(normalise_text(text).translate(_FOLD).lower())


def _unprefixed(words: list[str]) -> list[str]:
    """Drop the opener and the conjunction that wire copy adds when it repeats a paragraph."""
    while len(words) > _SHINGLE and words[0] in _OPENERS:
        words = words[1:]
    if words and len(words[0]) >= 4 and words[0].startswith("و"):
        words = [words[0][1:], *words[1:]]
    return words


def _shingles(words: list[str]) -> frozenset[tuple[str, ...]]:
    if len(words) <= _SHINGLE:
        return frozenset((tuple(words),)) if words else frozenset()
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _same(first: list[str], second: list[str]) -> bool:
    """Whether one segment only leaves out a few harmless words of the other."""
    here, there = Counter(first), Counter(second)
    removed, added = here - there, there - here
    if removed and added:
        return False
    extra = removed + added
    if any(word in _NEGATORS or any(map(str.isdigit, word)) for word in extra):
        return False
    return extra.total() <= _EXTRA * max(len(first), len(second))


def mark_duplicates(segments: Sequence[TranslatedSegment]) -> tuple[TranslatedSegment, ...]:
    """Set `duplicate_of` on each segment that repeats an earlier one, word for word or nearly.

    It names the id of the first occurrence, never of another duplicate. Works on
    the Arabic, so a translation that differs by chance does not hide a repeat.
    """
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    words = [_unprefixed(_words(segment.translation.ar)) for segment in segments]
    sizes: list[int] = []
    marked: list[TranslatedSegment] = []
    for position, segment in enumerate(segments):
        shingles = _shingles(words[position])
        sizes.append(len(shingles))
        shared = Counter(original for shingle in shingles for original in index.get(shingle, ()))
        found = next(
            (
                original
                for original, count in sorted(shared.items(), key=lambda item: (-item[1], item[0]))
                if count >= _OVERLAP * max(1, min(sizes[original], len(shingles)))
                and _same(words[original], words[position])
            ),
            None,
        )
        if found is None:
            for shingle in shingles:
                if len(postings := index[shingle]) < _POSTINGS:
                    postings.append(position)
            marked.append(msgspec.structs.replace(segment, duplicate_of=None))
        else:
            marked.append(msgspec.structs.replace(segment, duplicate_of=segments[found].id))
    return tuple(marked)
