"""The noun phrases of an article that a later sentence could point back to."""

# ruff: noqa: PLR0911 - a grammar rule reads best as one list of cases

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import msgspec

from service.statements.morphology import Gender, Number
from service.statements.nouns import accusative, is_finite_cue, speaker_noun
from service.statements.phrase import Phrase, describe, noun_phrase
from service.statements.subject import after

if TYPE_CHECKING:
    from service.statements.lexicon import SpeakerNoun
    from service.statements.reading import ArticleText, Sentence

_NAME_WORDS = 3
_SHORTEST = 2
_OPENING = 10
_TITLE = 8


class Mention(msgspec.Struct, frozen=True):
    """A possible antecedent."""

    phrase: Phrase
    sentence: int
    """Index into `ArticleText.sentences`."""
    gender: Gender | None
    number: Number | None
    subject: bool
    """Whether it is the subject of its sentence's main clause."""
    acts: bool = False
    """Whether it is the subject of another clause."""
    there: bool = False
    """Whether it only says where: على موقع تويتر, عبر صفحتها."""
    told: bool = False
    """Whether it only says to whom: رسالة لرئيس الهيئة."""
    author: bool = False
    """Whether it is whose words were given out: كلمة لعبدالملك, تسجيلات لرئيس الجهاز."""
    inner: bool = False
    """Whether it only stands inside another: the police of رئيس شرطة المدينة."""
    governed: bool = False
    """Whether a preposition stands before it: في مجلس العموم."""
    quoted: bool = False
    """Whether it stands in somebody's own words."""


def mentions(article: ArticleText) -> tuple[Mention, ...]:
    """Return the possible antecedents of the article, in order."""
    found: list[Mention] = []
    for index, sentence in enumerate(article.sentences):
        subject = _subject(article, sentence, index)
        if subject is not None:
            found.append(subject)
        at = sentence.start
        if subject is not None:
            at = _next(article, subject.phrase.start, past_title(article, subject.phrase))
        while at < sentence.end:
            phrase = (
                after(article, at, sentence.end, before_object=True)
                if _may_start(article, at)
                else None
            )
            if phrase is None:
                at += 1
                continue
            written = phrase.head is not None and phrase.head.kind == "document"
            if accusative(article, at) and not written:
                at += 1
                continue
            there = article.form(at - 1) in ("على", "عبر")
            told = _addressed(article, at)
            acts = _acts(article, phrase)
            found.append(
                Mention(
                    phrase,
                    index,
                    phrase.gender,
                    phrase.number,
                    subject=False,
                    acts=acts,
                    there=there,
                    told=told,
                    author=_gave_out(article, at),
                    governed=article.is_a(at - 1, "true_preposition"),
                )
            )
            at = _next(article, at, past_title(article, phrase))
    return tuple(found)


def title_of(article: ArticleText, phrase: Phrase) -> SpeakerNoun | None:
    """Return the role that stands beside a name: `محمد بن صالح المندوب`, `فلان، الباحثة في`."""
    if phrase.name is None:
        return None
    parted = article.form(phrase.end) in ("،", ",")
    role = speaker_noun(article, phrase.end + parted)
    known = phrase.start in article.people and phrase.end - phrase.start > 1
    if role is None or role.kind != "person" or not (parted or role.definite or known):
        return None
    if parted:
        return role if phrase.past > phrase.end + 1 else None
    # استقبل سامح شكري السفير جون كيسي: somebody else.
    limit = min(phrase.end + _TITLE, len(article.tokens))
    past = noun_phrase(article, phrase.end, limit)
    return role if describe(article, phrase.end, past, past).name is None else None


def past_title(article: ArticleText, phrase: Phrase) -> int:
    """Return where a name and its title end: the title is no mention of its own."""
    if title_of(article, phrase) is None:
        return phrase.end
    limit = article.sentences[bisect_right(article.sentences, phrase.start, key=_start) - 1].end
    past = noun_phrase(article, phrase.end, limit)
    return max(phrase.past, past, phrase.end)


def _start(sentence: Sentence) -> int:
    return sentence.start


def _next(article: ArticleText, start: int, end: int) -> int:
    """Return where to look for the next mention; a joined role inside a phrase is its own."""
    for at in range(start + 1, end):
        form = article.form(at)
        joined = form.startswith("و") and form not in article.lexicon.speakers
        if joined and speaker_noun(article, at) is not None:
            return at
    return max(end, start + 1)


def _addressed(article: ArticleText, at: int) -> bool:
    """Whether ل stands before the word: رسالة لرئيس الهيئة, دعوة للحكومة."""
    form = article.form(at)
    if article.is_a(at - 1, "given_out") or article.is_a(at - 2, "given_out"):
        # مؤتمر صحفي لوفد الحكومة
        return False
    if at in article.prefixed or form.startswith("لل"):
        return form.startswith("ل")
    speakers = article.lexicon.speakers
    return form.startswith("ل") and form not in speakers and form[1:] in speakers


def _gave_out(article: ArticleText, at: int) -> bool:
    """Whether ل names whose words a text gives: كلمة لعبدالملك الحوثي."""
    near = article.is_a(at - 1, "given_out") or article.is_a(at - 2, "given_out")
    return near and article.form(at).startswith("ل")


def _is_preposition(article: ArticleText, at: int) -> bool:
    prepositions = article.lexicon.words["preposition"]
    form = article.form(at)
    return form in prepositions or (form[:1] in ("و", "ف") and form[1:] in prepositions)


def _may_start(article: ArticleText, at: int) -> bool:
    if article.is_a(at, "time") or article.is_a(at, "month"):
        return False
    if article.is_a(at, "network") and not is_finite_cue(article, at - 1):
        return False
    if article.is_a(at, "press") and article.is_a(at - 1, "venue"):
        # إفادة صحفية
        return False
    if at in article.names and at not in article.places:
        return True
    if article.given(at) and speaker_noun(article, at) is None:
        # نشر صلاح تغريدة
        verb = article.form(at - 1)
        events = article.lexicon.events
        return verb in events or verb[1:] in events or is_finite_cue(article, at - 1)
    if article.form(at - 1) in ("بدون", "دون") or len(article.form(at)) == 1:
        return False
    if at in article.places:
        at_verb = at - 2 if article.form(at - 1) in ("#", "فيه", "فيها") else at - 1
        verb = article.form(at_verb)
        events = article.lexicon.events
        if article.is_a(at_verb, "complementiser"):
            return True
        return verb in events or verb[1:] in events or is_finite_cue(article, at_verb)
    if article.is_a(at, "quantifier"):
        following = article.form(at + 1)
        return (
            following.startswith("ال")
            or speaker_noun(article, at + 1) is not None
            or (following == "من" and article.form(at + 2).startswith("ال"))
        )
    return speaker_noun(article, at) is not None


def _acts(article: ArticleText, phrase: Phrase) -> bool:
    """Whether a verb stands right before or after: رفضت موسكو, المتهم يبلغ."""
    before, following = article.form(phrase.start - 1), article.form(phrase.past)
    if before in article.lexicon.words["therein"] or before in ("قد", "لم"):
        before = article.form(phrase.start - 2)
    if article.is_a(phrase.start - 1, "complementiser"):
        # قال إن الوزير: whose clause it is.
        return True
    if article.form(phrase.start - 2) in ("ما", "لما"):
        # وفقا لما نقلته الوكالة
        return False
    return any(
        form in article.lexicon.events or form[1:] in article.lexicon.events
        for form in (before, following)
        if form
    ) or is_finite_cue(article, phrase.start - 1)


def _verb_like(article: ArticleText, at: int) -> bool:
    """Whether و and an indefinite role before a definite one is a verb: وحكم القاضي."""
    form = article.form(at)
    noun = speaker_noun(article, at + 1)
    return (
        form.startswith("و")
        and form not in article.lexicon.speakers
        and not form.startswith("وال")
        and noun is not None
        and noun.kind == "person"
        and noun.definite
    )


def _main_verb(article: ArticleText, at: int) -> bool:
    """Whether a reporting verb without proclitic stands here, not after a noun it qualifies."""
    before = article.form(at - 1)
    singular = any(
        r.form.shape in ("perfect", "imperfect") and r.form.number not in ("p", "d")
        for r in article.lexicon.cues.get(article.form(at), ())
    )
    return singular and (
        before in ("،", ",") or before.startswith("ال") or at - 1 in article.places
    )


def _nameable(article: ArticleText, phrase: Phrase) -> bool:
    """Whether a phrase without a speaker noun is a name: a known one, or bare short words."""
    if phrase.name is None:
        return False
    if phrase.start in article.names or phrase.start in article.opening:
        return True
    forms = [article.form(at) for at in range(phrase.start, phrase.end)]
    return (
        len(forms) <= _NAME_WORDS
        and len(forms[0]) > _SHORTEST
        and not any(form.startswith(("ال", "بال", "لل")) or form.endswith("ة") for form in forms)
    )


def _subject(article: ArticleText, sentence: Sentence, index: int) -> Mention | None:
    """Return the subject of the first clause: its first phrase, or what follows its verb."""
    at = sentence.start
    while at < sentence.end and (article.is_a(at, "clause_opener") or not article.tokens[at].word):
        at += 1
    if at < sentence.end and _is_preposition(article, at):
        verb = next(
            (i for i in range(at, min(at + _OPENING, sentence.end)) if _main_verb(article, i)), None
        )
        if verb is None:
            return None
        at = verb
    if at >= sentence.end or article.is_a(at, "complementiser"):
        return None
    form = article.form(at)
    gender: Gender | None = None
    starts = _may_start(article, at) and not _verb_like(article, at)
    starts = starts or (article.given(at) is not None and not is_finite_cue(article, at))
    if not (starts or at in article.names or form.startswith("ال")):
        verb = form.removeprefix("و").removeprefix("ف")
        gender = "f" if verb.endswith("ت") or verb.startswith("ت") else "m"
        at += 1
    if at >= sentence.end:
        return None
    phrase = after(article, at, sentence.end, before_object=True)
    if phrase is None or (phrase.head is None and not _nameable(article, phrase)):
        return None
    if accusative(article, phrase.start) or _addressed(article, phrase.start):
        return None
    if article.form(phrase.start).isdigit():
        return None
    return Mention(phrase, index, phrase.gender or gender, phrase.number, subject=True)
