"""Where a speaker's name begins and ends, whom an unnamed one goes back to, and the circumstances.

Each case is one pattern, in a sentence or two: most cut from news, some made up.
"""

# ruff: noqa: E501 - a case reads best on one line

from __future__ import annotations

from collections.abc import Callable

import pytest

from service.schema import Statement

Finder = Callable[[str], tuple[Statement, ...]]

SPANS = [
    ("title, nationality, name", "أعلن نجم التنس الألماني السابق بوريس بيكر استخدام الحصانة لوقف ملاحقته.", "نجم التنس الألماني السابق بوريس بيكر"),
    ("name after a comma", "وقال وزير الطاقة الروسي، ألكسندر نوفاك، إن السوق متوازنة.", "وزير الطاقة الروسي، ألكسندر نوفاك"),
    ("an adverb before the name", "وأعلن رئيس الوزراء الماليزي المنتخب حديثا، مهاتير محمد، أنه قد يبقى في منصبه.", "رئيس الوزراء الماليزي المنتخب حديثا، مهاتير محمد"),
    ("name without a table", "واعتبر جندلمان أنه لا توجد أرضية قانونية لهذا التوجه.", "جندلمان"),
    ("title after the name", "وأكد محمد بن صالح المندوب الجهوي للشؤون الاجتماعية أن المنحة صرفت.", "محمد بن صالح"),
    ("role closed by a comma after its name", "وقالت لين معلوف، مديرة البحوث بالعفو الدولية: هذا قرار خطير جدا.", "لين معلوف"),
    ("each of two", "دعا كل من الأمين العام للأمم المتحدة أنطونيو غوتيريس، ووزيرة الخارجية إلى ضبط النفس.", "كل من الأمين العام للأمم المتحدة أنطونيو غوتيريس، ووزيرة الخارجية"),
    ("seat in a place", "وقالت وزارة الصحة في غزة إن الأدوية نفدت.", "وزارة الصحة في غزة"),
    ("an occasion is no seat", "وكانت المصادر في البداية قد قالت إن خمسة جنود قتلوا.", "المصادر"),
    ("a year is no seat", "وكانت دراسة أجرتها الجامعة العبرية في 2014 قد أظهرت أن التآكل مستمر.", "دراسة أجرتها الجامعة العبرية"),
    ("lawyer and clients", "وقال محامي السكان لرويترز إن القرار صدر بعد يوم.", "محامي السكان"),
    ("an aside before the verb", "وكان رئيس وزراء كندا، الخاضعة كغيرها من الدول الأوروبية للرسوم الجمركية الأميركية على الصلب، اعتبر السبت أن الرسوم مهينة.", "رئيس وزراء كندا"),
    ("a name whose letter ب is its own", "اتهمت وزيرة الدفاع الفرنسية، فلورنس بارلي، روسيا بمحاولة اعتراض الاتصالات.", "وزيرة الدفاع الفرنسية، فلورنس بارلي"),
    ("what a body does something for", "وطالب الموساد لجمع المعلومات بموازنة أكبر.", "الموساد"),
    ("many with a short relative clause", "لكن العديد من الباعة المتجولين الذين كانوا معه قالوا إن الشرطة طاردته.", "العديد من الباعة المتجولين"),
    ("an object that speaks", "ورددت المتظاهرات شعارات تطالب بعقوبات صارمة على الرجال.", "شعارات"),
    ("a surname in وال", "وكتبت مديرة الهيئة ديبي والش أن المرشحات يتنافسن.", "مديرة الهيئة ديبي والش"),
    ("a name in two words", "وروى رئيس مجلس قصرة عبد العظيم وادي أن الطريق مغلق.", "رئيس مجلس قصرة عبد العظيم وادي"),
    ("the one quoted, not the site", 'ونقل الموقع عن "مصادر" قولها إن اللاعب مريض.', "مصادر"),
    ("a first name written like a verb", "وقال المتحدث الرسمي باسم القوات المسلحة تامر الرفاعي إن الانفجار وقع.", "المتحدث الرسمي باسم القوات المسلحة تامر الرفاعي"),
    ("a surname with the article", "وقال الناطق باسم وزارة الشؤون الخارجية عبد العزيز بن علي الشريف إن الاجتماع سيعقد.", "الناطق باسم وزارة الشؤون الخارجية عبد العزيز بن علي الشريف"),
    ("a first name that means now", "وقال وزير الخارجية الفلبيني، آلان بيتر كايتانو، للصحفيين إن بلاده غاضبة.", "وزير الخارجية الفلبيني، آلان بيتر كايتانو"),
    ("a name whose last word means something", "وقال مكي هلال إن هذه الجائزة تثمين لجهد المجتمع المدني.", "مكي هلال"),
    ("an abbreviated title", 'وفي لندن قالت د. كايت ديفلين: "إن هذه التكنولوجيا في انتشار".', "د. كايت ديفلين"),
    ("what they defend", "ويقول مدافعون عن حقوق الإنسان إن نقل السكان انتهاك للقانون.", "مدافعون عن حقوق الإنسان"),
    ("what a source knows of", "وأكد مصدر مطلع على القضية أن المفاوضات مستمرة.", "مصدر مطلع على القضية"),
    ("what a body is for", "بينما قال التحالف من أجل القيم المشتركة إنه لم ترد تقارير.", "التحالف من أجل القيم المشتركة"),
    ("the body a committee sits in", "وقالت لجنة الاستخبارات والأمن في المجلس إن بريطانيا كانت على علم.", "لجنة الاستخبارات والأمن في المجلس"),
    ("the field of experts", "كما يرى خبراء في هذا المجال أن الروبوتات فكرة جيدة.", "خبراء في هذا المجال"),
    ("a count of sources", "كشفت 3 مصادر مطلعة أن الصحفي قتل.", "3 مصادر مطلعة"),
    ("whom it is said to", "وقال الرجلان لأنصار المعارضة إن الضغط سيزداد.", "الرجلان"),
    ("whom a warning addresses", "حذر مسؤول كبير بوزارة الخارجية الأميركية تركيا، الثلاثاء، من أن شراءها طائرات يعرضها لعقوبات.", "مسؤول كبير بوزارة الخارجية الأميركية"),
    ("an object after a bare name", "واعتبر شريف القرار خيانة للبلاد.", "شريف"),
    ("a demonstrative before the role", "وأكدت هذه المنظمة أن الوضع خطير.", "هذه المنظمة"),
    ("the owner of the words", "وقد رفعت دعوى ضد ترامب بسبب التشهير بها، بحسب تصريحات محاميها.", "تصريحات محاميها"),
    ("the issuer after a superlative", "وبحسب آخر حصيلة صدرت عن وزارة الصحة، فإن المعارك أوقعت خمسين قتيلا.", "آخر حصيلة صدرت عن وزارة الصحة"),
    ("on somebody else's word", "كتب باراك رافيد، عن مصدر مطلع، أن المحادثات فشلت.", "مصدر مطلع"),
    ("a name in ب", "وعلق بيغيرستاين على ذلك قائلا إن الفريق قوي.", "بيغيرستاين"),
    ("a title and a first name no table knows", "رفض خطيب المسجد الأقصى الشيخ عكرمة صبري أي إجراءات إسرائيلية.", "خطيب المسجد الأقصى الشيخ عكرمة صبري"),
    ("what a founder founded", "أعلن أحد مؤسسي تطبيق واتساب جان كوم استقالته من منصبه.", "أحد مؤسسي تطبيق واتساب جان كوم"),
    ("a noun in no table after a known name", "ويرفض وزير الداخلية الإيطالي ماتيو سالفيني رسو السفن.", "وزير الداخلية الإيطالي ماتيو سالفيني"),
    ("five of them", "وأشارت خمس منظمات غير حكومية إلى أن الجيش أطلق النار.", "خمس منظمات غير حكومية"),
    ("what belongs to the court", "وبررت المحكمة قرارها بأن القانون لا يسمح.", "المحكمة"),
    ("what they stand over", "ويقول القائمون على عملية الإنقاذ إنهم بحاجة إلى أيام.", "القائمون على عملية الإنقاذ"),
    ("a body in marks", 'وتقول "الجمعية الوطنية لمنع القسوة ضد الأطفال" في بريطانيا إن الضغط من الأسباب.', "الجمعية الوطنية لمنع القسوة ضد الأطفال"),
    ("on his part, without a comma", "من جانبه أشار الرئيس الأميركي دونالد ترمب، إلى أهمية الاستثمارات.", "الرئيس الأميركي دونالد ترمب"),
    ("a bracket and a day before the object", "أعلنت وكالة الأنباء الفلسطينية (وفا)، الأربعاء، مقتل فلسطيني في سلسلة غارات.", "وكالة الأنباء الفلسطينية"),
    ("a time before the object", "وانتقد شريف في السنوات الأخيرة سياسة الولايات المتحدة.", "شريف"),
    ("emphasis in Markdown", "**«واي نت»** نقل أن الجيش قصف الميناء.", "«واي نت»"),
    ("a relative clause with two verbs", 'وقال خليل، خلال الكلمة التي ألقاها في القامشلي ونقلتها "وكالة هاوار"، إن المقاومة مستمرة.', "خليل"),
    ("a dash around the attribution", "وانسحب ترامب من الاتفاق لأنه يتضمن - بحسب ما قاله - عيوبا كثيرة.", "ترامب"),
]  # fmt: skip

CARRIED = [
    (
        "the pronoun of إنه is the subject",
        "ولم تحدد شركة فيسبوك مصدر الحسابات، إلا أنها قالت إن النشاطات تتشابه.",
        "قالت", "شركة فيسبوك",
    ),
    (
        "whom it was told is not who goes on",
        "وقال محامي السكان لرويترز إن القرار صدر بعد يوم، مشيرا إلى أن المحكمة أمهلت الدولة.",
        "مشيرا", "محامي السكان",
    ),
    (
        "a bare surname stands for the full name",
        "وقال مدير الاتصالات في الوكالة، واوان بوروانتو، إن الهجوم مدبر. وسئل بوروانتو عن المدبر أمس. وأضاف أن التحقيق مستمر.",
        "وأضاف", "مدير الاتصالات في الوكالة، واوان بوروانتو",
    ),
    (
        "a role of another nation is somebody else",
        "التقى المبعوث الأمريكي جيسون غرينبلات الرئيس الفلسطيني محمود عباس. ولكن المسؤول الأمريكي قال إن الطريق طويل.",
        "قال", "المبعوث الأمريكي جيسون غرينبلات",
    ),
    (
        "a report goes back to where it was introduced",
        "ونشر نادي الأسير تقريرا عن المعتقلين. وأكد التقرير أن الاعتقال مخالف للقانون.",
        "وأكد", "تقريرا",
    ),
    (
        "a title beside a name",
        "وحضر محمد بن صالح المندوب الجهوي للشؤون الاجتماعية أمس. وأضاف المندوب أن المنحة صرفت.",
        "وأضاف", "محمد بن صالح",
    ),
    (
        "a short name of a body",
        "ويقول المرصد السوري لحقوق الإنسان إن الاتفاق سينفذ. ويضيف المرصد، ومقره بريطانيا، أن المسلحين رحلوا.",
        "ويضيف", "المرصد السوري لحقوق الإنسان",
    ),
    (
        "a participle takes up the source before it",
        "ويلتقي الرئيس الأمريكي دونالد ترامب ماي، وفق ما أعلن البيت الأبيض مضيفا أن الجمعة موعد الاجتماع.",
        "مضيفا", "البيت الأبيض",
    ),
    (
        "a participle in the feminine is no noun",
        "ونددت المنظمات التونسية بمواقف الحكومات، مطالبة السلطات التونسية باستقبالهم.",
        "مطالبة", "المنظمات التونسية",
    ),
    (
        "a first name after its verb",
        "نشر صلاح تغريدة كشف فيها عن أنه يتعرض لإهانة كبيرة.",
        "كشف", "صلاح",
    ),
    (
        "a place in one's words",
        "قال الرئيس إن قادة إيران ينهبون بلدهم، ووصف طهران بأنها راعية الإرهاب.",
        "ووصف", "الرئيس",
    ),
    (
        "he who wrote a letter",
        "وذكرت الصحيفة أن سالفيني وجه رسالة إلى السلطات المالطية قال فيها إنه سيغلق الموانئ.",
        "قال", "سالفيني",
    ),
    (
        "a verb in the present that opens a sentence",
        "ويسكن ديفيد ميللس في فرجينيا. يقول إن الدمية تشعره بالراحة.",
        "يقول", "ديفيد ميللس",
    ),
    (
        "an announcement of his own",
        "وأثار الرئيس دونالد ترامب الغضب حين أعلن في السادس من ديسمبر اعترافه بالقدس.",
        "أعلن", "الرئيس دونالد ترامب",
    ),
    (
        "a gathering that demands",
        "واحتشد المتظاهرون أمام مركز الشرطة للمطالبة بالإفراج عن المحتجزين.",
        "للمطالبة", "المتظاهرون",
    ),
    (
        "a role whose bearer was named with it",
        "حيث أفاد يوشيهيدي سوغا المتحدث باسم الحكومة أن الحصيلة ارتفعت. وبحسب المتحدث فإن آلاف الأشخاص يبحثون.",
        "وبحسب", "يوشيهيدي سوغا",
    ),
    (
        "the source is whoever spoke last",
        "وأشارت وزارة الصحة إلى أن الشاب قتل. وأصيب مسعفان بالرصاص، بحسب المصدر نفسه.",
        "بحسب", "وزارة الصحة",
    ),
    (
        "a newspaper of a nation",
        "ونشرت «الغارديان» مقالا عن الأزمة. وقالت «الغارديان» إن الوضع خطير. لكن الصحيفة البريطانية أشارت إلى أن الحل ممكن.",
        "أشارت", "«الغارديان»",
    ),
    (
        "nobody in his words goes on speaking",
        'وقال إيمري: "إنه لقب كبير. الفريق قطع مشوارا رائعا للحصول عليه"، مضيفا: "أنا سعيد بهذا الموسم كثيرا".',
        "مضيفا", "إيمري",
    ),
    (
        "a network says nothing of itself",
        'وهنأ رئيس الحكومة المنتخب على موقع التواصل الاجتماعي، فيسبوك، حيث قال: "أنتم فخر البلاد كلها".',
        "قال", "رئيس الحكومة المنتخب",
    ),
    (
        "a month is nobody",
        "وأكد المستوطن أبو ريدة في آب/أغسطس أنه لن يرحل. وفي آب/أغسطس رفع العلم، كما أضاف أن البيت بيته.",
        "أضاف", "المستوطن أبو ريدة",
    ),
    (
        "who gave the conference, not who was addressed",
        "جاء ذلك في مؤتمر صحفي لوفد الحكومة، حيث قال إن المحادثات فشلت.",
        "قال", "لوفد الحكومة",
    ),
    (
        "an indefinite source is a new one",
        "ونقل عن مصدر عسكري أن المعارك مستمرة. وأفاد مصدر ميداني أن المقاومة تقدمت، لافتا إلى أن الطريق مفتوح.",
        "لافتا", "مصدر ميداني",
    ),
    (
        "the noun of its own clause",
        "قال المدير العام للمنظمة إن الولايات المتحدة أبدت قلقا من عمل المنظمة وطالبت بإصلاحات.",
        "وطالبت", "الولايات المتحدة",
    ),
    (
        "the author of what was posted",
        "ونشر محامي دانييلز تغريدة قال فيها إن ترامب يدرك ما حدث.",
        "قال", "محامي دانييلز",
    ),
    (
        "a surname whose verb told its gender",
        "وقالت ساراغوس إن المجموعة ستنمو. وقال ماكرون إنه سعيد. وأضافت أن العمل مستمر.",
        "وأضافت", "ساراغوس",
    ),
    (
        "the verb that goes on looks for a speaker",
        "وقال وزير الدفاع علي سالم إن القوات ستبقى. وزار الرئيس المصري المدينة أمس. وأضاف أن العملية مستمرة.",
        "وأضاف", "وزير الدفاع علي سالم",
    ),
]  # fmt: skip

SILENT = [
    ("a court's ruling", "أمرت المحكمة بحبس المتهم خمسة عشر يوما."),
    ("a court's refusal", "رفضت محكمة تركية طلبا برفع الإقامة الجبرية عن القس."),
    ("held for the inquiry", "وحبس المتهم خمسة عشر يوما على ذمة التحقيق بعد القبض عليه."),
    ("a name written like a verb", "وشارك العقيد تامر الرفاعي في الاحتفال أمس."),
    ("a participle that qualifies", "وتعاني المنطقة من قيود إسرائيلية مشددة على البناء."),
    ("an order of things", "وأصدر الرئيس أمرا تنفيذيا بإغلاق الحدود."),
]


@pytest.mark.parametrize(("text", "speaker"), [c[1:] for c in SPANS], ids=[c[0] for c in SPANS])
def test_where_a_speaker_ends(finder: Finder, text: str, speaker: str) -> None:
    one = finder(text)[0]
    assert one.speaker is not None
    assert one.speaker.ar.strip('"') == speaker.strip('"')


@pytest.mark.parametrize(
    ("text", "cue", "speaker"), [c[1:] for c in CARRIED], ids=[c[0] for c in CARRIED]
)
def test_whom_an_unnamed_speaker_is(finder: Finder, text: str, cue: str, speaker: str) -> None:
    (one,) = (found for found in finder(text) if found.cue.ar == cue)
    assert one.speaker is not None
    assert one.speaker.resolved_from is not None
    assert text[slice(*one.speaker.resolved_from)] == speaker


@pytest.mark.parametrize("text", [c[1] for c in SILENT], ids=[c[0] for c in SILENT])
def test_what_only_looks_like_a_statement(finder: Finder, text: str) -> None:
    assert [(one.cue.ar, one.content.ar) for one in finder(text)] == []


def test_what_stands_in_the_sentence_before_can_be_refused(finder: Finder) -> None:
    text = "وتعتبر معظم الدول المستوطنات غير مشروعة. وترفض إسرائيل ذلك."
    found = {one.cue.ar: one for one in finder(text)}
    assert found["وترفض"].content.span == found["وتعتبر"].content.span


def test_what_was_held_is_said_by_whoever_follows(finder: Finder) -> None:
    (one,) = finder("وفر الآلاف من البلاد بعد حملة وصفتها الأمم المتحدة بالتطهير العرقي.")
    assert one.speaker is not None
    assert one.speaker.ar == "الأمم المتحدة"


def test_data_that_say_who_published_them_speak_for_themselves(finder: Finder) -> None:
    text = "وقال جيف بروك إن الفيلم نجح. وأشارت البيانات التي نشرتها الشركة إلى أن المبيعات زادت."
    one = next(one for one in finder(text) if one.cue.ar == "وأشارت")
    assert one.speaker is not None
    assert one.speaker.resolved_from is None


def test_asked_about_somebody_unknown(finder: Finder) -> None:
    (one,) = finder("وسئل بوروانتو عمن يعتقد أنه العقل المدبر وراء الهجمات.")
    assert (one.cue.kind, one.speaker) == ("ask", None)


def test_claims_are_reported_inside_another_report(finder: Finder) -> None:
    text = "وقال مكابي إنه مستهدف بسبب ادعاءات المدير السابق بأن ترامب حاول الضغط عليه."
    one = next(one for one in finder(text) if one.cue.ar == "ادعاءات")
    assert one.speaker is not None
    assert one.speaker.ar == "المدير السابق"


def test_what_had_been_announced_before_is_a_report_of_its_own(finder: Finder) -> None:
    text = 'وأشارت وزارة الصحة إلى أن الشاب قتل شرق غزة، وكانت قد أعلنت "مقتل طفل شرق خان يونس".'
    assert [one.cue.ar for one in finder(text)] == ["وأشارت", "أعلنت"]


def test_a_criticism_of_something(finder: Finder) -> None:
    (one,) = finder("وتوترت العلاقات بعد انتقاد فرنسا للعملية العسكرية.")
    assert one.speaker is not None
    assert (one.speaker.ar, one.content.ar) == ("فرنسا", "للعملية العسكرية")


def test_the_latter_is_whoever_was_mentioned_last(finder: Finder) -> None:
    text = "واستقبل وزير الخارجية سامح شكري السفير الأميركي جون كيسي. وأكد الأخير أن بلاده ملتزمة."
    one = finder(text)[-1]
    assert one.speaker is not None
    assert "جون كيسي" in text[slice(*(one.speaker.resolved_from or one.speaker.span))]
