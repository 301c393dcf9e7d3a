"""Proposed names, as reading interviews leaves them behind."""

from __future__ import annotations

from interviews.actions.sounds import last_sound
from interviews.models import Proposal, ProposedMention, name_key
from tests.factories import InterviewFactory, TurnFactory


def propose(
    text: str,
    interviews: int = 1,
    kind: str = "person",
    evidence: str = "title",
    sentence: str = "والتقى {} وفداً من المدينة.",
) -> Proposal:
    """An open proposal that stands once in each of so many new interviews."""
    proposal: Proposal = Proposal.objects.create(
        text=text, folded=name_key(text), sound=last_sound(text), kind=kind, interview_count=interviews
    )
    for _ in range(interviews):
        turn = TurnFactory(interview=InterviewFactory(status="published"), text=sentence.format(text))
        start = turn.text.index(text)
        ProposedMention.objects.create(
            proposal=proposal, turn=turn, start=start, end=start + len(text), evidence=evidence
        )
    return proposal
