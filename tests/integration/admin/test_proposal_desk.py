"""The proposal desk: what it shows, what each decision does, and where one comes back to."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from interviews.actions import proposals as deciding
from interviews.actions.merging import merge_entities
from interviews.admin.proposals import being_relinked
from interviews.models import Entity, Name, Proposal, ProposedMention
from tests.factories import EntityFactory, MentionFactory, TurnFactory

from .proposed import propose

LIST = "/admin/interviews/proposal/"


def listed(desk: Client, **query: str) -> list[str]:
    """The names in the list, in its order."""
    response = desk.get(LIST, query)
    assert response.status_code == 200
    return [row.proposal.text for row in response.context["rows"]]


def decide(desk: Client, proposal: Proposal, decision: str, **fields: Any) -> HttpResponse:
    """One decision, with the fields of the row as they are filled in at first."""
    page = desk.get(reverse("admin:interviews_proposal_change", args=[proposal.pk]))
    form = page.context["row"].form
    sent = {"text": form["text"].value(), "kind": form["kind"].value(), "language": form["language"].value()}
    address = reverse("admin:interviews_proposal_decide", args=[proposal.pk])
    return desk.post(address, {**sent, "decision": decision, **fields})


def said(desk: Client, answer: HttpResponse) -> list[str]:
    """The messages of the page to which an answer leads."""
    assert answer.status_code == 302, answer.status_code
    return [str(message) for message in desk.get(answer.headers["Location"]).context["messages"]]


def staff(client: Client, *permissions: str) -> Client:
    user = User.objects.create_user("hadi", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(user)
    return client


# --- The list ---


def test_open_names_stand_by_the_number_of_their_interviews(desk: Client) -> None:
    propose("نزار المهنا", 1)
    propose("سعاد الكرمي", 3)
    propose("هيثم الطائي", 2)
    propose("لا أحد", 0)
    dismissed = propose("يوم الخميس", 5)
    deciding.dismiss(dismissed)
    assert listed(desk) == ["سعاد الكرمي", "هيثم الطائي", "نزار المهنا"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"kind__exact": "organisation"}, ["مجلس الميناء"]),
        ({"evidence": "head"}, ["مجلس الميناء"]),
        ({"evidence": "latin"}, []),
        ({"evidence": "x"}, []),
        ({"state": "dismissed"}, ["يوم الخميس"]),
        ({"state": "accepted"}, []),
        ({"q": "الميناء"}, ["مجلس الميناء"]),
        ({"q": "اديب مصطفي"}, ["أديب مصطفى"]),
        ({"q": "مُصطفى"}, ["أديب مصطفى"]),
        ({"q": "غير موجود"}, []),
        ({"q": "؟؟"}, []),
        ({"p": "9"}, ["أديب مصطفى", "مجلس الميناء"]),
    ],
)
def test_the_list_is_narrowed(desk: Client, query: dict[str, str], names: list[str]) -> None:
    propose("أديب مصطفى", 2)
    propose("مجلس الميناء", 1, kind="organisation", evidence="head")
    deciding.dismiss(propose("يوم الخميس"))
    assert listed(desk, **query) == names


def test_a_name_is_shown_with_three_contexts_of_as_many_interviews(desk: Client) -> None:
    proposal = propose("سعاد الكرمي", 4)
    page = desk.get(LIST).content.decode()
    assert page.count("<mark>سعاد الكرمي</mark> وفداً") == 3
    latest = ProposedMention.objects.filter(proposal=proposal).latest("pk").turn
    assert f'href="{latest.get_absolute_url()}"' in page
    own = desk.get(reverse("admin:interviews_proposal_change", args=[proposal.pk])).content.decode()
    assert own.count("<mark>سعاد الكرمي</mark>") == 4


def test_several_places_of_one_interview_are_one_context(desk: Client) -> None:
    proposal = propose("سعاد الكرمي")
    interview = proposal.mentions.get().turn.interview
    turn = TurnFactory(interview=interview, text="سعاد الكرمي أيضاً")
    ProposedMention.objects.create(proposal=proposal, turn=turn, start=0, end=11, evidence="reporting")
    row = desk.get(LIST).context["rows"][0]
    assert len(row.contexts) == 1
    assert dict(row.evidence).keys() == {
        str(ProposedMention.Evidence.TITLE.label),
        str(ProposedMention.Evidence.REPORTING.label),
    }


def test_the_language_is_guessed(desk: Client) -> None:
    for text, language in (("سعاد الكرمي", "ar"), ("Harbour Watch", "en"), ("نێچیرڤان ڕەشید", "ckb")):
        propose(text)
        row = desk.get(LIST, {"q": text}).context["rows"][0]
        assert row.form["language"].value() == language


def test_a_page_of_names_asks_the_database_equally_often_for_any_length(desk: Client) -> None:
    counts = []
    for round_ in range(2):
        for number in range(6):
            name = f"سعاد الكرمي {'ابجدهوزحطي'[number + round_]}{round_}"
            propose(name, 4)
            MentionFactory(entity=EntityFactory(name=name.replace("ك", "ق")))
        desk.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            desk.get(LIST)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 30


def test_what_sounds_alike_is_suggested_and_not_chosen(desk: Client) -> None:
    known = EntityFactory(name="مارك كاغينز")
    propose("مارك كاجينز")
    page = desk.get(LIST)
    row = page.context["rows"][0]
    assert [side.entity for side in row.alike] == [known]
    assert row.form["entity"].value() is None
    assert f'value="name:{known.pk}"' in page.content.decode()
    assert 'data-placeholder="اكتب اسماً"' in page.content.decode()
    assert Name.objects.count() == 1 + Name.objects.exclude(entity=known).count()


@pytest.mark.parametrize(
    ("kind", "suggested"),
    [
        ("person", {"person"}),
        # Which of these a name is, a text often does not tell.
        ("organisation", {"organisation", "place"}),
        ("place", {"organisation", "place"}),
    ],
)
def test_only_what_a_name_can_be_is_suggested(desk: Client, kind: str, suggested: set[str]) -> None:
    for known in ("person", "organisation", "place"):
        EntityFactory(name="كاغينز", kind=known)
    propose("كاجينز", kind=kind)
    row = desk.get(LIST).context["rows"][0]
    assert {side.entity.kind for side in row.alike} == suggested


# --- One decision ---


def test_a_name_becomes_an_entity_as_it_was_typed(desk: Client) -> None:
    proposal = propose("سعاد الكرمي", 2)
    answer = decide(desk, proposal, "new", text="سعاد نزار الكرمي", kind="organisation", language="ckb")
    proposal.refresh_from_db()
    entity = Entity.objects.get(pk=proposal.entity_id)
    assert proposal.state == "accepted"
    assert proposal.decided_by is not None
    assert entity.kind == "organisation"
    preferred = entity.names.get(kind="preferred")
    assert (preferred.text, preferred.language) == ("سعاد نزار الكرمي", "ckb")
    message = said(desk, answer)[0]
    assert reverse("admin:interviews_entity_change", args=[entity.pk]) in message


@pytest.mark.parametrize("text", ["", "ـــ", "…", "ا" * 201, "ا\x00"])
def test_a_name_without_a_letter_is_an_error_beside_its_field(desk: Client, text: str) -> None:
    proposal = propose("سعاد الكرمي")
    answer = decide(desk, proposal, "new", text=text)
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert listed(desk) == ["سعاد الكرمي"]


def test_a_name_becomes_another_name_of_the_chosen_entity(desk: Client) -> None:
    entity = EntityFactory(name="سعاد نزار الكرمي")
    proposal = propose("أم نزار")
    answer = decide(desk, proposal, "name", entity=str(entity.pk))
    assert "أم نزار" in set(entity.names.values_list("text", flat=True))
    proposal.refresh_from_db()
    assert (proposal.state, proposal.entity) == ("accepted", entity)
    assert "سعاد نزار الكرمي" in said(desk, answer)[0]


def test_a_suggestion_is_one_click(desk: Client) -> None:
    entity = EntityFactory(name="مارك كاغينز")
    proposal = propose("مارك كاجينز")
    decide(desk, proposal, f"name:{entity.pk}")
    assert set(entity.names.values_list("text", flat=True)) == {"مارك كاغينز", "مارك كاجينز"}


def test_an_entity_that_was_merged_meanwhile_is_the_one_that_stayed(desk: Client) -> None:
    entity, stays = EntityFactory(name="مارك كاغينز"), EntityFactory(name="مارك كاغنز")
    number = entity.pk
    merge_entities(stays, entity)
    decide(desk, propose("مارك كاجينز"), f"name:{number}")
    assert stays.names.filter(text="مارك كاجينز").exists()


@pytest.mark.parametrize("entity", ["", "0", "999999", "x", "9" * 30])
def test_without_a_choice_one_searches_the_entity(desk: Client, entity: str) -> None:
    known = EntityFactory(name="الدكتورة سعاد الكرمي")
    proposal = propose("سعاد الكرميّ")
    answer = decide(desk, proposal, "name", entity=entity, back="kind__exact=person")
    page = desk.get(answer.headers["Location"])
    assert known in [side.entity for side in [*page.context["found"], *page.context["row"].alike]]
    assert f'value="name:{known.pk}"' in page.content.decode()
    assert page.context["back"] == "kind__exact=person"
    found = desk.get(answer.headers["Location"].split("?")[0], {"q": "غير موجود"})
    assert found.context["found"] == []


def test_never_again_is_remembered_and_can_be_taken_back(desk: Client) -> None:
    proposal = propose("يوم الخميس")
    decide(desk, proposal, "never")
    assert listed(desk) == []
    page = desk.get(LIST, {"state": "dismissed"}).content.decode()
    assert "يوم الخميس" in page
    assert "salma" in page
    decide(desk, proposal, "reopen")
    assert listed(desk) == ["يوم الخميس"]


def test_a_name_that_somebody_bears_is_decided_again_after_it_was_taken_away(desk: Client) -> None:
    proposal = propose("سعاد الكرمي")
    entity = EntityFactory(name="سعاد نزار الكرمي")
    decide(desk, proposal, "name", entity=str(entity.pk))
    answer = desk.post(f"{LIST}{proposal.pk}/decide/", {"decision": "reopen"}, follow=True)
    message = str(next(iter(answer.context["messages"])))
    assert "سعاد نزار الكرمي" in message
    assert f"/admin/interviews/entity/{entity.pk}/change/" in message
    entity.names.get(text="سعاد الكرمي").delete()
    decide(desk, proposal, "reopen")
    proposal.refresh_from_db()
    assert proposal.state == "open"


def test_who_decides_second_is_told(desk: Client) -> None:
    proposal = propose("سعاد الكرمي")
    page = desk.get(LIST)
    assert page.context["rows"]
    deciding.dismiss(proposal)
    for decision in ("new", "never", f"name:{EntityFactory().pk}"):
        answer = decide(desk, proposal, decision)
        assert len(said(desk, answer)) == 1
    proposal.refresh_from_db()
    assert proposal.state == "dismissed"
    assert not Entity.objects.filter(names__text="سعاد الكرمي").exists()


def test_one_comes_back_to_the_same_place_of_the_list(desk: Client) -> None:
    first, second = propose("سعاد الكرمي", 2), propose("هيثم الطائي", 1)
    query = "kind__exact=person&q=ال"
    page = desk.get(f"{LIST}?{query}")
    rows = page.context["rows"]
    assert [row.next for row in rows] == [second.pk, first.pk]
    answer = decide(desk, first, "never", back=page.context["back"], next=str(rows[0].next))
    path, _sign, anchor = answer.headers["Location"].partition("#")
    assert anchor == f"proposal-{second.pk}"
    again = desk.get(path)
    assert [row.proposal for row in again.context["rows"]] == [second]
    assert f'id="{anchor}"' in again.content.decode()


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example", "\r\nX: y", "a" * 9000])
def test_coming_back_leads_nowhere_else(desk: Client, back: str) -> None:
    answer = decide(desk, propose("سعاد الكرمي"), "never", back=back, next="x")
    assert answer.headers["Location"].startswith(LIST)
    assert "\n" not in answer.headers["Location"]


def test_a_last_page_that_was_decided_away_shows_the_one_before(desk: Client) -> None:
    for number in range(26):
        propose(f"سعاد الكرمي {number}")
    assert len(listed(desk)) == 25
    last = listed(desk, p="2")
    assert len(last) == 1
    answer = decide(desk, Proposal.objects.get(text=last[0]), "never", back="p=2")
    assert len(desk.get(answer.headers["Location"]).context["rows"]) == 25


@pytest.mark.parametrize("decision", ["", "x", "name:", "new:1:2"])
def test_what_is_no_decision_changes_nothing(desk: Client, decision: str) -> None:
    proposal = propose("سعاد الكرمي")
    assert decide(desk, proposal, decision).status_code in (302, 400) or decision.startswith("new")
    if not decision.startswith("new"):
        assert listed(desk) == ["سعاد الكرمي"]


def test_an_address_of_a_decision_is_no_page(desk: Client) -> None:
    proposal = propose("سعاد الكرمي")
    answer = desk.get(reverse("admin:interviews_proposal_decide", args=[proposal.pk]))
    assert answer.headers["Location"] == reverse("admin:interviews_proposal_change", args=[proposal.pk])
    for number in (999999, 10**30):
        for name in ("change", "decide", "name_of"):
            assert desk.post(reverse(f"admin:interviews_proposal_{name}", args=[number])).status_code == 404


# --- Many at once ---


def bulk(desk: Client, action: str, *proposals: Proposal) -> HttpResponse:
    chosen = [str(proposal.pk) for proposal in proposals]
    query = "?state=dismissed" if action == "reopen_selected" else "?kind__exact=person"
    return desk.post(f"{LIST}{query}", {"action": action, "_selected_action": chosen})


def test_many_names_become_entities_after_one_more_look(desk: Client) -> None:
    known = EntityFactory(name="مارك كاغينز")
    new, alike = propose("سعاد الكرمي", 2), propose("مارك كاجينز")
    asked = bulk(desk, "accept_selected", new, alike)
    assert not Entity.objects.filter(names__text="سعاد الكرمي").exists()
    page = desk.get(asked.headers["Location"])
    html = page.content.decode()
    assert f'value="{new.pk}" checked' in html
    assert f'value="{alike.pk}" checked' not in html
    assert reverse("admin:interviews_entity_change", args=[known.pk]) in html
    answer = desk.post(
        reverse("admin:interviews_proposal_accept"), {"pk": [str(new.pk)], "back": page.context["back"]}
    )
    assert answer.headers["Location"] == f"{LIST}?kind__exact=person"
    assert Entity.objects.filter(names__text="سعاد الكرمي").exists()
    assert listed(desk) == ["مارك كاجينز"]


def test_of_many_names_those_that_somebody_has_decided_are_told(desk: Client) -> None:
    new, late = propose("سعاد الكرمي"), propose("هيثم الطائي")
    deciding.dismiss(late)
    sent = {"pk": [str(new.pk), str(late.pk)]}
    assert len(said(desk, desk.post(reverse("admin:interviews_proposal_accept"), sent))) == 2
    assert not Entity.objects.filter(names__text="هيثم الطائي").exists()


def test_who_marks_none_of_many_names_is_told_so(desk: Client) -> None:
    proposal = propose("سعاد الكرمي")
    assert len(said(desk, desk.post(reverse("admin:interviews_proposal_accept"), {"pk": ["x"]}))) == 1
    assert listed(desk) == [proposal.text]


def test_an_interview_that_has_several_of_the_names_counts_once(desk: Client) -> None:
    rows = [propose("سعاد الكرمي", 2), propose("هيثم الطائي")]
    place = rows[1].mentions.get()
    place.turn.interview = rows[0].mentions.first().turn.interview
    place.turn.position = 2
    place.turn.save()
    sent = {"pk": [str(row.pk) for row in rows]}
    messages = said(desk, desk.post(reverse("admin:interviews_proposal_accept"), sent))
    assert messages[0].endswith(being_relinked(2))


def test_many_names_are_never_proposed_again_and_brought_back(desk: Client) -> None:
    rows = [propose(name) for name in ("يوم الخميس", "يوم الجمعة", "يوم السبت")]
    deciding.dismiss(rows[2])
    messages = said(desk, bulk(desk, "dismiss_selected", *rows[:2]))
    assert len(messages) == 1
    assert listed(desk) == []
    bulk(desk, "reopen_selected", *rows)
    assert len(listed(desk)) == 3


def test_too_many_names_are_not_accepted_at_once(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interviews.admin.proposals.MOST_AT_ONCE", 1)
    answer = bulk(desk, "accept_selected", propose("سعاد الكرمي"), propose("هيثم الطائي"))
    assert len(said(desk, answer)) == 1
    assert len(listed(desk)) == 2


@pytest.mark.parametrize("number", ["x", "", "9" * 30, "9" * 5000])
def test_an_action_on_what_is_no_proposal_is_refused(desk: Client, number: str) -> None:
    proposal = propose("سعاد الكرمي")
    chosen = {"action": "dismiss_selected", "_selected_action": [str(proposal.pk), number]}
    assert desk.post(LIST, chosen).status_code == 400
    assert listed(desk) == ["سعاد الكرمي"]


# --- Who may ---


def test_who_may_only_look_sees_no_buttons_and_decides_nothing(client: Client, db: None) -> None:
    proposal = propose("سعاد الكرمي")
    reader = staff(client, "view_proposal")
    page = reader.get(LIST).content.decode()
    assert "سعاد الكرمي" in page
    assert 'name="decision"' not in page
    address = reverse("admin:interviews_proposal_decide", args=[proposal.pk])
    assert reader.post(address, {"decision": "never"}).status_code == 403
    assert bulk(reader, "dismiss_selected", proposal).status_code in (200, 302)
    proposal.refresh_from_db()
    assert proposal.state == "open"


def test_who_may_make_no_entities_can_still_say_never_again(client: Client, db: None) -> None:
    proposal = propose("سعاد الكرمي")
    desk = staff(client, "view_proposal", "change_proposal")
    page = desk.get(LIST).content.decode()
    assert 'value="never"' in page
    assert 'value="new"' not in page
    entity = EntityFactory()
    for decision in ("new", "name", f"name:{entity.pk}"):
        assert decide(desk, proposal, decision, entity=str(entity.pk)).status_code == 403
    assert entity.names.count() == 1
    assert desk.get(reverse("admin:interviews_proposal_accept")).status_code == 403
    assert decide(desk, proposal, "never").status_code == 302


def test_others_see_no_desk(client: Client, db: None) -> None:
    proposal = propose("سعاد الكرمي")
    other = staff(client, "view_topic")
    for address in (
        LIST,
        reverse("admin:interviews_proposal_change", args=[proposal.pk]),
        reverse("admin:interviews_proposal_name_of", args=[proposal.pk]),
        reverse("admin:interviews_proposal_accept"),
    ):
        assert other.get(address).status_code == 403
    client.logout()
    assert client.get(LIST).status_code == 302


def test_proposals_are_neither_typed_in_nor_deleted(desk: Client) -> None:
    proposal = propose("سعاد الكرمي")
    assert desk.get(reverse("admin:interviews_proposal_add")).status_code == 403
    address = reverse("admin:interviews_proposal_delete", args=[proposal.pk])
    assert desk.post(address, {"post": "yes"}).status_code == 403
