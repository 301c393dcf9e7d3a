"""The page of an entity: where its names are used, and what is said before one of them goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from interviews.actions.merging import merge_entities
from interviews.models import Entity, Mention, Name, Title
from tests.factories import EntityFactory, InterviewFactory, MentionFactory, SpeakerFactory, TurnFactory

from .proposed import propose

OpenForm = Callable[..., Any]

TEXT = "زرنا كردستان، وفي كوردستان أصدقاء، وإقليم كوردستان جميل."


@pytest.fixture
def region(db: None) -> Entity:
    """An entity with two names: one stands twice, in one interview, the other once in another."""
    entity: Entity = EntityFactory(kind="place", name="إقليم كوردستان", variants=["كوردستان"])
    turn = TurnFactory(interview=InterviewFactory(status="published"), text=TEXT)
    for start, end in ((5, 12), (18, 26)):
        MentionFactory(turn=turn, entity=entity, start=start, end=end)
    MentionFactory(turn=TurnFactory(text=TEXT[36:]), entity=entity, start=0, end=14)
    return entity


def change(entity: Entity) -> str:
    return reverse("admin:interviews_entity_change", args=[entity.pk])


def texts(entity: Entity) -> list[str]:
    return list(Name.objects.filter(entity=entity).order_by("pk").values_list("text", flat=True))


def asks(answer: HttpResponse) -> bool:
    """Whether an answer is the page that warns of what a change does."""
    return answer.status_code == 200 and "changes" in answer.context


def test_beside_each_name_stands_where_it_is_used(desk: Client, region: Entity) -> None:
    page = desk.get(change(region)).content.decode()
    for name in region.names.all():
        link = f"{reverse('admin:interviews_mention_changelist')}?entity={region.pk}&amp;name={name.pk}"
        assert link in page


def test_a_name_that_is_used_nowhere_says_so(desk: Client) -> None:
    page = desk.get(change(EntityFactory())).content.decode()
    assert "?entity=" not in page


def test_the_page_counts_mentions_by_state_and_leads_to_them(desk: Client, region: Entity) -> None:
    Mention.objects.filter(entity=region, start=5).update(state="offered")
    page = desk.get(change(region))
    states = {use.state: (use.mentions, use.interviews) for use in page.context["use"]["states"]}
    assert states == {"offered": (1, 1), "found": (2, 2)}
    assert f"?entity={region.pk}&amp;state__exact=offered" in page.content.decode()
    assert page.context["use"]["is_public"]
    assert not desk.get(change(EntityFactory())).context["use"]["is_public"]


def test_what_sounds_alike_is_shown_beside_it(desk: Client) -> None:
    entity = SpeakerFactory(entity__name="مارك كاغينز").entity
    other, place = EntityFactory(name="مارك كاكينز"), EntityFactory(name="مارك كاكينز", kind="place")
    proposal = propose("مارك كاجينز")
    page = desk.get(change(entity)).content.decode()
    assert change(other) in page
    assert reverse("admin:interviews_proposal_change", args=[proposal.pk]) in page
    assert f"merge/?pk={entity.pk}&amp;pk={other.pk}" in page
    assert change(place) not in page


# --- Before a name goes ---


def test_a_name_that_is_used_goes_only_after_a_warning(open_form: OpenForm, region: Entity) -> None:
    form = open_form(region)
    answer = form.send(**{"names-1-DELETE": "on"})
    assert asks(answer)
    assert [(one.name, one.becomes) for one in answer.context["changes"]] == [("كوردستان", "")]
    assert texts(region) == ["إقليم كوردستان", "كوردستان"]
    sent: dict[str, list[str]] = {}
    for name, value in answer.context["sent"]:
        sent.setdefault(name, []).append(value)
    assert form.desk.post(form.address, sent).status_code == 302
    assert texts(region) == ["إقليم كوردستان"]


@pytest.mark.parametrize(
    "changes",
    [
        {"names-1-text": "الإقليم"},
        {"names-0-text": "الإقليم"},
        {"names-1-is_ambiguous": "on"},
    ],
)
def test_other_words_or_an_ambiguous_name_are_warned_of(
    open_form: OpenForm, region: Entity, changes: dict[str, str]
) -> None:
    assert asks(open_form(region).send(**changes))
    assert texts(region) == ["إقليم كوردستان", "كوردستان"]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"wikidata": "Q205047"},
        {"names-1-language": "ckb"},
        {"names-1-kind": "former"},
        {"names-1-text": "كُوردستان"},
        {"names-0-text": "كوردستان", "names-1-text": "إقليم كوردستان"},
    ],
)
def test_what_changes_no_mention_is_saved_at_once(
    open_form: OpenForm, region: Entity, changes: dict[str, str]
) -> None:
    assert open_form(region).send(**changes).status_code == 302


def test_a_name_that_is_used_nowhere_goes_at_once(open_form: OpenForm) -> None:
    entity = EntityFactory(variants=["اسم ثان"])
    assert open_form(entity).send(**{"names-1-DELETE": "on"}).status_code == 302
    assert len(texts(entity)) == 1


@pytest.mark.parametrize("wrong", [{"names-1-text": "ـــ"}, {"wikidata": "796"}, {"kind": "x"}])
def test_errors_come_before_warnings(open_form: OpenForm, region: Entity, wrong: dict[str, str]) -> None:
    answer = open_form(region).send(**{"names-0-DELETE": "on", **wrong})
    assert not asks(answer)
    assert "errorlist" in answer.content.decode()


def test_deleting_an_entity_of_many_mentions_lists_some_of_them(desk: Client) -> None:
    entity = EntityFactory()
    turn = TurnFactory(text="ا" * 200)
    for start in range(100):
        MentionFactory(turn=turn, entity=entity, start=start, end=start + 1)
    page = desk.get(reverse("admin:interviews_entity_delete", args=[entity.pk])).content.decode()
    assert "…" in page
    assert page.count("/admin/interviews/mention/") < 40


# --- Titles ---


def test_titles_stand_apart_from_names(open_form: OpenForm) -> None:
    entity = EntityFactory(name="مهدي الكرمي")
    form = open_form(entity)
    form.add_row("titles", text="اللواء", language="ar", kind="title")
    form.add_row("titles", text="أبو مهدي", language="ar", kind="kunya")
    assert form.send().status_code == 302
    stored = Title.objects.filter(entity=entity).values_list("text", "kind")
    assert set(stored) == {("اللواء", "title"), ("أبو مهدي", "kunya")}
    assert texts(entity) == ["مهدي الكرمي"]
    form = open_form(entity)
    assert form.send(**{"titles-0-text": "أبو مهدي", "titles-1-text": "اللواء"}).status_code == 302


@pytest.mark.parametrize("text", ["اللواء", "ـــ", "ا" * 101])
def test_bad_titles_are_errors_in_the_form(open_form: OpenForm, text: str) -> None:
    entity = EntityFactory()
    Title.objects.create(entity=entity, text="اللواء")
    form = open_form(entity)
    form.add_row("titles", text=text, language="ar", kind="title")
    answer = form.send()
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert Title.objects.count() == 1


# --- Who may ---


def test_who_may_only_look_sees_use_but_no_buttons(client: Client, region: Entity) -> None:
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(*Permission.objects.filter(codename__in=["view_entity", "view_name"]))
    client.force_login(reader)
    page = client.get(change(region)).content.decode()
    assert f"?entity={region.pk}&amp;state__exact=found" in page
    assert "merge/" not in page
    assert "split/" not in page
    assert client.get(reverse("admin:interviews_entity_merge")).status_code == 403
    assert client.get(reverse("admin:interviews_entity_split", args=[region.pk])).status_code == 403


@pytest.mark.parametrize(
    "typed", ["\u202eالوادي الأخضر", "\u2067الوادي\u2069 الأخضر\u200f", "الوادي\u200e  الأخضر"]
)
def test_a_name_is_kept_without_signs_that_turn_the_page_around(
    open_form: OpenForm, region: Entity, typed: str
) -> None:
    form = open_form(region)
    form.add_row("names", text=typed, language="ar", kind="variant")
    assert form.send().status_code == 302
    assert "الوادي الأخضر" in texts(region)


# --- Two at once ---


def test_nobody_saves_over_what_somebody_else_has_changed(open_form: OpenForm, region: Entity) -> None:
    form = open_form(region)
    name = region.names.get(text="كوردستان")
    name.text = "كردستان العراق"
    name.save()
    for changes in ({"wikidata": "Q41470"}, {"names-0-text": "إقليم كردستان"}):
        answer = form.send(**changes)
        assert answer.status_code == 200
        said = "".join(answer.context["adminform"].form.non_field_errors())
        assert "كردستان العراق" in said
    assert set(texts(region)) == {"إقليم كوردستان", "كردستان العراق"}
    region.refresh_from_db()
    assert region.wikidata == ""
    assert open_form(region).send(wikidata="Q41470").status_code == 302


def test_one_that_was_merged_meanwhile_leads_to_the_one_that_stayed(
    desk: Client, open_form: OpenForm, region: Entity
) -> None:
    form, stays = open_form(region), EntityFactory(kind="place")
    number = region.pk
    merge_entities(stays, region)
    answer = form.send(wikidata="Q41470")
    assert (answer.status_code, answer.url) == (302, change(stays))
    assert desk.get(f"/admin/interviews/entity/{number}/change/").url == change(stays)
    assert desk.get("/admin/interviews/entity/0/change/").url == "/admin/"


def test_another_kind_is_said_to_be_found_anew(open_form: OpenForm, region: Entity, settings: Any) -> None:
    settings.INDEX_AFTER_COMMIT = False
    answer = open_form(region).send(kind="organisation")
    assert "/admin/interviews/relinking/" in str(next(iter(answer.wsgi_request._messages)))
