"""Light stemming: words without article, attached particles and endings.

In the line of light10 (Larkey, Ballesteros, Connell: "Improving Stemming for Arabic Information Retrieval:
Light Stemming and Co-occurrence Analysis", SIGIR 2002, and "Light Stemming for Arabic Information Retrieval",
2007): prefixes and suffixes are cut from the folded word by a short list and a least length, and no root is
looked for. It differs from light10 where that decides what cannot be known from the word alone:

- The article, with what may stand before it («ال», «وال», «بال», «كال», «فال», «لل»), is nearly always what
  it looks like, and is cut. A single و ف ب ك ل س may be a particle («وتحالف») or belong to the word
  («وزير»); such a word has a second reading without it. Both are indexed, and both are asked for.
- Pronouns are endings too, and the «ت» that a teh marbuta becomes before them goes with them: «حكومتنا» and
  «حكومة» both give «حكوم».
- A hamza that is written on the alef tells that «ال» is the word's own: «آلام», «الإلكترونية». So words are
  taken with their hamza (`fold_but_for_hamza`), and stems are folded. Typed without it, the frequent ones are
  known by `data/belonging_articles.txt`.
- Endings are cut until none is left, so that «إيراني» and «إيران» meet, whatever their last letters are.

A stem is a key for comparison and no word of the dictionary.
"""

import re

from interviews.arabic import letters as a
from interviews.arabic.data import data_lines
from interviews.arabic.normalize import fold

ARTICLE = a.ALEF + a.LAM
#: «ل» before an article, which loses its alef: «للتحالف».
MERGED_ARTICLE = a.LAM + a.LAM
#: Words of one letter, written together with the next: and, so; with, like, for; the sign of the future.
CONJUNCTIONS = frozenset(a.WAW + a.FEH)
PREPOSITIONS = frozenset(a.BEH + a.KAF + a.LAM)
FUTURE = a.SEEN
PARTICLES = CONJUNCTIONS | PREPOSITIONS | {FUTURE}
#: The letters that begin a verb in the present, the only ones after the sign of the future: «سيقول», «سأقول».
PRESENT_PREFIXES = frozenset(a.ALEF + a.ALEF_HAMZA_ABOVE + a.ALEF_MADDA + a.NOON + a.YEH + a.TEH)

#: Fewest letters that a cut leaves. An article with particles before it must leave one more, because some
#: words begin with the same letters («والده», «وكالات», «بالغة»).
LEAST_AFTER_ARTICLE = 2
LEAST_AFTER_PARTICLES_WITH_ARTICLE = 3
LEAST_AFTER_PARTICLE = 3
LEAST_BEFORE_TEH = 3

#: Pronouns, then endings of number, gender, case, relation and verb, each with the fewest letters to leave:
#: «ات» fewer than «ين» and «ون», for «جهات» is a plural where «مدينة» and «شؤون» only look like one. «هما»
#: and «ية» need no entry, they fall as «ا» and «هم», «ه» and «ي». The hamza is that of «أعضاء», which in
#: «أعضائه» is written on a yeh and falls with it.
PRONOUNS = {"ها": 2, "هم": 3, "هن": 3, "كم": 3, "نا": 3, "ه": 2}
ENDINGS = {"ات": 2, "ان": 3, "ون": 3, "ين": 3, "وا": 3, "ا": 3, "ي": 3, "ء": 3}
SUFFIXES = tuple(sorted((PRONOUNS | ENDINGS).items(), key=lambda ending: -len(ending[0])))
#: By their last letter: a word is asked for the few that it can have.
_SUFFIXES_ENDING_IN = {
    letter: tuple(ending for ending in SUFFIXES if ending[0].endswith(letter))
    for letter in {suffix[-1] for suffix, _least in SUFFIXES}
}

_WRITTEN_LETTERS = a.FOLDED_LETTERS | a.SEATED_HAMZA

#: No word has as many letters with all that can be attached to it; a longer run is left as it is.
LONGEST_WORD = 40

_NUMBER = re.compile(rf"[0-9]+(?:[.,{a.ARABIC_COMMA}][0-9]+)+")
_POINT_AND_THREE_DIGITS = re.compile(r"[0-9]{1,3}\.[0-9]{3}")


def _spellings() -> tuple[tuple[str, str], ...]:
    pairs = (line.split() for line in data_lines("spellings.txt"))
    return tuple((fold(written), fold(indexed)) for written, indexed in pairs)


_SPELLINGS = _spellings()
_WRITTEN_SPELLINGS = tuple(written for written, _indexed in _SPELLINGS)


def unify_spelling(word: str) -> str:
    """The beginning of a folded word as it is indexed, by `data/spellings.txt`: «كوردستان» -> «كردستان»."""
    if not word.startswith(_WRITTEN_SPELLINGS):
        return word
    written, indexed = next(pair for pair in _SPELLINGS if word.startswith(pair[0]))
    return indexed + word[len(written) :]


def strip_suffixes(word: str) -> str:
    """A folded word without its endings: «عراقيين» -> «عراق», «حكومتنا» -> «حكوم», «قوات» -> «قو»."""
    while True:
        for suffix, least in _SUFFIXES_ENDING_IN.get(word[-1:], ()):
            if word.endswith(suffix) and len(word) - len(suffix) >= least:
                word = word.removesuffix(suffix)
                if suffix in PRONOUNS and word.endswith(a.TEH) and len(word) > LEAST_BEFORE_TEH:
                    word = word.removesuffix(a.TEH)
                break
        else:
            return word


def strip_endings(word: str) -> str:
    """A folded word of which article and particles are cut, without its endings.

    An «ال» that is still there is the word's own and kept out of the count of letters: «المانيا» gives
    «المان» and not «الم», which is pain.
    """
    if word.startswith(ARTICLE):
        return ARTICLE + strip_suffixes(word[len(ARTICLE) :])
    return strip_suffixes(word)


_BELONGING_ARTICLES = frozenset(strip_endings(fold(line)) for line in data_lines("belonging_articles.txt"))
#: Asked first, since most words have none of these.
_BELONGING_BEGINNINGS = frozenset(word[:4] for word in _BELONGING_ARTICLES)


def _belongs(word: str) -> bool:
    return word[:4] in _BELONGING_BEGINNINGS and strip_endings(word) in _BELONGING_ARTICLES


def strip_article(word: str) -> str | None:
    """A folded word without its article and what stands before it; None when it has none.

    «والتحالف» -> «تحالف», «للتحالف» -> «تحالف». A word that begins like an article is cut with and without
    one, and so stays the same word: «الالتزام», «التزام», «بالتزام» -> «تزام».
    """
    rest = word[1:] if word[:1] in CONJUNCTIONS else word
    if rest[:1] in PREPOSITIONS and rest[1:].startswith(ARTICLE):
        rest = rest[1:]
    if not rest.startswith((ARTICLE, MERGED_ARTICLE)):
        return None
    merged_or_alone = rest == word or rest.startswith(MERGED_ARTICLE)
    least = LEAST_AFTER_ARTICLE if merged_or_alone else LEAST_AFTER_PARTICLES_WITH_ARTICLE
    rest = rest[2:]
    if len(rest) < least:
        return None
    while rest.startswith(ARTICLE) and len(rest) - len(ARTICLE) >= LEAST_AFTER_ARTICLE:
        rest = rest[len(ARTICLE) :]
    return rest


def strip_particle(word: str) -> str | None:
    """A folded word without the one letter before it that may be a particle; None when there is none.

    «وتحالف» -> «تحالف», «سيقول» -> «يقول», but also «وزير» -> «زير».
    """
    rest = word[1:]
    if word[:1] not in PARTICLES or len(rest) < LEAST_AFTER_PARTICLE:
        return None
    if word[0] == FUTURE and rest[0] not in PRESENT_PREFIXES:
        return None
    return rest


def _without_article(word: str) -> list[str]:
    definite = strip_article(word)
    if definite is None:
        return [word]
    return [word, definite] if _belongs(word) else [definite]


def _without_clitics(word: str) -> list[str]:
    definite = strip_article(word)
    if definite is None and _belongs(word):
        # «وكالة» is not «وك» and «آلة».
        return [word]
    if definite is None:
        words = [word]
        rest = strip_particle(word)
        if rest is not None:
            words += _without_article(rest)
            if word[0] in CONJUNCTIONS and rest[0] not in CONJUNCTIONS:
                second = strip_particle(rest)
                if second is not None:
                    words += _without_article(second)
        return words
    words = [definite]
    if word.startswith(MERGED_ARTICLE) or (word[0] in CONJUNCTIONS and word[1:].startswith(MERGED_ARTICLE)):
        # «للجنة» is written with two lams where «ل», the article and the word's own would make three.
        words.append(a.LAM + definite)
    # «والدين» itself, and «الكترونية» in «الالكترونية» and «بالكترونية».
    words[:0] = [word[start:] for start in range(len(word) - len(definite)) if _belongs(word[start:])]
    return words


def _number_readings(number: str) -> tuple[str, ...]:
    plain = number.replace(",", "").replace(a.ARABIC_COMMA, "")
    # Newspapers write «10.500» for ten thousand five hundred as well as for ten and a half.
    if _POINT_AND_THREE_DIGITS.fullmatch(plain):
        return plain, plain.replace(".", "")
    return (plain,)


# Before these the hamza of an ending «اء» has the seat of its case.
_PRONOUN = "(?:ها?|هما?|هن|كما?|كن|نا)$"

#: Where spellings differ in the seat of a hamza: what is written, and how it is indexed.
_SEATS = tuple(
    (re.compile(written), indexed)
    for written, indexed in (
        ("(?<=ا)[ؤئ]وا$", "ءوا"),  # «جاؤوا» and «جاءوا», like «جاء»
        ("(?<=[^ا])[ؤئء]وا$", "أوا"),  # «بدءوا» and «بدؤوا», like «بدأوا» and «بدأ»
        # Egypt's «مسئول» and «رءوس», but neither «لاجئون» nor «مئوية».
        ("(?<=.)(?<!ا.)[ئء]و(?!ا$|ي)", "ؤو"),
        ("(?<=.)أون$", "ؤون"),  # «يقرأون»
        ("هيأ(?=ه$|ت)", "هيئ"),  # Iraq's «هيأة», «هيأتنا»
        ("هيآت", "هيئات"),
        ("يء$", "يئ"),  # «سيء» for «سيئ»
        (f"اؤ(?={_PRONOUN})", "ائ"),  # «أعضاؤه», like «أعضائه»
    )
)
_HAMZA = a.SEATED_HAMZA | {a.HAMZA}


def seat_hamza(word: str) -> str:
    """A word, folded but for its hamza, with every hamza on the seat by which it is indexed.

    The Levant, Iraq and the Gulf seat it by its vowel: «مسؤولية», «شؤون», «رؤوس». Egypt writes no waw with
    hamza before another waw, but «مسئولية», «شئون» where the letter before is joined to it, «رءوس» where it
    is not. Iraq has «هيأة» for «هيئة», too. Before «وا» and «ون» some keep the verb's own seat, others do
    not: «بدأوا», «بدؤوا», «بدءوا». Before a pronoun it is grammar: «أعضاؤه», «أعضائه». «قراءة» is written so
    everywhere.
    """
    for written, indexed in _SEATS:
        word = written.sub(indexed, word)
    return word


def bare_forms(word: str) -> tuple[str, ...]:
    """A word without article and attached particles, endings kept, folded: the surest first, none twice.

    The word comes folded, or better by `fold_but_for_hamza`, since its hamza tells what is an article and
    what is not: «والتحالفات» -> («تحالفات»,), «وتحالفات» -> («وتحالفات», «تحالفات»), «للجنه» -> («جنه»,
    «لجنه»), «والآلام» -> («الام»,). Where spellings differ in the seat of a hamza, the form that they share
    comes first: «المسئول» -> («مسوول», «مسيول»). Numbers and words of other scripts stay as they are.
    """
    if len(word) > LONGEST_WORD or not _WRITTEN_LETTERS.issuperset(word):
        return (fold(word),)
    words = _without_clitics(word)
    if not _HAMZA.isdisjoint(word):
        seated = seat_hamza(word)
        if seated != word:
            words = _without_clitics(seated) + words
        words = [fold(one) for one in words]
    return tuple(dict.fromkeys(words))


def stems(bare: tuple[str, ...]) -> tuple[str, ...]:
    """The stems of a word's bare forms, in their order: («حكومته»,) -> («حكوم», «حكومت»)."""
    surest = bare[0]
    if len(surest) > LONGEST_WORD or not a.FOLDED_LETTERS.issuperset(surest):
        return _number_readings(surest) if _NUMBER.fullmatch(surest) else bare
    words = [unify_spelling(word) for word in bare]
    found = [strip_endings(word) for word in words]
    # «حكومته» is «حكومة» with a pronoun, «ثابتة» is «ثابت» with the feminine ending: folded they look alike.
    found += [strip_endings(word.removesuffix(a.HEH)) for word in words if word.endswith(a.TEH + a.HEH)]
    return tuple(dict.fromkeys(found))


def readings(word: str) -> tuple[str, ...]:
    """The stems under which a word is indexed and asked for, folded: the surest first, none empty or twice.

    The word comes as for `bare_forms`. «والتحالف» -> («تحالف»,), «وتحالف» -> («وتحالف», «تحالف»), «وزير» ->
    («وزير», «زير»), and with two particles «وبتحالف» -> («وبتحالف», «بتحالف», «تحالف»). Words of other
    scripts are returned as they are, numbers without their thousands separators: «5,500» -> («5500»,).
    """
    return stems(bare_forms(word))
