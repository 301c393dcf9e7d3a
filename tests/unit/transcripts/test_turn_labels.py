"""Labels that open turns by what they mean, by a mark before them, or by their place."""

import pytest

from interviews.transcripts.people.turn_labels import turn_labels
from interviews.transcripts.text.paragraphs import Document


def labels(*lines: str) -> list[tuple[int, str, str | None]]:
    """Paragraph, name and side of each label."""
    document = Document("\n".join(lines))
    return [
        (index, document.text[label.sighting.name_start : label.sighting.name_end], label.side)
        for index, label in sorted(turn_labels(document).items())
    ]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("س", "ج"),
        ("س1", "ج1"),
        ("السؤال", "الجواب"),
        ("سؤال", "جواب"),
        ("پرسیار", "وەڵام"),
        ("Q", "A"),
    ],
)
def test_generic_labels_tell_their_side(question: str, answer: str) -> None:
    assert labels(f"{question}: متى؟", f"{answer}: غداً.") == [
        (0, question, "question"),
        (1, answer, "answer"),
    ]


def test_a_generic_label_may_stand_alone_on_its_line() -> None:
    document = Document("س\nمتى؟\nج\nغداً.")
    found = turn_labels(document)
    assert {index: (label.side, label.stands_alone) for index, label in found.items()} == {
        0: ("question", True),
        2: ("answer", True),
    }


@pytest.mark.parametrize("role", ["المراسلة", "المذيع", "المحاور"])
def test_who_asks_by_profession_opens_questions_and_a_name_behind_answers(role: str) -> None:
    assert labels(f"{role}: متى؟", "الوزير: غداً.") == [(0, role, "question"), (1, "الوزير", None)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # A marked surname that recurs.
        (
            ["حوار مع سعد الراوي.", "- متى؟", "- الراوي: غداً.", "- أين؟", "- الراوي: هنا."],
            [(2, "الراوي", None), (4, "الراوي", None)],
        ),
        # A full name that the lead has.
        (["حوار مع سعد الراوي.", "متى؟", "سعد الراوي: غداً."], [(2, "سعد الراوي", None)]),
        # A host welcomes the audience.
        (
            ["سعد الراوي: أهلاً بكم في حلقة جديدة. متى؟", "هند الماجد: غداً."],
            [(0, "سعد الراوي", "question"), (1, "هند الماجد", None)],
        ),
        # Nouns before a colon are no speakers.
        (["الشمال: عشرة", "الجنوب: تسعة"], []),
        (["قال: متى؟", "السبب: لا شيء."], []),
        ([], []),
    ],
)
def test_names_open_turns_where_their_place_shows_it(
    lines: list[str], expected: list[tuple[int, str, str | None]]
) -> None:
    assert labels(*lines) == expected
