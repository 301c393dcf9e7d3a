"""Clauses in which a narrator lets somebody answer: «قال نائب الرئيس، إن», «فأجاب:», «وكان رد الراوي:»."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from interviews.arabic.tokens import Token
from interviews.transcripts.text.paragraphs import Document, Paragraph
from interviews.transcripts.text.reporting import (
    COLONS,
    THAT,
    ReportingClause,
    foreign_verb_kind,
    is_abbreviation,
    is_plain_verb,
    opens_answer_noun,
    reporting_clause,
    verb_kind,
    without_conjunction,
)
from interviews.transcripts.vocabulary import folded_words, lines, phrases

_SUBORDINATING = frozenset(folded_words(" ".join(lines("narrated.txt", "subordinating"))))
_AFTER_NAME = frozenset(folded_words(" ".join(lines("narrated.txt", "after name"))))
_MANNER = frozenset(folded_words(" ".join(lines("narrated.txt", "manner"))))
_ANSWER_NOUN = phrases("reporting.txt", "answer noun")

#: A question runs over so many words at most, and so many characters.
MOST_WORDS, REACH = 160, 1600
#: Behind a verb of speech its subject and «إن» are looked for in so many words, and characters.
_CLAUSE_WORDS, CLAUSE_REACH = 12, 300
#: The first sentence, as far as a name is looked for in it, in characters.
_BEGINNING = 600
_OPENS, _CLOSES = "«“„", "»”"
_ENDS_SENTENCE = ".…"


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


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb of speech outside of quotation marks, and where its clause begins."""

    word: Token
    clause_start: int
    parted: bool
    foreign: bool = False


class AskingSentence:
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
        reach = min(self._end, self._start + REACH)
        for word in self._document.words(self._start, reach, MOST_WORDS):
            between = text[self.read_to : word.start] if behind else ""
            depth, opened = quotation_depth(depth, between)
            set_off = opened or any(colon in between for colon in COLONS)
            ended = not depth and ends_sentence(text, self.read_to, between)
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
    noun_may_follow = _ANSWER_NOUN.begins(without_conjunction(word))
    return noun_may_follow or kind == "answer" or (word[0] == "ف" and kind is not None)


def quotation_depth(depth: int, between: str) -> tuple[int, bool]:
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


def ends_sentence(text: str, position: int, between: str) -> bool:
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
    for word in document.words(verb.end, min(end, verb.end + CLAUSE_REACH), _CLAUSE_WORDS):
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
