"""Labels that mean a voice already known, and labels that only stand in what a guest tells."""

import pytest

from interviews.transcripts import parse

ASKED = "- مجلة النورس: {}؟\n"


def interview(*answers: str) -> str:
    return "".join(ASKED.format(number) + answer + "\n" for number, answer in enumerate(answers))


def guests(text: str) -> list[str | None]:
    return [turn.speaker for turn in parse(text).turns if turn.kind == "answer"]


@pytest.mark.parametrize(
    ("label", "why"),
    [
        ("سلمان الأنبري", "a letter left out"),
        ("سلمان الأنبارري", "a letter twice"),
        ("سلمان الأنبازي", "a wrong letter"),
        ("سلمان الأنابري", "two letters exchanged"),
    ],
)
def test_a_letter_wrong_in_a_label_that_stands_once_is_a_misprint(label: str, why: str) -> None:
    text = interview("- سلمان الأنباري: نعم.", "- سلمان الأنباري: لا.", f"- {label}: ربما.")
    transcript = parse(text)
    assert guests(text) == ["سلمان الأنباري"] * 3, why
    assert [text[p.start : p.end] for p in transcript.problems if p.code == "misprinted_label"] == [label]


@pytest.mark.parametrize(
    ("label", "why"),
    [
        ("سليمة", "feminine of the other name"),
        ("هدى الأنبري", "another given name"),
        ("سلمان الأنصار", "two letters"),
    ],
)
def test_another_name_is_no_misprint(label: str, why: str) -> None:
    text = interview("- سلمان الأنباري: نعم.", "- سلمان الأنباري: لا.", f"- {label}: ربما.")
    assert guests(text)[2] == label, why


def test_who_answers_the_other_is_no_misprint_of_the_other() -> None:
    text = interview("- الأنباري: نعم.", "- الأنباري: وأنت؟\n- الأنبازي: لا.", "- الأنباري: حسناً.")
    assert "misprinted_label" not in {problem.code for problem in parse(text).problems}


@pytest.mark.parametrize(
    ("lead", "first", "second"),
    [
        ("", "الوزير سلمان الأنباري", "الوزير"),
        ("التقينا وزير الري سلمان الأنباري في مكتبه.\n", "سلمان الأنباري", "الوزير"),
        ("التقينا رئيس البلدية سلمان الأنباري في مكتبه.\n", "سلمان الأنباري", "رئيس البلدية"),
        ("", "رئيس البلدية سلمان الأنباري", "رئيس البلدية"),
        ("", "المدرب سلمان الأنباري", "المدرب"),
    ],
)
@pytest.mark.parametrize("times", [1, 3])
def test_an_office_as_label_is_the_guest_who_holds_it(lead: str, first: str, second: str, times: int) -> None:
    text = lead + interview(f"- {first}: نعم.", *[f"- {second}: لا."] * times)
    assert guests(text) == ["سلمان الأنباري"] * (times + 1)


def test_an_office_held_by_nobody_named_is_a_guest_of_its_own() -> None:
    text = interview("- سلمان الأنباري: نعم.", "- الوزير: لا.", "- سلمان الأنباري: نعم.", "- الوزير: لا.")
    assert guests(text) == ["سلمان الأنباري", "الوزير"] * 2


def test_an_office_that_answers_the_named_guest_is_another() -> None:
    exchange = "- الوزير سلمان الأنباري: نعم.\n- الوزير: لا."
    assert guests(interview(exchange, exchange)) == ["سلمان الأنباري", "الوزير"] * 2


def test_dialogue_told_in_an_answer_is_no_question() -> None:
    told = "الأنباري: كان هكذا.\nالسائل: من أنت؟\nأنا: فلان.\nالسائل: ومن معك؟\nأنا: لا أحد."
    text = interview("الأنباري: نعم.", told, "الأنباري: لا.").replace("- مجلة", "مجلة")
    transcript = parse(text)
    assert [turn.kind for turn in transcript.turns] == ["question", "answer"] * 3
    assert transcript.turns[3].text.endswith("أنا: لا أحد.")
    assert [problem.code for problem in transcript.problems] == ["quoted_dialogue"]


def test_a_list_that_a_colon_announces_speaks_for_nobody() -> None:
    told = "الأنباري: توزعت كالآتي:\nالشمال: عشرة.\nالجنوب: تسعة."
    text = interview(told, told, "الأنباري: لا.").replace("- مجلة", "مجلة")
    assert guests(text) == ["الأنباري"] * 3
    assert parse(text).turns[1].text.endswith("الجنوب: تسعة.")
