"""Names that sound alike: «كاجينز» and «كاغينز» may be one person. Only shown, never merged by itself."""

from __future__ import annotations

from collections.abc import Iterable

from interviews.models import Entity, Proposal

from .authority_snapshot import authority_snapshot
from .sounds import distance, last_sound, words_of

# More than these nobody compares.
MOST = 10

# Proposals of one sound that are compared.
_MOST_COMPARED = 500


def entities_alike(texts: Iterable[str]) -> dict[str, list[Entity]]:
    """For each text the entities with a name that sounds like it, those spelt most alike first.

    A text whose sound nobody has is left out. The entities carry their names (``with_names``).
    """
    sounds = authority_snapshot().sounds
    found = {text: numbers for text in texts if (numbers := sounds.like(text)[:MOST])}
    rows = Entity.objects.with_names().in_bulk({number for numbers in found.values() for number in numbers})
    alike = {text: [rows[number] for number in numbers if number in rows] for text, numbers in found.items()}
    return {text: entities for text, entities in alike.items() if entities}


def proposals_alike(texts: Iterable[str]) -> dict[str, list[Proposal]]:
    """For each text the open proposals that sound like it, those spelt most alike first."""
    sounds = {text: sound for text in texts if (sound := last_sound(text))}
    by_sound: dict[str, list[Proposal]] = {}
    for proposal in Proposal.objects.open().filter(sound__in=set(sounds.values()))[:_MOST_COMPARED]:
        by_sound.setdefault(proposal.sound, []).append(proposal)
    found = {}
    for text, sound in sounds.items():
        words = words_of(text)
        costs = {
            proposal: cost
            for proposal in by_sound.get(sound, ())
            if (cost := distance(words, words_of(proposal.text), proposal.kind == Entity.Kind.PERSON))
            is not None
        }
        if costs:
            ranked = sorted(costs, key=lambda one: (costs[one], -one.interview_count, one.pk))
            found[text] = ranked[:MOST]
    return found
