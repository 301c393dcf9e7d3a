"""The mention desk: rivals for an ambiguous place together, one click decides, one comes back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from interviews.actions.mentions import decide as settle
from interviews.models import Entity, Mention, Turn
from tests.factories import EntityFactory, InterviewFactory, MentionFactory, TurnFactory

OpenForm = Callable[..., Any]

LIST = "/admin/interviews/mention/"
DECIDE = "/admin/interviews/mention/decide/"


def offered(*entities: Entity, turn: Turn | None = None, start: int = 8, end: int = 13) -> list[Mention]:
    """An ambiguous place that may mean each of the entities."""
    turn = turn or TurnFactory(text="وصلوا إلى حديثة صباحاً، ثم عادوا.")
    return [
        MentionFactory(turn=turn, entity=entity, start=start, end=end, state="offered") for entity in entities
    ]


@pytest.fixture
def places(db: None) -> list[Mention]:
    town = EntityFactory(kind="place", name="حديثة", variants=["قضاء حديثة"])
    paper = EntityFactory(kind="organisation", name="حديثة", variants=["صحيفة حديثة"])
    return offered(town, paper, turn=TurnFactory(text="وصلوا إلى حديثة صباحاً."), start=10, end=15)


def rows(desk: Client, **query: str) -> list[Any]:
    response = desk.get(LIST, query)
    assert response.status_code == 200
    return list(response.context["cl"].result_list)


def states(mentions: list[Mention]) -> list[str | None]:
    stored = dict(Mention.objects.filter(pk__in=[one.pk for one in mentions]).values_list("pk", "state"))
    return [stored.get(mention.pk) for mention in mentions]


def decide(desk: Client, mention: Mention, state: str, following: str = "", back: str = "") -> HttpResponse:
    return desk.post(DECIDE, {"decide": f"{mention.pk}:{state}:{following}", "back": back})


def bulk(desk: Client, action: str, *mentions: Mention, query: str = "") -> HttpResponse:
    chosen = [str(mention.pk) for mention in mentions]
    return desk.post(f"{LIST}{query}", {"action": action, "_selected_action": chosen}, follow=True)


def test_what_an_ambiguous_place_may_mean_is_one_row(desk: Client, places: list[Mention]) -> None:
    found = MentionFactory()
    assert [row.pk for row in rows(desk, state__exact="offered")] == [places[0].pk]
    assert {row.pk for row in rows(desk)} == {places[0].pk, found.pk}
    page = desk.get(LIST, {"state__exact": "offered"}).content.decode()
    assert page.count("<mark>حديثة</mark>") == 1
    for mention in places:
        assert f'value="{mention.pk}:confirmed:' in page
    assert "قضاء حديثة" in page
    assert "صحيفة حديثة" in page


def test_the_context_is_in_the_direction_of_its_interview(desk: Client) -> None:
    for language, direction in (("en", "ltr"), ("ckb", "rtl"), ("ar", "rtl")):
        turn = TurnFactory(interview=InterviewFactory(language=language), text="Baghdad <b>")
        mention = MentionFactory(turn=turn, start=0, end=7)
        page = desk.get(LIST, {"entity": str(mention.entity_id)}).content.decode()
        assert f'lang="{language}" dir="{direction}"><mark>Baghdad</mark> &lt;b&gt;' in page


def test_one_click_confirms_one_and_leaves_no_rival(desk: Client, places: list[Mention]) -> None:
    assert decide(desk, places[1], "confirmed").status_code == 302
    assert states(places)[1] == "confirmed"
    assert states(places)[0] in ("rejected", None)
    assert rows(desk, state__exact="offered") == []


def test_none_of_them_rejects_all(desk: Client, places: list[Mention]) -> None:
    decide(desk, places[0], "none")
    assert states(places) == ["rejected", "rejected"]


@pytest.mark.parametrize("state", ["confirmed", "rejected"])
def test_a_found_mention_is_confirmed_or_rejected(desk: Client, state: str) -> None:
    mention = MentionFactory()
    decide(desk, mention, state)
    assert states([mention]) == [state]
    page = desk.get(LIST).content.decode()
    assert f"{mention.pk}:{state}:" not in page


def test_one_comes_back_to_the_row_behind(desk: Client, places: list[Mention]) -> None:
    other = offered(places[0].entity, places[1].entity)[0]
    page = desk.get(LIST, {"state__exact": "offered", "q": "حديثه"})
    first, second = page.context["cl"].result_list
    assert (first.pk, first.following) == (other.pk, second.pk)
    answer = decide(desk, other, "none", str(first.following), page.context["back"])
    path, _sign, anchor = answer.headers["Location"].partition("#")
    again = desk.get(path)
    assert [row.pk for row in again.context["cl"].result_list] == [second.pk]
    assert f'id="{anchor}"' in again.content.decode()


def test_the_list_is_narrowed_to_an_entity(desk: Client, places: list[Mention]) -> None:
    MentionFactory()
    paper = places[1].entity
    assert [row.pk for row in rows(desk, entity=str(paper.pk))] == [places[1].pk]
    assert [row.pk for row in rows(desk, q="صحيفه حديثه")] == [places[1].pk]
    for wrong in ("x", "0", "9" * 30, "9" * 5000):
        assert rows(desk, entity=wrong) == []
        assert rows(desk, name=wrong) == []


def test_the_list_is_narrowed_to_one_name(desk: Client) -> None:
    entity = EntityFactory(name="إقليم كوردستان", variants=["كردستان"])
    turn = TurnFactory(text="في كُردستان وفي إقليم كوردستان")
    short = MentionFactory(turn=turn, entity=entity, start=3, end=11)
    long = MentionFactory(turn=turn, entity=entity, start=16, end=30)
    MentionFactory(turn=TurnFactory(text="كردستان"), entity=entity, start=0, end=7, state="rejected")
    for text, mention in (("كردستان", short), ("إقليم كوردستان", long)):
        name = entity.names.get(text=text)
        assert [row.pk for row in rows(desk, entity=str(entity.pk), name=str(name.pk))] == [mention.pk]


def test_bulk_confirming_leaves_open_what_may_mean_several(desk: Client, places: list[Mention]) -> None:
    found, single = (
        MentionFactory(),
        offered(EntityFactory(), turn=TurnFactory(text="في حديثة"), start=3, end=8)[0],
    )
    answer = bulk(desk, "confirm_selected", places[0], found, single)
    assert states([*places, found, single]) == ["offered", "offered", "confirmed", "confirmed"]
    assert len(list(answer.context["messages"])) == 2


def test_of_one_entity_bulk_confirming_decides_against_its_rivals(
    desk: Client, places: list[Mention]
) -> None:
    bulk(desk, "confirm_selected", places[1], query=f"?entity={places[1].entity_id}")
    assert states(places)[1] == "confirmed"
    assert states(places)[0] in ("rejected", None)


def test_bulk_rejecting_rejects_all_that_a_row_may_mean(desk: Client, places: list[Mention]) -> None:
    found = MentionFactory()
    bulk(desk, "reject_selected", places[0], found)
    assert states([*places, found]) == ["rejected"] * 3


def test_of_one_entity_bulk_rejecting_leaves_its_rivals(desk: Client, places: list[Mention]) -> None:
    bulk(desk, "reject_selected", places[0], query=f"?entity={places[0].entity_id}")
    assert states(places) == ["rejected", "offered"]


def test_of_very_many_mentions_some_are_left_for_the_next_click(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interviews.admin.mentions.MOST_AT_ONCE", 2)
    mentions = [MentionFactory() for _ in range(3)]
    answer = bulk(desk, "reject_selected", *mentions)
    assert sorted(states(mentions)) == ["found", "rejected", "rejected"]
    assert [message.level_tag for message in answer.context["messages"]] == ["warning", "success"]


@pytest.mark.parametrize(
    ("action", "state"), [("confirm_selected", "confirmed"), ("reject_selected", "rejected")]
)
def test_the_next_click_decides_what_was_left(
    desk: Client, monkeypatch: pytest.MonkeyPatch, action: str, state: str
) -> None:
    monkeypatch.setattr("interviews.admin.mentions.MOST_AT_ONCE", 2)
    mentions = [MentionFactory() for _ in range(3)]
    answers = [bulk(desk, action, *mentions) for _ in range(3)]
    assert states(mentions) == [state] * 3
    tags = [[message.level_tag for message in answer.context["messages"]] for answer in answers]
    assert tags == [["warning", "success"], ["success"], ["warning"]]


@pytest.mark.parametrize(("mine", "theirs"), [("confirmed", "rejected"), ("rejected", "confirmed")])
def test_a_click_on_an_old_list_undoes_no_decision_of_somebody_else(
    desk: Client, mine: str, theirs: str
) -> None:
    mention = MentionFactory()
    old = re.search(f'value="({mention.pk}:{mine}:[^"]*)"', desk.get(LIST).content.decode())
    assert old
    settle(mention, theirs)
    answer = desk.post(DECIDE, {"decide": old[1]}, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["warning"]
    assert states([mention]) == [theirs]
    # Who sees what was decided may decide otherwise; a second click on the same button does no harm.
    new = re.search(f'value="({mention.pk}:{mine}:[^"]*)"', desk.get(LIST).content.decode())
    assert new
    for _ in range(2):
        answer = desk.post(DECIDE, {"decide": new[1]}, follow=True)
        assert [message.level_tag for message in answer.context["messages"]] == ["success"]
    assert states([mention]) == [mine]


@pytest.mark.parametrize("sent", ["", "x", "1", "1:found", "1:x", "x:confirmed", f"{'9' * 30}:confirmed"])
def test_what_is_no_decision_is_refused(desk: Client, places: list[Mention], sent: str) -> None:
    assert desk.post(DECIDE, {"decide": sent}).status_code == 400
    assert states(places) == ["offered", "offered"]


def test_a_mention_that_is_gone_is_said_to_be_gone(desk: Client, places: list[Mention]) -> None:
    assert desk.get(DECIDE).status_code == 302
    answer = desk.post(DECIDE, {"decide": "999999:confirmed"}, follow=True)
    assert len(list(answer.context["messages"])) == 1


def test_none_of_them_undoes_no_decision_of_somebody_else(desk: Client, places: list[Mention]) -> None:
    settle(places[0], "confirmed")
    decide(desk, places[0], "none")
    assert states(places)[0] == "confirmed"


def test_who_may_only_look_sees_no_buttons(client: Client, places: list[Mention]) -> None:
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_mention"))
    client.force_login(reader)
    page = client.get(LIST).content.decode()
    assert "<mark>حديثة</mark>" in page
    assert 'name="decide"' not in page
    assert decide(client, places[0], "confirmed").status_code == 403
    bulk(client, "reject_selected", places[0])
    assert states(places) == ["offered", "offered"]


def test_no_page_offers_to_delete_what_would_be_found_again(desk: Client, places: list[Mention]) -> None:
    page = desk.get(f"/admin/interviews/mention/{places[0].pk}/change/").content.decode()
    assert 'name="_save"' in page
    assert f"/mention/{places[0].pk}/delete/" not in page
    assert "delete_selected" not in desk.get(LIST).content.decode()


def test_the_form_of_a_mention_decides_too(desk: Client, places: list[Mention]) -> None:
    address = reverse("admin:interviews_mention_change", args=[places[0].pk])
    assert desk.get(address).status_code == 200
    desk.post(address, {"state": "confirmed"})
    assert states(places)[0] == "confirmed"
    assert states(places)[1] in ("rejected", None)


def test_a_form_that_changes_nothing_undoes_no_decision_of_somebody_else(open_form: OpenForm) -> None:
    mention = MentionFactory()
    form = open_form(mention)
    settle(mention, "confirmed")
    assert form.send().status_code == 302
    assert states([mention]) == ["confirmed"]
    assert form.send(state="rejected").status_code == 302
    assert states([mention]) == ["rejected"]


def test_a_page_of_ambiguous_places_asks_the_database_equally_often(desk: Client) -> None:
    counts = []
    for _ in range(2):
        for _ in range(8):
            offered(EntityFactory(), EntityFactory(variants=["اسم ثان"]))
        desk.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            desk.get(LIST, {"state__exact": "offered"})
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 20
