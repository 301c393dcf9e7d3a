"""Feeds, sitemaps, files and dumps: who has them already is told so, and HEAD says what GET would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from interviews.exports.dump import MANIFEST, write_dump
from interviews.models import Entity, Interview

Make = Callable[..., Interview]


@pytest.fixture
def addresses(published: Make, peshmerga: Entity, settings: Any, tmp_path: Path) -> list[str]:
    interview = published()
    settings.PUBLIC_DUMPS, settings.DUMP_ROOT = True, tmp_path
    manifest = write_dump(tmp_path, "https://archive.example")
    return [
        *(f"/feeds/latest.{format}" for format in ("atom", "rss")),
        f"/feeds/outlets/{interview.outlet_id}.atom",
        f"/feeds/entities/{peshmerga.pk}.rss",
        "/feeds/search.atom?q=%D8%A7%D9%84%D8%AA%D8%AD%D8%A7%D9%84%D9%81",
        "/sitemap.xml",
        "/sitemaps/interviews-1.xml",
        *(f"/interviews/{interview.pk}/download/{format}/" for format in ("pdf", "txt", "json", "tei")),
        f"/dumps/{MANIFEST}",
        *(f"/dumps/{file['name']}" for file in manifest["files"]),
    ]


def test_what_a_program_has_already_it_is_not_sent_again(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        assert b"".join(response), address
        again = client.get(address, headers={"If-None-Match": response["ETag"]})
        assert (again.status_code, again.content) == (304, b""), address
        assert again["ETag"] == response["ETag"], address
        assert "no-cache" in again["Cache-Control"], address


def test_what_has_changed_is_sent(client: Client, addresses: list[str], published: Make) -> None:
    tags = {address: client.get(address)["ETag"] for address in addresses if "/dumps/" not in address}
    published()
    for address, tag in tags.items():
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 200, address


def test_another_dump_has_another_manifest(client: Client, addresses: list[str], tmp_path: Path) -> None:
    address = f"/dumps/{MANIFEST}"
    response = client.get(address)
    assert b"".join(response)
    write_dump(tmp_path, "https://archive.example", terms="CC BY 4.0")
    again = client.get(address, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, bool(b"".join(again))) == (200, True)


def test_head_says_what_get_would(client: Client, addresses: list[str]) -> None:
    # The test client does not close the file of a dump that HEAD opens.
    for address in [one for one in addresses if "/dumps/" not in one]:
        got, head = client.get(address), client.head(address)
        assert head.status_code == 200, address
        for name in ("ETag", "Content-Type", "Content-Disposition", "Last-Modified"):
            assert head.headers.get(name) == got.headers.get(name), (address, name)
        assert b"".join(head) == b"", address


def test_texts_are_sent_compressed(client: Client, addresses: list[str]) -> None:
    for address in [one for one in addresses if "/dumps/" not in one and "/pdf/" not in one]:
        response = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert response.headers.get("Content-Encoding") == "gzip", address
