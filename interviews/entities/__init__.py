"""Which names stand in a text, and where? Knows no Django; the names are passed in."""

from .find import FoundName, NameFinder

__all__ = ["FoundName", "NameFinder"]
