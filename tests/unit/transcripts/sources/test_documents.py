"""Word and OpenDocument files become their text; damaged and hostile ones are refused."""

import pytest

from interviews.transcripts.files import UndecodableFile
from interviews.transcripts.sources import packages, read
from tests.unit.transcripts.sources.documents import docx, odt, package, paragraph
from tests.unit.transcripts.sources.looks import looks

BOLD = '<w:style w:styleId="Q"><w:name w:val="Question"/><w:rPr><w:bCs/></w:rPr></w:style>'
HEADINGS = (
    '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="2"><w:name w:val="mine"/><w:basedOn w:val="1"/></w:style>'
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (paragraph("متى؟") + paragraph("غداً."), "متى؟\n\nغداً."),
        (paragraph("متى") + "<w:p/><w:p/>" + paragraph("غداً."), "متى\n\nغداً."),
        ("<w:p><w:r><w:t>أ</w:t><w:br/><w:t>ب</w:t><w:tab/><w:t>ج</w:t></w:r></w:p>", "أ\nب\tج"),
        ('<w:p><w:r><w:t>كم </w:t></w:r><w:r><w:t xml:space="preserve">مرة </w:t></w:r></w:p>', "كم مرة"),
        ("<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>أ</w:t></w:r></w:p>", "أ"),
        # Tracked changes: what was deleted or moved away is gone, what was inserted or moved here is read.
        (
            "<w:p><w:del><w:r><w:delText>حذف</w:delText></w:r></w:del><w:ins><w:r><w:t>زيد</w:t></w:r></w:ins>"
            "<w:moveFrom><w:r><w:t>من</w:t></w:r></w:moveFrom>"
            "<w:moveTo><w:r><w:t> إلى</w:t></w:r></w:moveTo></w:p>",
            "زيد إلى",
        ),
        (paragraph("سر", "<w:vanish/>") + paragraph("علن", '<w:vanish w:val="0"/>'), "علن"),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>7</w:t></w:r></w:p>", "7"),
        # A text box stands in the file twice, the second time for older programs.
        (
            "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" + paragraph("إطار")
            + "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>" + paragraph("إطار")
            + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>متن</w:t></w:r></w:p>",
            "إطار\n\nمتن",
        ),
        (
            "<w:tbl>"
            + "".join(
                f"<w:tr><w:tc>{paragraph(label)}</w:tc><w:tc>{paragraph(said)}</w:tc></w:tr>"
                for label, said in (("س", "متى؟"), ("ج", "غداً."), ("س", "أين؟"))
            )
            + "</w:tbl>",
            "س: متى؟\n\nج: غداً.\n\nس: أين؟",
        ),
    ],
)  # fmt: skip
def test_the_text_of_a_word_document(body: str, text: str) -> None:
    source = read(docx(body), "حوار.docx")
    assert (source.text, source.media) == (text, "docx")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (paragraph("متى؟", "<w:b/>"), [("strong", "متى؟")]),
        (paragraph("متى؟", "<w:b w:val='0'/><w:bCs/>"), [("strong", "متى؟")]),
        (paragraph("متى؟", "<w:b w:val='false'/>"), []),
        (paragraph("متى؟", "", "<w:pStyle w:val='Q'/>"), [("strong", "متى؟")]),
        (paragraph("متى؟", "<w:b w:val='0'/><w:bCs w:val='0'/>", "<w:pStyle w:val='Q'/>"), []),
        (paragraph("متى؟", "<w:rStyle w:val='Q'/>"), [("strong", "متى؟")]),
        # The mark of a paragraph may be bold while its text is not.
        (paragraph("متى؟", "", "<w:rPr><w:b/></w:rPr>"), []),
        ("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>متى </w:t></w:r>"
         "<w:r><w:rPr><w:b/></w:rPr><w:t>ذلك؟</w:t></w:r></w:p>",
         [("strong", "متى ذلك؟")]),
        (paragraph("محور", "", "<w:pStyle w:val='1'/>"), [("heading", "محور")]),
        (paragraph("محور", "", "<w:pStyle w:val='2'/>"), [("heading", "محور")]),
        (paragraph("محور", "", "<w:outlineLvl w:val='0'/>"), [("heading", "محور")]),
        (paragraph("بند", "", NUMBERED), [("item", "بند")]),
        (paragraph("بند", "", "<w:numPr><w:numId w:val='0'/></w:numPr>"), []),
        (paragraph("مائل", "<w:i/>"), [("emphasis", "مائل")]),
        ("<w:p><w:hyperlink><w:r><w:t>رابط</w:t></w:r></w:hyperlink></w:p>", [("link", "رابط")]),
    ],
)  # fmt: skip
def test_the_look_of_a_word_document(body: str, expected: list[tuple[str, str]]) -> None:
    assert looks(read(docx(body, BOLD + HEADINGS))) == expected


def test_notes_stand_behind_the_text_and_headers_are_marked() -> None:
    source = read(
        docx(
            paragraph("متن"),
            footnotes=f"<w:footnote>{paragraph('حاشية')}</w:footnote>",
            header1=paragraph("جريدة"),
            footer1=paragraph("صفحة"),
            comments=paragraph("تعليق المحرر"),
        )
    )
    assert source.text == "جريدة\n\nمتن\n\nحاشية\n\nصفحة"
    assert looks(source) == [("boilerplate", "جريدة"), ("boilerplate", "صفحة")]


AUTOMATIC = (
    '<style:style style:name="P1" style:parent-style-name="Standard">'
    '<style:text-properties fo:font-weight="normal" style:font-weight-complex="bold"/></style:style>'
    '<style:style style:name="P2" style:parent-style-name="Quotations"/>'
    '<style:style style:name="T1"><style:text-properties fo:font-style="italic"/></style:style>'
    '<style:style style:name="T2"><style:text-properties text:display="none"/></style:style>'
)
NAMED = '<style:style style:name="Quotations"/>'


@pytest.mark.parametrize(
    ("body", "text", "expected"),
    [
        ("<text:p>متى؟</text:p><text:p>غداً.</text:p>", "متى؟\n\nغداً.", []),
        ('<text:p text:style-name="P1">متى؟</text:p><text:p>غداً.</text:p>', "متى؟\n\nغداً.",
         [("strong", "متى؟")]),
        ('<text:p>قال <text:span text:style-name="T1">كثيراً</text:span> ثم</text:p>', "قال كثيراً ثم",
         [("emphasis", "كثيراً")]),
        ('<text:p>علن<text:span text:style-name="T2">سر</text:span></text:p>', "علن", []),
        ('<text:h>محور</text:h><text:p text:style-name="P2">قول</text:p>', "محور\n\nقول",
         [("heading", "محور"), ("quote", "قول")]),
        ("<text:p>أ<text:line-break/>ب<text:tab/>ج<text:s text:c='3'/>د</text:p>", "أ\nب\tج   د", []),
        ("<text:p>كم\n   مرة</text:p>", "كم مرة", []),
        ("<text:list><text:list-item><text:p>بند</text:p></text:list-item></text:list>", "بند",
         [("item", "بند")]),
        ("<text:p>متن<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>حاشية</text:p>"
         "</text:note-body></text:note> يتبع</text:p>", "متن يتبع\n\nحاشية", []),
        ("<text:tracked-changes><text:deletion><text:p>حذف</text:p></text:deletion></text:tracked-changes>"
         "<text:p>بقي<office:annotation><text:p>تعليق</text:p></office:annotation></text:p>", "بقي", []),
        ("<text:p><text:a>رابط</text:a></text:p>", "رابط", [("link", "رابط")]),
        ("<text:p><draw:frame><draw:text-box><text:p>إطار</text:p></draw:text-box></draw:frame>متن</text:p>",
         "إطار\n\nمتن", []),
        ("<table:table><table:table-row><table:table-cell><text:p>سعاد:</text:p></table:table-cell>"
         "<table:table-cell><text:p>نعم.</text:p></table:table-cell></table:table-row><table:table-row>"
         "<table:table-cell><text:p>مراد:</text:p></table:table-cell><table:table-cell><text:p>لا.</text:p>"
         "</table:table-cell></table:table-row></table:table>", "سعاد: نعم.\n\nمراد: لا.", []),
    ],
)  # fmt: skip
def test_an_opendocument_text(body: str, text: str, expected: list[tuple[str, str]]) -> None:
    source = read(odt(body, AUTOMATIC, NAMED), "حوار.odt")
    assert (source.text, source.media) == (text, "odt")
    assert looks(source) == expected


#: Text that multiplies itself, and a file of the machine.
ENTITIES = (
    '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>س&b;&f;</w:t></w:r></w:p></w:body></w:document>'
)


def word(document: str) -> bytes:
    return package({"[Content_Types].xml": "", "word/document.xml": document})


def encrypted() -> bytes:
    """A zip whose parts carry the flag of encryption."""
    data = bytearray(word("<d/>"))
    for at in (
        data.index(b"PK\x03\x04") + 6,
        *(n + 8 for n in range(len(data)) if data[n : n + 4] == b"PK\x01\x02"),
    ):
        data[at] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04", "damaged_document"),
        (docx(paragraph("متى؟"))[:-40], "damaged_document"),
        (word("<d><w"), "damaged_document"),
        (word(ENTITIES), "damaged_document"),
        (word("<d>" * 5000), "too_deep"),
        (docx("<w:p/>"), "no_text"),
        (odt(""), "no_text"),
        (package({"[Content_Types].xml": "", "xl/workbook.xml": "<a/>"}), "other_document"),
        (package({"mimetype": "application/epub+zip"}), "other_document"),
        (package({"a.txt": "نص"}), "other_document"),
        (package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>",
                  "META-INF/manifest.xml": "<m><encryption-data/></m>"}), "encrypted_document"),
        (encrypted(), "encrypted_document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted_document"),
        (b"%PDF-1.7\n\xe2\xe3", "pdf"),
        (b"{\\rtf1\\ansi", "rtf"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "picture"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "picture"),
        (b"\0\0\0\x1cftypheic", "picture"),
        (b"ID3\x03\0", "sound_or_film"),
        (b"\0\0\0\x1cftypmp42", "sound_or_film"),
        (b'<?xml version="1.0"?><tt><p>\xd8\xb3</p></tt>', "other_document"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "other_document"),
        (b"<p hidden>x</p><p></p>", "no_text"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(data: bytes, code: str) -> None:
    with pytest.raises(UndecodableFile) as caught:
        read(data, "حوار.docx")
    assert caught.value.code == code


def test_a_package_that_unpacks_to_too_much_is_refused() -> None:
    bomb = word("<d>" + " " * (packages.MOST_UNPACKED + 1))
    assert len(bomb) < packages.MOST_UNPACKED / 500
    with pytest.raises(UndecodableFile) as caught:
        read(bomb)
    assert caught.value.code == "too_large"
