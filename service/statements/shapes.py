"""What a word looks like that stands in no table: a verb, a state, an event, something owned."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.statements.nouns import is_finite_cue, speaker_noun

if TYPE_CHECKING:
    from service.statements.reading import ArticleText

# Verbs in يا (يأخذ, يأمر) are short; longer words so begun are names (ياماساكي).
_LONG_VERB = 6
_LONGEST_VERB = 7
_SHORT_VERB = 3
# استند, استهدفت: perfects of form X, whose verbal noun has an alef (استهداف).
_TENTH = re.compile(r"[وف]?است[^اوي][^ا][^اة](?:ت|وا)?")
_VERBAL_ENDINGS = ("ون", "ان", "وا", "ه", "ها", "هم", "نا")


def is_event(article: ArticleText, at: int) -> bool:
    """Whether the word is a verb of the table: شارك, وأسفرت, تمكنت, سيبقى."""
    form = article.form(at)
    events = article.lexicon.events
    if _names_place(article, at):
        return False
    if (_TENTH.fullmatch(form) or _vowelled_passive(article, at)) and at not in article.names:
        return True
    if form in events or (form[:1] in "وف" and form[1:] in events):
        return True
    bare = form.removeprefix("س")
    return bare[:1] == "ي" and "ت" + bare[1:] in article.lexicon.words["event_present"]


def _names_place(article: ArticleText, at: int) -> bool:
    """Whether a short word goes on the name of a house: مستشفى طور الباحة."""
    noun = speaker_noun(article, at - 1)
    house = noun is not None and noun.kind == "collective" and not noun.definite
    short = len(article.form(at)) <= _SHORT_VERB and article.form(at + 1).startswith("ال")
    return house and noun is not None and noun.lemma in article.lexicon.words["house"] and short


def _vowelled_passive(article: ArticleText, at: int) -> bool:
    """Whether a word is written with the vowels of a passive perfect: فُسِّر, نُشِر."""
    token = article.tokens[at]
    raw = article.text[token.start : token.end]
    return raw[1:2] == "\u064f" and "\u0650" in raw and raw[0] != "م"


def imperfect(article: ArticleText, at: int) -> bool:
    """Whether an unknown word looks like a verb in the third person: يشعر, يشعرون."""
    form = article.form(at)
    return (
        form.startswith("ي")
        and len(form) > 3
        and at not in article.names
        and at not in article.nationals
        and form not in article.lexicon.words["y_name"]
        and not article.given(at)
        and not (form.startswith("يا") and len(form) > _LONG_VERB)
        and not (len(form) > _LONGEST_VERB and not form.endswith(_VERBAL_ENDINGS))
        and form not in article.lexicon.speakers
        and not article.is_a(at - 1, "title")
        # No verb follows a verb of saying at once, so there it is a name: يواخيم لوف.
        and not is_finite_cue(article, at - 1)
    )


def possessive(article: ArticleText, at: int, start: int) -> bool:
    """Whether a word with a pronoun ends a bare name: جوهر استرجع ذكرياته."""
    form = article.form(at)
    return (
        form.endswith(("هم", "اته", "اتها", "ته"))
        and len(form) > 5
        and at not in article.names
        and speaker_noun(article, start) is None
        and speaker_noun(article, at) is None
    )


def is_said(article: ArticleText, at: int) -> bool:
    """Whether the word is a verbal noun of saying with its pronoun: قوله, تأكيدها."""
    return any(
        r.form.shape == "masdar" and r.form.suffix
        for r in article.lexicon.cues.get(article.form(at), ())
    )


def is_state(article: ArticleText, at: int) -> bool:
    """A participle of saying, or any accusative written with its tanwin."""
    if any(r.form.shape == "participle" for r in article.lexicon.cues.get(article.form(at), ())):
        return True
    return has_tanwin(article, at)


def has_tanwin(article: ArticleText, at: int) -> bool:
    """Whether the word is written with the tanwin of an accusative, or its fatha."""
    token = article.tokens[at]
    raw = article.text[token.start : token.end]
    return "\u064b" in raw or raw.endswith("\u064e")
