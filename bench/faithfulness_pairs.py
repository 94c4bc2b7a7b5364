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
from faithfulness_edits import LEADING, TRAILING, faithful, lowered

if TYPE_CHECKING:
    from collections.abc import Sequence

_DAYS_AND_MONTHS = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December"
)
_CALENDAR = frozenset(_DAYS_AND_MONTHS.split())
_NAME = re.compile(r"\b[A-Z][\w&.'-]*[\w](?: (?:of |de |al-)?[A-Z][\w&.-]*[\w])*")
_TITLES = re.compile(
    r"^(?:Mr|Mrs|Ms|Dr|Sir|The|A|An|In|On|But|And|He|She|It|They|His|Her|This|That|President|"
    r"Prime Minister|Chancellor|Lord|We|For|At|As|If|By|With|From|Its|Their|I)\b\.? ?"
)
_NUMBER = re.compile(r"(?<![\w.,-])\d+(?:[.,]\d+)*(?![\w,-]|\.\d)")
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|will|would|has|have|had|can|could|should|must)\b(?! not|n't)"
)


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
    found = list(_NUMBER.finditer(text))
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
    trailing = TRAILING.match(text)
    leading = LEADING.match(text)
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


def invent(text: str, inventions: Sequence[str], rng: random.Random) -> str | None:
    """Add a clause that comes from another article."""
    return f"{text.rstrip(_END)}{rng.choice(inventions)}." if inventions else None


LIES = {
    "entity": swap_entity,
    "number": change_number,
    "negation": negate,
    "speaker": wrong_speaker,
}
_END = '." '
_CLAUSE = re.compile(
    r"(?:,? (?:after|because|while|which|who|as|before|despite|following|amid|although|saying) "
    r"[^,.\"]{20,90})(?=\.$)"
)


def clauses(sentences: Sequence[str]) -> list[str]:
    """Collect closing clauses, the stuff of inventions."""
    return [match.group() for sentence in sentences if (match := _CLAUSE.search(sentence))]


def _usable(sentence: str) -> bool:
    return (
        9 <= len(sentence.split()) <= 40
        and sentence[0].isupper()
        and sentence.endswith(".")
        and sentence.count('"') in (0, 2)
        and "<" not in sentence
    )


def _fused(
    text: str, article: Sequence[str], index: int, kind: str
) -> tuple[str, tuple[str, ...], bool]:
    """Return the text and its support, joined with the next sentence where that is possible."""
    support = (article[index],)
    if index + 1 == len(article):
        return text, support, False
    follower = article[index + 1]
    if not (6 <= len(follower.split()) <= 25 and follower.endswith(".")) or '"' in follower + text:
        return text, support, False
    if kind == "speaker" or not text.endswith("."):
        return text, (*support, follower), False
    return f"{text[:-1]}, and {lowered(follower)}", (*support, follower), True


def make(articles: Sequence[Sequence[str]], count: int, seed: int) -> list[Pair]:
    """Return `count` pairs, half of them corrupted, the five lies in equal number."""
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    sample = rng.sample(list(articles), min(len(articles), 400))
    pool = clauses([sentence for article in sample for sentence in article])
    wanted = dict.fromkeys((*LIES, "invention"), count // 10) | {"faithful": count // 2}
    pairs: list[Pair] = []
    order = list(articles)
    rng.shuffle(order)
    used: set[str] = set()
    for article in order * 3:
        usable = [sentence for sentence in article if _usable(sentence) and sentence not in used]
        open_kinds = [kind for kind, left in wanted.items() if left]
        if not usable or not open_kinds:
            continue
        others = [name for sentence in rng.choice(order) for name in names(sentence)]
        kind = rng.choice(open_kinds)
        if kind == "speaker":
            usable = [s for s in usable if TRAILING.match(s) or LEADING.match(s)] or usable
        sentence = rng.choice(usable)
        text, edits = faithful(sentence, rng)
        support: tuple[str, ...] = (sentence,)
        if rng.random() < 0.25:
            text, support, fused = _fused(text, article, list(article).index(sentence), kind)
            edits = (*edits, "fusion") if fused else edits
        whole = " ".join(support)
        if kind == "invention":
            made = invent(text, [clause for clause in pool if clause not in whole], rng)
        elif kind == "faithful":
            made = text if edits or rng.random() < 0.3 else None
        else:
            made = LIES[kind](text, whole, others, rng)
        if made and (kind == "faithful" or made != text):
            used.add(sentence)
            wanted[kind] -= 1
            pairs.append(Pair(made, support, kind, edits))
    return pairs
