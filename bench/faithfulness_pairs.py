"""Make faithful and corrupted sentence pairs out of English news, from a seed.

Both halves go through the same faithful edits (dropping a gloss, an apposition
or a closing clause, moving the source, contracting, rewriting a number, fusing
two sentences), so that the verifier cannot tell a corrupted pair by its being
edited at all. The corrupted half then gets one of five lies, following
Kryscinski et al. 2020: entity swap, number change, negation, wrong speaker,
invented clause. The makers below share no code with the verifier.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_CALENDAR = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December".split()
)
_NAME = re.compile(r"\b[A-Z][\w&.'-]*[\w](?: (?:of |de |al-)?[A-Z][\w&.-]*[\w])*")
_TITLES = re.compile(
    r"^(?:Mr|Mrs|Ms|Dr|Sir|The|A|An|In|On|But|And|He|She|It|They|His|Her|This|That|President|"
    r"Prime Minister|Chancellor|Lord|We|For|At|As|If|By|With|From|Its|Their|I)\b\.? ?"
)
_NUMBER = re.compile(r"(?<![\w.,-])\d+(?:[.,]\d+)*(?![\w,-]|\.\d)")
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|will|would|has|have|had|can|could|should|must)\b(?! not|n't)"
)
_SAYS = re.compile(
    r"^((?:[A-Z][\w.'-]*|of|the|and|chief|executive|minister|spokesman|analyst|official|officials|president|secretary) ?){1,8}(?:said|says|added|told)\b"
)
_TRAILING = re.compile(
    r"^(?P<said>.{30,}), (?P<who>(?:(?!said|, ).){3,60}?) (?P<verb>said|says)\.$"
)
_LEADING = re.compile(
    r"^(?P<who>(?:[A-Z][\w.&'-]*|of|the|chief|executive|minister|spokesman|officials?|analysts?)(?: (?:[A-Z][\w.&'-]*|of|the|chief|executive|minister|spokesman|officials?|analysts?))*) said (?:that )?(?P<said>[a-z].{25,})\.$"
)
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


class Pair(msgspec.Struct, frozen=True):
    """One sentence to verify and what it must follow from."""

    candidate: str
    support: tuple[str, ...]
    kind: str
    """`faithful`, or which lie was told."""
    edits: tuple[str, ...]


def names(text: str) -> list[str]:
    """Return the capitalised runs that are likely to be names."""
    found: list[str] = []
    for match in _NAME.finditer(text):
        name = _TITLES.sub("", match.group()).removesuffix("'s")
        if match.start() == 0 and " " not in name and name == match.group():
            continue
        if len(name) > 2 and not set(name.split()) & _CALENDAR and name not in found:
            found.append(name)
    return found


def _drop(pattern: str) -> Callable[[str, random.Random], str | None]:
    compiled = re.compile(pattern)

    def edit(text: str, _: random.Random) -> str | None:
        match = compiled.search(text)
        if match is None or re.search(
            r"\b(?:not|never|no|if|deni\w+|said|n't|without|reject\w*|refus\w*|fail\w*|but|may|might|could)\b|n't",
            match.group(),
        ):
            return None
        rest = text[: match.start()] + text[match.end() :]
        rest = rest[:1].upper() + rest[1:]
        return rest if len(rest.split()) >= 6 else None

    return edit


def _lowered(text: str) -> str:
    plain = {
        "The",
        "A",
        "An",
        "In",
        "It",
        "There",
        "They",
        "He",
        "She",
        "But",
        "This",
        "Some",
        "Its",
        "His",
        "Her",
        "At",
        "On",
        "While",
        "We",
        "For",
        "That",
        "These",
        "Those",
        "However",
        "Many",
        "Most",
        "As",
        "All",
        "If",
        "After",
        "When",
        "With",
        "But",
        "Both",
        "Last",
        "And",
        "One",
        "Two",
        "No",
        "Other",
        "Another",
        "Their",
        "Under",
        "Since",
        "To",
        "By",
        "More",
    }
    return text[0].lower() + text[1:] if text.split(" ", 1)[0].strip(",") in plain else text


def _move_source(text: str, rng: random.Random) -> str | None:
    if match := _TRAILING.match(text):
        if '"' in text:
            return None
        said, who = match["said"], match["who"]
        said = _lowered(said)
        return f"{who[0].upper()}{who[1:]} {match['verb']} {rng.choice(['', 'that '])}{said}."
    if match := _LEADING.match(text):
        said, who = match["said"], match["who"]
        if '"' in text:
            return None
        return f"{said[0].upper()}{said[1:]}, {who[0].lower() + who[1:] if who.startswith('The ') else who} said."
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
        r"^(?:However|Meanwhile|Moreover|Also|In addition|On Monday|On Friday|Last year|At the same time|In the meantime|As a result|Earlier this month|Last week), "
    ),
    "apposition": _drop(r"(?<=[a-z]), (?:who|which|whose|where) [^,.\"]{8,90},(?= )"),
    "closing": _drop(
        r", (?:which|who|where|while|whereas|adding to|making|with) [^,\"]{10,120}(?=\.$)"
    ),
    "phrase": _drop(
        r" (?:on|in|at|during|after|following) (?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|London|the (?:first|second|third|fourth) quarter|recent (?:years|months|weeks)|the past year)(?=[ ,.])"
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


def _swap(text: str, first: str, second: str) -> str:
    return text.replace(first, "\0").replace(second, first).replace("\0", second)


def swap_entity(text: str, support: str, others: Sequence[str], rng: random.Random) -> str | None:
    """Swap two names of the sentence, or put a name from elsewhere in place of one."""
    here = names(text)
    pairs = [
        (one, two)
        for i, one in enumerate(here)
        for two in here[i + 1 :]
        if one not in two
        and two not in one
        and not re.search(
            re.escape(one)
            + r"(?:'s)?,? (?:and |or |in |of |to |vs |v )?(?:[\w']+, )*"
            + re.escape(two),
            text,
        )
        and not re.search(re.escape(two) + r",? (?:and|or|,) " + re.escape(one), text)
        and not re.search(r"(?:between|and) " + re.escape(two), text)
    ]
    if pairs and rng.random() < 0.6:
        return _swap(text, *rng.choice(pairs))
    strange = [name for name in others if name not in support and name not in text]
    if here and strange:
        return text.replace(rng.choice(here), rng.choice(strange))
    return None


def change_number(text: str, _: str, __: Sequence[str], rng: random.Random) -> str | None:
    """Change a digit, move the point, swap two numbers, or change the magnitude."""
    found = [m for m in _NUMBER.finditer(text)]
    if not found:
        return None
    how = rng.choice(["digit", "digit", "swap", "magnitude", "scale"])
    distinct = sorted({m.group() for m in found})
    if how == "swap" and len(distinct) >= 2:
        one, two = rng.sample(distinct, 2)
        parts = re.split(f"(?<![\\w.,])({re.escape(one)}|{re.escape(two)})(?![\\w]|[.,]\\d)", text)
        return "".join(two if p == one else one if p == two else p for p in parts)
    if how == "magnitude":
        for one, two in (
            ("bn", "m"),
            ("million", "billion"),
            ("billion", "million"),
            ("mln", "billion"),
        ):
            if re.search(rf"\d ?{one}\b", text):
                return re.sub(rf"(\d ?){one}\b", rf"\g<1>{two}", text, count=1)
    match = rng.choice(found)
    digits = [i for i, c in enumerate(match.group()) if c.isdigit()]
    at = rng.choice(digits)
    new = rng.choice([d for d in "123456789" if d != match.group()[at]])
    changed = match.group()[:at] + new + match.group()[at + 1 :]
    if how == "scale" and "." not in changed:
        changed = match.group() + "0" if "," not in match.group() else changed
    return text[: match.start()] + changed + text[match.end() :]


def negate(text: str, _: str, __: Sequence[str], rng: random.Random) -> str | None:
    """Take a `not` out, or put one in."""
    removed = re.sub(
        r"(\w+)n't\b|\b(?:not|never) ", lambda m: (m[1] or "") if m[1] else "", text, count=1
    )
    if removed != text:
        return removed.replace("wo ", "will ").replace("ca ", "can ")
    found = list(_AUXILIARY.finditer(text))
    if found:
        match = rng.choice(found)
        return text[: match.end()] + rng.choice([" not", " never"]) + text[match.end() :]
    match = re.search(
        r"\b(rose|fell|won|lost|made|took|agreed|said|denied|refused|rejected)\b", text
    )
    if match is None:
        return None
    opposite = {
        "rose": "fell",
        "fell": "rose",
        "won": "lost",
        "lost": "won",
        "denied": "confirmed",
        "refused": "agreed",
        "rejected": "accepted",
        "agreed": "refused",
        "made": "did not make",
        "took": "did not take",
        "said": "denied",
    }
    return text[: match.start()] + opposite[match[1]] + text[match.end() :]


def wrong_speaker(text: str, support: str, others: Sequence[str], rng: random.Random) -> str | None:
    """Put the words into another mouth, one in the support when there is one."""
    trailing = _TRAILING.match(text)
    leading = _LEADING.match(text)
    match = trailing or leading
    if match is None or '"' in match["who"]:
        return None
    who = match["who"]
    if who.split()[0].lower() in {"he", "she", "they", "it"}:
        return None
    inside = [name for name in names(support) if name not in who and who not in name]
    outside = [name for name in others if name not in support]
    pool = inside if inside and rng.random() < 0.6 else outside
    if not pool:
        return None
    liar = rng.choice(pool)
    start, end = match.span("who")
    return text[:start] + liar + text[end:]


def invent(
    text: str, support: str, others: Sequence[str], rng: random.Random, clauses: Sequence[str] = ()
) -> str | None:
    """Add a clause that comes from another article."""
    if not clauses:
        return None
    clause = rng.choice(clauses)
    body = text.rstrip('." ')
    return f"{body}{clause}."


LIES = {
    "entity": swap_entity,
    "number": change_number,
    "negation": negate,
    "speaker": wrong_speaker,
}
_CLAUSE = re.compile(
    r"(?:,? (?:after|because|while|which|who|as|before|despite|following|amid|although|saying) [^,.\"]{20,90})(?=\.$)"
)


def clauses(sentences: Sequence[str]) -> list[str]:
    """Collect closing clauses, the stuff of inventions."""
    return [match.group() for sentence in sentences if (match := _CLAUSE.search(sentence))]


def make(articles: Sequence[Sequence[str]], count: int, seed: int) -> list[Pair]:
    """Return `count` pairs, half of them corrupted, the five lies in equal number."""
    rng = random.Random(seed)
    pool = clauses(
        [s for article in rng.sample(list(articles), min(len(articles), 400)) for s in article]
    )
    wanted = {kind: count // 10 for kind in (*LIES, "invention")} | {"faithful": count // 2}
    pairs: list[Pair] = []
    order = list(articles)
    rng.shuffle(order)
    used: set[str] = set()
    for article in order * 3:
        usable = [
            s
            for s in article
            if 9 <= len(s.split()) <= 40
            and s[0].isupper()
            and s.endswith(".")
            and s.count('"') in (0, 2)
            and "<" not in s
            and s not in used
        ]
        if not usable or not any(wanted.values()):
            continue
        others = [name for s in rng.choice(order) for name in names(s)]
        open_kinds = [kind for kind, left in wanted.items() if left]
        kind = rng.choice(open_kinds)
        if kind == "speaker":
            spoken = [s for s in usable if _TRAILING.match(s) or _LEADING.match(s)]
            usable = spoken or usable
        sentence = rng.choice(usable)
        index = list(article).index(sentence)
        text, edits = faithful(sentence, rng)
        support = (sentence,)
        if rng.random() < 0.25 and index + 1 < len(article):
            follower = article[index + 1]
            if (
                6 <= len(follower.split()) <= 25
                and follower.endswith(".")
                and '"' not in follower + text
            ):
                support = (sentence, follower)
                if text.endswith(".") and kind != "speaker":
                    text = f"{text[:-1]}, and {_lowered(follower)}"
                    edits = (*edits, "fusion")
        whole = " ".join(support)
        if kind == "invention":
            made = invent(text, whole, others, rng, [c for c in pool if c not in whole])
        elif kind == "faithful":
            made = text if edits or rng.random() < 0.3 else None
        else:
            made = LIES[kind](text, whole, others, rng)
        if not made or (kind != "faithful" and made == text):
            continue
        used.add(sentence)
        wanted[kind] -= 1
        pairs.append(Pair(made, support, kind, edits))
    return pairs
