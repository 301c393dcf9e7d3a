"""Entities, speakers, outlets, participants: what their forms accept, and what is never deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from interviews.models import Entity, Interview, Mention, Name, Outlet, Speaker, Topic
from tests.factories import (
    EntityFactory,
    InterviewFactory,
    MentionFactory,
    OutletFactory,
    ParticipantFactory,
    SpeakerFactory,
    TurnFactory,
)

OpenForm = Callable[..., Any]


def names_of(entity: Entity) -> list[tuple[str, str, str]]:
    return list(Name.objects.filter(entity=entity).order_by("pk").values_list("text", "language", "kind"))


def test_an_entity_is_made_with_its_names(open_form: OpenForm) -> None:
    form = open_form(Entity)
    form.fields |= {"names-0-text": "إقليم كوردستان", "names-0-kind": "preferred"}
    form.add_row("names", text="هەرێمی کوردستان", language="ckb", kind="preferred")
    assert form.send(kind="place", wikidata="Q205047").status_code == 302
    entity = Entity.objects.get()
    assert entity.name == "إقليم كوردستان"
    assert Name.objects.get(language="ckb").folded == "ههريمي كوردستان"


def test_an_entity_needs_a_name(open_form: OpenForm) -> None:
    assert open_form(Entity).send(kind="place").status_code == 200
    entity = EntityFactory()
    assert open_form(entity).send(**{"names-0-DELETE": "on"}).status_code == 200
    assert not Entity.objects.exclude(pk=entity.pk).exists()
    assert entity.names.count() == 1


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("اسم آخر", "ar", "preferred"),  # a second preferred name
        ("الاسم", "ar", "variant"),  # the same name again
        ("—", "ar", "variant"),  # nothing to find it by
        ("ﷺ" * 100, "ar", "variant"),  # short as written, too long when folded
        ("ا" * 201, "ar", "variant"),
        ("ا\x00ب", "ar", "variant"),
        ("اسم", "xx", "variant"),
        ("اسم", "ar", "xx"),
    ],
)
def test_bad_names_are_errors_in_the_form(open_form: OpenForm, text: str, language: str, kind: str) -> None:
    entity = EntityFactory(name="الاسم")
    form = open_form(entity)
    form.add_row("names", text=text, language=language, kind=kind)
    answer = form.send()
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert names_of(entity) == [("الاسم", "ar", "preferred")]


@pytest.mark.parametrize("name", ["ـــ", "…", "\u200f\u064e", "  "])
def test_a_topic_needs_a_letter_or_a_digit(open_form: OpenForm, name: str) -> None:
    answer = open_form(Topic).send(name=name)
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert not Topic.objects.exists()
    assert open_form(Topic).send(name="٢٠١٤").status_code == 302


def test_names_exchange_what_they_are(open_form: OpenForm) -> None:
    entity = EntityFactory(name="القديم", variants=["الجديد"])
    form = open_form(entity)
    assert form.send(**{"names-0-kind": "variant", "names-1-kind": "preferred"}).status_code == 302
    assert names_of(entity) == [("القديم", "ar", "variant"), ("الجديد", "ar", "preferred")]
    form = open_form(entity)
    assert form.send(**{"names-0-text": "الجديد", "names-1-text": "القديم"}).status_code == 302
    assert [text for text, _l, _k in names_of(entity)] == ["الجديد", "القديم"]
    # A name taken over from a row that goes in the same form.
    form = open_form(entity)
    assert form.send(**{"names-0-DELETE": "on", "names-1-text": "الجديد"}).status_code == 302
    assert names_of(entity) == [("الجديد", "ar", "preferred")]


@pytest.mark.parametrize(
    "changes",
    [
        {"participants-1-label": "الأول"},
        {"participants-1-label": " الأول "},
        {"participants-1-label": ""},
        {"participants-1-label": "ا" * 201},
        {"participants-1-label": "ا\x00"},
        {"participants-1-office": "ا" * 301},
        {"participants-1-role": "reader"},
        {"participants-1-speaker": "999999"},
        {"participants-1-speaker": "x"},
        {"participants-1-speaker": "FIRST"},
        {"title": ""},
        {"title": "ا" * 301},
        {"title": "ا\x00"},
        {"lead": "ا\x00"},
        {"published_on": "31/31/2020"},
        {"published_on": "0000-00-00"},
        {"publish_at_0": "2020-01-01", "publish_at_1": "99:00"},
        {"source_url": "javascript:alert(1)"},
        {"language": "xx"},
        {"status": "xx"},
        {"outlet": "9" * 18},
        {"outlet": "9" * 30},
        {"topics": ["999999"]},
        {"topics": ["9" * 30]},
        {"topics": ["x"]},
        {"turns-0-kind": "xx"},
    ],
)
def test_bad_input_is_an_error_in_the_form(open_form: OpenForm, changes: dict[str, Any]) -> None:
    interview = InterviewFactory(title="كما كان")
    speaker = SpeakerFactory()
    ParticipantFactory(interview=interview, label="الأول", speaker=speaker)
    ParticipantFactory(interview=interview, label="الثاني")
    TurnFactory(interview=interview)
    changes = {name: str(speaker.pk) if value == "FIRST" else value for name, value in changes.items()}
    answer = open_form(interview).send(**changes)
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    interview.refresh_from_db()
    assert (interview.title, interview.version) == ("كما كان", 1)


@pytest.mark.parametrize(
    ("model", "changes"),
    [
        (Entity, {"kind": "xx"}),
        (Entity, {"wikidata": "796"}),
        (Speaker, {"entity": "TAKEN"}),
        (Speaker, {"entity": "PLACE"}),
        (Outlet, {"entity": "999"}),
        (Outlet, {"site": "ليس موقعاً"}),
        (Topic, {"name": ""}),
        (Topic, {"name": "ا" * 101}),
    ],
)
def test_bad_input_elsewhere_is_an_error_too(
    open_form: OpenForm, model: Any, changes: dict[str, str]
) -> None:
    values = {
        "TAKEN": str(SpeakerFactory().entity_id),
        "PLACE": str(EntityFactory(kind="place").pk),
    }
    count = model.objects.count()
    answer = open_form(model).send(**{name: values.get(value, value) for name, value in changes.items()})
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert model.objects.count() == count


def test_what_is_used_is_not_deleted(desk: Client) -> None:
    interview = InterviewFactory()
    speaker = SpeakerFactory()
    ParticipantFactory(interview=interview, speaker=speaker)
    for row in (interview.outlet, speaker, interview.outlet.entity, speaker.entity):
        name = row._meta.model_name
        address = reverse(f"admin:interviews_{name}_delete", args=[row.pk])
        for answer in (desk.get(address), desk.post(address, {"post": "yes"})):
            assert answer.status_code == 200
            assert answer.context["protected"]
        chosen = {"action": "delete_selected", "_selected_action": [str(row.pk)], "post": "yes"}
        answer = desk.post(reverse(f"admin:interviews_{name}_changelist"), chosen)
        assert answer.status_code == 200
        assert type(row).objects.filter(pk=row.pk).exists()


def test_an_entity_that_is_only_mentioned_can_be_deleted(desk: Client) -> None:
    mention = MentionFactory()
    address = reverse("admin:interviews_entity_delete", args=[mention.entity_id])
    assert desk.post(address, {"post": "yes"}).status_code == 302
    assert not Mention.objects.exists()


def test_an_editor_rejects_a_mention(desk: Client, open_form: OpenForm) -> None:
    mention = MentionFactory(turn=TurnFactory(text="بغداد <b>مدينة</b>"), start=0, end=5)
    form = open_form(mention)
    assert "<mark>بغداد</mark> &lt;b&gt;" in form.html
    assert form.send(state="rejected", start="3").status_code == 302
    mention.refresh_from_db()
    assert (mention.state, mention.start) == ("rejected", 0)
    assert desk.get(reverse("admin:interviews_mention_add")).status_code == 403


@pytest.mark.parametrize("factory", [InterviewFactory, EntityFactory, SpeakerFactory, OutletFactory])
def test_view_on_site_leads_to_the_public_page(desk: Client, factory: Any) -> None:
    row = factory()
    page = desk.get(reverse(f"admin:interviews_{row._meta.model_name}_change", args=[row.pk]))
    link = desk.get(page.context["absolute_url"])
    assert link.status_code == 302
    assert link.headers["Location"].endswith(row.get_absolute_url())


def test_a_turn_links_to_its_place_on_the_page(desk: Client, interview: Interview) -> None:
    turn = interview.turns.get(position=2)
    page = desk.get(reverse("admin:interviews_interview_change", args=[interview.pk])).content.decode()
    links = [line.split('"')[1] for line in page.split("<a ") if "/r/" in line and f"/{turn.pk}/" in line]
    assert desk.get(links[-1]).headers["Location"].endswith(turn.get_absolute_url())


def test_the_desk_is_arabic_from_right_to_left(desk: Client) -> None:
    page = desk.get(reverse("admin:index")).content.decode()
    assert '<html lang="ar" dir="rtl">' in page


@pytest.mark.parametrize(("colour", "status"), [("#0B5c55", 302), ("", 302), ("green", 200), ("#0b5c5", 200)])
def test_an_outlet_has_a_colour_of_six_digits_or_none(open_form: OpenForm, colour: str, status: int) -> None:
    outlet = OutletFactory()
    form = open_form(outlet)
    assert form.send(colour=colour).status_code == status
    outlet.refresh_from_db()
    assert outlet.colour == (colour if status == 302 else "")
