"""The voices of one document: who speaks in it, under which labels."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from interviews.transcripts.labels import Sighting
from interviews.transcripts.names import is_spelling, name_key, without_article
from interviews.transcripts.result import Problem, Role
from interviews.transcripts.vocabulary import Words


@dataclass(slots=True, eq=False)
class Voice:
    """One who speaks in the document, with every label that was accepted for them."""

    keys: list[Words] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)
    generic: str = ""
    role: Role = "guest"
    #: How sure it is that the label is one at all, 0 to 1.
    confidence: float = 0.97
    reason: str = ""

    @property
    def fullest_key(self) -> Words:
        """The longest of the keys, the first of several."""
        return max(self.keys, key=len) if self.keys else ()


@dataclass(slots=True)
class Voices:
    """All voices of a document: who owns which sighting, and how a name is looked up."""

    all: list[Voice]
    by_paragraph: dict[int, tuple[Voice, Sighting]]
    problems: list[Problem]
    marks_used: bool
    _by_word: dict[str, list[Voice]] = field(default_factory=dict)

    def index(self) -> None:
        """Makes the voices findable by the words of their keys; to be called whenever keys were added."""
        self._by_word = {}
        for voice in self.all:
            for word in {word for key in voice.keys for word in key}:
                self._by_word.setdefault(word, []).append(voice)

    def _sharing_a_word(self, key: Words) -> list[Voice]:
        found = {id(voice): voice for word in key for voice in self._by_word.get(word, ())}
        return list(found.values())

    def of_name(self, words: Sequence[str]) -> Voice | None:
        """The one voice that a label of these folded words can mean, None for none or several."""
        return self._only_one(name_key(words))

    def mentioned_in(self, words: Sequence[str]) -> Voice | None:
        """The one voice of whom a clause speaks: the words hold all, or the last, of its name's words."""
        bare = name_key(words) + tuple(without_article(word) for word in words)
        found = [
            voice
            for voice in self._sharing_a_word(bare)
            if any(is_spelling(key, bare) for key in voice.keys)
            or (len(voice.fullest_key) > 1 and voice.fullest_key[-1] in bare)
        ]
        return found[0] if len(found) == 1 else None

    def only(self, *roles: Role) -> Voice | None:
        """The one voice in these roles, None for none or several."""
        found = [voice for voice in self.all if voice.role in roles]
        return found[0] if len(found) == 1 else None

    def _only_one(self, key: Words) -> Voice | None:
        near = self._sharing_a_word(key)
        exact = [voice for voice in near if key in voice.keys]
        if len(exact) == 1:
            return exact[0]
        found = [
            voice
            for voice in near
            if any(is_spelling(key, other) or is_spelling(other, key) for other in voice.keys)
        ]
        return found[0] if key and len(found) == 1 else None
