"""What stands after the last answer: an editor's note, credits, a last line about the guest."""

from interviews.transcripts.layouts.candidate import Piece, PieceKind
from interviews.transcripts.people.voices import Voices
from interviews.transcripts.text.paragraphs import Document, Paragraph
from interviews.transcripts.text.reporting import COLONS, without_conjunction
from interviews.transcripts.vocabulary import phrases

_CLOSING = phrases("reporting.txt", "closing")
_CLOSING_ALONE = phrases("reporting.txt", "closing alone")
_BACKGROUND = phrases("reporting.txt", "background")
_BIOGRAPHY = phrases("apart.txt", "biography")
_CREDIT = phrases("reporting.txt", "credit")
_INTERVIEW = phrases("reporting.txt", "interview")
#: A line of credits is a line; longer paragraphs that begin so are sentences.
_LONGEST_CREDIT = 120
#: «الراوي في سطور» stands above a box; in words.
_LONGEST_BOX_TITLE = 6


def ending_pieces(document: Document, opened_at: int, voices: Voices) -> list[Piece]:
    """Pieces for what follows the last turn (opened by paragraph `opened_at`), none without clear evidence.

    The first paragraph that tells of the interview itself ends the last answer, and so all after it.
    """
    kind: PieceKind | None = None
    pieces: list[Piece] = []
    for paragraph in document.paragraphs[opened_at + 1 :]:
        found = _kind(document, paragraph, voices)
        if document.is_rule(paragraph) and kind:
            found = "separator"
        kind = found or ("closing" if kind else None)
        if kind:
            pieces.append(Piece(paragraph.start, paragraph.end, kind))
    return pieces


def _kind(document: Document, paragraph: Paragraph, voices: Voices) -> PieceKind | None:
    words = [word.folded for word in document.opening_words(paragraph)]
    if not words:
        return None
    plain = [without_conjunction(words[0]), *words[1:]]
    if _is_credit(document, paragraph, words):
        return "credit"
    alone = _CLOSING_ALONE.opens(words)
    if _CLOSING.opens(words) or _CLOSING.opens(plain) or (alone and alone == len(words)):
        return "closing"
    if _is_box_title(document, paragraph, words):
        return "closing"
    if (_BACKGROUND.opens(words) or _BACKGROUND.opens(plain)) and voices.mentioned_in(words):
        return "closing"
    text = document.text[paragraph.words_at : paragraph.end].rstrip(".")
    bracketed = text.startswith(("(", "[")) and text.endswith((")", "]")) and text.count(text[0]) == 1
    if bracketed and any([word] in _INTERVIEW for word in words):
        return "closing"
    return None


def _is_box_title(document: Document, paragraph: Paragraph, words: list[str]) -> bool:
    """«الراوي في سطور», «سيرة ذاتية:»: a line above what the reader is told of the guest."""
    text = document.text[paragraph.words_at : paragraph.end].rstrip()
    if len(words) > _LONGEST_BOX_TITLE or text.endswith((".", "؟", "?", "!", "؛", "،")):
        return False
    return any(_BIOGRAPHY.opens(words[at:]) == len(words) - at for at in range(len(words)))


def _is_credit(document: Document, paragraph: Paragraph, words: list[str]) -> bool:
    length = _CREDIT.opens(words)
    if not length or paragraph.end - paragraph.start > _LONGEST_CREDIT:
        return False
    last = document.opening_words(paragraph, length)[-1]
    following = document.text[last.end : paragraph.end].lstrip(" \t\u00a0")
    if following[:1] in (*COLONS, "-", "–", "/", "ـ", "|"):
        return True
    return len(words) <= length + 4 and not any(sign in following for sign in ".؟?!؛")
