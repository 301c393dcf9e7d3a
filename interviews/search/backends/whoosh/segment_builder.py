"""Documents in, the arrays of a segment out.

Nothing is done word by word that can be done once: a word's forms are numbered the first time it is seen,
a text becomes a run of numbers, and the postings of a whole segment come out of one sort.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from whoosh import fields
from whoosh.util.numeric import byte_to_length, length_to_byte

from interviews.arabic.analysis import analysed_forms
from interviews.arabic.normalize import fold
from interviews.arabic.stem import LONGEST_WORD
from interviews.arabic.tokens import WORD

from .postings import FieldPostings, Postings, least_type
from .schema import FOLDED, LAYERS, WRITTEN, Document
from .terms import as_bytes, as_text

#: Whoosh keeps the length of a text in one of 256 steps; its scores are of these lengths.
LENGTH_STEPS = np.array([byte_to_length(step) for step in range(256)])


def length_steps(lengths: np.ndarray) -> np.ndarray:
    """The step of each length, as `whoosh.util.numeric.length_to_byte` gives it for one."""
    steps = np.searchsorted(LENGTH_STEPS, lengths)
    steps[lengths >= _LONGEST] = 255
    return steps.astype(np.uint8)


# The first length of the last step: Whoosh gives that step to everything from here on.
_LONGEST = next(length for length in range(106_000, 107_000) if length_to_byte(length) == 255)


class _Layer:
    """One layer of a text: its terms, numbered, and the terms of every word, one word after the other."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self._terms = array("I")
        self._counts = array("I")

    def add_word(self, terms: Iterable[str]) -> None:
        before = len(self._terms)
        self._terms.extend(self.numbers.setdefault(term, len(self.numbers)) for term in terms)
        self._counts.append(len(self._terms) - before)

    def terms_of(self, words: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The terms of a run of words, and how many each word has."""
        terms, counts = np.frombuffer(self._terms, np.uint32), np.frombuffer(self._counts, np.uint32)
        if not len(words):
            return terms[:0], counts[:0]
        starts = np.cumsum(counts, dtype=np.int64) - counts
        own_counts = counts[words]
        own_starts = np.cumsum(own_counts, dtype=np.int64) - own_counts
        places = np.arange(int(own_counts.sum())) + np.repeat(starts[words] - own_starts, own_counts)
        return terms[places], own_counts


class _Words(dict[str, int]):
    """Every word that was seen, numbered; a new one is analysed."""

    def __init__(self, layers: Mapping[str, _Layer]) -> None:
        super().__init__()
        self._layers = layers

    def __missing__(self, word: str) -> int:
        # What is longer than any word must not stay in the memory of the analyser.
        analysed = analysed_forms if len(word) <= LONGEST_WORD else analysed_forms.__wrapped__
        folded, stems, bare, roots, _is_stop = analysed(word)
        forms = {
            "written": (word,) if folded else (),
            "folded": (folded,) if folded else (),
            "bare": bare,
            "stem": stems,
            "root": roots,
        }
        for name, layer in self._layers.items():
            layer.add_word(forms[name])
        self[word] = number = len(self)
        return number


class _AnalysedField:
    """One text of every document in all its layers."""

    def __init__(self, name: str) -> None:
        self.layers = {layer: _Layer() for layer in LAYERS[name]}
        self.words = _Words(self.layers)
        self._tokens = array("I")
        self._ends = array("Q")

    def add(self, text: str) -> None:
        self._tokens.extend(map(self.words.__getitem__, WORD.findall(text)))
        self._ends.append(len(self._tokens))

    def terms_by_document(self, layer: str) -> tuple[np.ndarray, np.ndarray]:
        """The terms of all documents one after the other, and how many each document has."""
        tokens = np.frombuffer(self._tokens, np.uint32)
        terms, counts = self.layers[layer].terms_of(tokens)
        before = np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))
        return terms, np.diff(before[np.frombuffer(self._ends, np.uint64)], prepend=0)


class SegmentBuilder:
    """Takes documents and gives their postings."""

    def __init__(self, schema: fields.Schema) -> None:
        self._schema = schema
        self._texts = {name: _AnalysedField(name) for name in LAYERS if f"{name}_{LAYERS[name][0]}" in schema}
        self._facts: dict[str, dict[str, list[int]]] = {
            name: defaultdict(list) for name, kind in schema.items() if not isinstance(kind, fields.TEXT)
        }
        self.count = 0

    def add(self, document: Document) -> None:
        for name, analysed in self._texts.items():
            analysed.add(document.texts.get(name, ""))
        for name, values in document.facts.items():
            for value in dict.fromkeys(values):
                self._facts[name][value].append(self.count)
        self.count += 1

    def postings(self) -> Postings:
        """Everything that was added, field by field."""
        found: dict[str, FieldPostings] = {}
        for name, analysed in self._texts.items():
            for layer_name, layer in analysed.layers.items():
                field = f"{name}_{layer_name}"
                with_positions = self._schema[field].format.supports("positions")
                terms = analysed.terms_by_document(layer_name)
                found[field] = _text_postings(layer.numbers, *terms, with_positions)
        for field, values in self._facts.items():
            found[field] = _fact_postings(values)
        if FOLDED in found:
            found[FOLDED].display = self._display(found[FOLDED], found[WRITTEN])
        return Postings(self.count, found.items())

    def _display(self, folded: FieldPostings, written: FieldPostings) -> np.ndarray:
        """For each folded term the place of the written one that is its most frequent spelling."""
        frequency = np.diff(written.starts).tolist()
        place = {as_text(term): index for index, term in enumerate(written.terms)}
        best: dict[str, int] = {}
        for word in self._texts["text"].layers["written"].numbers:
            spelling = fold(word)
            candidates = (best.get(spelling, place[word]), place[word])
            best[spelling] = max(candidates, key=lambda index: (frequency[index], index))
        return np.fromiter((best[as_text(term)] for term in folded.terms), np.uint32, len(folded.terms))


def _sorted_terms(terms: Iterable[str]) -> tuple[list[bytes], np.ndarray]:
    """Terms in the order of their bytes, and the place of each in that order."""
    encoded = [as_bytes(term) for term in terms]
    order = sorted(range(len(encoded)), key=encoded.__getitem__)
    places = np.empty(len(order), np.uint64)
    places[order] = np.arange(len(order), dtype=np.uint64)
    return [encoded[index] for index in order], places


def _text_postings(
    numbers: Mapping[str, int], tokens: np.ndarray, lengths: np.ndarray, with_positions: bool
) -> FieldPostings:
    terms, places = _sorted_terms(numbers)
    term_of = places[tokens] if terms else np.zeros(0, np.uint64)
    document_of = np.repeat(np.arange(len(lengths), dtype=np.uint64), lengths)
    keys = term_of << np.uint64(32) | document_of
    positions = None
    if with_positions:
        position_of = np.arange(len(keys)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        positions = least_type(position_of[order])
    else:
        keys.sort()
    is_first = np.ones(len(keys), bool)
    np.not_equal(keys[1:], keys[:-1], out=is_first[1:])
    firsts = np.flatnonzero(is_first)
    frequencies = np.diff(firsts, append=len(keys))
    keys = keys[firsts]
    documents = (keys & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    starts = np.searchsorted(keys >> np.uint64(32), np.arange(len(terms) + 1, dtype=np.uint64))
    steps = length_steps(lengths)
    pairs, codes = np.unique(frequencies.astype(np.uint32) << 8 | steps[documents], return_inverse=True)
    return FieldPostings(
        terms,
        starts.astype(np.uint64),
        documents,
        codes=least_type(codes),
        pairs=pairs.astype(np.uint32),
        lengths=steps,
        total_length=int(lengths.sum()),
        positions=positions,
    )


def _fact_postings(values: Mapping[str, list[int]]) -> FieldPostings:
    terms = sorted((as_bytes(value), documents) for value, documents in values.items())
    starts = np.zeros(len(terms) + 1, np.uint64)
    np.cumsum(np.fromiter((len(found) for _term, found in terms), np.int64, len(terms)), out=starts[1:])
    documents = np.fromiter((d for _term, found in terms for d in found), np.uint32)
    return FieldPostings([term for term, _documents in terms], starts, documents)
