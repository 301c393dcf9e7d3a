"""Lists of the API: cursors, filters, old numbers, and what is not public."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviews.actions.publishing import withdraw
from interviews.models import Interview
from interviews.search.indexing.outbox import drain
from tests.factories import EntityFactory, InterviewFactory, OutletFactory, SpeakerFactory

from .conftest import NOBODY

Read = Callable[..., Any]
Make = Callable[..., Interview]

LISTS = ("interviews", "speakers", "outlets", "entities", "topics")


def pages(client: Client, address: str, link: str = "next") -> list[dict[str, Any]]:
    """The pages from this address on, by their links."""
    found = []
    while address:
        response = client.get(address)
        assert response.status_code == 200, response.content.decode()
        found.append(response.json())
        address = found[-1][link]
        assert len(found) < 50
    return found


def ids(found: list[dict[str, Any]]) -> list[Any]:
    return [item["id"] for page in found for item in page["items"]]


@pytest.fixture
def dated(db: None) -> list[int]:
    """Interviews, the latest first: two of one day, and two without a day at the end."""
    days = [
        None,
        None,
        date(2019, 5, 1),
        date(2020, 1, 1),
        date(2020, 1, 1),
        date(2021, 1, 1),
        date(2022, 1, 1),
    ]
    made = [InterviewFactory(status="published", published_on=day).pk for day in days]
    return [made[6], made[5], made[4], made[3], made[2], made[1], made[0]]


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 20])
def test_pages_have_every_interview_once_forwards_and_backwards(
    client: Client, dated: list[int], limit: int
) -> None:
    forwards = pages(client, f"/api/v1/interviews?limit={limit}")
    assert ids(forwards) == dated
    assert forwards[0]["previous"] is None
    last = forwards[-1]
    backwards = [last, *pages(client, last["previous"], "previous")] if last["previous"] else [last]
    assert ids(backwards[::-1]) == dated
    assert backwards[-1]["previous"] is None
    assert backwards[-1]["items"] == forwards[0]["items"]


def test_what_is_published_meanwhile_moves_no_page(client: Client, dated: list[int]) -> None:
    first = client.get("/api/v1/interviews?limit=3").json()
    InterviewFactory(status="published", published_on=date(2023, 1, 1))
    # Before the next page begins, on the same day, and withdrawn where it begins.
    InterviewFactory(status="published", published_on=date(2020, 1, 1))
    Interview.objects.filter(pk=dated[2]).update(status="withdrawn")
    assert ids(pages(client, first["next"])) == dated[3:]


def test_the_links_stand_in_a_header_as_well(client: Client, dated: list[int]) -> None:
    first = client.get("/api/v1/interviews?limit=3")
    assert first["Link"] == f'<{first.json()["next"]}>; rel="next"'
    second = client.get(first.json()["next"])
    page = second.json()
    assert second["Link"] == f'<{page["next"]}>; rel="next", <{page["previous"]}>; rel="prev"'
    assert "Link" not in client.get("/api/v1/interviews")


@pytest.mark.parametrize("name", LISTS)
def test_each_list_goes_on_where_its_page_ended(client: Client, make: Make, name: str) -> None:
    for number in range(3):
        entity = EntityFactory(name=f"مدينة {'أبجد'[number]}ـ{number}", kind="place")
        make(answer=f"زرنا {entity.name}.", topic=f"موضوع {number}")
    whole = ids(pages(client, f"/api/v1/{name}"))
    assert len(whole) >= 3
    assert ids(pages(client, f"/api/v1/{name}?limit=1")) == whole


def test_turns_of_an_interview_come_in_their_order(client: Client, shown: SimpleNamespace) -> None:
    found = pages(client, f"/api/v1/interviews/{shown.interview.pk}/turns?limit=1")
    assert ids(found) == [shown.question.key, shown.answer.key]


@pytest.mark.parametrize(
    "change",
    [
        lambda address: address.replace("/interviews?", "/topics?"),
        lambda address: address.replace("year=2020", "year=2019"),
        lambda address: address.replace("year=2020&", ""),
        lambda address: address[:-1] + ("A" if address[-1] != "A" else "B"),
        lambda address: address.split("cursor=")[0] + "cursor=",
        lambda address: address.split("cursor=")[0] + "cursor=%00%ED%A0%80",
    ],
    ids=["another list", "another filter", "no filter", "a letter changed", "empty", "no text"],
)
def test_a_cursor_that_this_list_has_not_made_is_refused(
    client: Client, dated: list[int], change: Callable[[str], str]
) -> None:
    following = client.get("/api/v1/interviews?year=2020&limit=1").json()["next"]
    assert client.get(following).status_code == 200
    response = client.get(change(following))
    if response.status_code == 422:
        # Topics have no years.
        response = client.get(change(following).replace("year=2020&", ""))
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "bad_cursor"


def test_of_a_cursor_language_and_size_of_the_page_may_change(client: Client, dated: list[int]) -> None:
    following = client.get("/api/v1/interviews?limit=2&lang=ar").json()["next"]
    changed = following.replace("limit=2", "limit=3").replace("lang=ar", "lang=en")
    assert ids([client.get(changed).json()]) == dated[2:5]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text())
def test_no_cursor_makes_an_error_of_the_server(client: Client, db: None, text: str) -> None:
    for name in ("interviews", "search"):
        assert client.get(f"/api/v1/{name}", {"cursor": text}).status_code == 400


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({}, 2),
        ({"year": 2020}, 1),
        ({"year": 2021}, 0),
        ({"from": "2020-08-24", "to": "2020-08-24"}, 1),
        ({"from": "2020-08-25"}, 0),
        ({"to": "2020-08-23"}, 0),
        ({"from": "0001-01-01", "to": "9999-12-31"}, 1),
        ({"language": "ckb"}, 1),
        ({"language": "en"}, 0),
        ({"outlet": "{outlet}"}, 1),
        ({"speaker": "{speaker}"}, 1),
        ({"topic": "{topic}"}, 1),
        ({"entity": "{entity}"}, 2),
        # By their old numbers.
        ({"outlet": NOBODY + 1}, 1),
        ({"speaker": NOBODY + 1}, 1),
        ({"entity": NOBODY + 1}, 2),
        ({"outlet": NOBODY}, 0),
        ({"topic": 2**63 - 1}, 0),
        ({"speaker": "{speaker}", "language": "ckb"}, 0),
    ],
)
def test_filters_narrow_the_list(
    read: Read, shown: SimpleNamespace, parameters: dict[str, Any], found: int
) -> None:
    numbers = {name: getattr(shown, name).pk for name in ("outlet", "speaker", "topic", "entity")}
    chosen = {name: str(value).format(**numbers) for name, value in parameters.items()}
    assert len(read("interviews", **chosen)["items"]) == found


@pytest.mark.parametrize("name", ["الموصل", "موصل", "مُوصل الحدباء", "mosul"])
def test_names_are_looked_up_in_any_spelling(read: Read, shown: SimpleNamespace, name: str) -> None:
    found = read("entities", name=name)["items"]
    # «موصل» without its article is another name.
    assert [one["id"] for one in found] == ([] if name == "موصل" else [shown.entity.pk])


def test_lists_of_names_are_narrowed_by_name_and_kind(read: Read, shown: SimpleNamespace) -> None:
    assert ids([read("speakers", name="سَلمان الراوي")]) == [shown.speaker.pk]
    assert ids([read("outlets", name="وكاله النهر")]) == [shown.outlet.pk]
    assert shown.entity.pk in ids([read("entities", kind="place")])
    assert shown.entity.pk not in ids([read("entities", kind="person")])
    assert read("speakers", name="")["items"] == []


@pytest.mark.parametrize("kind", ["speaker", "outlet", "entity"])
def test_an_old_number_leads_to_the_present_one(client: Client, shown: SimpleNamespace, kind: str) -> None:
    folder = {"speaker": "speakers", "outlet": "outlets", "entity": "entities"}[kind]
    response = client.get(f"/api/v1/{folder}/{NOBODY + 1}?lang=en")
    assert response.status_code == 308
    assert response["Location"].endswith(f"/api/v1/{folder}/{getattr(shown, kind).pk}?lang=en")
    # Not when nobody may know it.
    Interview.objects.update(status="draft")
    assert client.get(f"/api/v1/{folder}/{NOBODY + 1}").status_code == 404


@pytest.mark.parametrize(
    "hidden", [{"status": "draft"}, {"status": "review"}, {"status": "withdrawn"}, {"publish_at": "tomorrow"}]
)
def test_what_is_not_public_stands_nowhere(
    client: Client, admin_client: Client, make: Make, hidden: dict[str, Any]
) -> None:
    if "publish_at" in hidden:
        hidden = {"publish_at": timezone.now() + timedelta(days=1)}
    place = EntityFactory(name="قلعة الخفاء", kind="place")
    interview = make(
        title="حوار مخفيّ",
        answer="زرنا قلعة الخفاء.",
        lead="من قلعة الخفاء.",
        outlet=OutletFactory(entity__name="وكالة الخفاء"),
        speaker=SpeakerFactory(entity__name="فلان الخفيّ"),
        topic="خفاء",
        **hidden,
    )
    drain()
    guest = interview.participants.get(role="guest")
    turn = interview.turns.get(kind="answer")
    topic = interview.topics.get()
    # An editor hears no more than others.
    for reader in (client, admin_client):
        for path in (
            f"interviews/{interview.pk}",
            f"interviews/{interview.pk}/turns",
            f"turns/{turn.key}",
            f"speakers/{guest.speaker_id}",
            f"outlets/{interview.outlet_id}",
            f"topics/{topic.pk}",
            f"entities/{place.pk}",
        ):
            assert reader.get(f"/api/v1/{path}").status_code == 404, path
        for path in (
            *LISTS,
            *(f"interviews?{name}=1" for name in ("outlet", "speaker", "topic", "entity")),
            "search?q=الخفاء",
            f"search?interview={interview.pk}",
            f"search?speaker={guest.speaker_id}&outlet={interview.outlet_id}&entities={place.pk}",
        ):
            response = reader.get(f"/api/v1/{path}")
            assert response.status_code == 200, path
            assert response.json()["items"] == [], path
            assert "خف" not in response.content.decode(), path


def test_counts_and_facets_leave_drafts_out(read: Read, make: Make, shown: SimpleNamespace) -> None:
    hidden = make(
        status="draft", outlet=shown.outlet, speaker=shown.speaker, topic="إعمار", answer="الموصل في مسودّة."
    )
    drain()
    assert read(f"speakers/{shown.speaker.pk}")["interview_count"] == 1
    assert len(read(f"speakers/{shown.speaker.pk}")["offices"]) == 1
    assert read(f"outlets/{shown.outlet.pk}")["interview_count"] == 1
    assert read(f"topics/{shown.topic.pk}")["interview_count"] == 1
    entity = read(f"entities/{shown.entity.pk}")
    assert (entity["interview_count"], entity["turn_count"]) == (2, 4)
    found = read("search", q="الموصل")
    assert found["total"] == 4
    (outlets,) = (facet for facet in found["facets"] if facet["name"] == "outlet")
    assert [(value["value"], value["count"]) for value in outlets["values"]] == [(str(shown.outlet.pk), 2)]
    assert str(hidden.pk) not in {str(item["turn"]["interview"]["id"]) for item in found["items"]}


def test_what_is_withdrawn_is_not_found_before_the_index_knows(
    read: Read, shown: SimpleNamespace, settings: Any
) -> None:
    settings.INDEX_AFTER_COMMIT = False
    withdraw([shown.interview])
    found = read("search", q="الموصل")
    assert found["total"] == 2
    assert {item["turn"]["interview"]["id"] for item in found["items"]} != {shown.interview.pk}
