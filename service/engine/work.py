"""One segment between the model and the reader: what is decoded for it, and its result.

Pure: hypotheses in, further attempts or a `Translation` out. The translator
moves both between threads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from service.engine import guard
from service.engine.candidates import Judge, split_note
from service.engine.confidence import Calibration, rate
from service.engine.hints import Hints
from service.engine.protocols import Link, Translation
from service.engine.source import Named, Part, Prepared, copied, has_content, parts, with_terms
from service.fidelity import restore_question
from service.schema import Flag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.engine.candidates import Candidate
    from service.engine.decoder import Hypothesis, Search
    from service.engine.pieces import SourceTokenizer

HALVABLE = 10
"""Pieces from which a part that fell apart is tried in halves."""


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """Something to decode: `key` comes back with the hypotheses."""

    key: int
    pieces: tuple[str, ...]
    search: Search


class _Slot:
    """One part, or one half of one; what was tried and the best candidate so far."""

    def __init__(self, tried: Named, whole: _Slot | None = None) -> None:
        self.tried = tried
        """What the latest attempt was made from: the part, perhaps with terms in English."""
        self.whole = whole
        """The part that this is a half of."""
        self.tries = 0
        self.best: Candidate | None = None
        self.halves: list[_Slot] = []


class Work:
    """One segment's way through the model. Not thread-safe."""

    def __init__(
        self,
        prepared: Prepared,
        *,
        search: Search,
        tokenizer: SourceTokenizer,
        calibration: Calibration,
        retries: int = 2,
        hints: Hints | None = None,
    ) -> None:
        self._prepared = prepared
        self._search = search
        self._tokenizer = tokenizer
        self._calibration = calibration
        self._retries = retries
        self._hints = hints or Hints()
        self._judge = Judge(prepared)
        self._slots = [self._slot(part) for part in prepared.parts]
        self._targets = list(self._slots)
        self._open = 0

    def start(self) -> list[Attempt]:
        """Return the first attempts, one per part in which there is anything to translate."""
        attempts: list[Attempt] = []
        for key, slot in enumerate(self._slots):
            text = slot.tried.plain.source.text
            if len(self._slots) == 1 or has_content(text):
                attempts.append(self._attempt(key, slot, self._search))
            else:
                slot.best = self._judge.copied(copied(text))
        self._open = len(attempts)
        return attempts

    def accept(self, key: int, hypotheses: Sequence[Hypothesis]) -> list[Attempt]:
        """Take what came back for `key`; returns what must be tried as well."""
        slot = self._targets[key]
        slot.best = self._judge.best(slot.tried, hypotheses, slot.best)
        slot.tries += 1
        if slot.whole is not None:
            return self._joined(slot.whole)
        again = [] if slot.best.cost == 0 else self._again(key, slot, slot.best)
        self._open -= not again
        return again

    @property
    def done(self) -> bool:
        """Whether nothing is out any more."""
        return self._open == 0

    def _slot(self, part: Part, whole: _Slot | None = None) -> _Slot:
        return _Slot(with_terms(part, self._tokenizer, self._hints), whole)

    def _attempt(self, key: int, slot: _Slot, search: Search) -> Attempt:
        return Attempt(key=key, pieces=slot.tried.part.pieces.pieces, search=search)

    def _again(self, key: int, slot: _Slot, best: Candidate) -> list[Attempt]:
        """What to try after the first or the second answer."""
        if slot.tries > self._retries:
            return []
        if slot.tries == 1:
            if guard.searchable(best.flags):
                return [self._attempt(key, slot, guard.second(self._search))]
            if _refused(slot.tried, best.flags):
                slot.tried = Named(part=slot.tried.plain, plain=slot.tried.plain)
                return [self._attempt(key, slot, self._search)]
            return []
        count = len(slot.tried.part.pieces.pieces)
        if not guard.degenerate(best.flags) or count < HALVABLE:
            return []
        cut = parts(slot.tried.plain.source, self._tokenizer, (count + 1) // 2 + 1)
        slot.halves = [self._slot(part, slot) for part in cut]
        first = len(self._targets)
        self._targets += slot.halves
        search = guard.second(self._search)
        return [
            self._attempt(first + index, half, search) for index, half in enumerate(slot.halves)
        ]

    def _joined(self, slot: _Slot) -> list[Attempt]:
        """Once every half is there, see whether together they are better than the whole."""
        found = [one.best for one in slot.halves if one.best is not None]
        if len(found) < len(slot.halves):
            return []
        self._open -= 1
        together = self._judge.together(found, slot.tried.plain)
        if slot.best is None or together.cost < slot.best.cost:
            note = split_note(len(found))
            slot.best = msgspec.structs.replace(together, flags=(*together.flags, note))
        return []

    def result(self) -> Translation:
        """Return the segment's translation; due once `done`."""
        best = [slot.best for slot in self._slots if slot.best is not None]
        if len(best) == 1:
            whole = best[0]
        else:
            whole = self._judge.together(best, None)
            # Halved parts say so themselves; the segment says it once.
            whole = msgspec.structs.replace(whole, flags=(*whole.flags, split_note(len(best))))
        text, flags = restore_question(self._prepared.original, whole.text, whole.flags)
        logprob = whole.logprob / whole.length if whole.length else -9.0
        words = len(self._prepared.original.split())
        score, level = rate(logprob, words, flags, self._calibration)
        if level == "low" and not any(flag.severity == "warning" for flag in flags):
            detail = "the model itself is unsure of this translation"
            flags = (*flags, Flag(code="low_score", detail=detail))
        return Translation(
            ar=self._prepared.original,
            en=text,
            score=round(score, 4),
            confidence=level,
            links=whole.links if text == whole.text else _fitting(whole.links, text),
            flags=flags,
        )


def _refused(named: Named, flags: Sequence[Flag]) -> bool:
    """Whether a name that stood in the source in English is missing all the same."""
    put_in = {term.span for term in named.terms}
    return any(flag.code == "name_missing" and flag.span in put_in for flag in flags)


def _fitting(found: tuple[Link, ...], text: str) -> tuple[Link, ...]:
    """Links after the last word grew or lost a question mark."""
    if not found:
        return found
    last = found[-1]
    grown = Link((last.target[0], len(text)), last.source, last.weight)
    return (*found[:-1], grown)
