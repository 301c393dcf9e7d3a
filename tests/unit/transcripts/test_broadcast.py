"""Stage directions and recorded reports of broadcasts."""

import pytest

from interviews.transcripts import parse
from interviews.transcripts.page.broadcast import stage_direction
from interviews.transcripts.text.paragraphs import Document


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("[تقرير مسجل]", "report"),
        ("[بداية تقرير مسجل]..", "report"),
        ("[فاصل إعلاني]", "direction"),
        ("(موسيقى)", "direction"),
        ("{تصفيق}", "direction"),
        ("*** موجز الأخبار ***", "direction"),
        ("[1]", ""),
        ("(سعد الراوي)", ""),
        ("*** سعد الراوي ***", ""),
        ("فاصل إعلاني", ""),
        ("[فاصل", ""),
        ("(" + "كان ذلك قبل تقرير قديم " * 6 + ")", ""),
    ],
)
def test_a_line_in_brackets_directs_where_its_words_say_so(line: str, kind: str) -> None:
    document = Document(line)
    assert stage_direction(document, document.paragraphs[0]) == kind


LEAD = "هذه حلقة من برنامج قديم عن البحر والصيد."
OPENING = [LEAD, "سعد الراوي: أهلاً بكم. متى يبدأ الصيد؟", "هند الماجد: في الربيع."]
REST = ["سعد الراوي: ومتى ينتهي؟", "هند الماجد: مع أول ريح.", "سعد الراوي: شكراً.", "هند الماجد: أهلاً."]


def turns(*lines: str) -> list[tuple[str, str | None, str]]:
    return [(turn.kind, turn.speaker, turn.text) for turn in parse("\n\n".join(lines)).turns]


def test_behind_a_recorded_report_nobody_of_the_panel_speaks() -> None:
    told = "يخرج الصيادون في الرابعة فجراً ولا يعودون قبل الظهر."
    found = turns(*OPENING, "[تقرير مسجل]", told, *REST)
    assert found[2] == ("narration", None, told)
    assert [kind for kind, _, _ in found].count("narration") == 1


def test_behind_a_break_the_turn_before_goes_on() -> None:
    transcript = parse("\n\n".join([*OPENING, "[فاصل إعلاني]", "وفي الخريف أيضاً.", *REST]))
    assert transcript.turns[1].text == "في الربيع.\nوفي الخريف أيضاً."
    assert [piece.kind for piece in transcript.set_aside].count("stage") == 1


def test_a_transcript_without_directions_is_left_as_it_is() -> None:
    assert len(turns(*OPENING, *REST)) == 6
