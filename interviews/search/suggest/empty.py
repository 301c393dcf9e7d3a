"""What a search that found nothing says: what was tried, what stood in the way, what there is instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from interviews.arabic.analysis import analyse
from interviews.search.language.tree import (
    And,
    Choice,
    Everything,
    Filter,
    Named,
    Node,
    Not,
    ParsedQuery,
    Phrase,
    Prefix,
    Together,
    Word,
    positive_leaves,
    transformed,
)
from interviews.search.language.writing import to_text
from interviews.search.quotation.coverage import Coverage, coverage
from interviews.search.results.facets import FACETS

from .known_names import directory
from .spelling import known_otherwise
from .vocabulary import ArchiveWords

if TYPE_CHECKING:
    from interviews.search.results.run import SearchRequest

# Of a longer query only so many words are looked at.
MOST_WORDS = 6
MOST_NEAR = 4


@dataclass(frozen=True, slots=True)
class OtherSearch:
    """Another request, in words what it does otherwise or asks for, and how many passages it finds."""

    label: Any
    request: SearchRequest
    found: int


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word of the query by itself; where nothing has it, the words of the archive spelt almost like it."""

    search: OtherSearch
    near: tuple[OtherSearch, ...]


@dataclass(frozen=True, slots=True)
class EmptyPage:
    """``tried`` are sentences, the others what `templates/parts/search_empty.html` makes links of."""

    tried: tuple[Any, ...]
    wider: tuple[OtherSearch, ...]
    words: tuple[AskedWord, ...]
    coverage: Coverage


def explain(
    request: SearchRequest, parsed: ParsedQuery, words: ArchiveWords, found: Callable[[SearchRequest], int]
) -> EmptyPage:
    """Why ``request`` found nothing, and what nearly the same finds; ``found`` counts passages."""
    return EmptyPage(
        tried=tuple(_tried(request, parsed.tree)),
        wider=_wider(request, parsed, found),
        words=tuple(_asked_words(request, parsed.tree, words, found)),
        coverage=coverage(),
    )


def _tried(request: SearchRequest, tree: Node) -> Iterator[Any]:
    """By what rules the words were looked for, in sentences."""
    leaves = list(positive_leaves(tree))
    if not leaves:
        return
    yield _("Spelling: hamzas, diacritics, teh marbuta, final yeh, and digits of every script.")
    if any(isinstance(leaf, Word) and not leaf.literal for leaf in leaves) and not request.literal:
        yield _("Words without the article and without attached particles such as “and”, “with”, “for”.")
        yield _("Other endings of the words: their plurals, pronouns and genders.")
        yield _("Other words of the same root.")
        if not request.without:
            yield _(
                "Other ways to say the same: months, digits, Kurdish and Arabic spellings, "
                "and the other names of those whom the archive knows."
            )
    if len(leaves) > 1 and not request.words:
        yield _("Passages with any of the words, not only with all of them.")


def _wider(
    request: SearchRequest, parsed: ParsedQuery, found: Callable[[SearchRequest], int]
) -> tuple[OtherSearch, ...]:
    """The request without each thing that narrows it, as far as it finds something then."""
    ways = list(_ways(request, parsed.tree))
    wider = [OtherSearch(label, other, found(other)) for label, other in ways]
    if len(ways) > 1 and not any(search.found for search in wider):
        # Each by itself was not in the way, but perhaps they were together.
        text = to_text(_plain(parsed.tree)) or request.text
        bare = type(request)(text=text, sort=request.sort, view=request.view)
        wider.append(OtherSearch(_("Without any of this"), bare, found(bare)))
    return tuple(search for search in wider if search.found)


def _ways(request: SearchRequest, tree: Node) -> Iterator[tuple[Any, SearchRequest]]:
    if request.literal:
        yield _("Every form of the words, not literally"), replace(request, literal=False, page=1)
    if request.words:
        yield _("Any of the words instead of all"), replace(request, words="", page=1)
    if request.part:
        yield _("In questions and in answers"), replace(request, part="", page=1)
    if request.interview:
        yield _("In all interviews"), replace(request, interview="", page=1)
    if request.without:
        yield _("With the other ways to say the same"), replace(request, without=(), page=1)
    for name in request.chosen:
        others = {other: values for other, values in request.chosen.items() if other != name}
        yield (
            _("Without what was chosen by “%(facet)s”") % {"facet": FACETS[name]},
            replace(request, chosen=others, page=1),
        )
    for label, changed in (
        (_("Without the quotation marks"), _without_quotation_marks(tree)),
        (_("Without what was excluded"), _without(tree, Not)),
        (_("Without names and dates as conditions"), _without(tree, Named, Filter, Choice)),
    ):
        if changed is not tree and not isinstance(changed, Everything):
            yield label, replace(request, text=to_text(changed), page=1)


def _plain(tree: Node) -> Node:
    return _without(_without_quotation_marks(tree), Not, Named, Filter, Choice)


def _without_quotation_marks(tree: Node) -> Node:
    """The tree with the words of its phrases in place of them."""

    def opened(node: Node) -> Node:
        if not isinstance(node, Phrase):
            return node
        words = tuple(Word(token.text) for token in analyse(node.text))
        return Together(words) if len(words) > 1 else words[0]

    return transformed(tree, opened)


def _without(tree: Node, *kinds: type[Any]) -> Node:
    """The tree without the conditions of these kinds; ``Everything`` when nothing is left."""

    def reduced(node: Node) -> Node:
        if isinstance(node, kinds):
            return Everything()
        if not isinstance(node, And):
            return node
        kept = tuple(child for child in node.children if not isinstance(child, Everything))
        if len(kept) == len(node.children):
            return node
        return And(kept) if len(kept) > 1 else kept[0] if kept else Everything()

    return transformed(tree, reduced)


def _asked_words(
    request: SearchRequest, tree: Node, words: ArchiveWords, found: Callable[[SearchRequest], int]
) -> Iterator[AskedWord]:
    """The words of the query, each by itself, with those spelt almost like the ones that nothing has."""

    def alone(text: str) -> OtherSearch:
        request_alone = type(request)(text=text)
        return OtherSearch(text, request_alone, found(request_alone))

    leaves = [leaf for leaf in positive_leaves(tree) if not isinstance(leaf, Prefix)]
    tokens = {token.folded: token for leaf in leaves for token in analyse(leaf.text) if not token.is_stop}
    for folded, token in list(tokens.items())[:MOST_WORDS]:
        search = alone(token.text)
        is_right = search.found or known_otherwise(token.text, words, directory())
        near = [] if is_right else [alone(text) for text in _near(folded, words)]
        yield AskedWord(search, tuple(other for other in near if other.found))


def _near(folded: str, words: ArchiveWords) -> list[str]:
    """Words spelt almost like one, of each stem the likeliest: «مسرح» finds what «مسرحي» would."""
    near: list[str] = []
    stems: set[str] = set()
    for word in words.near(folded, 4 * MOST_NEAR):
        own = {stem for token in analyse(word.text) for stem in token.stems}
        if not own & stems:
            near.append(word.text)
        stems |= own
    return near[:MOST_NEAR]
