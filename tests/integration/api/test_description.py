"""The description of the API: complete, with examples that hold, in the reader's language."""

from __future__ import annotations

import re
from typing import Any

import jsonschema_rs
import pytest
from django.test import Client

from interviews.api import examples, schemas
from interviews.api.openapi import operations


@pytest.fixture
def description(client: Client, db: None) -> Any:
    return client.get("/api/v1/openapi.json?lang=en").json()


def test_every_example_is_what_it_is_an_example_of(description: Any) -> None:
    for name, model in description["components"]["schemas"].items():
        whole = {"components": description["components"], "$ref": f"#/components/schemas/{name}"}
        checker = jsonschema_rs.validator_for(whole)
        for example in model["examples"]:
            checker.validate(example)
            # Nothing that the model does not have.
            assert example.keys() == model["properties"].keys(), name
    for operation in operations(description):
        answer = operation["responses"]["200"]["content"]["application/json"]
        whole = {"components": description["components"], **answer["schema"]}
        jsonschema_rs.validator_for(whole).validate(answer["example"])


def test_every_operation_says_what_it_does_takes_and_answers(description: Any) -> None:
    assert description["openapi"] == "3.1.0"
    found = list(operations(description))
    assert len(found) == 13
    for operation in found:
        assert operation["summary"]
        assert operation["description"]
        assert {"200", "304", "400", "422", "429", "500"} <= operation["responses"].keys()
        for parameter in operation["parameters"]:
            assert parameter["description"]
            checker = jsonschema_rs.validator_for(parameter["schema"])
            checker.validate(parameter["example"])
    for model in description["components"]["schemas"].values():
        assert model["description"]
        for field in model["properties"].values():
            assert field["description"]


def test_marks_in_the_examples_stand_where_they_say() -> None:
    for passage in (examples.SCHEMAS["Passage"], examples.SCHEMAS["Hit"]["passages"][0]):
        assert passage["text"][slice(*passage["marks"][0].values())] == "الموصل"


def test_the_examples_are_of_this_site_and_invented() -> None:
    assert set(re.findall(r"https?://([^/'\"]+)", str(examples.SCHEMAS))) == {
        "archive.example",
        "nahr.example",
    }


def test_every_object_of_the_answers_is_described(description: Any) -> None:
    named = {
        name
        for name, model in vars(schemas).items()
        if isinstance(model, type) and issubclass(model, schemas.BaseModel) and not name.startswith("_")
    } - {"BaseModel"}
    assert description["components"]["schemas"].keys() == named
    assert examples.SCHEMA_DESCRIPTIONS.keys() == named


@pytest.mark.parametrize("language", ["ar", "ckb"])
def test_the_description_is_in_the_readers_language(client: Client, db: None, language: str) -> None:
    said = client.get(f"/api/v1/openapi.json?lang={language}").json()
    english = client.get("/api/v1/openapi.json?lang=en").json()

    def texts(value: Any, path: str = "") -> Any:
        if isinstance(value, dict):
            for name, part in value.items():
                if name in ("description", "summary", "title") and isinstance(part, str):
                    yield f"{path}.{name}", part
                elif name not in ("example", "examples"):
                    yield from texts(part, f"{path}.{name}")
        elif isinstance(value, list):
            for number, part in enumerate(value):
                yield from texts(part, f"{path}.{number}")

    theirs, ours = dict(texts(english)), dict(texts(said))
    assert theirs.keys() == ours.keys()
    assert len(theirs) > 200
    assert [path for path in theirs if theirs[path] == ours[path]] == []
