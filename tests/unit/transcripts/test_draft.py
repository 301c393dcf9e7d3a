"""A transcript on the desk: its blocks, doubts, JSON, and what is wrong with one that lost text."""

import json
from dataclasses import replace

import pytest

from interviews.transcripts import Problem, SetAside, Span, Speaker, Transcript, Turn, parse
from interviews.transcripts.draft import Block, Draft, DraftError, faults
from interviews.transcripts.draft_history import backwards, difference, forwards

TEXT = "تقديم للحوار.\n\nالمذيعة: متى؟\n\nصورة\n\nسهى: غداً.\nوربما بعده.\n\nالسؤال؟\n\nانتهى."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def turn(kind: str, words: str, label: str = "", speaker: str | None = None, **values: object) -> Turn:
    fields = {"indirect": False, "confidence": 1.0, "reason": "", **values}
    return Turn(
        kind=kind,
        speaker=speaker,
        text=words,
        spans=(span(words),),
        label=span(label) if label else None,
        **fields,
    )


TRANSCRIPT = Transcript(
    text=TEXT,
    lead=(span("تقديم للحوار."),),
    turns=(
        turn("question", "متى؟", "المذيعة:", "المذيعة"),
        turn("answer", "غداً.\nوربما بعده.", "سهى:", "سهى"),
        turn("question", "السؤال؟", confidence=0.6, reason="السطر يشبه سؤالاً بلا علامة"),
    ),
    set_aside=tuple(
        SetAside(kind, *(span(words).start, span(words).end))
        for kind, words in [
            ("label", "المذيعة:"),
            ("caption", "صورة"),
            ("label", "سهى:"),
            ("closing", "انتهى."),
        ]
    ),
    problems=(
        Problem("no_date", "لم يُعرف التاريخ."),
        Problem("uncertain_turn", "السطر يشبه سؤالاً بلا علامة", span("السؤال؟").start, span("السؤال؟").end),
        Problem("odd", "تسمية غريبة.", span("سهى:").start, span("سهى:").end),
    ),
    speakers=(
        Speaker("المذيعة", ("المذيعة",), "interviewer", ""),
        Speaker("سهى", ("سهى",), "guest", "باحثة"),
    ),
    layout="labelled",
    layouts=(),
)


@pytest.fixture
def draft() -> Draft:
    return Draft.from_transcript(TRANSCRIPT)


def test_blocks_stand_in_the_order_of_the_text_and_own_their_labels(draft: Draft) -> None:
    assert [
        (block.id, block.kind, draft.label_text(block), draft.text_of(block)) for block in draft.blocks
    ] == [
        (1, "lead", "", "تقديم للحوار."),
        (2, "question", "المذيعة:", "متى؟"),
        (3, "caption", "", "صورة"),
        (4, "answer", "سهى:", "غداً.\nوربما بعده."),
        (5, "question", "", "السؤال؟"),
        (6, "closing", "", "انتهى."),
    ]
    assert faults(draft) == []


def test_turns_know_their_speakers(draft: Draft) -> None:
    said = [draft.speaker(block.speaker).name if block.speaker else None for block in draft.turns]
    assert said == ["المذيعة", "سهى", None]
    assert draft.speaker("s2").office == "باحثة"


def test_what_is_saved_is_what_the_transcript_said(draft: Draft) -> None:
    assert draft.lead_text == TRANSCRIPT.lead_text
    assert draft.closing_text == TRANSCRIPT.closing_text
    assert draft.set_aside_json() == TRANSCRIPT.as_json()["set_aside"]


def test_doubts_are_of_blocks_and_of_the_whole_text_in_the_order_of_the_text(draft: Draft) -> None:
    found = [(doubt.block, doubt.problem, doubt.reasons) for doubt in draft.doubts()]
    assert found == [
        (None, 0, ("لم يُعرف التاريخ.",)),
        (4, None, ("تسمية غريبة.",)),
        # The block's own reason and the problem that repeats it are one.
        (5, None, ("السطر يشبه سؤالاً بلا علامة",)),
    ]
    assert not any(doubt.seen for doubt in draft.doubts())


def test_a_draft_survives_json(draft: Draft) -> None:
    data = json.loads(json.dumps(draft.as_json()))
    assert Draft.from_json(TEXT, data) == draft
    assert TEXT not in json.dumps(data, ensure_ascii=False)


def test_two_speakers_of_one_name_are_one(draft: Draft) -> None:
    twice = replace(TRANSCRIPT, speakers=(*TRANSCRIPT.speakers, Speaker("سهى", ("د. سهى",), "guest", "")))
    assert [one.key for one in Draft.from_transcript(twice).speakers] == ["s1", "s2"]


def test_an_endless_name_fits_the_archive(draft: Draft) -> None:
    name = "سهى " * 100
    turns = (replace(TRANSCRIPT.turns[0], speaker=name), *TRANSCRIPT.turns[1:])
    long = Draft.from_transcript(
        replace(TRANSCRIPT, turns=turns, speakers=(Speaker(name, (), "guest", name * 2),))
    )
    assert len(long.speakers[0].name) == 200
    assert len(long.speakers[0].office) == 300
    assert long.blocks[1].speaker == "s1"


@pytest.mark.parametrize(
    ("blocks", "fault"),
    [
        ((), "nothing owns"),
        ((Block(1, "lead", (Span(0, 9),)),), "nothing owns"),
        ((Block(1, "lead", (Span(0, 10),)), Block(2, "answer", (Span(9, 10),))), "overlaps"),
        ((Block(1, "lead", (Span(0, 10),), label=Span(0, 3)),), "overlaps"),
        ((Block(1, "lead", (Span(0, 10),)), Block(2, "answer", (Span(10, 10),))), "is empty"),
        ((Block(1, "lead", (Span(0, 11),)),), "outside the text"),
        ((Block(1, "lead", (Span(0, 4),)), Block(1, "lead", (Span(4, 10),))), "one id"),
        ((Block(1, "poem", (Span(0, 10),)),), "is a poem"),
        ((Block(1, "lead", (Span(0, 10),), speaker="s9"),), "is unknown"),
    ],
)
def test_a_draft_that_loses_or_doubles_text_is_found_out(blocks: tuple[Block, ...], fault: str) -> None:
    assert any(fault in found for found in faults(Draft("نص من عشرة", blocks)))


def test_what_is_not_there_has_a_code(draft: Draft) -> None:
    with pytest.raises(DraftError) as block:
        draft.block(99)
    with pytest.raises(DraftError) as speaker:
        draft.speaker("s9")
    assert (block.value.code, speaker.value.code) == ("no_block", "no_speaker")


@pytest.mark.parametrize(
    "text", ["", " \n ", "\0", "\u200f", "ـ", "س", "e\u0301", "😀🏽", "\r\n؟\r\n", "كوردستان ٢٠٢٠"]
)
def test_any_text_is_a_draft_without_faults(text: str) -> None:
    draft = Draft.from_transcript(parse(text))
    assert faults(draft) == []
    assert Draft.from_json(text, draft.as_json()) == draft


@pytest.mark.parametrize(
    ("old", "new", "at", "kept"),
    [
        ([1, 2, 3], [1, 9, 3], 1, ([2], [9])),
        ([1, 3], [1, 2, 3], 1, ([], [2])),
        ([1, 2, 3], [1, 3], 1, ([2], [])),
        ([1, 1], [1, 1, 1], 2, ([], [1])),
        ([1, 1, 1], [1], 1, ([1, 1], [])),
        ([], [1], 0, ([], [1])),
    ],
)
def test_a_difference_of_lists_is_the_stretch_that_changed(
    old: list[int], new: list[int], at: int, kept: tuple[list[int], list[int]]
) -> None:
    change = difference({"blocks": old}, {"blocks": new})
    assert change == {"blocks": {"at": at, "old": kept[0], "new": kept[1]}}
    assert forwards({"blocks": old}, change) == {"blocks": new}
    assert backwards({"blocks": new}, change) == {"blocks": old}


def test_what_did_not_change_is_in_no_difference() -> None:
    before = {"blocks": [1], "layout": "labelled", "next_id": 2}
    after = {"blocks": [1], "layout": "unrecognised", "next_id": 2}
    change = difference(before, after)
    assert change == {"layout": {"old": "labelled", "new": "unrecognised"}}
    assert backwards(after, change) == before
    assert difference(before, before) == {}
