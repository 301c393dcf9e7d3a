"""Who takes part in an interview, as the parser knows them: under every form of the name that was printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interviews.transcripts.people.names import shows_outlet, words_before_name
from interviews.transcripts.people.roles import is_role
from interviews.transcripts.result import Speaker
from interviews.transcripts.vocabulary import folded_words

from .found import Participant


def participants_of(speakers: Iterable[Speaker], first: int = -1) -> list[Participant]:
    """The speakers who have a name, numbered -1, -2, … from `first` down.

    «وكالة نون نيوز» is an organisation, «مارك هارت» a person; «ج» and «المحاور» name nobody.
    """
    found: list[Participant] = []
    for speaker in speakers:
        names = tuple(dict.fromkeys(_names(speaker)))
        if not names:
            continue
        is_outlet = any(shows_outlet(folded_words(name)) for name in (speaker.name, *speaker.labels))
        found.append(Participant(first - len(found), names, "organisation" if is_outlet else "person"))
    return found


def _names(speaker: Speaker) -> Iterator[str]:
    for printed in (speaker.name, *speaker.labels):
        words = folded_words(printed)
        if not words or is_role(words) or (len(words) == 1 and len(words[0]) < 2):
            continue
        before = words_before_name(words)
        yield " ".join(printed.split()[before:]) if before and len(words) == len(printed.split()) else printed
