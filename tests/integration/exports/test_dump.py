"""The dump: whole, proven by checksums, without anything that the public may not read."""

from __future__ import annotations

import gzip
import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interviews.actions.names import link_names
from interviews.actions.revisions import keep_present_state
from interviews.exports import dump
from interviews.exports.dump import MANIFEST, write_dump
from interviews.exports.structured import Record
from interviews.models import Interview
from tests.factories import EntityFactory, SpeakerFactory

from .conftest import Make

SITE = "https://archive.example"
SECRET = "كلام لا يقرؤه أحد"


def lines(folder: Path, manifest: Record) -> dict[str, list[Record]]:
    return {
        file["kind"]: [json.loads(line) for line in gzip.open(folder / file["name"], "rt", encoding="utf-8")]
        for file in manifest["files"]
    }


@pytest.fixture
def served(settings: Any, tmp_path: Path) -> Path:
    settings.DUMP_ROOT = tmp_path / "dump"
    settings.PUBLIC_DUMPS = True
    return tmp_path / "dump"


def test_it_has_a_file_for_each_kind_whose_size_and_checksum_the_manifest_proves(
    make_interview: Make, mosul: Any, tmp_path: Path
) -> None:
    interview = make_interview(answers=["ثم عُدنا إلى الموصل."])
    manifest = write_dump(tmp_path, SITE, "CC BY 4.0")
    assert json.loads((tmp_path / MANIFEST).read_text()) == manifest
    assert (manifest["format_version"], manifest["site"], manifest["terms"]) == (1, SITE, "CC BY 4.0")
    for file in manifest["files"]:
        data = (tmp_path / file["name"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
        assert file["records"] == len(gzip.decompress(data).splitlines())
    read = lines(tmp_path, manifest)
    assert {kind: [one["id"] for one in records] for kind, records in read.items()} == {
        "interviews": [interview.pk],
        "speakers": [participant.speaker_id for participant in interview.participants.all()[1:]],
        "outlets": [interview.outlet_id],
        "entities": [mosul.pk],
        "topics": [interview.topics.get().pk],
    }
    assert read["interviews"][0]["turns"][1]["text"] == "ثم عُدنا إلى الموصل."
    assert read["entities"][0]["names"] == [{"text": "الموصل", "language": "ar", "kind": "preferred"}]


def test_nothing_of_what_is_hidden_is_in_it(make_interview: Make, tmp_path: Path) -> None:
    make_interview()
    EntityFactory(name=SECRET)
    SpeakerFactory(entity__name=f"{SECRET} الراوي")
    for values in (
        {"status": "draft"},
        {"status": "review"},
        {"status": "withdrawn"},
        {"publish_at": timezone.now() + timedelta(days=1)},
    ):
        hidden = make_interview(title=SECRET, answers=[f"{SECRET}."], **values)
        hidden.participants.last().speaker.entity.names.create(text=f"{SECRET} {hidden.pk}", language="ckb")
        hidden.topics.update(name=f"{SECRET} {hidden.pk}")
        link_names(hidden)
        assert hidden.turns.filter(mentions__isnull=False).exists()
    manifest = write_dump(tmp_path, SITE)
    assert {file["kind"]: file["records"] for file in manifest["files"]} == {
        **dict.fromkeys(("interviews", "speakers", "outlets", "topics"), 1),
        "entities": 0,
    }
    assert SECRET not in json.dumps(lines(tmp_path, manifest), ensure_ascii=False)


def test_the_same_edition_is_the_same_files_to_the_byte(make_interview: Make, tmp_path: Path) -> None:
    make_interview()
    first, second = write_dump(tmp_path / "first", SITE), write_dump(tmp_path / "second", SITE)
    assert first["edition"] == second["edition"]
    assert first["files"] == second["files"]


def test_the_next_dump_takes_the_place_of_the_last_and_leaves_nothing_of_it(
    make_interview: Make, tmp_path: Path
) -> None:
    make_interview()
    before = write_dump(tmp_path, SITE)
    make_interview()
    after = write_dump(tmp_path, SITE)
    assert before["files"][0]["name"] != after["files"][0]["name"]
    numbers = f"numbers-{after['edition']}.json"
    assert {file.name for file in tmp_path.iterdir()} == {
        MANIFEST,
        ".lock",
        numbers,
        *(file["name"] for file in after["files"]),
    }


def test_other_files_of_its_folder_stay(make_interview: Make, tmp_path: Path) -> None:
    make_interview()
    others = ("interviews-2020.jsonl.gz", "measured.jsonl.gz", "numbers-of-readers.json")
    for name in others:
        (tmp_path / name).touch()
    write_dump(tmp_path, SITE)
    assert all((tmp_path / name).exists() for name in others)


def test_a_dump_that_fails_leaves_the_one_before(
    make_interview: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_interview()
    before = write_dump(tmp_path, SITE)
    make_interview()

    def fails(*_given: Any) -> Record:
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(dump, "topic_record", fails)
        with pytest.raises(OSError, match="no space"):
            write_dump(tmp_path, SITE)
    assert json.loads((tmp_path / MANIFEST).read_text()) == before
    assert lines(tmp_path, before)["interviews"]
    # What it left half done is no hindrance.
    assert write_dump(tmp_path, SITE)["files"][0]["records"] == 2


def test_queries_are_a_few_for_many_interviews(make_interview: Make, tmp_path: Path) -> None:
    counts = []
    for more in (2, 8):
        for _ in range(more):
            make_interview(answers=["نعم."])
        with CaptureQueriesContext(connection) as captured:
            write_dump(tmp_path, SITE)
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_it_shows_one_moment_although_somebody_writes_meanwhile(make_interview: Make, tmp_path: Path) -> None:
    from threading import Thread

    from django.db import connections

    first = make_interview(answers=["قديم."])

    def write() -> None:
        Interview.objects.update(title="عنوان جديد")
        first.topics.update(name="موضوع جديد")
        connections.close_all()

    def write_once(kind: str, _number: int) -> None:
        if kind == "interviews":
            thread = Thread(target=write)
            thread.start()
            thread.join()

    manifest = write_dump(tmp_path, SITE, progress=write_once)
    assert Interview.objects.get().title == "عنوان جديد"
    read = lines(tmp_path, manifest)
    assert read["topics"][0]["name"] == read["interviews"][0]["topics"][0] != "موضوع جديد"


@pytest.mark.django_db(transaction=True)
def test_of_two_that_are_written_at_once_the_second_waits(make_interview: Make, tmp_path: Path) -> None:
    from threading import Thread

    from django.db import connections

    make_interview()
    made: list[Record] = []

    def write_another() -> None:
        made.append(write_dump(tmp_path, SITE, "CC BY 4.0"))
        connections.close_all()

    thread = Thread(target=write_another)

    def start_another(kind: str, _number: int) -> None:
        if kind == "interviews":
            thread.start()
            thread.join(0.5)

    first = write_dump(tmp_path, SITE, progress=start_another)
    assert not made
    thread.join()
    assert json.loads((tmp_path / MANIFEST).read_text()) == made[0]
    assert made[0]["files"] == first["files"]
    for file in made[0]["files"]:
        assert hashlib.sha256((tmp_path / file["name"]).read_bytes()).hexdigest() == file["sha256"]


# --- The command -------------------------------------------------------------------------------


def test_the_command_writes_to_the_folder_of_the_settings(
    make_interview: Make, served: Path, settings: Any, capsys: Any
) -> None:
    make_interview()
    settings.SITE_URL = SITE
    call_command("dump_archive", verbosity=0)
    assert "interviews-" in capsys.readouterr().out
    assert json.loads((served / MANIFEST).read_text())["site"] == SITE


@pytest.mark.parametrize(
    "site",
    ["", "archive.example", "ftp://archive.example", "https://", "https://a.example/path", "http://[a"],
)
def test_the_command_wants_an_address(site: str, db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="SITE_URL"):
        call_command("dump_archive", to=tmp_path, site=site, verbosity=0)
    assert not list(tmp_path.iterdir())


def test_the_command_says_what_is_wrong_with_the_folder(db: None, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(CommandError, match="file"):
        call_command("dump_archive", to=file, site=SITE, verbosity=0)


# --- The download ------------------------------------------------------------------------------


def test_without_the_switch_there_is_nothing(
    client: Client, make_interview: Make, served: Path, settings: Any
) -> None:
    make_interview()
    manifest = write_dump(served, SITE)
    settings.PUBLIC_DUMPS = False
    for name in ("", MANIFEST, manifest["files"][0]["name"]):
        assert client.get(f"/dumps/{name}").status_code == 404


def test_the_page_lists_the_files_and_they_can_be_fetched(
    client: Client, make_interview: Make, served: Path
) -> None:
    make_interview()
    manifest = write_dump(served, SITE, "CC BY 4.0")
    page = client.get("/dumps/").content.decode()
    assert "CC BY 4.0" in page
    for file in manifest["files"]:
        assert f'href="/dumps/{file["name"]}"' in page
        assert file["sha256"] in page
        response = client.get(f"/dumps/{file['name']}")
        assert response.streaming
        # Whoever keeps it asks before passing it on: it may be withdrawn.
        assert response["Cache-Control"] == "no-cache"
        assert (response["Content-Type"], response["ETag"]) == ("application/gzip", f'"{file["sha256"]}"')
        assert b"".join(response) == (served / file["name"]).read_bytes()
        again = client.get(f"/dumps/{file['name']}", headers={"If-None-Match": response["ETag"]})
        assert again.status_code == 304
    assert json.loads(b"".join(client.get(f"/dumps/{MANIFEST}"))) == manifest


def test_before_the_first_dump_the_page_says_that_there_is_none(
    client: Client, db: None, served: Path
) -> None:
    assert client.get("/dumps/").status_code == 200
    assert client.get(f"/dumps/{MANIFEST}").status_code == 404


@pytest.mark.parametrize("change", ["withdrawn", "embargo", "deleted"])
def test_once_an_interview_in_it_is_public_no_more_nothing_is_handed_out(
    change: str, client: Client, make_interview: Make, served: Path
) -> None:
    interview, other = make_interview(), make_interview()
    manifest = write_dump(served, SITE)
    # What changes otherwise does not matter.
    other.title = "عنوان آخر"
    other.save()
    name = manifest["files"][0]["name"]
    assert b"".join(client.get(f"/dumps/{name}"))
    if change == "deleted":
        interview.delete()
    elif change == "withdrawn":
        Interview.objects.filter(pk=interview.pk).update(status="withdrawn")
    else:
        Interview.objects.filter(pk=interview.pk).update(publish_at=timezone.now() + timedelta(days=1))
    assert client.get(f"/dumps/{name}").status_code == 404
    assert client.get(f"/dumps/{name}", headers={"If-None-Match": "*"}).status_code == 404
    assert name not in client.get("/dumps/").content.decode()
    write_dump(served, SITE)
    assert b"".join(client.get(f"/dumps/{MANIFEST}"))


@pytest.mark.parametrize(
    ("hidden", "fetched"),
    [
        ({"status": "withdrawn"}, 404),
        ({"publish_at": datetime(2099, 1, 1, tzinfo=UTC)}, 404),
        # Corrected in public: it reaches the next dump.
        ({}, 200),
    ],
)
def test_what_was_changed_while_nobody_could_read_it_is_not_handed_out_as_it_was_before(
    hidden: dict[str, Any], fetched: int, client: Client, make_interview: Make, served: Path
) -> None:
    interview = make_interview()
    name = write_dump(served, SITE)["files"][0]["name"]
    interview = Interview.objects.get(pk=interview.pk)
    for field, value in hidden.items():
        setattr(interview, field, value)
    interview.save()
    keep_present_state(interview)
    interview.status, interview.publish_at, interview.lead = "published", None, "مقدمة أخرى."
    interview.save()
    response = client.get(f"/dumps/{name}")
    assert response.status_code == fetched
    assert b"".join(response)
    write_dump(served, SITE)
    assert b"".join(client.get(f"/dumps/{MANIFEST}")).startswith(b"{")


@pytest.mark.parametrize("name", ["numbers", "../secret", "..%2fsecret", ".unfinished", "x.jsonl.gz", "%00"])
def test_only_files_of_the_manifest_are_handed_out(
    name: str, client: Client, make_interview: Make, served: Path
) -> None:
    make_interview()
    manifest = write_dump(served, SITE)
    (served.parent / "secret").write_text(SECRET)
    (served / "x.jsonl.gz").write_text(SECRET)
    asked = f"numbers-{manifest['edition']}.json" if name == "numbers" else name
    assert client.get(f"/dumps/{asked}").status_code == 404
