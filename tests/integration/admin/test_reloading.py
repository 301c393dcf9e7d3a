"""What an editor changed at the desk is not undone when the same files are loaded again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from interviews.actions.authority_files import load_authority
from interviews.models import Entity, Name, Title

OpenForm = Callable[..., Any]

DATA = {
    "entities": [
        {
            "kind": "place",
            "names": {"ar": ["بحيرة الزمرد", "الزمرد", "زمردستان"], "en": ["Emerald Lake"]},
            "titles": ["البحيرة العظمى"],
        }
    ]
}


@pytest.fixture
def lake(db: None) -> Entity:
    load_authority(DATA)
    return Entity.objects.get()


def texts(lake: Entity) -> set[str]:
    return {*lake.names.values_list("text", flat=True), *lake.titles.values_list("text", flat=True)}


def row(form: Any, text: str) -> str:
    """The name of the inline row that has a text."""
    found = next(name for name, value in form.fields.items() if name.endswith("-text") and value == [text])
    return str(found.removesuffix("-text"))


def test_a_name_that_was_deleted_stays_away(open_form: OpenForm, lake: Entity) -> None:
    form = open_form(lake)
    gone = {f"{row(form, text)}-DELETE": "on" for text in ("الزمرد", "البحيرة العظمى")}
    assert form.send(**gone).status_code == 302
    load_authority(DATA)
    assert texts(lake) == {"بحيرة الزمرد", "زمردستان", "Emerald Lake"}


def test_a_name_that_was_written_otherwise_stays_so(open_form: OpenForm, lake: Entity) -> None:
    form = open_form(lake)
    assert form.send(**{f"{row(form, 'زمردستان')}-text": "زمردآباد"}).status_code == 302
    load_authority(DATA)
    assert texts(lake) == {"بحيرة الزمرد", "الزمرد", "زمردآباد", "Emerald Lake", "البحيرة العظمى"}


def test_a_name_that_went_to_another_entity_stays_there(desk: Client, lake: Entity) -> None:
    name = lake.names.get(text="زمردستان")
    sent = {"split": "1", "names": str(name.pk), "text": "", "kind": "place", "language": "ar"}
    assert desk.post(f"/admin/interviews/entity/{lake.pk}/split/", sent).status_code == 302
    load_authority(DATA)
    assert [one.entity_id for one in Name.objects.filter(text="زمردستان")] != [lake.pk]
    assert Name.objects.filter(text="زمردستان").count() == 1


def test_what_is_new_in_the_file_comes_all_the_same(open_form: OpenForm, lake: Entity) -> None:
    form = open_form(lake)
    form.send(**{f"{row(form, 'الزمرد')}-DELETE": "on"})
    record = {**DATA["entities"][0], "former": ["بركة الزمرد"]}
    load_authority({"entities": [record]})
    assert "بركة الزمرد" in texts(lake)


def test_who_gives_a_name_back_has_it(open_form: OpenForm, lake: Entity) -> None:
    form = open_form(lake)
    form.send(**{f"{row(form, 'الزمرد')}-DELETE": "on"})
    form = open_form(lake)
    form.add_row("names", text="الزمرد", language="ar", kind="variant")
    form.send()
    load_authority(DATA)
    assert Name.objects.filter(entity=lake, text="الزمرد").count() == 1
    assert Title.objects.filter(entity=lake).count() == 1
