"""Which names stand in a text, and where? Knows no Django; the names are passed in."""

from .find import Match, NameFinder
from .found import FoundName, KnownName, Participant, ProposedName
from .resolve import find_names

__all__ = ["FoundName", "KnownName", "Match", "NameFinder", "Participant", "ProposedName", "find_names"]
