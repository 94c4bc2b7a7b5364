"""What single words can be: a role, a body, a document, something definite, a reporting verb."""

# ruff: noqa: PLR0911 - a grammar rule reads best as one list of cases

from __future__ import annotations

from typing import TYPE_CHECKING

from service.statements.lexicon import SpeakerNoun

if TYPE_CHECKING:
    from service.statements.reading import ArticleText

_SHORTEST = 3


def speaker_noun(article: ArticleText, at: int) -> SpeakerNoun | None:
    """Return the speaker noun at `at`, read through و ف ل ب ك and لل."""
    form = article.form(at)
    speakers = article.lexicon.speakers
    if form in speakers:
        noun = speakers[form]
        # طالبان is a movement before it is two students.
        named = noun.number == "d" and at in article.names and at not in article.people
        return None if named else noun
    if form == "كبير" and article.form(at + 1).endswith(("ين", "ي")):
        # كبير المفاوضين, كبير محللي البنك
        return SpeakerNoun(form, "person", "m", "s", definite=False)
    if at in article.nationals and (
        form.endswith(("ون", "ين")) or (form.startswith("ال") and not form.endswith(("ي", "ية")))
    ):
        return SpeakerNoun(form, "person", "m", "p", definite=form.startswith("ال"))
    if form.startswith("لل") and "ال" + form[2:] in speakers:
        return speakers["ال" + form[2:]]
    if len(form) > 3 and form[0] in "وفلبك" and form[1:] in speakers:
        return speakers[form[1:]]
    if accusative(article, at):
        return speakers[form[:-1]]
    return _possessed(speakers, form)


def accusative(article: ArticleText, at: int) -> bool:
    """Whether the word is an indefinite role, body or document in the accusative: تقريرا."""
    form = article.form(at)
    if at in article.names or not form.endswith("ا") or form in article.lexicon.speakers:
        return False
    if len(form) <= _SHORTEST:
        return False
    return form[:-1] in article.lexicon.speakers and not form.startswith("ال")


def _possessed(speakers: dict[str, SpeakerNoun], form: str) -> SpeakerNoun | None:
    """Read a role through its possessive: نظيره, محاميها, زوجته."""
    for suffix in ("هما", "ها", "هم", "ه"):
        stem = form.removesuffix(suffix)
        if stem == form or len(stem) < 4:
            continue
        if stem.endswith(("ئ", "ؤ")):
            stem = stem[:-1] + "ء"
        if stem in speakers:
            return speakers[stem]
        if stem.endswith("ت") and stem[:-1] + "ة" in speakers:
            return speakers[stem[:-1] + "ة"]
    return None


def is_finite_cue(article: ArticleText, at: int) -> bool:
    """Whether the word can be a reporting verb with a subject."""
    return any(
        reading.form.shape in ("perfect", "imperfect")
        for reading in article.lexicon.cues.get(article.form(at), ())
    )


def is_definite(article: ArticleText, at: int) -> bool:
    """Whether the word carries the article, perhaps behind و ل ب."""
    form = article.form(at)
    if form.startswith(("ال", "لل", "بال")):
        return len(form) > 3
    return form.startswith("وال") and form not in article.lexicon.speakers


_ARTICLES = ("وال", "بال", "فال", "ال", "لل")
_POSSESSIVES = ("هما", "ها", "هم", "ه")


def common(article: ArticleText, at: int) -> bool:
    """Whether the word is an everyday noun or adjective, with or without article and pronoun."""
    if at in article.names or article.given(at):
        return False
    form = article.form(at)
    for prefix in _ARTICLES:
        if form.startswith(prefix) and len(form) > len(prefix) + 1:
            form = form.removeprefix(prefix)
            break
    known = article.lexicon.common
    if form in known or (form.startswith("و") and form[1:] in known):
        return True
    for suffix in _POSSESSIVES:
        stem = form.removesuffix(suffix)
        if stem != form and len(stem) > 2:
            return stem in known or (stem.endswith("ت") and stem[:-1] + "ة" in known)
    return False


def bare_name(article: ArticleText, at: int) -> bool:
    """Whether a phrase that starts here starts with a name, as far as the tables tell."""
    if at in article.people or article.given(at):
        return True
    return (
        article.form(at) != ""
        and article.tokens[at].word
        and not article.form(at).isdigit()
        and at not in article.places
        and speaker_noun(article, at) is None
        and not common(article, at)
        and not article.is_a(at, "quantifier")
        and not article.is_a(at, "title")
        and not article.is_a(at, "venue")
        and not article.is_a(at, "superlative")
        and article.form(at)[1:] not in article.lexicon.events
    )


def named_person(article: ArticleText, start: int, at: int) -> bool:
    """Whether `[start, at)` holds a person's name: a known one, or bare words after a definite."""
    return any(
        i in article.people
        or article.given(i) is not None
        or (
            i > start
            and is_definite(article, i - 1)
            and not is_definite(article, i)
            and i not in article.names
            and not article.form(i).startswith(("ل", "ب", "و"))
            and article.form(i) not in article.lexicon.words["preposition"]
            and article.form(i) not in article.lexicon.words["not_name"]
            and bare_name(article, i)
        )
        for i in range(start, at)
    )


def known_before(article: ArticleText, start: int, at: int) -> bool:
    """Whether a known place or body ends right before `at`."""
    return any(article.names.get(i) == at and i not in article.people for i in range(start, at))


def patronym(article: ArticleText, start: int, at: int) -> bool:
    """Whether a definite word follows a first name and so is its surname: حسين الشيخ."""
    return (
        at > start
        and article.given(at - 1) is not None
        and article.form(at).startswith("ال")
        and article.form(at) not in article.lexicon.words["adjective"]
        and (_is_person(article, at) or not common(article, at) or _first_only(article, start, at))
    )


def _first_only(article: ArticleText, start: int, at: int) -> bool:
    """Whether only a first name stands before, so that a surname must follow: خالد اليماني."""
    return at - 1 > start and is_definite(article, at - 2) and article.form(at).endswith("ي")


def _is_person(article: ArticleText, at: int) -> bool:
    noun = speaker_noun(article, at)
    return noun is not None and noun.kind == "person"
