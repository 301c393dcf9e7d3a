"""The same question put to others: what they answered, beside what was answered here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from interviews.models import Interview, Turn, bearers, read_names
from interviews.search.results.address import address
from interviews.search.results.alike_questions import alike_questions, significant_words
from interviews.search.results.run import SearchRequest
from interviews.search.results.snippets import Piece, passage

# Characters of an answer, and answers to one question of a panel, that are shown.
ANSWER_LENGTH = 420
MOST_ANSWERS = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """The beginning of an answer, and by whom."""

    turn: Turn
    pieces: list[Piece]


@require_safe
def others_asked(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    if not key.isalnum():
        # No key, and PostgreSQL has no text with a NUL in it.
        raise Http404
    questions = Turn.objects.published().filter(interview=pk, kind=Turn.Kind.QUESTION)
    question = get_object_or_404(questions.select_related("interview__outlet__entity"), key=key)
    alike = [found.turn for found in alike_questions(question)]
    answers = _answers([question, *alike])
    outlets = (turn.interview.outlet for turn in (question, *alike))
    answering = bearers(answer.turn for given in answers.values() for answer in given)
    read_names([*(outlet.entity for outlet in outlets if outlet), *answering])
    here = answers.get(_place(question), [])
    others = [_with_answers(turn, answers.get(_place(turn), []), here) for turn in alike]
    words = " ".join(significant_words(question.text))
    return render(
        request,
        "others_asked.html",
        {
            "question": question,
            "interview": question.interview,
            "given": here[:MOST_ANSWERS],
            # Others come first, since the page is about them.
            "others": sorted(others, key=itemgetter("by_the_same")),
            "words": words,
            "search": reverse("search") + address(SearchRequest(words, part="questions")),
        },
    )


def _place(turn: Turn) -> tuple[int, int | None]:
    return turn.interview_id, turn.exchange


def _answers(questions: list[Turn]) -> dict[tuple[int, int | None], list[Answer]]:
    """The answers to the questions, by their place, in the order of the interviews."""
    turns: Iterable[Turn] = Turn.objects.answers_to(questions).select_related("participant__speaker__entity")
    found: dict[tuple[int, int | None], list[Answer]] = {}
    interviews: dict[int, Interview] = {turn.interview_id: turn.interview for turn in questions}
    for turn in turns:
        turn.interview = interviews[turn.interview_id]
        if turn.participant:
            turn.participant.interview = turn.interview
        found.setdefault(_place(turn), []).append(Answer(turn, passage(turn.text, [], ANSWER_LENGTH)))
    return found


def _with_answers(turn: Turn, answers: list[Answer], here: list[Answer]) -> dict[str, Any]:
    """What the page shows of a question like the one that has the answers ``here``."""
    speakers = _speakers(answers)
    return {
        "question": turn,
        "interview": turn.interview,
        "answers": answers[:MOST_ANSWERS],
        "further": max(0, len(answers) - MOST_ANSWERS),
        # Nobody else answers, and it is known of everybody who that is.
        "by_the_same": bool(speakers) and None not in speakers and speakers <= _speakers(here),
    }


def _speakers(answers: list[Answer]) -> set[int | None]:
    return {answer.turn.participant.speaker_id if answer.turn.participant else None for answer in answers}
