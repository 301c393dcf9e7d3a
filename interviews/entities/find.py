"""Finds known names in a text, by the words that the shared analyser cuts.

A text is read once, however many names there are: each written word is looked up among the words with which a
name may begin, and only where one does are the words behind it compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from interviews.arabic.stem import LONGEST_WORD

from .found import KnownName
from .keys import (
    beginnings,
    generic_nouns,
    genus_of,
    is_word_of_its_own,
    key_of,
    name_keys,
    without_sorani_ending,
    word_key,
)
from .text import Text, original_length

#: Written words whose names are remembered, per finder.
_WORDS_KEPT = 100_000

_LONGEST_ADDRESS = 200
_UNBROKEN, _UNBROKEN_END = re.compile(r"[!-~]{1,200}"), re.compile(r"[!-~]+\Z")
_ADDRESS = re.compile(r"://|@|www\.|\.(?:com|net|org|info|gov|edu|tv)\b", re.IGNORECASE)


Owners = tuple[KnownName, ...]


class Match(NamedTuple):
    """A place in a text where a known name stands, and all that bear it.

    ``text[start:end]`` is the name without what is attached before it; ``first`` and ``last`` number its
    words in the text, ``last`` not included; ``is_attached`` says whether something was cut off the first.
    """

    start: int
    end: int
    first: int
    last: int
    is_attached: bool
    owners: Owners


class _Beginning(NamedTuple):
    """A key with which names begin: «العراق» of «والعراق»."""

    key: str
    #: How many folded letters are cut off the word before it.
    cut: int
    #: Who is called so and no more.
    owners: Owners
    #: Whether names of more words begin so.
    goes_on: bool
    #: How many characters of the word are an ending behind the name: 2 in «کەرکووکدا».
    tail: int = 0


class NameFinder:
    """The names of the authority, ready to be found in any number of texts. Threads may share one.

    >>> names = [KnownName(7, "إقليم كوردستان", "place"), KnownName(8, "البيشمركة", "organisation")]
    >>> finder = NameFinder(names)
    >>> text = "في اقليم كوردستان والبيشمركه"
    >>> [(match.owners[0].entity, text[match.start:match.end]) for match in finder.find(text)]
    [(7, 'اقليم كوردستان'), (8, 'البيشمركه')]
    """

    def __init__(self, names: Iterable[KnownName]) -> None:
        self._base: NameFinder | None = None
        #: The keys of a name's words, joined by spaces.
        self._names: dict[str, Owners] = {}
        # Of the names of several words: their first words, and by their first two how many words they have,
        # longest first.
        self._firsts: set[str] = set()
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._genera: dict[int, frozenset[int]] = {}
        self._known_words: dict[str, tuple[_Beginning, ...]] = {}
        self._add(names)

    def with_names(self, names: Iterable[KnownName]) -> NameFinder:
        """The same names and these. Costs as much as these names do; the finder itself stays as it is."""
        finder = NameFinder(())
        finder._base = self._base or self
        if self._base:
            finder._names, finder._firsts = self._names.copy(), self._firsts.copy()
            finder._lengths, finder._genera = self._lengths.copy(), self._genera.copy()
        finder._add(names)
        return finder

    def _add(self, names: Iterable[KnownName]) -> None:
        for name in names:
            keys = name_keys(name.text, name.kind)
            if name.kind == "organisation" and keys and (genus := genus_of(keys[0][0])) is not None:
                self._genera[name.entity] = self._genera.get(name.entity, frozenset()) | {genus}
            for key in keys:
                joined = " ".join(key)
                owners = self._names.get(joined)
                self._names[joined] = (name,) if owners is None else _with_owner(owners, name)
                if len(key) > 1:
                    self._firsts.add(key[0])
                    pair = " ".join(key[:2])
                    known = self._lengths.get(pair, ())
                    if len(key) not in known:
                        self._lengths[pair] = tuple(sorted((*known, len(key)), reverse=True))

    def owners(self, name: str) -> Owners:
        """All that bear this name, in whatever spelling; none where it is not known."""
        return self._owners(" ".join(key_of(name)))

    def genera(self, entity: int) -> frozenset[int]:
        """What an organisation is by the heads of its full names (`genus_of`); empty where none tells."""
        own = self._genera.get(entity, frozenset())
        return own | self._base._genera.get(entity, frozenset()) if self._base else own

    def _owners(self, key: str) -> Owners:
        own = self._names.get(key, ())
        if self._base is None:
            return own
        owners = self._base._names.get(key, ())
        for name in own:
            owners = _with_owner(owners, name)
        return owners

    def _lengths_of(self, pair: str) -> tuple[int, ...]:
        own = self._lengths.get(pair, ())
        base = self._base._lengths.get(pair, ()) if self._base else ()
        return tuple(sorted({*own, *base}, reverse=True)) if own and base else own or base

    def _begins(self, word: str) -> tuple[_Beginning, ...]:
        """The names that begin with this word."""
        found: list[_Beginning] = []
        base = self._base or self
        if len(word) <= LONGEST_WORD:
            for form, cut in beginnings(word):
                goes_on = form in self._firsts or form in base._firsts
                if goes_on or form in self._names or form in base._names:
                    found.append(_Beginning(form, cut, self._owners(form), goes_on))
            if stem := without_sorani_ending(word):
                form = word_key(stem)
                if owners := self._owners(form):
                    found.append(_Beginning(form, 0, owners, False, len(word) - len(stem)))
        if len(self._known_words) >= _WORDS_KEPT:
            self._known_words.clear()
        begins = self._known_words[word] = tuple(found)
        return begins

    def find(self, text: str | Text) -> Iterator[Match]:
        """The names in a text, in order and without overlap: leftmost first, then longest."""
        if isinstance(text, str):
            text = Text(text)
        known, base = self._known_words, self._base or self
        lengths, base_lengths, following = self._lengths, base._lengths, [*text.keys[1:], ""]
        free_from = 0
        for index, word in enumerate(text.words):
            begins = known.get(word)
            if begins is None:
                begins = self._begins(word)
            if not begins or index < free_from:
                continue
            for form, _cut, owners, goes_on, _tail in begins:
                # Behind most words with which names begin no name goes on: that is seen here at once.
                pair = f"{form} {following[index]}" if goes_on else ""
                if owners or pair in lengths or pair in base_lengths:
                    if match := self._match(text, index, begins):
                        match = self._longer_behind_head(text, match)
                        yield match
                        free_from = match.last
                    break

    def _longer_behind_head(self, text: Text, match: Match) -> Match:
        """The longer name that begins behind a generic noun: «الحشد الشعبي» in «قوات الحشد الشعبي»."""
        behind = match.first + 1
        if match.last == behind or match.is_attached or text.keys[match.first] not in generic_nouns():
            return match
        begins = self._begins(text.words[behind])
        other = self._match(text, behind, begins) if begins else None
        return other if other and not other.is_attached and other.last > match.last else match

    def _match(self, text: Text, index: int, begins: tuple[_Beginning, ...]) -> Match | None:
        longest, cut_off, cut_behind = 0, 0, 0
        found: Owners = ()
        for form, cut, owners, goes_on, tail in begins:
            if owners and not longest and not (cut and is_word_of_its_own(text.keys[index])):
                longest, found, cut_off, cut_behind = 1, owners, cut, tail
            if not goes_on or index + 1 == len(text.words):
                continue
            for length in self._lengths_of(f"{form} {text.keys[index + 1]}"):
                if length <= longest:
                    break
                last = index + length
                owners = self._owners(" ".join((form, *text.keys[index + 1 : last])))
                if owners and last <= len(text.words) and text.is_one_piece(index, last):
                    longest, found, cut_off, cut_behind = length, owners, cut, 0
        if not longest:
            return None
        start = text.starts[index]
        if cut_off:
            start += original_length(text.words[index], cut_off)
        last = index + longest
        if text.text[start] < "\u0080" and _is_in_address(text.text, start):
            return None
        return Match(start, text.ends[last - 1] - cut_behind, index, last, cut_off > 0, found)


def _is_in_address(text: str, start: int) -> bool:
    """Whether a word is part of an address on the web or of somebody's there: «www.iraq.example», «@iraq»."""
    before = _UNBROKEN_END.search(text, max(0, start - _LONGEST_ADDRESS), start)
    behind = _UNBROKEN.match(text, start)
    address = (before.group() if before else "") + (behind.group() if behind else "")
    return _ADDRESS.search(address) is not None


def _with_owner(owners: Owners, name: KnownName) -> Owners:
    """The owners of a key and one more; of two names of one entity the unambiguous one stays."""
    for at, owner in enumerate(owners):
        if owner.entity == name.entity:
            if owner.is_ambiguous and not name.is_ambiguous:
                return (*owners[:at], name, *owners[at + 1 :])
            return owners
    return (*owners, name)


def merged(matches: Iterable[Match], others: Iterable[Match]) -> Iterator[Match]:
    """What two finders found in one text, as one that has the names of both would."""
    free_from = 0
    # Of the same words the name from which less is cut off: «كندا», not «ك» and «ندا».
    found = sorted((*matches, *others), key=lambda match: (match.first, -match.last, match.start, -match.end))
    for index, match in enumerate(found):
        if match.first < free_from:
            continue
        for other in found[index + 1 : index + 2]:
            if (other.start, other.end) == (match.start, match.end):
                owners = match.owners
                for owner in other.owners:
                    owners = _with_owner(owners, owner)
                match = match._replace(owners=owners)
        yield match
        free_from = match.last
