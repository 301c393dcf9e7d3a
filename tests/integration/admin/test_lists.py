"""The list pages of the desk: what they show, find and do, and how often they ask the database."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from reversion.models import Version

from interviews.models import IndexUpdate, Interview
from tests.factories import (
    EntityFactory,
    InterviewFactory,
    MentionFactory,
    OutletFactory,
    ParticipantFactory,
    SpeakerFactory,
    TopicFactory,
    TurnFactory,
)

INTERVIEWS = "/admin/interviews/interview/"


def found(desk: Client, **query: str) -> set[str]:
    """The titles in the list of interviews."""
    response = desk.get(INTERVIEWS, query)
    assert response.status_code == 200
    return {interview.title for interview in response.context["cl"].result_list}


@pytest.fixture
def ministers(db: None) -> None:
    guest = SpeakerFactory(entity__name="أحمد الجُبوري", entity__variants=["Ahmed al-Jubouri"])
    one = InterviewFactory(
        title="حوارٌ عن إقليم كوردستان والبيشمركة",
        status="published",
        published_on="2014-05-01",
        outlet=OutletFactory(entity__name="وكالة النهر"),
    )
    ParticipantFactory(interview=one, speaker=guest, label="الجبوري")
    two = InterviewFactory(title="مقابلة ٢٠٢٠", published_on="2020-01-02", language="ckb", outlet=None)
    ParticipantFactory(interview=two, label="الكاتبة")


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("كردستان", {"حوارٌ عن إقليم كوردستان والبيشمركة"}),
        ("حوار البيشمركه", {"حوارٌ عن إقليم كوردستان والبيشمركة"}),
        ("احمد جبورى", {"حوارٌ عن إقليم كوردستان والبيشمركة"}),
        ("jubouri", {"حوارٌ عن إقليم كوردستان والبيشمركة"}),
        ("2020", {"مقابلة ٢٠٢٠"}),
        ("الكاتبه", {"مقابلة ٢٠٢٠"}),
        ("غير موجود", set()),
        ("؟؟", set()),
        (".*", set()),
        ("[", set()),
        ("", {"حوارٌ عن إقليم كوردستان والبيشمركة", "مقابلة ٢٠٢٠"}),
    ],
)
def test_interviews_are_found_by_title_and_guest(
    desk: Client, ministers: None, typed: str, titles: set[str]
) -> None:
    assert found(desk, q=typed) == titles


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({"status__exact": "published"}, 1),
        ({"language__exact": "ckb"}, 1),
        ({"year": "2014"}, 1),
        ({"year": "0"}, 0),
        ({"year": "x"}, 0),
        ({"year": "99999999999999999999"}, 0),
        # Python itself refuses to read more than 4,300 digits.
        ({"year": "9" * 5000}, 0),
        ({"outlet": "9" * 5000}, 0),
        ({"outlet": "x"}, 0),
        ({"outlet": "9" * 30}, 0),
        ({"published_on__year": "2014"}, 1),
    ],
)
def test_interviews_are_filtered(desk: Client, ministers: None, query: dict[str, str], number: int) -> None:
    assert len(found(desk, **query)) == number


BEYOND_EVERY_COLUMN = ["9" * 30, "9" * 5000]


@pytest.mark.parametrize("number", BEYOND_EVERY_COLUMN)
@pytest.mark.parametrize(
    "address",
    [
        "?published_on__year={}",
        "?published_on__year=2014&published_on__month={}",
        "?topics={}",
        "?pk__in={}",
        "?p={}",
        "{}/change/",
        "{}/history/",
        "1/history/{}/",
        "recover/{}/",
    ],
)
def test_no_number_is_too_large_for_an_address(
    desk: Client, ministers: None, address: str, number: str
) -> None:
    assert desk.get(INTERVIEWS + address.format(number)).status_code in (200, 302, 404)


@pytest.mark.parametrize("number", ["x", "", *BEYOND_EVERY_COLUMN])
def test_an_action_on_what_is_no_interview_is_refused(desk: Client, number: str) -> None:
    draft = InterviewFactory()
    answer = desk.post(INTERVIEWS, {"action": "publish", "_selected_action": [str(draft.pk), number]})
    assert answer.status_code == 400
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_interviews_are_filtered_by_outlet(desk: Client, ministers: None) -> None:
    outlet = Interview.objects.exclude(outlet=None).get().outlet
    assert outlet is not None
    assert len(found(desk, outlet=str(outlet.pk))) == 1
    assert "وكالة النهر" in desk.get(INTERVIEWS).content.decode()


def _some_of_everything(number: int) -> None:
    for _ in range(number):
        interview = InterviewFactory()
        interview.topics.add(TopicFactory())
        ParticipantFactory(interview=interview, speaker=SpeakerFactory())
        MentionFactory(turn=TurnFactory(interview=interview), entity=EntityFactory())


LISTS = ["interview", "entity", "speaker", "outlet", "topic", "mention", "indexupdate"]


@pytest.mark.parametrize("model", LISTS)
def test_a_list_asks_the_database_equally_often_for_any_length(desk: Client, model: str) -> None:
    address = reverse(f"admin:interviews_{model}_changelist")
    counts = []
    for _ in range(2):
        _some_of_everything(6)
        desk.get(address)
        with CaptureQueriesContext(connection) as captured:
            desk.get(address)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 20


def test_publish_and_withdraw_queue_the_index(desk: Client) -> None:
    drafts = [InterviewFactory() for _ in range(3)]
    IndexUpdate.objects.all().delete()
    chosen = [str(interview.pk) for interview in drafts[:2]]
    answer = desk.post(INTERVIEWS, {"action": "publish", "_selected_action": chosen}, follow=True)
    assert answer.status_code == 200
    assert Interview.objects.filter(status="published").count() == 2
    assert set(IndexUpdate.objects.values_list("interview_id", flat=True)) == {int(pk) for pk in chosen}
    desk.post(INTERVIEWS, {"action": "withdraw", "_selected_action": chosen[:1]})
    assert Interview.objects.filter(status="withdrawn").count() == 1
    revisions = Version.objects.get_for_object_reference(Interview, chosen[0])
    assert [v.revision.user.get_username() for v in revisions.order_by("pk")] == ["salma", "salma"]


def test_publish_and_withdraw_say_how_many_or_that_nothing_changed(desk: Client) -> None:
    chosen = [str(InterviewFactory().pk), str(InterviewFactory(status="published").pk)]

    def said(action: str) -> list[str]:
        data = {"action": action, "_selected_action": chosen}
        return [str(message) for message in desk.post(INTERVIEWS, data, follow=True).context["messages"]]

    assert said("publish") == ["نُشرت مقابلة واحدة."]
    assert said("publish") == ["كانت كلّها كذلك من قبل، ولم يتغيّر شيء."]
    assert said("withdraw") == ["سُحبت مقابلتان."]
    assert said("withdraw") == ["كانت كلّها كذلك من قبل، ولم يتغيّر شيء."]


def test_who_may_only_look_cannot_publish(client: Client, db: None) -> None:
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_interview"))
    client.force_login(reader)
    draft = InterviewFactory()
    client.post(INTERVIEWS, {"action": "publish", "_selected_action": [str(draft.pk)]})
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert client.get(f"{INTERVIEWS}{draft.pk}/change/").status_code == 200


def test_many_interviews_are_not_deleted_at_once(desk: Client) -> None:
    draft = InterviewFactory()
    desk.post(INTERVIEWS, {"action": "delete_selected", "_selected_action": [str(draft.pk)], "post": "yes"})
    assert Interview.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("typed", ["كردستان", "اقليم كُوردستان", "Kurdi", "كوردســـتان", "ستان"])
def test_a_choice_finds_names_in_any_spelling(desk: Client, typed: str) -> None:
    place = EntityFactory(kind="organisation", name="إقليم كوردستان", variants=["Kurdistan Region"])
    outlet = OutletFactory(entity=place)
    OutletFactory(entity__name="وكالة النهر")
    answer = desk.get(
        reverse("admin:autocomplete"),
        {"app_label": "interviews", "model_name": "interview", "field_name": "outlet", "term": typed},
    )
    assert [row["id"] for row in answer.json()["results"]] == [str(outlet.pk)]


@pytest.mark.parametrize("field", [("outlet", "organisation"), ("speaker", "person")])
def test_a_speaker_is_a_person_and_an_outlet_an_organisation(desk: Client, field: tuple[str, str]) -> None:
    model, kind = field
    fitting = EntityFactory(kind=kind, name="الراية")
    EntityFactory(kind="place", name="الراية")
    answer = desk.get(
        reverse("admin:autocomplete"),
        {"app_label": "interviews", "model_name": model, "field_name": "entity", "term": "الرايه"},
    )
    assert [row["id"] for row in answer.json()["results"]] == [str(fitting.pk)]
