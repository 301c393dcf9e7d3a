"""What an editor does to a draft: every operation, and that no sequence of them loses a character."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.transcripts import parse
from interviews.transcripts.draft import ASIDE_KINDS, KINDS, PLACED_KINDS, ROLES, Draft, DraftError, faults
from interviews.transcripts.draft_history import backwards, difference, forwards
from interviews.transcripts.draft_operations import OPERATIONS, perform

TEXT = (
    "تقديم الحوار.\n\n"
    "المذيعة: متى بدأ العمل؟\n"
    "د. وليد النجار: بدأ قبل عام.  وهل يذكر أحد؟ لا أحد.\n\n"
    "المذيعة: وأين؟\n"
    "وليد النجار: في القرية.\n"
    "المذيعة: شكراً لك.\n"
)
LEAD, WHEN, YEAR, WHERE, VILLAGE, THANKS = 1, 2, 3, 4, 5, 6


@pytest.fixture
def draft() -> Draft:
    parsed = Draft.from_transcript(parse(TEXT))
    assert [block.kind for block in parsed.blocks] == [
        *("lead", "question", "answer", "question", "answer"),
        "question",
    ]
    return parsed


def do(draft: Draft, operation: str, **arguments: object) -> Draft:
    after = perform(draft, operation, arguments)
    assert faults(after) == []
    assert Draft.from_json(draft.text, after.as_json()) == after
    return after


def refusal(draft: Draft, operation: str, **arguments: object) -> str:
    with pytest.raises(DraftError) as refused:
        perform(draft, operation, arguments)
    return refused.value.code


def texts(draft: Draft) -> list[str]:
    return [draft.text_of(block) for block in draft.blocks]


def test_a_kind_is_changed_and_the_block_is_no_longer_in_doubt(draft: Draft) -> None:
    after = do(draft, "change_kind", block=str(YEAR), kind="narration")
    assert (after.block(YEAR).kind, after.block(YEAR).seen) == ("narration", True)
    assert not draft.block(YEAR).seen


def test_a_turn_without_a_label_gets_the_one_speaker_whose_role_fits(draft: Draft) -> None:
    parted = do(draft, "split", block=YEAR, offset=TEXT.index("وهل يذكر"))
    new = parted.blocks[3]
    assert new.speaker == "s2"
    assert do(parted, "change_kind", block=new.id, kind="question").block(new.id).speaker == "s1"
    two_ask = do(parted, "add_speaker", name="مساعد المذيعة", role="interviewer")
    assert do(two_ask, "change_kind", block=new.id, kind="question").block(new.id).speaker is None


def test_a_label_goes_on_saying_who_speaks_whatever_the_kind(draft: Draft) -> None:
    assert do(draft, "change_kind", block=YEAR, kind="question").block(YEAR).speaker == "s2"


def test_a_speaker_is_changed_in_one_block_or_in_all_like_it(draft: Draft) -> None:
    one = do(draft, "change_speaker", block=WHEN, speaker="s2")
    assert [block.speaker for block in one.turns] == ["s2", "s2", "s1", "s2", "s1"]
    everywhere = do(draft, "change_speaker", block=WHEN, speaker="", everywhere="on")
    assert [block.speaker for block in everywhere.turns] == [None, "s2", None, "s2", None]


def test_blocks_are_alike_by_label_and_kind(draft: Draft) -> None:
    # «د. وليد النجار» and «وليد النجار» are two labels of one speaker.
    after = do(draft, "change_speaker", block=YEAR, speaker="s1", everywhere="true")
    assert [block.speaker for block in after.turns] == ["s1", "s1", "s1", "s2", "s1"]


def test_a_reported_question_is_nobodys_words(draft: Draft) -> None:
    reported = do(draft, "toggle_indirect", block=WHERE)
    assert (reported.block(WHERE).indirect, reported.block(WHERE).speaker) == (True, None)
    direct = do(reported, "toggle_indirect", block=WHERE)
    assert (direct.block(WHERE).indirect, direct.block(WHERE).speaker) == (False, "s1")
    assert not do(reported, "change_kind", block=WHERE, kind="answer").block(WHERE).indirect
    assert refusal(draft, "toggle_indirect", block=YEAR) == "only_questions"


def test_splitting_and_joining_gives_back_the_text_with_its_white_space(draft: Draft) -> None:
    parted = do(draft, "split", block=YEAR, offset=TEXT.index("وهل يذكر"))
    assert texts(parted)[2:4] == ["بدأ قبل عام.", "وهل يذكر أحد؟ لا أحد."]
    joined = do(parted, "merge_with_previous", block=parted.blocks[3].id)
    assert texts(joined) == texts(draft)


def test_a_label_that_is_other_words_becomes_text_when_joined(draft: Draft) -> None:
    joined = do(draft, "merge_with_previous", block=WHERE)
    assert joined.text_of(joined.block(YEAR)).endswith("لا أحد.\n\nالمذيعة: وأين؟")


def test_a_label_that_names_the_same_speaker_again_is_set_aside_when_joined(draft: Draft) -> None:
    gone = do(draft, "set_aside", block=WHERE, kind="heading")
    joined = do(gone, "merge_with_previous", block=VILLAGE)
    assert joined.text_of(joined.block(YEAR)) == "بدأ قبل عام.  وهل يذكر أحد؟ لا أحد.\nفي القرية."
    assert ("label", "وليد النجار:") in [(block.kind, joined.text_of(block)) for block in joined.blocks]


def test_a_block_is_joined_to_one_that_is_not_set_aside(draft: Draft) -> None:
    gone = do(draft, "set_aside", block=LEAD, kind="heading")
    assert refusal(gone, "merge_with_previous", block=WHEN) == "nothing_before"
    assert refusal(draft, "merge_with_previous", block=LEAD) == "nothing_before"


def test_joined_text_stands_as_published_unless_the_editor_moved_it(draft: Draft) -> None:
    middle = do(draft, "set_aside", block=YEAR, kind="pull_quote", **part("وهل يذكر أحد؟"))
    quote = next(block.id for block in middle.blocks if block.kind == "pull_quote")
    again = do(middle, "merge_with_previous", block=quote)
    assert again.text_of(again.block(YEAR)) == draft.text_of(draft.block(YEAR))
    moved = do(draft, "move", block=LEAD, before=WHERE)
    behind = do(moved, "merge_with_previous", block=LEAD)
    assert behind.text_of(behind.block(YEAR)).endswith("لا أحد.\nتقديم الحوار.")


def part(words: str) -> dict[str, int]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


def test_a_stretch_is_split_off_as_a_question(draft: Draft) -> None:
    start = TEXT.index("وهل")
    after = do(
        draft, "split", block=YEAR, offset=start, offset_end=start + len("وهل يذكر أحد؟"), kind="question"
    )
    assert [(block.kind, block.speaker) for block in after.blocks[2:5]] == [
        ("answer", "s2"),
        ("question", "s1"),
        ("answer", "s2"),
    ]
    assert texts(after)[2:5] == ["بدأ قبل عام.", "وهل يذكر أحد؟", "لا أحد."]


@pytest.mark.parametrize(
    ("text", "offset", "pieces"),
    [
        # Between a letter and the sign on it: behind the sign.
        ("كُتب", 1, ["كُ", "تب"]),
        ("كتاب", 2, ["كت", "اب"]),
        ("رًّا", 1, ["رًّ", "ا"]),
        # Kurdish writes a joiner inside a word, which belongs to the letter before it.
        ("دە\u200cچم", 2, ["دە\u200c", "چم"]),
        # A colour belongs to its hand, and a family is one sign.
        ("😀👍🏽ن", 2, ["😀👍🏽", "ن"]),
        ("ا👨\u200d👩ن", 3, ["ا👨\u200d👩", "ن"]),
        ("نعم\r\nلا", 4, ["نعم", "لا"]),
    ],
)
def test_a_cut_is_never_inside_a_letter(text: str, offset: int, pieces: list[str]) -> None:
    after = do(Draft.from_transcript(parse(text)), "split", block=1, offset=offset)
    assert texts(after) == pieces


@pytest.mark.parametrize("place", ["", "بدأ قبل", "المذيعة: وأين"])
def test_both_parts_of_a_cut_have_text(draft: Draft, place: str) -> None:
    assert refusal(draft, "split", block=YEAR, offset=TEXT.index(place)) == "empty_part"


def test_a_cut_inside_white_space_keeps_no_white_space(draft: Draft) -> None:
    after = do(draft, "split", block=YEAR, offset=TEXT.index("  وهل") + 1)
    assert texts(after)[2:4] == ["بدأ قبل عام.", "وهل يذكر أحد؟ لا أحد."]


def test_a_part_is_set_aside_and_the_rest_stays_one_turn(draft: Draft) -> None:
    after = do(draft, "set_aside", block=YEAR, kind="pull_quote", **part("وهل يذكر أحد؟"))
    assert after.text_of(after.block(YEAR)) == "بدأ قبل عام.\nلا أحد."
    assert [block.kind for block in after.blocks][2:4] == ["answer", "pull_quote"]


def test_a_label_that_was_not_recognised_is_taken_out_of_the_text(draft: Draft) -> None:
    parted = do(draft, "split", block=YEAR, offset=TEXT.index("وهل يذكر"))
    new = parted.blocks[3].id
    labelled = do(parted, "set_aside", block=new, kind="label", **part("وهل يذكر"))
    assert labelled.label_text(labelled.block(new)) == "وهل يذكر"
    back = do(labelled, "label_to_text", block=new)
    assert texts(back) == texts(parted)
    assert refusal(back, "label_to_text", block=new) == "no_label"


def test_what_is_set_aside_comes_back_with_its_label_and_speaker(draft: Draft) -> None:
    gone = do(draft, "set_aside", block=YEAR, kind="related")
    assert len(gone.turns) == len(draft.turns) - 1
    back = do(gone, "bring_back", block=YEAR, kind="answer")
    assert (back.block(YEAR).speaker, back.label_text(back.block(YEAR))) == ("s2", "د. وليد النجار:")
    assert refusal(draft, "bring_back", block=YEAR, kind="answer") == "not_aside"
    assert refusal(gone, "bring_back", block=YEAR, kind="menu") == "no_kind"


def test_the_whole_text_of_a_block_set_aside_as_a_part_is_the_block(draft: Draft) -> None:
    after = do(draft, "set_aside", block=LEAD, kind="byline", **part("تقديم الحوار."))
    assert [block.id for block in after.blocks] == [block.id for block in draft.blocks]
    assert after.block(LEAD).kind == "byline"


def order(draft: Draft) -> list[int]:
    return [block.id for block in draft.blocks]


def test_blocks_are_moved(draft: Draft) -> None:
    assert order(do(draft, "move", block=THANKS, before=WHEN)) == [1, 6, 2, 3, 4, 5]
    assert order(do(draft, "move", block=LEAD, before="")) == [2, 3, 4, 5, 6, 1]
    assert order(do(draft, "move", block=WHEN, before=WHEN)) == [1, 2, 3, 4, 5, 6]
    assert order(do(draft, "move_up", block=WHEN)) == [2, 1, 3, 4, 5, 6]
    assert order(do(draft, "move_down", block=VILLAGE)) == [1, 2, 3, 4, 6, 5]
    assert refusal(draft, "move_up", block=LEAD) == "at_the_edge"
    assert refusal(draft, "move_down", block=THANKS) == "at_the_edge"
    assert refusal(draft, "move", block=WHEN, before=99) == "no_block"


def test_a_move_passes_marks_that_nobody_looks_at(draft: Draft) -> None:
    marked = do(draft, "set_aside", block=YEAR, kind="separator")
    assert order(do(marked, "move_up", block=WHERE)) == [1, 4, 2, 3, 5, 6]
    assert order(do(marked, "move_down", block=WHEN)) == [1, 3, 4, 2, 5, 6]


def test_speakers_are_added_changed_decided_joined_and_removed(draft: Draft) -> None:
    added = do(draft, "add_speaker", name=" هالة   الصباغ ", role="guest", office="مديرة", block=VILLAGE)
    new = added.speakers[-1]
    assert (new.key, new.name, new.office) == ("s3", "هالة الصباغ", "مديرة")
    assert added.block(VILLAGE).speaker == "s3"
    changed = do(added, "edit_speaker", speaker="s3", name="هالة صباغ", role="moderator", office="")
    assert changed.speaker("s3").office == ""
    decided = do(changed, "decide_speaker", speaker="s3", decision="existing", speaker_id="12")
    assert (decided.speaker("s3").decision, decided.speaker("s3").speaker_id) == ("existing", 12)
    assert do(decided, "decide_speaker", speaker="s3", decision="new").speaker("s3").speaker_id is None
    joined = do(decided, "merge_speakers", speaker="s3", into="s2")
    assert [one.key for one in joined.speakers] == ["s1", "s2"]
    assert joined.block(VILLAGE).speaker == "s2"
    one = do(draft, "merge_speakers", speaker="s2", into="s1").speaker("s1")
    assert one.labels == (*draft.speaker("s1").labels, *draft.speaker("s2").labels)
    gone = do(decided, "remove_speaker", speaker="s3")
    assert gone.block(VILLAGE).speaker is None


@pytest.mark.parametrize(
    ("operation", "arguments", "code"),
    [
        ("add_speaker", {"name": "سهى", "role": "poet"}, "no_role"),
        ("add_speaker", {"name": "ـ", "role": "guest"}, "no_name"),
        ("add_speaker", {"name": "", "role": "guest"}, "no_name"),
        ("add_speaker", {"name": "س\0", "role": "guest"}, "no_name"),
        ("add_speaker", {"name": "س" * 201, "role": "guest"}, "no_name"),
        ("add_speaker", {"name": "المذيعة", "role": "guest"}, "name_taken"),
        ("add_speaker", {"name": "سهى", "role": "guest", "office": "م" * 301}, "no_office"),
        ("edit_speaker", {"speaker": "s2", "name": "المذيعة"}, "name_taken"),
        ("decide_speaker", {"speaker": "s1", "decision": "existing"}, "no_decision"),
        ("decide_speaker", {"speaker": "s1", "decision": "maybe"}, "no_decision"),
        ("merge_speakers", {"speaker": "s1", "into": "s1"}, "same_speaker"),
        ("remove_speaker", {"speaker": "s9"}, "no_speaker"),
        ("change_speaker", {"block": 2, "speaker": "s9"}, "no_speaker"),
        ("change_speaker", {"block": 2}, "bad_argument"),
        ("change_speaker", {"block": 2, "speaker": "s1", "everywhere": "perhaps"}, "bad_argument"),
        ("change_kind", {"block": 99, "kind": "answer"}, "no_block"),
        ("change_kind", {"block": "1" * 30, "kind": "answer"}, "bad_argument"),
        ("change_kind", {"block": "٣", "kind": "answer"}, "bad_argument"),
        ("change_kind", {"block": True, "kind": "answer"}, "bad_argument"),
        ("change_kind", {"block": -1, "kind": "answer"}, "bad_argument"),
        ("change_kind", {"block": 1, "kind": 3}, "bad_argument"),
        ("change_kind", {"block": 1, "kind": "poem"}, "no_kind"),
        ("split", {"block": 3, "offset": 10**17}, "empty_part"),
        ("split", {"block": 3, "offset": 80, "offset_end": 20}, "empty_part"),
        ("split", {"block": 3, "offset": 80, "kind": "poem"}, "no_kind"),
        ("set_aside", {"block": 3, "kind": "answer"}, "no_kind"),
        ("set_aside", {"block": 3, "kind": "menu", "start": 0, "end": 3}, "empty_part"),
        ("confirm", {"problem": 99}, "no_problem"),
        ("confirm", {}, "no_problem"),
        ("burn", {}, "no_operation"),
    ],
)
def test_what_cannot_be_done_has_a_code(
    draft: Draft, operation: str, arguments: dict[str, object], code: str
) -> None:
    assert refusal(draft, operation, **arguments) == code


def test_one_archive_speaker_is_one_participant(draft: Draft) -> None:
    decided = do(draft, "decide_speaker", speaker="s1", decision="existing", speaker_id=7)
    assert (
        refusal(decided, "decide_speaker", speaker="s2", decision="existing", speaker_id=7) == "speaker_taken"
    )
    assert do(decided, "decide_speaker", speaker="s1", decision="existing", speaker_id=7) == decided


def test_a_doubt_is_gone_once_an_editor_looked(draft: Draft) -> None:
    doubtful = Draft.from_transcript(parse("سطر بلا علامة\n\nوسطر آخر"))
    assert [doubt.seen for doubt in doubtful.doubts()] == [False]
    told = doubtful.doubts()[0]
    where = {"block": told.block} if told.block is not None else {"problem": told.problem}
    assert [doubt.seen for doubt in do(doubtful, "confirm", **where).doubts()] == [True]


def test_every_operation_is_tried_at_random_below() -> None:
    assert set(GENERATORS) == set(OPERATIONS)


def _number(draw: random.Random, draft: Draft) -> int:
    return draw.choice([block.id for block in draft.blocks] or [1])


def _place(draw: random.Random, draft: Draft) -> int:
    return draw.randint(0, len(draft.text) + 1)


def _key(draw: random.Random, draft: Draft) -> str:
    return draw.choice([one.key for one in draft.speakers] or ["s1"])


def _random_arguments(name: str, draw: random.Random, draft: Draft) -> object:
    kinds: dict[str, Callable[[], object]] = {
        "block": lambda: _number(draw, draft),
        "before": lambda: draw.choice(["", _number(draw, draft)]),
        "offset": lambda: _place(draw, draft),
        "offset_end": lambda: draw.choice(["", _place(draw, draft)]),
        "start": lambda: draw.choice(["", _place(draw, draft)]),
        "end": lambda: draw.choice(["", _place(draw, draft)]),
        "kind": lambda: draw.choice([*KINDS, *PLACED_KINDS, *ASIDE_KINDS, ""]),
        "speaker": lambda: draw.choice(["", _key(draw, draft), _key(draw, draft)]),
        "into": lambda: _key(draw, draft),
        "everywhere": lambda: draw.choice(["", "true"]),
        "name": lambda: f"اسم {draw.randint(1, 9)}",
        "office": lambda: draw.choice(["", "وزير"]),
        "role": lambda: draw.choice(ROLES),
        "decision": lambda: draw.choice(["open", "existing", "new"]),
        "speaker_id": lambda: draw.choice(["", draw.randint(1, 3)]),
        "problem": lambda: draw.randint(0, 2),
    }
    return kinds[name]()


GENERATORS = {name: (*required, *optional) for name, (_run, required, optional) in OPERATIONS.items()}

PIECES = st.sampled_from(
    [
        *("س:", "ج:", "المذيعة:", "وليد:", "متى؟", "نعم.", "كُتِبَ", "٢", "***"),
        *(" ", "\n", "\n\n", "\r\n", "\u200f", "\u200c", "ـ", "😀🏽", "\0"),
    ]
)


@settings(max_examples=150)
@given(text=st.lists(PIECES, max_size=40).map("".join), seed=st.integers(0, 2**32))
def test_no_sequence_of_operations_loses_or_doubles_a_character(text: str, seed: int) -> None:
    """And each step can be taken back, whatever it was."""
    draw = random.Random(seed)
    draft = Draft.from_transcript(parse(text))
    for _step in range(25):
        operation = draw.choice(list(OPERATIONS))
        arguments = {name: _random_arguments(name, draw, draft) for name in GENERATORS[operation]}
        try:
            after = perform(draft, operation, arguments)
        except DraftError:
            continue
        assert faults(after) == []
        before_json, after_json = draft.as_json(), after.as_json()
        assert Draft.from_json(text, after_json) == after
        change = difference(before_json, after_json)
        assert forwards(before_json, change) == after_json
        assert backwards(after_json, change) == before_json
        draft = after
    owned = sorted((span.start, span.end) for block in draft.blocks for span in block.owned)
    assert "".join("".join(text[start:end].split()) for start, end in owned) == "".join(text.split())
