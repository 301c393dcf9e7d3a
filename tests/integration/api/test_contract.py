"""The API keeps what its description promises, whatever it is asked: Schemathesis tries."""

from __future__ import annotations

import os
from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest
import schemathesis
from django.db import connection
from schemathesis import engine
from schemathesis.engine import events

from archive import wsgi

# On PostgreSQL, which takes longer, only what comes as far as the database is tried: what is wrong with an
# address is found before, and has been tried on SQLite.
IS_FULL = connection.vendor == "sqlite"
# Of each operation. For a longer hunt: API_EXAMPLES=2000 API_SEED=7 pytest tests/integration/api
EXAMPLES = int(os.environ.get("API_EXAMPLES", "20" if IS_FULL else "10"))
SEED = int(os.environ.get("API_SEED", "1"))


def application(environ: Any, start_response: Any) -> list[bytes]:
    """The archive; its answers are closed as by a server, so that connections go back to the pool."""
    response = wsgi.application(environ, start_response)
    try:
        return [b"".join(response)]
    finally:
        response.close()


@pytest.fixture
def described(transactional_db: None, shown: SimpleNamespace, settings: Any) -> Any:
    """The API as its description has it, with numbers and keys that there are among those that are tried.

    Committed, since Schemathesis asks from threads of its own.
    """
    settings.API_RATE = (0, 1)
    settings.ALLOWED_HOSTS = ["*"]
    config = schemathesis.Config.from_dict(
        {
            "seed": SEED,
            "phases": {"coverage": {"enabled": IS_FULL}},
            "generation": {
                "max-examples": EXAMPLES,
                "deterministic": True,
                "mode": "all",
                "database": "none",
            },
        }
    )
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, config=config)
    there_are = {
        "/interviews/{id}": {"id": shown.interview.pk},
        "/interviews/{id}/turns": {"id": shown.interview.pk},
        "/turns/{key}": {"key": shown.answer.key},
        "/speakers/{id}": {"id": shown.speaker.pk},
        "/outlets/{id}": {"id": shown.outlet.pk},
        "/topics/{id}": {"id": shown.topic.pk},
        "/entities/{id}": {"id": shown.entity.pk},
        "/interviews": {
            "outlet": shown.outlet.pk,
            "speaker": shown.speaker.pk,
            "topic": shown.topic.pk,
            "entity": shown.entity.pk,
            "year": 2020,
        },
        "/search": {"q": "الموصل", "interview": shown.interview.pk},
    }
    for methods in schema.raw_schema["paths"].values():
        # No pattern says which cursors are good: test_lists.py tries others.
        parameters = methods["get"]["parameters"]
        parameters[:] = [parameter for parameter in parameters if parameter["name"] != "cursor"]
    for path, values in there_are.items():
        for parameter in schema.raw_schema["paths"][f"/api/v1{path}"]["get"]["parameters"]:
            if (value := values.get(parameter["name"])) is not None:
                same = {"minimum": value, "maximum": value} if isinstance(value, int) else {"const": value}
                parameter["schema"] = {"anyOf": [parameter["schema"] | same, parameter["schema"]]}
                parameter["example"] = value
    schema.hook(map_case)
    return schema


def map_case(_context: Any, case: Any) -> Any:
    """Whole numbers as an address has them: to JSON Schema 7.0 is one, too."""
    if case.meta.generation.mode.is_positive:
        for values in (case.path_parameters, case.query):
            values.update({name: int(value) for name, value in values.items() if isinstance(value, float)})
    return case


def test_schemathesis_finds_no_failure(described: Any) -> None:
    failures: list[str] = []
    answers: Counter[int] = Counter()
    for event in engine.from_schema(described).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            failures.append(repr(event))
        elif isinstance(event, events.ScenarioFinished):
            failures += [
                f"{event.label}: {check.name}: {check.failure_info}"
                for checks in event.recorder.checks.values()
                for check in checks
                if check.status == engine.Status.FAILURE
            ]
            tried = event.recorder.interactions.values()
            answers.update(one.response.status_code for one in tried if one.response is not None)
    assert not failures, "\n\n".join(failures[:10])
    # It has come to what there is, and beyond.
    assert answers[200] > (200 if IS_FULL else 100), answers
    assert answers[404] > 5, answers
    assert answers[422] > 10, answers
    if IS_FULL:
        assert answers[405] > 10, answers
        assert answers[422] > 200, answers
    assert not answers[500], answers
