"""What the paste desk shows of a draft, without a database: every letter, in pieces that can be counted."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from django.http import QueryDict

from interviews.admin import paste_page
from interviews.admin.paste_page import KIND_NAMES, DeskPage, changed, countable
from interviews.admin.paste_steps import fields_of, focus_after, version_in
from interviews.admin.split_points import sentences
from interviews.transcripts.draft import KINDS, Block, Draft, DraftError
from interviews.transcripts.draft_operations import perform
from interviews.transcripts.result import Span

TEXT = "تمهيد قصير.\nس: متى؟ وأين؟\nج: غداً. في بغداد.\nس: ولماذا؟\nج: لأسباب كثيرة.\n"


def draft_of(text: str, *pieces: tuple[str, str]) -> Draft:
    """A draft of ``text`` with a block for each pair of kind and words."""
    blocks = []
    for number, (kind, words) in enumerate(pieces, 1):
        start = text.index(words)
        blocks.append(Block(number, kind, (Span(start, start + len(words)),)))
    return Draft(text, tuple(blocks), next_id=len(blocks) + 1)


@pytest.fixture
def draft() -> Draft:
    return draft_of(
        TEXT,
        ("lead", "تمهيد قصير."),
        ("question", "س: متى؟ وأين؟"),
        ("answer", "ج: غداً. في بغداد."),
        ("question", "س: ولماذا؟"),
        ("answer", "ج: لأسباب كثيرة."),
    )


def test_every_kind_has_a_name() -> None:
    assert set(KIND_NAMES) == set(KINDS)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("نعم.", [(0, "نعم.")]),
        ("", []),
        ("لا.\r\nنعم.", [(0, "لا."), (4, "\nنعم.")]),
        # An old Macintosh's line end is shown as one, which counts for none of the letters.
        ("لا.\rنعم.", [(0, "لا."), (None, "\n"), (4, "نعم.")]),
        ("لا\0نعم", [(0, "لا"), (3, "نعم")]),
        ("\r\r\r", []),
        ("😀ا", [(0, "😀ا")]),
    ],
)
def test_letters_are_counted_as_the_archive_counts_them(
    text: str, pieces: list[tuple[int | None, str]]
) -> None:
    found = list(countable(text, 0, len(text)))
    assert [(piece.start, piece.text) for piece in found] == pieces
    for piece in found:
        if piece.start is not None:
            assert text[piece.start : piece.start + len(piece.text)] == piece.text


def test_the_source_column_holds_every_letter(draft: Draft) -> None:
    page = DeskPage(draft)
    assert "".join(segment.text + segment.space for segment in page.segments) == TEXT
    assert [segment.kind for segment in page.segments] == ["lead", "question", "answer", "question", "answer"]


def test_a_moved_block_stays_at_its_place_in_the_source(draft: Draft) -> None:
    moved = perform(draft, "move_up", {"block": "5"})
    assert [card.block.id for card in DeskPage(moved).cards] == [1, 2, 3, 5, 4]
    assert [segment.block for segment in DeskPage(moved).segments] == [1, 2, 3, 4, 5]


def test_a_long_text_is_shown_in_parts(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paste_page, "PART_BLOCKS", 2)
    pages = [DeskPage(draft, number) for number in (1, 2, 3)]
    assert [[card.block.id for card in page.cards] for page in pages] == [[1, 2], [3, 4], [5]]
    assert DeskPage(draft, 99).number == 3
    assert pages[0].part_of(4) == 2
    # What another part holds between two passages is not passed over silently.
    moved = perform(draft, "move", {"block": "5", "before": "2"})
    assert [segment.after_gap for segment in DeskPage(moved, 1).segments] == [False, True]


@pytest.mark.parametrize("size", [1, 20_000, 20_001, 90_000])
def test_of_a_very_long_passage_the_ends_are_shown(size: int) -> None:
    text = "ب" * size
    card = DeskPage(Draft(text, (Block(1, "lead", (Span(0, size),)),))).cards[0]
    shown = [piece for piece in card.pieces if piece.start is not None]
    assert sum(len(piece.text) for piece in shown) + card.hidden == size
    assert (card.hidden > 0) == (size > 20_000)
    last = shown[-1]
    assert last.start is not None
    assert last.start + len(last.text) == size


def test_of_a_very_long_passage_in_pieces_the_ends_are_shown() -> None:
    spans = tuple(Span(start, start + 10_000) for start in range(0, 50_000, 10_001))
    card = DeskPage(Draft("ب" * 50_100, (Block(1, "answer", spans),))).cards[0]
    shown = [piece for piece in card.pieces if piece.start is not None]
    assert sum(len(piece.text) for piece in shown) + card.hidden == sum(s.end - s.start for s in spans)
    assert sum(piece.text == "\n[…]\n" for piece in card.pieces) == 1


def test_only_what_changed_is_sent(draft: Draft) -> None:
    after = perform(draft, "change_kind", {"block": "3", "kind": "narration"})
    assert [card.block.id for card in changed(DeskPage(draft).cards, DeskPage(after).cards)] == [3]
    assert changed(DeskPage(draft).cards, DeskPage(draft).cards) == []


def test_what_is_sent_makes_of_the_old_page_the_new_one(draft: Draft) -> None:
    chance = random.Random(3)
    for _round in range(200):
        block = str(chance.choice(draft.blocks).id)
        operation, arguments = chance.choice(
            [
                ("change_kind", {"kind": "narration"}),
                ("set_aside", {"kind": "heading"}),
                ("move_up", {}),
                ("move_down", {}),
                ("merge_with_previous", {}),
                ("split", {"offset": str(chance.randrange(len(TEXT)))}),
            ]
        )
        try:
            after = perform(draft, operation, {"block": block, **arguments})
        except DraftError:
            continue
        old, new = DeskPage(draft), DeskPage(after)
        for before, behind in ((old.cards, new.cards), (old.segments, new.segments)):
            shown = {item.key: item for item in before} | {item.key: item for item in changed(before, behind)}
            assert [shown[item.key] for item in behind] == behind
        draft = after


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ("نعم. وماذا بعد؟", ["نعم. ", "وماذا بعد؟"]),
        ("قال: «لا.» ثم سكت", ["قال: ", "«لا.» ", "ثم سكت"]),
        ("سطر\n\nسطر آخر", ["سطر\n\n", "سطر آخر"]),
        ("3.5 بالمئة", ["3.5 بالمئة"]),
        ("بلا علامة", ["بلا علامة"]),
    ],
)
def test_a_passage_may_be_split_behind_sentences_and_lines(words: str, pieces: list[str]) -> None:
    draft = draft_of(words, ("answer", words))
    found = list(sentences(draft, draft.blocks[0]))
    assert [sentence.text for sentence in found] == pieces
    for sentence, following in pairwise(found):
        assert words[sentence.next_start :].startswith(following.text)
    assert found[-1].next_start == 0


def test_the_pressed_button_decides_over_the_fields_beside_it() -> None:
    post = QueryDict(
        "csrfmiddlewaretoken=x&block=3&kind=caption&step=operation%3Dchange_kind%26kind%3Danswer"
    )
    assert fields_of(post) == {"operation": "change_kind", "kind": "answer", "block": "3"}


@pytest.mark.parametrize("given", ["", "x", "-1", "٣", "9" * 30])
def test_a_version_that_none_can_be_is_no_version(given: str) -> None:
    assert version_in({"version": given}) == 0


@pytest.mark.parametrize(
    ("operation", "arguments", "focus"),
    [
        ("change_kind", {"block": "3", "kind": "question"}, 3),
        # The eye follows the second half.
        ("split", {"block": "3", "offset": str(TEXT.index("في بغداد"))}, 6),
        # Joined to the one before, the passage is a part of that.
        ("merge_with_previous", {"block": "3"}, 2),
        ("add_speaker", {"name": "لينا", "role": "guest"}, None),
    ],
)
def test_the_eye_rests_where_the_step_was_taken(
    draft: Draft, operation: str, arguments: dict[str, str], focus: int | None
) -> None:
    after = perform(draft, operation, arguments)
    assert focus_after(draft, after, {"operation": operation, **arguments}) == focus
    expected = focus if operation == "add_speaker" else {"change_kind": 3, "split": 3}.get(operation, 2)
    assert focus_after(after, draft, {"operation": "undo"}) == expected
