"""Names that no table knows, by their letters and by what stands before them.

A word is probably a name when its stem is no word the training pairs translate
and it either is spelt like a transliteration (trigrams, as in Nwesri, Tahaghoghi
and Scholer, *Capturing Out-of-Vocabulary Words in Arabic Text*, EMNLP 2006) or
follows a title, a given name or another part of a name.
"""

from __future__ import annotations

from functools import cache, lru_cache

import msgspec

from service.arabic.clitics import Tokens, fold, tokens
from service.arabic.names import Name, find_names
from service.arabic.numbers_lexicon import lexicon as number_words
from service.arabic.tables import rows
from service.schema import Span

_PREFIXES = ("وبال", "وكال", "ولل", "وال", "فال", "بال", "كال", "لل", "ال", "وب", "ول", "وس", "فس",
             "و", "ف", "ب", "ل", "ك", "س")  # fmt: skip
_SUFFIXES = ("يتهما", "اتها", "اتهم", "اتنا", "تهما", "ياته", "تها", "تهم", "هما", "ونه", "ونها",
             "يات", "يين", "تين", "تان", "تا", "ات", "ان", "ين", "ون", "وا", "ها", "هم", "هن", "كم",
             "نا", "ني", "يه", "ته", "ه", "ي", "ا", "ت", "ك")  # fmt: skip
_PERSONS = frozenset("يتنا")
"""Letters in front of a verb that say who does it."""
_STEM, _VERB = 3, 4
_TOO_COMMON = frozenset(
    map(fold, ("عبد", "الله", "أبو", "أبي", "ابن", "بن", "آل", "أم", "آنا", "ملك", "نور", "هدى"))
)
"""Parts of names and given names that are everyday words even beside a name."""
_SHORTEST = 4
FOREIGN = 1.0
"""Shape from which a word is taken for a transliteration: 6 % of other words reach it."""
_LED = -1.5
"""Shape that is enough behind a title or a given name."""
_SURE = frozenset(("person", "given", "name", "link"))
_SILENT = frozenset(("", "known nationality", "known territory", "known currency"))
"""What may stand before any word."""
_CLITICS = frozenset("ولب")


class UnknownName(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A word that is probably a name."""

    span: Span
    """Code points of the text given; clitics that may be part of the name included."""
    key: str
    """The folded word."""


@lru_cache(1 << 15)
def stem(key: str) -> str:
    """What is left of a folded word without clitics, endings and the person of a verb.

    Crude on purpose, as Larkey, Ballesteros and Connell's light stemming is:
    one stem per word, three letters at least.
    """
    for prefix in _PREFIXES:
        rest = key.removeprefix(prefix)
        # س is the future only before a verb.
        future = not prefix.endswith("س") or rest[:1] in _PERSONS
        if rest != key and len(rest) >= _STEM and future:
            key = rest
            break
    for suffix in _SUFFIXES:
        if key.endswith(suffix) and len(key) - len(suffix) >= _STEM:
            key = key[: -len(suffix)]
            break
    return key[1:] if len(key) >= _VERB and key[0] in _PERSONS else key


@cache
def _plain() -> frozenset[str]:
    stems = {
        stem(word) if kind == "word" else word
        for kind, words in rows("name_not.tsv")
        for word in words.split()
    }
    # Months are translated, not spelt: جويلية is July.
    months = (name for row in rows("date_months.tsv") for name in row[2].split())
    return frozenset(stems.union(stem(fold(name.lstrip("?"))) for name in months))


@cache
def _shapes() -> dict[str, float]:
    return {
        letters: float(weight)
        for weight, group in rows("name_shape.tsv")
        for letters in group.split()
    }


@cache
def _cues() -> dict[str, str]:
    return {word: kind for kind, words in rows("name_cues.tsv") for word in words.split()}


@cache
def given_names() -> frozenset[str]:
    """Folded given names and surnames of the Arab world."""
    return frozenset(fold(row[0]) for row in rows("name_given.tsv")) - _TOO_COMMON


@lru_cache(1 << 15)
def plain(key: str) -> bool:
    """Whether a folded word is known to be no name."""
    return stem(key) in _plain() or key in number_words()


def everyday(key: str) -> bool:
    """Whether a folded word is no name and does not look like one either."""
    return plain(key) and shape(key) < FOREIGN and key not in given_names()


@lru_cache(1 << 15)
def shape(key: str) -> float:
    """How much the letters of a folded word are those of a transliterated name; 0 is neither."""
    score = _score(key)
    if key[0] in _CLITICS and len(key) > _SHORTEST:
        score = max(score, _score(key[1:]) - 0.5)
    return score


def _score(key: str) -> float:
    framed, weights = f"^{key}$", _shapes()
    grams = len(framed) - 2
    return sum(weights.get(framed[at : at + 3], 0.0) for at in range(grams)) / grams**0.5


def _bare(key: str) -> str:
    key = key[1:] if len(key) > _SHORTEST and key[0] in "وف" else key
    return key.removeprefix("ال") if len(key) > _SHORTEST else key


def _cue(key: str) -> str:
    return _cues().get(key) or _cues().get(_bare(key)) or ""


@lru_cache(maxsize=4)
def find_unknown_names(text: str) -> tuple[UnknownName, ...]:
    """Every word of `text` that is probably a name and that no table knows; linear.

    The last texts are remembered, as `find_names` does.
    """
    found = tokens(text)
    roles = _roles(found, _inside(found, find_names(text)))
    names: list[UnknownName] = []
    for index, role in enumerate(roles):
        if role == "given":
            # A given name alone may be an everyday word; beside another name it is one.
            beside = _at(found, roles, index - 1, index) in {"name", "given", "person"}
            beside |= _at(found, roles, index + 1, index) in {"name", "given"}
            if not beside:
                continue
        elif role != "name":
            continue
        span = (found.starts[index], found.ends[index])
        names.append(UnknownName(span=span, key=found.keys[index]))
    return tuple(names)


def _at(found: Tokens, roles: list[str], index: int, beside: int) -> str:
    """The role of token `index` if only space parts it from its neighbour `beside`."""
    if not 0 <= index < len(roles) or not found.joined(min(index, beside)):
        return ""
    return roles[index]


def _roles(found: Tokens, known: list[str]) -> list[str]:
    """What each token is: name, given, a cue (person, place, body, link), a known kind, or ""."""
    roles: list[str] = []
    for index, key in enumerate(found.keys):
        before = roles[-1] if roles and found.joined(index - 1) else ""
        if known[index]:
            roles.append(known[index])
        elif key in given_names() and found.text[found.ends[index] - 1] != "ى":
            roles.append("given")
        elif before == "given" and _surname(found, index):
            roles.append("name")
        elif _nameless(key):
            roles.append(_cue(key))
        elif shape(key) >= (FOREIGN if before in _SILENT else _LED if before in _SURE else 0.0):
            roles.append("name")
        else:
            roles.append(_cue(key))
    return roles


def _surname(found: Tokens, index: int) -> bool:
    """Whether a word behind a given name is one of origin or trade: عصام الحضري."""
    key, last = found.keys[index], found.text[found.ends[index] - 1]
    named = key.startswith("ال") and last == "ي" and len(key) > _SHORTEST + 1
    return named and key not in number_words()


def _nameless(key: str) -> bool:
    short = len(key) < _SHORTEST or not key.isalpha() or key.isascii()
    return short or plain(key) or _cue(key) != ""


def _inside(found: Tokens, names: tuple[Name, ...]) -> list[str]:
    """For each token the kind of the known name it stands in, or the empty string."""
    inside: list[str] = []
    at = 0
    for start, end in zip(found.starts, found.ends, strict=True):
        while at < len(names) and names[at].span[1] <= start:
            at += 1
        here = at < len(names) and names[at].span[0] < end and start < names[at].span[1]
        inside.append(("known " + names[at].kind) if here else "")
    return inside
