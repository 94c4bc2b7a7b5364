"""Which full stops, question marks and ellipses end a sentence.

Each mark is decided from the word before it, the word after it and what closes
behind it. The rules were set on one half of `bench/data/news_sentences.tsv` and
are scored on the other. Settling an ambiguous stop by abbreviations and by the
words that open sentences is Kiss and Strunk's idea, *Unsupervised Multilingual
Sentence Boundary Detection* (2006); here both lists are written by hand, in
`data/abbreviations.tsv` and `data/openers.tsv`.
"""

from __future__ import annotations

import re

from service.arabic.marks import (
    TERMINALS,
    Line,
    Run,
    after,
    before,
    inside_aside,
    last_word,
    next_word,
    open_line,
    quotation,
    read_run,
)
from service.arabic.tables import rows

_JOINING = frozenset("،,؛;:؟)]}”»")
_DASHES = frozenset("-–—")
_STARTING = frozenset("\"“«('-•")
_TITLE = 60
"""Longest quotation, in code points, read as a title: an ellipsis inside it ends nothing."""
_NEAR = 4
"""Code points before a quotation in which the colon that introduces it stands."""
_CLAUSE_WORDS = 4
"""Words an ellipsis needs before it: fewer are a title or a topic, not a sentence."""
_CLAUSE_REACH = 80
"""Code points in which those words are looked for."""
_ENUMERATOR_REACH = 12

_MARK = re.compile(f"[{TERMINALS}]+|(?<=\\s)[•▪►●◦■▸‣](?=\\s)")
_ENUMERATOR = re.compile(r"[#*_\s•-]*(?:\d{1,3}|[^\W\d_])")
_ASCII = re.compile(r"[A-Za-z0-9]")
_FIGURE = re.compile(r"\d(?: ?\w)?[ )]*\Z")
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]")

_KINDS: dict[str, frozenset[str]] = {}
for _form, _kind, *_ in rows("abbreviations.tsv"):
    _KINDS[_form] = _KINDS.get(_form, frozenset()) | {_kind}
_OPENS = frozenset(form for form, kind, *_ in rows("openers.tsv") if kind == "opens")
_CONTINUES = frozenset(form for form, kind, *_ in rows("openers.tsv") if kind == "continues")


def ends(text: str, begin: int, end: int) -> list[int]:
    """The offsets in `text[begin:end]` where a sentence ends, in order.

    `text[begin:end]` is one logical line. Each offset is past the mark and past
    the quotation marks and brackets that close with it; for an inline bullet it
    is where the bullet stands. The end of the line itself is not among them.
    """
    line = open_line(text, begin, end)
    found: list[int] = []
    mark = _MARK.search(text, begin, end)
    while mark:
        position = mark.end()
        if text[mark.start()] not in TERMINALS:
            found.append(mark.start())
            line.sentence = mark.start()
        else:
            run = read_run(line, mark.start(), position)
            position = run.end
            if run.following < end and _closes(line, run):
                found.append(run.end)
                line.sentence = run.following
        mark = _MARK.search(text, position, end)
    return found


def _closes(line: Line, run: Run) -> bool:
    """Whether the run ends a sentence; something follows it on the line."""
    char = line.text[run.following]
    if char in _JOINING or (char in _DASHES and run.closed and run.kind != "stop"):
        return False
    if run.kind == "ellipsis":
        return _ellipsis_closes(line, run)
    if _enumerates(line, run) or inside_aside(line, run):
        return False
    if run.end == run.following and not _glued_closes(line, run):
        return False
    return _question_closes(line, run) if run.kind == "question" else _stop_closes(line, run)


def _enumerates(line: Line, run: Run) -> bool:
    """Whether the stop belongs to the number or letter of a list item: `3.` or `أ.` in front."""
    near = run.start - line.sentence <= _ENUMERATOR_REACH
    return near and bool(_ENUMERATOR.fullmatch(line.text, line.sentence, run.start))


def _opens(word: str) -> bool:
    """Whether `word`, with or without و or ف, begins a clause of its own."""
    bare = word[1:] if len(word) > 2 and word[0] in "وف" else word
    if word in _CONTINUES or bare in _CONTINUES:
        return False
    return word in _OPENS or bare in _OPENS or (word[:1] == "و" and len(word) > 3)


def _is(kind: str, word: str) -> bool:
    return kind in _KINDS.get(word, ())


def _names_letter(word: str) -> bool:
    return _is("letter", word) or _is("homograph", word)


def _ellipsis_closes(line: Line, run: Run) -> bool:
    """An ellipsis ends a sentence when a full clause stands before it and another follows."""
    opening = quotation(line, run)
    if opening is not None and (line.quote_open or line.text[opening] == "«"):
        closing = "»" if line.text[opening] == "«" else '"'
        if line.text.find(closing, run.end, min(opening + _TITLE, line.end)) >= 0:
            return False
    clause = line.text[max(line.sentence, run.start - _CLAUSE_REACH) : run.start]
    if len(clause.split(None, _CLAUSE_WORDS)) < _CLAUSE_WORDS:
        return False
    return _opens(next_word(line, run.following))


def _question_closes(line: Line, run: Run) -> bool:
    """A question ends its sentence unless it is quoted and the sentence goes on around it."""
    if not run.closed:
        return not _is("brand", last_word(line, run.start))
    word = next_word(line, run.following)
    opening = quotation(line, run)
    if opening is None:
        return _opens(word)
    introduced = line.text[max(line.begin, opening - _NEAR) : opening].rstrip().endswith(":")
    return _opens(word) or (introduced and word not in _CONTINUES)


def _glued_closes(line: Line, run: Run) -> bool:
    """A mark with no space behind it: a decimal, a web address, initials, or a missing space."""
    previous, char = line.text[run.start - 1 : run.start], line.text[run.following]
    if not char.isalpha():
        return not char.isalnum() and char in _STARTING
    if run.closed:
        return True
    if _ASCII.match(char):
        return False
    if run.kind == "question":
        return not _ASCII.match(previous)
    return previous.isspace() or _space_missing(line, run)


def _space_missing(line: Line, run: Run) -> bool:
    """Whether the words around a glued stop are whole words, not parts of a name."""
    word, following = last_word(line, run.start), next_word(line, run.following)
    tail = run.following + len(following)
    if "." in word or _is("domain", following) or line.text[tail : tail + 1] == ".":
        return False
    if following == "و":
        return len(word) >= 3
    return len(word) >= 3 and len(following) >= 3 and len(word) + len(following) >= 7


def _stop_closes(line: Line, run: Run) -> bool:
    """A single full stop: everything ends with it but abbreviations and initials."""
    if run.sealed:
        return True
    word, following = last_word(line, run.start), next_word(line, run.following)
    if run.closed:
        return not _names_letter(word) or _opens(following)
    if word and _ASCII.match(word[-1]):
        return _latin_stop_closes(word, following)
    if _abbreviated(line, run, word):
        return False
    if not _spelled(line, run, word, following):
        return True
    return _opens(following) and not _spelling_on(line, run, following)


def _abbreviated(line: Line, run: Run, word: str) -> bool:
    """Whether `word` is a title or an initial; a unit is one unless it measures something."""
    if "/" in word or (_is("unit", word) and _measures(line, run.start, word)):
        return False
    return _is("title", word) or (len(word) == 1 and word.isalpha())


def _latin_stop_closes(word: str, following: str) -> bool:
    """A stop after Latin letters."""
    if _is("title", word) or (following[:1].isascii() and following[:1].islower()):
        return False
    if not _INITIALS.fullmatch(word):
        return not _is("letter", word) or _opens(following)
    return not following[:1].isascii() and (len(word) == 1 or _opens(following))


def _spelled(line: Line, run: Run, word: str, following: str) -> bool:
    """Whether `word` ends in the spelled name of a letter: سي.إن.إن, جون سي. دميرس."""
    parts = word.split(".")
    if len(parts) > 1:
        return all(len(part) <= 4 for part in parts)
    if _is("homograph", word):
        head = before(line, run.start)
        neighbour = head[: len(head) - len(word)].rstrip(" .").rpartition(" ")[2]
        return _names_letter(following) or _names_letter(neighbour)
    return _is("letter", word)


def _spelling_on(line: Line, run: Run, following: str) -> bool:
    """Whether the next word is one more letter with a stop of its own: سي. إن. إن."""
    rest = after(line, run.following)
    return _names_letter(following) and rest.startswith(f"{following}.")


def _measures(line: Line, position: int, word: str) -> bool:
    """Whether the unit that ends at `position` has a figure before it: 1439 هـ, 12 م د."""
    head = before(line, position)
    return word[:1].isdigit() or bool(_FIGURE.search(head[: len(head) - len(word)]))
