"""The names Mujaz knows, as a trie over folded words.

CLDR (through `babel`) names territories, languages and currencies in both
languages; `data/name_*.tsv` adds what the news calls them, cities, people,
organisations and nationality adjectives. `?` before an Arabic form in a table
marks an everyday word.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, cast

import msgspec
from babel import Locale

from service.arabic.clitics import PREFIXES, fold, tokens
from service.arabic.numbers_lexicon import lexicon
from service.arabic.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NameKind = Literal[
    "territory", "nationality", "city", "person", "organisation", "language", "currency"
]

_SURE, _LIKELY, _AMBIGUOUS = 1.0, 0.9, 0.5
# CLDR codes that are no places, or whose Arabic is also an everyday word.
_SKIPPED = frozenset(("001", "XA", "XB", "ZZ", "UN", "EU", "EZ", "UM", "QO"))
_EVERYDAY = frozenset(
    map(fold, ("مالي", "بنين", "نيوي", "جيرسي", "بيرو", "لاوس", "توغو", "مجريات", "كتيبتي"))
)
# Languages news speaks of; the other names in CLDR collide with Arabic words.
_LANGUAGES = frozenset(
    (
        "ar",
        "en",
        "fr",
        "de",
        "es",
        "it",
        "pt",
        "nl",
        "ru",
        "uk",
        "pl",
        "cs",
        "sk",
        "hu",
        "ro",
        "bg",
        "el",
        "tr",
        "az",
        "ka",
        "hy",
        "fa",
        "ps",
        "ku",
        "ur",
        "hi",
        "bn",
        "ta",
        "te",
        "ml",
        "pa",
        "gu",
        "mr",
        "ne",
        "si",
        "my",
        "th",
        "km",
        "lo",
        "vi",
        "id",
        "ms",
        "jv",
        "zh",
        "ja",
        "ko",
        "mn",
        "kk",
        "uz",
        "ky",
        "tg",
        "tk",
        "he",
        "am",
        "ti",
        "so",
        "sw",
        "ha",
        "yo",
        "ig",
        "zu",
        "xh",
        "af",
        "sq",
        "mk",
        "sr",
        "hr",
        "bs",
        "sl",
        "lt",
        "lv",
        "et",
        "fi",
        "sv",
        "no",
        "da",
        "is",
        "ga",
        "cy",
        "eu",
        "ca",
        "gl",
        "mt",
        "la",
        "eo",
        "ug",
        "sd",
        "ckb",
        "tzm",
        "zgh",
        "syr",
        "arc",
        "cop",
        "ber",
    )
)
_SHORT_BASE = 4
_LEADS = tuple("وفبلك")


class Entry(msgspec.Struct, frozen=True):
    """What a name means."""

    en: tuple[str, ...]
    kind: NameKind
    confidence: float


class Node(msgspec.Struct):
    """One word deep in the trie; built once, then only read."""

    children: dict[str, Node]
    entry: Entry | None = None


def _cells(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part and part != "-")


def _curated() -> Iterator[tuple[str, Entry]]:
    for kind, arabic, english in rows("name_places.tsv"):
        place = msgspec.convert(kind, NameKind)
        for form in _cells(arabic):
            yield form, Entry(_cells(english), place, _SURE)
    for arabic, english in rows("name_organisations.tsv"):
        for form in _cells(arabic):
            yield form, Entry(_cells(english), "organisation", _SURE)
    for full, english, surname, short in rows("name_people.tsv"):
        names, shorts = _cells(english), _cells(short)
        for form in _cells(full):
            yield form, Entry((*names, *shorts), "person", _SURE)
        for form in _cells(surname):
            yield form, Entry((*shorts, *names), "person", _LIKELY)


def _nationalities() -> Iterator[tuple[str, Entry]]:
    for nisbas, plurals, adjective, variants in rows("name_nationalities.tsv"):
        entry = Entry((adjective, *_cells(variants)), "nationality", _LIKELY)
        for nisba in nisbas.split():
            for ending in ("", "ة", "ين", "ون", "ان", "ات", "تين", "تان", "ا"):
                yield nisba + ending, entry
                yield f"ال{nisba}{ending}", entry
        for plural in plurals.split():
            if plural != "-":
                yield plural, entry


def _cldr_table(name: str) -> Iterator[tuple[str, str, str]]:
    """(code, Arabic, English) of one CLDR table."""
    arabic = cast("Mapping[str, str]", getattr(Locale("ar"), name))
    english = cast("Mapping[str, str]", getattr(Locale("en"), name))
    return ((code, arabic[code], english[code]) for code in arabic if code in english)


def _cldr() -> Iterator[tuple[str, Entry]]:
    for code, name, en in _cldr_table("territories"):
        if code in _SKIPPED or "(" in name or " - " in name:
            continue
        plain = en.replace("&", "and").replace("St.", "Saint")
        yield name, Entry(tuple(dict.fromkeys((plain, en))), "territory", _SURE)
    for code, name, en in _cldr_table("languages"):
        if code in _LANGUAGES:
            yield name, Entry((en,), "language", _LIKELY)
    for code, name, en in _cldr_table("currencies"):
        if " " in name and "(" not in name and "–" not in name:
            yield name, Entry((en, en.split()[-1], code), "currency", _LIKELY)


def _adjectives() -> dict[str, tuple[str, ...]]:
    """Country in English to its adjective: "the Russian president" also names Russia."""
    found: dict[str, tuple[str, ...]] = {}
    for _, _, adjective, variants in rows("name_nationalities.tsv"):
        for country in _cells(variants):
            found.setdefault(country, (adjective, *_cells(variants)))
    return found


def _insert(root: Node, form: str, entry: Entry) -> None:
    if form.startswith("?"):
        form, entry = form[1:], msgspec.structs.replace(entry, confidence=_AMBIGUOUS)
    words = tokens(form).keys
    if not words:
        return
    if len(words) == 1 and words[0] in _EVERYDAY:
        entry = msgspec.structs.replace(entry, confidence=_AMBIGUOUS)
    node = root
    for word in words:
        node = node.children.setdefault(word, Node({}))
    if node.entry is None:
        node.entry = entry
    else:
        # روسيا is also the accusative of روسي: the country came first and stays.
        merged = tuple(dict.fromkeys((*node.entry.en, *entry.en)))
        node.entry = msgspec.structs.replace(node.entry, en=merged)


@cache
def trie() -> Node:
    """Every name, by its folded words."""
    root = Node({})
    adjectives = _adjectives()
    for source in (_curated(), _cldr(), _nationalities()):
        for form, entry in source:
            if entry.kind == "territory":
                extra = tuple(word for name in entry.en for word in adjectives.get(name, ()))
                both = tuple(dict.fromkeys((*entry.en, *extra)))
                entry = msgspec.structs.replace(entry, en=both)  # noqa: PLW2901
            _insert(root, form, entry)
    return root


@lru_cache(1 << 15)
def ways(key: str) -> tuple[tuple[Node, int], ...]:
    """Where a written word leads in the trie, and how many letters of clitics stand before.

    Fewest clitics first; most words lead nowhere.
    """
    known = trie().children
    found = [(known[key], 0)] if key in known else []
    if not key.startswith(_LEADS):
        return tuple(found)
    for lead, restored, prefix in PREFIXES:
        word = restored + key[len(lead) :]
        if not lead or not key.startswith(lead) or word not in known:
            continue
        # بليون is a billion, not "in Lyon"; ف and ك before three letters are letters.
        rare = ("ف" in lead or "ك" in lead) and len(word) < _SHORT_BASE
        if not (rare or len(word) <= 2 or key in _EVERYDAY or key in lexicon()):
            found.append((known[word], prefix.letters))
    return tuple(found)


def size() -> int:
    """How many Arabic forms (clitics and inflections not counted twice) have an entry."""
    stack, count = [trie()], 0
    while stack:
        node = stack.pop()
        count += node.entry is not None
        stack.extend(node.children.values())
    return count
