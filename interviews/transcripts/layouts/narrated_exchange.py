"""Exchanges that a narrator tells in one sentence: «وردا على سؤال عن الموازنة قال الراوي، إن «…»».

Nothing is decided here: an `Exchange` is where a sentence may ask, with the clauses that may answer it.
`narrated_guests` knows who the guest is and chooses among them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Literal

from interviews.arabic.tokens import Token
from interviews.transcripts.paragraphs import Document, Paragraph
from interviews.transcripts.reporting import (
    COLONS,
    OPENING_QUOTES,
    THAT,
    ReportingClause,
    foreign_verb_kind,
    is_abbreviation,
    is_plain_verb,
    opens_answer_noun,
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
_ASKS_BY_VERB = frozenset(folded_words(" ".join(lines("narrated.txt", "asks by verb"))))
_ASKS = _ASKS_BY_VERB | frozenset(folded_words(" ".join(lines("narrated.txt", "asks by noun"))))
_ANSWER_NOUN_VERBS = phrases("reporting.txt", "answer noun")
_JOINING = frozenset(folded_words(" ".join(lines("narrated.txt", "joining"))))
_SAYING = frozenset(folded_words(" ".join(lines("reporting.txt", "saying"))))
_THEN_SAYS = frozenset(folded_words(" ".join(lines("narrated.txt", "then says"))))
_SPEAKS_ABOUT = frozenset(folded_words(" ".join(lines("narrated.txt", "speaks about"))))
_TOLD_QUESTION = phrases("narrated.txt", "told question")
_SUBJECT = phrases("reporting.txt", "subject")
_OPENINGS = (phrases("reporting.txt", "indirect question"), _SUBJECT, _QUESTION_WORDS)

#: A question runs over so many words at most, and so many characters.
_MOST_WORDS, _REACH = 160, 1600
#: Behind a verb of speech its subject and «إن» are looked for in so many words, and characters.
_CLAUSE_WORDS, _CLAUSE_REACH = 12, 300
#: The words of a question that stands behind its verb.
_TOLD_WORDS = 40
#: The first sentence, as far as a name is looked for in it, in characters.
_BEGINNING = 600
_LONGEST_DIRECT = 400
#: A sentence that comes to ask does so among so many words, or behind a conjunction.
_FIRST_WORDS = 8
_HINT_OF_ASKING = re.compile("س[\u064b-\u0652]*[ؤئأ]")
_OPENS, _CLOSES = "«“„", "»”"
_ENDS_SENTENCE = ".…"
_COLON_AND_QUOTATION = re.compile(rf"[^.؟?!\n{COLONS}]*([{COLONS}])\s*(?=[{re.escape(OPENING_QUOTES)}])")
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
            may_ask = _may_ask(document, sentence.at)
            asking = _asking(document, paragraph, sentence) if may_ask else None
            exchange: Exchange | None = None
            if asking:
                exchange, looked_to = _exchange(document, paragraph, sentence.at, asking)
            if exchange is None or not exchange.replies:
                exchange = _asks_within(document, paragraph, sentence.at)
            if exchange:
                found.append(exchange)
                looked_to = exchange.replies[0].clause.start + 1
    return found


def _asks_within(document: Document, paragraph: Paragraph, start: int) -> Exchange | None:
    """«وعقب المباراة سئل الراوي عن …، فأجاب: …»: a sentence that comes to ask behind its first words.

    Only an answering verb with a sign or «أن» before what is said makes a question of it.
    """
    reach = min(paragraph.end, start + _CLAUSE_REACH)
    if not _HINT_OF_ASKING.search(document.text, start, reach):
        return None
    words = document.words(start, reach, _TOLD_WORDS)
    asking = next((i for i, word in enumerate(words) if without_conjunction(word.folded) in _ASKS), None)
    if asking is None or _depth(0, document.text[start : words[asking].start])[0]:
        return None
    folded = [word.folded for word in words[: asking + 1]]
    answering = next((i for i, word in enumerate(folded) if verb_kind(word) == "answer"), None)
    begins = _clause_that_asks(folded if answering is None else folded[: answering + 1])
    if begins is None:
        return None
    if answering is not None:
        replies = _replies_to_told(document, paragraph, words[answering].start)[1]
    else:
        replies = _Sentence(document, paragraph, words[asking].start).replies()
        if not replies and document.asks(paragraph):
            replies = _reply_in_next(document, paragraph, asked=False)
    by_verb = without_conjunction(folded[-1]) in _ASKS_BY_VERB
    answers = [
        one
        for one in replies
        if (one.set_off and by_verb) or (one.clause.verb == "answer" and (one.set_off or one.states))
    ]
    return Exchange(words[begins].start, paragraph.index, "asked", tuple(answers)) if answers else None


def _clause_that_asks(folded: Sequence[str]) -> int | None:
    """Index of the word with which a clause begins whose last word asks: of «لكن» in «… لكن عندما سألناه».

    Without a conjunction the clause is the sentence, if it asks among its first words; else None.
    """
    begins = len(folded) - 1
    while begins and folded[begins - 1] in _JOINING:
        begins -= 1
    if begins < len(folded) - 1:
        return begins
    return 0 if len(folded) <= _FIRST_WORDS else None


def opening_reply(document: Document, start: int, end: int) -> Reply | None:
    """The clause with which `text[start:end]` begins, also behind «من جهتها»; None without such a verb."""
    words = document.first_words(start, end)
    if words and words[0].folded == "اما":
        return _reply_behind_as_for(document, words, end)
    clause = reporting_clause(document, start, end, answer_awaited=True)
    if clause is None:
        return None
    for index, word in enumerate(words):
        noun = index and opens_answer_noun([words[index - 1].folded, word.folded])
        if noun or verb_kind(word.folded):
            return _reply_of(document, clause, word, end, parted=True)
        if foreign_verb_kind(word.folded):
            subject = tuple(before for before in words if before.end <= word.start)
            if subject and _is_parted(document.text[start : word.start]):
                return None
            return Reply(clause, word.folded, subject, states=True, parted=True)
    return None


def _reply_behind_as_for(document: Document, words: Sequence[Token], end: int) -> Reply | None:
    """«أما الشامي فقالت: …»: who speaks stands between «أما» and the verb with «ف»."""
    verb = next((word for word in words[2:] if word.folded[0] == "ف" and verb_kind(word.folded)), None)
    reply = _reply(document, _Verb(verb, verb.start, parted=True), end) if verb else None
    named = tuple(word for word in words[1:] if verb and word.end <= verb.start)
    return replace(reply, subject=named) if reply else None


def _may_ask(document: Document, start: int) -> bool:
    """Whether the first word at this place can open a question or a clause; it alone is looked at."""
    return any(
        verb_kind(form) or any(openings.begins(form) for openings in _OPENINGS)
        for word in document.words(start, start + _CLAUSE_REACH, limit=1)
        for form in (word.folded, without_conjunction(word.folded))
    )


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
    if opening == "subject":
        return "subject"
    if sentence.behind_comma:
        return None
    if opening == "own" or _QUESTION_WORDS.opens(folded) or _QUESTION_WORDS.opens(bare):
        return "direct"
    if is_plain_verb(bare[0]) or is_plain_verb(folded[0]):
        return "told"
    return None


def _speaks_of_asking(word: str) -> bool:
    bare = without_conjunction(word)
    return bare in _ASKING_WORDS or (bare[:1] in ("ب", "ل") and bare[1:] in _ASKING_WORDS)


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
        sentence = _Sentence(document, paragraph, start)
        replies = _quotation_behind(document, paragraph, start) or sentence.replies()
        looked_to = max(start + 1, sentence.read_to)
        if not replies and looked_to >= paragraph.end:
            replies = _reply_in_next(document, paragraph, asked=asking == "asked")
    return Exchange(start, paragraph.index, asking, tuple(replies)), looked_to


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb of speech outside of quotation marks, and where its clause begins."""

    word: Token
    clause_start: int
    parted: bool
    foreign: bool = False


class _Sentence:
    """A sentence that asks, read from its beginning for the clauses that may answer it."""

    def __init__(self, document: Document, paragraph: Paragraph, start: int) -> None:
        self._document = document
        self._end = paragraph.end
        self._start = start
        #: How far it was read.
        self.read_to = start

    def replies(self) -> list[Reply]:
        """The clauses that may open the answer, up to the first that a sign sets off from what is said."""
        replies: list[Reply] = []
        verbs = list(self._verbs())
        for number, verb in enumerate(verbs, start=1):
            end = verbs[number].clause_start if number < len(verbs) else self._end
            reply = _reply(self._document, verb, end)
            if reply:
                replies.append(reply)
                if reply.set_off:
                    break
        return replies

    def _verbs(self) -> Iterator[_Verb]:
        """The verbs of speech outside of quotation marks, up to a colon or a quotation mark behind one.

        A sentence may go on behind its full stop with «فأجاب» or «أجاب».
        """
        text = self._document.text
        depth, found = 0, False
        behind: list[Token] = []
        reach = min(self._end, self._start + _REACH)
        for word in self._document.words(self._start, reach, _MOST_WORDS):
            between = text[self.read_to : word.start] if behind else ""
            depth, opened = _depth(depth, between)
            set_off = opened or any(colon in between for colon in COLONS)
            ended = not depth and _ends_sentence(text, self.read_to, between)
            if (found and set_off) or (ended and not _replies_at_once(word.folded)):
                return
            self.read_to = word.end
            verb = _verb(self._document, behind, word, between) if len(behind) > 1 and not depth else None
            if verb:
                found = True
                yield verb
            behind = [*behind[-4:], word]
        if not any(self._document.words(self.read_to, self._end, limit=1)):
            self.read_to = self._end


def _replies_at_once(word: str) -> bool:
    kind = verb_kind(word)
    noun_may_follow = _ANSWER_NOUN_VERBS.begins(without_conjunction(word))
    return noun_may_follow or kind == "answer" or (word[0] == "ف" and kind is not None)


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


def _is_parted(between: str) -> bool:
    """Whether a comma or another sign stands in it, or is all that does: «, » but not «-»."""
    return any(sign in between for sign in "،,؟?!؛;")


def _ends_sentence(text: str, position: int, between: str) -> bool:
    return any(sign in between for sign in _ENDS_SENTENCE) and not is_abbreviation(text, position)


def _verb(document: Document, behind: list[Token], word: Token, between: str) -> _Verb | None:
    """The word as the verb of an answer's clause; «وقال» goes on, «ما قال» is subordinate: None for both."""
    parted = bool(between.strip())
    if foreign_verb_kind(word.folded):
        return _foreign_verb(document, behind, word)
    if behind and opens_answer_noun([behind[-1].folded, word.folded]):
        return _Verb(word, behind[-1].start, parted=True)
    kind = verb_kind(word.folded)
    goes_on = word.folded[0] == "و" and kind != "answer" and not is_plain_verb(word.folded)
    if kind is None or kind == "ask" or goes_on or (behind and behind[-1].folded in _SUBORDINATING):
        return None
    return _Verb(word, word.start, parted)


def _foreign_verb(document: Document, behind: list[Token], verb: Token) -> _Verb | None:
    """«Hart said», «ئازاد گوتی»: who speaks stands before the verb, behind a comma or alone.

    Where no comma shows it, it is the words that the first sentence of the text has, too: a name.
    """
    text = document.text
    start = verb.start
    for word in reversed(behind):
        if _is_parted(text[word.end : start]):
            return _Verb(verb, start, parted=True, foreign=True)
        start = word.start
    full_stop = text.find(".", 0, _BEGINNING)
    first_sentence = document.words(0, full_stop if full_stop > 0 else _BEGINNING)
    names = {word.folded for word in first_sentence}
    known = list(takewhile(lambda word: word.folded in names, reversed(behind)))
    return _Verb(verb, known[-1].start, parted=False, foreign=True) if known else None


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
    return _reply_of(document, clause, verb.word, end, parted=verb.parted)


def _reply_of(document: Document, clause: ReportingClause, verb: Token, end: int, *, parted: bool) -> Reply:
    """The reply with what follows its verb: who speaks, up to a sign, «إن» or a preposition; then «إن».

    «إن» may stand behind a comma («قال نائب الرئيس، إن»), but in no other sentence and behind no other verb.
    """
    text = document.text
    subject: list[Token] = []
    naming, states = True, False
    position = verb.end
    for word in document.words(verb.end, min(end, verb.end + _CLAUSE_REACH), _CLAUSE_WORDS):
        between = text[position : word.start].strip()
        position = word.end
        if between and not (between == "." and is_abbreviation(text, word.start - len(between) - 1)):
            naming = False
            if any(sign in between for sign in ".؟?!…"):
                break
        if word.folded in THAT or (word.folded[0] == "و" and verb_kind(word.folded[1:])):
            states = word.folded in THAT
            break
        naming = naming and word.text not in _PREPOSITIONS and word.folded not in _AFTER_NAME
        if naming and word.folded not in _MANNER:
            subject.append(word)
    return Reply(clause, verb.folded, tuple(subject), states, parted)


#: Compared unfolded: folded, «على» and the name «علي» are one.
_PREPOSITIONS = frozenset(lines("narrated.txt", "preposition"))


def _quotation_behind(document: Document, paragraph: Paragraph, start: int) -> list[Reply]:
    """«وعن حظوظ الفريق: «…»»: no verb at all, a colon and a quotation right behind what was asked about."""
    colon = _COLON_AND_QUOTATION.match(document.text, start, min(paragraph.end, start + _CLAUSE_REACH))
    if colon is None:
        return []
    words = [word.folded for word in document.words(start, colon.start(1))]
    if any(verb_kind(word) or foreign_verb_kind(word) for word in words):
        return []
    clause = ReportingClause("answer", colon.end(), colon.end(), (), "none")
    return [Reply(clause, "", (), states=False, parted=True, bare=True)]


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
    while behind < paragraph.end and (text[behind].isspace() or text[behind] in "؟?!»”\").،-–'"):
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
    begins = len(reply.subject) + 1
    words = document.words(start, min(paragraph.end, start + _CLAUSE_REACH), limit=begins + 8)
    folded = [word.folded for word in words]
    for index in range(1, min(begins + 3, len(folded))):
        if _TOLD_QUESTION.opens(folded[index:]) and any(map(_speaks_of_asking, folded[index : index + 5])):
            return "told", _speech_behind(document, reply, words[index].start, paragraph.end)
        if index <= begins and _SUBJECT.opens(folded[index:]):
            about = reply.set_off and without_conjunction(folded[0]) in _SPEAKS_ABOUT and reply.subject
            return "about", [_moved(reply, reply.clause.speech_start)] if about else []
    return "told", []


def _speech_behind(document: Document, reply: Reply, question: int, end: int) -> list[Reply]:
    """The reply moved to where what was said begins: at «قائلا:», behind the colon, or at «أن»."""
    if later := _then_says(document, reply, question, end):
        return [later]
    if reply.set_off:
        return [_moved(reply, reply.clause.speech_start)]
    for word in document.words(question, min(end, question + _CLAUSE_REACH), _TOLD_WORDS):
        if word.folded in THAT:
            asked = document.text[question : word.start]
            return [] if any(sign in asked for sign in ".؟?!…") else [_moved(reply, word.start)]
    return []


def _then_says(document: Document, reply: Reply, question: int, end: int) -> Reply | None:
    """«رد الراوي على سؤال: «هل يعود؟»، قائلا: …»: what is said is opened anew behind the question.

    A colon or a quotation before «قائلا» must belong to the question, which its mark shows.
    """
    text = document.text
    depth, position = 0, question
    for word in document.words(question, min(end, question + _REACH), _MOST_WORDS):
        between = text[position : word.start]
        depth = _depth(depth, between)[0]
        if not depth and _ends_sentence(text, position, between):
            return None
        position = word.end
        opens = word.folded in _SAYING or (word.folded in _THEN_SAYS and reply.clause.verb == "answer")
        if depth or not opens:
            continue
        before = text[question : word.start]
        if any(sign in before for sign in COLONS + OPENING_QUOTES) and not any(m in before for m in "؟?"):
            return None
        return _opened_at(document, reply, word, end)
    return None


def _opened_at(document: Document, reply: Reply, word: Token, end: int) -> Reply:
    """The reply with the clause «قائلا:» or «وقال: …» as its own."""
    behind = document.skip_blank(word.end, end)
    colon = document.text[behind : behind + 1] in tuple(COLONS)
    speech = document.skip_blank(behind + 1, end) if colon else behind
    if colon or document.text[speech : speech + 1] in tuple(OPENING_QUOTES):
        clause = replace(reply.clause, start=word.start, speech_start=speech, ending="colon")
        return replace(reply, clause=clause, parted=True)
    states = any(one.folded in THAT for one in document.words(behind, end, limit=1))
    return replace(_moved(reply, word.start), states=states)


def _moved(reply: Reply, at: int) -> Reply:
    return replace(reply, clause=replace(reply.clause, start=at, speech_start=at), parted=True)
