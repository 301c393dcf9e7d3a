"""The last resort: no layout was recognised, all of the text is kept as the lead, and an editor is told."""

from interviews.transcripts.layouts.candidate import Candidate
from interviews.transcripts.result import Problem
from interviews.transcripts.text.paragraphs import Document

LAYOUT = "unrecognised"


def recognise(document: Document) -> Candidate:
    """A reading without turns; it loses against every other."""
    if document.paragraphs:
        problem = Problem("no_turns", "لم يُعثر على أسئلة وأجوبة في النص؛ حُفظ كله مقدمةً.")
    else:
        problem = Problem("empty_text", "النص فارغ.")
    return Candidate(layout=LAYOUT, score=0.0, pieces=(), voices=(), problems=(problem,))
