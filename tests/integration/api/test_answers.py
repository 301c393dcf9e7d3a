"""What stands in the answers of the API, and in which language."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from interviews.exports.structured import entities_around, interview_record
from interviews.models import Interview
from interviews.search.indexing.outbox import drain
from tests.factories import EntityFactory

Read = Callable[..., Any]
Make = Callable[..., Interview]


def everything(value: Any) -> Any:
    """All objects inside of an answer."""
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from everything(part)
    elif isinstance(value, list):
        for part in value:
            yield from everything(part)


@pytest.fixture
def every_answer(read: Read, shown: SimpleNamespace) -> list[Any]:
    return [
        read("interviews"),
        read(f"interviews/{shown.interview.pk}"),
        read(f"interviews/{shown.interview.pk}/turns"),
        read(f"turns/{shown.answer.key}"),
        read("speakers"),
        read(f"speakers/{shown.speaker.pk}"),
        read("outlets"),
        read(f"outlets/{shown.outlet.pk}"),
        read("entities"),
        read(f"entities/{shown.entity.pk}"),
        read("topics"),
        read(f"topics/{shown.topic.pk}"),
        read("search", q="الموصل"),
    ]


def test_every_address_in_an_answer_leads_somewhere(client: Client, every_answer: list[Any]) -> None:
    addresses = {
        value
        for found in everything(every_answer)
        for name, value in found.items()
        if name == "url" or name.endswith("_url")
    }
    # Where the interview first appeared is another's affair.
    ours = {address for address in addresses if address.startswith("http://testserver/")}
    assert addresses - ours <= {"https://nahr.example/1", ""}
    assert len(ours) > 30
    for address in sorted(ours):
        assert client.get(address.partition("#")[0]).status_code in (200, 301), address


def test_whatever_has_a_number_says_where_it_is(every_answer: list[Any]) -> None:
    for found in everything(every_answer):
        if "id" in found:
            assert {"url", "api_url"} <= found.keys(), found


def test_an_interview_agrees_with_its_download(read: Read, shown: SimpleNamespace) -> None:
    row = Interview.objects.for_reading().get(pk=shown.interview.pk)
    download = interview_record(row, "http://testserver", entities_around([row]))
    said = read(f"interviews/{row.pk}", lang=row.language)
    turns = read(f"interviews/{row.pk}/turns", lang=row.language)["items"]

    def same(ours: Any, theirs: Any, place: str) -> int:
        if isinstance(ours, dict) and isinstance(theirs, dict):
            return sum(
                same(ours[name], theirs[name], f"{place}.{name}") for name in ours.keys() & theirs.keys()
            )
        if isinstance(ours, list) and isinstance(theirs, list):
            assert len(ours) == len(theirs), place
            return sum(same(a, b, place) for a, b in zip(ours, theirs, strict=True))
        assert ours == theirs, place
        return 1

    assert same(said, {name: value for name, value in download.items() if name != "turns"}, "interview") > 30
    assert same(turns, download["turns"], "turns") > 20
    # Only what the download has for the sake of importing it again.
    assert download.keys() - said.keys() == {"outlet", "topics", "turns"}


def test_names_stand_where_the_offsets_say(read: Read, shown: SimpleNamespace) -> None:
    turn = read(f"turns/{shown.answer.key}")
    named = [turn["text"][mention["start"] : mention["end"]] for mention in turn["mentions"]]
    assert named == ["الموصل", "الموصل"]
    interview = read(f"interviews/{shown.interview.pk}")
    ((place),) = interview["lead_mentions"]
    assert interview["lead"][place["start"] : place["end"]] == "الموصل"
    assert place["entity"]["id"] == shown.entity.pk


def test_marks_of_a_search_are_offsets_into_the_whole_text(client: Client, read: Read, make: Make) -> None:
    far = "كلام لا شأن له بالأمر… " * 60
    # An ellipsis of the text itself, a letter outside the basic plane, marks of vowels.
    interview = make(answer=f"{far}𐎠 وصلنا إلى الناصرِيّة… الناصرية بعيدة. {far}")
    drain()
    (hit,) = (hit for hit in read("search", q="الناصرية")["items"] if hit["turn"]["kind"] == "answer")
    text = interview.turns.get(kind="answer").text
    assert hit["turn"]["text"] == text
    for passage in hit["passages"]:
        assert text[passage["start"] : passage["end"]] == passage["text"]
    marks = [mark for passage in hit["passages"] for mark in passage["marks"]]
    assert [text[mark["start"] : mark["end"]] for mark in marks] == ["الناصرِيّة", "الناصرية"]
    assert hit["question"]["text"] == interview.turns.get(kind="question").text


def test_a_search_pages_to_its_end(client: Client, make: Make) -> None:
    interview = make()
    for number in range(45):
        interview.turns.create(position=number + 3, kind="answer", text=f"قلعة رقم {number}.")
    drain()
    keys, address = [], "/api/v1/search?q=قلعة"
    while address:
        page = client.get(address).json()
        assert page["total"] == 45
        keys += [hit["turn"]["key"] for hit in page["items"]]
        last, address = page, page["next"]
    assert len(keys) == len(set(keys)) == 45
    before = client.get(last["previous"]).json()
    assert [hit["turn"]["key"] for hit in before["items"]] == keys[20:40]


def test_what_was_wrong_with_a_query_is_said(read: Read, shown: SimpleNamespace) -> None:
    found = read("search", q='"الموصل متحدث:عنقاء', lang="en")
    assert found["problems"][0]["code"] == "unclosed_quotation"
    assert all(problem["detail"] for problem in found["problems"])
    assert read("search")["items"] == []
    assert read("search")["total"] == 0


def test_a_chosen_facet_narrows_and_is_marked(read: Read, shown: SimpleNamespace) -> None:
    found = read("search", q="الموصل", kind=["question"], speaker=shown.speaker.pk)
    assert found["total"] == 0
    found = read("search", q="الموصل", kind=["answer"], speaker=shown.speaker.pk)
    assert found["total"] == 1
    chosen = {
        (facet["name"], value["value"])
        for facet in found["facets"]
        for value in facet["values"]
        if value["chosen"]
    }
    assert chosen == {("kind", "answer"), ("speaker", str(shown.speaker.pk))}


@pytest.mark.parametrize(
    ("address", "header", "language"),
    [
        ("", "", "ar"),
        ("", "en", "en"),
        ("", "fr, ckb;q=0.8, en;q=0.5", "ckb"),
        ("", "fr", "ar"),
        ("", "*", "ar"),
        ("?lang=en", "ckb", "en"),
        ("", ";;q=x,\x01", "ar"),
    ],
)
def test_names_are_in_the_readers_language(
    client: Client, shown: SimpleNamespace, address: str, header: str, language: str
) -> None:
    response = client.get(
        f"/api/v1/entities/{shown.entity.pk}{address}", headers={"Accept-Language": header} if header else {}
    )
    assert response["Content-Language"] == language
    assert response["Vary"] == "Accept-Language"
    assert not response.cookies
    assert response.json()["name"] == ("Mosul" if language == "en" else "الموصل")


def test_the_language_of_the_pages_is_not_that_of_the_api(client: Client, shown: SimpleNamespace) -> None:
    client.get("/?lang=en")
    assert client.cookies
    assert client.get("/api/v1/topics")["Content-Language"] == "ar"


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("interviews", 6),
        ("interviews?entity={entity}&speaker={speaker}&outlet={outlet}&topic={topic}", 9),
        ("interviews/{interview}", 9),
        ("interviews/{interview}/turns", 9),
        ("turns/{turn}", 6),
        ("speakers", 4),
        ("speakers/{speaker}", 5),
        ("outlets", 4),
        ("outlets/{outlet}", 3),
        ("entities", 3),
        ("entities/{entity}", 7),
        ("topics", 3),
        ("topics/{topic}", 2),
        # What the search page asks, and the edition.
        ("search?q=الموصل", 19),
    ],
)
def test_queries_do_not_grow_with_what_is_shown(
    client: Client,
    make: Make,
    shown: SimpleNamespace,
    django_assert_max_num_queries: Any,
    path: str,
    most: int,
) -> None:
    for number in range(6):
        place = EntityFactory(name=f"بلدة الخير {number}", kind="place")
        make(answer=f"من {place.name} إلى الموصل.", topic=f"موضوع {number}", outlet=shown.outlet)
    for number in range(3, 12):
        participant = shown.interview.participants.all()[number % 2]
        shown.interview.turns.create(
            position=number, kind="answer", text="الموصل وحدها.", participant=participant
        )
    drain()
    address = path.format(
        interview=shown.interview.pk,
        speaker=shown.speaker.pk,
        outlet=shown.outlet.pk,
        entity=shown.entity.pk,
        topic=shown.topic.pk,
        turn=shown.answer.key,
    )
    with django_assert_max_num_queries(most):
        assert client.get(f"/api/v1/{address}").status_code == 200
