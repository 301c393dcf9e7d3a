"""The last words of a lead: «… وكان معه هذا الحوار:», «فإلى التفاصيل..»."""

from interviews.transcripts.text.paragraphs import Document
from interviews.transcripts.text.reporting import without_conjunction
from interviews.transcripts.vocabulary import phrases

_HANDS_OVER = phrases("questions.txt", "hands over")
#: So many words from its end the paragraph must hold the phrase.
_LAST_WORDS = 6
_TAIL = 80
_ENDS = (":", "..", "…", "：", "؛")
_BEHIND = " *_\u200e\u200f\u00a0-–—ـ\t"


def hands_over(document: Document, start: int, end: int) -> bool:
    """Whether a passage ends by handing over to the exchange: «وفيما يلي نص الحوار:».

    A colon or dots must stand at its end, or nothing at all in a short line («نص الحوار»).
    """
    tail = max(start, end - _TAIL)
    text = document.text[tail:end].rstrip(_BEHIND)
    if not text.endswith((*_ENDS, ".")) and not (end - start <= _TAIL // 2 and text[-1:].isalpha()):
        return False
    last = [word.folded for word in document.words(tail, end)][-_LAST_WORDS:]
    # Behind a full stop one word is not enough: many a sentence ends with «اللقاء.»
    needed = 2 if text.endswith(".") and not text.endswith("..") else 1
    return any(_phrase_at(last, index) >= needed for index in range(len(last)))


def _phrase_at(words: list[str], index: int) -> int:
    """How many words the phrase has that begins at a word, with a conjunction or without."""
    plain = [without_conjunction(words[index]), *words[index + 1 :]]
    return max(_HANDS_OVER.opens(words[index:]), _HANDS_OVER.opens(plain))
