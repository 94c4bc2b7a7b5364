"""From the model's hypotheses for one segment to checked candidates, and the choice between them.

Pure. The candidate that breaks least wins, whatever the model thinks of it:
fidelity before fluency.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from service.engine import guard
from service.engine.impose import impose, stands
from service.engine.links import links
from service.engine.pieces import join
from service.engine.protocols import Link
from service.fidelity import check
from service.schema import Flag, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.engine.decoder import Hypothesis
    from service.engine.glossary import Forced
    from service.engine.source import Named, Part, Prepared


_PUT_IN = frozenset(("known_name", "name_spelling", "dictionary_word"))


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One possible translation of one part."""

    text: str
    cost: float
    """How badly fidelity is broken; see `guard.cost`."""
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


class Judge:
    """Checks what is proposed for one segment."""

    def __init__(self, prepared: Prepared) -> None:
        self._original = prepared.original
        self._forced = prepared.forced

    def best(
        self, named: Named, hypotheses: Sequence[Hypothesis], rival: Candidate | None
    ) -> Candidate:
        """Return the best of `hypotheses`, which come best first, and an earlier `rival`."""
        found = [] if rival is None else [rival]
        for hypothesis in hypotheses:
            candidate = self.candidate(named, hypothesis)
            if candidate.cost == 0:
                # Those that follow can only be as faithful and less likely.
                return candidate
            found.append(candidate)
        best = min(found, key=lambda one: one.order)
        # The first attempt may still be followed by one that uses the term by itself.
        return best if rival is None else self._imposed(named, best)

    def _imposed(self, named: Named, one: Candidate) -> Candidate:
        """Return `one` with the glossary's terms that it misses put in, if it gains by that."""
        made = impose(one.text, one.links, self._within(_stretch(named.part)))
        if made is None:
            return one
        checked = self._part_flags(named.part, made.text, made.links)
        kept = tuple(
            flag for flag in one.flags if guard.degenerate((flag,)) and flag not in checked
        )
        put_in = tuple(flag for flag in one.flags if flag.code in _PUT_IN)
        notes = tuple(_imposed_note(use, words) for use, words in made.replaced)
        flags = tuple(dict.fromkeys((*checked, *kept, *put_in, *notes)))
        cost = guard.cost(flags)
        if cost >= one.cost:
            return one
        return msgspec.structs.replace(
            one, text=made.text, links=made.links, flags=flags, cost=cost
        )

    def _within(self, span: Span) -> list[Forced]:
        start, end = span
        return [one for one in self._forced if start <= one.span[0] and one.span[1] <= end]

    def candidate(self, named: Named, hypothesis: Hypothesis) -> Candidate:
        """Return a hypothesis for a part as text, aligned and checked."""
        joined = join(hypothesis.pieces)
        found = tuple(links(self._original, named.part, hypothesis, joined))
        flags = list(self._part_flags(named.part, joined.text, found))
        if hypothesis.cut and not any(flag.code == "repetition" for flag in flags):
            detail = "the model did not come to an end; the English may break off"
            flags.append(Flag(code="repetition", detail=detail))
        said = joined.text.casefold()
        flags += [
            Flag(
                code=term.why,
                detail=f"{term.ar} = {term.en}",
                severity="note",
                span=term.span,
            )
            for term in named.terms
            if term.en.casefold() in said
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

    def copied(self, text: str) -> Candidate:
        """Return `text`, in which there is nothing to translate, as it is."""
        return Candidate(text=text, cost=0, logprob=0, length=1, links=(), flags=())

    def together(self, candidates: Sequence[Candidate], part: Part | None) -> Candidate:
        """Return candidates of consecutive parts as one; `part` is what they make up.

        None stands for the whole segment.
        """
        text, all_links = _in_a_row(candidates)
        span = (0, len(self._original))
        if part is not None and part.source.text:
            span = _stretch(part)
        flags = self._checked(span, text, all_links)
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
            links=all_links,
            flags=flags,
        )

    def _part_flags(self, part: Part, english: str, found: tuple[Link, ...]) -> tuple[Flag, ...]:
        if not part.source.text:
            return ()
        return self._checked(_stretch(part), english, found)

    def _checked(self, span: Span, english: str, found: tuple[Link, ...]) -> tuple[Flag, ...]:
        """Check `english` against the stretch `span` of the segment."""
        start, end = span
        links_here = tuple(
            (link.target, (link.source[0] - start, link.source[1] - start)) for link in found
        )
        flags = [
            flag.moved(start) for flag in check(self._original[start:end], english, links_here)
        ]
        forced_spans = [forced.span for forced in self._forced]
        # A glossary may give a known name another English; that is not a loss.
        flags = [
            flag
            for flag in flags
            if flag.code != "name_missing" or not _overlaps(flag.span, forced_spans)
        ]
        flags += [
            _forced(forced.en, forced.ar, forced.span, english) for forced in self._within(span)
        ]
        return tuple(flags)


def _stretch(part: Part) -> Span:
    """Where a part lies in its segment."""
    return part.source.original(0, len(part.source.text)) if part.source.text else (0, 0)


def split_note(count: int) -> Flag:
    """Return the note that a segment was translated in so many parts."""
    detail = f"the segment was translated in {count} parts"
    return Flag(code="split", detail=detail, severity="note")


def _in_a_row(candidates: Sequence[Candidate]) -> tuple[str, tuple[Link, ...]]:
    """Texts joined by spaces, and their links moved accordingly."""
    shift = 0
    found: list[Link] = []
    for one in candidates:
        found += _moved(one.links, shift)
        shift += len(one.text) + 1 if one.text else 0
    return " ".join(one.text for one in candidates if one.text), tuple(found)


def _moved(found: Sequence[Link], by: int) -> Iterator[Link]:
    for link in found:
        yield Link((link.target[0] + by, link.target[1] + by), link.source, link.weight)


def _overlaps(span: Span | None, others: Sequence[Span]) -> bool:
    return span is not None and any(span[0] < end and start < span[1] for start, end in others)


def _forced(english: str, arabic: str, span: Span, text: str) -> Flag:
    if stands(english, text):
        detail = f"{arabic} = {english}, as the glossary has it"
        return Flag(code="forced_term", detail=detail, severity="note", span=span)
    detail = f"the glossary asks for {english!r}, the English does not have it"
    return Flag(code="forced_term", detail=detail, span=span)


def _imposed_note(use: Forced, words: str) -> Flag:
    detail = f"{use.en!r} was put in the place of {words!r}, which stood for {use.ar}"
    return Flag(code="forced_term", detail=detail, severity="note", span=use.span)
