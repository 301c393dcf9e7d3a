"""Which names stand in a text, and where? Knows no Django; the names are passed in."""

from .find import Match, NameFinder
from .found import FoundName, KnownName, Participant, ProposedName
from .propose import Mention, find_with_proposals, propose_names
from .resolve import find_names

__all__ = [
    "FoundName",
    "KnownName",
    "Match",
    "Mention",
    "NameFinder",
    "Participant",
    "ProposedName",
    "find_names",
    "find_with_proposals",
    "propose_names",
]
