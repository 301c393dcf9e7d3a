"""Web pages, fragments and clipboards become what a reader sees, with the look of its passages."""

import pytest

from interviews.transcripts.files import UndecodableFile
from interviews.transcripts.sources import read, read_text
from interviews.transcripts.sources.html import is_html, read_html
from tests.unit.transcripts.sources.looks import looks

WORD = (
    '<html xmlns:o="urn:x"><head><style>p.MsoNormal{margin:0}</style>'
    "<!--[if gte mso 9]><xml><w:WordDocument>Normal</w:WordDocument></xml><![endif]--></head><body>"
    "<!--StartFragment--><p class=MsoNormal dir=RTL><b><span lang=AR-SA>كم بقي من القمح؟<o:p></o:p>"
    "</span></b></p>"
    "<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>1.</span><![endif]>"
    " ثلث ما زُرع.</p><p style='mso-hide:all'>سرّ</p><!--EndFragment--></body></html>"
)
GOOGLE = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="rtl">'
    '<span style="font-weight:700;white-space:pre-wrap;">من يحرس</span>'
    '<span style="font-weight:700"> المخزن؟</span>'
    '</p><p dir="rtl"><span style="font-weight:400">نحرسه </span>'
    '<span style="font-style:italic">جميعاً</span>.</p></b>'
)
CLIPBOARD = (
    "Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:0000000205\r\nStartFragment:0000000141\r\n"
    "EndFragment:0000000169\r\nSourceURL:https://news.example/1\r\n"
    "<html><body>\r\n<!--StartFragment--><p>متى يفتح الجسر؟</p><p>غداً.</p><!--EndFragment-->"
    "\r\n</body>\r\n</html>"
)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>متى؟</p><p>غداً.</p>", "متى؟\n\nغداً."),
        ("<div>متى؟</div><div>غداً.</div>", "متى؟\nغداً."),
        ("<p>متى؟<br>غداً.<br/><br/><br>بعد</p>", "متى؟\nغداً.\n\nبعد"),
        ("<p>  كم \n\t من   مرة</p>", "كم من مرة"),
        ("<p>كم<b> مرة </b> زرت</p>", "كم مرة زرت"),
        ("<p>&laquo;نعم&raquo; &amp; &#1604;&#x627; &hellip;</p>", "«نعم» & لا …"),
        ("<p>مئة&nbsp;متر</p><p>&nbsp;</p><p>نعم</p>", "مئة\u00a0متر\n\nنعم"),
        ("<pre>  أ\n    ب</pre>", "  أ\n    ب"),
        ("<p style='white-space: pre-wrap'>أ\nب</p>", "أ\nب"),
        # An editor's field keeps paragraphs as blank lines and has tags inside them only.
        ("<strong>متى؟</strong>\n\nغداً.\n<em>ربما</em>", "متى؟\n\nغداً.\nربما"),
        ("<ul><li>أ<li>ب</ul>", "أ\nب"),
        ("<script>x()</script><style>p{}</style><template>ت</template><noscript>ن</noscript>نص", "نص"),
        (
            "<p hidden>خفي</p><p style='DISPLAY : none'>خفي</p><p style='visibility:hidden'>خفي</p>ظاهر",
            "ظاهر",
        ),
        ("<img alt='صورة'><svg><title>رمز</title></svg><p>نص</p>", "نص"),
        ("<p aria-hidden='true'>يراه القارئ</p>", "يراه القارئ"),
        # An element that has no end hides nothing behind it.
        ("<p>زار <embed src='a.mp4'>بغداد<wbr>، <noembed>خفي</noembed>أمس</p>", "زار بغداد، أمس"),
        ("<!-- تعليق --><p>نص<!-- آخر --> ثم</p>", "نص ثم"),
        ("<p>أ < ب و ج > د</p>", "أ < ب و ج > د"),
        ("<p>غير مغلق <b>أبداً<p>ثان", "غير مغلق أبداً\n\nثان"),
        ("<p>قبل\0بعد</p>", "قبلبعد"),
        ("", ""),
        (WORD, "كم بقي من القمح؟\n\n1. ثلث ما زُرع."),
        (GOOGLE, "من يحرس المخزن؟\n\nنحرسه جميعاً."),
        (CLIPBOARD, "متى يفتح الجسر؟\n\nغداً."),
    ],
)
def test_the_text_is_what_a_reader_sees(markup: str, text: str) -> None:
    assert read_html(markup).text == text


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([("س", "متى؟"), ("ج", "غداً."), ("س", "أين؟"), ("ج", "هنا.")], "س: متى؟\nج: غداً.\nس: أين؟\nج: هنا."),
        ([("سعاد:", "متى؟"), ("مراد:", "غداً.")], "سعاد: متى؟\nمراد: غداً."),
        # No speaker stands in a first column in which nothing comes twice.
        ([("الاسم", "سعاد"), ("المهنة", "طبيبة")], "الاسم\tسعاد\nالمهنة\tطبيبة"),
        ([("نص طويل " * 12, "آخر")], ("نص طويل " * 12).strip() + "\nآخر"),
        ([("أ", ""), ("", "ب"), ("ج", "د")], "أ\nب\nج\tد"),
    ],
)
def test_tables_and_definitions_are_readable_lines(rows: list[tuple[str, str]], text: str) -> None:
    table = "".join(f"<tr><td>{label}</td><td>{cell}</td></tr>" for label, cell in rows)
    assert read_html(f"<table>{table}</table>").text == text
    definitions = "".join(f"<dt>{label}</dt><dd>{cell}</dd>" for label, cell in rows)
    assert read_html(f"<dl>{definitions}</dl>").text == text


def test_a_page_laid_out_with_tables_keeps_its_lines() -> None:
    page = "<table><tr><td><p>قائمة</p><p>روابط</p></td><td><p>متى؟</p><p>غداً.</p></td></tr></table>"
    assert read_html(page).text == "قائمة\n\nروابط\nمتى؟\n\nغداً."


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<h3>محور</h3>", [("heading", "محور")]),
        ("<p><b>متى؟</b></p>", [("strong", "متى؟")]),
        # Neighbouring bold runs are one passage, in one line.
        ("<p><b>متى</b> <strong>ذلك؟</strong></p>", [("strong", "متى ذلك؟")]),
        ("<p><b>متى؟<br>أين؟</b></p>", [("strong", "متى؟"), ("strong", "أين؟")]),
        ("<p>قال <b>كثيراً</b> ثم</p>", [("strong", "كثيراً")]),
        ("<b><i>أ</i></b>", [("emphasis", "أ"), ("strong", "أ")]),
        ("<p style='font-weight: bold'>متى؟</p>", [("strong", "متى؟")]),
        ("<p style='font-weight:550'>أ</p>", []),
        ("<p style='font-weight:600'>أ <span style='font-weight:400'>ب</span></p>", [("strong", "أ")]),
        ("<b style='font-weight:normal'>متى؟</b>", []),
        ("<head><style>.c1{color:red;font-weight:700} p.c2{font-style:italic}</style></head>"
         "<p class='x c1'>أ</p><p class=c2>ب</p>",
         [("strong", "أ"), ("emphasis", "ب")]),
        ("<blockquote>قول</blockquote>", [("quote", "قول")]),
        ("<figure><img><figcaption>من اللقاء</figcaption></figure>", [("caption", "من اللقاء")]),
        ("<p class='wp-caption-text'>من اللقاء</p>", [("caption", "من اللقاء")]),
        ("<p>في <a href='/x'>هذا</a> الباب</p>", [("link", "هذا")]),
        ("<p><a name='x'>مرساة</a></p>", []),
        ("<ol><li>أ</li><li>ب</li></ol>", [("item", "أ"), ("item", "ب")]),
        ("<span itemprop='author'>سعاد</span>", [("byline", "سعاد")]),
        ("<p class='post-author'>سعاد</p>", [("byline", "سعاد")]),
        ("<time>3 أيار</time>", [("date", "3 أيار")]),
        ("<span class='entryDate'>3 أيار</span>", [("date", "3 أيار")]),
        ("<div class='entry-title'>عنوان</div>", [("heading", "عنوان")]),
        ("<p class='MsoTitle'>عنوان</p>", [("heading", "عنوان")]),
        ("<p class='with-title'>فقرة</p>", []),
    ],
)  # fmt: skip
def test_the_look_of_passages(markup: str, expected: list[tuple[str, str]]) -> None:
    # A second text, since what covers a whole page is not believed.
    source = read_html(f"{markup}<p>{'كلام ' * 30}</p>")
    assert looks(source) == expected


PAGE = """<!DOCTYPE html><html><head><title>الموقع</title></head>
<body class="single has-sidebar comments-open"><header><a href="/">جريدة النهر</a></header>
<nav><ul><li><a href="/1">سياسة</a></li></ul></nav>
<div class="breadcrumbs">الرئيسية » حوارات</div>
<article class="author-7"><header><h1>عن الماء</h1></header>
<div class="share-buttons">شارك</div><p>متى؟</p><p>غداً، إن نزل المطر في الجبل ولم تُغلق الطرق.</p>
<aside>بيت القصيد</aside></article>
<aside>الأكثر قراءة</aside><section id="comments">تعليق قارئ</section>
<footer>حقوق النشر</footer></body></html>"""


def test_the_parts_around_an_article_are_marked_and_kept() -> None:
    source = read_html(PAGE)
    found = looks(source)
    around = [(look, text) for look, text in found if look in ("menu", "boilerplate")]
    assert around == [
        ("boilerplate", "جريدة النهر"),
        ("menu", "سياسة"),
        ("menu", "الرئيسية » حوارات"),
        ("boilerplate", "شارك"),
        ("boilerplate", "الأكثر قراءة"),
        ("boilerplate", "تعليق قارئ"),
        ("boilerplate", "حقوق النشر"),
    ]
    assert ("heading", "عن الماء") in found
    assert "الموقع" not in source.text


@pytest.mark.parametrize(
    "page",
    [
        '<div class="sidebar"><h1>عن الماء</h1><p>متى؟</p><p>غداً.</p></div><p>ذيل</p>',
        '<div id="comments"><p>متى؟</p><p>غداً، إن شاء الله، عند الظهر.</p></div><p>ذ</p>',
        '<aside><div itemprop="articleBody"><p>متى؟</p></div></aside><p>حاشية في الذيل</p>',
    ],
)
def test_a_name_that_covers_the_article_says_nothing(page: str) -> None:
    assert "boilerplate" not in {look for look, _ in looks(read_html(page))}


def test_a_byline_is_short() -> None:
    page = f"<div class='author'><p>{'كلام ' * 80}</p></div>"
    assert looks(read_html(page)) == []


PLAIN_TEXTS = [
    "لا علامات هنا.",
    "نكتب <b> حين نريد خطاً عريضاً.",
    "قال: استعمل <p> و</p> في الصفحة، ثم <div> إن شئت.\n" + "كلام كثير عن أمور أخرى. " * 300,
    "> متى؟\n- غداً.\n> أين؟\n- هنا.",
    "* متى؟ - غداً. * أين؟ - هنا.",
    "{ متى؟ غداً. { أين؟ هنا.",
    "[1] حاشية\n[2] أخرى",
    "أ < ب\r\nب > ج\r\n",
    "\u200fس:\u200b متى؟\u0640\n\nج: \u202bغداً\u202c ١٢",
    " \t مسافات \n\n\n",
    "2 * 3 * 4 = 24 و snake_case_name",
    "# وسم\n#وسم_آخر",
    "",
]


@pytest.mark.parametrize("text", PLAIN_TEXTS)
def test_plain_text_stays_to_the_character(text: str) -> None:
    source = read_text(text)
    assert (source.text, source.formatted, source.media) == (text, (), "text")
    assert read(text.encode(), "حوار.txt").text == text


@pytest.mark.parametrize(
    "text",
    [
        PAGE,
        WORD,
        CLIPBOARD,
        GOOGLE,
        "<p>متى؟</p><p>غداً.</p>",
        "\ufeff\n <html><body>نص</body></html>",
        "متى؟<br />غداً.<br />أين؟<br />هنا.<br />كم؟<br />عشرة.<br />",
        "<strong>متى؟</strong>\n\nغداً.\n\n<strong>أين؟</strong>\n\nهنا.\n\n<strong>كم؟</strong>\n\nعشرة.",
    ],
)
def test_html_is_known_by_its_content(text: str) -> None:
    assert is_html(text)
    assert read(text.encode(), "حوار.txt").media == "html"


def test_a_name_makes_html_of_what_could_be_text() -> None:
    assert read("نص <b>ما</b>".encode(), "صفحة.HTM").text == "نص ما"


@pytest.mark.parametrize(
    ("encoding", "named", "told"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("utf-8", "windows-1256", "utf-8"),  # the bytes are valid UTF-8, whatever the page says
        ("cp1256", "windows-1256", "windows-1256"),
        ("iso-8859-6", "ISO-8859-6", "iso-8859-6"),
        ("utf-16", "utf-8", "utf-16-le"),
    ],
)
def test_the_encoding_of_a_page(encoding: str, named: str, told: str) -> None:
    page = f'<html><head><meta charset="{named}"></head><body><p>متى يفتح الجسر الكبير؟</p></body></html>'
    source = read(page.encode(encoding))
    assert (source.text, source.encoding) == ("متى يفتح الجسر الكبير؟", told)


def test_the_charset_decides_where_letters_leave_a_doubt() -> None:
    # Almost all Latin: by its letters alone it could be in any encoding.
    page = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><p>Café à la crème</p>'
    assert read(page.encode("cp1252"), "a.html").text == "Café à la crème"


def test_a_charset_that_does_not_fit_is_refused() -> None:
    page = '<meta charset="utf-8"><p>Café</p>'.encode("cp1252")
    with pytest.raises(UndecodableFile) as caught:
        read(page, "a.html")
    assert (caught.value.code, caught.value.encoding) == ("damaged", "UTF-8")
