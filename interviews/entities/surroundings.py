"""What do the words around a name say of it? Is it an adjective, a part of a longer name, one of a list?"""

from __future__ import annotations

import re

from interviews.arabic import letters as a
from interviews.arabic.stem import ARTICLE, CONJUNCTIONS, LONGEST_WORD, MERGED_ARTICLE
from interviews.arabic.stopwords import is_stop_word

from . import heads
from .find import Match
from .found import KnownName
from .keys import (
    beginnings,
    is_compound,
    is_definite,
    is_nisba,
    is_ordinary,
    is_word_of_its_own,
    key_of,
    word_key,
)
from .name_parts import INCOMPLETE
from .person_words import is_given_name, is_titled, is_word_too, reports
from .spelling import is_spelt_alike
from .text import Text, original_length

_OPENING, _CLOSING = "«\"“„'’(", "»\"”“'’)"
#: Between two names of a list: «القائم وكركوك», «القائم، كركوك», «القائم، وكركوك».
_COMMA = re.compile(r"\s*[،,]\s*")
_AND = frozenset(key_of("و أو and or"))
_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_LATIN_CAPITAL = re.compile("[A-ZÀ-Þ]")
#: Who talks to the press is before it: «في حوار مع …», «قال ل…».
_TALKS_TO = frozenset(key_of("مع ل لـ with to told"))
_COLON = re.compile(r"\s*[:：]")


def before(text: Text, match: Match) -> str:
    """The key of the word right before a name; "" where a sign, something attached or nothing stands."""
    if not match.first or match.is_attached or text.is_parted(match.first - 1, match.first + 1):
        return ""
    return text.keys[match.first - 1]


def behind(text: Text, match: Match) -> str:
    """The key of the word right behind a name; "" where nothing or a sign stands there."""
    if match.last >= len(text.words) or text.is_parted(match.last - 1, match.last + 1):
        return ""
    return text.keys[match.last]


def noun_before(text: Text, match: Match) -> str:
    """The word right before a name, as `before`; of a definite one without what is attached: «والسفارة …»."""
    key = before(text, match)
    if not key or is_definite(key) or is_word_of_its_own(key) or len(key) > LONGEST_WORD:
        return key
    forms = (form for form, cut in beginnings(text.words[match.first - 1]) if cut)
    # «للاعبي» is no «ال» and «لاعبي», which its owner follows.
    return next((form for form in forms if is_definite(form) and not form.endswith(a.YEH)), key)


def first_word(text: Text, match: Match) -> str:
    """The key of a name's first word, without what is attached; in «للتحالف» with its article."""
    if not match.is_attached:
        return text.keys[match.first]
    word = word_key(text.text[match.start : text.ends[match.first]])
    attached = word_key(text.text[text.starts[match.first] : match.start])
    return ARTICLE + word if attached.endswith(MERGED_ARTICLE) else word


def last_word(text: Text, match: Match) -> str:
    """The key of a name's last word, as `first_word` has it."""
    return text.keys[match.last - 1] if match.last - match.first > 1 else first_word(text, match)


def is_adjective(text: Text, match: Match) -> bool:
    """Whether a single word says where something is from: «الأندية السعودية», not «سياسة السعودية»."""
    if match.last - match.first > 1 or not is_nisba(first_word(text, match)):
        return False
    return is_definite(noun_before(text, match))


def describes(text: Text, match: Match, *, is_person: bool = False) -> bool:
    """Whether a name is an adjective, or a longer name begins: «الوضع القائم», «البرلمان الأوروبي».

    A person's stands behind a title: «القيادي الراوي».
    """
    noun = noun_before(text, match)
    if is_definite(noun) and is_definite(last_word(text, match)) and not (is_person and is_titled(noun)):
        return True
    return is_longer(text, match)


def is_longer(text: Text, match: Match) -> bool:
    """Whether a definite word follows that would belong to the name: «التحالف الوطني», not «التحالف الذي»."""
    next_word = behind(text, match)
    if any(next_word.startswith(word) for word in heads.goes_on_with(last_word(text, match))):
        return True
    return is_definite(next_word) and next_word not in heads.words("begins anew") and not is_titled(next_word)


def is_of_another_state(text: Text, match: Match) -> bool:
    """Whether an adjective follows an organisation whose name every state has: «مجلس النواب الأمريكي»."""
    first = first_word(text, match)
    is_common = first in heads.words("makes another") or (
        match.last - match.first == 1 and is_definite(first) and is_ordinary(first.removeprefix(ARTICLE))
    )
    if not is_common:
        return False
    next_word = behind(text, match)
    return is_nisba(next_word) and next_word not in heads.words("begins anew") and not is_titled(next_word)


def is_noun(text: Text, match: Match) -> bool:
    """Whether the word can be no adjective where it stands: «سقوط القصير», «في حديثة»; not «حلقة حديثة»."""
    if describes(text, match):
        return False
    if is_definite(first_word(text, match)) or match.is_attached:
        return True
    return _is_behind_preposition(text, match)


def lacks_article(text: Text, match: Match, owner: KnownName) -> bool:
    """Whether a name stands without the article that it has: «بين مهندسين» for «المهندسين»."""
    return is_definite(word_key(owner.text.split()[0])) and not is_definite(first_word(text, match))


def is_behind_in(text: Text, match: Match) -> bool:
    """Whether a place is told of: «في جدة», «بجدة»; not «في بلد», where an ordinary word may be."""
    is_ordinary_alone = match.last - match.first == 1 or len(match.owners) == 1
    if is_longer(text, match) or (is_ordinary_alone and is_of_the_language(text, match)):
        return False
    if match.is_attached:
        return word_key(text.text[text.starts[match.first] : match.start]).endswith(a.BEH)
    return _is_behind_preposition(text, match)


def _is_behind_preposition(text: Text, match: Match) -> bool:
    prepositions, left = heads.words("preposition"), before(text, match)
    return left in prepositions or (left[:1] in CONJUNCTIONS and left[1:] in prepositions)


def is_of_the_language(text: Text, match: Match) -> bool:
    """Whether all of a name's words are ordinary ones, too: «القائم», «الوطن»."""
    own = [first_word(text, match), *text.keys[match.first + 1 : match.last]]
    return all(is_word_too(word) or is_word_too(word.removeprefix(ARTICLE)) for word in own)


def may_be_name(text: Text, match: Match, owner: KnownName) -> bool:
    """Whether an ambiguous name for which nothing speaks is worth an editor's look.

    A word of the language («حديثة», «اليوم») is so for a place behind a preposition (not «في العديد من»),
    for an outlet where one is spoken to; else nearly each time it is that word.
    """
    if not is_spelt_alike(text, match, owner.text):
        return False
    left = before(text, match)
    if left and owner.kind == "place" and is_given_name(left, text.words[match.first - 1]):
        # A surname: «ماجد البصري».
        return False
    if owner.kind == "person" or match.last - match.first > 1 or not is_of_the_language(text, match):
        return True
    if owner.kind == "organisation":
        return is_press(text, match)
    attached = text.text[text.starts[match.first] : match.start]
    is_told_of = _is_behind_preposition(text, match) or (match.is_attached and word_key(attached) != a.WAW)
    return is_told_of and not _goes_on(text, match)


def _goes_on(text: Text, match: Match) -> bool:
    """Whether an ordinary word goes on as none that is a name does: «العديد من», «بلد محافظ», «الحي الذي»."""
    next_word = behind(text, match)
    if next_word in heads.words("goes on with a noun"):
        return True
    is_closed = not next_word or is_stop_word(next_word) or next_word[0] in CONJUNCTIONS
    return not is_definite(first_word(text, match)) and not is_closed


def is_of_person(text: Text, match: Match) -> bool:
    """Whether a place is somebody's surname: «قال جون باردو رئيس …», but «زار محمد بغداد»."""
    left = before(text, match)
    if not left or not is_given_name(left, text.words[match.first - 1]):
        return False
    if match.last - match.first > 1:
        # «محمد أبو غريب»
        return text.keys[match.first] in INCOMPLETE
    return is_titled(behind(text, match))


def is_quoted(text: Text, match: Match) -> bool:
    """Whether quotation marks stand around the name and nothing else: «الأفق»."""
    left, right = text.text[match.start - 1 : match.start], text.text[match.end : match.end + 1]
    return bool(left and right) and left in _OPENING and right in _CLOSING


def is_press(text: Text, match: Match) -> bool:
    """Whether the name is an outlet's here: in quotation marks, «حوار مع …», or as the label of a turn."""
    return (
        is_quoted(text, match)
        or before(text, match) in _TALKS_TO
        or reports(before(text, match))
        or bool(_COLON.match(text.text, match.end))
    )


def is_behind_title(text: Text, match: Match) -> bool:
    """Whether a title or a verb of speech stands right before: «السيد …», «وأضاف …»."""
    word = before(text, match)
    return bool(word) and (is_titled(word) or reports(word))


def is_of_longer_person(text: Text, match: Match) -> bool:
    """Whether a person's name is only a part of another one's: «صدام حسين المجيد» for «صدام حسين»."""
    left, right = before(text, match), behind(text, match)
    is_single = match.last - match.first == 1
    if right in INCOMPLETE or (left and _is_name_before(text, match, with_given_names=is_single)):
        return True
    if is_definite(last_word(text, match)) or not right:
        return False
    if is_single and is_given_name(right, text.words[match.last]):
        return True
    return is_nisba(right) and not is_titled(right) and right not in heads.words("begins anew")


def _is_name_before(text: Text, match: Match, *, with_given_names: bool) -> bool:
    """Whether the word before begins the same person's name: «وابن الراوي», «وخالد الراوي»."""
    written = text.words[match.first - 1]
    for form, cut in beginnings(written):
        if form in INCOMPLETE:
            return True
        if with_given_names and is_given_name(form, written[original_length(written, cut) :]):
            return True
    return with_given_names and _is_latin_name(text, match, text.keys[match.first - 1])


def _is_latin_name(text: Text, match: Match, left: str) -> bool:
    if is_titled(left) or is_stop_word(left) or reports(left):
        return False
    return bool(_LATIN.match(text.words[match.first]) and _LATIN_CAPITAL.match(text.words[match.first - 1]))


def is_alone_a_name(text: Text, match: Match, *, is_present: bool) -> bool:
    """Whether one word of a person's name is one where it stands, and no ordinary word: «قال صالح», not
    «لصالح».
    """
    if match.last - match.first > 1 or is_compound(first_word(text, match)):
        return True
    own, left, right = first_word(text, match), before(text, match), behind(text, match)
    if is_definite(own):
        if is_titled(own):
            # «قال المهندس سعد» speaks of an engineer.
            return not ((right and is_given_name(right, text.words[match.last])) or right in INCOMPLETE)
        return not (is_definite(left) and is_nisba(own) and not is_titled(left))
    if is_word_too(own):
        return is_behind_title(text, match)
    return is_present or not is_given_name(own) or is_behind_title(text, match)


def is_function_word(text: Text, match: Match) -> bool:
    """Whether a name is rather a word like «على», with which «علي» shares its key: no title, no colon."""
    if match.last - match.first > 1 or not is_stop_word(first_word(text, match)):
        return False
    return not (is_behind_title(text, match) or _COLON.match(text.text, match.end))


def ends_in_function_word(text: Text, match: Match) -> bool:
    """Whether a name's last word is rather «على»: in «صخرة في جبل على الطريق», not «في جبل على.»."""
    if match.last - match.first == 1 or not is_stop_word(text.keys[match.last - 1]):
        return False
    return text.words[match.last - 1].endswith(a.ALEF_MAKSURA) and bool(behind(text, match))


def are_listed(text: Text, left: Match, right: Match) -> bool:
    """Whether two names stand side by side in a list: «القائم وكركوك», «القائم، كركوك»."""
    if right.first == left.last:
        gap = text.gap(right.first)
        is_comma = bool(_COMMA.fullmatch(gap))
        if not right.is_attached:
            return is_comma
        attached = key_of(text.text[text.starts[right.first] : right.start])
        return attached == (a.WAW,) and (is_comma or gap.isspace())
    return right.first == left.last + 1 and text.keys[left.last] in _AND


def is_joined(text: Text, left: Match, right: Match, ordinary: Match) -> bool:
    """Whether «and» joins two names, of which one is an ordinary word that does not go on as such."""
    if _COMMA.fullmatch(text.gap(right.first)):
        return False
    if behind(text, ordinary) in heads.words("goes on with a noun"):
        return False
    # «في كركوك وحديثة يسود …»
    return _is_behind_preposition(text, left) or not _goes_on(text, ordinary)
