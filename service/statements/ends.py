"""Where a complete phrase cannot go on, by what kind of noun stands on either side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.statements.leaves import took_part
from service.statements.nouns import is_definite, named_person, speaker_noun
from service.statements.objects import MASDAR

if TYPE_CHECKING:
    from service.statements.reading import ArticleText

_LONG_PLURAL = 5
_SHORT = 2


def closes(article: ArticleText, start: int, at: int) -> bool:
    """Whether the phrase `[start, at)` is complete and the word at `at` begins something else."""
    if article.is_a(at - 1, "kin") and at - 1 > start:
        # تركي آل شيخ
        return False
    return (
        _after_many(article, at)
        or _one_from_many(article, start, at)
        or _second_person(article, start, at)
        or _told_of(article, start, at)
        or _styled(article, start, at)
        or _charged_with(article, start, at)
        or (article.is_a(at, "located") and at > start and article.is_a(at + 1, "preposition"))
        or _after_marks(article, start, at)
        or _to_do(article, start, at)
        or _own_waw(article, at)
        or _predicate(article, start, at)
        or _to_whom(article, start, at)
        or _two_objects(article, at)
    )


def _after_many(article: ArticleText, at: int) -> bool:
    """Whether an indefinite noun follows many with the article: المشجعون صيحات استهجان.

    Neither a genitive nor an adjective of theirs can be indefinite.
    """
    before, form = article.form(at - 1), article.form(at)
    if not before.startswith("ال") or len(before) <= _LONG_PLURAL or not before.endswith("ون"):
        return False
    noun = speaker_noun(article, at - 1)
    many = noun is not None and noun.kind == "person" and noun.number == "p"
    return (
        many
        and article.tokens[at].word
        and not is_definite(article, at)
        and form[:1] not in ("ب", "ل", "و", "ف")
        and at not in article.names
        and article.given(at) is None
        and not any(article.is_a(at, name) for name in ("preposition", "attached", "self"))
        and form != "من"
    )


def _one_from_many(article: ArticleText, start: int, at: int) -> bool:
    """Whether a person is named after a body with the article: السلطات المصرية أبو الفتوح."""
    if at not in article.people and article.given(at) is None and not _patronymic(article, at):
        return False
    noun = speaker_noun(article, start)
    if noun is None or noun.kind != "collective" or not noun.definite:
        return False
    return all(is_definite(article, i) for i in range(start, at))


def _patronymic(article: ArticleText, at: int) -> bool:
    return article.form(at) in ("ابو", "ابي", "ابا")


def _second_person(article: ArticleText, start: int, at: int) -> bool:
    """Whether a role that wants a genitive follows one that has none: أبلغ باحث رئيس القسم."""
    return at == start + 1 and article.is_a(start, "absolute") and article.is_a(at, "head_of")


def _told_of(article: ArticleText, start: int, at: int) -> bool:
    """Whether a participle tells of someone named in full: فرانك فيلد المعروف بتأييده."""
    noun = speaker_noun(article, start)
    person = noun is None or noun.kind == "person"
    return person and named_person(article, start, at) and took_part(article, at)


def _styled(article: ArticleText, start: int, at: int) -> bool:
    """Whether what a named body is follows its name: نادي موناكو وصيف بطل فرنسا."""
    noun = speaker_noun(article, start)
    body = noun is not None and noun.kind == "collective" and not noun.definite
    return body and at > start + 1 and article.is_a(at, "styled")


def _after_marks(article: ArticleText, start: int, at: int) -> bool:
    """Whether a deed follows a name in marks: "أوبر" تقديم تأمين."""
    noun = speaker_noun(article, start)
    body = start + 1 in article.opening and noun is not None and noun.kind == "collective"
    if at - 1 not in article.closing or not (start in article.opening or body):
        return False
    if article.form(at) in ("-", "–", "#") or at in article.names or at in article.opening:
        return False
    return not article.form(at).startswith(("ال", "و", "لل", "بال"))


def _own_waw(article: ArticleText, at: int) -> bool:
    """Whether the و of an indefinite role is its own after an adjective: الألمانية والدان."""
    form = article.form(at)
    own = form.startswith("وال") and form in article.lexicon.speakers
    return own and article.form(at - 1).startswith("ال") and article.form(at - 1).endswith("ية")


def _predicate(article: ArticleText, start: int, at: int) -> bool:
    """Whether a plain word follows a body with the article: المنتخب البلجيكي جاهز."""
    noun = speaker_noun(article, start)
    if noun is None or noun.kind != "collective" or not noun.definite or at < start + 2:
        return False
    form = article.form(at)
    named = at in article.names or article.given(at) is not None or at in article.opening
    hanging = any(article.is_a(at, name) for name in ("preposition", "attached", "self", "issued"))
    return (
        all(article.form(i).startswith("ال") for i in range(start, at))
        and article.tokens[at].word
        and len(form) > _SHORT
        and form[:1] not in ("ا", "و", "ف", "ل", "ب")
        and not (named or hanging or form.isascii() or form.isdigit())
        and form not in ("غير", "شبه", "ذات")
        and article.form(at - 1) not in ("في", "عن", "على")
    )


def _to_whom(article: ArticleText, start: int, at: int) -> bool:
    """Whether ل says to whom a bare role speaks: الرئيس لتراي ينغست, المرأة للصحيفة."""
    noun = speaker_noun(article, start)
    if at != start + 1 or noun is None or noun.kind != "person" or not noun.definite:
        return False
    form = article.form(at)
    if form.startswith("لل"):
        return form[2:] in article.lexicon.words["told"]
    words = article.lexicon
    known = form[1:] in words.common or form[1:] in words.speakers or form in words.speakers
    return form.startswith("ل") and len(form) > _SHORT and not known and at not in article.places


def _two_objects(article: ArticleText, at: int) -> bool:
    """Whether an accusative dual follows a complete phrase: فرق المنظمة في القطاع الممارستين."""
    before, form = article.form(at - 1), article.form(at)
    dual = form.startswith("ال") and form.endswith("تين") and len(form) > _LONG_PLURAL
    plain = before.startswith("ال") and not before.endswith(("ين", "ية", "ة"))
    return dual and plain and speaker_noun(article, at) is None and at not in article.names


def _charged_with(article: ArticleText, start: int, at: int) -> bool:
    """Whether it is told what a named body is for: مؤسسة بيلبورد المسؤولة عن القوائم."""
    noun = speaker_noun(article, start)
    if noun is None or noun.kind != "collective" or noun.definite or at < start + 2:
        return False
    named = not is_definite(article, at - 1) and speaker_noun(article, at - 1) is None
    return named and article.is_a(at, "charged") and article.is_a(at + 1, "preposition")


def _to_do(article: ArticleText, start: int, at: int) -> bool:
    """Whether a body of one word is made to do something: دفع السلطات لإصدار أوامر."""
    noun = speaker_noun(article, start)
    body = noun is not None and noun.kind == "collective" and noun.definite
    form = article.form(at)
    return at == start + 1 and body and form[:1] == "ل" and bool(MASDAR.fullmatch(form[1:]))
