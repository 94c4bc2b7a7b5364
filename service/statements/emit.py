"""Resolved statements in the form of a brief, with their English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service import schema
from service.arabic.names import find_names, matches
from service.statements.project import Projection, noun, project
from service.statements.score import score

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.schema import Span
    from service.statements.circumstances import Circumstances
    from service.statements.phrase import Phrase
    from service.statements.reading import ArticleText
    from service.statements.resolve import Resolved
    from service.translated import TranslatedSegment


_BEARERS = frozenset(("person", "organisation", "territory", "city"))


class Writer:
    """Writes statements about one article."""

    def __init__(self, article: ArticleText, segments: Sequence[TranslatedSegment]) -> None:
        """Keep what every statement needs."""
        self._article = article
        self._segments = segments

    def statement(
        self,
        one: Resolved,
        around: Circumstances,
        *,
        rank: int,
        answers: int | None,
        repeats: tuple[Span, ...],
    ) -> schema.Statement:
        """Return the statement as it stands in a brief."""
        raw = one.raw
        cue = self._article.span(*raw.cue)
        content = self._mention(raw.content, clause=True)
        english = None if one.speaker is None else self._name(self._bearer(one.speaker))
        speaker = self._speaker(one, english)
        time = around.time
        return schema.Statement(
            id=rank,
            cue=schema.Cue(ar=self._arabic(cue), span=cue, kind=raw.cls),
            content=content,
            direct=raw.direct,
            stance=raw.stance,
            segments=self._rests_on(one),
            score=score(self._article, one),
            speaker=speaker,
            addressee=self._optional(around.addressee),
            venue=self._optional(around.venue),
            time=None
            if time is None
            else schema.When(ar=self._arabic(time), span=time, iso=around.iso),
            via=self._optional(around.via),
            answers=answers,
            repeats=repeats,
            flags=(*self._flags(one, content, speaker, english), *self._doubts(one)),
        )

    def _arabic(self, span: Span) -> str:
        return self._article.text[slice(*span)]

    def _mention(self, span: Span, *, clause: bool = False) -> schema.Mention:
        found = self._english(span, clause=clause)
        english = found.en if clause or not found.aligned else noun(found.en)
        return schema.Mention(ar=self._arabic(span), span=span, en=english, aligned=found.aligned)

    def _english(self, span: Span, *, clause: bool = False) -> Projection:
        return project(self._segments, span, clause=clause)

    def _optional(self, tokens: tuple[int, int] | None) -> schema.Mention | None:
        return None if tokens is None else self._mention(self._article.span(*tokens))

    def _bearer(self, phrase: Phrase) -> Span:
        start, end = self._article.span(phrase.start, phrase.end)
        return start + _joined(self._article, phrase.start), end

    def _speaker(self, one: Resolved, english: Projection | None) -> schema.Speaker | None:
        phrase = one.speaker
        if phrase is None or english is None:
            return None
        span = self._bearer(phrase)
        source = one.antecedent
        return schema.Speaker(
            ar=self._arabic(span),
            span=span,
            en=english.en,
            role=self._role(source or phrase) or (self._role(phrase) if source else None),
            resolved_from=None if source is None else self._bearer(source),
            aligned=english.aligned,
        )

    def _name(self, span: Span) -> Projection:
        """Return the English of a speaker, who must not become somebody else on the way.

        When the words aligned to it lack a name the gazetteer knows in it, the
        gazetteer's English stands in, and a flag says so.
        """
        found = self._english(span)
        names = [name for name in find_names(self._arabic(span)) if name.kind in _BEARERS]
        if found.aligned and all(matches(found.en, name) for name in names):
            return Projection(noun(found.en), aligned=True)
        if not names:
            return found
        people = [name for name in names if name.kind == "person"]
        chosen = people or names
        english = " and ".join(name.en[0] for name in chosen)
        return Projection(english, aligned=True, gazetteer=True)

    def _role(self, phrase: Phrase) -> str | None:
        """Return the English of the role before the name, or of the apposition after it."""
        if phrase.name is None:
            return None
        if phrase.name[0] > phrase.start:
            tokens = (phrase.start, phrase.name[0])
        elif phrase.past > phrase.end + 1:
            tokens = (phrase.end + 1, phrase.past)
        else:
            return None
        while tokens[0] < tokens[1] and not self._article.tokens[tokens[1] - 1].word:
            tokens = (tokens[0], tokens[1] - 1)
        if tokens[0] >= tokens[1]:
            return None
        found = self._english(self._article.span(*tokens))
        return noun(found.en) if found.aligned and found.en else None

    def _rests_on(self, one: Resolved) -> tuple[int, ...]:
        """Return the segments of cue, speaker and content."""
        spans = [self._article.span(*one.raw.cue), one.raw.content]
        if one.speaker is not None:
            spans.append(self._article.span(one.speaker.start, one.speaker.end))
        return tuple(
            sorted({segment for span in spans for segment in self._article.segments_of(span)})
        )

    def _doubts(self, one: Resolved) -> Iterator[schema.Flag]:
        """Yield the warnings of the sentences it rests on: what is in doubt is not quotable."""
        for index in self._rests_on(one):
            for flag in self._segments[index].located_flags:
                if flag.severity == "warning":
                    yield flag

    def _flags(
        self,
        one: Resolved,
        content: schema.Mention,
        speaker: schema.Speaker | None,
        english: Projection | None,
    ) -> tuple[schema.Flag, ...]:
        flags: list[schema.Flag] = []
        if speaker is None:
            cue = self._arabic(self._article.span(*one.raw.cue))
            flags.append(
                schema.Flag(code="speaker_unresolved", detail=f"no mention agrees with {cue}")
            )
        elif speaker.resolved_from is not None:
            flags.append(
                schema.Flag(
                    code="speaker_carried",
                    detail=f"the sentence only points at {self._arabic(speaker.resolved_from)}",
                    severity="note",
                    span=speaker.resolved_from,
                )
            )
        if speaker is not None and english is not None and english.gazetteer:
            flags.append(
                schema.Flag(
                    code="forced_term",
                    detail=f"{speaker.en} is how the gazetteer spells the speaker, "
                    "not the translation",
                    span=speaker.span,
                )
            )
        if not content.aligned or (speaker is not None and not speaker.aligned):
            flags.append(
                schema.Flag(
                    code="alignment_fallback",
                    detail="the English is not only the part of the translation aligned to it",
                    severity="note",
                )
            )
        if not one.raw.balanced:
            flags.append(
                schema.Flag(
                    code="quotation_unbalanced",
                    detail="the quotation is opened but never closed",
                    span=one.raw.content,
                )
            )
        return tuple(flags)


def _joined(article: ArticleText, at: int) -> int:
    """Return 1 when a و that joins the word to what precedes is written with it: والاتحاد."""
    form = article.form(at)
    if not form.startswith("و") or article.given(at) or form in article.lexicon.common:
        return 0
    if form in article.lexicon.speakers or form.endswith(("ه", "ها", "هم")):
        return 0
    return int(form[1:].startswith("ال") or form[1:] in article.lexicon.speakers)
