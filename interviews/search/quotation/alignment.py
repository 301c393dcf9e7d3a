"""How do the words of a quotation stand to the words that were said?

Pure: two lists of words in, the steps from one to the other out. Equal passages are found as they are;
for all others ``difflib`` finds what both have in common, and the best connected part of that is kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from rapidfuzz.distance import LCSseq, Levenshtein

from interviews.arabic.analysis import analyse
from interviews.arabic.negations import is_negation
from interviews.arabic.normalize import fold, fold_presentation_forms, strip_invisible, strip_tatweel
from interviews.arabic.stem import LONGEST_WORD, strip_article, strip_particle, unify_spelling

# A quotation is near when so much of the weight of its words was said in this order; or, when it runs over
# two turns or goes on with what nobody said, a part of it with so many words in a row; or so many words in
# a row at all. Of 1,200 passages of 4 to 120 words from 20,000 newspaper articles, which repeat one another,
# one in five is near to a passage elsewhere, and nearly all of those tell the same in other words.
NEAR_SHARE = 0.65
PART_SHARE, PART_RUN = 0.45, 5
LONG_RUN = 15
# A set phrase («من أجل القضاء على») is long enough for a part, but is said by everybody. In such a run so
# many words must be the same, in whatever spelling, that are no function words; so they must in a whole that
# is near, unless it has but one more.
PART_CONTENT = LEAST_CONTENT = 2
# With a smaller part of its words in common, in number, hardly anything of all this can be.
LEAST_COMMON = 0.3

# Function words are in every text; a word that is spelt otherwise, or has another ending, is nearly the same.
FUNCTION_WORD = 0.4
ALIKE = 0.7
# What each word that was said, but passed over without a sign of omission, takes from the words around it.
PASSED_OVER = 0.3
# A changed word at the edge of a quotation has its counterpart beside the passage, if there are so few.
EDGE = 3


class Word(NamedTuple):
    """A word of a text, ``text[start:end]``, in the forms that are compared."""

    start: int
    end: int
    #: As it is written, but for what cannot be seen: tatweel, zero-width characters, glyphs for letters.
    written: str
    #: As it is pronounced, whoever writes it: «كوردستان» and «كردستان», «٥٬٥٠٠» and «5500» are equal.
    spelled: str
    #: Without particles and endings.
    stem: str
    is_stop: bool
    #: More than white space stands before it, such as a comma, or nothing does.
    after_mark: bool = False
    #: Before this word of a quotation others were left out («…»).
    after_omission: bool = False

    @property
    def weight(self) -> float:
        return FUNCTION_WORD if self.is_stop else 1.0


class Kind(StrEnum):
    SAME = "same"
    #: The same word in another spelling.
    SPELT = "spelt"
    CHANGED = "changed"
    #: Only in the quotation.
    ADDED = "added"
    #: Said, but not in the quotation.
    MISSING = "missing"
    #: Said where the quotation has «…».
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Step:
    """What became of some words: indexes into the quotation's words and into those that were said."""

    kind: Kind
    quoted: tuple[int, int]
    said: tuple[int, int]


class Verdict(StrEnum):
    EXACT = "exact"
    SPELLING = "spelling"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Alignment:
    """A quotation beside a passage: the words as they were compared, and the steps from one to the other."""

    verdict: Verdict
    #: Of the weight of the quotation's words, how much was said: 1 when all of it was.
    share: float
    quoted: tuple[Word, ...]
    said: tuple[Word, ...]
    steps: tuple[Step, ...]

    @property
    def passage(self) -> tuple[int, int]:
        """Where in what was said the passage stands, as indexes of its first word and behind its last."""
        return self.steps[0].said[0], self.steps[-1].said[1]


def words_of(text: str) -> list[Word]:
    """The words of a text in the forms that are compared, with offsets into it."""
    words = []
    end = 0
    for token in analyse(text):
        forms = _forms if len(token.text) <= LONGEST_WORD else _forms.__wrapped__
        written, spelled, stem = forms(token.text, token.folded, token.stems)
        after_mark = not text[end : token.start].isspace()
        words.append(Word(token.start, token.end, written, spelled, stem, token.is_stop, after_mark))
        end = token.end
    return words


@lru_cache(maxsize=50_000)
def _forms(text: str, folded: str, stems: tuple[str, ...]) -> tuple[str, str, str]:
    written = strip_invisible(strip_tatweel(fold_presentation_forms(unicodedata.normalize("NFC", text))))
    # The shortest reading is the one that «وتحالف» and «التحالف» have in common.
    return written, _spelled(folded, stems), min(stems, key=lambda stem: (len(stem), stem))


def _spelled(folded: str, stems: tuple[str, ...]) -> str:
    if folded[0].isdigit():
        return stems[0]
    rest = strip_article(folded) or folded
    if rest == folded and unify_spelling(rest) == rest:
        rest = strip_particle(folded) or folded
    return folded[: len(folded) - len(rest)] + unify_spelling(rest)


# --- Aligning --------------------------------------------------------------------------------------


def align(quoted: Sequence[Word], said: Sequence[Word]) -> Alignment | None:
    """The passage of ``said`` that is quoted; None when the two have too little in common.

    «لم نتفق … على الموعد» beside «نحن لم نتفق معهم على الموعد» is exact: the words stand there in this order
    and nothing is passed over but where the quotation says so.
    """
    if not quoted or not said:
        return None
    # What both have in this order at all, in the library's C, spares most texts the rest.
    common = LCSseq.similarity([word.stem for word in quoted], [word.stem for word in said])
    if common < min(LEAST_COMMON * len(quoted), LONG_RUN):
        return None
    ours, theirs = tuple(_as_one_word(quoted, said)), tuple(_as_one_word(said, quoted))
    for verdict, form in ((Verdict.EXACT, _written), (Verdict.SPELLING, _spelling)):
        if places := _parts_in_order(ours, theirs, form):
            return Alignment(verdict, 1.0, ours, theirs, tuple(_steps_between(places, ours, theirs)))
    return _near(ours, theirs)


def _written(word: Word) -> str:
    return word.written


def _spelling(word: Word) -> str:
    return word.spelled


def _as_one_word(words: Sequence[Word], others: Sequence[Word]) -> Iterator[Word]:
    """``words``, with two that ``others`` writes as one taken together: «عبد الله» where it has «عبدالله»."""
    by_spelling = {word.spelled: word for word in others}
    pairs = {(first.spelled, second.spelled) for first, second in pairwise(others)}
    waiting: Word | None = None
    for word in words:
        one = None
        if waiting and not word.after_omission and (waiting.spelled, word.spelled) not in pairs:
            one = by_spelling.get(waiting.spelled + word.spelled)
        if waiting and one:
            yield one._replace(
                start=waiting.start,
                end=word.end,
                after_mark=waiting.after_mark,
                written=f"{waiting.written} {word.written}",
                after_omission=waiting.after_omission,
            )
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = word
    if waiting:
        yield waiting


def parts(words: Sequence[Word]) -> list[tuple[int, int]]:
    """The stretches of a quotation between omissions, as indexes."""
    cuts = [0, *(i for i, word in enumerate(words) if i and word.after_omission), len(words)]
    return list(pairwise(cuts))


def _parts_in_order(
    quoted: Sequence[Word], said: Sequence[Word], form: Callable[[Word], str]
) -> list[tuple[int, int, int]]:
    """Where each part of the quotation stands word for word: (in the quotation, in what was said, length).

    Empty unless all of them do, one behind the other. The first way there is, drawn together.
    """
    ours, theirs = [form(word) for word in quoted], [form(word) for word in said]
    found: list[tuple[int, int, int]] = []
    position = 0
    for start, end in parts(quoted):
        at = _find(theirs, ours[start:end], position)
        if at is None:
            return []
        found.append((start, at, end - start))
        position = at + end - start
    for number in range(len(found) - 2, -1, -1):
        start, at, length = found[number]
        limit = found[number + 1][1]
        while (later := _find(theirs[:limit], ours[start : start + length], at + 1)) is not None:
            at = later
        found[number] = start, at, length
    return found


def _find(words: Sequence[str], part: Sequence[str], position: int) -> int | None:
    last = len(words) - len(part)
    while position <= last:
        try:
            position = words.index(part[0], position, last + 1)
        except ValueError:
            return None
        if words[position : position + len(part)] == part:
            return position
        position += 1
    return None


def _near(quoted: tuple[Word, ...], said: tuple[Word, ...]) -> Alignment | None:
    # Not the longest common subsequence, which picks single words from everywhere: longest runs first. In
    # long texts no run begins at a word that is frequent there (``autojunk``), which also bounds the time.
    matcher = SequenceMatcher(None, [word.stem for word in quoted], [word.stem for word in said])
    blocks = _connected([(b.a, b.b, b.size) for b in matcher.get_matching_blocks() if b.size], quoted)
    if not blocks:
        return None
    steps = tuple(_steps_between(_with_edges(blocks, quoted, said), quoted, said))
    share = _share(steps, quoted, said)
    run = max(length for _at, _there, length in blocks)
    contents = [_content(quoted[at : at + size], said[there : there + size]) for at, there, size in blocks]
    is_part = run >= PART_RUN and max(contents) >= PART_CONTENT and share >= PART_SHARE
    is_whole = share >= NEAR_SHARE and sum(contents) >= min(LEAST_CONTENT, _content(quoted, quoted) - 1)
    if not (is_whole or is_part or run >= LONG_RUN):
        return None
    return Alignment(Verdict.NEAR, share, quoted, said, steps)


def _connected(blocks: list[tuple[int, int, int]], quoted: Sequence[Word]) -> list[tuple[int, int, int]]:
    """The neighbouring blocks that together weigh most, less what was passed over between them."""
    best: list[tuple[int, int, int]] = []
    best_weight = weight = 0.0
    start = 0
    for number, (ours, theirs, length) in enumerate(blocks):
        if number:
            before = blocks[number - 1]
            end_of_ours, end_of_theirs = before[0] + before[2], before[1] + before[2]
            if not any(word.after_omission for word in quoted[end_of_ours : ours + 1]):
                weight -= PASSED_OVER * max(0, (theirs - end_of_theirs) - (ours - end_of_ours))
        if weight <= 0:
            weight, start = 0.0, number
        weight += sum(word.weight for word in quoted[ours : ours + length])
        if weight > best_weight:
            best_weight, best = weight, blocks[start : number + 1]
    return best


def _content(quoted: Sequence[Word], said: Sequence[Word]) -> int:
    """The number of words that are the same, in whatever spelling, and no function words."""
    pairs = zip(quoted, said, strict=True)
    return sum(not ours.is_stop and ours.spelled == theirs.spelled for ours, theirs in pairs)


def _with_edges(
    blocks: list[tuple[int, int, int]], quoted: Sequence[Word], said: Sequence[Word]
) -> list[tuple[int, int, int]]:
    """The blocks, between empty ones that say where the passage begins and ends.

    A few words of the quotation before the first block, or behind the last, stand for as many that were said
    there, if no comma or full stop parts these from the passage.
    """
    (ours, theirs, _), (last_ours, last_theirs, length) = blocks[0], blocks[-1]
    before, after = ours, len(quoted) - last_ours - length
    begin, end = theirs, last_theirs + length
    earliest = max(0, begin - before) if before <= EDGE else begin
    latest = min(len(said), end + after) if after <= EDGE else end
    while begin > earliest and not said[begin].after_mark:
        begin -= 1
    while end < latest and not said[end].after_mark:
        end += 1
    return [(0, begin, 0), *blocks, (len(quoted), end, 0)]


def _steps_between(
    blocks: Sequence[tuple[int, int, int]], quoted: Sequence[Word], said: Sequence[Word]
) -> Iterator[Step]:
    """The steps of the common blocks and of what lies between them."""
    ours, theirs = blocks[0][:2]
    for block_ours, block_theirs, length in blocks:
        yield from _gap(quoted, (ours, block_ours), (theirs, block_theirs))
        ours, theirs = block_ours, block_theirs
        kinds = [_kind(quoted[ours + offset], said[theirs + offset]) for offset in range(length)]
        for kind, run in groupby(kinds):
            count = len(list(run))
            yield Step(kind, (ours, ours + count), (theirs, theirs + count))
            ours, theirs = ours + count, theirs + count


def _kind(quoted: Word, said: Word) -> Kind:
    if quoted.written == said.written:
        return Kind.SAME
    return Kind.SPELT if quoted.spelled == said.spelled else Kind.CHANGED


def _gap(quoted: Sequence[Word], ours: tuple[int, int], theirs: tuple[int, int]) -> Iterator[Step]:
    """What was put in the place of what, between two common blocks; ranges may be empty."""
    inside = range(max(1, ours[0]), min(ours[1] + 1, len(quoted)))
    cut = next((number for number in inside if quoted[number].after_omission), None)
    if cut is not None:
        if ours[0] < cut:
            yield Step(Kind.ADDED, (ours[0], cut), (theirs[0], theirs[0]))
        if theirs[0] < theirs[1]:
            yield Step(Kind.LEFT_OUT, (cut, cut), theirs)
        if cut < ours[1]:
            yield Step(Kind.ADDED, (cut, ours[1]), (theirs[1], theirs[1]))
    elif ours[0] < ours[1]:
        yield Step(Kind.CHANGED if theirs[0] < theirs[1] else Kind.ADDED, ours, theirs)
    elif theirs[0] < theirs[1]:
        yield Step(Kind.MISSING, ours, theirs)


def _share(steps: Sequence[Step], quoted: Sequence[Word], said: Sequence[Word]) -> float:
    """Of the weight of the quotation's words, how much was said."""
    said_weight = 0.0
    for step in steps:
        words, others = quoted[slice(*step.quoted)], said[slice(*step.said)]
        if step.kind in (Kind.SAME, Kind.SPELT):
            said_weight += sum(word.weight for word in words)
        elif step.kind == Kind.CHANGED and len(words) == len(others):
            said_weight += sum(
                ALIKE * word.weight for word, other in zip(words, others, strict=True) if _alike(word, other)
            )
    return said_weight / sum(word.weight for word in quoted)


def _alike(word: Word, other: Word) -> bool:
    """Another form of the word («قالوا», «قال»), or a slip of the pen («الحكوة»)."""
    return word.stem == other.stem or Levenshtein.normalized_similarity(word.spelled, other.spelled) >= ALIKE


# --- What must not be overlooked ---------------------------------------------------------------------


class Danger(StrEnum):
    #: A «لم» or «لا» stands only on one side.
    NEGATION = "negation"
    #: The passage begins right behind a «لم» or «لا» that the quotation leaves out.
    NEGATION_BEFORE = "negation_before"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Caution:
    """A difference that turns the meaning: the words on both sides, either may be empty."""

    danger: Danger
    quoted: tuple[str, ...]
    said: tuple[str, ...]


_WORD_WITH_DIGIT = re.compile(r"\d")


def cautions(alignment: Alignment) -> list[Caution]:
    """Negations and numbers in which quotation and passage differ, however small the difference is.

    «نتفق معهم على الموعد» is word for word a part of «لم نتفق معهم على الموعد»; that «لم» stands before it is
    said all the same.
    """
    found = []
    differing = [step for step in alignment.steps if step.kind in (Kind.CHANGED, Kind.ADDED, Kind.MISSING)]
    quoted = [word for step in differing for word in alignment.quoted[slice(*step.quoted)]]
    said = [word for step in differing for word in alignment.said[slice(*step.said)]]
    for danger, is_meant in ((Danger.NEGATION, _negates), (Danger.NUMBER, _is_number)):
        ours = tuple(word.written for word in quoted if is_meant(word))
        theirs = tuple(word.written for word in said if is_meant(word))
        if sorted(map(fold, ours)) != sorted(map(fold, theirs)):
            found.append(Caution(danger, ours, theirs))
    begins = [alignment.passage[0], *(s.said[1] for s in alignment.steps if s.kind == Kind.LEFT_OUT)]
    for begin in begins:
        if 0 < begin < len(alignment.said):
            before, first = alignment.said[begin - 1], alignment.said[begin]
            if _negates(before) and not first.after_mark:
                found.append(Caution(Danger.NEGATION_BEFORE, (), (f"{before.written} {first.written}",)))
    return found


def _negates(word: Word) -> bool:
    return is_negation(fold(word.written))


def _is_number(word: Word) -> bool:
    return bool(_WORD_WITH_DIGIT.search(word.spelled))
