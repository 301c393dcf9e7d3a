"""The same question put to others: what they answered, beside what was answered here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from interviews.models import Interview, Turn, read_names
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
    turns = [question, *alike]
    outlets = (turn.interview.outlet for turn in turns)
    read_names(
        [
            *(outlet.entity for outlet in outlets if outlet),
            *(
                answer.turn.participant.speaker.entity
                for given in answers.values()
                for answer in given
                if answer.turn.participant and answer.turn.participant.speaker
            ),
        ]
    )
    words = " ".join(significant_words(question.text))
    return render(
        request,
        "others_asked.html",
        {
            "question": question,
            "interview": question.interview,
            "given": answers.get(_place(question), [])[:MOST_ANSWERS],
            "others": [_with_answers(turn, answers.get(_place(turn), [])) for turn in alike],
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


def _with_answers(turn: Turn, answers: list[Answer]) -> dict[str, Any]:
    return {
        "question": turn,
        "interview": turn.interview,
        "answers": answers[:MOST_ANSWERS],
        "further": max(0, len(answers) - MOST_ANSWERS),
    }
