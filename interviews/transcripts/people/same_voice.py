"""Labels that mean a voice already known (an office, a misprint, «س:»), and dialogue told in an answer."""

from collections.abc import Sequence
from itertools import groupby, pairwise, takewhile

from interviews.transcripts.people.names import is_office, is_title, without_article
from interviews.transcripts.people.voices import Voice, Voices
from interviews.transcripts.result import Problem, Role
from interviews.transcripts.text.paragraphs import Document
from interviews.transcripts.vocabulary import Words

#: A letter more or less tells short names apart («سمير», «سمر»), and is a misprint in longer ones.
_SHORTEST_MISPRINT = 5
#: So many words of an office may stand between its noun and the name: «وزير الموارد المائية سعد».
_MOST_OFFICE_WORDS = 6
#: The lead is read once for each; no interview has more.
_MOST_OFFICES = 10


def misprinted(key: Words, learned: Voices, neighbours: Sequence[Voice]) -> Voice | None:
    """The one voice whose label this is with one letter wrong, left out, added or two exchanged.

    Who speaks just before or after is another: «سالم:» answers «سالمة:». A «ة» at the end is no misprint.
    """
    found = {
        id(voice): voice
        for voice in learned.all
        if not voice.generic
        and voice not in neighbours
        and any(_differ_by_a_letter(key, other) for other in voice.keys)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _differ_by_a_letter(key: Words, other: Words) -> bool:
    if len(key) != len(other):
        return False
    unlike = [(one, two) for one, two in zip(key, other, strict=True) if one != two]
    return len(unlike) == 1 and _is_misprint(*unlike[0])


def _is_misprint(one: str, two: str) -> bool:
    short, long = sorted((one, two), key=len)
    if len(short) < _SHORTEST_MISPRINT or len(long) - len(short) > 1 or long == short + "ه":
        return False
    if any(character.isdigit() for character in one + two):
        return False
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(short, long, strict=False)))
    if len(short) < len(long):
        return short[same:] == long[same + 1 :]
    exchanged = short[same : same + 2] == long[same : same + 2][::-1]
    return short[same + 1 :] == long[same + 1 :] or (exchanged and short[same + 2 :] == long[same + 2 :])


def join_offices(document: Document, learned: Voices, first: int) -> None:
    """«الوزير:» is «الوزير سعد الراوي:», or «وزير التموين سعد الراوي» in the text before paragraph `first`.

    Two who speak in turn are two.
    """
    order = [learned.by_paragraph[paragraph][0] for paragraph in sorted(learned.by_paragraph)]
    exchanges = {frozenset((id(one), id(two))) for one, two in pairwise(order)}
    guests = [voice for voice in learned.all if voice.role == "guest" and not voice.generic]
    for office in [voice for voice in guests if _is_office_alone(voice)][:_MOST_OFFICES]:
        words = office.sightings[0].words
        named = [
            voice
            for voice in guests
            if not _is_office_alone(voice) and frozenset((id(office), id(voice))) not in exchanges
        ]
        holders = [voice for voice in named if _bears(voice, words)]
        holders = holders or _holders(document, words, named, first)
        if len(holders) == 1:
            _join(learned, office, holders[0])
            holders[0].keys.extend(office.keys)
    learned.index()


def _is_office_alone(voice: Voice) -> bool:
    """Whether all labels of a voice are an office: «الوزير:», «رئيس البلدية:»."""
    return all(_names_office(sighting.words) for sighting in voice.sightings)


def _names_office(words: Words) -> bool:
    if not (is_office(words[0]) or is_title(words[0])):
        return False
    # «الوزير» and «رئيس البلدية»; but «الوزير الراوي» and «رئيس التحرير سعد» have a name.
    if words[0].startswith("ال"):
        return len(words) == 1
    return len(words) == 2 and words[1].startswith("ال")


def _bears(voice: Voice, office: Words) -> bool:
    """Whether a label of this voice begins with the office and goes on with a name."""
    return any(
        len(sighting.words) > len(office) and sighting.words[: len(office)] == office
        for sighting in voice.sightings
    )


def _holders(document: Document, office: Words, named: Sequence[Voice], first: int) -> list[Voice]:
    """The voices whose name stands behind the office in the lead: «وزير التموين سعد الراوي»."""
    bare = tuple(without_article(word) for word in office)
    names = {word: voice for voice in named for word in (voice.fullest_key[0], voice.fullest_key[-1])}
    found: dict[int, Voice] = {}
    for paragraph in document.paragraphs[:first]:
        words = [without_article(word.folded) for word in document.words(paragraph.words_at, paragraph.end)]
        for index, word in enumerate(words):
            behind = index + len(bare)
            opens = word in (bare[0], "و" + bare[0], "ل" + bare[0])
            if not opens or tuple(words[index + 1 : behind]) != bare[1:]:
                continue
            for name in words[behind : behind + _MOST_OFFICE_WORDS]:
                if name in names:
                    found[id(names[name])] = names[name]
                    break
    return list(found.values())


def leave_out_quoted_dialogue(learned: Voices) -> None:
    """Labels of a dialogue that a guest tells: «السائل: …؟» again and again inside one answer.

    Who asks only there, and whom no guest of the interview answers, is part of what is told.
    """
    order = [(paragraph, *learned.by_paragraph[paragraph]) for paragraph in sorted(learned.by_paragraph)]
    total = {id(voice): len(voice.sightings) for voice in learned.all}
    groups = groupby(order, key=lambda entry: entry[1])
    runs = [(voice, [paragraph for paragraph, _, _ in group]) for voice, group in groups]
    for (before, _), (voice, paragraphs), (after, _) in zip(runs, runs[1:], runs[2:], strict=False):
        inside = before.role == "guest" and voice.role == "interviewer" and after.role != "guest"
        if inside and after is not voice and len(paragraphs) == total[id(voice)] > 1:
            place = voice.sightings[0]
            learned.problems.append(
                Problem(
                    "quoted_dialogue",
                    "تسمية تتكرر داخل جواب واحد؛ عُدّت حواراً يرويه الضيف.",
                    place.name_start,
                    place.name_end,
                )
            )
            learned.all.remove(voice)
            for paragraph in paragraphs:
                del learned.by_paragraph[paragraph]


def join_generic(learned: Voices) -> None:
    """«سؤال:» beside one named asker means that asker; «جواب:» beside one named guest that guest."""
    for voice in [voice for voice in learned.all if voice.generic]:
        sides: tuple[Role, ...] = ("guest",) if voice.role == "guest" else ("interviewer", "moderator")
        named = [other for other in learned.all if not other.generic and other.role in sides]
        if len(named) != 1:
            continue
        _join(learned, voice, named[0])
    # «س» and «سؤال» in one document are one asker all the same.
    for side in ("guest", "interviewer"):
        generic = [voice for voice in learned.all if voice.generic and voice.role == side]
        for voice in generic[1:]:
            _join(learned, voice, generic[0])
            generic[0].keys.extend(voice.keys)


def _join(learned: Voices, voice: Voice, whole: Voice) -> None:
    """Gives everything that one voice said to another."""
    whole.sightings.extend(voice.sightings)
    whole.sightings.sort(key=lambda sighting: sighting.start)
    for sighting in voice.sightings:
        learned.by_paragraph[sighting.paragraph] = (whole, sighting)
    learned.all.remove(voice)
