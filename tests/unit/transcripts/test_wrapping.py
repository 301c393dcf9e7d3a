"""Lines that a narrow column broke are joined; lines that somebody ended stay apart."""

import pytest

from interviews.transcripts.text.paragraphs import Document

PROSE = (
    "يعمل الصياد العجوز منذ أربعين سنة على المركب نفسه الذي ورثه عن أبيه، ولا يذكر أنه غاب عن البحر "
    "أسبوعاً كاملاً إلا مرة واحدة حين كسرت ساقه على الرصيف القديم، ويقول إن البحر لا ينتظر أحداً وإن من "
    "يتأخر عنه يوماً يتأخر عنه سنة، ثم يضحك ويرمي الشبكة من جديد."
)


def wrapped(text: str, width: int) -> str:
    rows = [""]
    for word in text.split():
        if len(rows[-1]) + len(word) >= width:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return "\n".join(rows)


def paragraphs(text: str) -> list[str]:
    document = Document(text)
    return [" ".join(text[one.start : one.end].split()) for one in document.paragraphs]


@pytest.mark.parametrize("width", [30, 36, 48])
def test_a_paragraph_in_narrow_lines_is_one(width: int) -> None:
    assert paragraphs(wrapped(PROSE, width)) == [PROSE]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_any_line_end_may_break_a_sentence(end: str) -> None:
    assert paragraphs(wrapped(PROSE, 40).replace("\n", end)) == [PROSE]


def test_blank_lines_marks_and_ends_of_sentences_part_wrapped_paragraphs() -> None:
    text = "\n\n".join([wrapped(PROSE, 40), wrapped("- " + PROSE, 40) + "\n" + wrapped("* " + PROSE, 40)])
    assert paragraphs(text) == [PROSE, "- " + PROSE, "* " + PROSE]


@pytest.mark.parametrize(
    "lines",
    [
        # Verses and lists have ragged ends.
        ["ماء", "خبز وملح وزيت", "تمر", "حليب الماعز في الصباح الباكر جداً", "عسل", "جبن أبيض", "شاي"],
        # Lines longer than any column are paragraphs.
        ["وكان البحر هادئاً " * 12] * 8,
        # Every line ends its sentence.
        ["كان البحر هادئاً ذلك الصباح."] * 8,
        # Too few lines to tell.
        ["كان البحر هادئاً ذلك الصباح", "وكانت المراكب راسية في الميناء"],
    ],
)
def test_lines_that_somebody_ended_stay_apart(lines: list[str]) -> None:
    assert paragraphs("\n".join(lines)) == [" ".join(line.split()) for line in lines]


def test_a_colon_at_a_line_s_beginning_belongs_to_the_name_above() -> None:
    assert paragraphs("الراوي\n: نعم.\nهند\n: لا.") == ["الراوي : نعم.", "هند : لا."]
