"""To whom does a pasted text give the words, and is it who said them?

Pure. A text gives its words to somebody in what ``quoted`` sets aside: «قال الوزير: "…"», «كاغينز: …»,
«"…"، أضاف الراوي». One part of a name is enough to be meant by it; titles are nobody's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from interviews.arabic.analysis import analyse
from interviews.arabic.normalize import fold
from interviews.arabic.phonetic import phonetic_key
from interviews.arabic.stem import unify_spelling
from interviews.arabic.stopwords import is_stop_word
from interviews.search.suggest.name_directory import are_one_name
from interviews.transcripts.people.names import is_office, is_title, joined
from interviews.transcripts.text.reporting import THAT, is_reporting_verb
from interviews.transcripts.vocabulary import folded_words, lines

from .alignment import Word
from .quoted import Quotation

# Compared as written: «على» is a preposition, «علي» a name.
_PREPOSITIONS = frozenset(lines("narrated.txt", "preposition"))
_ALI = "علي"

# Behind these somebody else may be named, of whom was spoken.
_ABOUT = frozenset({"عن", "على", "حول", "بشأن", "بخصوص", "ردا", "رداً", "about"})

# What is said of when, how and to whom: «خلال …», «أيضاً», «لصحيفة …».
_NO_NAMES = frozenset(
    words[0]
    for section in ("after name", "manner")
    for line in lines("narrated.txt", section)
    if len(words := folded_words(line)) == 1
)

# «س», «الضيف», «المحاور»: who has this part in any interview.
_PARTS = frozenset(
    word
    for section in ("pair", "interviewer", "moderator", "guest")
    for line in lines("labels.txt", section)
    for word in folded_words(line.replace("|", " "))
)


# Words of «عبد الكريم حسن الراوي».
_LONGEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Attribution:
    """To whom a text gives its words: ``name`` as it is written there, with office and title.

    ``words`` are all folded words among which the name may stand.
    """

    name: str
    words: tuple[str, ...]

    def fits(self, names: Iterable[str], office: str = "", others: Iterable[str] = ()) -> bool:
        """Whether somebody with these names and this office may be meant; also when the names say nothing.

        «العقيد كاجينز» fits «مايلز كاغينز», «مدير الميناء» fits whoever has this office. ``others`` are whole
        names of others among ``names_in_full``: «سعد الراوي» fits «سلمان الراوي» unless it is one of them.
        """
        own = {word for name in names for word in _name_words(folded_words(name))}
        if not own:
            return True
        of_others = {
            word
            for name in others
            if not own.issuperset(words := _name_words(folded_words(name)))
            for word in words
        }
        claimed = [word for word in _name_words(self.words) if word not in of_others]
        if any(_is_part_of_name(word, other) for word in claimed for other in own):
            return True
        held = {stem for token in analyse(office) for stem in token.stems}
        return all(held.intersection(token.stems) for token in analyse(self.name))

    def names_in_full(self) -> list[str]:
        """What may be a whole name of somebody, folded: two to four words side by side."""
        words = self.words
        lengths = range(2, _LONGEST_NAME + 1)
        return [" ".join(words[at : at + n]) for n in lengths for at in range(len(words) - n + 1)]


def attribution(quotation: Quotation) -> Attribution | None:
    """To whom a quotation is given by its introduction, or else by what follows it; None if to nobody."""
    sides = (quotation.introduction, quotation.afterword)
    name = next(filter(None, (quotation.excerpt(_named(words)) for words in sides)), "")
    if not name or _PARTS.issuperset(folded_words(name)):
        return None
    return Attribution(name, tuple(fold(word.written) for words in sides for word in _of_speaker(words)))


def _named(words: Sequence[Word]) -> Sequence[Word]:
    """The name with its office: behind the verb, or before it («Hart said»), or the whole of a label."""
    verb = next((at for at, word in enumerate(words) if is_reporting_verb(fold(word.written))), None)
    if verb is None:
        return _until_stop(words)
    return _until_stop(words[verb + 1 :]) or _until_stop(words[:verb])


def _until_stop(words: Sequence[Word]) -> Sequence[Word]:
    for at, word in enumerate(words):
        # Behind «د» a full stop parts nothing.
        is_parted = at > 0 and word.after_mark and not is_title(fold(words[at - 1].written))
        if is_parted or _ends_name(word):
            return words[:at]
    return words


def _ends_name(word: Word) -> bool:
    folded = fold(word.written)
    return (
        word.written in _PREPOSITIONS
        or folded in _NO_NAMES
        or folded in THAT
        or folded[0].isdigit()
        or is_reporting_verb(folded)
        or (is_stop_word(folded) and word.written != _ALI)
    )


def _of_speaker(words: Sequence[Word]) -> Sequence[Word]:
    end = next((at for at, word in enumerate(words) if word.written in _ABOUT), None)
    return words[:end]


def _name_words(folded: Sequence[str]) -> list[str]:
    """What of a name is nobody else's: no titles, no «باسم», no articles."""
    meant = [word for word in folded if not (is_title(word) or is_office(word) or is_stop_word(word))]
    return [unify_spelling(word) for word in joined([word for word in meant if word not in _PARTS])]


def _is_part_of_name(word: str, other: str) -> bool:
    """Whether two words are one name in two spellings: «كاجينز», «كاغينز», "Caggins"."""
    if word == other:
        return True
    sound = phonetic_key(word)
    return bool(sound) and sound == phonetic_key(other) and are_one_name(word, other, sound)
