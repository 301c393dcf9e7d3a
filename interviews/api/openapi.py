"""The description of the API: OpenAPI 3.1, in the reader's language, with examples and errors."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI
from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema

from . import examples, problems
from .schemas import Problem

_TITLE = _("Interview archive")
_ABOUT = _(
    "Everything that the public pages show, for programs: to read only, without a key. Lists come in pages "
    "that link to their neighbours. Every answer has an ETag: send it back as If-None-Match, and what has "
    "not changed is answered with 304 and without a body."
)
_TAGS = {
    "interviews": _("Interviews"),
    "turns": _("Questions and answers"),
    "speakers": _("Speakers"),
    "outlets": _("Outlets"),
    "topics": _("Topics"),
    "entities": _("Entities"),
    "search": _("Search"),
}

_FOUND = _("Found.")
_MOVED = _("This was merged: Location has the present address.")
_UNCHANGED = _("Nothing has changed since the answer with this ETag.")
# The kinds of errors, each with what is said of it.
_ERRORS = {
    400: ("BadRequest", _("The cursor is not one of this list, or the request cannot be read.")),
    404: ("NotFound", _("There is nothing public under this address.")),
    422: ("InvalidParameters", _("Some parameters are not valid; the errors say which.")),
    429: ("TooManyRequests", _("Too many requests: Retry-After says for how many seconds to wait.")),
    500: ("ServerError", _("The archive is at fault.")),
}

_HEADERS = {
    "ETag": (_("The state of this answer, for If-None-Match."), 'W/"5f0c2e9a1b7d4c3e8f6a0d9b2c1e4f7a"'),
    "Content-Language": (_("The language of names, labels and errors."), "ar"),
    "Link": (
        _("The next and the previous page."),
        '<https://archive.example/api/v1/topics?cursor=…>; rel="next"',
    ),
    "Location": (_("The present address."), "https://archive.example/api/v1/speakers/12"),
    "RateLimit-Policy": (
        _("How many requests (q) are answered in how many seconds (w)."),
        '"default";q=1000;w=3600',
    ),
    "RateLimit": (_("How many are left (r) for how many seconds (t)."), '"default";r=998;t=1740'),
    "Retry-After": (_("Seconds to wait."), "120"),
}


class ArchiveAPI(NinjaAPI):
    """Ninja's API, whose description is completed."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        _complete(schema)
        return schema


def _complete(schema: OpenAPISchema) -> None:
    schema["info"] |= {"title": gettext(_TITLE), "description": gettext(_ABOUT)}
    del schema["servers"]
    schema["tags"] = [{"name": name, "description": gettext(text)} for name, text in _TAGS.items()]
    components = schema["components"]
    components["headers"] = {
        name: {"description": gettext(text), "schema": {"type": "string"}, "example": example}
        for name, (text, example) in _HEADERS.items()
    }
    for name in [name for name in components["schemas"] if name.endswith("Parameters")]:
        # What Ninja keeps of the parameters stands with the operations.
        del components["schemas"][name]
    error = Problem.model_json_schema(mode="serialization", by_alias=True, ref_template=REF_TEMPLATE)
    components["schemas"] |= error.pop("$defs")
    components["schemas"]["Problem"] = error
    components["responses"] = {name: _error(status, text) for status, (name, text) in _ERRORS.items()}
    for name, model in components["schemas"].items():
        model.pop("title", None)
        model["description"] = gettext(examples.SCHEMA_DESCRIPTIONS[name])
        model["examples"] = [deepcopy(examples.SCHEMAS[name])]
        for field in model.get("properties", {}).values():
            field.pop("title", None)
            if "description" in field:
                field["description"] = gettext(field["description"])
    for operation in operations(schema):
        _complete_operation(operation)


def operations(schema: OpenAPISchema) -> Iterator[dict[str, Any]]:
    for path in schema["paths"].values():
        yield from path.values()


def _complete_operation(operation: dict[str, Any]) -> None:
    for name in ("summary", "description"):
        operation[name] = gettext(operation[name])
    operation["parameters"] = [_parameter(parameter) for parameter in operation["parameters"]]
    names = {parameter["name"] for parameter in operation["parameters"]}
    found = operation["responses"][200]
    found["description"] = gettext(_FOUND)
    found["headers"] = _header_references("ETag", "Content-Language", "RateLimit-Policy", "RateLimit")
    if "cursor" in names:
        found["headers"] |= _header_references("Link")
    found["content"]["application/json"]["example"] = deepcopy(examples.RESPONSES[operation["operationId"]])
    answers = operation["responses"]
    answers[304] = {
        "description": gettext(_UNCHANGED),
        "headers": _header_references("ETag", "RateLimit-Policy", "RateLimit"),
    }
    if operation["operationId"] in ("get_speaker", "get_outlet", "get_entity"):
        answers[308] = {"description": gettext(_MOVED), "headers": _header_references("Location")}
    in_path = any(parameter["in"] == "path" for parameter in operation["parameters"])
    for status, (name, _text) in _ERRORS.items():
        if status != 404 or in_path:
            answers[status] = {"$ref": f"#/components/responses/{name}"}


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    """A parameter as OpenAPI has it: examples are an object there, and what is left out is not null."""
    name, schema = parameter["name"], deepcopy(parameter["schema"])
    if "anyOf" in schema:
        (kind,) = (one for one in schema.pop("anyOf") if one != {"type": "null"})
        schema |= kind
    for key in ("title", "description", "examples"):
        schema.pop(key, None)
    if schema.get("default", ...) in (None, "", []):
        del schema["default"]
    description = parameter.get("description") or examples.PATH_DESCRIPTIONS[name]
    several = schema.get("type") == "array" and name in examples.SEARCH_PARAMETERS
    sample = (examples.SEARCH_PARAMETERS if several else examples.PARAMETERS)[name]
    return {
        "name": name,
        "in": parameter["in"],
        "required": parameter["required"],
        "description": gettext(description),
        "schema": schema,
        "example": deepcopy(sample),
    }


def _header_references(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _error(status: int, description: str) -> dict[str, Any]:
    headers = ["Content-Language", *(["Retry-After"] if status == 429 else [])]
    return {
        "description": gettext(description),
        "headers": _header_references(*headers),
        "content": {
            problems.CONTENT_TYPE: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "example": deepcopy(examples.PROBLEMS[status]),
            }
        },
    }
