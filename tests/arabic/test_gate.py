from __future__ import annotations

from pathlib import Path

import pytest
from arabic.hostile import texts
from hypothesis import given
from hypothesis import strategies as st

from service.arabic.gate import identify, require_arabic
from service.errors import EmptyText, NotArabic

SEED = (Path(__file__).parents[2] / "seeds" / "white-house-ukraine.ar.txt").read_text("utf-8")
ENGLISH = "The White House said on Monday that its contacts with Russia and Europe continue. "

ARABIC = {
    "the seed": SEED,
    "a quotation in English": f"{SEED}\n{ENGLISH * 4}",
    "one sentence": "أكد البيت الأبيض أن الاتصالات مستمرة.",
    "a headline": "حرمان عموري ومبخوت",
    "a word": "موسكو",
    "a name": "محمد صلاح",
    "tashkeel": "السَّلامُ عَلَيْكُم يا أَهْلَ الخَيْرِ",
    "tatweel and bidi": "\u200fالعـــــربية لغـــة جميـلة\u200e",
    "presentation forms": "ﺍﻟﺴﻼﻡ ﻋﻠﻴﻜﻢ ﻭﺭﺣﻤﺔ ﺍﻟﻠﻪ",
    "a Persian keyboard": "قال الرئیس إن الحکومة ستواصل العمل علی هذا الملف فی الأیام المقبلة",
    "an Urdu dateline": "(پاکستان پوائنٹ نیوز / سبوتنيك) أكد البيت الأبيض أن الاتصالات مستمرة",
    "Latin names": "شركة Apple تطلق iPhone 15 Pro وساعة Apple Watch Ultra",
    "an address": "https://www.example.com/middle-east/2021/12/14/story السعودية",
    "a hashtag": "#السعودية_تفوز",
    "lone surrogates": "\ud800 قال الرئيس إن الاتفاق قريب \udfff",
    "control characters": "قال\x00الرئيس\x07إن الاتفاق قريب\x85",
}
DIALECTS = [
    ("انا مش عايز اروح دلوقتي عشان تعبان اوي", "ar-EG"),
    ("شو بدك هلأ؟ ليش هيك عم تحكي معي", "apc"),
    ("شكو ماكو هسه وين رايح", "ar-IQ"),
    ("وش تبغى الحين وايد زين", "afb"),
    ("واش كاين شي حد بغيت نهضر معاه ديال الصح بزاف", "ar-MA"),
    ("برشا ناس توا ما عندهمش فلوس باش يشريو", "ar-TN"),
    # One colloquial word in standard news is a quotation, not a dialect.
    ("وقال المتحدث إن الوزير أجاب: مش الآن، ثم غادر القاعة من دون تعليق على الأسئلة", "ar"),
]
OTHERS = [
    ("وزیر امور خارجه ایران در گفت‌وگو با خبرنگاران گفت که مذاکرات ادامه دارد", "fa"),
    ("وزير امور خارجه ايران در گفت و گو با خبرنگاران گفت كه مذاكرات ادامه دارد", "fa"),
    ("وزیر اعظم نے کہا ہے کہ حکومت عوام کے مسائل حل کرنے کے لیے کام کر رہی ہے", "ur"),
    ("د افغانستان د بهرنیو چارو وزیر وویل چې خبرې به دوام ومومي او پایله به ولري", "ps"),
    ("سەرۆکی هەرێمی کوردستان ڕایگەیاند کە گفتوگۆکان بەردەوام دەبن لەگەڵ بەغدا", "ckb"),
    ("وزير اعظم چيو آهي ته حڪومت ماڻهن جي مسئلن کي حل ڪرڻ لاءِ ڪم ڪري رهي آهي", "sd"),
    ("دۆلەت رەئىسى بۈگۈن مۇخبىرلارغا سۆھبەتنىڭ داۋاملىشىدىغانلىقىنى ئېيتتى", "ug"),
    (ENGLISH * 19 + "قال البيت الأبيض إن الاتصالات مستمرة.", "en"),
    ("Белый дом заявил, что контакты с Россией и Европой продолжаются.", "ru"),
    ("הבית הלבן הודיע כי המגעים עם רוסיה ואירופה נמשכים", "he"),
    ("12.5% / 2021 - (3)", "und"),
    ("😀😀", "und"),
]


@pytest.mark.parametrize("text", ARABIC.values(), ids=ARABIC)
def test_arabic_is_accepted(text: str) -> None:
    assert require_arabic(text).tag == "ar"


@pytest.mark.parametrize(("text", "tag"), DIALECTS)
def test_dialects_are_accepted_and_named_where_their_words_show(text: str, tag: str) -> None:
    assert require_arabic(text).tag == tag


@pytest.mark.parametrize(("text", "tag"), OTHERS)
def test_others_are_refused_by_name(text: str, tag: str) -> None:
    with pytest.raises(NotArabic, match=r"Mujaz reads Arabic") as caught:
        require_arabic(text)
    assert caught.value.language == tag
    assert caught.value.problem.status == 422


@pytest.mark.parametrize("text", ["", " \n\t", "\u200f\u200b\ufeff", "\x00\x01"])
def test_nothing_to_see_is_empty(text: str) -> None:
    with pytest.raises(EmptyText):
        require_arabic(text)


@given(st.one_of(texts, st.text()))
def test_any_text_gets_a_language_or_a_typed_refusal(text: str) -> None:
    language = identify(text)
    assert 0 <= language.confidence <= 1
    assert language.tag
    if language.arabic:
        assert require_arabic(text) == language
    else:
        with pytest.raises((EmptyText, NotArabic)) as caught:
            require_arabic(text)
        seen = any(char.isalnum() for char in text)
        assert isinstance(caught.value, NotArabic) or not seen


def test_doubt_shows() -> None:
    assert identify("موسكو").confidence < 0.7 < identify(SEED).confidence
