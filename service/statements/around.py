"""What stands around a reporting verb: whose word it is, who is asked, an earlier object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.statements.bare import past_adjuncts
from service.statements.complement import Complement
from service.statements.guards import SPOKEN, known
from service.statements.objects import MASDAR, opens_object
from service.statements.subject import after

if TYPE_CHECKING:
    from service.statements.lexicon import Reading
    from service.statements.phrase import Phrase
    from service.statements.reading import ArticleText

# With a bare object these say who is asked before what.
_ASKING = frozenset(("ناشد", "امر"))


def cited_source(
    article: ArticleText, phrase: Phrase | None, at: int, found: Complement
) -> Phrase | None:
    """Return on whose word it is: `قال الموقع، نقلا عن المدير، إن`, `كتب فلان، عن مصدر، أن`."""
    begin = phrase.past if phrase is not None and phrase.start > at else at + 1
    for i in range(begin, found.at - 1):
        cited = article.form(i) == "نقلا" and article.form(i + 1) == "عن"
        parted = article.form(i) == "عن" and article.form(i - 1) in ("،", ",")
        if cited or parted:
            source = after(article, i + 1 + cited, found.at)
            if source is None or not (known(article, source) or source.name is not None):
                return None
            person = source.head is not None and source.head.kind == "person"
            closed = cited or (person and article.form(source.past) in ("،", ","))
            return source if closed else None
    return None


def is_asked(article: ArticleText, reading: Reading, found: Complement, phrase: Phrase) -> bool:
    """Whether the one phrase after `ناشد` is who is asked: وناشد الدول عدم التدخل."""
    if reading.entry.lemma not in _ASKING or reading.proclitic != "و" or found.kind != "object":
        return False
    form = article.form(found.at)
    return phrase.past == found.at and (
        article.is_a(found.at, "verbal_noun") or bool(MASDAR.fullmatch(form.removeprefix("ال")))
    )


def tells(article: ArticleText, at: int, found: Complement) -> bool:
    """Whether `يبلغ` tells somebody something rather than amounts to a number."""
    following = article.form(at + 1)
    amounts = following.isdigit() or following in ("من", "نحو", "عدد", "عددهم", "حوالي", "طول")
    return found.kind in SPOKEN and not amounts


def earlier_object(
    article: ArticleText, reading: Reading, found: Complement, phrase: Phrase | None, at: int
) -> Complement:
    """`أكد فلان حرصه على …`: the object comes first, and the preposition belongs to it."""
    if (
        found.kind not in ("preposition", "quotation")
        or phrase is None
        or "مفعول" not in reading.entry.complements
    ):
        return found
    if found.kind == "quotation" and not article.tokens[found.at - 1].word:
        return found
    past = phrase.past if phrase.start > at else at + 1
    start = past_adjuncts(article, past, found.at)
    if start < found.at and opens_object(article, start, max(phrase.start, start - 1)):
        return Complement("object", start, start)
    return found
