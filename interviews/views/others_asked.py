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

from interviews.models import Turn, bearers, read_names
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
    asked = [question, *alike]
    answers = answers_by_exchange(
        asked, Turn.objects.answers_to(asked).select_related("participant__speaker__entity")
    )
    outlets = (turn.interview.outlet for turn in asked)
    answering = bearers(answer.turn for given in answers.values() for answer in given)
    read_names([*(outlet.entity for outlet in outlets if outlet), *answering])
    here = answers.get(exchange_of(question), [])
    others = [_with_answers(turn, answers.get(exchange_of(turn), []), here) for turn in alike]
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


def exchange_of(turn: Turn) -> tuple[int, int | None]:
    """The exchange in which a question and its answers stand: (interview, exchange)."""
    return turn.interview_id, turn.exchange


def answers_by_exchange(
    questions: Iterable[Turn], turns: Iterable[Turn]
) -> dict[tuple[int, int | None], list[Answer]]:
    """The answers ``turns`` by the exchange of their question, in their order; they get its interview."""
    found: dict[tuple[int, int | None], list[Answer]] = {}
    interviews = {turn.interview_id: turn.interview for turn in questions}
    for turn in turns:
        turn.interview = interviews[turn.interview_id]
        if turn.participant:
            turn.participant.interview = turn.interview
        found.setdefault(exchange_of(turn), []).append(Answer(turn, passage(turn.text, [], ANSWER_LENGTH)))
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
