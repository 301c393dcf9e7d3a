"""What the styles of a word processor's document say, and how names and attributes of its XML are read."""

from collections.abc import Mapping
from typing import NamedTuple

from interviews.transcripts.source import Look


class DocumentStyle(NamedTuple):
    """What a style says about its paragraphs and runs; None where it says nothing."""

    bold: bool | None = None
    emphasis: bool | None = None
    hidden: bool | None = None
    look: Look | None = None

    def under(self, other: "DocumentStyle") -> "DocumentStyle":
        """This style with what another says above it."""
        return DocumentStyle(
            self.bold if other.bold is None else other.bold,
            self.emphasis if other.emphasis is None else other.emphasis,
            self.hidden if other.hidden is None else other.hidden,
            other.look or self.look,
        )

    def run_looks(self, *, in_link: bool) -> list[Look]:
        """The looks of a run of text in this style."""
        looks: list[Look] = ["strong"] if self.bold else []
        if self.emphasis:
            looks.append("emphasis")
        if in_link:
            looks.append("link")
        return looks


#: A style that says nothing.
PLAIN = DocumentStyle()


def local_name(tag: str) -> str:
    """A tag or attribute without its namespace: «p» of «{…}p»."""
    return tag.rpartition("}")[2]


def value(attributes: Mapping[str, str], name: str) -> str:
    """The value of the attribute of this name in whatever namespace; empty where there is none."""
    return next((found for key, found in attributes.items() if local_name(key) == name), "")
