"""Glossary terms through the bundled model; `bench.terminology` measures six hundred uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.engine.impose import stands
from service.facade import Options

if TYPE_CHECKING:
    from service.facade import Mujaz

GLOSSARY = {
    "هيئة الطيران المدني": "Civil Aviation Authority",
    "قطار": "tramway",
    "الكبسولة": "capsule",
    "مجلس الشورى": "Shura Council",
    "لقاح": "jab",
    "الهلال الأحمر": "Red Crescent",
    "محطة التحلية": "desalination plant",
    "صندوق التقاعد": "pension fund",
}
USES = (
    # sentence, the terms in it; on them stand و ف ب ل ك, ال and nothing
    ("أعلنت هيئة الطيران المدني إلغاء عشر رحلات.", ("هيئة الطيران المدني",)),
    ("وقالت وهيئة الطيران المدني توافق على ذلك.", ("هيئة الطيران المدني",)),
    ("سلم المدير التقرير لهيئة الطيران المدني أمس.", ("هيئة الطيران المدني",)),
    ("وصل القطار إلى العاصمة مساء الأحد.", ("قطار",)),
    ("سافر الوزير بالقطار إلى الجنوب.", ("قطار",)),
    ("انتظر الركاب وصول قطار جديد.", ("قطار",)),
    ("هبطت الكبسولة في البحر دون أضرار.", ("الكبسولة",)),
    ("اقترب رجال الإنقاذ من الكبسولة ببطء.", ("الكبسولة",)),
    ("وافق مجلس الشورى على الميزانية.", ("مجلس الشورى",)),
    ("قدمت الحكومة مشروع القانون لمجلس الشورى.", ("مجلس الشورى",)),
    ("فمجلس الشورى لم يناقش القرار بعد.", ("مجلس الشورى",)),
    ("حصل الأطفال على اللقاح في المدارس.", ("لقاح",)),
    ("قالت الطبيبة إن اللقاح آمن.", ("لقاح",)),
    ("وصلت قوافل الهلال الأحمر إلى المدينة.", ("الهلال الأحمر",)),
    ("طلبت السلطات المساعدة من الهلال الأحمر.", ("الهلال الأحمر",)),
    ("تعمل محطة التحلية بالطاقة الشمسية.", ("محطة التحلية",)),
    ("زار الرئيس محطة التحلية ومجلس الشورى.", ("محطة التحلية", "مجلس الشورى")),
    ("خسر صندوق التقاعد مليون دولار هذا العام.", ("صندوق التقاعد",)),
    ("قال محام إن الصندوق ليس كصندوق التقاعد.", ("صندوق التقاعد",)),
)


def test_forced_terms_are_in_the_english_or_warned_of(mujaz: Mujaz) -> None:
    made = mujaz.translate([text for text, _ in USES], options=Options(glossary=GLOSSARY))
    obeyed: list[bool] = []
    for (text, terms), translation in zip(USES, made, strict=True):
        flags = [flag for flag in translation.flags if flag.code == "forced_term"]
        for term in terms:
            obeyed.append(stands(GLOSSARY[term], translation.en))
            severity = "note" if obeyed[-1] else "warning"
            places = [
                text[slice(*flag.span)] for flag in flags if flag.span and flag.severity == severity
            ]
            bare = term.removeprefix("ال")
            assert any(bare in place for place in places), (text, translation)
    assert sum(obeyed) >= 0.95 * len(obeyed), list(zip(USES, made, strict=True))
