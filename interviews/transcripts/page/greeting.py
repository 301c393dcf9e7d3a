"""Who welcomes the audience hosts the broadcast."""

from interviews.transcripts.text.paragraphs import Document
from interviews.transcripts.vocabulary import phrases

_GREETING = phrases("broadcast.txt", "greeting")
#: So far into a speech a greeting is looked for, in words and in characters.
_FIRST_WORDS, _REACH = 40, 300


def greets(document: Document, start: int, end: int) -> bool:
    """Whether a speech welcomes the audience: «أهلاً بكم في هذه الحلقة», «مشاهدينا الكرام السلام عليكم»."""
    words = [word.folded for word in document.words(start, min(end, start + _REACH), limit=_FIRST_WORDS)]
    return any(_GREETING.opens(words[index:]) for index in range(len(words)))
