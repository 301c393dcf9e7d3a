r"""What a browser sends for a page's form: read from its HTML, line ends of text areas as ``\r\n``."""

from __future__ import annotations

import re
from html.parser import HTMLParser


class _Controls(HTMLParser):
    def __init__(self, form_id: str) -> None:
        super().__init__(convert_charrefs=True)
        self.values: dict[str, list[str]] = {}
        self._form_id = form_id
        self._inside = False
        self._area: tuple[str, list[str]] | None = None
        self._select: tuple[str, bool, list[tuple[str, bool]]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._inside = given.get("id") == self._form_id
        name = given.get("name")
        if not self._inside or "disabled" in given:
            return
        if tag == "input" and name:
            kind = given.get("type", "text")
            if kind in ("submit", "button", "file", "image"):
                return
            if kind in ("checkbox", "radio"):
                if "checked" in given:
                    self.values.setdefault(name, []).append(given.get("value") or "on")
                return
            self.values.setdefault(name, []).append(given.get("value") or "")
        elif tag == "textarea" and name:
            self._area = (name, [])
        elif tag == "select" and name:
            self._select = (name, "multiple" in given, [])
        elif tag == "option" and self._select:
            self._select[2].append((given.get("value") or "", "selected" in given))

    def handle_data(self, data: str) -> None:
        if self._area:
            self._area[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "textarea" and self._area:
            name, pieces = self._area
            # HTML drops a line end right behind the tag; all others are sent as \r\n.
            text = re.sub(r"\r\n|\r|\n", "\n", "".join(pieces)).removeprefix("\n")
            self.values.setdefault(name, []).append(text.replace("\n", "\r\n"))
            self._area = None
        elif tag == "select" and self._select:
            name, multiple, options = self._select
            chosen = [value for value, selected in options if selected]
            if not multiple and not chosen and options:
                chosen = [options[0][0]]
            if chosen:
                self.values.setdefault(name, []).extend(chosen)
            self._select = None


def submitted(html: str, form_id: str) -> dict[str, list[str]]:
    """The fields of the form ``form_id`` and their values, as they stand in the page."""
    controls = _Controls(form_id)
    controls.feed(html)
    controls.close()
    return controls.values
