"""An article's text becomes turns: `parse` is the one entrance to this folder."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from interviews.transcripts.build import build
from interviews.transcripts.layouts import read
from interviews.transcripts.page.apart import apart
from interviews.transcripts.page.broadcast import with_stage_directions
from interviews.transcripts.page.headings import headings
from interviews.transcripts.people.addressed import with_addressees
from interviews.transcripts.result import Transcript
from interviews.transcripts.source import Source
from interviews.transcripts.text.paragraphs import Document


def parse(source: str | Source, layout: str | None = None) -> Transcript:
    """The turns, lead, speakers and problems of an interview's text; any string is accepted.

    «س: متى؟\\nج: غداً.» gives a question «متى؟» and an answer «غداً.», the labels set aside. Where no layout
    is recognised, all of the text is the lead and a problem "no_turns" says so. `layout` names the reading
    to take instead of the most evident one (`Transcript.layouts` are the names); one in which the text
    cannot be read is passed over. Time is linear in the length.
    """
    with _without_collecting():
        document = Document(source)
        document = document.standing_apart(apart(document))
        taken, possible = read(document, layout)
        pieces = headings(document, with_stage_directions(document, taken.pieces))
        taken = replace(taken, pieces=pieces)
        return build(document, with_addressees(document, taken), possible)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Pauses the search for cycles: the parser makes words by the hundred thousand, and no cycle.

    Looking through them again and again took a sixth of the time of a long text.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
