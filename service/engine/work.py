"""One segment between the model and the reader: attempts, the choice between them, the result.

Pure: hypotheses in, further attempts or a `Translation` out. The translator
moves both between threads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from service.engine import guard
from service.engine.confidence import Calibration, rate
from service.engine.links import links
from service.engine.pieces import SourceTokenizer, join
from service.engine.protocols import Link, Translation
from service.engine.source import Named, Part, Prepared, parts, with_names
from service.fidelity import check, restore_question
from service.schema import Flag, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.engine.decoder import Hypothesis, Search

HALVABLE = 10
"""Pieces from which a part that fell apart is tried in halves."""


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One possible translation of one part."""

    text: str
    cost: float
    logprob: float
    """Sum over pieces."""
    length: int
    """Pieces, the end token included."""
    links: tuple[Link, ...]
    flags: tuple[Flag, ...]
    """Spans are code points into the segment."""

    @property
    def order(self) -> tuple[float, float]:
        """Sorts the best first: fidelity, then the model's own opinion."""
        return self.cost, -self.logprob / self.length


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """Something to decode: `key` comes back with the hypotheses."""

    key: int
    pieces: tuple[str, ...]
    search: Search


class _Slot:
    """One part, its attempts and the best candidate so far."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.tried = Named(part=part)
        """What the latest attempt was made from: the part, perhaps with names in English."""
        self.tries = 0
        self.best: Candidate | None = None
        self.halves: list[_Half] = []


class _Half:
    def __init__(self, part: Part) -> None:
        self.part = part
        self.tried = Named(part=part)
        self.best: Candidate | None = None


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
    ) -> None:
        self._prepared = prepared
        self._search = search
        self._tokenizer = tokenizer
        self._calibration = calibration
        self._retries = retries
        self._slots = [_Slot(part) for part in prepared.parts]
        self._targets: list[_Slot | _Half] = list(self._slots)
        self._open = len(self._slots)

    def start(self) -> list[Attempt]:
        """Return the first attempts, one per part."""
        return [
            Attempt(key=key, pieces=slot.part.pieces.pieces, search=self._search)
            for key, slot in enumerate(self._slots)
        ]

    def accept(self, key: int, hypotheses: Sequence[Hypothesis]) -> list[Attempt]:
        """Take what came back for `key`; returns what must be tried as well."""
        target = self._targets[key]
        candidates = [self._candidate(target.tried, one) for one in hypotheses]
        if target.best is not None:
            candidates.append(target.best)
        # Ties go to the model's own first choice, which `min` meets first.
        target.best = min(candidates, key=lambda one: one.order, default=None)
        if isinstance(target, _Half):
            return self._joined(target)
        return self._next(key, target)

    @property
    def done(self) -> bool:
        """Whether nothing is out any more."""
        return self._open == 0

    def _next(self, key: int, slot: _Slot) -> list[Attempt]:
        assert slot.best is not None  # noqa: S101 - a decoder returns at least one hypothesis
        slot.tries += 1
        if slot.best.cost == 0 or slot.tries > self._retries:
            self._open -= 1
            return []
        if slot.tries == 1:
            search = guard.second(self._search, slot.best.flags)
            if any(flag.code == "name_missing" for flag in slot.best.flags):
                slot.tried = with_names(slot.part, slot.best.text, self._tokenizer)
            return [Attempt(key=key, pieces=slot.tried.part.pieces.pieces, search=search)]
        count = len(slot.part.pieces.pieces)
        if guard.degenerate(slot.best.flags) and count >= HALVABLE:
            cut = parts(slot.part.source, self._tokenizer, (count + 1) // 2 + 1)
            slot.halves = [_Half(part) for part in cut]
        if not slot.halves:
            self._open -= 1
            return []
        first = len(self._targets)
        self._targets += slot.halves
        search = guard.second(self._search, slot.best.flags)
        return [
            Attempt(key=first + index, pieces=half.part.pieces.pieces, search=search)
            for index, half in enumerate(slot.halves)
        ]

    def _joined(self, half: _Half) -> list[Attempt]:
        """Once every half is there, see whether together they are better than the whole."""
        slot = next(slot for slot in self._slots if half in slot.halves)
        found = [one.best for one in slot.halves if one.best is not None]
        if len(found) < len(slot.halves):
            return []
        self._open -= 1
        together = self._together(found, slot.part)
        if slot.best is None or together.cost < slot.best.cost:
            note = _split_note(len(found))
            slot.best = msgspec.structs.replace(together, flags=(*together.flags, note))
        return []

    def _candidate(self, named: Named, hypothesis: Hypothesis) -> Candidate:
        part = named.part
        joined = join(hypothesis.pieces)
        found = tuple(links(self._prepared.original, part, hypothesis, joined))
        flags = list(self._flags(part, joined.text, found))
        if hypothesis.cut and not any(flag.code == "repetition" for flag in flags):
            detail = "the model did not come to an end; the English may break off"
            flags.append(Flag(code="repetition", detail=detail))
        flags += [
            _note_forced(name.en, name.ar, name.span, "the gazetteer")
            for name in named.names
            if name.en.casefold() in joined.text.casefold()
        ]
        length = len(hypothesis.pieces) + 1
        return Candidate(
            text=joined.text,
            cost=guard.cost(flags),
            logprob=hypothesis.score * length,
            length=length,
            links=found,
            flags=tuple(flags),
        )

    def _together(self, candidates: Sequence[Candidate], part: Part | None) -> Candidate:
        """Candidates of consecutive parts as one; `part` is what they make up."""
        texts: list[str] = []
        all_links: list[Link] = []
        shift = 0
        for one in candidates:
            all_links += [
                Link((link.target[0] + shift, link.target[1] + shift), link.source, link.weight)
                for link in one.links
            ]
            if one.text:
                texts.append(one.text)
                shift += len(one.text) + 1
        text = " ".join(texts)
        source = part.source if part is not None else None
        span = (0, len(self._prepared.original))
        if source is not None and source.text:
            span = source.original(0, len(source.text))
        flags = self._checked(span, text, tuple(all_links))
        # Seen only in the parts: notes, and a part that fell apart.
        seen = {flag.code for flag in flags}
        flags += tuple(
            flag
            for one in candidates
            for flag in one.flags
            if (flag.severity == "note" and flag not in flags)
            or (flag.code not in seen and guard.degenerate((flag,)))
        )
        return Candidate(
            text=text,
            cost=guard.cost(flags),
            logprob=sum(one.logprob for one in candidates),
            length=sum(one.length for one in candidates),
            links=tuple(all_links),
            flags=flags,
        )

    def _flags(self, part: Part, english: str, found: tuple[Link, ...]) -> tuple[Flag, ...]:
        if not part.source.text:
            return ()
        return self._checked(part.source.original(0, len(part.source.text)), english, found)

    def _checked(
        self, span: tuple[int, int], english: str, found: tuple[Link, ...]
    ) -> tuple[Flag, ...]:
        """Check `english` against the stretch `span` of the segment."""
        start, end = span
        links_here = tuple(
            (link.target, (link.source[0] - start, link.source[1] - start)) for link in found
        )
        flags = [
            flag
            if flag.span is None
            else msgspec.structs.replace(flag, span=(flag.span[0] + start, flag.span[1] + start))
            for flag in check(self._prepared.original[start:end], english, links_here)
        ]
        forced_spans = [forced.span for forced in self._prepared.forced]
        # A glossary may give a known name another English; that is not a loss.
        flags = [
            flag
            for flag in flags
            if flag.code != "name_missing" or not _overlaps(flag.span, forced_spans)
        ]
        flags += [
            _forced(forced.en, forced.ar, forced.span, english)
            for forced in self._prepared.forced
            if start <= forced.span[0] and forced.span[1] <= end
        ]
        return tuple(flags)

    def result(self) -> Translation:
        """Return the segment's translation; due once `done`."""
        best = [slot.best for slot in self._slots if slot.best is not None]
        if len(best) == 1:
            whole = best[0]
        else:
            whole = self._together(best, None)
            # Halved parts say so themselves; the segment says it once.
            whole = msgspec.structs.replace(whole, flags=(*whole.flags, _split_note(len(best))))
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


def _overlaps(span: Span | None, others: Sequence[Span]) -> bool:
    return span is not None and any(span[0] < end and start < span[1] for start, end in others)


def _fitting(found: tuple[Link, ...], text: str) -> tuple[Link, ...]:
    """Links after the last word grew or lost a question mark."""
    if not found:
        return found
    last = found[-1]
    grown = Link((last.target[0], len(text)), last.source, last.weight)
    return (*found[:-1], grown)


def _split_note(count: int) -> Flag:
    detail = f"the segment was translated in {count} parts"
    return Flag(code="split", detail=detail, severity="note")


def _note_forced(english: str, arabic: str, span: Span, origin: str) -> Flag:
    detail = f"{arabic} = {english}, from {origin}"
    return Flag(code="forced_term", detail=detail, severity="note", span=span)


def _forced(english: str, arabic: str, span: Span, text: str) -> Flag:
    if english.casefold() in text.casefold():
        return _note_forced(english, arabic, span, "the glossary")
    detail = f"the glossary asks for {english!r}, the English does not have it"
    return Flag(code="forced_term", detail=detail, span=span)
