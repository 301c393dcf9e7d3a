"""Labels become participants: one person under all spellings, with role and office."""

import pytest

from interviews.transcripts import Speaker, parse


def exchange(*pairs: tuple[str, str]) -> str:
    return "".join(f"{question}: كيف؟\n\n{answer}: هكذا.\n\n" for question, answer in pairs)


def test_full_name_surname_title_and_agency_are_resolved_together() -> None:
    text = exchange(
        ("وكالة البرق", "فارس عبد الله المرعي"),
        ("البرق", "المرعي"),
        ("وكالة البرق", "الدكتور المرعي"),
        ("البرق", "د. فارس المرعي"),
        ("البرق", "فارس عبدالله المرعي"),
    )
    assert parse(text).speakers == (
        Speaker("البرق", ("وكالة البرق", "البرق"), "interviewer", ""),
        Speaker(
            "فارس عبد الله المرعي",
            ("فارس عبد الله المرعي", "المرعي", "الدكتور المرعي", "د. فارس المرعي", "فارس عبدالله المرعي"),
            "guest",
            "",
        ),
    )  # fmt: skip


def test_a_surname_that_two_guests_share_is_given_to_neither() -> None:
    text = exchange(("البرق", "فارس المرعي"), ("البرق", "هدى المرعي")) * 2 + exchange(("البرق", "المرعي")) * 2
    transcript = parse(text)
    assert {speaker.name for speaker in transcript.speakers} == {
        "البرق",
        "فارس المرعي",
        "هدى المرعي",
        "المرعي",
    }
    problem = next(problem for problem in transcript.problems if problem.code == "ambiguous_label")
    assert text[problem.start : problem.end] == "المرعي"


def test_two_who_answer_each_other_are_two_however_alike_their_names() -> None:
    text = "سمير: كم؟\nسمير حداد: مئة.\nسمير: ومن؟\nسمير حداد: نحن.\nسمير: ثم؟\nسمير حداد: لا شيء.\n"
    assert [(s.name, s.role) for s in parse(text).speakers] == [
        ("سمير", "interviewer"),
        ("سمير حداد", "guest"),
    ]


@pytest.mark.parametrize(
    ("lead", "name", "office"),
    [
        (
            "أكد فارس المرعي، المتحدث الرسمي باسم السكك، أن القطار وصل.",
            "فارس المرعي",
            "المتحدث الرسمي باسم السكك",
        ),
        ("في حوار مع فارس المرعي، وزير السكك، نسأل عن القطار.", "فارس المرعي", "وزير السكك"),
        ("في حوار مع وزير السكك فارس المرعي نسأل عن القطار.", "فارس المرعي", "وزير السكك"),
        ("هنا فارس المرعي (مدير السكك) في مكتبه.", "فارس المرعي", "مدير السكك"),
        ("قال فارس سالم المرعي، مدير السكك، إن القطار وصل.", "فارس سالم المرعي", "مدير السكك"),
        ("أكّدَ فارس المَرعي، مُديرُ السكك، أن القطار وصل.", "فارس المرعي", "مُديرُ السكك"),
        # No office is named, or it is not plain where it ends.
        ("أكد فارس المرعي، في اتصال هاتفي، أن القطار وصل.", "فارس المرعي", ""),
        ("أكد فارس المرعي، مدير تحرير «السكة» سابقاً، أن القطار وصل.", "فارس المرعي", ""),
        ("وصل القطار أخيراً.", "فارس المرعي", ""),
    ],
)
def test_the_office_is_as_the_lead_has_it(lead: str, name: str, office: str) -> None:
    transcript = parse(f"{lead}\n\n" + exchange(("البرق", "فارس المرعي"), ("البرق", "المرعي")))
    guest = next(speaker for speaker in transcript.speakers if speaker.role == "guest")
    assert (guest.name, guest.office) == (name, office)


def test_a_surname_is_completed_from_the_lead_and_said_so() -> None:
    text = "أكد فارس المرعي، مدير السكك، أن القطار وصل.\n\n" + exchange(
        ("البرق", "المرعي"), ("البرق", "المرعي")
    )
    transcript = parse(text)
    assert transcript.turns[1].speaker == "فارس المرعي"
    assert [problem.code for problem in transcript.problems] == ["name_from_lead"]


def test_letters_name_nobody_unless_the_lead_introduces_one_guest() -> None:
    asked = exchange(("س", "ج"), ("س", "ج"))
    known = parse(f"حوار مع فارس المرعي، مدير السكك، عن القطار.\n\n{asked}")
    assert [turn.speaker for turn in known.turns] == [None, "فارس المرعي"] * 2
    assert known.speakers == (Speaker("فارس المرعي", ("ج",), "guest", "مدير السكك"),)
    assert [problem.code for problem in known.problems] == ["speaker_from_lead"]

    unknown = parse(f"التقى فارس المرعي، مدير السكك، بهدى النحاس، مديرة الميناء، أمس.\n\n{asked}")
    nobody = parse(f"عن القطار هذا الحوار.\n\n{asked}")
    assert {turn.speaker for turn in nobody.turns} == {None}
    assert nobody.speakers == ()
    assert all(turn.reason for turn in nobody.turns)
    assert {turn.speaker for turn in unknown.turns} <= {None, "فارس المرعي"}


def test_a_panel_has_a_moderator_and_guests() -> None:
    text = (
        "أدارت الندوة ريما الخوري.\n\n"
        "ريما الخوري: كيف؟\nفارس المرعي: هكذا.\nهدى النحاس: بل هكذا.\n"
        "ريما الخوري: ومتى؟\nالنحاس: غداً.\nالمرعي: بعد غد.\n"
    )
    transcript = parse(text)
    assert {(s.name, s.role) for s in transcript.speakers} == {
        ("ريما الخوري", "moderator"),
        ("فارس المرعي", "guest"),
        ("هدى النحاس", "guest"),
    }
    assert [turn.kind[0] for turn in transcript.turns] == list("qaaqaa")


def test_who_asks_is_told_by_question_marks_even_when_the_guest_speaks_first_in_the_list() -> None:
    text = (
        "هدى: كيف؟\nفارس: هكذا، ولا أرى غيره.\nهدى: ومتى؟\nفارس: غداً.\nهدى: حدثنا عن القطار.\nفارس: طويل.\n"
    )
    assert {(s.name, s.role) for s in parse(text).speakers} == {("هدى", "interviewer"), ("فارس", "guest")}


def test_roles_that_nothing_tells_apart_are_doubted() -> None:
    text = "هدى: طيب.\nفارس: طيب.\nهدى: نعم.\nفارس: نعم.\n"
    assert "uncertain_roles" in {problem.code for problem in parse(text).problems}
