"""Word and OpenDocument files, put together from the XML of their parts."""

import io
import zipfile

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF_NAMES = " ".join(
    f'xmlns:{prefix}="{_ODF}{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
    }.items()
)


def package(parts: dict[str, str | bytes]) -> bytes:
    """A zip package of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(body: str, styles: str = "", **parts: str) -> bytes:
    """A .docx with this body (elements in `w:`); `footnotes`, `header1` … are further parts."""
    names = f'xmlns:w="{_W}" xmlns:mc="{_MC}"'
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {names}>{styles}</w:styles>",
    }
    for name, content in parts.items():
        files[f"word/{name}.xml"] = f"<w:part {names}>{content}</w:part>"
    return package(files)


def paragraph(text: str, run: str = "", properties: str = "") -> str:
    """A Word paragraph of one run: «run» are the run's properties, «properties» the paragraph's."""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def odt(body: str, automatic: str = "", styles: str = "") -> bytes:
    """An .odt with this text (elements in `text:`, `table:`), automatic styles and named styles."""
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "styles.xml": f"<office:document-styles {_ODF_NAMES}>{styles}</office:document-styles>",
            "content.xml": f"<office:document-content {_ODF_NAMES}><office:automatic-styles>{automatic}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        }
    )
