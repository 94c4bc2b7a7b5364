"""A newsroom spelling for a name no table knows.

Arabic writes consonants and long vowels; the short vowels are guessed, and the
confidence says how much of the word was. The letters follow what wire services
write (kh, sh, gh, no dots, no apostrophes for ع), close to the simplified
ALA-LC / BGN-PCGN tables. Given names come from `data/name_given.tsv`.
"""

from __future__ import annotations

from functools import cache

import msgspec

from service.arabic.clitics import fold
from service.arabic.normalise import normalise_text
from service.arabic.tables import rows

_CONSONANTS = {
    "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh",
    "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z",
    "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h",
    "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g", "ڤ": "v", "ڨ": "g",
}  # fmt: skip
_SHORT = {"\u064e": "a", "\u064f": "u", "\u0650": "i"}
_SHADDA = "\u0651"
_LONG = {"ا": "a", "أ": "a", "آ": "a", "إ": "i", "ى": "a", "و": "u", "ي": "i", "ة": "a"}
# A long vowel after its own short vowel is written once: مَرْزُوق.
_LENGTHENS = {"ا": "a", "و": "u", "ي": "i"}
# Letters that foreign names are not spelt with; without them و is more often "o".
_NATIVE = frozenset("عحقصضطظءث")
_SERVANT = "عبدال"
_TABLE_CONFIDENCE = 0.95
_BEST_GUESS = 0.6
_MAX = 64


class Transliteration(msgspec.Struct, frozen=True, kw_only=True):
    """One spelling, and how far to trust it."""

    en: str
    confidence: float
    """In [0, 1]: 0.95 from the table of given names; else at most 0.6, less for each guess."""


@cache
def _given() -> dict[str, str]:
    return {fold(row[0]): row[1] for row in rows("name_given.tsv")}


class _Sound(msgspec.Struct, frozen=True):
    text: str
    vowel: bool


def _sound(char: str, following: str, before: _Sound | None, waw: str) -> _Sound | None:
    """The sound of one letter between `before` and the letter `following`; None for silence.

    و and ي are glides at the start and before a long vowel, else vowels.
    """
    vowel = before is not None and before.vowel
    if before is not None and vowel and before.text == _LENGTHENS.get(char):
        return None
    if char == _SHADDA:
        return None if before is None or vowel else _Sound(before.text[0], vowel=False)
    if char in "وي" and (before is None or following in _LONG):
        return _Sound("w" if char == "و" else "y", vowel=False)
    if char in _CONSONANTS:
        return _Sound(_CONSONANTS[char], vowel=False)
    written = waw if char == "و" else _SHORT.get(char) or _LONG.get(char)
    if written is None and char.isascii() and char.isalnum():
        return _Sound(char, vowel=char.lower() in "aeiou")
    return None if written is None else _Sound(written, vowel=True)


def _sounds(word: str, waw: str) -> list[_Sound]:
    sounds: list[_Sound] = []
    for index, char in enumerate(word):
        before = sounds[-1] if sounds else None
        sound = _sound(char, word[index + 1 : index + 2], before, waw)
        if sound is not None:
            sounds.append(sound)
    return sounds


def _voiced(sounds: list[_Sound]) -> tuple[str, int]:
    """Put an `a` where two consonants meet that a syllable cannot hold; how many were put."""
    spelt: list[str] = []
    guesses, run = 0, 0
    for index, sound in enumerate(sounds):
        run = 0 if sound.vowel else run + 1
        start = run == 2 and index == 1
        last = run == 2 and index == len(sounds) - 1
        if start or run == 3 or (last and sound.text != spelt[-1]):
            spelt.append("a")
            guesses, run = guesses + 1, 1
        spelt.append(sound.text)
    return "".join(spelt), guesses


def transliterate(word: str) -> Transliteration:
    """Spell one Arabic word as a name; several words are spelt one by one.

    The confidence of several words is that of the least certain. Never raises;
    text without letters comes back empty with confidence 0.
    """
    parts = [_one(part) for part in word.split()]
    parts = [part for part in parts if part.en]
    if not parts:
        return Transliteration(en="", confidence=0.0)
    return Transliteration(
        en=" ".join(part.en for part in parts), confidence=min(part.confidence for part in parts)
    )


def _one(word: str) -> Transliteration:
    vowelled = "".join(
        char if char in _SHORT or char == _SHADDA else normalise_text(char) for char in word[:_MAX]
    )
    plain = normalise_text(word[:_MAX])
    lead = ""
    known = _given().get(fold(plain))
    if known is None and plain.startswith("ال") and len(plain) > 3:
        lead, plain, vowelled = "al-", plain[2:], vowelled.removeprefix("ال")
        known = _given().get(fold(plain))
    if known is not None:
        return Transliteration(en=lead + known, confidence=_TABLE_CONFIDENCE)
    if plain.startswith(_SERVANT) and len(plain) > len(_SERVANT) + 1:
        rest = _one(plain[len(_SERVANT) :])
        return Transliteration(en=f"{lead}Abdul{rest.en.lower()}", confidence=rest.confidence)
    native = bool(lead) or not _NATIVE.isdisjoint(plain)
    sounds = _sounds(vowelled, "u" if native else "o")
    spelt, guesses = _voiced(sounds)
    if not spelt:
        return Transliteration(en="", confidence=0.0)
    certain = sum(sound.vowel for sound in sounds) + 1
    confidence = _BEST_GUESS * certain / (certain + 2 * guesses)
    return Transliteration(en=lead + spelt[:1].upper() + spelt[1:], confidence=round(confidence, 2))
