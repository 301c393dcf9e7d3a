"""Finds known names in a text, by the words of the shared analyser."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from interviews.arabic.normalize import fold
from interviews.arabic.tokens import Token, tokenize

# What Arabic writes onto the front of a name: and, so, in, like, for, and their joins. They are
# recognised and stay outside of the name. Longest first, so that «وب» is not taken for «و».
PROCLITICS = ("ولل", "فلل", "وب", "ول", "وك", "فب", "فل", "لل", "و", "ف", "ب", "ك", "ل")

ARTICLE = "ال"


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name in the text: ``text[start:end]`` of the original, and the entity it belongs to."""

    start: int
    end: int
    entity: int


class NameFinder:
    """A set of names, ready to be found in any number of texts.

    ``names`` are pairs of an entity's number and one of its names; a name that two entities
    share is ambiguous and finds neither, unless ``preferred`` has one of them.

    >>> finder = NameFinder([(7, "إقليم كوردستان"), (8, "البيشمركة")])
    >>> [(f.entity, "في اقليم كوردستان والبيشمركه"[f.start:f.end]) for f in
    ...  finder.find("في اقليم كوردستان والبيشمركه")]
    [(7, 'اقليم كوردستان'), (8, 'البيشمركه')]
    """

    def __init__(self, names: Iterable[tuple[int, str]], preferred: Iterable[tuple[int, str]] = ()) -> None:
        owners: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for entity, name in names:
            if words := _words(name):
                owners[words].add(entity)
        for entity, name in preferred:
            if words := _words(name):
                owners[words] = {entity}
        self._owners = {words: next(iter(found)) for words, found in owners.items() if len(found) == 1}
        # Longest first: «قوات التحالف الدولي» wins over «التحالف الدولي».
        by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for words in sorted(self._owners, key=len, reverse=True):
            by_first[words[0]].append(words)
        self._by_first = dict(by_first)

    def with_preferred(self, preferred: Iterable[tuple[int, str]]) -> NameFinder:
        """The same names, and these, which win over others that are written alike."""
        extended = NameFinder((), preferred)
        known = {words: entity for words, entity in self._owners.items() if words not in extended._owners}
        extended._owners.update(known)
        for first, names in self._by_first.items():
            merged = {*names, *extended._by_first.get(first, ())}
            extended._by_first[first] = sorted(merged, key=len, reverse=True)
        return extended

    def find(self, text: str) -> Iterator[FoundName]:
        """The names in ``text``, in order and without overlap: leftmost first, then longest."""
        tokens = list(tokenize(text))
        position = 0
        while position < len(tokens):
            found = self._name_at(text, tokens, position)
            if found is None:
                position += 1
            else:
                name, count = found
                yield name
                position += count

    def _name_at(self, text: str, tokens: list[Token], position: int) -> tuple[FoundName, int] | None:
        first = tokens[position]
        for form, cut in _forms(first.folded):
            for words in self._by_first.get(form, ()):
                following = tokens[position + 1 : position + len(words)]
                if tuple(token.folded for token in following) != words[1:]:
                    continue
                last = following[-1] if following else first
                neighbours = zip([first, *following], following, strict=False)
                if any(_parts_names(text[left.end : right.start]) for left, right in neighbours):
                    continue
                start = first.start + _original_length(first.text, cut)
                return FoundName(start, last.end, self._owners[words]), len(words)
        return None


def _words(name: str) -> tuple[str, ...]:
    return tuple(token.folded for token in tokenize(name))


def _forms(folded: str) -> Iterator[tuple[str, int]]:
    """The forms under which a word may begin a name, with how many folded letters are cut off.

    «والعراق» -> («والعراق», 0), («العراق», 1); «للعراق» -> …, («العراق», 1), («عراق», 2): in «لل»
    the article has lost its alef.
    """
    yield folded, 0
    for proclitic in PROCLITICS:
        rest = folded[len(proclitic) :]
        if len(rest) < 2 or not folded.startswith(proclitic):
            continue
        if proclitic.endswith("لل"):
            yield ARTICLE + rest, len(proclitic)
        yield rest, len(proclitic)


def _original_length(text: str, folded_letters: int) -> int:
    """How many characters of the original make up its first ``folded_letters`` folded ones.

    Marks and invisible characters behind the last of them go with it: «وَالعراق», 1 -> 2.
    """
    length = 0
    while length < len(text) and (folded_letters > 0 or not fold(text[length])):
        folded_letters -= len(fold(text[length]))
        length += 1
    return length if length < len(text) else 0


def _parts_names(between: str) -> bool:
    """Whether what stands between two words keeps them from being one name: «العراق، الأردن»."""
    return any(not (character.isspace() or character in "-‐‑–'’\"«»“”ـ") for character in between)
