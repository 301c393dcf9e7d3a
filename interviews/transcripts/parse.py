"""An article's text becomes turns: `parse` is the one entrance to this folder."""

from interviews.transcripts.build import build
from interviews.transcripts.layouts import best_reading
from interviews.transcripts.paragraphs import Document
from interviews.transcripts.result import Transcript


def parse(text: str) -> Transcript:
    """The turns, lead, speakers and problems of an interview's text; any string is accepted.

    «س: متى؟\\nج: غداً.» gives a question «متى؟» and an answer «غداً.», the labels set aside. Where no layout
    is recognised, all of the text is the lead and a problem "no_turns" says so. Time is linear in the length.
    """
    document = Document(text)
    return build(document, best_reading(document))
