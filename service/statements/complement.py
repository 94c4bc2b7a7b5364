"""What introduces the content after a reporting verb, and where.

The introducer is a clause particle (إن أن بأن), a quotation mark, a colon, a
preposition the verb governs, or nothing (a bare object). The search stops at
the end of the sentence, at another reporting verb, and after `_REACH` words.
"""

# ruff: noqa: C901, PLR0911, PLR0912 - a grammar rule reads best as one list of cases

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from service.statements.governed import governed
from service.statements.nouns import is_finite_cue, speaker_noun
from service.statements.objects import MASDAR, prefixed
from service.statements.phrase import noun_phrase
from service.statements.subject import after

if TYPE_CHECKING:
    from service.statements.lexicon import Entry
    from service.statements.quotes import Quotation
    from service.statements.reading import ArticleText

_REACH = 60
_SPEECH_WORDS = 5
_NAME_WORDS = 8
_SHORT_NAME = 3
_LONG_NAME = 6
_ONE_WORD = 3
_ASIDE = 24
_CLAUSE = "ان"
_MARKS = "«»"
# After another verb of saying these only repeat it (وتابعت فلانة قائلة).

Kind = Literal["clause", "quotation", "colon", "preposition", "object"]


class Complement(msgspec.Struct, frozen=True):
    """An introducer; token positions."""

    kind: Kind
    at: int
    """Where the introducer stands: the subject and adjuncts end here."""
    content: int
    """Where the content begins."""
    quotation: Quotation | None = None


def words_between(article: ArticleText, start: int, end: int) -> int:
    """Count the words among tokens `[start, end)`, at most `_SPEECH_WORDS` of them."""
    count = 0
    for at in range(start, end):
        count += article.tokens[at].word
        if count >= _SPEECH_WORDS:
            break
    return count


def is_speech(article: ArticleText, at: int, cue_end: int) -> bool:
    """Whether the quotation opening at `at` is speech rather than a name or a scare quotation."""
    quotation = article.opening[at]
    words = words_between(article, at, article.at(quotation.outer[1]))
    if at == cue_end and _is_body(article, at):
        return False
    if words < _SPEECH_WORDS and at == cue_end and _apposed_clause(article, at):
        return False
    if words <= _SHORT_NAME and at == cue_end and _clause_after(article, at, far=True):
        # قال "بعض المشاركين" في الاجتماع إنهم …
        return False
    if words >= _SPEECH_WORDS:
        return article.form(at - 1) in (":", "،", ",") or not _clause_after(article, at)
    before = article.form(at - 1)
    past = article.at(quotation.outer[1])
    past += article.form(past) in ("،", ",")
    if before != ":" and (article.is_a(past, "complementiser") or _governs(article, past)):
        return False
    if before == ":" or at == cue_end:
        return words >= 1
    return before in "،," and words >= 3


def _is_body(article: ArticleText, at: int) -> bool:
    """Whether the name of a body stands in the marks at `at`, right after its verb.

    `أعلن "تحالف دعم الشرعية"، الذي …`, `تعهدت "أوبر" تقديم`, `اقترح "حزب كيبك" عام`.
    """
    past = article.at(article.opening[at].outer[1])
    if past - at > _NAME_WORDS:
        return False
    noun = speaker_noun(article, at + 1)
    body = noun is not None and noun.kind == "collective" and not noun.definite
    if article.form(past) in ("،", ","):
        return body and article.is_a(past + 1, "relative")
    deed = MASDAR.fullmatch(article.form(past)) or article.is_a(past, "object")
    goes_on = past < len(article.tokens) and article.tokens[past].word
    goes_on = goes_on and past not in article.sentence_starts
    said_in = article.form(past) == "في" and article.form(past + 1).endswith(("ها", "ه"))
    aside = article.is_a(past, "demonstrative") or said_in
    short = past - at <= _ONE_WORD + 1 and (bool(deed) or aside)
    return goes_on and (body or short)


def _governs(article: ArticleText, at: int) -> bool:
    """Whether a preposition stands here that reporting verbs govern: `أشارت "بلومبرغ" إلى`."""
    return article.form(at) in ("الى", "على", "عن", "من")


def _clause_after(article: ArticleText, at: int, *, far: bool = False) -> bool:
    """Whether a clause particle soon follows a short quotation, which is then a name."""
    past = article.at(article.opening[at].outer[1])
    if past - at > _NAME_WORDS:
        return False
    for i in range(past, min(past + _NAME_WORDS, len(article.tokens))):
        if not article.tokens[i].word or is_finite_cue(article, i):
            return False
        if far and any(
            r.form.shape == "participle" for r in article.lexicon.cues.get(article.form(i), ())
        ):
            return False
        if article.is_a(i, "complementiser"):
            return True
    return False


def _apposed_clause(article: ArticleText, at: int) -> bool:
    """Whether a short quotation is a speaker: `قالت "المجموعة"، وهي منظمة …، إن`."""
    past = article.at(article.opening[at].outer[1])
    if article.form(past) not in ("،", ","):
        return False
    for i in range(past + 1, min(past + _ASIDE, len(article.tokens))):
        if i in article.sentence_starts or i in article.opening or article.form(i) == ":":
            return False
        if article.is_a(i, "complementiser") and article.form(i - 1) in ("،", ","):
            return True
    return False


def introduces_clause(article: ArticleText, at: int) -> bool:
    """Whether the word is a clause particle that can introduce reported content."""
    if not article.is_a(at, "complementiser") or article.form(at + 1) in (".", ")"):
        # Not the letter of (سي.إن.إن).
        return False
    if article.form(at - 1) == "ذلك" and article.is_a(at - 2, "true_preposition"):
        # أكدت إثر ذلك أنها
        return True
    return not article.is_a(at - 1, "false_complementiser_before")


def find_complement(
    article: ArticleText, cue_end: int, limit: int, entry: Entry
) -> Complement | None:
    """Return the introducer that follows the cue ending before `cue_end`, if any."""
    at = cue_end
    stop = min(limit, cue_end + _REACH)
    relative = False
    while at < stop:
        token = article.tokens[at]
        if at in article.opening:
            if (
                _MARKS in entry.complements
                and is_speech(article, at, cue_end)
                and not ("ب" in entry.complements and _governed_after(article, at, entry))
            ):
                quotation = article.opening[at]
                return Complement("quotation", at, at + 1, quotation)
            taken = governed(article, at + 1, entry)
            if taken is not None and taken[0] == "ب" and at > cue_end:
                # أشاد فلان "بالحشد" الكبير
                return Complement("preposition", at, at + 1)
            past = article.at(article.opening[at].outer[1])
            speaks = at == cue_end and _clause_after(article, at)
            long = words_between(article, at, past) >= _SPEECH_WORDS
            body = at == cue_end and _is_body(article, at)
            if past > stop or (long and not speaks and not body):
                break
            at = max(past, at + 1)
            continue
        if token.form == ":" and _MARKS in entry.complements and not _clock(article, at):
            if at + 1 < limit:
                quotation = article.opening.get(at + 1)
                kind: Kind = "quotation" if quotation else "colon"
                return Complement(kind, at, at + 2 if quotation else at + 1, quotation)
            break
        if token.form in ";؛":
            break
        if (
            _CLAUSE in entry.complements
            and introduces_clause(article, at)
            and _near(article, _CLAUSE, at, cue_end, entry)
        ):
            return Complement("clause", at, at + 1)
        if token.word:
            found = governed(article, at, entry)
            spoken = entry.cls in ("say", "affirm")
            if found and found[0] == "ب" and at == cue_end and spoken and _is_name(article, at):
                found = None
            if found and found[1] < limit and _near(article, found[0], at, cue_end, entry):
                return Complement("preposition", at, found[1])
        if (
            token.form in article.lexicon.words["saying"]
            and at > cue_end
            and entry.cls in ("say", "affirm")
        ):
            at += 1
            cue_end = at
            continue
        relative = relative or article.is_a(at, "relative")
        breaks = at > cue_end and token.word and _breaks(article, at)
        if breaks and not (relative and _of_relative(article, at)):
            break
        at += 1
    return None


def _near(article: ArticleText, key: str, at: int, cue_end: int, entry: Entry) -> bool:
    """Whether an introducer marked `!` stands where it must: right after verb or speaker."""
    if key in entry.strict:
        return at == cue_end
    if key not in entry.adjacent or at == cue_end:
        return True
    subject = after(article, cue_end, at)
    past = cue_end if subject is None else subject.past
    while past < at and (
        not article.tokens[past].word
        or article.is_a(past, "time")
        or article.is_a(past, "pronominal")
        or article.is_a(past, "adverb")
        or article.is_a(past - 1, "time")
    ):
        past += 1
    if past < at and article.is_a(past, "preposition"):
        past = max(noun_phrase(article, past + 1, at), past + 1)
    return past >= at


def _governed_after(article: ArticleText, at: int, entry: Entry) -> bool:
    """Whether a short quotation is an object before the governed ب (يطالب "المنظمة" بإرسال)."""
    past = article.at(article.opening[at].outer[1])
    return (
        past - at <= _NAME_WORDS
        and past < len(article.tokens)
        and bool(governed(article, past, entry))
    )


def _of_relative(article: ArticleText, at: int) -> bool:
    """Whether a joined verb goes on a relative clause: الكلمة التي ألقاها ونقلتها الوكالة."""
    return any(
        r.form.suffix and r.proclitic == "و" for r in article.lexicon.cues.get(article.form(at), ())
    )


def _is_name(article: ArticleText, at: int) -> bool:
    """Whether ب right after the verb is a name's own, for its words are still to come.

    وعلق بيغيرستاين على ذلك قائلا إن
    """
    form = article.form(at)
    if prefixed(article, at) or form.startswith("بال") or len(form) < _LONG_NAME:
        return False
    return any(
        introduces_clause(article, i) or i in article.opening or article.is_a(i, "saying")
        for i in range(at + 1, min(at + _NAME_WORDS, len(article.tokens)))
    )


def _clock(article: ArticleText, at: int) -> bool:
    return article.form(at - 1).isdigit() and article.form(at + 1).isdigit()


def _breaks(article: ArticleText, at: int) -> bool:
    """Whether another clause begins here."""
    form = article.form(at)
    after_comma = article.form(at - 1) in ("،", ",")
    if after_comma and any(
        r.form.shape == "participle" for r in article.lexicon.cues.get(form, ())
    ):
        return True
    if form.endswith("ا") and (article.is_a(at + 1, "complementiser") or at + 1 in article.opening):
        # نفى الوزير أي توجه للهيمنة موضحا أن
        shapes = {r.form.shape for r in article.lexicon.cues.get(form, ())}
        if "participle" in shapes and not article.is_a(at, "saying"):
            return True
    if after_comma and form in article.lexicon.words["clause"]:
        return True
    if not is_finite_cue(article, at) or at in article.names:
        return False
    if article.is_a(at, "true_preposition"):
        # ، عبر وسائل التواصل الاجتماعي،
        return False
    joined = any(reading.proclitic in ("و", "ف") for reading in article.lexicon.cues.get(form, ()))
    # رسالة وجهها: the و is its own.
    return after_comma or joined
