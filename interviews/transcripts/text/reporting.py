"""Reported speech: «وأضاف فلان:» (a reporting clause) and «وعن سؤال بشأن …» (an indirect question)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from interviews.arabic.tokens import Token
from interviews.transcripts.text.paragraphs import OPENING_REACH, Document, Paragraph
from interviews.transcripts.vocabulary import folded_words, lines, phrases

Verb = Literal["say", "continue", "answer", "ask"]
_VERB_KINDS: tuple[Verb, ...] = ("say", "continue", "answer", "ask")
Ending = Literal["colon", "quote", "none"]
Opening = Literal["asked", "subject", "own"]

COLONS = ":：﹕∶︓ː꞉"
OPENING_QUOTES = '"«“„‟❝＂'
_CLOSING_QUOTES = '"»”❞＂'
_PREFIXES = ("و", "ف")
_OBJECTS = ("ه", "ها", "هم", "نا", "ني")
#: «قال إن …», «أكد أن …»: what is said follows, not set off by a sign.
THAT = frozenset({"ان", "بان", "انه", "انها", "بانه", "بانها", "انهم", "بانهم", "انهما", "that"})
#: Beyond so many words a colon or quotation mark belongs to another sentence.
_MOST_WORDS = 25

_ABBREVIATED = re.compile(r"(?<!\w)(?:[^\W\d_]|dr|mrs?|ms|prof|st)\Z", re.IGNORECASE)
_CLAUSE_STOP = re.compile(f"[{COLONS}{re.escape(OPENING_QUOTES)}.؟?!؛;]")
_TITLE_IN_QUOTES = re.compile(
    f"[^{_CLOSING_QUOTES}\n\r]{{1,40}}[{_CLOSING_QUOTES}][^{COLONS}.؟?!؛\n\r]{{0,60}}[{COLONS}]"
)


#: What names an outlet in quotation marks, inside a clause: «قال لـ«المرفأ» إن …», «لصحيفة «المرفأ»».
_BEFORE_NAME_IN_QUOTES = re.compile(
    r"(?<!\w)(?:[وف]?لـ?|مع|(?:[لب]|ال)?(?:وكالة|صحيفة|جريدة|مجلة|قناة|موقع|برنامج|إذاعة|شبكة|منصة))\s*\Z"
)
_REST_OF_NAME = re.compile(f"[^{_CLOSING_QUOTES}\n\r]{{1,40}}[{_CLOSING_QUOTES}]")


def _feminine(past: str, present: str) -> tuple[str, str]:
    past_feminine = past[:-1] + "ت" if past.endswith("ي") else past + "ت"
    return past_feminine, "ت" + present[1:]


def _verbs() -> dict[str, Verb]:
    forms: dict[str, Verb] = {}
    for kind in _VERB_KINDS:
        for line in lines("reporting.txt", kind):
            past, present = folded_words(line)
            for form in chain((past, present), _feminine(past, present)):
                forms[form] = kind
                if kind in ("answer", "ask"):
                    # «أجابه», «يجيبنا», «سألناه»: answering and asking have an object.
                    forms.update({form + object_: kind for object_ in _OBJECTS})
            if kind == "answer":
                # «حين سأله أحدهم …، ليجيب: …»
                forms.update({"ل" + form: kind for form in (present, _feminine(past, present)[1])})
    return forms


def _foreign_verbs() -> dict[str, Verb]:
    return {
        folded_words(line)[0]: kind
        for kind in _VERB_KINDS
        for line in lines("reporting.txt", f"{kind} forms")
    }


_VERBS = _verbs()
#: «قالت», «تقول»: what a woman says.
_OF_A_WOMAN = frozenset(
    form
    for kind in _VERB_KINDS
    for line in lines("reporting.txt", kind)
    for feminine in [_feminine(*folded_words(line))]
    for form in (*feminine, *(form + object_ for form in feminine for object_ in _OBJECTS))
)
_FOREIGN_VERBS = _foreign_verbs()
_AMBIGUOUS = frozenset(folded_words(line)[0] for line in lines("reporting.txt", "ambiguous"))
_BEFORE_VERB = phrases("reporting.txt", "before verb")
_INDIRECT = phrases("reporting.txt", "indirect question")
_SUBJECT = phrases("reporting.txt", "subject")
_ANSWER_NOUN = phrases("reporting.txt", "answer noun")
_OWN_QUESTION = phrases("reporting.txt", "own question")


@dataclass(frozen=True, slots=True)
class ReportingClause:
    """«يجيب فلان :» `text[start:speech_start]`, with the words that may name the speaker.

    With the ending "none" the speech is not set off (no colon, no quotation mark): nothing can be cut
    from the sentence, and `speech_start` equals `start`.
    """

    verb: Verb
    start: int
    speech_start: int
    subject: tuple[str, ...]
    ending: Ending


def is_reporting_verb(word: str) -> bool:
    """Whether a folded word is a verb of speech, also behind «و» or «ف»: «ويضيف»."""
    return word in _VERBS or word in _FOREIGN_VERBS or (word[:1] in _PREFIXES and word[1:] in _VERBS)


def is_plain_verb(word: str) -> bool:
    """Whether a folded word is a verb of speech without a conjunction: «وصفت», but not «وقالت»."""
    return word in _VERBS or word in _FOREIGN_VERBS


def verb_kind(word: str) -> Verb | None:
    """What a folded Arabic verb of speech does, also behind «و» or «ف»: «فأجاب» answers; None for others."""
    return _VERBS.get(word) or (_VERBS.get(word[1:]) if word[:1] in _PREFIXES else None)


def is_ambiguous(word: str) -> bool:
    """Whether a folded verb form is also a noun, a name or a preposition: «رد», «رده», «بين»."""
    return word in _AMBIGUOUS or any(word.removesuffix(object_) in _AMBIGUOUS for object_ in _OBJECTS)


def is_of_a_woman(word: str) -> bool:
    """Whether a folded verb of speech is feminine: «قالت», «تقول», «فأجابت»."""
    return word in _OF_A_WOMAN or (word[:1] in _PREFIXES and word[1:] in _OF_A_WOMAN)


def foreign_verb_kind(word: str) -> Verb | None:
    """The same for verbs that stand behind who speaks («Hart said», «ئازاد گوتی»)."""
    return _FOREIGN_VERBS.get(word)


def opens_answer_noun(folded: Sequence[str]) -> bool:
    """Whether folded words begin with «وكان رد», «فجاء جوابها»: an answer without a verb of speech."""
    return bool(folded and _ANSWER_NOUN.opens([without_conjunction(folded[0]), *folded[1:2]]))


def without_conjunction(word: str) -> str:
    """A folded word without a leading «و» or «ف», if something stays: «وعن» -> «عن»."""
    return word[1:] if word[:1] in _PREFIXES and len(word) > 2 else word


def _find_verb(words: list[Token], answer_awaited: bool) -> tuple[int, Verb] | None:
    """Index and kind of the verb that opens a clause; «رد» and its like only where an answer is awaited."""
    if not words:
        return None
    folded = [word.folded for word in words[:8]]
    first = folded[0]
    if first in _VERBS and (answer_awaited or first not in _AMBIGUOUS):
        return 0, _VERBS[first]
    if first[:1] in _PREFIXES and first[1:] in _VERBS:
        return 0, _VERBS[first[1:]]
    if answer_awaited and opens_answer_noun(folded):
        return 1, "answer"
    before = _BEFORE_VERB.opens(folded) or _BEFORE_VERB.opens([without_conjunction(first), *folded[1:]])
    if before and before < len(folded):
        verb = without_conjunction(folded[before]) if folded[before] not in _VERBS else folded[before]
        if verb in _VERBS:
            return before, _VERBS[verb]
    for index, word in enumerate(folded[:6]):
        if word in _FOREIGN_VERBS and (index or word not in _AMBIGUOUS):
            return index, _FOREIGN_VERBS[word]
    return None


def reporting_clause(
    document: Document, start: int, end: int, *, answer_awaited: bool = False
) -> ReportingClause | None:
    """The clause with which `text[start:end]` begins, None when it begins with no verb of speech.

    «وأوضح سعد "نحن…» ends at the quotation mark; in «وأوضح أن أمرين: …» the colon is part of what is said,
    so that nothing is set off. Verb forms that are also nouns or names («رد», «ختم») count only behind a
    question, where an answer is awaited.
    """
    words = document.first_words(start, end)
    found = _find_verb(words, answer_awaited)
    if found is None:
        return None
    index, verb = found
    text = document.text
    if index and _CLAUSE_STOP.search(text, start, words[index].start):
        return None
    stop, ending = _clause_end(text, words[index].end, min(end, start + OPENING_REACH))
    inside = document.words(start, stop, limit=_MOST_WORDS + 1) if ending != "none" else []
    that = [number for number, word in enumerate(inside) if number > index and word.folded in THAT]
    if ending == "none" or len(inside) > _MOST_WORDS or (that and that[0] < len(inside) - 1):
        if index and words[index].folded in _FOREIGN_VERBS:
            return None
        following = tuple(word.folded for word in words[index + 1 : 8])
        return ReportingClause(verb, start, start, following, "none")
    speech = document.skip_blank(stop + 1, end) if ending == "colon" else stop
    subject = tuple(word.folded for number, word in enumerate(inside) if number != index)
    return ReportingClause(verb, start, speech, subject, ending)


def _clause_end(text: str, position: int, reach: int) -> tuple[int, Ending]:
    while stop := _CLAUSE_STOP.search(text, position, reach):
        at, character = stop.start(), stop.group()
        position = at + 1
        if character in COLONS:
            if not is_time(text, at):
                return at, "colon"
        elif character in OPENING_QUOTES:
            if _BEFORE_NAME_IN_QUOTES.search(text[max(0, at - 12) : at]):
                named = _REST_OF_NAME.match(text, at + 1, reach)
                position = named.end() if named else position
                continue
            titled = _TITLE_IN_QUOTES.match(text, at + 1, reach)
            if not titled:
                return at, "quote"
            position = titled.end() - 1
        elif character != "." or not is_abbreviation(text, at):
            break
    return reach, "none"


def is_time(text: str, colon: int) -> bool:
    """Whether the colon at this position stands between digits: «10:30»."""
    return text[max(0, colon - 1) : colon].isdigit() and text[colon + 1 : colon + 2].isdigit()


def is_abbreviation(text: str, dot: int) -> bool:
    """Whether the dot at this position belongs to a title: «د.», «أ.د.», «Dr.»."""
    return bool(_ABBREVIATED.search(text[max(0, dot - 5) : dot]))


def indirect_question(document: Document, paragraph: Paragraph) -> Opening | None:
    """How a paragraph opens that may be a reported question.

    "asked" speaks of a question («وردا على سؤال حول…»), "subject" only of its subject («وعن التحركات…»);
    "own" looks like a speaker's own question («عن أي سلام تتحدثون؟»).
    """
    return question_opening([word.folded for word in document.opening_words(paragraph, 6)])


def question_opening(folded: Sequence[str]) -> Opening | None:
    """The same for the folded words with which a sentence begins."""
    if not folded:
        return None
    for opening in (folded, [without_conjunction(folded[0]), *folded[1:]]):
        if _INDIRECT.opens(opening):
            return "asked"
        if length := _SUBJECT.opens(opening):
            return "own" if _OWN_QUESTION.opens(opening[length:]) else "subject"
    return None


def answer_in_paragraph(document: Document, paragraph: Paragraph) -> ReportingClause | None:
    """The clause in the middle of a paragraph where a reported question passes into its answer.

    «وردا على سؤال عن الموازنة قال سعد: "…» holds both; None when no clause with a colon or quote is found.
    """
    words = document.words(paragraph.words_at, paragraph.end)
    for index, word in enumerate(words):
        verb = None if word.folded in _AMBIGUOUS else _VERBS.get(word.folded)
        if index < 3 or verb is None or verb == "ask":
            continue
        clause = reporting_clause(document, word.start, paragraph.end)
        if clause and clause.ending != "none":
            return clause
    return None
