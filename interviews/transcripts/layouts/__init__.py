"""The layouts of published interviews. Each module recognises one; the most evident reading wins.

To add a layout, write a module with `recognise(document) -> Candidate | None` and name it here. Scores must
be comparable: 1 for a reading in which every turn says who speaks, at most 0.85 for one that only knows what
asks, below 0.6 where the text may be no interview at all; such a reading says "uncertain_layout".
"""

from collections.abc import Mapping

from interviews.transcripts.layouts import exchange, labelled, labelled_once, letters, narrative, unrecognised
from interviews.transcripts.layouts.candidate import Candidate, Recogniser
from interviews.transcripts.result import PossibleLayout
from interviews.transcripts.text.paragraphs import Document

RECOGNISERS: Mapping[str, Recogniser] = {
    letters.LAYOUT: letters.recognise,
    labelled.LAYOUT: labelled.recognise,
    labelled_once.LAYOUT: labelled_once.recognise,
    narrative.LAYOUT: narrative.recognise,
    exchange.LAYOUT: exchange.recognise,
    unrecognised.LAYOUT: unrecognised.recognise,
}
#: A layout shows in a text's beginning, in characters; of a longer text only that is read in every layout.
_BEGINNING = 60_000


def readings(document: Document) -> list[Candidate]:
    """The candidates, the highest score first; of equals the one whose recogniser is named first."""
    candidates = [candidate for recognise in RECOGNISERS.values() if (candidate := recognise(document))]
    return sorted(candidates, key=lambda candidate: -candidate.score)


def read(document: Document, layout: str | None = None) -> tuple[Candidate, tuple[PossibleLayout, ...]]:
    """The reading in a layout, else in the most evident one, and all possible layouts, best first."""
    beginning = document.beginning(_BEGINNING)
    found = readings(beginning)
    possible = tuple(PossibleLayout(one.layout, round(one.score, 2)) for one in found)
    taken = next((one for one in found if one.layout == layout), found[0])
    if beginning is not document:
        taken = RECOGNISERS[taken.layout](document) or unrecognised.recognise(document)
    return taken, possible
