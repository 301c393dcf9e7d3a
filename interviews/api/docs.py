"""The page that explains the API to people: of the site's own making, so that it is in their language."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase


class Docs(DocsBase):
    """Ninja's own is Swagger UI: 1.5 MB of script, in English, not for everybody's eyes and keyboard."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **values: Any) -> HttpResponse:
        schema = api.get_openapi_schema()
        titles = {tag["name"]: tag["description"] for tag in schema["tags"]}
        sections: dict[str, list[dict[str, Any]]] = {}
        for path, methods in schema["paths"].items():
            operation = methods["get"]
            sections.setdefault(operation["tags"][0], []).append(_shown(schema, path, operation))
        return render(
            request,
            "api_docs.html",
            {
                "info": schema["info"],
                "sections": [(name, titles[name], found) for name, found in sections.items()],
                "schemas": [
                    (name, model["description"], _fields(model)) for name, model in _models(schema).items()
                ],
                "openapi": self.get_openapi_url(api, values),
            },
        )


def _shown(schema: dict[str, Any], path: str, operation: dict[str, Any]) -> dict[str, Any]:
    found = operation["responses"][200]["content"]["application/json"]
    return {
        **operation,
        "path": path,
        "parameters": [
            {**parameter, "kind": _kind(parameter["schema"])} for parameter in operation["parameters"]
        ],
        # A list can be looked at as it is; of one thing nobody knows a number beforehand.
        "try": path if "{" not in path else "",
        "result": _kind(found["schema"]),
        "example": json.dumps(found["example"], ensure_ascii=False, indent=2),
        "answers": [
            (status, _resolved(schema, answer)["description"])
            for status, answer in sorted(operation["responses"].items())
        ],
    }


def _models(schema: dict[str, Any]) -> dict[str, Any]:
    return dict(sorted(schema["components"]["schemas"].items()))


def _fields(model: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"name": name, "kind": _kind(field), "description": field.get("description", "")}
        for name, field in model["properties"].items()
    ]


def _resolved(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in part:
        return dict(schema["components"]["responses"][part["$ref"].rpartition("/")[2]])
    return part


def _kind(schema: dict[str, Any]) -> str:
    """The type in the words of JSON Schema: "integer", "Topic[]", "string (date) | null"."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " | ".join(map(_kind, schema["anyOf"]))
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if "const" in schema:
        return str(schema["const"])
    if schema["type"] == "array":
        return f"{_kind(schema['items'])}[]"
    return f"{schema['type']} ({schema['format']})" if "format" in schema else str(schema["type"])
