"""Exchanges that a narrator tells in one sentence: «وردا على سؤال عن الموازنة قال الراوي، إن «…»».

Nothing is decided here: an `Exchange` is where a sentence may ask, with the clauses that may answer it.
`narrated_guests` knows who the guest is and chooses among them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from interviews.arabic.tokens import Token
from interviews.transcripts.layouts.narrated_reply import (
    CLAUSE_REACH,
    MOST_WORDS,
    REACH,
    AskingSentence,
    Reply,
    ends_sentence,
    opening_reply,
    quotation_depth,
)
from interviews.transcripts.text.paragraphs import Document, Paragraph
from interviews.transcripts.text.reporting import (
    COLONS,
    OPENING_QUOTES,
    THAT,
    ReportingClause,
    foreign_verb_kind,
    is_plain_verb,
    question_opening,
    verb_kind,
    without_conjunction,
)
from interviews.transcripts.text.sentences import SentenceStart, sentence_starts
from interviews.transcripts.vocabulary import folded_words, lines, phrases

#: How a sentence asks. "asked" speaks of a question («وردا على سؤال عن …»), "subject" names what the answer
#: is about («وعن الموازنة قال …»), "direct" is a question in its own words («وهل يعود؟ قال: …»). In "told"
#: the verb stands first («وقال ردا على سؤال عن …: …»), and in "about" («وقال الراوي عن الموازنة: …») too.
Asking = Literal["asked", "subject", "direct", "told", "about"]

_ASKING_WORDS = frozenset(folded_words(" ".join(lines("narrated.txt", "asking"))))
_WHETHER = frozenset({"اذا"})
_QUESTION_WORDS = phrases("narrated.txt", "question word")
_ASKS_BY_VERB = frozenset(folded_words(" ".join(lines("narrated.txt", "asks by verb"))))
_ASKS = _ASKS_BY_VERB | frozenset(folded_words(" ".join(lines("narrated.txt", "asks by noun"))))
_JOINING = frozenset(folded_words(" ".join(lines("narrated.txt", "joining"))))
_SAYING = frozenset(folded_words(" ".join(lines("reporting.txt", "saying"))))
_THEN_SAYS = frozenset(folded_words(" ".join(lines("narrated.txt", "then says"))))
_SPEAKS_ABOUT = frozenset(folded_words(" ".join(lines("narrated.txt", "speaks about"))))
_TOLD_QUESTION = phrases("narrated.txt", "told question")
_SUBJECT = phrases("reporting.txt", "subject")
_OPENINGS = (phrases("reporting.txt", "indirect question"), _SUBJECT, _QUESTION_WORDS)

#: The words of a question that stands behind its verb.
_TOLD_WORDS = 40
_LONGEST_DIRECT = 400
#: A sentence that comes to ask does so among so many words, or behind a conjunction.
_FIRST_WORDS = 8
_HINT_OF_ASKING = re.compile("س[\u064b-\u0652]*[ؤئأ]")
_COLON_AND_QUOTATION = re.compile(rf"[^.؟?!\n{COLONS}]*([{COLONS}])\s*(?=[{re.escape(OPENING_QUOTES)}])")
_DIRECT_END = re.compile(r"[؟?]|[.«“\"…]")
#: «الأفق» in «وسألت «الأفق» الوزير عن …»: who asks.
_OUTLET_NEXT = re.compile(r"\s*(?:صحيفة|جريدة|وكالة|مجلة|قناة|إذاعة)?\s*[«\"“]")


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
    reach = min(paragraph.end, start + CLAUSE_REACH)
    if not _HINT_OF_ASKING.search(document.text, start, reach):
        return None
    words = document.words(start, reach, _TOLD_WORDS)
    asking = next((i for i, word in enumerate(words) if without_conjunction(word.folded) in _ASKS), None)
    if asking is None or quotation_depth(0, document.text[start : words[asking].start])[0]:
        return None
    folded = [word.folded for word in words[: asking + 1]]
    answering = next((i for i, word in enumerate(folded) if verb_kind(word) == "answer"), None)
    begins = _clause_that_asks(folded if answering is None else folded[: answering + 1])
    if begins is None:
        return None
    if answering is not None:
        replies = _replies_to_told(document, paragraph, words[answering].start)[1]
    else:
        replies = AskingSentence(document, paragraph, words[asking].start).replies()
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


def _may_ask(document: Document, start: int) -> bool:
    """Whether the first word at this place can open a question or a clause; it alone is looked at."""
    return any(
        verb_kind(form) or any(openings.begins(form) for openings in _OPENINGS)
        for word in document.words(start, start + CLAUSE_REACH, limit=1)
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
        sentence = AskingSentence(document, paragraph, start)
        replies = _quotation_behind(document, paragraph, start) or sentence.replies()
        looked_to = max(start + 1, sentence.read_to)
        if not replies and looked_to >= paragraph.end:
            replies = _reply_in_next(document, paragraph, asked=asking == "asked")
    return Exchange(start, paragraph.index, asking, tuple(replies)), looked_to


def _quotation_behind(document: Document, paragraph: Paragraph, start: int) -> list[Reply]:
    """«وعن حظوظ الفريق: «…»»: no verb at all, a colon and a quotation right behind what was asked about."""
    colon = _COLON_AND_QUOTATION.match(document.text, start, min(paragraph.end, start + CLAUSE_REACH))
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
    words = document.words(start, min(paragraph.end, start + CLAUSE_REACH), limit=begins + 8)
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
    for word in document.words(question, min(end, question + CLAUSE_REACH), _TOLD_WORDS):
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
    for word in document.words(question, min(end, question + REACH), MOST_WORDS):
        between = text[position : word.start]
        depth = quotation_depth(depth, between)[0]
        if not depth and ends_sentence(text, position, between):
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
