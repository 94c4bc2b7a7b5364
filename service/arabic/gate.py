"""Which language a text is in, and whether Mujaz can read it.

Three witnesses, because each fails somewhere. The share of Arabic script among
the letters decides whether there is enough to read. CLD2 (`pycld2`) names the
language of full sentences but guesses on two words and trips over Arabic typed
on a Persian keyboard; so it is asked twice, with the text as typed and with the
keyboard's letters folded. Function words (`data/gate_words.tsv`) and letters
that Arabic does not have settle what it gets wrong. Measured in
`bench/gate.py`.
"""

from __future__ import annotations

import re
import unicodedata

import msgspec
import pycld2

from service.arabic.dialects import dialect
from service.arabic.marks import INVISIBLE
from service.arabic.tables import rows
from service.errors import EmptyText, NotArabic

UNDETERMINED = "und"
_ENOUGH = 0.2
"""Share of Arabic script among the letters below which a text is another script's."""
_FOREIGN = 0.3
"""Share of words with letters Arabic does not have past which a text is not Arabic."""
_SHORT = 4
"""Words up to which absence of evidence against Arabic is enough, and from which CLD2
can be believed when it names Arabic only once the keyboard's letters are folded."""
_SAMPLE = 24_000
"""Code points of a longer text that are looked at, in even slices."""
_SLICES = 12

_ARABIC_LETTERS = (
    "\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff"
    "\u0750-\u077f\u08a0-\u08c9"
)
_WORD = re.compile(f"[{_ARABIC_LETTERS}]+")
_NOT_ARABIC = re.compile(f"[^{_ARABIC_LETTERS}]+")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_BLANK = re.compile(f"[\\s\x00-\x08\x0e-\x1b\x7f-\x9f{INVISIBLE}\ufff9-\ufffb]*+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_UNWRITTEN = re.compile(f"[\u0640\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed{INVISIBLE}]+")
_PRESENTED = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
_UNENCODABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+"
)
_OWN = frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي")
_TELLING = frozenset("أإة")
"""Letters the neighbours hardly write."""
_BORROWED = frozenset("پچگژڤڨڭڥٱ")
"""Letters Arabic writes foreign names with."""
_KEYBOARD = str.maketrans("یکھ", "يكه")
"""What Arabic looks like from a Persian or Urdu keyboard."""
_ARTICLE = re.compile("(?:[وف]?(?:[بك]?ال|لل)).{2}")
_CLD2_NAMES = {"ku": "ckb", "iw": "he", "un": UNDETERMINED}

_FOR = frozenset(
    word for name, words in rows("gate_words.tsv") if name == "ar" for word in words.split()
)
_AGAINST = {
    word: name for name, words in rows("gate_words.tsv") if name != "ar" for word in words.split()
}


class Language(msgspec.Struct, frozen=True, kw_only=True):
    """What a text is written in."""

    tag: str
    """BCP 47: `ar`, a dialect such as `ar-EG` where its own words show it, another
    language such as `fa`, or `und` when nothing can be said."""
    confidence: float
    """In [0, 1]; below 0.7 the text is too short or too mixed to be sure."""

    @property
    def arabic(self) -> bool:
        """Whether Mujaz can read it."""
        return self.tag.partition("-")[0] in {"ar", "apc", "afb"}


class _Evidence(msgspec.Struct, frozen=True):
    """Counts over the words in Arabic script."""

    words: int
    native: float
    """Words only Arabic writes: its function words, the article; half for its own spellings."""
    foreign: int
    """Words with letters Arabic does not have."""
    borrowed: int
    """Words with letters Arabic has only in foreign names."""
    against: int
    """Function words of other languages."""


def require_arabic(text: str) -> Language:
    """The language of `text`, when it is Arabic.

    Raises `EmptyText` when nothing in it can be seen, `NotArabic` (with the
    language found) when it is in another language or in none.
    """
    if _BLANK.fullmatch(text):
        message = "there is nothing to read in the text"
        raise EmptyText(message)
    language = identify(text)
    if not language.arabic:
        known = language.tag != UNDETERMINED
        found = f"the text is in {language.tag}" if known else "no language was recognised"
        message = f"{found}; Mujaz reads Arabic"
        raise NotArabic(message, language=language.tag)
    return language


def identify(text: str) -> Language:
    """The language of `text`, by most of its words. Never raises; linear in its length."""
    sample = _ADDRESS.sub(" ", _UNWRITTEN.sub("", _PRESENTED.sub(_plain, _sample(text))))
    letters = len(_NOT_LETTERS.sub("", sample))
    script = _NOT_ARABIC.sub(" ", sample).strip()
    if not letters:
        return Language(tag=UNDETERMINED, confidence=0.0)
    if len(script.replace(" ", "")) < _ENOUGH * letters:
        name, sure = _cld2(sample)
        # What is mostly another script is not Arabic, whatever language the rest is in.
        return Language(tag=UNDETERMINED if name == "ar" else name, confidence=0.9 if sure else 0.5)
    return _in_arabic_script(script)


def _in_arabic_script(script: str) -> Language:
    """The language of words in Arabic script, separated by single spaces."""
    folded = script.translate(_KEYBOARD)
    typed, sure = _cld2(script)
    meant = typed if folded == script else _cld2(folded)[0]
    seen = _weigh(folded.split())
    score = seen.native - seen.foreign - 2 * seen.against - 0.5 * seen.borrowed
    agreed = typed == "ar" and meant == "ar"
    if seen.foreign > _FOREIGN * seen.words:
        arabic = False
    elif agreed:
        arabic = seen.words > _SHORT or score >= 0
    elif meant == "ar" and folded != script and not seen.against and seen.words >= _SHORT:
        arabic = score >= 0
    elif seen.words <= _SHORT:
        arabic = score > 0 or (score == 0 and folded == script)
    else:
        spotless = folded == script and not (seen.foreign or seen.borrowed or seen.against)
        arabic = score >= (0.5 if spotless else max(1.0, 0.12 * seen.words))
    if arabic:
        confidence = (0.99 if score > 0 else 0.85) if agreed else (0.75 if score > 0 else 0.5)
        return Language(tag=dialect(folded.split()) or "ar", confidence=confidence)
    name = next((name for name in (typed, meant) if name != "ar"), UNDETERMINED)
    return Language(tag=name, confidence=0.95 if sure and seen.words > _SHORT else 0.6)


def _weigh(words: list[str]) -> _Evidence:
    native, foreign, borrowed, against = 0.0, 0, 0, 0
    for word in words:
        letters = set(word)
        if letters <= _OWN:
            if word in _FOR or _ARTICLE.match(word):
                native += 1
            elif letters & _TELLING:
                native += 0.5
        elif letters <= _OWN | _BORROWED:
            borrowed += 1
        else:
            foreign += 1
        against += word in _AGAINST
    return _Evidence(len(words), native, foreign, borrowed, against)


def _plain(match: re.Match[str]) -> str:
    """Presentation forms as the letters they present; CLD2 takes them for Uyghur."""
    return unicodedata.normalize("NFKC", match.group())


def _sample(text: str) -> str:
    """The whole text, or even slices of a long one."""
    if len(text) <= _SAMPLE:
        return text
    step, size = len(text) // _SLICES, _SAMPLE // _SLICES
    return " ".join(text[start : start + size] for start in range(0, step * _SLICES, step))


def _cld2(text: str) -> tuple[str, bool]:
    """CLD2's first guess as a BCP 47 tag, and whether it calls itself reliable."""
    clean = _UNENCODABLE.sub(" ", text)
    try:
        reliable, _, details = pycld2.detect(clean.encode(), isPlainText=True, bestEffort=True)
    except pycld2.error:
        return UNDETERMINED, False
    name = details[0][1]
    return _CLD2_NAMES.get(name, name), reliable
