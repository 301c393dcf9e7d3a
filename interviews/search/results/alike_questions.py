"""Which questions of other interviews ask the same?

The engine gives questions with the rarest words of this one; what is shown has to share most of what it
speaks of. What only asks («برأيكم», «كيف تقيّمون») and function words count for nothing: else every question
would be like every other. And names alone make no two questions alike: everybody is asked about «العراق».
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import log, sqrt
from typing import NamedTuple

from django.db.models import Prefetch, prefetch_related_objects
from haystack import connections
from haystack.query import SearchQuerySet

from interviews.arabic.analysis import AnalysedToken, analyse
from interviews.models import Mention, Turn
from interviews.search.indexing.outbox import catch_up, hidden_interviews
from interviews.search.language.tree import And, Filter, Node, Not, Together
from interviews.search.language.tree import Word as AskedWord
from interviews.transcripts.vocabulary import folded_words, lines

#: Questions that the engine gives, to be compared word by word.
CANDIDATES = 60

#: The rarest words of a question by which others are looked for.
RAREST = 12

#: What two questions must have in common, from 0 to 1: the cosine of their words, weighed by rarity. Of 263
#: questions of 36 interviews, 14 of them real, nine pairs are above it: eight ask the same or of the same
#: thing, the ninth shares nothing but a name and is left out for that. Of the 15 pairs from there down to 0.2
#: one asks the same (0.40); the others have a time, a place or a turn of phrase in common.
ALIKE = 0.42

#: One shared word is a subject, not a question; unless neither speaks of more.
FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class AlikeQuestion:
    """A question of another interview; ``likeness`` is from ``ALIKE`` to 1."""

    turn: Turn
    likeness: float


class WeighedWord(NamedTuple):
    """A word of a question that says what it is about."""

    stems: frozenset[str]
    #: Its rarity in the archive.
    weight: float
    #: Whether it is (a part of) a name.
    is_name: bool


@cache
def _asking_words() -> frozenset[str]:
    """The stems of words that ask or address, and say nothing about what is asked: «برأيكم», «تقييمك»."""
    sections = ("interrogative", "lead-in", "request", "outright request", "address")
    words = {
        word for name in sections for line in lines("questions.txt", name) for word in folded_words(line)
    }
    words |= set(folded_words(" ".join(_FURTHER)))
    return frozenset(words)


# What the parser need not know, since such words stand in answers as well.
_FURTHER = (
    "ترى ترون تعتقد تعتقدين تعتقدون تظن تظنون تقول تقولون تقولين تقيم تقيمون تقرأ تقرأون تصف تصفين تصفون",
    "تتوقع تتوقعون تتوقعين تفسر تفسرون تعلق تعلقون تعلق تود تودون تريد تريدون ردك ردكم برأي برايك تحدثنا",
    "حول بشأن بخصوص بالنسبة ناحية سؤال السؤال سؤالنا سؤالي الأسئلة موضوع الموضوع قضية مسألة شيء أستاذ السيد",
    "يمكن يمكنك يمكنكم حدثنا تحدث تحدثت ذكرت ذكرتم قلت قلتم أشرت أشرتم صحيح أهم أبرز أكثر",
    "الآن اليوم حاليا هناك",
    # These ask on: «هل لديك مثال؟» is another question after each answer.
    "مثال مثلا أمثلة تفاصيل تقصد تقصدون تقصدين تعني تعنون تعنين يعني حدث يحدث جرى يجري بالضبط تحديدا",
    "think believe say tell see describe expect opinion view question today now example mean happen happened",
)


def significant_words(text: str) -> list[str]:
    """The words of a question that say what it is about, each once: by these it is searched for.

    >>> significant_words("برأيكم، كيف تقيّمون ملوحة الأهوار؟")
    ['ملوحة', 'الأهوار']
    """
    return [token.text for token in _significant(text)]


def _significant(text: str) -> list[AnalysedToken]:
    found: list[AnalysedToken] = []
    known: set[str] = set()
    asking = _asking_words()
    for token in analyse(text):
        if token.is_stop or token.folded in asking or asking.intersection(token.bare):
            continue
        if known.intersection(token.stems):
            continue
        known.update(token.stems)
        found.append(token)
    return found


def rarity() -> Callable[[str], float]:
    """How rare a folded word is among the turns of the archive; each word is looked up once."""
    backend = connections["default"].get_backend()
    archive, turns = backend.vocabulary(), backend.count()

    @cache
    def of(folded: str) -> float:
        return log(1 + turns / (1 + archive.count(folded)))

    return of


def weighed(
    text: str, named: Iterable[tuple[int, int]], rarity_of: Callable[[str], float]
) -> list[WeighedWord]:
    """The significant words of a question with their rarity; ``named`` are the places of names in it."""
    places = list(named)
    return [
        WeighedWord(
            frozenset(token.stems),
            rarity_of(token.folded),
            any(start < token.end and token.start < end for start, end in places),
        )
        for token in _significant(text)
    ]


def alike_questions(question: Turn, most: int = 20) -> list[AlikeQuestion]:
    """Public questions of other interviews that ask the same, the most alike first.

    Outlets are there, their names not yet (``read_names``).
    """
    catch_up()
    rarity_of = rarity()
    words = sorted(_significant(question.text), key=lambda token: -rarity_of(token.folded))
    if not words:
        return []
    candidates = _candidates(_query(question, words[:RAREST]))
    visible = Prefetch("mentions", Mention.objects.visible(), to_attr="visible_mentions")
    prefetch_related_objects([question, *candidates], visible)

    def words_of(turn: Turn) -> list[WeighedWord]:
        named = ((mention.start, mention.end) for mention in turn.visible_mentions)  # type: ignore[attr-defined]
        return weighed(turn.text, named, rarity_of)

    asked = words_of(question)
    found = [
        AlikeQuestion(turn, value)
        for turn in candidates
        if (value := likeness(asked, words_of(turn))) >= ALIKE
    ]
    return sorted(found, key=lambda one: -one.likeness)[:most]


def _query(question: Turn, words: Sequence[AnalysedToken]) -> Node:
    own = [question.interview_id, *hidden_interviews()]
    return And(
        (
            Together(tuple(AskedWord(word.text) for word in words)),
            Filter("kind", "in", frozenset({Turn.Kind.QUESTION.value})),
            Not(Filter("interview", "in", frozenset(map(str, own)))),
        )
    )


def _candidates(tree: Node) -> list[Turn]:
    query = SearchQuerySet().models(Turn).filter(content=tree).query
    query.set_limits(0, CANDIDATES)
    numbers = [hit.pk for hit in query.get_results()]
    return list(Turn.objects.published().select_related("interview__outlet__entity").filter(pk__in=numbers))


def likeness(asked: Sequence[WeighedWord], others: Sequence[WeighedWord]) -> float:
    """The cosine of two questions over their words: 1 for the same words, 0 for none in common."""
    shared, number, only_names = 0.0, 0, True
    # No two words of a question have a stem in common.
    holders = {stem: place for place, word in enumerate(others) for stem in word.stems}
    free = set(range(len(others)))
    for word in asked:
        places = free.intersection(holders[stem] for stem in word.stems if stem in holders)
        if places:
            other = others[min(places)]
            free.remove(min(places))
            shared += word.weight * other.weight
            number += 1
            only_names &= word.is_name or other.is_name
    if only_names and number < max(len(asked), len(others)):
        # «ما رأيكم في» two of them is the same; what else one of them speaks of, the other does not.
        return 0.0
    if number < min(FEWEST_WORDS, max(len(asked), len(others))):
        return 0.0
    return shared / (length(asked) * length(others))


def length(words: Sequence[WeighedWord]) -> float:
    """The length of the vector that a question is, with a dimension for each of its words."""
    return sqrt(sum(word.weight**2 for word in words))
