"""What keeps a reporting verb from reporting, and what lets it.

Each function answers one question about a word in its sentence: is it a verb
here at all, does it open a clause, is it only talk about saying.
"""

# ruff: noqa: C901, PLR0911, PLR0912 - a grammar rule reads best as one list of cases

from __future__ import annotations

from typing import TYPE_CHECKING

from service.statements.phrase import noun_phrase

if TYPE_CHECKING:
    from service.statements.complement import Complement
    from service.statements.lexicon import Reading
    from service.statements.phrase import Phrase
    from service.statements.reading import ArticleText, Sentence

SPOKEN = frozenset(("clause", "quotation", "colon"))
# Participles of these also qualify nouns: مشاعر مؤيدة, دولة معارضة.
_ADJECTIVAL = frozenset(("agree", "refuse", "criticise", "accuse", "warn"))
# Written alike, these participles also say to whom it is done.
_SUFFERS = frozenset(("اتهم", "طالب"))
_CLAUSE_NOUN = 8
TOLD = frozenset(("قيل", "يقال"))
ASKED = frozenset(("سئل", "سئلت", "سئلوا"))


def negated(article: ArticleText, at: int) -> bool:
    """Whether the verb at `at` is negated."""
    return article.is_a(at - 1, "negation")


def passive(article: ArticleText, at: int, reading: Reading) -> bool:
    """Whether the word is written with the damma of a passive perfect: اتُّهم, نُقل."""
    token = article.tokens[at]
    raw = article.text[token.start : token.end].removeprefix("و").removeprefix("ف")
    if reading.form.text in TOLD or reading.form.text in ASKED:
        return True
    return reading.form.shape == "perfect" and "\u064f" in raw[:4]


def in_state(article: ArticleText, at: int, reading: Reading, found: Complement) -> bool:
    """Whether a participle is one of state, not an adjective or a predicate (كان مؤكدا)."""
    if article.is_a(at - 1, "being"):
        return False
    if article.is_a(at - 1, "true_preposition") and not reading.proclitic:
        return False
    if (
        reading.entry.cls in _ADJECTIVAL
        and reading.form.number == "p"
        and article.tokens[at - 1].word
    ):
        return False
    if article.is_a(at - 1, "pronoun") and found.kind not in SPOKEN:
        return False
    plain = not reading.proclitic and article.tokens[at - 1].word
    if plain and reading.form.text in article.lexicon.words["third_form"]:
        # على متابعة الدروس: a verbal noun.
        return False
    if reading.entry.lemma in _SUFFERS and not reading.proclitic:
        # شركات متهمة بتقديم, فيسبوك مطالبة الآن بـ: accused, asked.
        charged = reading.entry.cls == "accuse" and found.at == at + 1
        one = reading.form.number == "s"
        if charged or (one and _follows_its_noun(article, at)):
            return False
    if found.kind in SPOKEN:
        return True
    if found.kind == "object" and "مفعول" in reading.entry.weak | reading.entry.document:
        return False
    if reading.proclitic or not article.tokens[at - 1].word:
        return True
    if found.kind == "preposition" and article.form(found.at) in reading.entry.weak:
        return False
    if reading.entry.lemma == "شدد" and found.kind == "preposition":
        # قيود مشددة على
        return reading.form.gender == "m"
    if reading.entry.cls not in _ADJECTIVAL:
        return True
    return reading.form.gender == "m" and reading.form.number == "s"


def _follows_its_noun(article: ArticleText, at: int) -> bool:
    """Whether the word is what a clause in أن says of its noun: أن فيسبوك مطالبة الآن بـ."""
    for i in range(at - 2, max(at - _CLAUSE_NOUN, -1), -1):
        if article.is_a(i, "complementiser"):
            return noun_phrase(article, i + 1, at) == at
        if not article.tokens[i + 1].word:
            return False
    return False


def _judges(article: ArticleText, phrase: Phrase) -> bool:
    return phrase.head is not None and phrase.head.lemma in article.lexicon.words["court"]


def _prosecutes(article: ArticleText, phrase: Phrase) -> bool:
    """Whether the phrase is النائب العام, النائبة العامة."""
    return article.form(phrase.start).startswith("النائب") and article.form(
        phrase.start + 1
    ).startswith("العام")


def ruled(article: ArticleText, reading: Reading, phrase: Phrase | None) -> bool:
    """Whether a court refuses or orders, which is a ruling and no statement."""
    return (
        reading.entry.lemma in article.lexicon.words["ruling"]
        and phrase is not None
        and (_judges(article, phrase) or _prosecutes(article, phrase))
    )


def lacks(article: ArticleText, reading: Reading, tokens: tuple[int, int]) -> bool:
    """Whether the content holds none of the words the verb needs to report anything."""
    needed = reading.entry.needed
    return bool(needed) and not any(
        word in article.form(i) for i in range(*tokens) for word in needed
    )


def can_be_verb(article: ArticleText, at: int, sentence: Sentence, reading: Reading) -> bool:
    """Whether the word is a verb here: none follows a preposition, a homograph opens a clause."""
    if reading.proclitic == "" and article.is_a(at - 1, "true_preposition") and at > sentence.start:
        return False
    token = article.tokens[at]
    if reading.entry.lemma == "كشف" and "ش\u0651" in article.text[token.start : token.end]:
        # تكشّف أن: it came to light.
        return False
    dual = reading.form.number == "d" and reading.form.text.endswith("ا")
    if dual and (
        "\u064b" in article.text[token.start : token.end] or article.form(at + 1)[:1] == "ل"
    ):
        # رفضاً is a verbal noun, رفضا two who refused.
        return False
    if not reading.entry.homograph or reading.form.text != reading.entry.lemma:
        return True
    if "\u0651" in article.text[token.start : token.end] or article.is_a(at + 1, "complementiser"):
        return True
    if article.is_a(at + 1, "therein"):
        # أصدر بيانا كشف فيه
        return True
    if reading.proclitic:
        return at == sentence.start or not article.tokens[at - 1].word or reading.proclitic == "ف"
    return opens_clause(article, at, sentence, reading) or _predicate(article, at, sentence)


def _predicate(article: ArticleText, at: int, sentence: Sentence) -> bool:
    """Whether the word follows the noun of a clause in أن: أن الرئيس ماتاريلا طلب من."""
    low = max(sentence.start, at - _CLAUSE_NOUN)
    for i in range(at - 1, low, -1):
        if article.is_a(i, "complementiser"):
            return noun_phrase(article, i + 1, at) == at
        if not article.tokens[i].word:
            return False
    return False


def known(article: ArticleText, phrase: Phrase) -> bool:
    """Whether a speaker noun, the gazetteer or a first name vouches for the phrase."""
    return (
        phrase.head is not None
        or phrase.start in article.names
        or article.given(phrase.start) is not None
    )


def opens_clause(article: ArticleText, at: int, sentence: Sentence, reading: Reading) -> bool:
    """Whether a verb stands where a main clause begins, not after the noun it qualifies."""
    if at == sentence.start or reading.proclitic in ("و", "ف") or not article.tokens[at - 1].word:
        return True
    form = article.form(at - 1)
    words = article.lexicon.words
    if form.startswith(("جانب", "جهت")) and form.endswith(("ه", "ها", "هم", "هما")):
        # من جانبه أشار
        return True
    if reading.form.text != reading.entry.lemma or not reading.entry.homograph:
        # A verb after an indefinite noun qualifies it; after a definite one it may begin anew.
        closed = form.startswith(("ال", "لل", "بال", "وال")) or at - 1 in article.places
        if closed or form.isdigit():
            return not article.is_a(at - 1, "demonstrative")
    return any(
        form in words[name]
        for name in ("auxiliary", "clause", "relative", "negation", "adverb", "time")
    ) or form in (
        "كما",
        "بعدما",
        "عندما",
        "حين",
        "وفيما",
        "ثم",
        "ان",
        "قد",
        *article.lexicon.words["that_he"],
    )


def unreported(article: ArticleText, at: int, reading: Reading, found: Complement) -> bool:
    """Whether the verb only talks about saying, negated or wished, or is no verb at all."""
    if negated(article, at) and reading.entry.stance not in ("denied", "negated"):
        return found.kind != "clause" and reading.entry.lemma != "توقع"
    if article.is_a(at - 1, "complementiser") and reading.form.shape == "imperfect":
        return article.form(at - 1) in ("ان", "بان", "الا")
    if article.is_a(at - 1, "numeral") and not reading.proclitic:
        # 20 ألف طالب: students, not he asked.
        return True
    shows = reading.entry.lemma == "اظهر" and reading.form.shape == "imperfect"
    if shows and article.is_a(at + 1, "therein"):
        # فيديو تظهر فيه صواريخ: they appear.
        return True
    if reading.entry.lemma == "كتب" and found.kind == "clause" and article.is_a(at + 1, "thereon"):
        # التعميم الذي كتب عليه أنه سري: what is written on it.
        return True
    return reading.proclitic.endswith("ل") and found.kind not in ("clause", "quotation")


def impersonal(article: ArticleText, reading: Reading) -> bool:
    """Whether a verb without any subject is a passive such as يذكر أن, the reporter's own voice."""
    form = reading.form
    return (
        (
            form.shape == "imperfect"
            and form.gender == "m"
            and form.number == "s"
            and not form.suffix
            and form.text != "يقول"
        )
        and (
            reading.entry.lemma in article.lexicon.words["impersonal"]
            or (
                not reading.proclitic
                and reading.entry.lemma in article.lexicon.words["impersonal_alone"]
            )
        )
    ) or form.text in ("يشار", "يقال", "قيل")


def refers_back(article: ArticleText, at: int) -> int | None:
    """Return where `وهو ما`, `الأمر الذي` before the verb at `at` begins, if it does."""
    if article.form(at - 1) == "ما" and article.form(at - 2) in ("وهو", "وهي", "هو"):
        return at - 2
    if article.form(at - 2) in ("وهو", "وهي") and article.tokens[at - 1].word:
        return at - 2
    if article.form(at - 1) == "الذي" and article.form(at - 2) in ("الامر", "والامر"):
        return at - 2
    return None


def _owned_body(article: ArticleText, form: str) -> bool:
    """Whether a word is a speaker with its owner's pronoun: حكومته, نظيرها."""
    speakers = article.lexicon.speakers
    for suffix in ("ها", "هم", "ه"):
        stem = form.removesuffix(suffix)
        if stem != form:
            return stem in speakers or stem[:-1] + "ة" in speakers
    return False


def told(article: ArticleText, phrase: Phrase) -> bool:
    """Whether the phrase is no subject: whom it is said to (قالت لنواب), how (بقوة), or قوله."""
    form = article.form(phrase.start)
    if phrase.start in article.opening and article.form(phrase.start + 1).startswith("بال"):
        # ما وصفه "بالأيادي السوداء"
        return not article.given(phrase.start + 1) and phrase.start + 1 not in article.names
    if any(r.form.shape == "masdar" and r.form.suffix for r in article.lexicon.cues.get(form, ())):
        return True
    if phrase.start in article.names or form in article.lexicon.speakers:
        return False
    if article.given(phrase.start):
        return False
    if form.startswith("لل") or (form.startswith("ل") and form[1:] in article.lexicon.speakers):
        return True
    everyday = article.lexicon.common
    if form.startswith("ل") and _owned_body(article, form[1:]):
        # وقال لحكومته
        return True
    if form.startswith("لا") and form.endswith("ة"):
        # رفضه لإزالة الصليب
        return True
    spoken = article.is_a(phrase.end, "complementiser") or article.form(phrase.end) == ":"
    if phrase.end == phrase.start + 1 and (spoken or phrase.end in article.opening):
        # وقال لاذان إن: nothing else can speak.
        return False
    return form[:1] in ("ب", "ل") and form[1:] in everyday and form not in everyday


def is_addressee(article: ArticleText, at: int) -> bool:
    """Whether the word names whom something is said to: للصحيفة, لرويترز."""
    form = article.form(at)
    rest = "ال" + form[2:] if form.startswith("لل") else form[1:]
    if not form.startswith("ل") or len(form) < 2:
        return False
    if form.startswith("لل") and form[2:] in article.lexicon.words["told"]:
        return True
    return rest in article.lexicon.words["addressee_media"] or rest.isascii()
