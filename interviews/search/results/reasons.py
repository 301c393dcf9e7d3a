"""Why does a turn stand among the results? For each word of the query that does not simply stand there.

«والتحالف» was found for «تحالف» after removing a particle and the article, «كتّاب» for «مكتبة» by its
root, «الموصل» stands in the question only. Pure: texts and their matches in, reasons out, as codes;
``templatetags.reasons`` puts them in words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from interviews.arabic import letters as a
from interviews.arabic import normalize
from interviews.arabic.analysis import AnalysedToken, analyse
from interviews.arabic.stem import ARTICLE, MERGED_ARTICLE, unify_spelling
from interviews.search.language.tree import Phrase, Prefix

from .matching import Answer, Layer, Place, Sought, nearness, text_of

# Folding rules by the code of the difference that each sees through.
_SPELLINGS: dict[str, Callable[[str], str]] = {
    "diacritics": normalize.strip_tashkeel,
    "tatweel": normalize.strip_tatweel,
    "hamza": lambda text: normalize.fold_hamza_carriers(normalize.fold_alef(text)),
    "teh_marbuta": normalize.fold_teh_marbuta,
    "alef_maksura": normalize.fold_alef_maksura,
    "kurdish_letters": normalize.fold_kurdish_and_persian_letters,
    "digits": normalize.fold_digits,
    "case": normalize.fold_case,
}

# What can be attached before a word, by the code of each.
_PARTICLES = {a.WAW: "and", a.FEH: "then", a.BEH: "with", a.KAF: "like", a.LAM: "for", a.SEEN: "future"}

# The forms of a word in the layers beyond its spelling.
_FORMS: dict[Layer, Callable[[AnalysedToken], tuple[str, ...]]] = {
    Layer.BARE: lambda token: token.bare,
    Layer.STEM: lambda token: token.stems,
    Layer.ROOT: lambda token: token.roots,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one part of a query counts as found in a turn, or that it was not found.

    ``code``: "folded" (``details``: the differences of spelling), "removed" (what stands before the
    word of the text), "without" (what stands before the word of the query), "stem", "root" (the root),
    a kind of alternative ("digits", "months", "spelling", "names"), a place around the turn
    ("question", "title", "about"), or "missing". Where there are details they are never empty.
    """

    code: str
    #: The word of the query.
    typed: str
    #: The word of the text, as published.
    shown: str = ""
    details: tuple[str, ...] = ()


class Read(NamedTuple):
    """A text with the places in it that answer the query."""

    text: str
    places: Sequence[Place]


def explain(sought: Sequence[Sought], turn: Read, around: Mapping[str, Read]) -> list[Reason]:
    """The reasons worth saying, in the order of the query; none for a word that stands there as typed.

    ``around`` are the texts in which a word is looked for when the turn has it not, by their code
    ("question", "title", "about"), the nearest first.
    """
    reasons: list[Reason] = []
    for part in dict.fromkeys(one.part for one in sought):
        found = _nearest(turn, part)
        reason = _of_answer(*found) if found else _of_surroundings(part, sought, around)
        if reason and reasons and _is_same_name(reasons[-1], reason):
            reasons[-1] = replace(reason, typed=f"{reasons[-1].typed} {reason.typed}")
        elif reason:
            reasons.append(reason)
    return reasons


def _is_same_name(before: Reason, reason: Reason) -> bool:
    """Whether one name of the text answers for several words: «Netanyahu» for «بنيامين نتنياهو»."""
    return reason.code == "names" and (before.code, before.shown) == (reason.code, reason.shown)


def _nearest(read: Read, part: int) -> tuple[Answer, str] | None:
    """The nearest match of a part of the query, with the word of the text; the first of equal ones."""
    best: tuple[Answer, Place] | None = None
    for place in read.places:
        for answer in place.answers:
            if answer.sought.part == part and (best is None or nearness(answer) > nearness(best[0])):
                best = answer, place
    if best is None:
        return None
    answer, place = best
    return answer, read.text[place.start : place.end]


def _of_surroundings(part: int, sought: Sequence[Sought], around: Mapping[str, Read]) -> Reason:
    typed = " / ".join(text_of(one.node) for one in sought if one.part == part and not one.kind)
    for code, read in around.items():
        if found := _nearest(read, part):
            return Reason(code, typed, found[1])
    return Reason("missing", typed)


def _of_answer(answer: Answer, shown: str) -> Reason | None:
    sought, layer = answer
    if sought.kind:
        return Reason(sought.kind, sought.typed, shown)
    node, typed = sought.node, text_of(sought.node)
    if layer == Layer.WRITTEN or isinstance(node, Prefix) or (isinstance(node, Phrase) and node.slop):
        return None
    if layer == Layer.FOLDED:
        differences = spelling_differences(typed, " ".join(token.text for token in analyse(shown)))
        return Reason("folded", typed, shown, differences) if differences else None
    shared = _shared(layer, typed, shown)
    return _of_forms(layer, *shared) if shared else None


def _shared(layer: Layer, typed: str, shown: str) -> tuple[AnalysedToken, AnalysedToken, str] | None:
    """The words of two texts that are the same in a layer, and the form that they share there."""
    forms = _FORMS[layer]
    return next(
        (
            (own, other, form)
            for own in analyse(typed)
            for other in analyse(shown)
            for form in forms(other)
            if form in forms(own)
        ),
        None,
    )


def _of_forms(layer: Layer, typed: AnalysedToken, shown: AnalysedToken, shared: str) -> Reason:
    if layer == Layer.ROOT:
        return Reason("root", typed.text, shown.text, (shared,))
    if layer == Layer.BARE:
        if not (typed.folded.endswith(shared) and shown.folded.endswith(shared)):
            return Reason("folded", typed.text, shown.text, ("hamza",))  # «المسئول» for «مسؤول»
        # With repetitions: «الالتزام» begins with one article more than «التزام» seems to.
        before_shown = Counter(attached(shown.folded, shared))
        before_typed = Counter(attached(typed.folded, shared))
        if removed := tuple(before_shown - before_typed):
            return Reason("removed", typed.text, shown.text, removed)
        if missing := tuple(before_typed - before_shown):
            return Reason("without", typed.text, shown.text, missing)
        # The same before both, written otherwise: «للتحالف», «لالتحالف».
        return Reason("stem", typed.text, shown.text)
    spellings = {unify_spelling(form) for form in typed.bare}
    code = "stem" if spellings.isdisjoint(map(unify_spelling, shown.bare)) else "spelling"
    return Reason(code, typed.text, shown.text)


def spelling_differences(one: str, other: str) -> tuple[str, ...]:
    """The codes of the folding rules that make two spellings of a word alike.

    >>> spelling_differences("البيشمركه", "البيشمركةُ")
    ('diacritics', 'teh_marbuta')
    """
    one, other = (normalize.strip_invisible(normalize.fold_presentation_forms(text)) for text in (one, other))
    return tuple(code for code in _SPELLINGS if _folded_but_for(code, one) != _folded_but_for(code, other))


def _folded_but_for(left_out: str, text: str) -> str:
    for code, rule in _SPELLINGS.items():
        if code != left_out:
            text = rule(text)
    return text


def attached(folded: str, bare: str) -> list[str]:
    """The codes of what stands before the bare form of a folded word, in order.

    >>> attached("والتحالف", "تحالف")
    ['and', 'article']
    """
    before, codes = folded.removesuffix(bare), list[str]()
    while before:
        if before.startswith(ARTICLE):
            codes.append("article")
            before = before.removeprefix(ARTICLE)
        elif before.startswith(MERGED_ARTICLE):
            codes += ["for", "article"]
            before = before.removeprefix(MERGED_ARTICLE)
        else:
            # «للالتزام» looks as if «لتزام» stood behind «للا»: a letter that is no particle has no name.
            if particle := _PARTICLES.get(before[0]):
                codes.append(particle)
            before = before[1:]
    return codes
