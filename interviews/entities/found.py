"""What the finder is given and what it finds: plain objects that every module of this folder shares.

Offsets count characters of the passage they are in, half open: ``passage[start:end]``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["person", "organisation", "place", "event"]

#: What shows that an unknown run of words is a name, the surest first. «participant»: who takes part in the
#: interview; «title»: «الدكتور» or an office stands before it; «head»: it begins with «وزارة», «حزب»…;
#: «lineage»: «بن», «آل», «أبو»; «given name»: it begins with a common first name; «reporting»: a verb of
#: speech has it as its subject; «list»: it stands in a list of names of its kind; «latin»: capitalised words.
Evidence = Literal[
    "participant", "title", "head", "lineage", "given name", "reporting", "list", "latin", "repeated"
]


class KnownName(NamedTuple):
    """One name of one entity of the authority.

    An ambiguous name («حديثة», «الشرق الأوسط») is decided by its context only. A kunya («أبو مهدي») alone
    means a person whom the interview knows otherwise.
    """

    entity: int
    text: str
    kind: Kind
    is_ambiguous: bool = False
    is_kunya: bool = False


@dataclass(frozen=True, slots=True)
class Participant:
    """Who takes part in the interview: the label as printed and every fuller form of the name.

    ``entity`` is the number in the authority, or a negative one of the caller's for somebody it does not
    know.
    """

    entity: int
    names: tuple[str, ...]
    kind: Kind = "person"


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name in a passage, with the entity it means, or all that it may mean where that is not decided."""

    start: int
    end: int
    entities: tuple[int, ...]
    is_decided: bool = True

    @property
    def entity(self) -> int:
        """The entity; of an undecided name the likeliest."""
        return self.entities[0]


@dataclass(frozen=True, slots=True)
class ProposedName:
    """A name in a passage that the authority does not have.

    ``name`` is the fullest form in which the interview gives it («أسامة العطار» for «العطار»), by which its
    mentions belong together. ``confidence`` runs from 0 to 1. For a weak one little speaks in this interview
    alone; that other interviews have it, too, may.
    """

    start: int
    end: int
    kind: Kind
    name: str
    evidence: Evidence
    confidence: float
    is_weak: bool = False
