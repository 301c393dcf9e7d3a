"""Each side named once, then dashes alone."""

import pytest

from interviews.transcripts import parse

TALK = (
    "- مجلة النورس: كم عمر الجسر؟\n\n- باهر الساقي: مئة عام.\n\nوأكثر.\n\n- ومن بناه؟\n\n- أهل البلدة.\n\n"
    "- ومتى يُرمم؟\n\n- غداً.\n"
)


def test_dashes_go_on_with_the_two_who_were_named() -> None:
    transcript = parse(TALK)
    assert transcript.layout == "labelled_once"
    assert [(turn.speaker, turn.text) for turn in transcript.turns] == [
        ("مجلة النورس", "كم عمر الجسر؟"),
        ("باهر الساقي", "مئة عام.\n\nوأكثر."),
        ("مجلة النورس", "ومن بناه؟"),
        ("باهر الساقي", "أهل البلدة."),
        ("مجلة النورس", "ومتى يُرمم؟"),
        ("باهر الساقي", "غداً."),
    ]
    assert all(turn.confidence < 0.8 and turn.reason for turn in transcript.turns[2:])


def test_the_ending_is_no_part_of_the_last_answer() -> None:
    transcript = parse(TALK + "\nأجرى الحوار: هاني الزورق\n")
    assert transcript.turns[-1].text == "غداً."
    assert transcript.closing_text == "أجرى الحوار: هاني الزورق"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (TALK.replace("؟", "."), "nobody asks"),
        (TALK.replace("- أهل", "- بل أهل؟\n\n- أهل"), "questions and answers do not alternate"),
        (TALK.replace("مجلة النورس: ", ""), "one side is not named"),
        (TALK.replace("مجلة النورس", "البداية"), "neither label is known to name anybody"),
        ("- مجلة النورس: كم؟\n- باهر الساقي: مئة.\n- نعم؟\n", "too little"),
    ],
)
def test_other_texts_are_left_alone(text: str, why: str) -> None:
    assert parse(text).layout != "labelled_once", why
