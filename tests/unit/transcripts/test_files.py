"""Bytes become text, or a clear error: never gibberish."""

import codecs
import contextlib
import random

import pytest

from interviews.transcripts import UndecodableFile, decode

ARABIC = (
    "وكالة البرق: بداية، كم يبلغ المخزون اليوم، وهل يكفي لصيف كامل؟\r\n\r\n"
    "سعاد القيسي: المخزون أربعون مليون متر مكعب، وهو يكفي إلى نهاية أيلول إذا التزم الجميع بالحصص.\r\n"
)
KURDISH = "پرسیار: ساڵانە چەند درەخت دەچێنن؟\n\nوەڵام: نزیکەی چوار هەزار. نیوەیان بەڕووە، «گوڵ»یش زۆرە.\n"
MIXED = "BBC: كم؟ COVID-19 في ٢٠٢١.\nHart: forty.\n"
ENGLISH = "Estuary Weekly: How old is the mill?\n\nHart: It is from 1790; the walls are older.\n"


@pytest.mark.parametrize("text", [ARABIC, KURDISH, MIXED, ENGLISH], ids=["ar", "ckb", "mixed", "en"])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", b""),
        ("utf-16-be", codecs.BOM_UTF16_BE),
    ],
)
def test_unicode_encodings_with_and_without_mark(text: str, encoding: str, mark: bytes) -> None:
    assert decode(mark + text.encode(encoding)) == text


@pytest.mark.parametrize("text", [ARABIC, "س: متى؟ وكم؟\nج: غداً، في الصباح الباكر.\n", "قالت لنا: نعم"])
def test_windows_1256(text: str) -> None:
    assert decode(text.encode("cp1256")) == text


def test_windows_1256_with_latin_beside_the_arabic() -> None:
    text = ARABIC + "COVID-19, WHO, https://barq.example/2021\n"
    assert decode(text.encode("cp1256")) == text


def test_vocalised_windows_1256() -> None:
    text = "قَالَ المُدِيرُ إِنَّ المَاءَ قَلِيلٌ هذا العَامَ، وَالنَّاسُ يَنْتَظِرُونَ المَطَرَ.\n"
    assert decode(text.encode("cp1256")) == text


@pytest.mark.parametrize("data", [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_an_empty_file_is_an_empty_text(data: bytes) -> None:
    assert decode(data) == ""


def test_line_ends_are_not_translated() -> None:
    assert decode(b"a\r\nb\rc\n") == "a\r\nb\rc\n"


PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06\x00\x00\x00\\r\xa8f"
    + bytes(random.Random(7).randrange(256) for _ in range(2000))
)


@pytest.mark.parametrize(
    "data",
    [
        PNG,
        b"\xff\xd8\xff\xe0" + bytes(random.Random(1).randrange(1, 256) for _ in range(3000)),
        b"PK\x03\x04\x14\x00\x06\x00" + bytes(random.Random(2).randrange(256) for _ in range(3000)),
        b"\x00" * 64,
        b"\x00" * 63,
        b"abc\x00\x00\x00def\x00",
        b"\x01\x02\x03\x04\x05\x06\x07" * 20,
        # Damaged UTF-8: one byte in the middle of a letter is gone, or the end is cut.
        ARABIC.encode()[:51] + ARABIC.encode()[52:],
        ("ب" * 40).encode()[:-1],
        # UTF-16 that is cut in the middle of a character.
        codecs.BOM_UTF16_LE + ARABIC.encode("utf-16-le")[:-1],
        ARABIC.encode("utf-16-le")[:-1],
        codecs.BOM_UTF16_BE + b"\xd8\x00",
        codecs.BOM_UTF8 + b"\xd8",
        codecs.BOM_UTF32_LE + "نعم".encode("utf-32-le"),
        # Western and Cyrillic texts in their own single-byte encodings.
        "L'été dernier, le préfet a été très clair à ce sujet.".encode("latin-1"),
        "Вопрос: как это было? Ответ: так и было.".encode("cp1251"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(UndecodableFile, match=r"\w+ \w+"):
        decode(data)


def test_random_bytes_never_raise_anything_else() -> None:
    chance = random.Random(11)
    for length in range(0, 300, 3):
        with contextlib.suppress(UndecodableFile):
            assert isinstance(decode(bytes(chance.randrange(256) for _ in range(length))), str)
