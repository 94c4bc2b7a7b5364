"""From an annotator's shorthand to gold offsets; anything that cannot be found is an error.

One article is a block: `#ID`, then `K 0 3 5` (key sentences), `E A 2 [name]` (a mention
of speaker A in sentence 2), and one line a statement:

    SENTENCE CLASS d|i|m | cue | speaker | content | extras

An anchor is a phrase of the sentence, `first..last` for everything between, `$` for the
end of the sentence, `first..7:$` to end in sentence 7, `4:phrase` to look in sentence 4,
`phrase@2` for its second occurrence. A speaker is `A:phrase` with its `[name]` in
brackets, `A` when only the verb points at A, `A^phrase` when a noun does, `*phrase` for
nobody in particular, `-` for none. Extras are `a= v= t= via= r= more= ans=-1 st=neg`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, cast, get_args

from service.schema import CueClass, Directness, Span, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_END = re.compile(r"[.!?؟…]+[\"»”’)\]]*(?=\s)|\n")
_INITIAL = re.compile(r"(?:^|\s)\S$")
_HEAD = re.compile(r"(?:إن|أن|بأن|لأن|إنه|أنه|إنها|أنها|بأنه|بأنها|بأنهم|بأنهما)\s+")
_PROCLITIC = re.compile(r"(?:^|\W)[وفلبك]{1,2}$")
_SPEAKER = re.compile(r"(\*)?([A-Z]\d?)?([:^])?(.*)", re.DOTALL)
_KEPT_AT_EDGES = frozenset("%$€£#@°)(")
_CLASSES: dict[str, CueClass] = {
    one[:3]: one for one in cast("tuple[CueClass, ...]", get_args(CueClass))
}
_DIRECT: dict[str, Directness] = {"d": "direct", "i": "indirect", "m": "mixed"}
_STANCES: dict[str, Stance] = {one[:3]: one for one in cast("tuple[Stance, ...]", get_args(Stance))}
_STANCE_OF: dict[CueClass, Stance] = {
    "deny": "denied",
    "demand": "demanded",
    "call_for": "demanded",
    "ask": "questioned",
    "refuse": "negated",
}
_EXTRAS = {"a": "addressee", "v": "venue", "t": "time", "via": "via", "r": "role"}
_SHORTEST_NAME = 4
_LONG_WORD = re.compile(r"\w{3,}")
_FEWEST_WORDS = 7
_ALIKE = 0.6
"""Share of the shorter sentence's words from which two sentences are interchangeable."""


class AnchorError(ValueError):
    """An anchor that is not in the text, or more than once, or a line that is no shorthand."""


Row = dict[str, object]


def sentences(text: str) -> list[Span]:
    """Split as the annotator saw it: at final punctuation before a space, and at newlines."""
    cuts: list[Span] = []
    start = 0
    for end in _END.finditer(text):
        if end[0] != "\n" and _INITIAL.search(text, start, end.start()):
            continue
        cuts.append((start, end.end()))
        start = end.end()
    cuts.append((start, len(text)))
    found: list[Span] = []
    for left, right in cuts:
        piece = text[left:right]
        if re.search(r"\w", piece):
            lead = len(piece) - len(piece.lstrip())
            found.append((left + lead, left + lead + len(piece.strip())))
    return found


class Article:
    """Annotates one article, collecting who is mentioned where."""

    def __init__(self, text: str) -> None:
        """Prepare `text` for anchors."""
        self._text = text
        self._sentences = sentences(text)
        self._mentions: defaultdict[str, list[Span]] = defaultdict(list)
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        self._rows: list[tuple[Row, str | None, Span, Span]] = []
        self._keys: list[int] = []

    def read(self, line: str) -> None:
        """Take one line of shorthand.

        Raises:
            AnchorError: if the line or an anchor in it means nothing here.
        """
        try:
            if line.startswith("K "):
                self._keys = [int(number) for number in line[1:].split()]
            elif line.startswith("E "):
                _, label, place = line.split(" ", 2)
                self._mention(label, *self._named(0, re.sub(r"^(\d+) ", r"\1:", place), 0))
            else:
                self._statement([field.strip() for field in line.split("|")])
        except (KeyError, IndexError, ValueError) as error:
            message = f"{error} <- {line}"
            raise AnchorError(message) from error

    def statements(self) -> list[Row]:
        """Return the gold statements in the order of the text."""
        self._find_names()
        order = sorted(range(len(self._rows)), key=lambda n: (self._rows[n][2], self._rows[n][3]))
        made: list[Row] = []
        for number in order:
            row, label, cue, _ = self._rows[number]
            if row["reference"] in {"implicit", "nominal"}:
                row |= self._resolve(label or "", cue)
            if "answers" in row:
                row["answers"] = order.index(cast("int", row["answers"]))
            made.append(row)
        return made

    def keys(self) -> list[list[Span]]:
        """Return the key sentences, each with those that say nearly the same."""
        words = [set[str](_LONG_WORD.findall(self._text[slice(*one)])) for one in self._sentences]
        groups: list[list[Span]] = []
        used: set[int] = set()
        for key in sorted(self._keys):
            if key in used:
                continue
            group = [
                number
                for number in range(len(words))
                if number == key or (number not in used and _alike(words[key], words[number]))
            ]
            used.update(group)
            groups.append([self._sentences[number] for number in group])
        return groups

    def __len__(self) -> int:
        """Return the number of sentences."""
        return len(self._sentences)

    def _statement(self, fields: Sequence[str]) -> None:
        place, kind, direct = fields[0].split()
        at = int(place)
        cue = self._span(at, fields[1])
        content = self._span(at, fields[3])
        head = _HEAD.match(self._text[slice(*content)])
        if head and direct != "d":
            content = self._trim((content[0] + head.end(), content[1]))
        row: Row = {"cue": cue, "kind": _CLASSES[kind], "direct": _DIRECT[direct]}
        row["content"] = content
        label = self._speaker(row, at, fields[2], cue)
        for extra in ";".join(fields[4:]).split(";"):
            if extra.strip():
                self._extra(row, at, extra.strip(), cue)
        row.setdefault("stance", _STANCE_OF.get(_CLASSES[kind], "asserted"))
        self._rows.append((row, label, cue, content))

    def _speaker(self, row: Row, at: int, anchor: str, cue: Span) -> str | None:
        if anchor == "-":
            row["reference"] = "anonymous"
            return None
        matched = _SPEAKER.fullmatch(anchor)
        star, label, how, phrase = matched.groups() if matched else ("", "", "", "")
        if label and not how:
            row["reference"] = "implicit"
            return label
        if not phrase or not (label or star):
            message = f"no speaker in {anchor!r}"
            raise AnchorError(message)
        span, name = self._named(at, phrase, cue[0])
        row["reference"] = "anonymous" if star else "nominal" if how == "^" else "named"
        row["speaker"] = span
        if name:
            row["name"] = name
            if name[0] > span[0]:
                row["role"] = self._trim((span[0], name[0]))
        if label and how != "^":
            self._mention(label, span, name)
        return label

    def _extra(self, row: Row, at: int, extra: str, cue: Span) -> None:
        key, _, value = extra.partition("=")
        if key == "more":
            row["more"] = [self._span(at, value)]
        elif key == "ans":
            row["answers"] = len(self._rows) + int(value)
        elif key == "st":
            row["stance"] = _STANCES[value]
        else:
            row[_EXTRAS[key]] = self._span(at, value, cue[0])

    def _mention(self, label: str, span: Span, name: Span | None) -> None:
        self._mentions[label].append(span)
        if name:
            self._names[label].add(self._text[slice(*name)])

    def _find_names(self) -> None:
        for label, names in self._names.items():
            spans = self._mentions[label]
            for name in sorted(names, key=lambda one: (-len(one), one)):
                if len(name) >= _SHORTEST_NAME:
                    for span in self._places(name, 0, len(self._text), proclitics=True):
                        if not any(one[0] <= span[0] and span[1] <= one[1] for one in spans):
                            spans.append(span)

    def _resolve(self, label: str, cue: Span) -> Row:
        mentions = sorted(set(self._mentions[label]))
        before = [one for one in mentions if one[1] <= cue[0]]
        here = self._sentence_of(cue[0])
        same = [one for one in mentions if one[1] > cue[0] and self._sentence_of(one[0]) == here]
        chain = before + same or mentions
        if not chain:
            message = f"nobody was called {label}"
            raise AnchorError(message)
        nearest = before[-1] if before else chain[0]
        distance = here - self._sentence_of(nearest[0])
        return {"resolved": nearest, "entity": chain, "distance": distance}

    def _sentence_of(self, point: int) -> int:
        return max(n for n, (start, _) in enumerate(self._sentences) if start <= point)

    def _named(self, at: int, anchor: str, near: int) -> tuple[Span, Span | None]:
        opened = anchor.partition("[")
        if not opened[1]:
            return self._span(at, anchor, near), None
        inside, _, after = opened[2].partition("]")
        span = self._span(at, opened[0] + inside + after, near)
        place, _ = _numbered(anchor, at)
        name = self._span(place, inside, span[1])
        if not span[0] <= name[0] < name[1] <= span[1]:
            message = f"the name lies outside the speaker in {anchor!r}"
            raise AnchorError(message)
        return span, name

    def _span(self, at: int, anchor: str, near: int | None = None) -> Span:
        first, dots, last = anchor.strip().partition("..")
        place, first = _numbered(first, at)
        here = self._sentences[place]
        if not dots:
            return self._trim(here if first == "^" else self._one(first, *here, near))
        start = here[0] if first == "^" else self._one(first, *here, near)[0]
        other, last = _numbered(last, place)
        there = self._sentences[other]
        floor = start if other == place else there[0]
        end = there[1] if last == "$" else self._one(last, floor, there[1], None)[1]
        return self._trim((start, end))

    def _one(self, phrase: str, low: int, high: int, near: int | None) -> Span:
        bare, _, which = phrase.partition("@")
        places = list(self._places(bare, low, high))
        if which:
            return places[int(which) - 1]
        if near is not None and places:
            return min(places, key=lambda one: min(abs(one[0] - near), abs(one[1] - near)))
        if len(places) != 1:
            message = f"{bare!r} is there {len(places)} times"
            raise AnchorError(message)
        return places[0]

    def _places(
        self, phrase: str, low: int, high: int, *, proclitics: bool = False
    ) -> Iterator[Span]:
        for found in re.finditer(re.escape(phrase), self._text[low:high]):
            start, end = low + found.start(), low + found.end()
            joined = start > 0 and self._in_word(start - 1) and self._in_word(start)
            allowed = proclitics and _PROCLITIC.search(self._text[max(0, start - 3) : start])
            runs_on = end < len(self._text) and self._in_word(end) and self._in_word(end - 1)
            if (not joined or allowed) and not runs_on:
                yield start, end

    def _in_word(self, point: int) -> bool:
        char = self._text[point]
        return char.isalnum() or char == "_" or unicodedata.category(char).startswith("M")

    def _trim(self, span: Span) -> Span:
        start, end = span
        while start < end and not self._stays(start):
            start += 1
        while start < end and not self._stays(end - 1):
            end -= 1
        piece = self._text[start:end]
        if piece.endswith(")") and "(" not in piece:
            return self._trim((start, end - 1))
        if piece.startswith("(") and ")" not in piece:
            return self._trim((start + 1, end))
        if not piece:
            message = "nothing but punctuation"
            raise AnchorError(message)
        return start, end

    def _stays(self, point: int) -> bool:
        return self._in_word(point) or self._text[point] in _KEPT_AT_EDGES


def _alike(one: set[str], other: set[str]) -> bool:
    shorter = min(len(one), len(other))
    return shorter >= _FEWEST_WORDS and len(one & other) >= _ALIKE * shorter


def _numbered(anchor: str, default: int) -> tuple[int, str]:
    found = re.match(r"(\d+):(?!\d)(.*)", anchor.strip(), re.DOTALL)
    return (int(found[1]), found[2].strip()) if found else (default, anchor.strip())
