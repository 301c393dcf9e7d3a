"""Other ways to say what a query says: other names of a month, a person, a place; digits and spellings.

Pure, tree to tree. Every equivalence can be shown and switched off; its kind is one of ``KINDS``:

- "months": «آب» is also «أغسطس». The words of «كانون الثاني» say a month only together, so they become one
  phrase that counts as one word.
- "names": «نتنياهو» is also «Netanyahu», and whatever names him. The words of a name say something alone, too
  («الراوي» for «سلمان الراوي»), so each stays a word, and another name answers for each of them.
- "digits" and "spelling": «2014» is also «٢٠١٤», «كوردستان» also «كردستان». Folding and stems make them one
  without another word; switched off, the word is kept from the layers that do so. «عبدالله» is also
  «عبد الله» (``compounds``), which counts as one word.

What stands in quotation marks was put there to be found as it is: other spellings of its words are the same
words, but it has no other names. What is excluded is not expanded: a passage too many is seen and can be
excluded, but nobody would miss a passage that a word kept out which was never typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from interviews.arabic.analysis import analyse
from interviews.arabic.digits import has_digits, in_other_digits
from interviews.arabic.months import LONGEST_MONTH_NAME, month_names
from interviews.arabic.spellings import other_spellings

from .compounds import ATTACHED, in_units, other_ways
from .tree import (
    Alternative,
    And,
    Either,
    Node,
    Not,
    Or,
    Phrase,
    Together,
    Word,
    is_function_word,
    transformed,
)

KINDS = ("digits", "months", "spelling", "names")

#: Names of more words than this are not looked for.
LONGEST_NAME = 4

# So many words side by side are a pasted text, and name whatever they name by chance.
MOST_WORDS = 30

# Where names are found: particles may be attached to them, but they have no other forms.
_AS_NAMED = ("written", "folded", "bare")

# The layers that tell apart what a switched off equivalence would make one.
_WITHOUT_DIGITS = ("written",)
_WITHOUT_SPELLING = ("written", "folded", "bare")

Words = tuple[str, ...]
Names = Callable[[list[Words]], dict[Words, list[Alternative]]]


@dataclass(frozen=True, slots=True)
class Equivalence:
    """What was typed and what is looked for beside it: «آب» and («أغسطس», «غشت», …)."""

    kind: str
    typed: str
    others: tuple[str, ...]


def expand(tree: Node, *, names: Names, off: frozenset[str] = frozenset()) -> Node:
    """The tree with the other ways to say its parts, but for the kinds that are ``off``.

    ``names`` is given folded words that stand side by side, up to four, and returns the alternatives of those
    that are a name (``names.other_names``). It is asked once.
    """
    sequences = [] if "names" in off else list(dict.fromkeys(_sequences(tree)))
    return _Expansion(names(sequences) if sequences else {}, off).of(tree)


def named_by(text: str) -> Node:
    """A name as it is looked for: a word in no other form, or a phrase."""
    words = [token.text for token in analyse(text)]
    return Word(words[0], layers=_AS_NAMED) if len(words) == 1 else Phrase(" ".join(words))


def equivalences(tree: Node) -> list[Equivalence]:
    """The equivalences of an expanded tree, each once, in the order of the query.

    To show also those that are switched off, expand without ``off`` and ask that tree.
    """
    return list(dict.fromkeys(_equivalences(tree)))


@dataclass(frozen=True, slots=True)
class _Expansion:
    names: dict[Words, list[Alternative]]
    off: frozenset[str]

    def of(self, node: Node) -> Node:
        match node:
            case Together(children):
                return self.side_by_side(children)
            case And(children) | Or(children):
                return type(node)(tuple(self.of(child) for child in children))
            case Not():
                return transformed(node, self.limited)
            case Word() if _run((node,), 0, 1):
                return self.side_by_side((node,))
            case Phrase(text, slop) if "spelling" not in self.off:
                ways = other_ways([token.text for token in analyse(text)])
                others = (
                    Alternative("spelling", Phrase(way, slop if " " in way else 0), way) for way in ways
                )
                return _either(node, tuple(others))
        return node

    def side_by_side(self, nodes: Sequence[Node]) -> Node:
        """The nodes with what their words say, alone or with their neighbours: the longest first."""
        expanded: list[Node] = []
        at = 0
        while at < len(nodes):
            run = _run(nodes, at, max(LONGEST_MONTH_NAME, LONGEST_NAME))
            found = next(filter(None, (self.said_by(run[:count]) for count in range(len(run), 0, -1))), None)
            if found is None:
                found = [self.limited(run[0]) if run else self.of(nodes[at])], 1
            said, count = found
            expanded += said
            at += count
        return Together(tuple(expanded)) if len(expanded) > 1 else expanded[0]

    def said_by(self, run: Sequence[Word]) -> tuple[list[Node], int] | None:
        """The nodes that stand for words which together are a month or a name, and how many words."""
        words = tuple(_folded(word) for word in run)
        months, others = self.months(words), self.others(words)
        if months and len(run) > 1:
            return [_either(Phrase(" ".join(word.text for word in run)), months + others)], len(run)
        units = list(self.units(run))
        if months or others or (len(units) == 1 and (len(run) > 1 or units[0][1])):
            return [_either(node, spelt + months + others) for node, spelt in units], len(run)
        return None

    def units(self, run: Sequence[Word]) -> Iterator[tuple[Node, tuple[Alternative, ...]]]:
        """The words of a run, two that may be written as one as a phrase, each with its other spellings."""
        if "spelling" in self.off:
            yield from ((self.limited(word), ()) for word in run)
            return
        words = {word.text: word for word in run}
        for own, *others in in_units([word.text for word in run]):
            alternatives = [Alternative("spelling", named_by(other), other) for other in others]
            # A word is found with what is attached to it, and so are two that stand for one.
            for two in (way for way in (own, *others) if others and " " in way):
                alternatives += [Alternative("spelling", Phrase(letter + two), two) for letter in ATTACHED]
            yield (self.limited(words[own]) if own in words else Phrase(own)), tuple(alternatives)

    def months(self, words: Words) -> tuple[Alternative, ...]:
        if "months" in self.off:
            return ()
        return tuple(Alternative("months", named_by(name), name) for name in month_names(words))

    def others(self, words: Words) -> tuple[Alternative, ...]:
        return tuple(self.names.get(words, ()))

    def limited(self, node: Node) -> Node:
        """A word kept from the layers of what is switched off; any other node as it is."""
        if not isinstance(node, Word) or node.literal:
            return node
        if "digits" in self.off and has_digits(node.text):
            return replace(node, layers=_WITHOUT_DIGITS)
        if "spelling" in self.off and _other_spellings(node):
            return replace(node, layers=_WITHOUT_SPELLING)
        return node


def _either(node: Node, alternatives: tuple[Alternative, ...]) -> Node:
    return Either(node, alternatives) if alternatives else node


def _sequences(node: Node) -> Iterator[Words]:
    """The folded words that may be a name: neighbours in the query."""
    match node:
        case And(children) | Or(children):
            for child in children:
                yield from _sequences(child)
        case Together(children) if len(children) <= MOST_WORDS:
            for at, child in enumerate(children):
                run = _run(children, at, LONGEST_NAME)
                for count in range(1, len(run) + 1):
                    if count > 1 or not is_function_word(run[0]):
                        yield tuple(_folded(word) for word in run[:count])
                if not run:
                    yield from _sequences(child)
        case Word() if _run((node,), 0, 1):
            yield from _sequences(Together((node,)))


def _run(nodes: Sequence[Node], at: int, longest: int) -> list[Word]:
    """The plain words side by side from ``at`` on, at most ``longest``."""
    run = []
    for node in nodes[at : at + longest]:
        if not isinstance(node, Word) or node.literal or node.field != "text" or not _folded(node):
            break
        run.append(node)
    return run


def _folded(word: Word) -> str:
    """The folded form of a word; nothing for a text that is not one word."""
    tokens = list(analyse(word.text))
    return tokens[0].folded if len(tokens) == 1 else ""


def _other_spellings(word: Word) -> tuple[str, ...]:
    """How a word is written in Kurdish or in Arabic besides: «والكورد» gives «كرد»."""
    for token in analyse(word.text):
        for form in dict.fromkeys((token.folded, *token.bare)):
            if others := other_spellings(form):
                return others
    return ()


def _equivalences(node: Node) -> Iterator[Equivalence]:
    match node:
        case Together(children):
            # The words of one name have the same alternatives, and are shown together.
            for alternatives, group in groupby(children, key=_other_words):
                parts = list(group)
                if alternatives:
                    yield from _of_alternatives(" ".join(_typed(part) for part in parts), alternatives)
                for part in parts:
                    yield from _of_alternatives(_typed(part), _spellings(part))
                    yield from _equivalences(part.node if isinstance(part, Either) else part)
        case And(children) | Or(children):
            for child in children:
                yield from _equivalences(child)
        case Either():
            yield from _equivalences(Together((node,)))
        case Word() if not (node.literal or node.layers):
            if others := in_other_digits(node.text):
                yield Equivalence("digits", node.text, others)
            if others := _other_spellings(node):
                yield Equivalence("spelling", node.text, others)


def _other_words(node: Node) -> tuple[Alternative, ...]:
    """The alternatives of a part but for its own spellings."""
    alternatives = node.alternatives if isinstance(node, Either) else ()
    return tuple(alternative for alternative in alternatives if alternative.kind != "spelling")


def _spellings(node: Node) -> tuple[Alternative, ...]:
    alternatives = node.alternatives if isinstance(node, Either) else ()
    return tuple(alternative for alternative in alternatives if alternative.kind == "spelling")


def _typed(node: Node) -> str:
    own = node.node if isinstance(node, Either) else node
    return own.text if isinstance(own, Word | Phrase) else ""


def _of_alternatives(typed: str, alternatives: Iterable[Alternative]) -> Iterator[Equivalence]:
    labels: dict[str, dict[str, None]] = {}
    for alternative in alternatives:
        labels.setdefault(alternative.kind, {})[alternative.label] = None
    for kind, others in labels.items():
        yield Equivalence(kind, typed, tuple(label for label in others if label != typed))
