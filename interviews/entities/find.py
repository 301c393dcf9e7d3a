"""Finds known names in a text, by the words of the shared analyser."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from interviews.arabic.normalize import fold
from interviews.arabic.stem import unify_spelling
from interviews.arabic.tokens import Token, tokenize

# What Arabic writes onto the front of a name: and, so, in, like, for, and their joins. They are
# recognised and stay outside of the name. Shortest first, so that as little as possible is cut.
PROCLITICS = ("و", "ف", "ب", "ك", "ل", "وب", "ول", "وك", "فب", "فل", "لل", "ولل", "فلل")

# With fewer letters left, the word is too often another one: «كمي» is not «ك» and the name «مي».
LEAST_AFTER_PROCLITIC = 3

ARTICLE = "ال"

# Dashes, quotation marks and tatweel, which may stand between the words of one name.
_WITHIN_NAMES = frozenset("-‐‑–'’\"«»“”„ـ")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name in the text: ``text[start:end]`` of the original, and the entity it belongs to."""

    start: int
    end: int
    entity: int


class NameFinder:
    """A set of names, ready to be found in any number of texts.

    ``names`` are pairs of an entity's number and one of its names. A name that two entities share
    is ambiguous and finds neither.

    >>> finder = NameFinder([(7, "إقليم كوردستان"), (8, "البيشمركة")])
    >>> [(f.entity, "في اقليم كوردستان والبيشمركه"[f.start:f.end]) for f in
    ...  finder.find("في اقليم كوردستان والبيشمركه")]
    [(7, 'اقليم كوردستان'), (8, 'البيشمركه')]
    """

    def __init__(self, names: Iterable[tuple[int, str]]) -> None:
        self._owners: dict[Words, int] = {}
        # How many words the names have that begin with this one, longest first.
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._add(names)

    def with_preferred(self, preferred: Iterable[tuple[int, str]]) -> NameFinder:
        """The same names and these, which win over others that are written alike.

        So in the interview with one «حسن» the name is his, whoever else bears it.
        """
        finder = NameFinder(())
        finder._owners, finder._lengths = self._owners.copy(), self._lengths.copy()
        finder._add(preferred)
        return finder

    def _add(self, names: Iterable[tuple[int, str]]) -> None:
        owners: dict[Words, set[int]] = defaultdict(set)
        for entity, name in names:
            if words := tuple(_spelling(token.folded) for token in tokenize(name)):
                owners[words].add(entity)
        lengths: dict[str, set[int]] = defaultdict(set)
        for words, entities in owners.items():
            if len(entities) == 1:
                self._owners[words] = next(iter(entities))
                lengths[words[0]].add(len(words))
            else:
                self._owners.pop(words, None)
        for first, found in lengths.items():
            known = self._lengths.get(first, ())
            self._lengths[first] = tuple(sorted({*known, *found}, reverse=True))

    def find(self, text: str) -> Iterator[FoundName]:
        """The names in ``text``, in order and without overlap: leftmost first, then longest."""
        tokens = list(tokenize(text))
        position = 0
        while position < len(tokens):
            found, count = self._name_at(text, tokens, position)
            if found:
                yield found
            position += count

    def _name_at(self, text: str, tokens: Sequence[Token], position: int) -> tuple[FoundName | None, int]:
        """The longest name that begins at this token, and how many tokens to go on."""
        first = tokens[position]
        found, longest = None, 0
        for form, cut in _forms(first.folded):
            for count in self._lengths.get(form, ()):
                if count <= longest:
                    break
                words = tokens[position : position + count]
                entity = self._owners.get((form, *(_spelling(token.folded) for token in words[1:])))
                if entity is None or _is_parted(text, words):
                    continue
                start = first.start + _original_length(first.text, cut)
                found, longest = FoundName(start, words[-1].end, entity), count
        return found, max(longest, 1)


def _forms(folded: str) -> Iterator[tuple[str, int]]:
    """The forms under which a word may begin a name, with how many folded letters are cut off.

    «والعراق» -> («والعراق», 0), («العراق», 1); «للعراق» -> …, («العراق», 2), («عراق», 2): in «لل»
    the article has lost its alef.
    """
    yield _spelling(folded), 0
    for proclitic in PROCLITICS:
        rest = folded[len(proclitic) :]
        if len(rest) >= LEAST_AFTER_PROCLITIC and folded.startswith(proclitic):
            if proclitic.endswith("لل"):
                yield _spelling(ARTICLE + rest), len(proclitic)
            yield _spelling(rest), len(proclitic)


def _spelling(word: str) -> str:
    """A folded word in the spelling names are compared in: «كوردستان» as «كردستان», «الكوردي» as «الكردي»."""
    if word.startswith(ARTICLE):
        return ARTICLE + unify_spelling(word.removeprefix(ARTICLE))
    return unify_spelling(word)


def _original_length(text: str, folded_letters: int) -> int:
    """How many characters of the original make up its first ``folded_letters`` folded ones.

    Marks and invisible characters behind the last of them go with it: «وَالعراق», 1 -> 2. A
    ligature of which only a part is meant is not torn: «ﻷربيل», 1 -> 0.
    """
    if not folded_letters:
        return 0
    length = 0
    for character in text:
        folded_letters -= len(fold(character))
        if folded_letters < 0:
            break
        length += 1
    return length


def _is_parted(text: str, words: Sequence[Token]) -> bool:
    """Whether what stands between the words keeps them from being one name: «العراق، الأردن»."""
    return any(
        not (character.isspace() or character in _WITHIN_NAMES or not fold(character))
        for left, right in pairwise(words)
        for character in text[left.end : right.start]
    )
