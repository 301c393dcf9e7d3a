"""Nothing is lost and nothing owned twice, in any text; and the audit sees it when that is not so."""

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from interviews.transcripts import SetAside, Source, Span, parse
from interviews.transcripts.audit import faults
from interviews.transcripts.layouts import RECOGNISERS
from interviews.transcripts.source import Formatted, Look
from interviews.transcripts.sources import read

TALK = "مقدمة.\nس: متى؟\nج: غداً.\nس: أين؟\nج: هنا.\nأجرى الحوار: نديم"


def test_a_sound_transcript_has_no_faults() -> None:
    assert faults(parse(TALK)) == []


def test_the_audit_finds_each_kind_of_fault() -> None:
    sound = parse(TALK)
    turn = sound.turns[1]
    broken = {
        "nothing owns": replace(sound, lead=()),
        "overlaps": replace(sound, set_aside=(*sound.set_aside, SetAside("label", turn.start, turn.end))),
        "outside": replace(sound, set_aside=(*sound.set_aside, SetAside("label", 5, 5))),
        "not the text": replace(sound, turns=(replace(turn, text="آخر"), *sound.turns[2:])),
        "confidence": replace(sound, turns=(replace(turn, confidence=1.5),)),
        "stands after": replace(sound, turns=(sound.turns[2], turn)),
    }
    for expected, transcript in broken.items():
        assert any(expected in fault for fault in faults(transcript)), expected
    cut = replace(turn, spans=(Span(turn.start, turn.end - 1),), text=turn.text[:-1])
    assert any(
        "nothing owns" in fault
        for fault in faults(replace(sound, turns=(sound.turns[0], cut, *sound.turns[2:])))
    )


REPOSITORY = Path(__file__).parents[3]
#: The archive's own sample texts, and the real interviews that may lie beside the repository.
SAMPLES = sorted(REPOSITORY.glob("fixtures/interviews/*.txt")) + sorted(
    REPOSITORY.parent.glob("shared/transcripts/raw/*.txt")
)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_character_of_a_sample_has_one_owner_in_every_layout(path: Path) -> None:
    source = read(path.read_bytes(), path.name)
    transcript = parse(source)
    for layout in [None, *(possible.name for possible in transcript.layouts)]:
        assert faults(parse(source, layout)) == []


#: Pieces of interviews, so that random texts reach every branch of the parser.
FRAGMENTS = (
    'س:|ج:|س|ج ـ|س١ -|سؤال:|جواب:|- وكالة البرق:|البرق:|- القيسي،|القيسي|سعاد القيسي:|- القيسي "|'
    "ويضيف القيسي:|يجيب القيسي :|فأجاب:|سأل القيسي:|وعن سؤال بشأن|وعن الماء|قال القيسي: |وأضاف|كيف؟"
    '|وردا على سؤال|هكذا.|؟|"|«|»|:|،|-----|***|•|- |\n|\n|\n\n|\r\n|\r|\u2028|\u200f|\ufeff|\u00a0| |10:30|https://a.example/|أولاً:|'
    "أجرى الحوار: |كان هذا نص|(انتهى)|حوار مع سعاد القيسي، مديرة الماء، |أكد|پرسیار:|وەڵام:|Q:|A:"
    "|Hart said: |ـــ|كِتابٌ|\x00|\x1a|\U0001d49c|\U0001f469\u200d\U0001f467"
)


@settings(max_examples=400)
@given(
    st.lists(st.sampled_from(FRAGMENTS.split("|")), max_size=60).map(" ".join)
    | st.lists(st.sampled_from(FRAGMENTS.split("|")), max_size=60).map("".join)
)
def test_every_character_of_an_interview_like_text_has_one_owner(text: str) -> None:
    transcript = parse(text)
    assert faults(transcript) == []
    assert all(turn.text.strip() for turn in transcript.turns)
    assert all(problem.message and problem.code for problem in transcript.problems)


@settings(max_examples=200)
@given(st.text(max_size=400))
@example("\ud800:\n\udfff:")
@example("س:\nج:\nس:\nج:")
def test_no_text_raises(text: str) -> None:
    assert faults(parse(text)) == []


#: Signs of every kind, labels, numbers, line ends, directional controls, letters of three languages.
CHARACTERS = (
    "-–—ـ*•●■>|‹›«»“”\"'()[]{}؟?!.…:؛،,/#§nql0123١٢٣سجQAابتكڕێ \t\u00a0\n\r\v\f\x85\u2028\u2029"
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2069\ufeff\u0640\u064b\u0651\x00"
)
SOURCES = st.lists(st.sampled_from(CHARACTERS), max_size=150).map("".join) | st.lists(
    st.sampled_from(FRAGMENTS.split("|")), max_size=40
).map("\n".join)


@settings(max_examples=300)
@given(SOURCES)
@example("؟\u202c")
@example("*\n*\n*؟\n-\n")
def test_every_character_of_a_text_of_signs_has_one_owner(text: str) -> None:
    assert faults(parse(text)) == []


@settings(max_examples=150)
@given(SOURCES, st.sampled_from(sorted(RECOGNISERS)))
def test_a_forced_layout_loses_nothing_either(text: str, layout: str) -> None:
    assert faults(parse(text, layout)) == []


@st.composite
def formatted_sources(draw: st.DrawFn) -> Source:
    """A text with looks of passages anywhere in it, also inside one another and across lines."""
    text = draw(SOURCES.filter(bool))
    place = st.integers(0, len(text))
    passages = draw(st.lists(st.tuples(place, place, st.sampled_from(get_args(Look))), max_size=8))
    return Source(
        text, tuple(Formatted(start, end, look) for start, end, look in sorted(passages) if start < end)
    )


@settings(max_examples=200)
@given(formatted_sources())
def test_looks_of_passages_lose_nothing(source: Source) -> None:
    transcript = parse(source)
    assert transcript.text == source.text
    assert faults(transcript) == []
