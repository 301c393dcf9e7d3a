"""JSON of speech recognition, content management and the archive becomes text with labels."""

import json
from typing import Any

import pytest

from interviews.transcripts.files import UndecodableFile
from interviews.transcripts.sources import read, read_text
from tests.unit.transcripts.sources.looks import looks

SPOKEN = "سعاد: متى؟\n\nمراد: غداً."
PIECES = [{"speaker": "سعاد", "text": "متى؟"}, {"speaker": "مراد", "text": "غداً."}]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (PIECES, SPOKEN),
        ({"utterances": PIECES}, SPOKEN),
        ({"data": {"interview": {"turns": PIECES}}}, SPOKEN),
        ({"text": "متى؟ غداً.", "utterances": PIECES}, SPOKEN),
        ([{"speaker": {"name": "سعاد"}, "content": "متى؟"}], "سعاد: متى؟"),
        ([{"speaker": 0, "text": "متى؟"}, {"text": "غداً."}], "المتحدث 0: متى؟\n\nغداً."),
        ([{"role": "interviewer", "text": "متى؟"}, {"role": "guest", "text": "غداً."}], "س: متى؟\n\nج: غداً."),
        (
            {"lead": "في المرفأ.", "turns": [{"kind": "question", "speaker": None, "text": "متى؟"},
             {"kind": "answer", "speaker": "مراد", "text": "غداً."}], "closing": "انتهى."},
            "في المرفأ.\n\nس: متى؟\n\nمراد: غداً.\n\nانتهى.",
        ),
        ([{"question": "متى؟", "answer": "<p>غداً.</p><p>أو بعده.</p>"}], "س: متى؟\n\nج: غداً.\n\nأو بعده."),
        ({"faq": [{"q": "متى؟", "a": "غداً."}]}, "س: متى؟\n\nج: غداً."),
        # Times: pieces go on in each other, as subtitles do.
        (
            {"segments": [{"start": 0, "end": 1.5, "speaker": "SPEAKER_00", "text": " كم"},
             {"start": 1.5, "end": 2, "speaker": "SPEAKER_00", "text": " مرة؟"},
             {"start": 2, "end": 3, "speaker": "SPEAKER_01", "text": " مرتين."}]},
            "SPEAKER_00: كم مرة؟\nSPEAKER_01: مرتين.",
        ),
        ({"results": [{"alternatives": [{"transcript": "متى؟"}]}]}, "متى؟"),
        ({"monologues": [{"speaker": 1, "elements": [{"value": "متى"}, {"value": "؟"}]}]}, "المتحدث 1: متى؟"),
        ({"blocks": [{"type": "paragraph", "data": {"text": "متى <b>ذلك</b>؟"}}]}, "متى ذلك؟"),
        ({"title": "عن الماء", "body": "متى؟\nغداً."}, "عن الماء\n\nمتى؟\nغداً."),
        ({"headline": "عن الماء", "paragraphs": ["متى؟", "غداً."]}, "عن الماء\n\nمتى؟\n\nغداً."),
        ([{"start": 10**400, "text": "متى؟"}], "متى؟"),
    ],
)  # fmt: skip
def test_known_forms(data: Any, text: str) -> None:
    source = read(json.dumps(data).encode(), "حوار.json")
    assert (source.text, source.media) == (text, "json")


def test_html_in_an_article_keeps_its_look() -> None:
    data = {"title": {"rendered": "عن الماء"}, "content": {"rendered": "<p><b>متى؟</b></p>\n<p>غداً.</p>"}}
    source = read_text(json.dumps(data))
    assert source.text == "عن الماء\n\nمتى؟\n\nغداً."
    assert looks(source) == [("heading", "عن الماء"), ("strong", "متى؟")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[1, 2]", "unknown_json"),
        ('"نص"', "unknown_json"),
        ('{"a": {"b": "نص طويل"}}', "unknown_json"),
        ("{", "damaged_json"),
        (f"[{'7' * 5000}]", "damaged_json"),
        ("[" * 100_000, "too_deep"),
        ('{"a":' * 100_000, "too_deep"),
        ('[{"text": "أ\\u0000ب"}]', "null_character"),
        ('[{"text": "أ\\ud800ب"}]', "lone_surrogate"),
        ('[{"text": "<p></p>"}]', "no_text"),
    ],
)
def test_other_json_says_why(text: str, code: str) -> None:
    with pytest.raises(UndecodableFile) as caught:
        read(text.encode(), "حوار.json")
    assert caught.value.code == code


@pytest.mark.parametrize("text", ["{ متى؟ غداً. { أين؟ هنا.", '{"a": 1}', "[1] حاشية", "[" * 100_000])
def test_without_the_name_it_may_be_plain_text(text: str) -> None:
    assert read_text(text).text == text
