"""The layouts of published interviews. Each module recognises one; the most evident reading wins.

To add a layout, write a module with `recognise(document) -> Candidate | None` and name it here. Scores must
be comparable: 1 for a reading in which every turn has evidence of its own, below 0.5 for one that rests on
alternation alone.
"""

from interviews.transcripts.layouts import exchange, labelled, labelled_once, letters, narrative, unrecognised
from interviews.transcripts.layouts.candidate import Candidate, Recogniser
from interviews.transcripts.paragraphs import Document

RECOGNISERS: tuple[Recogniser, ...] = (
    letters.recognise,
    labelled.recognise,
    labelled_once.recognise,
    narrative.recognise,
    exchange.recognise,
    unrecognised.recognise,
)


def readings(document: Document) -> list[Candidate]:
    """The candidates, the highest score first; of equals the one whose recogniser is named first."""
    candidates = [candidate for recognise in RECOGNISERS if (candidate := recognise(document))]
    return sorted(candidates, key=lambda candidate: -candidate.score)
