"""Did they mean another word? By the archive's own words and names; offered, never put in place.

A word is doubted when the archive has it not at all, or hardly beside one spelt almost alike. Words of
names, months, and words that the archive has in another spelling are beyond doubt. What else the query says,
its operators, fields and quotation marks, stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from interviews.arabic.analysis import AnalysedToken, analyse
from interviews.arabic.months import LONGEST_MONTH_NAME, month_names
from interviews.arabic.normalize import fold_with_offsets
from interviews.arabic.spellings import written_forms
from interviews.arabic.stem import ARTICLE
from interviews.models import name_key
from interviews.search.language.parsing import parse
from interviews.search.language.tree import (
    And,
    Either,
    Named,
    Node,
    Or,
    ParsedQuery,
    Phrase,
    Together,
    Word,
    loosened,
)
from interviews.search.language.writing import to_text
from interviews.search.results.snippets import Piece

from .completion import field_query
from .keyboard import typed_in_arabic
from .known_names import KnownName, directory, shown
from .name_directory import KINDS, Bearer, NameDirectory
from .near_words import (
    LONG_WORD,
    SHORTEST_WORD,
    misspelling_cost,
    spelling_cost,
    split_in_two,
    unlikeliness,
)
from .vocabulary import ArchiveWord, ArchiveWords

#: A word that more passages than this have is not doubted, and costs no further look.
RARE = 5

# A rare word is doubted when one that is so much more frequent is as near as a usual mistake.
_MORE_FREQUENT = 100
_USUAL_MISTAKE = 0.7

# An unknown word and what it may have been are at most so far apart (`near_words.misspelling_cost`).
_FARTHEST = {False: 1.0, True: 1.6}

# Names are asked for more often than they are said: so much nearer is a word that is part of one.
_NAME = 0.4

# Of both halves of a word that is cut in two, so many passages must have each.
_HALVES = 3

MOST_NAMES = 3
_CANDIDATES = 10


@dataclass(frozen=True, slots=True)
class NameOffer:
    """A name that sounds like words of the query, and the query that asks for it."""

    name: KnownName
    query: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The query as it may have been meant, changed words marked, with its number of passages; and names."""

    pieces: tuple[Piece, ...] = ()
    found: int = 0
    names: tuple[NameOffer, ...] = ()

    @property
    def query(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    def __bool__(self) -> bool:
        return bool(self.pieces or self.names)


def suggestions(
    parsed: ParsedQuery,
    words: ArchiveWords,
    found: Callable[[str], int],
    names: NameDirectory | None = None,
) -> Suggestions:
    """What else may have been meant: «ضروف -الحرب» gives «ظروف -الحرب», «كاجينز» offers «ستيف كاغينز».

    ``found`` says how many passages a query finds: a mended one that finds nothing is not suggested.
    ``names`` are those of the archive unless others are given.
    """
    rare = _rare(_asked_words(parsed), words)
    if not rare and not any(isinstance(leaf, Named) for leaf in _leaves(parsed.tree)):
        # Nearly always; the names of the archive are not even looked at.
        return Suggestions()
    names = names if names is not None else directory()
    known = known_otherwise(parsed.text, words, names)
    tokens = [token for token in rare if token.start not in known]
    pieces = _mended(parsed.text, tokens, words, names)
    count = _found("".join(piece.text for piece in pieces), found) if pieces else 0
    return Suggestions(pieces if count else (), count, _sounding_alike(parsed, tokens, words, names))


def _found(text: str, found: Callable[[str], int]) -> int:
    """How many passages the page of a query shows: those with any of its parts, if none has all."""
    return found(text) or found(to_text(loosened(parse(text).tree)))


def _leaves(node: Node) -> Iterator[Word | Phrase | Named]:
    """What of a query is asked for by words, without what is excluded and without other ways to say it."""
    if isinstance(node, Word | Phrase | Named):
        yield node
    elif isinstance(node, Either):
        yield from _leaves(node.node)
    elif isinstance(node, And | Or | Together):
        for child in node.children:
            yield from _leaves(child)


def _asked_words(parsed: ParsedQuery) -> list[AnalysedToken]:
    """The words that are looked for in the text, where they stand in the query."""
    asked = {
        token.folded
        for leaf in _leaves(parsed.tree)
        if isinstance(leaf, Phrase) or (isinstance(leaf, Word) and leaf.field == "text")
        for token in analyse(leaf.text)
    }
    return [
        token
        for token in analyse(parsed.text)
        # The name of a field is followed by its colon.
        if token.folded in asked and parsed.text[token.end : token.end + 1] != ":"
    ]


def _rare(tokens: Sequence[AnalysedToken], words: ArchiveWords) -> list[AnalysedToken]:
    return [
        token
        for token in tokens
        if len(token.folded) >= SHORTEST_WORD
        and not token.is_stop
        and not any(character.isdigit() for character in token.folded)
        and words.count(token.folded) <= RARE
    ]


def known_otherwise(text: str, words: ArchiveWords, names: NameDirectory) -> set[int]:
    """Where words begin that are right though no passage has them: «يوليو», «مايلز», «كوردستان».

    They are of a name or a label, say a month, or are spelt otherwise in Arabic or in Kurdish.
    """
    tokens = list(analyse(text))
    known = {
        token.start
        for token in tokens
        for form in _forms(token)
        if names.knows(form) or any(words.count(other) for other in written_forms(form) if other != form)
    }
    for at in range(len(tokens)):
        for count in range(1, LONGEST_MONTH_NAME + 1):
            month = tokens[at : at + count]
            if any(month_names((first, *(t.folded for t in month[1:]))) for first in _forms(month[0])):
                known.update(token.start for token in month)
    return known


def _forms(token: AnalysedToken) -> tuple[str, ...]:
    """A folded word, and without what may be attached to it."""
    return (token.folded, *token.bare)


def _mended(
    text: str, tokens: Sequence[AnalysedToken], words: ArchiveWords, names: NameDirectory
) -> tuple[Piece, ...]:
    """The text with the words that were meant in place of the doubtful ones; () when there are none."""
    pieces: list[Piece] = []
    end = 0
    for token in tokens:
        if token.start < end:
            continue
        start, token_end, meant = _joined(text, token, words) or (
            token.start,
            token.end,
            _meant(token, words, names),
        )
        if meant and start >= end:
            pieces += [Piece(text[end:start]), Piece(meant, marked=True)]
            end = token_end
    return (*pieces, Piece(text[end:])) if pieces else ()


def _joined(text: str, token: AnalysedToken, words: ArchiveWords) -> tuple[int, int, str] | None:
    """An unknown word put together with the one beside it, if that is a word: «الاستر اتيجية»."""
    if words.count(token.folded):
        return None
    tokens = list(analyse(text))
    at = next(i for i, other in enumerate(tokens) if other.start == token.start)
    for first, second in ((at, at + 1), (at - 1, at)):
        if first < 0 or second >= len(tokens) or text[tokens[first].end : tokens[second].start].strip():
            continue
        if words.count(tokens[first].folded + tokens[second].folded):
            return tokens[first].start, tokens[second].end, tokens[first].text + tokens[second].text
    return None


def _meant(token: AnalysedToken, words: ArchiveWords, names: NameDirectory) -> str | None:
    """The word or two that a doubtful word may have been, as the archive spells them."""
    count = words.count(token.folded)
    if count:
        return _far_more_frequent(token, count, words)
    if token.text.isascii() and (meant := _in_arabic(token.text, words, names)):
        return meant
    near = words.near(token.folded, _CANDIDATES)
    if any(_is_found_by(token, word) for word in near):
        return None
    best = min(near, key=lambda word: _unlikeliness(token.folded, word, names), default=None)
    cost = misspelling_cost(token.folded, best.folded) if best else None
    halves = split_in_two(token.folded, words.count)
    if halves and min(map(words.count, halves)) >= _HALVES and (cost is None or cost > _USUAL_MISTAKE):
        cut = fold_with_offsets(token.text).origins[len(halves[0])]
        return f"{token.text[:cut]} {token.text[cut:]}"
    if best and cost is not None and cost <= _FARTHEST[len(token.folded) >= LONG_WORD]:
        return _with_article(token.folded, best)
    return None


def _unlikeliness(typed: str, word: ArchiveWord, names: NameDirectory) -> float:
    return unlikeliness(typed, word.folded, word.count) - (_NAME if names.knows(word.folded) else 0)


def _with_article(typed: str, word: ArchiveWord) -> str:
    """The word as the archive spells it, behind the article that was typed: «المسشفى» gives «المستشفى»."""
    has_article = typed.startswith(ARTICLE) and not word.folded.startswith(ARTICLE)
    is_article = has_article and misspelling_cost(typed, word.folded) < spelling_cost(typed, word.folded)
    return ARTICLE + word.text if is_article else word.text


def _far_more_frequent(token: AnalysedToken, count: int, words: ArchiveWords) -> str | None:
    for word in words.near(token.folded, _CANDIDATES):
        usual = spelling_cost(token.folded, word.folded) <= _USUAL_MISTAKE
        if usual and word.count >= _MORE_FREQUENT * count and not _is_found_by(token, word):
            return word.text
    return None


def _is_found_by(token: AnalysedToken, word: ArchiveWord) -> bool:
    """Whether a search for ``token`` finds ``word`` anyway, because they share a stem."""
    return any(set(token.stems) & set(other.stems) for other in analyse(word.text))


def _in_arabic(typed: str, words: ArchiveWords, names: NameDirectory) -> str | None:
    """What was meant when the keyboard was left in Latin letters: «hguvhr» for «العراق»."""
    meant = typed_in_arabic(typed)
    folded = [token.folded for token in analyse(meant)]
    known = folded and all(words.count(word) or names.knows(word) for word in folded)
    return meant if known else None


def _sounding_alike(
    parsed: ParsedQuery, doubtful: Sequence[AnalysedToken], words: ArchiveWords, names: NameDirectory
) -> tuple[NameOffer, ...]:
    """Names that sound like the words nobody knows, but are spelt otherwise: «كاجينز», «ستيف كاغينز»."""
    found: dict[Bearer, None] = {}
    for asked, kinds in _unknown_names(parsed, doubtful, words, names):
        for bearer in names.sounding_like(asked, MOST_NAMES, kinds):
            found.setdefault(bearer)
    return tuple(
        NameOffer(name, field_query(name.bearer.kind, name.text)) for name in shown(list(found)[:MOST_NAMES])
    )


def _unknown_names(
    parsed: ParsedQuery, doubtful: Sequence[AnalysedToken], words: ArchiveWords, names: NameDirectory
) -> Iterator[tuple[list[str], Sequence[str]]]:
    """Folded words that may be a name in a spelling nobody has, and whose name they may be."""
    for leaf in _leaves(parsed.tree):
        if isinstance(leaf, Named) and not names.starting_with(name_key(leaf.text).split(), 1, (leaf.field,)):
            yield name_key(leaf.text).split(), (leaf.field,)
    unknown = [token.folded for token in doubtful if not words.count(token.folded)]
    if unknown:
        # All words first: «ستيف كاجينز» is one name.
        yield [token.folded for token in _asked_words(parsed) if not token.is_stop], KINDS
        yield from (([word], KINDS) for word in unknown)
