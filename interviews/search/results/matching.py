"""Which words of a query does a word of a text answer, and by which of its forms?

What the engine found is read again here, in the published wording: snippets mark these places, and
``reasons`` says why they match. Knows the query's tree and the analyser, no engine.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from interviews.arabic.analysis import analyse, analysed_forms
from interviews.arabic.stem import LONGEST_WORD
from interviews.arabic.tokens import WORD
from interviews.search.language.tree import (
    And,
    Either,
    Filter,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Together,
    Word,
    is_function_word,
)


class Layer(IntEnum):
    """How near a word of a text is to the one in the query; the greater the nearer."""

    ROOT = 1
    STEM = 2
    #: The same but for particles and article before it.
    BARE = 3
    #: The same but for its spelling.
    FOLDED = 4
    WRITTEN = 5


@dataclass(frozen=True, slots=True)
class Sought:
    """A word, phrase or beginning of a word that a query asks for, or an entity that has to be named.

    ``part`` is the number of the query's part it belongs to: «(آب OR تموز) الموصل» has two parts, and
    the other names of a month belong to the month's part. ``kind`` is that of the alternative
    (``query.Alternative``), "" for what was typed, and ``typed`` what it stands for. Only an
    alternative is a ``Filter``, of entities.
    """

    part: int
    node: Word | Phrase | Prefix | Filter
    kind: str = ""
    typed: str = ""


class Answer(NamedTuple):
    """That a word of a text is one that was sought, and how near it is."""

    sought: Sought
    layer: Layer


class Place(NamedTuple):
    """A word or phrase of a text that answers something; offsets refer to the original text."""

    start: int
    end: int
    #: At least one; for each part of the query the nearest.
    answers: tuple[Answer, ...]


def sought_in(tree: Node) -> tuple[Sought, ...]:
    """What a query asks for in the text of a turn, in order.

    What is excluded and what is looked for in titles is left out, and so are function words, unless
    there is nothing else.
    """
    parts = list(_parts(tree))
    all_sought = [Sought(number, *found) for number, part in enumerate(parts) for found in _leaves(part)]
    significant = [sought for sought in all_sought if sought.kind or not is_function_word(sought.node)]
    return tuple(significant or all_sought)


def _parts(node: Node) -> Iterator[Node]:
    if isinstance(node, And | Together):
        for child in node.children:
            yield from _parts(child)
    else:
        yield node


def _leaves(
    node: Node, kind: str = "", typed: str = ""
) -> Iterator[tuple[Word | Phrase | Prefix | Filter, str, str]]:
    match node:
        case Not():
            pass
        case Word(field="text") | Phrase() | Prefix():
            yield node, kind, typed
        case Filter(field="entities") if kind:
            yield node, kind, typed
        case And(children) | Or(children) | Together(children):
            for child in children:
                yield from _leaves(child, kind, typed)
        case Either(own, alternatives):
            yield from _leaves(own, kind, typed)
            for alternative in alternatives:
                yield from _leaves(alternative.node, alternative.kind, typed or text_of(own))


def text_of(node: Node) -> str:
    """The words of a part of a query as they were typed, without signs: «قوات،» gives «قوات»."""
    leaves = [leaf.text for leaf, kind, _typed in _leaves(node) if not kind and not isinstance(leaf, Filter)]
    return " ".join(token.text for text in leaves for token in analyse(text))


class _Decision(NamedTuple):
    folded: str
    answers: tuple[Answer, ...]


# The nearest first.
_LAYERS = sorted(Layer, reverse=True)


class Matcher:
    """Finds in any text what a query asks for.

    Texts repeat their words, so what a word answers is decided once for each way it is written.
    """

    def __init__(self, tree: Node) -> None:
        self.sought = sought_in(tree)
        self._forms: dict[Layer, dict[str, list[Sought]]] = {layer: {} for layer in _LAYERS}
        self._prefixes: list[tuple[str, Sought]] = []
        self._phrases: list[tuple[list[str], Sought]] = []
        self._decisions: dict[str, _Decision] = {}
        #: Entities that answer wherever they are named, by their numbers: the text alone does not tell.
        self.entities: dict[int, list[Sought]] = {}
        for sought in self.sought:
            self._learn(sought)
        self._known = frozenset(form for forms in self._forms.values() for form in forms)

    def _learn(self, sought: Sought) -> None:
        match sought.node:
            case Word(text) as word:
                for token in analyse(text):
                    forms = ((token.text,), (token.folded,), token.bare, token.stems, token.roots)
                    for layer, alike in zip(_LAYERS, forms, strict=True):
                        if _counts(word, layer):
                            for form in alike:
                                self._forms[layer].setdefault(form, []).append(sought)
            case Prefix(text):
                if folded := "".join(token.folded for token in analyse(text)):
                    self._prefixes.append((folded, sought))
            case Phrase(text):
                if words := [token.folded for token in analyse(text)]:
                    self._phrases.append((words, sought))
            case Filter(value=numbers):
                for number in numbers:
                    self.entities.setdefault(int(number), []).append(sought)

    def places(self, text: str) -> list[Place]:
        """Every place of ``text`` that answers something, in order; phrases may overlap words.

        >>> from interviews.search.language.tree import Word
        >>> [(place.start, place.end) for place in Matcher(Word("تحالف")).places("قوات والتحالفِ")]
        [(5, 14)]
        """
        decisions, decide = self._decisions, self._decide
        places: list[Place] = []
        words: list[tuple[int, int, str]] = []
        has_phrases = bool(self._phrases)
        for match in WORD.finditer(text):
            word = match.group()
            decision = decisions.get(word)
            if decision is None:
                decision = decisions[word] = decide(word)
            if decision.answers:
                places.append(Place(*match.span(), decision.answers))
            if has_phrases and decision.folded:
                words.append((*match.span(), decision.folded))
        for phrase, sought in self._phrases:
            answers = (Answer(sought, Layer.FOLDED),)
            slop = sought.node.slop if isinstance(sought.node, Phrase) else 0
            found = _near(words, phrase, slop) if slop else _in_a_row(words, phrase)
            places.extend(Place(start, end, answers) for start, end in found)
        return in_order(places) if has_phrases else places

    def places_named(self, text: str, mentions: Iterable[tuple[int, int, int]]) -> list[Place]:
        """The places of ``text`` where entities are named that answer something, by (entity, start, end).

        In whole words, as all places are: a mention leaves out what is attached, «ل» in «لقوات التحالف».
        """
        sought = [mention for mention in mentions if mention[0] in self.entities]
        words = [match.span() for match in WORD.finditer(text)] if sought else []
        return [
            Place(
                *_in_whole_words(words, start, end),
                tuple(Answer(one, Layer.FOLDED) for one in self.entities[entity]),
            )
            for entity, start, end in sought
        ]

    def _decide(self, word: str) -> _Decision:
        if len(word) > LONGEST_WORD:
            # Not kept in the analyser's memory either.
            folded, stems, bare, roots, _is_stop = analysed_forms.__wrapped__(word)
        else:
            folded, stems, bare, roots, _is_stop = analysed_forms(word)
        # Most words of a text are not sought.
        if self._known.isdisjoint((word, folded, *bare, *stems, *roots)) and not self._prefixes:
            return _Decision(folded, ())
        best: dict[int, Answer] = {}
        for layer, forms in zip(_LAYERS, ((word,), (folded,), bare, stems, roots), strict=True):
            for form in forms:
                for sought in self._forms[layer].get(form, ()):
                    _keep(best, Answer(sought, layer))
        for beginning, sought in self._prefixes:
            if folded.startswith(beginning):
                _keep(best, Answer(sought, Layer.FOLDED))
        return _Decision(folded, tuple(best[part] for part in sorted(best)))


def in_order(places: Iterable[Place]) -> list[Place]:
    """Places as they stand in their text."""
    return sorted(places, key=lambda place: place[:2])


def _in_whole_words(words: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """A stretch of a text, widened where it begins or ends inside one of the text's words."""
    first = bisect_right(words, start, key=lambda word: word[1])
    last = bisect_left(words, end, key=lambda word: word[0]) - 1
    if first < len(words):
        start = min(start, words[first][0])
    if last >= 0:
        end = max(end, words[last][1])
    return start, end


def _counts(word: Word, layer: Layer) -> bool:
    """Whether a match in a layer counts for a word of a query."""
    if word.literal:
        return layer >= Layer.FOLDED
    return not word.layers or layer.name.lower() in word.layers


def nearness(answer: Answer) -> tuple[bool, Layer]:
    """For comparison: what was typed before its alternatives, then the nearer layer."""
    return not answer.sought.kind, answer.layer


def _keep(best: dict[int, Answer], answer: Answer) -> None:
    part = answer.sought.part
    if part not in best or nearness(best[part]) < nearness(answer):
        best[part] = answer


def _in_a_row(words: list[tuple[int, int, str]], phrase: list[str]) -> Iterator[tuple[int, int]]:
    folded = [word for _start, _end, word in words]
    length, first = len(phrase), phrase[0]
    for position in range(len(words) - length + 1):
        if folded[position] == first and folded[position : position + length] == phrase:
            yield words[position][0], words[position + length - 1][1]


def _near(words: list[tuple[int, int, str]], phrase: list[str], slop: int) -> Iterator[tuple[int, int]]:
    """The shortest stretches with all words of ``phrase`` and at most ``slop`` others, without overlap."""
    needed = Counter(phrase)
    inside: Counter[str] = Counter()
    places: deque[int] = deque()
    for position, (_start, end, folded) in enumerate(words):
        if folded not in needed:
            continue
        places.append(position)
        inside[folded] += 1
        # What is too far back, or stands there once more than is needed.
        while (
            position - places[0] >= len(phrase) + slop or inside[first := words[places[0]][2]] > needed[first]
        ):
            inside[words[places.popleft()][2]] -= 1
        if len(places) >= len(phrase) and all(inside[word] >= needed[word] for word in needed):
            yield words[places[0]][0], end
            places.clear()
            inside.clear()
