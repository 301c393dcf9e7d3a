"""Exchanges that a narrator tells in one sentence: «وردا على سؤال عن الموازنة قال الراوي، إن «…»».

Nothing is decided here: an `Exchange` is where a sentence may ask, with the clauses that may answer it.
`narrated_guests` knows who the guest is and chooses among them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Literal

from interviews.arabic.tokens import Token, tokenize
from interviews.transcripts.paragraphs import Document, Paragraph
from interviews.transcripts.reporting import (
    COLONS,
    OPENING_QUOTES,
    THAT,
    ReportingClause,
    foreign_verb_kind,
    is_abbreviation,
    is_plain_verb,
    question_opening,
    reporting_clause,
    verb_kind,
    without_conjunction,
)
from interviews.transcripts.sentences import SentenceStart, sentence_starts
from interviews.transcripts.vocabulary import folded_words, lines, phrases

#: How a sentence asks. "asked" speaks of a question («وردا على سؤال عن …»), "subject" names what the answer
#: is about («وعن الموازنة قال …»), "direct" is a question in its own words («وهل يعود؟ قال: …»). In "told"
#: the verb stands first («وقال ردا على سؤال عن …: …»), and in "about" («وقال الراوي عن الموازنة: …») too.
Asking = Literal["asked", "subject", "direct", "told", "about"]

_ASKING_WORDS = frozenset(folded_words(" ".join(lines("narrated.txt", "asking"))))
_WHETHER = frozenset({"اذا"})
_SUBORDINATING = frozenset(folded_words(" ".join(lines("narrated.txt", "subordinating"))))
_AFTER_NAME = frozenset(folded_words(" ".join(lines("narrated.txt", "after name"))))
_MANNER = frozenset(folded_words(" ".join(lines("narrated.txt", "manner"))))
_QUESTION_WORDS = phrases("narrated.txt", "question word")
_SPEAKS_ABOUT = frozenset(folded_words(" ".join(lines("narrated.txt", "speaks about"))))
_TOLD_QUESTION = phrases("narrated.txt", "told question")
_SUBJECT = phrases("reporting.txt", "subject")

#: A question runs over so many words at most, and so many characters.
_MOST_WORDS, _REACH = 160, 1600
#: Behind a verb of speech its subject and «إن» are looked for in so many words.
_CLAUSE_WORDS = 12
#: The first sentence, as far as a name is looked for in it, in characters.
_BEGINNING = 600
_LONGEST_DIRECT = 400
_OPENS, _CLOSES = "«“„", "»”"
_ENDS_SENTENCE = ".…"
_DIRECT_END = re.compile(r"[؟?]|[.«“\"…]")
#: «الأفق» in «وسألت «الأفق» الوزير عن …»: who asks.
_OUTLET_NEXT = re.compile(r"\s*(?:صحيفة|جريدة|وكالة|مجلة|قناة|إذاعة)?\s*[«\"“]")


@dataclass(frozen=True, slots=True)
class Reply:
    """A clause that may open an answer: «قال نائب الرئيس، إن».

    `subject` are the words that may name who speaks, none in «أوضح أن»; `states` is true where «إن» or «أن»
    follows, `parted` where a sign or a line's end stands before the verb. A `bare` reply has no verb at all.
    """

    clause: ReportingClause
    verb: str
    subject: tuple[Token, ...]
    states: bool
    parted: bool
    bare: bool = False

    @property
    def set_off(self) -> bool:
        """Whether a colon or a quotation mark parts the clause from what is said."""
        return self.clause.ending != "none"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A sentence that may ask, from `start` on, and the clauses that may answer it, in order."""

    start: int
    paragraph: int
    asking: Asking
    replies: tuple[Reply, ...]


def exchanges(document: Document) -> list[Exchange]:
    """All places of a document where a sentence may be a told question, in order and not overlapping."""
    found: list[Exchange] = []
    looked_to = 0
    for paragraph in document.paragraphs:
        for sentence in sentence_starts(document.text, paragraph.words_at, paragraph.end):
            if sentence.at < looked_to:
                continue
            asking = _asking(document, paragraph, sentence)
            if asking is None:
                continue
            exchange, looked_to = _exchange(document, paragraph, sentence.at, asking)
            if exchange.replies:
                found.append(exchange)
    return found


def opening_reply(document: Document, start: int, end: int) -> Reply | None:
    """The clause with which `text[start:end]` begins, also behind «من جهتها»; None without such a verb."""
    clause = reporting_clause(document, start, end, answer_awaited=True)
    if clause is None:
        return None
    for word in document.first_words(start, end):
        if verb_kind(word.folded):
            return _reply_of(document, clause, word, word.end, end, parted=True)
        if foreign_verb_kind(word.folded):
            subject = tuple(before for before in document.first_words(start, end) if before.end <= word.start)
            return Reply(clause, word.folded, subject, states=True, parted=True)
    return None


def _asking(document: Document, paragraph: Paragraph, sentence: SentenceStart) -> Asking | None:
    """How the sentence asks; a clause behind a comma only counts when it speaks of a question outright."""
    words = document.first_words(sentence.at, paragraph.end)
    if not words:
        return None
    folded = [word.folded for word in words]
    bare = [without_conjunction(folded[0]), *folded[1:]]
    opening = question_opening(folded)
    asked = any(_speaks_of_asking(word) for word in folded[:6]) or any(w in _WHETHER for w in folded[:4])
    if opening == "asked" or (opening == "subject" and asked):
        return "asked" if asked else "subject"
    if _outlet_asks(document, words[0]):
        return "asked"
    if sentence.behind_comma:
        return None
    if opening == "subject":
        return "subject"
    if opening == "own" or _QUESTION_WORDS.opens(folded) or _QUESTION_WORDS.opens(bare):
        return "direct"
    if is_plain_verb(bare[0]) or is_plain_verb(folded[0]):
        return "told"
    return None


def _speaks_of_asking(word: str) -> bool:
    return word in _ASKING_WORDS or (word[:1] in "بلوف" and word[1:] in _ASKING_WORDS)


def _outlet_asks(document: Document, verb: Token) -> bool:
    """«وسألت «الأفق» الوزير عن …»; a guest who asks in an answer has no name in quotation marks."""
    asks = verb_kind(verb.folded) == "ask"
    return asks and bool(_OUTLET_NEXT.match(document.text, verb.end, verb.end + 40))


def _exchange(document: Document, paragraph: Paragraph, start: int, asking: Asking) -> tuple[Exchange, int]:
    """The exchange and how far the text was read for it, so that no text is read again and again."""
    if asking == "told":
        asking, replies = _replies_to_told(document, paragraph, start)
        looked_to = start + 1
    elif asking == "direct":
        replies = _replies_to_direct(document, paragraph, start)
        looked_to = start + 1
    else:
        replies, looked_to = _replies_in_sentence(document, paragraph, start)
        if not replies and looked_to >= paragraph.end:
            replies = _reply_in_next(document, paragraph, asked=asking == "asked")
    if replies:
        looked_to = replies[0].clause.start + 1
    return Exchange(start, paragraph.index, asking, tuple(replies)), looked_to


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb of speech outside of quotation marks, and where its clause begins."""

    word: Token
    clause_start: int
    parted: bool
    foreign: bool = False


def _replies_in_sentence(document: Document, paragraph: Paragraph, start: int) -> tuple[list[Reply], int]:
    """The clauses that may answer what begins at `start`, up to the first that a sign sets off."""
    replies: list[Reply] = []
    waiting: _Verb | None = None
    looked_to = start
    for item in _verbs_and_stops(document, paragraph, start):
        if isinstance(item, int):
            looked_to = item
            continue
        if waiting and (reply := _reply(document, waiting, item.clause_start)):
            replies.append(reply)
            if reply.set_off:
                return replies, looked_to
        waiting = item
    if waiting and (reply := _reply(document, waiting, paragraph.end)):
        replies.append(reply)
    return replies, looked_to


def _verbs_and_stops(document: Document, paragraph: Paragraph, start: int) -> Iterator[_Verb | int]:
    """The verbs of speech in the sentence that begins at `start`; the last item is where reading stopped.

    A sentence may go on behind its full stop with «فأجاب» or «أجاب». A colon or quotation mark behind a verb
    sets its speech off, and there reading stops.
    """
    text = document.text
    reach = min(paragraph.end, start + _REACH)
    depth = 0
    behind: list[Token] = []
    waiting = False
    position = start
    for number, word in enumerate(islice(_words(document, start, reach), _MOST_WORDS)):
        between = text[position : word.start]
        depth, opened = _depth(depth, between)
        ended = not depth and number > 0 and _ends_sentence(text, position, between)
        kind = verb_kind(word.folded)
        replies_at_once = kind == "answer" or (word.folded[0] == "ف" and kind is not None)
        if waiting and (opened or any(colon in between for colon in COLONS)):
            yield position
            return
        if ended and not replies_at_once:
            yield position
            return
        position = word.end
        if not depth and number > 1:
            verb = _verb(document, behind, word, between)
            if verb:
                waiting = True
                yield verb
        behind = [*behind[-4:], word]
    yield reach if position < reach and text[position:reach].strip(' \t.…؟?!:،,»”"')[:1] else paragraph.end


def _words(document: Document, start: int, end: int) -> Iterator[Token]:
    for token in tokenize(document.text[start:end]):
        yield Token(start + token.start, start + token.end, token.text, token.folded)


def _depth(depth: int, between: str) -> tuple[int, bool]:
    """How deep in quotation marks one is behind `between`, and whether one was opened in it."""
    opened = False
    for character in between:
        if character in _OPENS or (character == '"' and not depth):
            depth += 1
            opened = True
        elif character in _CLOSES or character == '"':
            depth = max(0, depth - 1)
    return depth, opened


def _ends_sentence(text: str, position: int, between: str) -> bool:
    return any(sign in between for sign in _ENDS_SENTENCE) and not is_abbreviation(text, position)


def _verb(document: Document, behind: list[Token], word: Token, between: str) -> _Verb | None:
    """The word as the verb of an answer's clause; «وقال» goes on, «ما قال» is subordinate: None for both."""
    parted = bool(between.strip())
    if foreign_verb_kind(word.folded):
        return _foreign_verb(document, behind, word)
    kind = verb_kind(word.folded)
    goes_on = word.folded[0] == "و" and not is_plain_verb(word.folded)
    if kind is None or kind == "ask" or goes_on or (behind and behind[-1].folded in _SUBORDINATING):
        return None
    return _Verb(word, word.start, parted)


def _foreign_verb(document: Document, behind: list[Token], verb: Token) -> _Verb | None:
    """«Hart said», «ئازاد گوتی»: who speaks stands before the verb, behind a comma or alone.

    Where no comma shows it, it is the words that the first sentence of the text has, too: a name.
    """
    start, parted = verb.start, False
    known = start
    for word in reversed(behind):
        if document.text[word.end : start].strip(" \t"):
            parted = True
            break
        if known == start and word.folded in _folded_set(_first_sentence(document.text)):
            known = word.start
        start = word.start
    if parted and start < verb.start:
        return _Verb(verb, start, parted=True, foreign=True)
    return _Verb(verb, known, parted=False, foreign=True) if known < verb.start else None


def _first_sentence(text: str) -> str:
    return text[:_BEGINNING].partition(".")[0]


@lru_cache(maxsize=1)
def _folded_set(text: str) -> frozenset[str]:
    return frozenset(token.folded for token in tokenize(text))


def _reply(document: Document, verb: _Verb, end: int) -> Reply | None:
    clause = reporting_clause(document, verb.clause_start, end, answer_awaited=True)
    if verb.foreign:
        if clause is None:
            kind = foreign_verb_kind(verb.word.folded) or "say"
            clause = ReportingClause(kind, verb.clause_start, verb.clause_start, (), "none")
        subject = tuple(document.words(verb.clause_start, verb.word.start))
        subject = tuple(word for word in subject if word.folded not in _MANNER)
        return Reply(clause, verb.word.folded, subject, states=verb.parted, parted=verb.parted)
    if clause is None:
        return None
    return _reply_of(document, clause, verb.word, verb.word.end, end, parted=verb.parted)


def _reply_of(
    document: Document, clause: ReportingClause, verb: Token, after: int, end: int, *, parted: bool
) -> Reply:
    words = document.words(after, min(end, after + _REACH // 8), limit=_CLAUSE_WORDS)
    subject = _subject(document.text, after, words)
    stop = next((word.start for word in words if word.folded in THAT), None)
    states = stop is not None and not any(sign in document.text[after:stop] for sign in ".؟?!…")
    return Reply(clause, verb.folded, subject, states, parted)


def _subject(text: str, position: int, words: list[Token]) -> tuple[Token, ...]:
    """The words right behind the verb that may name who speaks, up to a sign, «إن», or a preposition."""
    found: list[Token] = []
    for word in words:
        between = text[position : word.start].strip()
        # A sign ends the subject, a dot only when it does not belong to «د.».
        if between and not (between == "." and is_abbreviation(text, position)):
            break
        if word.folded in THAT or word.text in _PREPOSITIONS or word.folded in _AFTER_NAME:
            break
        position = word.end
        if word.folded not in _MANNER:
            found.append(word)
    return tuple(found)


#: Compared unfolded: folded, «على» and the name «علي» are one.
_PREPOSITIONS = frozenset(lines("narrated.txt", "preposition"))


def _reply_in_next(document: Document, paragraph: Paragraph, *, asked: bool) -> list[Reply]:
    """The answer in the paragraph behind a question that ends its own: «أجاب الراوي: …», or plain speech."""
    if paragraph.index + 1 >= len(document.paragraphs):
        return []
    following = document.paragraphs[paragraph.index + 1]
    reply = opening_reply(document, following.words_at, following.end)
    if reply and reply.clause.verb in ("say", "answer"):
        return [reply]
    announced = document.asks(paragraph) or document.announces(paragraph)
    quoted = (
        document.text[following.words_at] in OPENING_QUOTES if following.words_at < following.end else False
    )
    if asked and (announced or quoted):
        clause = ReportingClause("answer", following.start, following.start, (), "none")
        return [Reply(clause, "", (), states=False, parted=True, bare=True)]
    return []


def _replies_to_direct(document: Document, paragraph: Paragraph, start: int) -> list[Reply]:
    """«وهل يعود؟ أجاب الراوي: …»: a clause right behind the question mark, or in the next paragraph."""
    text = document.text
    mark = _DIRECT_END.search(text, start, min(paragraph.end, start + _LONGEST_DIRECT))
    if mark is None or mark.group() not in "؟?":
        return []
    behind = mark.end()
    while behind < paragraph.end and (text[behind].isspace() or text[behind] in '؟?!»”").،-–'):
        behind += 1
    if behind >= paragraph.end:
        return [reply for reply in _reply_in_next(document, paragraph, asked=False) if _is_plain(reply)]
    reply = opening_reply(document, behind, paragraph.end)
    return [reply] if reply and reply.clause.verb in ("say", "answer") and _is_plain(reply) else []


def _is_plain(reply: Reply) -> bool:
    """Whether a verb is not «وقال», by which an answer goes on behind a question of its own."""
    return reply.verb[:1] != "و" or is_plain_verb(reply.verb)


def _replies_to_told(document: Document, paragraph: Paragraph, start: int) -> tuple[Asking, list[Reply]]:
    """«وقال ردا على سؤال عن الماء: …»: the verb first, then the question, then what was said."""
    reply = opening_reply(document, start, paragraph.end)
    if reply is None or reply.clause.verb == "ask":
        return "told", []
    words = document.words(start, min(paragraph.end, start + _REACH // 4), limit=40)
    folded = [word.folded for word in words]
    begins = len(reply.subject) + 1
    for index in range(1, min(begins + 3, len(folded))):
        if _TOLD_QUESTION.opens(folded[index:]) and any(map(_speaks_of_asking, folded[index : index + 5])):
            return "told", _speech_behind(document, reply, words[index:])
        if index <= begins and _SUBJECT.opens(folded[index:]):
            about = reply.set_off and folded[0].lstrip("وف") in _SPEAKS_ABOUT
            return "about", _speech_behind(document, reply, []) if about and reply.subject else []
    return "told", []


def _speech_behind(document: Document, reply: Reply, words: list[Token]) -> list[Reply]:
    """The reply moved to where what was said begins: behind the colon, or at «أن»."""
    clause = reply.clause
    at = clause.speech_start if reply.set_off else 0
    if not at:
        stated = next((word.start for word in words if word.folded in THAT), None)
        if stated is None or any(sign in document.text[words[0].start : stated] for sign in ".؟?!…"):
            return []
        at = stated
    moved = ReportingClause(clause.verb, at, at, clause.subject, clause.ending)
    return [Reply(moved, reply.verb, reply.subject, reply.states, parted=True)]
