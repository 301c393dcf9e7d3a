"""Voices become participants: the fullest name, the labels as printed, the role, the office in the lead."""

from collections.abc import Iterable, Sequence

from interviews.transcripts.people.guests import Found, find_guest
from interviews.transcripts.people.labels import Sighting
from interviews.transcripts.people.lead_people import Lead, Person
from interviews.transcripts.people.names import (
    is_office,
    is_spelling,
    is_title,
    joined,
    office_length,
    shows_outlet,
    without_article,
    words_before_name,
)
from interviews.transcripts.people.roles import is_role
from interviews.transcripts.people.voices import Voice
from interviews.transcripts.result import Problem, Speaker
from interviews.transcripts.text.paragraphs import Document
from interviews.transcripts.vocabulary import Words, folded_words

_FROM_LEAD = "لا يُسمّى المجيب في مواضع كلامه، فأُخذ اسمه من النص: {reason}."
_UNSURE = "الأدلة على أنه الضيف قليلة؛ تحقّق من الاسم."
_RIVALS = "قد يكون هذا هو الضيف وقد يكون غيره؛ لم يُنسب الكلام إلى أحد."


def resolve(
    document: Document, voices: Sequence[Voice], lead_end: int, opening_end: int = 0
) -> tuple[dict[int, Speaker], list[Problem]]:
    """Speakers by `id(voice)`, and what an editor should know of how they were named.

    A voice whose labels name nobody («ج:») gets the name of the one guest whom the lead introduces, or the
    first turn, which ends at `opening_end`; without such a one it has no speaker, and its turns none.
    """
    lead = Lead(document, lead_end)
    found: dict[int, Speaker] = {}
    problems: list[Problem] = []
    for voice in sorted(voices, key=lambda voice: bool(voice.generic)):
        labels = _labels(document, voice)
        if voice.generic:
            if voice.role == "guest":
                found_guest = find_guest(document, lead_end, voice.called, opening_end)
                problems += _problems_of(found_guest)
                if guest := found_guest.guest:
                    speaker = Speaker(guest.name, labels, voice.role, guest.office)
                    found[id(voice)] = _same_person(found.values(), guest.name) or speaker
            continue
        person = None if is_role(voice.fullest_key) else lead.find(voice.fullest_key, _titles(voice))
        name = _fullest_name(document, voice)
        leads = lead.leads_panel(voice.fullest_key)
        if person and voice.role != "guest" and not leads:
            # Words beside an outlet's name in the lead («مع وكالة نون») are no part of it.
            person = None
        if person and len(person.name.split()) > len(name.split()):
            name = person.name
            problems.append(
                Problem("name_from_lead", "الاسم الكامل مأخوذ من المقدمة.", person.start, person.end)
            )
        role = voice.role
        if role == "interviewer" and leads:
            role = "moderator"
        found[id(voice)] = Speaker(name, labels, role, _office(person))
    return found, problems


def _same_person(speakers: Iterable[Speaker], name: str) -> Speaker | None:
    """The guest among these who has this name, also in part: some of the turns have a label."""
    key = joined(folded_words(name))
    return next(
        (
            speaker
            for speaker in speakers
            if speaker.role == "guest"
            and (is_spelling(other := joined(folded_words(speaker.name)), key) or is_spelling(key, other))
        ),
        None,
    )


def _problems_of(found: Found) -> list[Problem]:
    """What an editor is told of a guest who has no label: where the name comes from, and how sure it is."""
    guest = found.guest
    if guest is None:
        return [Problem("uncertain_guest", _RIVALS, rival.start, rival.end) for rival in found.rivals]
    message = _FROM_LEAD.format(reason=guest.reason)
    problems = [Problem("speaker_from_lead", message, guest.start, guest.end)]
    if not guest.sure:
        problems.append(Problem("uncertain_guest", _UNSURE, guest.start, guest.end))
    return problems


def _titles(voice: Voice) -> Words:
    """The titles that stand before the name in a guest's fullest label: «الشيخ يوسف:»."""
    if voice.role != "guest" or not voice.sightings:
        return ()
    words = max(voice.sightings, key=lambda sighting: len(sighting.words)).words
    return tuple(words[: words_before_name(words)])


def _office(person: Person | None) -> str:
    return " ".join(person.office.split()) if person else ""


def _printed(document: Document, sighting: Sighting) -> str:
    return document.text[sighting.name_start : sighting.name_end]


def _labels(document: Document, voice: Voice) -> tuple[str, ...]:
    """The labels as printed, in order of appearance, each once."""
    return tuple(dict.fromkeys(_printed(document, sighting) for sighting in voice.sightings))


def _fullest_name(document: Document, voice: Voice) -> str:
    """The label with the most words of a name, without titles; an outlet without «وكالة» where printed so."""
    named = [sighting for sighting in voice.sightings if not sighting.generic]
    called = max(voice.called, key=lambda called: len(called.key), default=None)
    if called and all(len(called.key) > len(sighting.key) for sighting in named):
        return document.text[called.place.start : called.place.end]
    if voice.role != "guest" and any(shows_outlet(sighting.words) for sighting in named):
        # «وكالة» belongs to the name as long as nobody prints the name without it.
        return _printed(document, max(named, key=lambda sighting: (len(sighting.key), -len(sighting.words))))
    fullest = max(named, key=lambda sighting: len(sighting.key))
    before = words_before_name(fullest.words)
    if voice.role == "guest":
        before += _office_words(voice, fullest.words[before:])
    words = document.words(fullest.name_start, fullest.name_end)
    return document.text[words[before].start : fullest.name_end]


def _office_words(voice: Voice, words: Sequence[str]) -> int:
    """How many words of the office a guest's fullest label begins with: «مدير السدود سعد الراوي:».

    Another label that is its end and begins with no office («سعد الراوي:») shows where the name begins.
    """
    if not (is_office(words[0]) or is_title(words[0])):
        return 0
    folded = [without_article(word) for word in words]
    for key in sorted({sighting.key for sighting in voice.sightings}, key=lambda key: (-len(key), key)):
        start = len(folded) - len(key)
        if len(key) > 1 and start > 0 and tuple(folded[start:]) == key and not is_office(key[0]):
            return start
    return office_length(words)
