"""Which sign opens a line, and where the words behind it begin."""

import pytest

from interviews.transcripts.source import Formatted, Look, Source
from interviews.transcripts.text.paragraphs import Document
from interviews.transcripts.text.signs import sign_alone, sign_of


def sign(text: str, *looks: Look) -> tuple[str, str]:
    """The sign of the first line and the rest of it."""
    document = Document(Source(text, tuple(Formatted(0, len(text), look) for look in looks)))
    found = sign_of(document, document.paragraphs[0])
    return found.name, text[found.body_start :]


@pytest.mark.parametrize(
    ("line", "name", "body"),
    [
        ("متى؟", "", "متى؟"),
        ("- متى؟", "-", "متى؟"),
        ("-متى؟", "-", "متى؟"),
        ("•• الراوي: نعم", "••", "الراوي: نعم"),
        ("● ● متى؟", "●●", "متى؟"),
        ("ـــ غداً", "ـــ", "غداً"),
        ("> متى؟", ">", "متى؟"),
        ("\u200f- متى؟", "-", "متى؟"),
        ("* \u200f متى؟", "*", "متى؟"),
        # A number's sign is the same for every number.
        ("3- متى؟", "#-", "متى؟"),
        ("12- متى؟", "#-", "متى؟"),
        ("٣. متى؟", "#.", "متى؟"),
        ("(2) متى؟", "#)", "متى؟"),
        ("- 1- متى؟", "#-", "متى؟"),
        # Dates, times and years are none.
        ("1-2-2020 كان", "", "1-2-2020 كان"),
        ("10:30 كان", "", "10:30 كان"),
        ("2020 كان", "", "2020 كان"),
        # What is left of bullets from symbol fonts; one Arabic letter is a word.
        ("n متى؟", "n", "متى؟"),
        ("§ متى؟", "§", "متى؟"),
        ("ü نعم", "ü", "نعم"),
        ("ب متى؟", "", "ب متى؟"),
        ("I think so", "", "I think so"),
        # Quotation marks and brackets count only where nothing closes them.
        ("«- متى؟", "«-", "متى؟"),
        ("‹ غداً", "‹", "غداً"),
        ("«متى؟» قال", "", "«متى؟» قال"),
        ("- «متى؟» قال", "-", "«متى؟» قال"),
        ("(يضحك) نعم", "", "(يضحك) نعم"),
        ("... متى؟", "", "... متى؟"),
    ],
)
def test_the_sign_of_a_line(line: str, name: str, body: str) -> None:
    assert sign(line) == (name, body)


@pytest.mark.parametrize(
    ("looks", "name"),
    [
        (("strong",), "strong-"),
        (("heading",), "heading-"),
        (("emphasis",), "emphasis-"),
        (("quote",), "quote-"),
        (("item",), "-"),
        (("strong", "heading"), "heading+strong-"),
    ],
)
def test_the_look_of_a_paragraph_stands_before_its_sign(looks: tuple[Look, ...], name: str) -> None:
    assert sign("- متى؟", *looks) == (name, "متى؟")


def test_a_word_in_bold_gives_its_line_no_sign() -> None:
    document = Document(Source("متى بدأت العمل؟", (Formatted(0, 3, "strong"),)))
    assert sign_of(document, document.paragraphs[0]).name == ""


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("01", "#|"),
        ("(3)", "#|"),
        ("1.", "#|"),
        ("●", "●|"),
        ("●●", "●●|"),
        ("\u200f•", "•|"),
        ("س", ""),
        ("متى؟", ""),
        ("12 متى", ""),
        ("***", ""),  # a line that is drawn between paragraphs
    ],
)
def test_a_mark_or_a_number_alone_on_its_line(line: str, name: str) -> None:
    document = Document(line)
    assert sign_alone(document, document.paragraphs[0]) == name
