"""Edits that shorten or reword an English sentence without changing what it says."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_WHO = r"(?:[A-Z][\w.&'-]*|of|the|chief|executive|minister|spokesman|officials?|analysts?)"
TRAILING = re.compile(r"^(?P<said>.{30,}), (?P<who>(?:(?!said|, ).){3,60}?) (?P<verb>said|says)\.$")
"""`X, the minister said.`"""
LEADING = re.compile(rf"^(?P<who>{_WHO}(?: {_WHO})*) said (?:that )?(?P<said>[a-z].{{25,}})\.$")
"""`The minister said X.`"""
_WORDS = {
    2: "two",
    3: "three",
    4: "four",
    5: "five",
    6: "six",
    7: "seven",
    8: "eight",
    9: "nine",
    10: "ten",
}
_CONTRACT = {
    "is not": "isn't",
    "was not": "wasn't",
    "did not": "didn't",
    "does not": "doesn't",
    "would not": "wouldn't",
    "will not": "won't",
    "has not": "hasn't",
    "have not": "haven't",
    "are not": "aren't",
    "were not": "weren't",
    "could not": "couldn't",
}


_CLAIM = re.compile(
    r"\b(?:not|never|no|if|deni\w+|said|without|reject\w*|refus\w*|fail\w*|but|may|might|could)\b"
    r"|n't"
)
"""What makes a stretch part of the claim, so that dropping it is no faithful edit."""
_PLAIN_WORDS = (
    "The A An In It There They He She But This Some Its His Her At On While We For That These "
    "Those However Many Most As All If After When With Both Last And One Two No Other Another "
    "Their Under Since To By More"
)
_PLAIN = frozenset(_PLAIN_WORDS.split())
"""Words that open a sentence with a capital which they do not keep inside one."""


def _drop(pattern: str) -> Callable[[str, random.Random], str | None]:
    compiled = re.compile(pattern)

    def edit(text: str, _: random.Random) -> str | None:
        match = compiled.search(text)
        if match is None or _CLAIM.search(match.group()):
            return None
        rest = text[: match.start()] + text[match.end() :]
        rest = rest[:1].upper() + rest[1:]
        return rest if len(rest.split()) >= 6 else None

    return edit


def lowered(text: str) -> str:
    """Take the capital from a plain opening word, to put the sentence inside another."""
    plain = text.split(" ", 1)[0].strip(",") in _PLAIN
    return text[0].lower() + text[1:] if plain else text


def _move_source(text: str, rng: random.Random) -> str | None:
    if match := TRAILING.match(text):
        if '"' in text:
            return None
        said, who = match["said"], match["who"]
        said = lowered(said)
        return f"{who[0].upper()}{who[1:]} {match['verb']} {rng.choice(['', 'that '])}{said}."
    if match := LEADING.match(text):
        said, who = match["said"], match["who"]
        if '"' in text:
            return None
        who = who[0].lower() + who[1:] if who.startswith("The ") else who
        return f"{said[0].upper()}{said[1:]}, {who} said."
    return None


def _contract(text: str, _: random.Random) -> str | None:
    for full, short in _CONTRACT.items():
        if f" {full} " in text:
            return text.replace(full, short, 1)
        if f" {short} " in text:
            return text.replace(short, full, 1)
    return None


def _rewrite_number(text: str, _: random.Random) -> str | None:
    for value, word in _WORDS.items():
        if f" {word} " in text and value > 2:
            return text.replace(f" {word} ", f" {value} ", 1)
    match = re.search(r"(?<=[ £$])(\d{1,3}),(\d{3})(?= )", text)
    if match:
        return text[: match.start()] + match[1] + match[2] + text[match.end() :]
    match = re.search(r"(?<=[£$])[\d.]*(\d)(bn|m)\b", text)
    if match:
        unit = {"bn": " billion", "m": " million"}[match[2]]
        return text[: match.start(2)] + unit + text[match.end() :]
    return text.replace("%", " percent", 1) if "%" in text else None


def _restate(text: str, rng: random.Random) -> str | None:
    return (
        text.replace(" said ", f" {rng.choice(['stated', 'announced'])} ", 1)
        if " said that " in text
        else None
    )


EDITS: dict[str, Callable[[str, random.Random], str | None]] = {
    "gloss": _drop(r" \([^()0-9]{1,50}\)"),
    "opener": _drop(
        r"^(?:However|Meanwhile|Moreover|Also|In addition|On Monday|On Friday|Last year|"
        r"At the same time|In the meantime|As a result|Earlier this month|Last week), "
    ),
    "apposition": _drop(r"(?<=[a-z]), (?:who|which|whose|where) [^,.\"]{8,90},(?= )"),
    "closing": _drop(
        r", (?:which|who|where|while|whereas|adding to|making|with) [^,\"]{10,120}(?=\.$)"
    ),
    "phrase": _drop(
        r" (?:on|in|at|during|after|following) "
        r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|London|"
        r"the (?:first|second|third|fourth) quarter|"
        r"recent (?:years|months|weeks)|the past year)"
        r"(?=[ ,.])"
    ),
    "source": _move_source,
    "contraction": _contract,
    "number": _rewrite_number,
    "restate": _restate,
}


def faithful(text: str, rng: random.Random) -> tuple[str, tuple[str, ...]]:
    """Apply up to three faithful edits, in random order."""
    order = list(EDITS)
    rng.shuffle(order)
    done: list[str] = []
    for name in order:
        edited = EDITS[name](text, rng)
        if edited and edited != text:
            text = edited
            done.append(name)
        if len(done) == 3:
            break
    return text, tuple(done)
