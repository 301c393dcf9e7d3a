"""Mentions that an editor decides, one or many at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interviews.actions.mentions import decide, decide_all
from interviews.actions.names import link_names
from interviews.models import IndexUpdate, Mention, Proposal, ProposedMention
from tests.factories import EntityFactory, MentionFactory, TurnFactory
from tests.integration.names.conftest import Make, mentions

pytestmark = pytest.mark.django_db


def state(mention: Mention) -> str | None:
    return Mention.objects.filter(pk=mention.pk).values_list("state", flat=True).first()


def test_many_are_decided_by_a_few_queries(make_interview: Make, admin_user: Any) -> None:
    EntityFactory(name="بغداد", kind="place")
    interviews = [make_interview(*["زار بغداد أمس، ثم بغداد."] * 10) for _number in range(3)]
    for interview in interviews:
        link_names(interview)
    IndexUpdate.objects.all().delete()
    few, *others = Mention.objects.order_by("pk")
    with CaptureQueriesContext(connection) as one:
        assert decide_all([few], "confirmed", admin_user) == 1
    with CaptureQueriesContext(connection) as many:
        assert decide_all(others, "confirmed", admin_user) == 59
    assert len(many) <= len(one) + 3
    assert set(Mention.objects.values_list("state", "decided_by")) == {("confirmed", admin_user.pk)}
    assert IndexUpdate.objects.count() == 3


def test_what_is_rejected_at_once_stays_so(make_interview: Make) -> None:
    EntityFactory(name="بغداد", kind="place")
    interview = make_interview("زار بغداد أمس، ثم بغداد.")
    link_names(interview)
    decide_all(list(Mention.objects.all()), "rejected")
    link_names(interview)
    assert mentions(interview) == [("بغداد", "rejected")] * 2


def test_of_two_chosen_for_one_place_the_later_is_confirmed() -> None:
    turn = TurnFactory(text="زار القائم أمس.")
    one, other, wider = (
        MentionFactory(turn=turn, start=4, end=end, state=of)
        for end, of in ((10, "found"), (10, "confirmed"), (14, "offered"))
    )
    assert decide_all([one, other], "confirmed") == 2
    # Whoever was decided before is rejected; what nobody had decided goes.
    assert (state(one), state(other), state(wider)) == ("rejected", "confirmed", None)


def test_what_is_gone_is_not_counted() -> None:
    here, gone = MentionFactory(), MentionFactory(start=5, end=7)
    Mention.objects.filter(pk=gone.pk).delete()
    assert decide_all([here, gone], "rejected") == 1
    with pytest.raises(Mention.DoesNotExist):
        decide(gone, "confirmed")


def test_a_name_that_is_confirmed_is_no_longer_proposed_there(make_interview: Make) -> None:
    entity = EntityFactory(name="القائم", kind="place")
    interview = make_interview("زار القائم أمس.")
    link_names(interview)
    turn = interview.turns.get()
    proposal = Proposal.objects.create(
        text="القائم أمس", folded="القايم امس", kind="person", interview_count=1
    )
    ProposedMention.objects.create(proposal=proposal, turn=turn, start=4, end=14, evidence="title")
    decide_all(list(Mention.objects.filter(entity=entity)), "confirmed")
    proposal.refresh_from_db()
    assert (proposal.interview_count, ProposedMention.objects.filter(turn=turn).count()) == (0, 0)
