"""The voices of one document: who speaks in it, under which labels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from interviews.transcripts.people.labels import Sighting
from interviews.transcripts.people.names import begins_joined_name, is_spelling, name_key, without_article
from interviews.transcripts.result import Problem, Role, Span
from interviews.transcripts.vocabulary import Words


@dataclass(frozen=True, slots=True)
class Called:
    """A name by which questions call somebody, and where: «دكتور سعد، كيف …؟»."""

    key: Words
    place: Span


@dataclass(slots=True, eq=False)
class Voice:
    """One who speaks in the document, with every label that was accepted for them."""

    keys: list[Words] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)
    generic: str = ""
    #: The names by which questions call one whose labels name nobody.
    called: list[Called] = field(default_factory=list)
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
    _by_rarest: dict[str, list[Voice]] = field(default_factory=dict)
    _by_last: dict[str, list[Voice]] = field(default_factory=dict)

    def index(self) -> None:
        """Makes the voices findable by the words of their keys; to be called whenever keys were added."""
        self._by_word, self._by_rarest, self._by_last = {}, {}, {}
        for voice in self.all:
            for word in {word for key in voice.keys for word in key}:
                self._by_word.setdefault(word, []).append(voice)
            if voice.fullest_key:
                self._by_last.setdefault(voice.fullest_key[-1], []).append(voice)
        for voice in self.all:
            for word in {self._rarest(key) for key in voice.keys if key}:
                self._by_rarest.setdefault(word, []).append(voice)

    def _rarest(self, key: Words) -> str:
        # An initial is found by the word beside it.
        return min(key, key=lambda word: (len(word) == 1, len(self._by_word.get(word, ()))))

    def _inside(self, words: Words) -> list[Voice]:
        """The voices of whose keys one may lie wholly within these words."""
        return [voice for word in dict.fromkeys(words) for voice in self._by_rarest.get(word, ())]

    def _around(self, key: Words) -> list[Voice]:
        """The voices of whose keys one may hold all of these words."""
        return self._by_word.get(self._rarest(key), []) if key else []

    def may_name(self, words: Iterable[str]) -> bool:
        """Whether any of these folded words may belong to a voice's name."""
        return any(
            word in self._by_word or without_article(word) in self._by_word or begins_joined_name(word)
            for word in words
        )

    def of_name(self, words: Sequence[str]) -> Voice | None:
        """The one voice that a label of these folded words can mean, None for none or several."""
        key = name_key(words)
        near = [*self._inside(key), *self._around(key)]
        return _only_one([voice for voice in near if key in voice.keys]) or _only_one(
            [
                voice
                for voice in near
                if any(is_spelling(key, other) or is_spelling(other, key) for other in voice.keys)
            ]
        )

    def of_key(self, key: Words) -> Voice | None:
        """The one voice with exactly this key."""
        return _only_one([voice for voice in self._around(key) if key in voice.keys])

    def mentioned_in(self, words: Sequence[str]) -> Voice | None:
        """The one voice of whom a clause speaks: the words hold all, or the last, of its name's words."""
        bare = name_key(words) + tuple(without_article(word) for word in words)
        found = [voice for voice in self._inside(bare) if any(is_spelling(key, bare) for key in voice.keys)]
        found += [
            voice for word in bare for voice in self._by_last.get(word, ()) if len(voice.fullest_key) > 1
        ]
        return _only_one(found)

    def only(self, *roles: Role) -> Voice | None:
        """The one voice in these roles, None for none or several."""
        return _only_one([voice for voice in self.all if voice.role in roles])


def _only_one(voices: Sequence[Voice]) -> Voice | None:
    """The voice, if all of these are the same one."""
    return voices[0] if voices and all(voice is voices[0] for voice in voices) else None
