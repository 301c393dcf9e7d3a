"""The last words of a lead: «… وكان معه هذا الحوار:», «فإلى التفاصيل..»."""

from interviews.transcripts.paragraphs import Document, Paragraph
from interviews.transcripts.reporting import without_conjunction
from interviews.transcripts.vocabulary import phrases

_HANDS_OVER = phrases("questions.txt", "hands over")
#: So many words from its end the paragraph must hold the phrase.
_LAST_WORDS = 6
_TAIL = 80
_ENDS = (":", "..", "…", "：", "؛")


def hands_over(document: Document, paragraph: Paragraph) -> bool:
    """Whether a paragraph ends by handing over to the exchange: «وفيما يلي نص الحوار:».

    A colon or dots must stand at its end, or nothing at all in a short line («نص الحوار»).
    """
    text = document.text[max(paragraph.words_at, paragraph.end - _TAIL) : paragraph.end].rstrip(
        " *_\u200e\u200f\u00a0-–—ـ"
    )
    short = paragraph.end - paragraph.start <= _TAIL // 2
    if not text.endswith(_ENDS) and not (short and text[-1:].isalpha()) and not text.endswith("."):
        return False
    words = [
        word.folded for word in document.words(max(paragraph.words_at, paragraph.end - _TAIL), paragraph.end)
    ]
    last = words[-_LAST_WORDS:]
    needed = 2 if text.endswith(".") and not text.endswith("..") else 1
    return any(
        length >= needed
        for start, word in enumerate(last)
        if (
            length := max(
                _HANDS_OVER.opens(last[start:]),
                _HANDS_OVER.opens([without_conjunction(word), *last[start + 1 :]]),
            )
        )
    )
