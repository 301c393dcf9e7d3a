"""Which signs part labels from speech in a document (colons, commas, dashes), and who speaks then."""

from dataclasses import dataclass

from interviews.transcripts.people.labels import Sighting, bare_sighting, colon_sighting, generic_sighting
from interviews.transcripts.people.learning import accepted_generic, learn
from interviews.transcripts.people.voices import Voices
from interviews.transcripts.text.paragraphs import Document
from interviews.transcripts.text.reporting import ReportingClause, is_reporting_verb, reporting_clause

#: Share of the marked paragraphs that must open with a name for commas to be taken as colons; «- نعم، …»
#: recurs in many interviews whose dashes are not followed by names.
_MOST_OF_MARKED = 0.6
#: Share of the paragraphs of who asks that must ask, for dashes to be taken as colons; datelines recur, too.
_MOST_OF_ASKED = 0.6


@dataclass(frozen=True, slots=True)
class FoundLabels:
    """The reporting clauses by paragraph, the possible labels in order, and the voices learned from both."""

    clauses: dict[int, ReportingClause]
    sightings: list[Sighting]
    voices: Voices


def search_labels(document: Document) -> FoundLabels:
    """The labels of a document; no voices when it has none."""
    clauses = _clauses(document)
    sightings = _sightings(document, clauses)
    voices = learn(document, sightings, clauses)
    if not voices.all:
        sightings, voices = _learn_without_colons(document, clauses)
    elif voices.marks_used and all(voice.role != "guest" for voice in voices.all):
        sightings, voices = _learn_guests_without_colons(document, clauses, sightings)
    if not voices.all:
        sightings, voices = _learn_from_dashes(document, clauses)
    return FoundLabels(clauses, sightings, voices)


def _clauses(document: Document) -> dict[int, ReportingClause]:
    found = {
        paragraph.index: reporting_clause(document, paragraph.words_at, paragraph.end)
        for paragraph in document.paragraphs
    }
    return {index: clause for index, clause in found.items() if clause}


def _sightings(document: Document, clauses: dict[int, ReportingClause]) -> list[Sighting]:
    """The possible labels with a colon, and those that name nobody («س -»), in order."""
    others = [paragraph for paragraph in document.paragraphs if paragraph.index not in clauses]
    generic = {paragraph.index: generic_sighting(document, paragraph) for paragraph in others}
    accepted = accepted_generic([sighting for sighting in generic.values() if sighting])
    found: list[Sighting] = []
    for paragraph in others:
        sighting = generic[paragraph.index]
        if sighting is None or sighting.generic not in accepted:
            # «ج. راوي:» is no «ج» where nothing else is.
            sighting = colon_sighting(document, paragraph) or sighting
        if sighting and not (sighting.words and is_reporting_verb(sighting.words[0])):
            found.append(sighting)
    return found


def _learn_guests_without_colons(
    document: Document, clauses: dict[int, ReportingClause], sightings: list[Sighting]
) -> tuple[list[Sighting], Voices]:
    """«- سعد الراوي، "…"» where only who asks has a colon: names before quotation marks count."""
    seen = {sighting.paragraph for sighting in sightings} | clauses.keys()
    bare = [
        sighting
        for paragraph in document.paragraphs
        if paragraph.mark and paragraph.index not in seen
        if (sighting := bare_sighting(document, paragraph)) and sighting.ending in ("comma", "quote")
    ]
    together = sorted([*sightings, *bare], key=lambda sighting: sighting.start)
    voices = learn(document, together, clauses)
    if any(voice.role == "guest" for voice in voices.all):
        return together, voices
    return sightings, learn(document, sightings, clauses)


def _learn_without_colons(
    document: Document, clauses: dict[int, ReportingClause]
) -> tuple[list[Sighting], Voices]:
    """«- وكالة نون، …؟» / «- سعد الراوي، …» throughout: names before commas in most marked paragraphs."""
    marked = [
        paragraph for paragraph in document.paragraphs if paragraph.mark and not document.is_rule(paragraph)
    ]
    sightings = [
        sighting
        for paragraph in marked
        if paragraph.index not in clauses
        and (sighting := bare_sighting(document, paragraph))
        and sighting.ending in ("comma", "quote", "dash")
    ]
    voices = learn(document, sightings, clauses)
    if len(voices.by_paragraph) < _MOST_OF_MARKED * len(marked):
        voices.all = []
    return sightings, voices


def _learn_from_dashes(
    document: Document, clauses: dict[int, ReportingClause]
) -> tuple[list[Sighting], Voices]:
    """«نون - …؟» / «سعد الراوي - …» or with a stroke: names that recur, in turn, and of whom one asks."""
    sightings = [
        sighting
        for paragraph in document.paragraphs
        if paragraph.index not in clauses
        and (sighting := bare_sighting(document, paragraph))
        and sighting.ending == "dash"
    ]
    voices = learn(document, sightings, clauses)
    asking = [voice for voice in voices.all if voice.role != "guest"]
    asked = [document.asks(document.paragraphs[s.paragraph]) for voice in asking for s in voice.sightings]
    recurring = [voice for voice in voices.all if len(voice.sightings) > 1]
    if len(recurring) < 2 or sum(asked) < _MOST_OF_ASKED * max(1, len(asked)):
        voices.all = []
    return sightings, voices
