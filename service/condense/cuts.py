"""Where a sentence may be cut, in Arabic and in English.

Only stretches whose loss changes no claim are proposed: links to the sentence
before, glosses in brackets, asides, and a closing relative clause that denies,
reports, counts and conditions nothing.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from service.arabic.normalise import normalise
from service.condense.words import table, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.schema import Span

_GLOSS_WORDS = 4
"""Words in brackets that can still be a gloss such as `(NATO)` and not a claim."""
_KEPT_EN, _KEPT_AR = 10, 8
"""Words before a closing clause from which the rest stands without it; what is left of a
shorter sentence may need the words behind the clause (`keep X, who .., in prison`)."""
_BRACKET = re.compile(r"\(([^()]{1,60})\)")
_RELATIVE_AR = re.compile(r"[,،] ?(?:التي|الذي|اللذين|اللذان|اللتين|اللتان|الذين|اللواتي) ")
_RELATIVE_EN = re.compile(r", (?:which|who|whose|where) ")
_LEAD = re.compile(r"[A-Z]\w*(?: \w+){0,3}, ")
"""What stands before the first comma, where a link phrase may have been rendered oddly."""
_FIRST_WORD = re.compile(r"[^\W_]+")

KEPT_AR = re.compile(
    r"(?<!\w)[وف]?(?:لا|لم|لن|ليس|ليست|غير|دون|بدون|عدم|نفى|نفت|نفته|نفاه|ينفي|تنفي|رفض|رفضت|"
    r"لكن|لكنه|لكنها|لكنهم|إلا أن|إلا أنه|إلا أنها|غير أن|غير أنه|غير أنها|بيد أن|"
    r"في حال|في حالة|حال|مؤقتا|في الوقت الحاضر|في الوقت الراهن|في الوقت الحالي|حاليا|"
    r"إذا|لو|لولا|ما لم|شرط|بشرط|على أن|شريطة|موافقة|إذن|أما|"
    r"قال|قالت|أكد|أكدت|أعلن|أعلنت|اتهم|اتهمت|وفق|وفقا|بحسب|حسب|"
    r"ب?تهمة|ب?تهم|اتهام|اتهامات|الاتهام|الاتهامات)(?!\w)"
    r"|(?<!\w)[وفبل]?(?:ال)?(?:قتل\w*|مقتل\w*|مصرع\w*|وفاة|وفاته\w*|توفي\w*|جرح\w*|جريح\w*|"
    r"أصيب\w*|إصابة|إصابات|ضحايا|ضحية|أنفاسه\w*|فارق\w*|وافته\w*|استشه\w*|شهيد\w*|شهداء|موت\w*|مات\w*|نار)(?!\w)"
)
"""Words that make a stretch part of the claim: denial, contrast, condition, source, the dead."""
KEPT_EN = re.compile(
    r"(?i)\b(?:not|no|never|none|without|nor|neither|cannot|\w+n['’]t|deny|denies|denied|denying|"
    r"reject\w*|refus\w*|fail\w*|if|unless|provided|may|might|could|alleg\w*|reported\w*|said|says|"
    r"say|accus\w*|according|claim\w*|only|except|but|"
    r"approv\w*|permission|consent|authori[sz]ation|kill\w*|die[ds]?|dead|deaths?|wound\w*|injur\w*|"
    r"casualt\w*|victims?)\b"
)


class Cut(msgspec.Struct, frozen=True, kw_only=True):
    """One cut, in one or both languages; spans are code points into the segment's own texts."""

    ar: Span | None
    en: Span | None
    linked: bool
    """Whether the two stretches must be shown to translate each other by alignment."""
    report: bool = False
    """Whether a whole further report of the same speaker goes, its cue with it."""
    trim: bool = False
    """Whether something that the reader might have wanted goes, and not only its wrapping."""


class _Phrase(msgspec.Struct, frozen=True):
    ar: re.Pattern[str]
    en: re.Pattern[str]
    alone: bool


@cache
def _phrases(name: str) -> tuple[_Phrase, ...]:
    """Compile a table of Arabic phrases and their English renderings, longest Arabic first."""
    rows = sorted(table(name), key=lambda row: -len(row[0]))
    anchored = name == "openers"
    found: list[_Phrase] = []
    for arabic, english, *alone in rows:
        attached = arabic.endswith("و")
        conjunction = "" if attached else "و?"
        close = r"(?=\w)" if attached else r"(?!\w) ?,? ?"
        source = rf"{conjunction}{re.escape(arabic)}{close}"
        phrases = "|".join(map(re.escape, sorted(english.split("|"), key=len, reverse=True)))
        target = rf"(?i:{phrases})(?!\w),? ?"
        found.append(
            _Phrase(
                re.compile(rf"^{source}" if anchored else rf"(?<!\w){source}"),
                re.compile(rf"^{target}" if anchored else rf"(?<!\w){target}"),
                bool(alone),
            )
        )
    return tuple(found)


@cache
def verbs() -> frozenset[str]:
    """Return the verbs that open news sentences, without a joining و."""
    return frozenset(form for _, forms in table("verbs") for form in forms.split())


def openers(ar: str, en: str) -> Iterator[Cut]:
    """Yield the cuts at the head of the sentence."""
    normal = normalise(ar)
    for phrase in _phrases("openers"):
        source = phrase.ar.match(normal.text)
        if source is None or source.end() == len(normal.text):
            continue
        if "فيما" in source.group() or "في ما" in source.group():
            # Before a verb of telling it is `meanwhile`; else it may open a subordinate clause.
            following = _FIRST_WORD.match(normal.text, source.end())
            if following is None or following.group() not in verbs():
                return
        target = phrase.en.match(en)
        also = re.search(r"(?<=\w) also(?= \w)", en[:120]) if "كما" in source.group() else None
        where = target or also or (None if phrase.alone else _LEAD.match(en))
        yield Cut(
            ar=(0, normal.starts[source.end()]),
            en=where.span() if where else None,
            linked=not (target or also or phrase.alone),
        )
        return
    word = _FIRST_WORD.match(normal.text)
    if word and word.group()[0] == "و" and word.group()[1:] in verbs():
        conjunction = re.match(r"And,? ", en)
        yield Cut(
            ar=(0, normal.starts[1]),
            en=conjunction.span() if conjunction else None,
            linked=False,
        )


def asides(ar: str, en: str) -> Iterator[Cut]:
    """Yield the stock phrases inside the sentence that both languages have once."""
    normal = normalise(ar)
    for phrase in _phrases("asides"):
        sources = list(phrase.ar.finditer(normal.text))
        targets = list(phrase.en.finditer(en))
        if len(sources) == len(targets) == 1 and sources[0].start() > 0 < targets[0].start():
            source, target = sources[0], targets[0]
            yield Cut(ar=normal.original(*source.span()), en=target.span(), linked=False)


def glosses(ar: str, en: str) -> Iterator[Cut]:
    """Yield bracketed glosses, paired in order when both languages have as many.

    A gloss repeats a name that stands before it: `Organization (NATO)` is one,
    `material (TATP)` is not.
    """
    sources = [match for match in _BRACKET.finditer(ar) if _is_gloss(match.group(1))]
    targets = [match for match in _BRACKET.finditer(en) if _is_gloss(match.group(1))]
    same = len(sources) == len(targets) == len(_BRACKET.findall(en)) == len(_BRACKET.findall(ar))
    for source, target in zip(sources, targets, strict=False) if same else ():
        before = en[: target.start()].split()
        if not before or before[-1].lstrip("\"'“").istitle() or before[-1].isupper():
            yield Cut(ar=source.span(), en=target.span(), linked=False)


def _is_gloss(text: str) -> bool:
    return len(text.split()) <= _GLOSS_WORDS and not any(map(str.isdigit, text))


def relatives(ar: str, en: str) -> Iterator[Cut]:
    """Yield the closing relative clause, when there is one on each side."""
    normal = normalise(ar)
    sources = list(_RELATIVE_AR.finditer(normal.text))
    targets = list(_RELATIVE_EN.finditer(en))
    if not sources or not targets:
        return
    source = (normal.starts[sources[-1].start()], body_end(ar))
    target = (targets[-1].start(), body_end(en))
    lost_ar, lost_en = ar[slice(*source)], en[slice(*target)]
    if KEPT_AR.search(lost_ar) or KEPT_EN.search(lost_en) or '"' in lost_ar + lost_en:
        return
    if any(mark in lost_en for mark in ":;“”") or any(mark in lost_ar for mark in ":؛«»"):
        return
    kept_en = sum(token.is_word for token in tokens(en[: target[0]]))
    if kept_en >= _KEPT_EN and len(ar[: source[0]].split()) >= _KEPT_AR:
        yield Cut(ar=source, en=target, linked=True)


def body_end(text: str) -> int:
    """Return where the final stop, if any, begins."""
    return len(text.rstrip().rstrip(".!؟?…"))
