"""Subtitles become the spoken text as lines with labels."""

import pytest

from interviews.transcripts.sources import read, read_text
from tests.unit.transcripts.sources.looks import looks


def srt(*cues: str, gap: int = 0) -> str:
    """Cues of two seconds, with so many seconds between them."""
    return "\n\n".join(
        f"{n + 1}\n00:{n * (2 + gap) // 60:02}:{n * (2 + gap) % 60:02},000 --> "
        f"00:{(n * (2 + gap) + 2) // 60:02}:{(n * (2 + gap) + 2) % 60:02},000\n{cue}"
        for n, cue in enumerate(cues)
    )


@pytest.mark.parametrize(
    ("subtitles", "text"),
    [
        # A sentence goes on in the next cue; without names a sentence's end ends the line.
        (srt("كم عدد", "القرى؟", "عشرون\nقرية."), "كم عدد القرى؟\nعشرون قرية."),
        (srt("نعم", "ثم لا", gap=5), "نعم\nثم لا"),
        (srt("- متى؟\n- غداً."), "- متى؟\n- غداً."),
        (srt("نبدأ\n>> حسناً"), "نبدأ\n>> حسناً"),
        (srt("سعاد: نعم. وأيضاً", "لا. ثم", "مراد: حسناً."), "سعاد: نعم. وأيضاً لا. ثم\nمراد: حسناً."),
        (srt("<i>همس</i> {\\an8}<font color='red'>صراخ</font> &amp; <3"), "همس صراخ & <3"),
        # Rolling captions show each line twice, a speaker may say a word twice.
        (srt("أهلاً بكم", "أهلاً بكم\nفي البرنامج", "في البرنامج\nالأول"), "أهلاً بكم في البرنامج الأول"),
        (srt("أهلاً", "أهلاً بكم", "أهلاً بكم جميعاً", "ثم"), "أهلاً بكم جميعاً ثم"),
        (srt("نعم", "نعم", "كان ذلك", "قبل عام", "أو عامين", "أو ثلاثة"),
         "نعم نعم كان ذلك قبل عام أو عامين أو ثلاثة"),
        # Errors: no blank line, no number, a blank line inside, times without hours, an arrow in the text.
        ("1\n00:00:01,000 --> 00:00:02,000\nأ\n2\n00:00:02,000 --> 00:00:03,000\nب", "أ ب"),
        ("00:01 --> 00:02\nأ\n\nب", "أ ب"),
        ("1\n00:00:01,000 --> 00:00:02,000\nأ --> ب", "أ --> ب"),
    ],
)  # fmt: skip
def test_subrip(subtitles: str, text: str) -> None:
    source = read(subtitles.encode(), "حوار.srt")
    assert (source.text, source.media) == (text, "srt")
    assert read(subtitles.replace("\n", "\r\n").encode(), "حوار.srt").text == text


VTT = """WEBVTT - عنوان
Kind: captions

STYLE
::cue { color: red }

NOTE تعليق
لا يُعرض

مقدمة
00:00.000 --> 00:02.000 align:start position:0%
<v.loud سعاد القيسي>المخزون <00:00:01.000><c.x>كبير</c>

2
00:02.000 --> 00:04.000
<v سعاد القيسي>ويكفي.</v>

00:00:05.000 --> 00:00:06.000
<v مراد>متى؟ <v سعاد القيسي>غداً &lrm;إذن.
"""


def test_webvtt_names_its_voices() -> None:
    source = read_text(VTT)
    assert source.media == "vtt"
    assert source.text == "سعاد القيسي: المخزون كبير ويكفي.\nمراد: متى؟\nسعاد القيسي: غداً \u200eإذن."
    assert looks(source) == [
        ("cue", "المخزون كبير"),
        ("cue", "ويكفي."),
        ("cue", "متى؟"),
        ("cue", "غداً \u200eإذن."),
    ]


def test_a_file_without_times_is_plain_text() -> None:
    source = read("س: متى؟\nج: غداً.\n".encode(), "حوار.srt")
    assert (source.text, source.media) == ("س: متى؟\nج: غداً.\n", "text")
