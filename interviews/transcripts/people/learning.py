"""Which of the possible labels are labels, whose spellings they are, and who asks: learned per document.

Evidence for a label, strongest first: it recurs at the beginning of paragraphs and alternates with
another; it is a spelling of one that does (surname for full name, with a title, with «وكالة»); it stands
once, but is marked like the others, or its name is in the lead, or a clause says that its bearer asked
or answered («سأل الناشط:»). No list of names is consulted.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from interviews.transcripts.people.labels import GENERIC_PAIRS, Sighting
from interviews.transcripts.people.names import is_spelling, is_title, joined, shows_outlet, without_article
from interviews.transcripts.people.roles import assign_roles, is_role
from interviews.transcripts.people.same_voice import (
    join_generic,
    join_offices,
    leave_out_quoted_dialogue,
    misprinted,
)
from interviews.transcripts.people.voices import Voice, Voices
from interviews.transcripts.result import Problem
from interviews.transcripts.text.paragraphs import Document
from interviews.transcripts.text.reporting import ReportingClause, is_reporting_verb
from interviews.transcripts.vocabulary import Words

#: No lead has more paragraphs; a text without labels is none.
_LONGEST_LEAD = 300
#: No interview has more voices; the bound keeps the comparison of names linear in the text.
MOST_NAMES = 120


def learn(document: Document, sightings: Sequence[Sighting], clauses: dict[int, ReportingClause]) -> Voices:
    """The voices of a document, from its possible labels (in order) and its reporting clauses."""
    sightings = _without_lists(document, _without_headlines(sightings))
    plain = [sighting for sighting in sightings if not sighting.generic and not sighting.qualified]
    counts = Counter(sighting.key for sighting in plain)
    recurring = _recurring(counts, _bearers(plain))
    generic = accepted_generic(sightings)
    problems: list[Problem] = []
    voices = _cluster(recurring, sightings, counts, problems)
    for word in sorted(generic):
        voices.append(Voice(keys=[("", word)], generic=word, confidence=0.95))

    owner = {key: voice for voice in voices for key in voice.keys}
    _drop_what_does_not_alternate(voices, owner, sightings)
    accepted = [sighting for sighting in sightings if not sighting.qualified and sighting.key in owner]
    marked = sum(sighting.marked for sighting in accepted)
    marks_used = marked > len(accepted) / 2
    first = accepted[0].paragraph if accepted else len(document.paragraphs)
    known = _lead_words(document, first, {sighting.paragraph: sighting for sighting in sightings})
    told = _subjects(clauses)

    learned = Voices(voices, {}, problems, marks_used)
    learned.index()
    if voices:
        _accept_spellings(learned, owner, sightings)
        later = [sighting for sighting in sightings if sighting.paragraph > first]
        _accept_further_voices(document, learned, owner, later, known, told)
    else:
        _accept_short_interview(learned, owner, document, sightings, known | told)
    learned.index()
    for sighting in sightings:
        voice = owner.get(sighting.key) if not sighting.qualified else None
        if sighting.qualified and sighting.key:
            voice = learned.of_name(sighting.words)
        if voice:
            voice.sightings.append(sighting)
            learned.by_paragraph[sighting.paragraph] = (voice, sighting)
    learned.all = sorted(
        (voice for voice in voices if voice.sightings), key=lambda voice: voice.sightings[0].start
    )
    assign_roles(document, learned, clauses)
    join_offices(document, learned, first)
    leave_out_quoted_dialogue(learned)
    join_generic(learned)
    learned.index()
    return learned


def _without_headlines(sightings: Sequence[Sighting]) -> list[Sighting]:
    """All but «الراوي لنون: …»: a headline that joins the names of guest and outlet with «ل»."""
    names = {word for sighting in sightings for word in sighting.key}
    return [
        sighting
        for sighting in sightings
        if not any(word[:1] == "ل" and {word[1:], word[2:]} & names for word in sighting.key[1:])
    ]


def _without_lists(document: Document, sightings: Sequence[Sighting]) -> Sequence[Sighting]:
    """All but those that only stand in lists: «الشمال: …» / «الجنوب: …» behind «توزعت المقاعد كالآتي:».

    A list begins behind a paragraph that ends in a colon and goes on as long as nobody asks.
    """
    by_paragraph = {sighting.paragraph: sighting for sighting in sightings}
    items: set[int] = set()
    for sighting in sightings:
        before = sighting.paragraph - 1
        label_alone = before in by_paragraph and by_paragraph[before].ending == "alone"
        begins = before >= 0 and not label_alone and document.announces(document.paragraphs[before])
        if (begins or before in items) and not document.asks(document.paragraphs[sighting.paragraph]):
            items.add(sighting.paragraph)
    elsewhere = {sighting.key for sighting in sightings if sighting.paragraph not in items}
    return [sighting for sighting in sightings if sighting.generic or sighting.key in elsewhere]


def _bearers(sightings: Sequence[Sighting]) -> set[Words]:
    """The keys of «الوزير سعد الراوي:» and «الوزير:» where both stand: each is evidence for the other."""
    titled = {sighting.words[0]: sighting.key for sighting in sightings if len(sighting.words) > 1}
    alone = [s for s in sightings if len(s.words) == 1 and is_title(s.words[0]) and s.words[0] in titled]
    return {key for sighting in alone for key in (sighting.key, titled[sighting.words[0]])}


def _recurring(counts: Counter[Words], bearers: set[Words]) -> list[Words]:
    """Keys that stand twice, and keys that stand once beside another spelling: «سعد الراوي:», «الراوي:»."""
    common = [key for key, _ in counts.most_common(MOST_NAMES) if key]
    by_word: dict[str, list[Words]] = {}
    for key in common:
        for word in key:
            by_word.setdefault(word, []).append(key)
    return [
        key
        for key in common
        if counts[key] > 1
        or key in bearers
        or any(
            other != key and (is_spelling(key, other) or is_spelling(other, key))
            for word in key
            for other in by_word[word]
        )
    ]


def accepted_generic(sightings: Sequence[Sighting]) -> set[str]:
    """«س» with «ج», «سؤال» with «جواب»; a whole word («سؤال») also alone, when it recurs."""
    counts = Counter(sighting.generic for sighting in sightings if sighting.generic)
    accepted = {word for pair in GENERIC_PAIRS if set(pair) <= counts.keys() for word in pair}
    return accepted | {word for word, count in counts.items() if count > (1 if len(word) > 2 else 2)}


def _cluster(
    keys: Sequence[Words], sightings: Sequence[Sighting], counts: Counter[Words], problems: list[Problem]
) -> list[Voice]:
    """One voice for all spellings of a name; a spelling of two names is a voice of its own, and a problem."""
    order = [sighting.key for sighting in sightings if sighting.key in counts]
    exchanges = Counter(frozenset(pair) for pair in pairwise(order) if pair[0] != pair[1])
    voices: list[Voice] = []
    for key in sorted(keys, key=len, reverse=True):
        wholes = [
            voice
            for voice in voices
            if is_spelling(key, voice.fullest_key)
            # Two who answer each other in turn are two, however alike their names.
            and exchanges[frozenset((key, voice.fullest_key))] < max(2, counts[key] / 2)
        ]
        if len(wholes) == 1:
            wholes[0].keys.append(key)
            continue
        voices.append(Voice(keys=[key]))
        if len(wholes) > 1:
            place = next(sighting for sighting in sightings if sighting.key == key)
            problems.append(
                Problem(
                    "ambiguous_label",
                    "التسمية تصلح لأكثر من متحدث؛ لم تُنسب إلى أحد منهم.",
                    place.name_start,
                    place.name_end,
                )
            )
    return voices


def _drop_what_does_not_alternate(
    voices: list[Voice], owner: dict[Words, Voice], sightings: Sequence[Sighting]
) -> None:
    """Takes out what recurs, but mostly follows itself, and what is all alone in recurring without asking."""
    before: Voice | None = None
    turns: Counter[int] = Counter()
    changes: Counter[int] = Counter()
    for sighting in sightings:
        voice = owner.get(sighting.key)
        if voice is None:
            continue
        turns[id(voice)] += 1
        changes[id(voice)] += voice is not before
        before = voice
    if len(voices) < 2:
        return
    for voice in list(voices):
        if not voice.generic and changes[id(voice)] < turns[id(voice)] / 2:
            voices.remove(voice)
            for key in voice.keys:
                del owner[key]


def _lead_words(document: Document, first: int, sightings: dict[int, Sighting]) -> set[Words]:
    """Single words and pairs of neighbours, without articles, before the first label.

    What stands before a colon is left out: a possible label is no evidence for itself.
    """
    known: set[Words] = set()
    for paragraph in document.paragraphs[: min(first, _LONGEST_LEAD)]:
        sighting = sightings.get(paragraph.index)
        start = sighting.name_end if sighting else paragraph.words_at
        folded = [word.folded for word in document.words(start, paragraph.end)]
        for words in ([without_article(word) for word in folded], joined(folded)):
            known |= {(word,) for word in words} | set(pairwise(words))
    return known


def _subjects(clauses: dict[int, ReportingClause]) -> set[Words]:
    """The names in clauses that say who asked or answered: «سأل الناشط:»."""
    found: set[Words] = set()
    for clause in clauses.values():
        if clause.verb in ("ask", "answer") and clause.ending != "none" and 0 < len(clause.subject) <= 4:
            words = [without_article(word) for word in clause.subject]
            found |= {(word,) for word in words} | set(pairwise(words))
    return found


def _is_known(key: Words, known: set[Words]) -> bool:
    if len(key) == 1:
        return key in known
    return all(pair in known for pair in pairwise(key))


def _singles(sightings: Iterable[Sighting], owner: dict[Words, Voice]) -> list[Sighting]:
    return [
        sighting
        for sighting in sightings
        if not sighting.generic and not sighting.qualified and sighting.key and sighting.key not in owner
    ]


def _accept_spellings(learned: Voices, owner: dict[Words, Voice], sightings: Sequence[Sighting]) -> None:
    """Labels that stand once and are another spelling, or a misprint, of one that recurs."""
    neighbours = _neighbours(sightings, owner)
    for sighting in _singles(sightings, owner)[: MOST_NAMES * 4]:
        if learned.marks_used and not sighting.marked:
            continue
        voice = learned.of_name(sighting.words)
        if not (voice and _adds_only_names(sighting, voice)):
            near = neighbours[sighting.paragraph]
            voice = None if sighting.weak else misprinted(sighting.key, learned, near)
            if voice:
                learned.problems.append(
                    Problem(
                        "misprinted_label",
                        "التسمية تختلف بحرف عن تسمية أخرى؛ عُدّتا لمتحدث واحد.",
                        sighting.name_start,
                        sighting.name_end,
                    )
                )
        if voice:
            owner[sighting.key] = voice
            voice.keys.append(sighting.key)
    learned.index()


def _neighbours(sightings: Sequence[Sighting], owner: dict[Words, Voice]) -> dict[int, list[Voice]]:
    """The voices of the labels right before and right after each possible label, by its paragraph."""
    found: dict[int, list[Voice]] = {sighting.paragraph: [] for sighting in sightings}
    for one, two in pairwise(sightings):
        for here, beside in ((one, two), (two, one)):
            if voice := owner.get(beside.key):
                found[here.paragraph].append(voice)
    return found


def _accept_further_voices(
    document: Document,
    learned: Voices,
    owner: dict[Words, Voice],
    sightings: Sequence[Sighting],
    known: set[Words],
    told: set[Words],
) -> None:
    """Voices that speak once beside others that recur.

    They must stand where the speaker may change, and be marked like the others, or known from the lead, or a
    noun for a role; a noun before a colon in the middle of an answer is nobody.
    """
    added = 0
    labelled = {sighting.paragraph for sighting in sightings if sighting.key in owner}
    for sighting in _singles(sightings, owner)[: MOST_NAMES * 4]:
        in_lead = _is_known(sighting.key, known)
        is_told = _is_known(sighting.key, told)
        if learned.marks_used and not sighting.marked:
            continue
        if sighting.weak and not (in_lead and len(sighting.key) > 1):
            continue
        if len(sighting.words) > 5 or added >= MOST_NAMES:
            continue
        fits = (learned.marks_used or in_lead or is_role(sighting.words)) and _at_change(document, sighting)
        # In a panel one answers behind another.
        fits = fits or (in_lead and len(sighting.words) > 1 and sighting.paragraph - 1 in labelled)
        if fits or is_told:
            sure = in_lead or is_told
            voice = Voice(
                keys=[sighting.key],
                confidence=0.85 if sure else 0.7,
                reason="" if sure else "تسمية وردت مرة واحدة",
            )
            owner[sighting.key] = voice
            learned.all.append(voice)
            labelled.add(sighting.paragraph)
            added += 1
    learned.index()


def _at_change(document: Document, sighting: Sighting) -> bool:
    """Whether the speaker may change here: the paragraph asks, or the one before it does."""
    before = document.paragraphs[sighting.paragraph - 1] if sighting.paragraph else None
    return document.asks(document.paragraphs[sighting.paragraph]) or (
        before is not None and document.asks(before)
    )


def _adds_only_names(sighting: Sighting, voice: Voice) -> bool:
    """Whether a label that is longer than the known name is so by a few words that can be a name."""
    extra = len(sighting.key) - len(voice.fullest_key)
    return extra <= 2 and not any(is_reporting_verb(word) for word in sighting.words)


def _accept_short_interview(
    learned: Voices,
    owner: dict[Words, Voice],
    document: Document,
    sightings: Sequence[Sighting],
    known: set[Words],
) -> None:
    """One question and one answer, each labelled once: a marked or well-known pair; the first asks."""
    singles = [sighting for sighting in _singles(sightings, owner) if not sighting.weak]
    for first, second in pairwise(singles[:MOST_NAMES]):
        between = document.paragraphs[first.paragraph : second.paragraph]
        if first.key == second.key or len(between) > 3 or not document.asks(between[-1]):
            continue
        marked = first.marked and second.marked
        named = [
            _is_known(sighting.key, known) or shows_outlet(sighting.words) or is_role(sighting.words)
            for sighting in (first, second)
        ]
        if marked or all(named):
            for sighting in (first, second):
                voice = Voice(keys=[sighting.key], confidence=0.8, reason="تسمية وردت مرة واحدة")
                owner[sighting.key] = voice
                learned.all.append(voice)
            learned.marks_used = marked
            return
