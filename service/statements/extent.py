"""How far reported content reaches.

Indirect content goes on to the end of its sentence unless another reporting
expression, an attribution or the reporter's own clause takes over; a quotation
goes on to its closing mark, whatever sentences it crosses.
"""

# ruff: noqa: PLR0911 - a grammar rule reads best as one list of cases

from __future__ import annotations

from typing import TYPE_CHECKING

from service.statements.attribution import attribution
from service.statements.complement import find_complement
from service.statements.phrase import noun_phrase

if TYPE_CHECKING:
    from service.statements.lexicon import Entry
    from service.statements.reading import ArticleText

# Bounds the work on a text that is one endless sentence.
_LONGEST = 250
_BUT = frozenset(("لكنه", "لكنها", "لكنهم", "ولكنه", "ولكنها", "ولكنهم"))
_WHERE = frozenset(("في", "خلال", "على", "عبر", "اثناء"))
_DASHES = frozenset("—–-")
_REPORTER = frozenset(
    ("جاء", "جاءت", "ياتي", "تاتي", "وجاء", "وجاءت", "وياتي", "وتاتي", "وكان", "وكانت")
)


def content_end(article: ArticleText, start: int, limit: int, *, spoken: bool = False) -> int:
    """Return the position past the content that begins at `start`, `_LONGEST` tokens at most.

    `spoken` content are somebody's own words: only a participle of saying ends them.
    """
    limit = min(limit, start + _LONGEST) if limit - start > _LONGEST else limit
    at = start
    while at < limit:
        quotation = article.opening.get(at)
        if quotation is not None:
            if not quotation.balanced:
                at += 1
                continue
            past = article.at(quotation.outer[1])
            if past >= limit:
                return past
            if at == start and _closes(article, past, limit):
                return past
            at = max(past, at + 1)
            continue
        ends = _said_on if spoken else terminates
        if at > start and ends(article, at, limit):
            return at
        at += 1
    return limit


def speech_end(article: ArticleText, start: int, limit: int, paragraph_end: int) -> int:
    """Return where unquoted speech after a colon ends: with the paragraph, or a new report."""
    end = content_end(article, start, limit, spoken=True)
    if end < limit:
        return end
    at = limit
    paragraph_end = min(paragraph_end, start + _LONGEST)
    while at < paragraph_end:
        if at in article.sentence_starts and (
            at in article.opening or starts_report(article, at, paragraph_end, comma=True)
        ):
            break
        at += 1
    return at


def _closes(article: ArticleText, at: int, limit: int) -> bool:
    """Whether content that opened with a quotation ends where the quotation does."""
    form = article.form(at)
    if form in ".؟!،,;؛":
        return True
    words = article.lexicon.words
    return form in words["time"] or _adjunct(article, at) or terminates(article, at, limit)


def _adjunct(article: ArticleText, at: int) -> bool:
    """Whether `في بيان`, `خلال مؤتمره`, `في ردها` begins here: where it was said."""
    following = article.form(at + 1).removeprefix("ال")
    return article.form(at) in _WHERE and following in article.lexicon.words["venue"]


def _asides(article: ArticleText, at: int) -> bool:
    """Whether the reporter's own addition begins at `at`, after a comma or a dash."""
    form, following = article.form(at), article.form(at + 1)
    if form in ("وذلك", "علما", "الامر") or _adjunct(article, at):
        return True
    if form == "في":
        return following in ("حين", "ظل", "وقت", "خطوة", "اشارة")
    return (
        form == "وسط"
        or (form == "دون" and following == "ان")
        or (form in ("فيما", "بينما") and article.form(at - 1) in _DASHES)
    )


def _said_on(article: ArticleText, at: int, limit: int) -> bool:
    """Whether a participle takes over from somebody's own words: …، مضيفا أن."""
    if article.form(at - 1) not in ("،", ","):
        return False
    return any(
        reading.form.shape == "participle" and accepts(article, at, limit, reading.entry, reach=14)
        for reading in article.lexicon.cues.get(article.form(at), ())
    ) or (terminates(article, at, limit) and attribution(article, at, limit) is not None)


def terminates(article: ArticleText, at: int, limit: int) -> bool:
    """Whether a new report, an attribution or the reporter's voice begins at `at`."""
    known = article.ends_content.get((at, limit))
    if known is None:
        known = article.ends_content[at, limit] = _terminates(article, at, limit)
    return known


def _terminates(article: ArticleText, at: int, limit: int) -> bool:
    before = article.form(at - 1)
    comma = before in ("،", ",", ";", "؛", '"', "»", "”")
    if starts_report(article, at, limit, comma=comma):
        return True
    found = attribution(article, at, limit)
    if found is not None:
        if found.source is None:
            return True
        past = found.source[1]
        return past >= limit or comma or article.form(past) in ("،", ",", ".")
    if (before in ("،", ",") or before in _DASHES) and _asides(article, at):
        return True
    if not comma:
        return False
    form = article.form(at)
    if form in _REPORTER and article.form(at + 1) in ("ذلك", "هذا", "هذه", "تلك", "تصريحات"):
        return True
    if form in ("وهو", "وهي", "الامر", "ما", "مما") and any(
        _is_cue(article, i) for i in range(at + 1, min(at + 3, limit))
    ):
        return True
    if form in article.lexicon.words["clause"] or form.startswith(("و", "ف")):
        # A contrasting clause with its own subject before its own verb.
        begin = at + 1 if form in article.lexicon.words["clause"] else at
        verb = noun_phrase(article, begin, limit)
        return verb > begin and starts_report(article, verb, limit, comma=True)
    return False


_HAD = frozenset(("وكان", "وكانت", "وكانوا"))


def _is_cue(article: ArticleText, at: int) -> bool:
    return any(
        r.form.shape in ("perfect", "imperfect")
        for r in article.lexicon.cues.get(article.form(at), ())
    )


def _past_turn(article: ArticleText, at: int, *, comma: bool) -> int | None:
    """Return where the verb stands after a word that turns to another clause: كما, وكان قد."""
    form = article.form(at)
    if form in article.lexicon.words["turn_after_comma"] and comma:
        return at + 1
    verb = at + 1 + (form in _HAD and article.form(at + 1) == "قد")
    return verb if form in _BUT | _HAD and _is_cue(article, verb) else None


def starts_report(article: ArticleText, at: int, limit: int, *, comma: bool) -> bool:
    """Whether a participle or a coordinated reporting verb with its own content begins at `at`."""
    form = article.form(at)
    verb = _past_turn(article, at, comma=comma)
    if verb is not None:
        return verb < limit and starts_report(article, verb, limit, comma=True)
    # قال إن البيان، وهو طويل، تضمن "مزاعم": no new report.
    readings = (r for r in article.lexicon.cues.get(form, ()) if "ان" not in r.entry.document)
    for reading in readings:
        shape = reading.form.shape
        if shape == "masdar" and reading.form.suffix and article.is_a(at + 1, "complementiser"):
            return reading.proclitic != "ب"
        if shape == "participle":
            noun = form in article.lexicon.words["third_form"]
            if noun and not comma:
                # على متابعة الدروس
                continue
            if accepts(article, at, limit, reading.entry, reach=14):
                return True
        elif shape in ("perfect", "imperfect") and (comma or reading.proclitic in ("و", "ف")):
            if not comma and reading.form.text in ("رد", "بين", "طلب", "وعد", "كشف", "ذكر"):
                continue
            sure = comma and reading.proclitic == "و" and not reading.entry.homograph
            if sure or accepts(article, at, limit, reading.entry, reach=40):
                return True
    return False


def accepts(article: ArticleText, at: int, limit: int, entry: Entry, reach: int) -> bool:
    """Whether the cue at `at` finds its complement within `reach` words."""
    found = find_complement(article, at + 1, min(limit, at + 1 + reach), entry)
    if found is not None:
        return True
    return "مفعول" in entry.complements and "مفعول" not in entry.weak and at + 2 < limit
