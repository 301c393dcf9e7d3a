"""Merging and splitting entities at the desk: what is shown, asked, refused and said."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import DELETION, LogEntry
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from interviews.actions.merging import merge_entities
from interviews.models import Entity, Mention, Name, Title
from tests.factories import (
    EntityFactory,
    InterviewFactory,
    MentionFactory,
    OutletFactory,
    ParticipantFactory,
    SpeakerFactory,
    TurnFactory,
)

LIST = "/admin/interviews/entity/"
MERGE = "/admin/interviews/entity/merge/"


def merge(desk: Client, kept: Entity | None, *entities: Entity) -> HttpResponse:
    numbers = [str(entity.pk) for entity in entities]
    return desk.post(MERGE, {"pk": numbers, "keep": str(kept.pk) if kept else ""})


def named(*texts: str, kind: str = "person") -> Entity:
    entity: Entity = EntityFactory(name=texts[0], variants=texts[1:], kind=kind)
    return entity


# --- Merging ---


def test_from_the_list_entities_come_to_stand_side_by_side(desk: Client) -> None:
    one, two = named("سعاد الكرمي"), named("سعاد نزار الكرمي")
    chosen = {"action": "merge_selected", "_selected_action": [str(one.pk), str(two.pk)]}
    page = desk.get(desk.post(LIST, chosen).headers["Location"])
    assert {side.entity for side in page.context["sides"]} == {one, two}


@pytest.mark.parametrize("number", [1, 11])
def test_from_2_to_10_entities_are_merged(desk: Client, number: int) -> None:
    chosen = [str(EntityFactory().pk) for _ in range(number)]
    data = {"action": "merge_selected", "_selected_action": chosen}
    answer = desk.post(LIST, data, follow=True)
    assert answer.redirect_chain[-1][0].startswith(LIST)
    assert len(list(answer.context["messages"])) == 1


def test_both_sides_show_what_tells_them_apart(desk: Client) -> None:
    speaker = SpeakerFactory(entity__name="سعاد الكرمي", entity__variants=["Suad al-Karmi"])
    Title.objects.create(entity=speaker.entity, text="الدكتورة")
    ParticipantFactory(interview=InterviewFactory(), speaker=speaker)
    MentionFactory(entity=speaker.entity)
    outlet = OutletFactory(entity__name="مجلة الكرمي", entity__wikidata="Q42")
    page = desk.get(MERGE, {"pk": [speaker.entity_id, outlet.entity_id]})
    html = page.content.decode()
    for shown in (
        "Suad al-Karmi",
        "الدكتورة",
        "Q42",
        reverse("admin:interviews_speaker_change", args=[speaker.pk]),
        reverse("admin:interviews_outlet_change", args=[outlet.pk]),
        f"?entity={speaker.entity_id}",
    ):
        assert shown in html
    assert page.context["kinds_differ"]
    assert "checked" not in html


def test_from_the_page_of_one_the_other_is_found(desk: Client) -> None:
    one, alike, other = named("مارك كاغينز"), named("مارك كاجينز"), named("الدكتور مارك", "أبو علي")
    often = MentionFactory(entity=named("أبو علي")).entity
    page = desk.get(MERGE, {"pk": one.pk})
    assert alike in [side.entity for side, _address in page.context["alike"]]
    assert 'name="keep"' not in page.content.decode()
    found = desk.get(MERGE, {"pk": one.pk, "q": "ابو علي"})
    assert [side.entity for side, _address in found.context["found"]] == [often, other]
    _side, address = found.context["found"][1]
    assert [side.entity for side in desk.get(address).context["sides"]] == [one, other]


def test_the_others_go_into_the_one_that_stays(desk: Client) -> None:
    one, two, three = named("سعاد الكرمي"), named("سعاد نزار الكرمي"), named("أم نزار")
    mention = MentionFactory(entity=two)
    answer = merge(desk, one, one, two, three)
    assert answer.headers["Location"] == reverse("admin:interviews_entity_change", args=[one.pk])
    assert set(one.names.values_list("text", flat=True)) == {"سعاد الكرمي", "سعاد نزار الكرمي", "أم نزار"}
    assert Mention.objects.get(turn=mention.turn, start=mention.start).entity == one
    page = desk.get(answer.headers["Location"])
    assert "سعاد نزار الكرمي" in str(next(iter(page.context["messages"])))
    assert not Entity.objects.filter(pk__in=[two.pk, three.pk]).exists()
    gone = LogEntry.objects.filter(action_flag=DELETION).values_list("object_id", flat=True)
    assert set(gone) == {str(two.pk), str(three.pk)}


def test_a_name_that_stays_ambiguous_is_told(desk: Client) -> None:
    one, other = named("سعاد الكرمي"), named("سعاد الكرمي")
    Name.objects.update(is_ambiguous=True)
    page = desk.get(merge(desk, one, one, other).headers["Location"])
    # It was perhaps marked only because two had it.
    assert "«سعاد الكرمي»" in str(list(page.context["messages"])[1])
    Name.objects.update(is_ambiguous=False)
    page = desk.get(merge(desk, one, one, named("سعاد الكرمي")).headers["Location"])
    assert len(page.context["messages"]) == 1


def test_nothing_is_merged_before_it_is_said_which_stays(desk: Client) -> None:
    one, two = named("سعاد الكرمي"), named("سعاد نزار الكرمي")
    for answer in (
        merge(desk, None, one, two),
        merge(desk, EntityFactory(), one, two),
        merge(desk, one, one),
        merge(desk, one),
    ):
        assert answer.status_code == 422
        assert len(list(answer.context["messages"])) == 1
    assert Entity.objects.filter(pk__in=[one.pk, two.pk]).count() == 2


def test_one_that_somebody_merged_meanwhile_is_missed(desk: Client) -> None:
    one, two = named("سعاد الكرمي"), named("سعاد نزار الكرمي")
    assert merge(desk, one, one, two).status_code == 302
    answer = merge(desk, one, one, two)
    assert answer.status_code == 422
    assert [message.level_tag for message in answer.context["messages"]] == ["success", "warning"]


def test_what_cannot_be_merged_says_why_and_stays_whole(desk: Client) -> None:
    first, second, third = SpeakerFactory(), OutletFactory(), named("شخص")
    answer = merge(desk, first.entity, first.entity, third, second.entity)
    if answer.status_code == 422:
        assert len(list(answer.context["messages"])) == 1
        assert Entity.objects.filter(pk__in=[first.entity_id, second.entity_id, third.pk]).count() == 3
    else:
        pytest.fail("a person and an outlet became one")


@pytest.mark.parametrize("number", ["x", "", "0", "9" * 30, "9" * 5000])
def test_what_is_no_number_is_left_out(desk: Client, number: str) -> None:
    one = named("سعاد الكرمي")
    page = desk.get(MERGE, {"pk": [str(one.pk), number]})
    assert [side.entity for side in page.context["sides"]] == [one]


# --- Splitting ---


def split_address(entity: Entity) -> str:
    return reverse("admin:interviews_entity_split", args=[entity.pk])


@pytest.fixture
def two_in_one(db: None) -> tuple[Entity, list[Mention]]:
    """One entity of two names that is two people, each in an interview."""
    entity = named("علي حسن", "أبو كرم")
    mentions = [
        MentionFactory(
            entity=entity, turn=TurnFactory(interview=InterviewFactory(), text=text), start=0, end=7
        )
        for text in ("علي حسن شاعر.", "علي حسن مهندس.", "أبو كرم بنّاء.")
    ]
    return entity, mentions


def test_the_page_shows_names_and_interviews_with_contexts(
    desk: Client, two_in_one: tuple[Entity, list[Mention]]
) -> None:
    entity, mentions = two_in_one
    page = desk.get(split_address(entity))
    html = page.content.decode()
    assert "<mark>علي حسن</mark> مهندس." in html
    assert {use.interview for use in page.context["uses"]} == {one.turn.interview for one in mentions}
    assert [name.text for name, _used, _chosen in page.context["names"]] == ["علي حسن", "أبو كرم"]


def test_a_name_goes_to_an_entity_of_its_own(desk: Client, two_in_one: tuple[Entity, list[Mention]]) -> None:
    entity, _mentions = two_in_one
    name = entity.names.get(text="أبو كرم")
    fields = {"names": str(name.pk), "text": "", "kind": "person", "language": "ar", "split": "1"}
    answer = desk.post(split_address(entity), fields)
    new = Entity.objects.get(names__text="أبو كرم")
    assert new != entity
    assert answer.headers["Location"] == reverse("admin:interviews_entity_change", args=[new.pk])
    message = str(next(iter(desk.get(answer.headers["Location"]).context["messages"])))
    assert reverse("admin:interviews_entity_change", args=[entity.pk]) in message


def test_interviews_go_to_an_entity_of_the_given_name_and_kind(
    desk: Client, two_in_one: tuple[Entity, list[Mention]]
) -> None:
    entity, mentions = two_in_one
    chosen = mentions[1].turn.interview
    fields = {
        "interviews": str(chosen.pk),
        "text": "علي حسن",
        "kind": "organisation",
        "language": "ar",
        "split": "1",
    }
    assert desk.post(split_address(entity), fields).status_code == 302
    place = Mention.objects.exclude(entity=entity).get(turn=mentions[1].turn, state="confirmed")
    assert place.entity.kind == "organisation"
    assert Mention.objects.filter(entity=entity, turn=mentions[0].turn).exists()


@pytest.mark.parametrize("fields", [{}, {"text": "ـــ"}, {"kind": "x"}, {"names": "999999"}, {"names": "x"}])
def test_a_split_that_says_nothing_is_refused(
    desk: Client, two_in_one: tuple[Entity, list[Mention]], fields: dict[str, str]
) -> None:
    entity, _mentions = two_in_one
    sent = {"text": "", "kind": "person", "language": "ar", "split": "1", **fields}
    answer = desk.post(split_address(entity), sent)
    assert answer.status_code == 422
    assert Entity.objects.count() == 1 + Entity.objects.filter(outlet__isnull=False).count()


def test_what_was_chosen_goes_along_from_page_to_page(
    desk: Client, two_in_one: tuple[Entity, list[Mention]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interviews.admin.splitting._ON_PAGE", 1)
    entity, _mentions = two_in_one
    first = desk.get(split_address(entity)).context["uses"][0].interview
    sent = {"interviews": str(first.pk), "names": str(entity.names.all()[1].pk), "text": "علي", "page": "2"}
    page = desk.post(split_address(entity), sent)
    assert page.status_code == 200
    assert page.context["elsewhere"] == [first.pk]
    assert f'type="hidden" name="interviews" value="{first.pk}"' in page.content.decode()
    assert page.context["uses"][0].interview != first
    assert page.context["form"]["text"].value() == "علي"
    assert [chosen for _name, _used, chosen in page.context["names"]] == [False, True]
    found = desk.post(split_address(entity), {**sent, "q": first.title, "page": "1"})
    assert [use.interview for use in found.context["uses"]] == [first]
    assert found.context["uses"][0].is_chosen


def test_there_is_no_page_to_split_what_is_not_there(desk: Client) -> None:
    for number in (999999, 10**30):
        assert desk.get(reverse("admin:interviews_entity_split", args=[number])).status_code == 404


def test_who_splits_one_that_was_merged_meanwhile_is_led_to_the_one_that_stayed(
    desk: Client, two_in_one: tuple[Entity, list[Mention]]
) -> None:
    entity, stays = two_in_one[0], EntityFactory()
    address = split_address(entity)
    merge_entities(stays, entity)
    answer = desk.post(address, {"text": "علي", "split": "1"}, follow=True)
    assert answer.redirect_chain == [(f"{LIST}{stays.pk}/change/", 302)]
    assert len(list(answer.context["messages"])) == 1
