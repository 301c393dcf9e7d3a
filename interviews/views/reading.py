"""What a page to be read needs of its turns: who must be named, which questions it has, how long it takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString

from interviews.arabic.passages import reading_minutes, short_question
from interviews.models import Interview, Participant, Turn
from interviews.templatetags.passages import other_language

# Fewer questions are seen at a glance.
FEWEST_QUESTIONS = 3

# Who speaks is looked for at the head first, who asks is known from the page.
_ORDER = [Participant.Role.GUEST, Participant.Role.MODERATOR, Participant.Role.INTERVIEWER]


class Question(NamedTuple):
    """A line of the list of contents."""

    fragment: str
    text: str
    #: `` lang="en" dir="ltr"`` where the question is not in the language of its interview.
    attributes: SafeString


def guests_first(participants: Iterable[Participant]) -> list[Participant]:
    """Guests, moderators, interviewers; those of one role in their own order."""
    return sorted(participants, key=lambda participant: _ORDER.index(participant.role))


def turns_to_label(turns: Sequence[Turn]) -> set[int]:
    """The numbers of the turns above which a reader must see who speaks.

    Form tells question from answer, so a name is needed only once where all questions, or all answers, are
    one person's. Where several answer (or ask), it stands wherever another begins.
    """
    speakers: dict[str, set[int | None]] = {}
    for turn in turns:
        speakers.setdefault(turn.kind, set()).add(turn.participant_id)
    labelled, heard = set(), set()
    before: Turn | None = None
    for turn in turns:
        if len(speakers[turn.kind]) == 1:
            is_new = turn.kind not in heard
        else:
            is_new = not before or (before.kind, before.participant_id) != (turn.kind, turn.participant_id)
        # What the text tells in between is nobody's.
        if is_new and (turn.participant_id or turn.kind != Turn.Kind.NARRATION):
            labelled.add(turn.pk)
        heard.add(turn.kind)
        before = turn
    return labelled


def contents(turns: Iterable[Turn], language: str) -> list[Question]:
    """The questions in short, each with the place it leads to; none where there are only a few."""
    questions = [
        Question(turn.fragment, text, other_language(text, language))
        for turn in turns
        if turn.kind == Turn.Kind.QUESTION
        for text in [short_question(turn.text)]
    ]
    return questions if len(questions) >= FEWEST_QUESTIONS else []


def minutes_to_read(interview: Interview, turns: Iterable[Turn]) -> int:
    """Minutes that lead, turns and closing take to be read."""
    texts = (interview.lead, interview.closing, *(turn.text for turn in turns))
    return reading_minutes(sum(len(text.split()) for text in texts), interview.language)
