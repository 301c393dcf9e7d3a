"""What stands apart in a page: lines and places are invented, the frame around them is one talk.

The variants were written before the code that reads them.
"""

import pytest

from interviews.transcripts.page.apart import apart
from interviews.transcripts.source import Formatted, Look, Source
from interviews.transcripts.text.paragraphs import Document

LEAD = (
    "على ضفة النهر القديم، في بيت من طابقين تملؤه الكتب والخرائط، استقبلتنا المهندسة التي قضت ثلاثين عاماً "
    "في بناء السدود، وتحدثت معنا عن الماء والناس وعن مدن لا يعرفها أحد، وعن سنوات العمل الطويلة في الجبال."
)
TALK = (
    "كيف بدأت العمل في السدود؟",
    "بدأت متدربة في مكتب صغير، ثم انتقلت إلى الموقع بعد عام واحد فقط، وهناك تعلمت كل شيء من العمال.",
    "وما أصعب ما واجهك هناك؟",
    "البرد أولاً، ثم قلة المعدات. كنا ننتظر الشاحنات أسابيع، ونعمل بما لدينا من أدوات قديمة، ولم يتوقف العمل "
    "يوماً.",
)


def page(place: str, lines: str) -> str:
    """The frame with lines at its top, within an answer, or at its bottom."""
    if place == "top":
        return "\n\n".join((lines, LEAD, "\n".join(TALK)))
    if place == "within":
        return LEAD + "\n\n" + "\n".join((*TALK[:2], lines, *TALK[2:]))
    return "\n\n".join((LEAD, "\n".join(TALK), lines))


def kinds(text: str) -> dict[str, str]:
    """The lines that stand apart, with their kinds."""
    document = Document(text)
    found = apart(document)
    return {text[p.start : p.end]: found[p.index] for p in document.paragraphs if p.index in found}


@pytest.mark.parametrize(
    ("place", "lines", "expected"),
    [
        ("top", "الرئيسية » ثقافة", "breadcrumb"),
        ("top", "الرئيسية / سياسة / حوارات", "breadcrumb"),
        ("top", "الرئيسية > أخبار > مقابلات", "breadcrumb"),
        ("top", "الصفحة الرئيسية | حوارات", "breadcrumb"),
        ("top", "Home › Culture › Interviews", "breadcrumb"),
        ("top", "الرئيسية", "breadcrumb"),
        ("top", "أنت هنا: الرئيسية » المقالات » حوار العدد", "breadcrumb"),
        ("top", "الرئيسية\\ رياضة\\ لقاءات", "breadcrumb"),
        ("top", "ثقافة وفنون » حوارات » سينما", "breadcrumb"),
        ("top", "الصفحة الأولى - منوعات - حوار", "breadcrumb"),
        ("top", "← العودة إلى الرئيسية", "breadcrumb"),
        ("top", "سەرەکی » چاوپێکەوتن", "breadcrumb"),
    ],
)
def test_trails_of_links(place: str, lines: str, expected: str) -> None:
    assert kinds(page(place, lines)) == dict(zip(lines.split("\n"), expected.split(), strict=True))


@pytest.mark.parametrize(
    ("place", "lines", "expected"),
    [
        ("top", "سياسة\nاقتصاد\nرياضة\nثقافة\nمنوعات", "menu menu menu menu menu"),
        ("bottom", "من نحن\nاتصل بنا\nسياسة الخصوصية\nحقوق النشر", "menu menu menu menu"),
        ("top", "الأخبار | التقارير | الحوارات | الرأي", "menu"),
        ("bottom", "شارك", "menu"),
        ("bottom", "طباعة", "menu"),
        ("bottom", "شارك المقال\nفيسبوك\nتويتر\nواتساب", "menu menu menu menu"),
        ("bottom", "الكلمات الدلالية: سدود، مياه، هندسة", "menu"),
        ("bottom", "التعليقات (0)\nأضف تعليقاً", "menu menu"),
        ("bottom", "لا توجد تعليقات", "menu"),
        ("bottom", "عدد المشاهدات: 1532", "menu"),
        ("top", "شارك 12 Facebook Twitter WhatsApp", "menu"),
        ("bottom", "جميع الحقوق محفوظة © 2019", "menu"),
        ("bottom", "الوسوم\nسدود\nمياه", "menu menu menu"),
        ("bottom", "التعليقات\nمواضيع ذات صلة\nسد جديد في الجبال", "menu related related"),
        ("within", "شارك الخبر عبر فيسبوك", "menu"),
    ],
)
def test_menus_and_buttons(place: str, lines: str, expected: str) -> None:
    assert kinds(page(place, lines)) == dict(zip(lines.split("\n"), expected.split(), strict=True))


@pytest.mark.parametrize(
    ("place", "lines", "expected"),
    [
        ("top", "القاهرة - صوت النهر", "dateline"),
        ("top", "بغداد: نديم الصائغ", "dateline"),
        ("top", "بيروت ـ «النهر»", "dateline"),
        ("top", "الرباط / صوت النهر", "dateline"),
        ("top", "8-6-2013", "dateline"),
        ("top", "الأحد ٢٢ نوفمبر ٢٠٢٦", "dateline"),
        ("top", "آخر تحديث: 12 مارس 2020 - 14:35", "dateline"),
        ("top", "الصفحة الأخيرة 2022/07/19", "dateline"),
        ("top", "نشر في: الثلاثاء 3 شباط/فبراير 2015 الساعة 10:20 ص", "dateline"),
        ("top", "تاريخ النشر: 2018-05-04", "dateline"),
        ("top", "الخميس 5 ربيع الأول 1440 هـ الموافق 13 نوفمبر 2018 م", "dateline"),
        ("top", "العدد 4512 - السبت 9 أيار 2009", "dateline"),
        ("top", "منذ 3 ساعات", "dateline"),
        ("top", "12/03/2019 10:45:00 م", "dateline"),
        ("top", "Published: 3 May 2020", "dateline"),
        ("top", "أربيل (صوت النهر)", "dateline"),
    ],
)
def test_datelines(place: str, lines: str, expected: str) -> None:
    assert kinds(page(place, lines)) == dict(zip(lines.split("\n"), expected.split(), strict=True))


@pytest.mark.parametrize(
    ("place", "lines", "expected"),
    [
        ("top", "حاوره: نديم الصائغ", "byline"),
        ("top", "أجرى الحوار: نديم الصائغ", "byline"),
        ("top", "كتب - نديم الصائغ", "byline"),
        ("top", "كتبت ليلى النجار:", "byline"),
        ("top", "By Nadim Sayegh", "byline"),
        ("top", "حوار: ليلى النجار", "byline"),
        ("top", "حوار: ليلى النجار\nlaila@example.org", "byline byline"),
        ("top", "حاورتها في عمّان: ليلى النجار", "byline"),
        ("top", "حوار وتصوير: نديم الصائغ", "byline"),
        ("top", "إعداد وحوار/ نديم الصائغ", "byline"),
        ("top", "بقلم: نديم الصائغ", "byline"),
        ("top", "حوار ليلى النجار", "byline"),
        ("top", "نديم الصائغ - عمّان", "dateline"),
        ("top", "أجرت اللقاء ليلى النجار", "byline"),
        ("top", "سازدانی: نەدیم", "byline"),
    ],
)
def test_bylines(place: str, lines: str, expected: str) -> None:
    assert kinds(page(place, lines)) == dict(zip(lines.split("\n"), expected.split(), strict=True))


@pytest.mark.parametrize(
    ("place", "lines", "expected"),
    [
        ("top", "تصوير: نديم الصائغ", "caption"),
        ("top", "الصورة: المهندسة في موقع السد", "caption"),
        ("top", "(أرشيف)", "caption"),
        ("within", "تصوير: ليلى النجار", "caption"),
        ("within", "صورة: نديم الصائغ", "caption"),
        ("within", "المهندسة في موقع السد (تصوير: نديم الصائغ)", "caption"),
        ("within", "المهندسة مع فريقها - أرشيف", "caption"),
        ("top", "صورة أرشيفية", "caption"),
        ("within", "عدسة: نديم الصائغ", "caption"),
        ("within", "Photo: Nadim Sayegh", "caption"),
        ("within", "في الصورة: سد قديم على النهر", "caption"),
        ("within", "صورة من الأرشيف لموقع السد", "caption"),
    ],
)
def test_captions(place: str, lines: str, expected: str) -> None:
    assert kinds(page(place, lines)) == dict(zip(lines.split("\n"), expected.split(), strict=True))


@pytest.mark.parametrize(
    ("place", "lines", "expected"),
    [
        ("bottom", "اقرأ أيضاً:\nسد جديد في الجبال\nالماء يعود إلى القرى البعيدة", "related related related"),
        ("within", "اقرأ أيضاً: سد جديد في الجبال", "related"),
        ("within", "اقرأ أيضا\nسد جديد في الجبال", "related related"),
        ("bottom", "قد يهمك\nسد جديد في الجبال", "related related"),
        ("bottom", "قد يهمك أيضاً:\n- سد جديد في الجبال\n- أزمة الماء في المدن", "related related related"),
        ("bottom", "مواضيع ذات صلة\nسد جديد في الجبال\nأزمة الماء", "related related related"),
        ("bottom", "أخبار متعلقة", "related"),
        ("within", "إقرأ أيضاً | سد جديد في الجبال", "related"),
        ("within", "شاهد أيضاً: فيلم عن السد", "related"),
        ("bottom", "المزيد من الحوارات\nحديث مع نجار القرية", "related related"),
        ("bottom", "للمزيد: سد جديد في الجبال", "related"),
        ("bottom", "موضوعات مرتبطة:\nهل يكفي الماء؟\nسد جديد في الجبال", "related related related"),
        ("bottom", "Read also: A new dam", "related"),
        ("bottom", "الأكثر قراءة\n1 سد جديد في الجبال\n2 أزمة الماء في المدن", "related related related"),
    ],
)
def test_other_articles(place: str, lines: str, expected: str) -> None:
    assert kinds(page(place, lines)) == dict(zip(lines.split("\n"), expected.split(), strict=True))


@pytest.mark.parametrize(
    ("place", "lines", "expected"),
    [
        ("bottom", "(رويترز)", "credit"),
        ("bottom", "المصدر: وكالة النهر", "credit"),
        ("bottom", "المصدر : وكالات", "credit"),
        ("bottom", "نقلاً عن صحيفة النهر", "credit"),
        ("bottom", "(أ ف ب)", "credit"),
        ("bottom", "وكالات", "credit"),
        ("bottom", "أ.ف.ب", "credit"),
        ("bottom", "(وكالات)", "credit"),
        ("bottom", "Source: Nahr News", "credit"),
        ("bottom", "المصدر\nوكالة النهر", "credit credit"),
        ("bottom", "ترجمة: ليلى النجار", "credit"),
        ("bottom", "تصوير: نديم الصائغ", "credit"),
        ("bottom", "حاورها: نديم الصائغ\nتصوير: ليلى النجار", "credit credit"),
        ("bottom", "(د ب أ)", "credit"),
    ],
)
def test_credits(place: str, lines: str, expected: str) -> None:
    assert kinds(page(place, lines)) == dict(zip(lines.split("\n"), expected.split(), strict=True))


@pytest.mark.parametrize(
    ("place", "lines", "expected"),
    [
        ("within", "كنا ننتظر الشاحنات أسابيع، ونعمل بما لدينا", "pull_quote"),
        ("within", "«بدأت متدربة في مكتب صغير»", "pull_quote"),
        ("within", "«كنا ننتظر الشاحنات أسابيع»", "pull_quote"),
        ("within", "كنا ننتظر الشاحنات أسابيع ونعمل بأدوات قديمة", "pull_quote"),
        ("within", '"تعلمت كل شيء من العمال"', "pull_quote"),
        ("within", "كُنّا نَنتظر الشاحنات أسابيع، ونعمل بما لدينا من أدوات", "pull_quote"),
        ("within", "بدأت متدربة في مكتب صغير ثم انتقلت إلى الموقع", "pull_quote"),
        ("within", "انتقلت إلى الموقع بعد عام واحد فقط وهناك تعلمت كل شيء", "pull_quote"),
        ("bottom", "«ونعمل بما لدينا من أدوات قديمة»", "pull_quote"),
        ("top", "كنا ننتظر الشاحنات أسابيع، ونعمل بما لدينا", "heading"),
    ],
)
def test_pull_quotes(place: str, lines: str, expected: str) -> None:
    assert kinds(page(place, lines)) == dict(zip(lines.split("\n"), expected.split(), strict=True))


@pytest.mark.parametrize(
    ("place", "lines", "expected"),
    [
        ("top", "مهندسة السدود: الماء لا ينتظر أحداً", "heading"),
        ("top", "حوار مع مهندسة السدود", "heading"),
        (
            "top",
            "حديث الماء\nمهندسة السدود: لن نتراجع عن المشروع\nالجبال علمتني الصبر",
            "heading heading heading",
        ),
        ("top", "الماء لا ينتظر أحداً!", "heading"),
        ("top", "بين النهر والجبل.. ثلاثون عاماً من البناء", "heading"),
        ("top", "مهندسة السدود لـ«النهر»: أحلم بسد بلا إسمنت", "heading"),
        ("top", '"الماء لا ينتظر أحداً".. حوار مع مهندسة السدود', "heading"),
        (
            "top",
            "مهندسة السدود\nبنيت سبعة سدود في عشر سنوات\nحاورها: نديم الصائغ\n3-5-2016",
            "heading heading byline dateline",
        ),
        ("top", "مقابلة خاصة", "heading"),
        (
            "top",
            "الرئيسية » حوارات\nمهندسة السدود: الماء حياة\nعمّان - صوت النهر",
            "breadcrumb heading dateline",
        ),
    ],
)
def test_headlines(place: str, lines: str, expected: str) -> None:
    assert kinds(page(place, lines)) == dict(zip(lines.split("\n"), expected.split(), strict=True))


@pytest.mark.parametrize(
    ("place", "lines"),
    [
        ("within", "نعم، هذا كل شيء"),
        ("within", "المصدر هو النهر نفسه"),
        ("within", "شارك أخي في العمل معنا."),
        ("within", "عام 1975"),
        ("within", "كتب: ثلاثة، أولها عن الماء."),
        ("within", "الصورة كانت واضحة لنا جميعاً."),
        ("within", "بغداد - دمشق"),
        ("within", "اقرأ أيضاً في كتب التاريخ لتعرف ما جرى لنا هناك."),
        ("within", "أحلم بأن أرى السد"),
        ("within", "5 مايو 1990"),
        ("within", "ترجمة: نقل المعنى من لسان إلى لسان."),
        ("within", "الأحد"),
        ("within", "(تضحك)"),
        ("within", "المزيد من الماء يعني المزيد من الحياة."),
        ("bottom", "هكذا كانت أيامنا"),
        ("bottom", "شكراً لكم"),
        ("within", "أرشيفنا احترق كله."),
        ("within", "هل تعرف لماذا كنا ننتظر الشاحنات أسابيع؟"),
        ("within", "أبنائي"),
        ("bottom", "كنا ستة\nبقينا ثلاثة\nثم واحداً"),
        ("top", "كيف تصفين حياتك؟"),
        ("top", "حدثينا عن البداية"),
        (
            "top",
            "صوت النهر/ عمّان/ أكدت مهندسة السدود أن الماء لا ينتظر أحداً وأن المشروع مستمر إلى آخر يوم.",
        ),
        ("within", "العدد 40 كان قليلاً"),
        ("top", "هل يكفي الماء؟\nمهندسة السدود تجيب"),
        ("within", "نشر في عام 1990"),
        ("within", "وكالات"),
        ("bottom", "5 مايو 1990 كان أجمل يوم"),
    ],
)
def test_what_somebody_may_have_said_stays(place: str, lines: str) -> None:
    assert kinds(page(place, lines)) == {}


def test_a_date_that_answers_the_last_question_stays() -> None:
    assert kinds(page("bottom", "متى انتهى البناء؟\n5 مايو 1990")) == {}


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        ("menu", "menu"),
        ("boilerplate", "menu"),
        ("caption", "caption"),
        ("byline", "byline"),
        ("date", "dateline"),
    ],
)
def test_the_look_of_a_line_says_what_it_is(look: Look, expected: str) -> None:
    line = "كلمات لا تقول ما هي"
    text = page("within", line)
    start = text.index(line)
    document = Document(Source(text, (Formatted(start, start + len(line), look),)))
    assert list(apart(document).values()) == [expected]


def test_a_page_that_is_boilerplate_throughout_keeps_its_text() -> None:
    text = page("within", "نعم")
    assert apart(Document(Source(text, (Formatted(0, len(text), "boilerplate"),)))) == {}


def test_bold_lines_are_no_headlines_where_questions_are_bold() -> None:
    line = "عن البدايات الأولى في الجبال"
    text = page("top", line)
    bold = [line, TALK[0], TALK[2]]
    places = tuple(Formatted(text.index(one), text.index(one) + len(one), "strong") for one in bold)
    assert kinds(text) == {line: "heading"}
    assert apart(Document(Source(text, places))) == {}


@pytest.mark.parametrize(
    "text", ["", "\n\x00\u200f\n", "ـ", "؟", "اقرأ أيضاً", "|||", "»»» ››", "(", "()", "1", "\u202e:"]
)
def test_any_string_is_accepted(text: str) -> None:
    apart(Document(text))


def test_a_refrain_is_no_pull_quote() -> None:
    verse = "يا نهر خذ مني السلام إلى بلاد"
    text = "\n".join([LEAD, *TALK, *[verse] * 8, f"قلت لهم يومها {verse} بعيدة لا نعرف عنها شيئاً."])
    assert apart(Document(text)) == {}
