"""Readers' letters and their answers: «أم هند ـ البصرة» / «أعاني من …» / «الدكتور مازن: …».

A page of letters repeats one block: a line that says who asks, a letter, which seldom has a question mark,
and an answer under the label of who gives it. A single line of either kind proves nothing; that the blocks
recur does. On other pages the letters are signed: who asks stands below the letter.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviews.transcripts.layouts.candidate import Candidate, Piece
from interviews.transcripts.page.ending import ending_pieces
from interviews.transcripts.page.letter_lines import Asker, Form, asker_line, reply_line
from interviews.transcripts.page.page_lines import ends_sentence
from interviews.transcripts.people.labels import Sighting
from interviews.transcripts.people.names import is_spelling
from interviews.transcripts.people.voices import Voice, Voices
from interviews.transcripts.result import Role
from interviews.transcripts.text.paragraphs import Document
from interviews.transcripts.vocabulary import Words

LAYOUT = "letters"

_FEWEST_BLOCKS = 2
#: Share of the answers that must have a letter with its asker above them.
_MOST_WITH_ASKER = 0.6
#: In paragraphs.
_LONGEST_LETTER = 25
#: Nobody shares a name with more of those who answer.
_MOST_NEAR = 20
#: In words.
_LONGEST_TITLE = 7


@dataclass(frozen=True, slots=True)
class _Block:
    """A letter, which begins with paragraph `letter_at`, and its answer.

    Unsigned, the letter begins with the line of its asker; without an asker it is only the paragraph above
    the answer. Of a `sure` letter one knows where it begins.
    """

    asker: Asker | None
    letter_at: int
    reply: Sighting
    signed: bool = False
    sure: bool = True


def recognise(document: Document) -> Candidate | None:
    """The reading as letters, None where no two letters with asker and labelled answer stand."""
    found = _asker_lines(document)
    if len(found) < _FEWEST_BLOCKS:
        return None
    replies = _replies(document, found)
    askers = _recurring(found, replies)
    readings = (list(_blocks(askers, replies)), list(_signed_blocks(document, askers, replies)))
    blocks = max(readings, key=lambda blocks: len(_whole(blocks)))
    whole = _whole(blocks)
    told = [asker for asker in whole if _tells(asker)]
    if len(whole) < max(_FEWEST_BLOCKS, _MOST_WITH_ASKER * len(blocks)) or len(told) * 2 < len(whole):
        return None
    return _candidate(document, blocks)


def _whole(blocks: Sequence[_Block]) -> list[Asker]:
    """The askers of the blocks that have one."""
    return [block.asker for block in blocks if block.asker]


def _tells(asker: Asker) -> bool:
    """Whether a line says more than «القارئ:», which is a label like any other."""
    return asker.named or asker.sighting.ending == "alone"


def _asker_lines(document: Document) -> dict[int, Asker]:
    """The lines that may say who asks, by paragraph."""
    return {
        paragraph.index: asker
        for paragraph in document.paragraphs
        if not document.asks(paragraph) and (asker := asker_line(document, paragraph))
    }


def _replies(document: Document, askers: dict[int, Asker]) -> dict[int, Sighting]:
    """The labels under which answers are given, by paragraph: those that recur or say so.

    «رسالة من أم هند تقول فيها: …» has a colon behind it, as they have, and is none.
    """
    found = {
        paragraph.index: reply
        for paragraph in document.paragraphs
        if (paragraph.index not in askers or askers[paragraph.index].form != "asks")
        and (reply := reply_line(document, paragraph))
    }
    ends = {index: {*reply.sighting.key[:1], *reply.sighting.key[-1:]} for index, reply in found.items()}
    counts = Counter(word for words in ends.values() for word in words)
    return {
        index: reply.sighting
        for index, reply in found.items()
        if reply.sure or any(counts[word] > 1 for word in ends[index])
    }


def _recurring(found: dict[int, Asker], replies: dict[int, Sighting]) -> dict[int, Asker]:
    """The lines that may say who asks of those forms that recur above letters."""
    askers = {index: asker for index, asker in found.items() if index not in replies}
    above = [asker.form for asker in _whole(list(_blocks(askers, replies)))]
    below = [askers[index - 1].form for index in replies if index - 1 in askers]
    forms: Counter[Form] = Counter(below if len(below) > len(above) else above)
    plain = forms["place"] + forms["asks"]
    count = {"place": plain, "asks": plain, "says": forms["says"]}
    return {index: asker for index, asker in askers.items() if count[asker.form] >= _FEWEST_BLOCKS}


def _blocks(askers: dict[int, Asker], replies: dict[int, Sighting]) -> Iterator[_Block]:
    asker: tuple[int, Asker] | None = None
    for index in sorted(askers.keys() | replies.keys()):
        if index in askers:
            asker = index, askers[index]
            continue
        reply = replies[index]
        if asker and _has_letter(asker, index) and index - asker[0] <= _LONGEST_LETTER:
            yield _Block(asker[1], asker[0], reply)
        else:
            yield _Block(None, index - 1, reply, sure=False)
        asker = None


def _has_letter(asker: tuple[int, Asker], reply_at: int) -> bool:
    """Whether something stands between the line that says who asks and the answer."""
    index, line = asker
    return reply_at - index > 1 or line.sighting.ending == "colon"


def _signed_blocks(
    document: Document, askers: dict[int, Asker], replies: dict[int, Sighting]
) -> Iterator[_Block]:
    """The letters with a signature right above their answers; an answer is taken to be one paragraph."""
    above = -1
    for index in sorted(replies):
        reply = replies[index]
        asker = askers.get(index - 1)
        first = above + 1 if above < 0 or replies[above].ending != "alone" else above + 2
        if asker and asker.sighting.ending == "alone" and first < index - 1:
            start, sure = _letter_start(document, first, index - 1, below_answer=above >= 0)
            yield _Block(asker, start, reply, signed=True, sure=sure)
        else:
            yield _Block(None, index - 1, reply, sure=False)
        above = index


def _letter_start(document: Document, first: int, end: int, *, below_answer: bool) -> tuple[int, bool]:
    """Where the letter begins among the paragraphs between an answer, or the page's top, and a signature.

    A title shows it; without one the letter is what stands below the first paragraph of the answer, and
    below the lead only the last paragraph.
    """
    for index in range(first, end - 1):
        paragraph = document.paragraphs[index]
        words = document.words(paragraph.words_at, paragraph.end, limit=_LONGEST_TITLE + 1)
        stops = ends_sentence(document.text[paragraph.start : paragraph.end]) or document.asks(paragraph)
        if len(words) <= _LONGEST_TITLE and not stops:
            return index + 1, True
    return (first, end - first == 1) if below_answer else (end - 1, end - first <= 2)


def _candidate(document: Document, blocks: Sequence[_Block]) -> Candidate:
    people = _People()
    pieces: list[Piece] = []
    taken = -1
    for block in blocks:
        if block.asker and not block.signed:
            sighting = block.asker.sighting
            voice = people.voice(sighting, "interviewer")
            pieces.append(Piece(sighting.start, sighting.body_start, "question", voice, confidence=0.95))
        elif block.letter_at > taken and (pieces or block.asker):
            pieces.extend(_unheaded_letter(document, block, people))
        if pieces:
            reply = block.reply
            pieces.append(
                Piece(reply.start, reply.body_start, "answer", people.voice(reply, "guest"), confidence=0.95)
            )
            taken = reply.paragraph
    voices = Voices(people.all, {}, [], marks_used=False)
    voices.index()
    pieces = [*pieces, *ending_pieces(document, taken, voices)]
    turns = [piece for piece in pieces if piece.kind in ("question", "answer")]
    score = 0.4 + 0.6 * sum(piece.confidence > 0.5 for piece in turns) / len(turns)
    return Candidate(LAYOUT, score, pieces, people.all, [])


def _unheaded_letter(document: Document, block: _Block, people: "_People") -> Iterator[Piece]:
    """A letter with its signature, if it has one; where it begins may be in doubt."""
    start = document.paragraphs[block.letter_at].start
    sighting = block.asker.sighting if block.asker else None
    voice = people.voice(sighting, "interviewer") if sighting else None
    if block.sure:
        yield Piece(start, start, "question", voice, confidence=0.85)
    else:
        reason = "رسالة بلا سطر يسبقها ويذكر صاحبها؛ قد تبدأ قبل هذا الموضع أو بعده"
        confidence = 0.6 if voice else 0.5
        yield Piece(
            start,
            start,
            "question",
            voice,
            confidence=confidence,
            reason=reason,
            problem="uncertain_question",
        )
    if sighting:
        yield Piece(sighting.start, sighting.start, "byline")


class _People:
    """Who asks and who answers, on one side each; spellings of who answers are one person."""

    def __init__(self) -> None:
        self.all: list[Voice] = []
        self._by_key: dict[tuple[Role, Words], Voice] = {}
        self._by_word: dict[str, list[Voice]] = {}

    def voice(self, sighting: Sighting, role: Role) -> Voice:
        """The voice of a label, a new one for a name that was not met."""
        key = ("", sighting.generic) if sighting.generic else sighting.key
        voice = self._by_key.get((role, key))
        # «سعاد» of one letter and «سعاد الخياط» of another are two readers.
        if voice is None and role == "guest" and not sighting.generic:
            near = [one for word in key for one in self._by_word.get(word, [])[:_MOST_NEAR]]
            voice = next((one for one in near if _same(key, one.fullest_key)), None)
        if voice is None:
            voice = Voice(role=role, generic=sighting.generic)
            self.all.append(voice)
        if (role, key) not in self._by_key:
            self._by_key[role, key] = voice
            voice.keys.append(key)
            for word in key if role == "guest" else ():
                self._by_word.setdefault(word, []).append(voice)
        voice.sightings.append(sighting)
        return voice


def _same(one: Words, other: Words) -> bool:
    return is_spelling(one, other) or is_spelling(other, one)
