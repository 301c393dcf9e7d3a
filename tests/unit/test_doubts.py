"""When does an editor see an imported text first?"""

from dataclasses import replace

import pytest

from interviews.actions.doubts import doubts, mean_confidence
from interviews.actions.similar import Likeness, Similar
from interviews.models import Interview
from interviews.transcripts import parse
from interviews.transcripts.result import Problem, Transcript

SURE = parse("س: متى يبدأ العمل؟\nج: غداً صباحاً.\nس: وأين؟\nج: في الميناء القديم.")
NO_INTERVIEW = parse("نص لا حوار فيه.\n\nفقرة أخرى.")


def with_confidence(*confidences: float) -> Transcript:
    turns = [replace(turn, confidence=one) for turn, one in zip(SURE.turns, confidences, strict=True)]
    return replace(SURE, turns=tuple(turns))


def with_problem(code: str) -> Transcript:
    return replace(SURE, problems=(Problem(code, f"ملاحظة {code}"),))


def kinds(*kept: str) -> Transcript:
    return replace(SURE, turns=tuple(turn for turn in SURE.turns if turn.kind in kept))


@pytest.mark.parametrize(
    ("transcript", "reasons"),
    [
        (SURE, 0),
        (None, 0),  # a file that says its turns itself
        (NO_INTERVIEW, 2),  # and the parser says so too
        (kinds("answer"), 1),
        (kinds("question"), 1),
        (with_confidence(0.8, 0.8, 0.8, 0.8), 0),
        (with_confidence(0.95, 0.95, 0.6, 0.6), 1),
        (with_confidence(0.95, 0.95, 0.95, 0.5), 0),  # one turn; the parser has a remark where it matters
        (with_problem("name_from_lead"), 0),
        (with_problem("speaker_from_lead"), 0),
        (with_problem("misprinted_label"), 0),
        (with_problem("uncertain_turn"), 1),
        (with_problem("a_remark_of_tomorrow"), 1),  # what is not known to be settled is open
        (replace(with_problem("uncertain_turn"), problems=with_problem("uncertain_turn").problems * 2), 1),
    ],
)
def test_what_is_doubtful_has_its_reasons(transcript: Transcript | None, reasons: int) -> None:
    assert len(doubts(transcript, [])) == reasons


@pytest.mark.parametrize("code", ["uncertain_guest", "uncertain_roles"])
def test_who_the_guest_is_is_no_doubt_where_the_file_says_it(code: str) -> None:
    assert len(doubts(with_problem(code), [])) == 1
    assert doubts(with_problem(code), [], guest_known=True) == []
    assert len(doubts(with_problem("uncertain_turn"), [], guest_known=True)) == 1


@pytest.mark.parametrize("kind", list(Likeness))
def test_what_the_archive_has_already_is_doubtful(kind: Likeness) -> None:
    similar = Similar(Interview(title="حوار الميناء"), kind, 0.9, 0.4, 0.3, None)
    for transcript in (SURE, None):
        (reason,) = doubts(transcript, [similar])
        assert "حوار الميناء" in reason
        assert "90" in reason


def test_the_confidence_of_a_text_is_the_mean_of_its_turns() -> None:
    assert mean_confidence(with_confidence(1, 1, 0.5, 0.5)) == 0.75
    assert mean_confidence(NO_INTERVIEW) == 0
