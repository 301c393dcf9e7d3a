"""Was it said? A quotation looked up among all turns, and set beside the words that were said.

The engine gives the turns that have the very words, or else those with most of the rarest; ``alignment``
compares each of them with the quotation; the database has the last word on what is public.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise

from django.db.models import Prefetch
from haystack import connections
from haystack.query import SearchQuerySet

from interviews.arabic.normalize import fold
from interviews.arabic.tokens import tokenize
from interviews.models import Mention, Name, Turn
from interviews.search.indexing.outbox import catch_up, hidden_interviews
from interviews.search.language.tree import And, Node, Phrase, Together
from interviews.search.language.tree import Word as AskedWord
from interviews.search.results.snippets import ELLIPSIS, Piece, cut
from interviews.search.suggest.vocabulary import ArchiveWords

from .alignment import Alignment, Caution, Danger, Kind, Step, Verdict, Word, align, cautions, parts, words_of
from .attribution import Attribution, attribution
from .quoted import Quotation, read_quotation

# Turns that are compared word by word, of those that the engine gives.
CANDIDATES = 50

# The rarest words of a quotation find its turn, and those of its pairs of neighbours that have a rare word;
# the others would only cost time. Pairs tell a turn from others on the same subject. In a quotation with more
# words than ``FEW``, enough stand as they were said; of fewer any form is looked for.
RAREST, RAREST_PAIRS = 24, 16
FEW = 8

# Words of a phrase by which the engine finds a part of the quotation as it is.
PHRASE = 8

# Places that are shown: of the very words, and of similar ones, if they are about as near as the best.
MOST_PLACES, MOST_NEAR = 10, 3
ABOUT_AS_NEAR = 0.15

# Words around the passage, so that it is read in its sentence; as many stay of a long omission at each end.
AROUND = 25


@dataclass(frozen=True, slots=True)
class Compared:
    """A step from the quotation to what was said, with the original wording of both."""

    kind: Kind
    quoted: str
    said: str


class Alarm(StrEnum):
    """What must be said before anything else, though the words were said."""

    #: The quotation gives them to somebody else.
    SPEAKER = "speaker"
    #: A negation stands right before them.
    NEGATION_BEFORE = "negation_before"
    NEGATION = "negation"
    NUMBER = "number"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the archive it was said, in which wording, and what differs."""

    turn: Turn
    verdict: Verdict
    #: Of the weight of the quotation's words, how much was said, in hundredths.
    percent: int
    #: The passage with some words before and after it; what is quoted is marked.
    passage: list[Piece]
    comparison: list[Compared]
    cautions: list[Caution]
    #: Names of the authority in the passage where the quotation has something else.
    names: list[str]
    #: To whom the quotation gives these words, if that is not who said them: «نعيم الكعود».
    given_to: str = ""
    question: Turn | None = None

    @property
    def alarm(self) -> Alarm | None:
        """The gravest of what turns the meaning."""
        if self.given_to:
            return Alarm.SPEAKER
        dangers = {caution.danger for caution in self.cautions}
        for danger in (Danger.NEGATION_BEFORE, Danger.NEGATION, Danger.NUMBER):
            if danger in dangers:
                return Alarm(danger)
        return Alarm.NAME if self.names else None

    @property
    def is_turned(self) -> bool:
        """Whether the wording differs in what turns the meaning: no share of it tells anything then."""
        return bool(self.cautions or self.names)

    @property
    def spellings(self) -> list[Compared]:
        """The words that are only spelt otherwise, each once."""
        spelt = [step for step in self.comparison if step.kind == Kind.SPELT]
        return list({(step.quoted, step.said): step for step in spelt}.values())


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer: ``verdict`` and ``alarm`` are those of the best place, None when it was said nowhere.

    ``count`` is the number of places like the best, of which the first are in ``places``; there may be more
    when ``is_at_least``. ``left_aside`` is what of the quotation only says who speaks: «قال الراوي».
    """

    quotation: Quotation
    places: list[Place] = field(default_factory=list)
    count: int = 0
    is_at_least: bool = False
    left_aside: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict | None:
        return self.places[0].verdict if self.places else None

    @property
    def alarm(self) -> Alarm | None:
        return self.places[0].alarm if self.places else None


def verify(text: str) -> Verification:
    """Look a quotation up in everything the public can read; never raises for what was pasted.

    Questions and narration are looked through like answers; titles and leads of interviews are not.
    """
    quotation = read_quotation(text)
    if quotation.is_too_short:
        return Verification(quotation)
    catch_up()
    hidden = hidden_interviews()
    vocabulary: ArchiveWords = connections["default"].get_backend().vocabulary()
    turns, total = _turns(_very_words(quotation, vocabulary), hidden)
    matches = [match for match in _matches(quotation, turns) if match.alignment.verdict != Verdict.NEAR]
    is_at_least = bool(matches) and total > CANDIDATES
    if not matches:
        turns, _total = _turns(_nearest(quotation, vocabulary), hidden)
        matches = list(_matches(quotation, turns))
    matches = _best(matches)
    return Verification(
        quotation,
        places=_places(quotation, matches)[:MOST_PLACES],
        count=len(matches),
        is_at_least=is_at_least,
        left_aside=_left_aside(quotation, matches),
    )


# --- Finding ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Candidate:
    pk: int
    text: str
    published_on: date | None


@dataclass(frozen=True, slots=True)
class _Match:
    turn: _Candidate
    alignment: Alignment
    #: What says who speaks was not compared.
    is_set_aside: bool


def _turns(tree: Node | None, hidden: Sequence[int]) -> tuple[list[_Candidate], int]:
    """The first turns for a tree that the public can read, and how many the engine has in all."""
    if tree is None:
        return [], 0
    found = SearchQuerySet().models(Turn).filter(content=tree)
    if hidden:
        found = found.exclude(interview__in=hidden)
    if not isinstance(tree, Together):
        found = found.order_by("-published_on")
    query = found.query
    query.set_limits(0, CANDIDATES)
    pks = [hit.pk for hit in query.get_results()]
    rows = Turn.objects.published().filter(pk__in=pks).values_list("pk", "text", "interview__published_on")
    return [_Candidate(*row) for row in rows], query.get_count()


def _very_words(quotation: Quotation, vocabulary: ArchiveWords) -> Node | None:
    """A query for turns with every part of the quotation, or of a long one the words around its rarest.

    None when the archive lacks one of the words.
    """
    phrases: list[Node] = []
    for start, end in parts(quotation.words):
        words = [fold(word.written) for word in quotation.words[start:end]]
        counts = [vocabulary.count(word) for word in words]
        if not all(counts):
            return None
        rarest = counts.index(min(counts))
        begin = max(0, min(rarest - PHRASE // 2, len(words) - PHRASE))
        phrase = words[begin : begin + PHRASE]
        phrases.append(Phrase(" ".join(phrase)) if len(phrase) > 1 else AskedWord(phrase[0], literal=True))
    return phrases[0] if len(phrases) == 1 else And(tuple(phrases))


def _nearest(quotation: Quotation, vocabulary: ArchiveWords) -> Node:
    """A query for turns with as many as possible of the quotation's rare words and pairs of words."""
    counts = {word.written: vocabulary.count(fold(word.written)) for word in quotation.words}

    def rarity(word: Word) -> tuple[bool, int]:
        # What the archive has in no such form comes last: it may only be mistyped.
        return not counts[word.written], counts[word.written]

    words = {word.stem: word for word in quotation.words if not word.is_stop}
    words = words or {word.stem: word for word in quotation.words}
    rarest = sorted(words.values(), key=rarity)[:RAREST]
    pairs = [
        (first, second)
        for first, second in pairwise(quotation.words)
        if counts[first.written] and counts[second.written] and not second.after_omission
        # «في هذا» is in every other turn.
        if not (first.is_stop and second.is_stop)
    ]
    pairs = sorted(pairs, key=lambda pair: min(map(rarity, pair)))[:RAREST_PAIRS]
    is_long = len(quotation.words) > FEW
    return Together(
        (
            *(AskedWord(word.written, literal=is_long) for word in rarest),
            *(Phrase(f"{first.written} {second.written}") for first, second in pairs),
        )
    )


def _matches(quotation: Quotation, turns: Iterable[_Candidate]) -> Iterator[_Match]:
    everything = (*quotation.introduction, *quotation.words, *quotation.afterword)
    has_frame = len(everything) > len(quotation.words)
    given = attribution(quotation)
    for turn in turns:
        said = words_of(turn.text)
        alignment = align(everything, said)
        is_set_aside = has_frame and not (alignment and _has_frame_too(alignment, given))
        if is_set_aside:
            alignment = align(quotation.words, said)
        if alignment:
            yield _Match(turn, alignment, is_set_aside)


def _has_frame_too(alignment: Alignment, given: Attribution | None) -> bool:
    """Whether the speaker himself said «قال أبي:», or «شروطنا:»: what looks like an introduction.

    Of a passage that is only near, at least the name must have been said.
    """
    if alignment.verdict != Verdict.NEAR:
        return True
    same = [step.quoted for step in alignment.steps if step.kind in (Kind.SAME, Kind.SPELT)]
    said = {fold(word.written) for first, last in same for word in alignment.quoted[first:last]}
    return given is not None and said.issuperset(token.folded for token in tokenize(given.name))


def _best(matches: Iterable[_Match]) -> list[_Match]:
    """Those with the very words, else the nearest ones; of equal ones the newest first."""
    newest = sorted(matches, key=lambda m: (m.turn.published_on or date.min, m.turn.pk), reverse=True)
    same = [match for match in newest if match.alignment.verdict != Verdict.NEAR]
    if same:
        return sorted(same, key=lambda match: match.alignment.verdict != Verdict.EXACT)
    near = sorted(newest, key=lambda match: -match.alignment.share)
    return [m for m in near if m.alignment.share >= near[0].alignment.share - ABOUT_AS_NEAR][:MOST_NEAR]


def _left_aside(quotation: Quotation, matches: Sequence[_Match]) -> tuple[str, ...]:
    around = (quotation.introduction, quotation.afterword)
    is_compared = matches and not matches[0].is_set_aside
    return () if is_compared else tuple(quotation.excerpt(words) for words in around if words)


# --- Showing ---------------------------------------------------------------------------------------


def _places(quotation: Quotation, matches: Sequence[_Match]) -> list[Place]:
    """The matches as they are shown: first of those to whom the quotation gives them, and with no danger."""
    names = Prefetch("mentions", queryset=Mention.objects.visible())
    turns = Turn.objects.published().for_results().prefetch_related(names)
    found = turns.in_bulk([match.turn.pk for match in matches])
    answers = [turn for turn in found.values() if turn.kind == Turn.Kind.ANSWER]
    # Of several questions in a row the first: the last to be put in stays.
    questions = {
        (question.interview_id, question.exchange): question
        for question in Turn.objects.questions_of(answers).select_related("interview").reverse()
    }
    given = attribution(quotation)
    bearers = _bearers(given.names_in_full()) if given else []
    places = []
    for match in matches:
        alignment = match.alignment
        if (turn := found.get(match.turn.pk)) is None:
            # Withdrawn just now.
            continue
        is_answer = turn.kind == Turn.Kind.ANSWER
        places.append(
            Place(
                turn,
                alignment.verdict,
                # Not 100 of 100 where there is a difference, however small.
                min(99, round(100 * alignment.share)),
                _passage(match.turn.text, alignment),
                _comparison(quotation.text, match.turn.text, alignment),
                cautions(alignment),
                _names_that_differ(turn, alignment),
                given.name if given and match.is_set_aside and not _may_be_by(turn, given, bearers) else "",
                questions.get((turn.interview_id, turn.exchange)) if is_answer else None,
            )
        )
    is_same = bool(places) and places[0].verdict != Verdict.NEAR
    return sorted(places, key=lambda place: (bool(place.given_to), is_same and bool(place.cautions)))


def _bearers(names: Sequence[str]) -> list[tuple[int, str]]:
    """The entities that have one of these folded names, with the name."""
    return list(Name.objects.filter(folded__in=names).order_by().values_list("entity_id", "folded"))


def _may_be_by(turn: Turn, given: Attribution, bearers: Sequence[tuple[int, str]]) -> bool:
    """Whether the quotation may mean who said it; also when the archive does not know who that is.

    ``bearers`` have names that the quotation gives in full.
    """
    if (participant := turn.participant) is None:
        return True
    speaker = participant.speaker
    names = [name.text for name in speaker.entity.all_names] if speaker else []
    others = [name for entity, name in bearers if speaker and entity != speaker.entity_id]
    return given.fits([*names, participant.label], participant.office, others)


def _passage(text: str, alignment: Alignment) -> list[Piece]:
    """What was said, with some words before and after it; what the quotation has of it is marked."""
    said = alignment.said
    begin, end = alignment.passage
    first, last = max(0, begin - AROUND), min(len(said), end + AROUND)
    # The stretches that are shown, between what is cut out of a long omission.
    edges = [said[first].start if first else 0]
    for step in alignment.steps:
        left, right = step.said
        if step.kind == Kind.LEFT_OUT and right - left > 2 * AROUND:
            edges += [said[left + AROUND - 1].end, said[right - AROUND].start]
    edges.append(said[last - 1].end if last < len(said) else len(text))
    marked = list(_marked(alignment))
    pieces = [Piece(f"{ELLIPSIS} ")] if first else []
    for number in range(0, len(edges), 2):
        start, stop = edges[number : number + 2]
        inside = [(left - start, right - start) for left, right in marked if start <= left and right <= stop]
        pieces += [Piece(f" {ELLIPSIS} ")] if number else []
        pieces += cut(text[start:stop], inside)
    return [*pieces, Piece(f" {ELLIPSIS}")] if last < len(said) else pieces


def _marked(alignment: Alignment) -> Iterator[tuple[int, int]]:
    """Start and end, in the text, of every run of words that the quotation has."""
    same = [step.said for step in alignment.steps if step.kind in (Kind.SAME, Kind.SPELT)]
    runs: list[tuple[int, int]] = []
    for first, last in same:
        if runs and runs[-1][1] == first:
            runs[-1] = runs[-1][0], last
        else:
            runs.append((first, last))
    for first, last in runs:
        yield alignment.said[first].start, alignment.said[last - 1].end


def _comparison(quotation: str, text: str, alignment: Alignment) -> list[Compared]:
    return [
        Compared(
            step.kind,
            _wording(quotation, alignment.quoted, step.quoted),
            _wording(text, alignment.said, step.said),
        )
        for step in alignment.steps
    ]


def _wording(text: str, words: Sequence[Word], span: tuple[int, int]) -> str:
    first, last = span
    return text[words[first].start : words[last - 1].end] if first < last else ""


def _names_that_differ(turn: Turn, alignment: Alignment) -> list[str]:
    """The names that stand, in part at least, where the quotation has other words or none."""
    spans = [_span(alignment.said, step) for step in alignment.steps if _differs(step)]
    found = [
        turn.text[mention.start : mention.end]
        for mention in turn.mentions.all()
        if any(mention.start < end and start < mention.end for start, end in spans)
    ]
    return list(dict.fromkeys(found))


def _differs(step: Step) -> bool:
    return step.kind in (Kind.CHANGED, Kind.MISSING)


def _span(words: Sequence[Word], step: Step) -> tuple[int, int]:
    return words[step.said[0]].start, words[step.said[1] - 1].end
