"""The language of a text is recognised by its letters."""

import pytest

from interviews.arabic.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("قال الوزير إن الميناء سيفتح غدًا.", "ar"),
        ("لە هەولێر کۆبوونەوەیەک بەڕێوەچوو", "ckb"),
        ("ئێمە لە ساڵی ٢٠١٤ەوە چاوەڕێین", "ckb"),
        ("The minister said the port opens tomorrow.", "en"),
        ("التقى نێچیرڤان الوفد في أربيل وبحث معه ملف النفط", "ar"),  # one Kurdish spelling in an Arabic text
        ("افتتحت شركة Mistara مكتبها في الدوحة العام الماضي", "ar"),  # a Latin name
        ("کتب الوزیر رسالة إلى اللجنة", "ar"),  # typed on a Persian keyboard
        ("Al-Qassab (القصاب) works as a consultant in London", "en"),
        ("كُتُبٌ", "ar"),
        ("", "ar"),
        ("2014؟ 12:30 — …", "ar"),
        ("\ud800\x00", "ar"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert detect_language(text) == language
