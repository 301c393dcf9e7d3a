"""What stands after the last answer."""

import pytest

from interviews.transcripts import parse

TALK = "البرق: كيف؟\nسعاد القيسي: هكذا.\nالبرق: ومتى؟\nالقيسي: غداً."


@pytest.mark.parametrize(
    ("ending", "kinds"),
    [
        ("أجرى الحوار: نديم الصائغ", ["credit"]),
        ("حاورها: نديم الصائغ", ["credit"]),
        ("ترجمة: نديم الصائغ\nالمصدر: البرق", ["credit", "credit"]),
        ("Interview by Nadim Sayegh", ["credit"]),
        ("(انتهى)", ["closing"]),
        ("كان هذا نص الحوار.\n\nوقد نُشر أمس.", ["closing", "closing"]),
        ("[أُجري الحوار قبل الانتخابات. المحرر]", ["closing"]),
        ("يُذكر أن القيسي تعمل في الميناء منذ عام.", ["closing"]),
        ("-----\nأجرى الحوار: نديم الصائغ", ["separator", "credit"]),
        ("سازدانی: نەدیم", ["credit"]),
        ("سعاد القيسي في سطور\nولدت في مدينة على النهر.", ["closing", "closing"]),
    ],
)
def test_notes_and_credits_are_kept_apart_from_the_last_answer(ending: str, kinds: list[str]) -> None:
    transcript = parse(f"{TALK}\n\n{ending}\n")
    assert transcript.turns[-1].text == "غداً."
    assert [piece.kind for piece in transcript.set_aside if piece.kind != "label"] == kinds
    assert all(text in transcript.closing_text for text in ending.split("\n") if text != "-----")
    assert len(transcript.closing) == len([kind for kind in kinds if kind != "separator"])


@pytest.mark.parametrize(
    "more",
    [
        "كانت هذه أصعب سنة مرت بنا.",
        "إعداد الموازنة يحتاج إلى شهرين.",
        "يذكر أن الماء كان هنا.",
        "انتهى زمن الكلام.",
        "كتبت سيرتها في سطور قليلة لا غير",
        "(هذا رأيي وحدي)",
    ],
)
def test_what_the_guest_may_have_said_stays_in_the_answer(more: str) -> None:
    assert parse(f"{TALK}\n\n{more}\n").turns[-1].text == f"غداً.\n\n{more}"
