from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
from arabic.hostile import texts
from hypothesis import given
from hypothesis import strategies as st

from service.arabic.marks import INVISIBLE
from service.arabic.segment import sentences

SEED = Path(__file__).parents[2] / "seeds" / "white-house-ukraine.ar.txt"
GAP = re.compile(f"[\\s\x00-\x08\x0e-\x1b\x7f-\x9f{INVISIBLE}\ufff9-\ufffb]*")

# A bar stands where a further sentence begins; it is taken out before cutting.
GOLDEN = [
    # A quotation that closes before its stop, or after it; text goes on.
    'وأضاف: "لا نعرف مكان سقوط المروحة". |وكانت الطائرة تحمل 16 راكبا.',
    'قال إنها "حقوق المرأة هي حقوق الإنسان." |وبدأ عشرات الآلاف في التوافد.',
    "وسمّوه «بالستينو». |وما زال النادي يلعب في الدرجة الأولى.",
    '"نريد مساعدة الناس."|وأضاف أنه مستعد.',
    # A quotation of several sentences.
    'وأضاف زيهوفر "نريد أن نبقى بلدا منفتحا. |لكننا نحتاج إلى دولة قوية. |سأهتم بذلك".',
    "وأوضح: «لقد طلبناها إذا كانت موجودة. |سأحصل على تقرير كامل». |ثم غادر القاعة.",
    # A question inside a sentence, and one that ends it.
    'أنجز فيلمه الأول تحت عنوان "لماذا إسرائيل؟" قبل أن يتفرغ لفيلم آخر.',
    'وصوت كيريوس يقول "ما هذا بحق السماء؟" وهو يفتش في الحقيبة.',
    'كتب عليها "عيد ميلاد سعيد يا رجال!"، فيما ضحك الجميع.',
    "فهل غيرت رأيي؟ |نعم. |هذه هي الحقيقة.",
    "وسألت: هل هي التهديد المقبل؟ |وهو سؤال يطرح اليوم.",
    'باسم "كيف تتخلص من فتاة بسرعة؟". |وفي البداية يبدو الشاب مبتهجا.',
    "بلغ عدد مستخدمي ياهو! نحو مليون شخص.",
    # Titles, initials, agencies, letters spelled out.
    "وقالت د. سحر نصر إن الاتفاق قريب. |وأيدها أ.د. خالد فهمي.",
    "والشيخ د.محمد السعيدي أستاذ جامعي.",
    "نقلت وكالة (أ.ف.ب) الخبر عن (د.ب.أ) أيضا.",
    "وقال جون سي. دميرس مساعد وزير العدل كلاما.",
    "نقلا عن سي. إن. إن. تورك في الصباح.",
    "وذكرت شبكة سي.إن.إن. |وأضافت أن الخبر قديم.",
    "في مقابلة مع (إف.بي.آي). |وقال المسؤول إنه راجع الأمر.",
    "عملت مع كيو. تي. سي كابيتال سنوات.",
    "القبض على المسمى م. ز وعلى أخيه.",
    "وفق بيان شركة HK Management Inc. في لندن.",
    "قال J. K. Rowling إنه سعيد.",
    # Figures, dates, units, addresses.
    "ارتفعت 2.4 مليار إلى 18.9 مليون و٣٫٥ في المئة.",
    "بتاريخ 14.12.2021 وعند الساعة 12.30 ظهرا.",
    "وقع ذلك عام 1439 هـ. |وعاد عام 2018 م. |ثم انتهى.",
    "بسرعة 30 كلم/س. |والبحر قليل الاضطراب.",
    "انظر www.affaires-religieuses.tn أو موقع بيت.كوم للمزيد. |ثم سجل.",
    "فاز بنتيجة 3-1. |وتعادل 1 - 1 في الإياب.",
    # Ellipses.
    "قال إن القرار صعب على الجميع.. |لكن لا بد منه.",
    "وأضاف أنه (...) سيعود من أجل الوطن.",
    "صدر كتاب «ألم وأمل.. واقع وخيال» أمس.",
    "الاحتجاجات في الأردن.. ماذا بعد؟",
    # Missing and doubled spaces and stops.
    "هيمن الإنكليز على بداية اللقاء.|عزيمة القادمين كانت أقوى.",
    "لا حل سوى بالحوار .|هل فكرنا في ذلك جميعا؟",
    "استقالت حكومة الملقي. . |واختير وزير التعليم خلفا له.",
    "زحفت على الأرض . |ثم وقفت.",
    # Datelines, lists, headlines.
    "دبي، الإمارات العربية المتحدة (CNN)-- قال مسؤول إن الأمر انتهى.",
    "القاهرة (رويترز) - قال الرئيس إن مصر ماضية. |وأضاف أنها لن تتراجع.",
    "البيت الأبيض: اتصالاتنا مستمرة\n|وقالت المتحدثة ذلك.\n|فساد واحتيال\n|وتأتي التوقيفات.",
    "وهي:\n|• صانع الأغاني. |• الإيقاع. |• الصورة الطيفية.",
    "1. تيمور الشرقية\n|2. لاوس\n|3. مدغشقر",
    "2. سعة تخزينية متغيرة في الهواتف. |3. شاشة أكبر.",
    "أ. قال الأول ما عنده. |ب. قال الثاني ما عنده.",
    "أقر القانون؛ وقال المدافعون عنه إن العلاقات ستتحسن.",
    "(غيتس وفق تقرير نشر أمس يحاول الوصول إلى صفقة.) |وقد نفى ذلك.",
    "وسئل (هل هذا صحيح؟ نعم.) فأجاب بالإيجاب.",
    "**انتهى البيان.** |وعاد الجميع إلى بيوتهم.",
]


@pytest.mark.parametrize("marked", GOLDEN)
def test_golden(marked: str) -> None:
    text = marked.replace("|", "")
    wanted = [piece.strip() for piece in marked.split("|")]
    assert [text[begin:end] for begin, end in sentences(text)] == wanted


def test_the_seed_article() -> None:
    text = SEED.read_text("utf-8")
    paragraphs = text.split("\n\n")
    assert [text[begin:end] for begin, end in sentences(text)] == paragraphs


@pytest.mark.parametrize("width", [40, 60, 72, 80, 100])
def test_hard_wrapped_copy_is_unwrapped(width: int) -> None:
    paragraphs = SEED.read_text("utf-8").split("\n\n")
    text = "\n\n".join("\n".join(textwrap.wrap(one, width)) for one in paragraphs)
    found = [" ".join(text[begin:end].split()) for begin, end in sentences(text)]
    assert found == [" ".join(one.split()) for one in paragraphs]


@given(texts)
def test_sentences_and_gaps_are_the_text(text: str) -> None:
    position = 0
    for begin, end in sentences(text):
        assert GAP.fullmatch(text, position, begin)
        assert begin < end
        assert not GAP.fullmatch(text, begin, begin + 1)
        assert not GAP.fullmatch(text, end - 1, end)
        position = end
    assert GAP.fullmatch(text, position)


@given(texts, st.integers(0, 60), st.integers(0, 60))
def test_a_part_is_cut_like_a_text_of_its_own(text: str, start: int, length: int) -> None:
    part = text[start : start + length]
    shifted = tuple((begin + start, end + start) for begin, end in sentences(part))
    assert sentences(text, start, min(len(text), start + length)) == (shifted if part else ())


@given(st.lists(texts, min_size=2, max_size=4))
def test_a_blank_line_always_ends_a_sentence(parts: list[str]) -> None:
    text = "\n\n".join(parts)
    blanks = [match.span() for match in re.finditer("\n\n", text)]
    for begin, end in sentences(text):
        assert not any(begin < start and stop < end for start, stop in blanks)


@given(texts)
def test_no_sentence_is_without_a_word_unless_its_line_is(text: str) -> None:
    for begin, end in sentences(text):
        if not re.search(r"[^\W_]", text[begin:end]):
            line = re.split("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", text[:begin])[-1]
            assert not re.search(r"[^\W_]", line)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200f \u200f", "\ufeff"])
def test_nothing_to_see_is_no_sentence(text: str) -> None:
    assert sentences(text) == ()
