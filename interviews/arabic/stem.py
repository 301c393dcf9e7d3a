"""Light stemming: words without article, attached particles and endings.

In the line of light10 (Larkey, Ballesteros, Connell: "Improving Stemming for Arabic Information Retrieval", SIGIR
2002, and "Light Stemming for Arabic Information Retrieval", 2007): prefixes and suffixes are cut from the folded word
by a short list and a minimum length, and no root is looked for. It differs where light10 decides what cannot be
known. The article with what may stand before it («ال», «وال», «بال», «كال», «فال», «لل») is nearly always what it
looks like and is cut. A single letter و ف ب ك ل س may belong to the word («وزير») or not («وتحالف»), so such a word has
two readings, with the letter and without it; both are indexed and both are asked for.
"""

from interviews.arabic import letters as a
from interviews.arabic.data import data_lines
from interviews.arabic.normalize import fold

ARTICLE = a.ALEF + a.LAM
#: Letters that may be a word of their own, written together with the next: and, so, with, like, for, will.
PARTICLES = frozenset(a.WAW + a.FEH + a.BEH + a.KAF + a.LAM + a.SEEN)
CONJUNCTIONS = frozenset(a.WAW + a.FEH)
#: What may stand between a conjunction and the article.
PREPOSITIONS = frozenset(a.BEH + a.KAF)
#: The letters that begin a verb in the present: the only ones after the «س» of the future.
PRESENT_PREFIXES = frozenset(a.ALEF + a.NOON + a.YEH + a.TEH)

#: Endings in the order in which they are tried, with the letters that must be left.
SUFFIXES: tuple[tuple[str, int], ...] = tuple(
    (fold(suffix), least)
    for suffix, least in (
        ("هما", 3),
        ("ها", 2),
        ("هم", 3),
        ("كم", 3),
        ("نا", 3),
        ("ات", 2),
        ("ان", 3),
        ("ون", 2),
        ("ين", 2),
        ("يه", 2),
        ("وا", 3),
        ("ا", 3),
        ("ه", 2),
        ("ي", 2),
    )
)
LEAST_AFTER_ARTICLE = 2
LEAST_AFTER_PARTICLE = 3


def _spellings() -> tuple[tuple[str, str], ...]:
    pairs = (map(fold, line.split()) for line in data_lines("spellings.txt"))
    return tuple((written, indexed) for written, indexed in pairs)


_SPELLINGS = _spellings()


def unify_spelling(word: str) -> str:
    """The beginning of a folded word as it is indexed, by `data/spellings.txt`: «كوردستان» -> «كردستان»."""
    for written, indexed in _SPELLINGS:
        if word.startswith(written):
            return indexed + word[len(written) :]
    return word


def strip_suffixes(word: str) -> str:
    """A folded word without its endings: «عراقيين» -> «عراق», «قوات» -> «قو»."""
    for suffix, least in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= least:
            word = word[: -len(suffix)]
    return word


def strip_article(word: str) -> str | None:
    """A folded word without its article and what stands before it; None when it has none.

    «والتحالف» -> «تحالف», «للتحالف» -> «تحالف».
    """
    rest = word
    if rest[:1] in CONJUNCTIONS and len(rest) > 1:
        rest = rest[1:]
    for candidate in (word, rest):
        if candidate[:1] in PREPOSITIONS and candidate[1:3] == ARTICLE:
            candidate = candidate[1:]
        if candidate.startswith((ARTICLE, a.LAM + a.LAM)) and len(candidate) - 2 >= LEAST_AFTER_ARTICLE:
            return candidate[2:]
    return None


def _without_particle(word: str) -> str | None:
    rest = word[1:]
    if word[:1] not in PARTICLES or len(rest) < LEAST_AFTER_PARTICLE:
        return None
    if word[0] == a.SEEN and rest[0] not in PRESENT_PREFIXES:
        return None
    return rest


def readings(folded: str) -> tuple[str, ...]:
    """The stems under which a folded word is indexed and asked for: the surest first, never empty, no repetition.

    «والتحالف» -> («تحالف»,), «وتحالف» -> («وتحالف», «تحالف»), «وزير» -> («وزير», «زير»). Numbers and
    words of other scripts are returned as they are, a number without its thousands separators: «5,500» -> («5500»,).
    """
    if not a.FOLDED_LETTERS.issuperset(folded):
        return (folded.replace(",", "") or folded,)
    definite = strip_article(folded)
    if definite is not None:
        words = [definite]
    else:
        words = [folded]
        shorter = _without_particle(folded)
        if shorter is not None:
            words.append(shorter)
    return tuple(dict.fromkeys(strip_suffixes(unify_spelling(word)) for word in words))
