"""Whatever comes in, a source or a reason comes out, and in linear time."""

import contextlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.transcripts.files import UndecodableFile
from interviews.transcripts.source import Source
from interviews.transcripts.sources import SUFFIXES, read, read_text
from tests.calls import calls_of
from tests.unit.transcripts.sources.documents import docx, odt, paragraph

NAMES = st.sampled_from(["", *(f"حوار{suffix}" for suffix in SUFFIXES)])
#: Pieces of every format, which meet in orders that nobody writes.
SCRAPS = st.lists(
    st.sampled_from(
        [
            *(
                "<p>",
                "</p>",
                "<b>",
                "</b>",
                "<table>",
                "<tr>",
                "<td>",
                "</table>",
                "<dl>",
                "<dt>",
                "<dd>",
                "<li>",
            ),
            *(
                "</dl>",
                "<br>",
                "<style>",
                "</style>",
                ".a{font-weight:700}",
                "<p class='a share'>",
                "<nav>",
                "<h1>",
            ),
            *(
                "<pre>",
                "<!--",
                "-->",
                "<a href='x'>",
                "</a>",
                "<main>",
                "<p style='display:none'>",
                "&#0;",
                "&lt",
            ),
            *("**", "*", "_", "`", "[", "](x)", "# ", "> ", "- ", "1. ", "|", "|--|", "```", "\\", "==="),
            *(
                "WEBVTT\n\n",
                "00:01 --> 00:02\n",
                "<v س>",
                "NOTE ",
                "1\n",
                "س: ",
                "{",
                "}",
                '"text":',
                '"',
                ",",
            ),
            *(
                "متى؟",
                " ",
                "\n",
                "\r\n",
                "\r",
                "\t",
                "\u00a0",
                "\u2028",
                "\u200f",
                "\0",
                "\ud800",
                "\x0b",
                "\ufeff",
            ),
        ]
    ),
    max_size=40,
).map("".join)


def check(source: Source) -> None:
    assert "\0" not in source.text
    source.text.encode()
    starts = [passage.start for passage in source.formatted]
    assert starts == sorted(starts)
    for passage in source.formatted:
        shown = source.text[passage.start : passage.end]
        assert 0 <= passage.start < passage.end <= len(source.text)
        assert shown == shown.strip()


@settings(max_examples=300, deadline=None)
@given(SCRAPS, NAMES)
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    with contextlib.suppress(UndecodableFile):
        check(read_text(text, name))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), NAMES)
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    with contextlib.suppress(UndecodableFile):
        check(read(data, name))


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([docx(paragraph("متى؟", "<w:b/>")), odt("<text:p>متى؟</text:p>")]),
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), min_size=1, max_size=6),
    st.integers(0, 2000),
)
def test_any_damage_to_a_package_is_read_or_refused(
    data: bytes, changes: list[tuple[int, int]], cut: int
) -> None:
    damaged = bytearray(data)
    for at, byte in changes:
        damaged[at % len(damaged)] = byte
    for one in (bytes(damaged), data[: cut % len(data)]):
        with contextlib.suppress(UndecodableFile):
            check(read(one))


@settings(max_examples=200, deadline=None)
@given(SCRAPS)
def test_any_xml_in_a_package_is_read_or_refused(body: str) -> None:
    body = body.encode(errors="ignore").decode()
    for make in (docx, odt):
        with contextlib.suppress(UndecodableFile):
            check(read(make(body)))


#: Input of a length that grows with n: ordinary, and made to cost more than its length.
GROWING: dict[str, tuple[str, Callable[[int], str]]] = {
    "stray angle brackets": ("a.html", lambda n: "<" * 40 * n),
    "tags that never end": ("a.html", lambda n: "<a " * 20 * n),
    "nested blocks": ("a.html", lambda n: "<div>" * 10 * n + "نص"),
    "bold blocks that overlap": ("a.html", lambda n: "<b><p>نص" * 6 * n),
    "nested tables": ("a.html", lambda n: "<table><tr><td>س" * 4 * n),
    "a row of cells": ("a.html", lambda n: "<table><tr>" + "<td>س</td>" * 8 * n),
    "nested lists": ("a.html", lambda n: "<ul><li>بند" * 6 * n),
    "menus with titles": ("a.html", lambda n: "<nav>س<h1>" * 6 * n),
    "ampersands": ("a.html", lambda n: "&" * 40 * n),
    "comments that never end": ("a.html", lambda n: "نص<!--" * 10 * n),
    "style rules": ("a.html", lambda n: "<style>" + ".a{font-weight:700}" * 4 * n + "</style><b>نص"),
    "styles without an end": ("a.html", lambda n: "<p style='" + "font-weight " * 6 * n + "'>نص"),
    "an ordinary page": ("a.html", lambda n: "<p><b>متى؟</b></p><p>غداً.</p>" * 4 * n),
    "open brackets": ("a.md", lambda n: "[" * 30 * n),
    "links that never end": ("a.md", lambda n: "[a](" * 15 * n),
    "marks of emphasis": ("a.md", lambda n: "*a _b **c " * 8 * n),
    "headings": ("a.md", lambda n: "# محور\n\n**متى؟**\nغداً.\n\n" * 4 * n),
    "cells": ("a.md", lambda n: "| س | ج |\n" * 8 * n),
    "nested quotes": ("a.md", lambda n: "> " * 30 * n + "نص"),
    "cues": ("a.srt", lambda n: "1\n00:00:01,000 --> 00:00:02,000\nكم\nمرة؟\n\n" * 4 * n),
    "a cue of one line": ("a.srt", lambda n: "00:01 --> 00:02\n" + "<i>نعم " * 10 * n),
    "pieces": ("a.json", lambda n: "[" + '{"speaker": "س", "text": "نعم"},' * 4 * n + '{"text": "لا"}]'),
    "texts with markup": ("a.json", lambda n: '[{"text": "' + "<b>نعم &amp; " * 6 * n + '"}]'),
}


def calls(text: str, name: str) -> int:
    return calls_of(lambda: read_text(text, name))


@pytest.mark.parametrize("kind", GROWING)
def test_twice_the_input_costs_twice_the_calls(kind: str) -> None:
    name, make = GROWING[kind]
    with contextlib.suppress(UndecodableFile):
        assert calls(make(200), name) < 2.2 * calls(make(100), name) + 200


def test_a_document_of_empty_paragraphs_is_no_text() -> None:
    with pytest.raises(UndecodableFile):
        read(docx("<w:p/>" * 100_000))
