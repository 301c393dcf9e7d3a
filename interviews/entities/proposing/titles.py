"""Titles and offices before a name, with what agrees with them: «الرئيس العراقي السابق»."""

from __future__ import annotations

from functools import lru_cache

from interviews.entities.keys import is_definite, is_nisba
from interviews.entities.proposing.reading import Reading
from interviews.entities.proposing.word_kinds import Word, is_common, kinds
from interviews.entities.vocabulary import folded_words
from interviews.transcripts.people.names import is_office, is_title, precedes_name, without_article
from interviews.transcripts.text.reporting import without_conjunction
from interviews.transcripts.vocabulary import lines as parser_lines


def _bare(file: str, section: str) -> frozenset[str]:
    return frozenset(without_article(folded_words(line)[0]) for line in parser_lines(file, section))


#: «سيد سعد»: titles by which somebody is spoken to; «أمي» is no title of a name.
VOCATIVE = _bare("guests.txt", "vocative") - frozenset(folded_words("أمي ماما خالة عمي"))
HONORIFICS = _bare("labels.txt", "honorific")
_PROFESSIONS = _bare("guests.txt", "profession") | _bare("guests.txt", "spoken of")


def _is_adjective(reading: Reading, index: int) -> bool:
    """Whether a title's word rather describes the noun before it: «المحتوى الإعلامي»."""
    word, before = reading.word(index), reading.word(index - 1)
    if not (reading.is_plain(index) and is_nisba(word) and is_definite(before)):
        return False
    return not kinds(before) & (Word.PERSON | Word.PARTICLE)


@lru_cache(maxsize=50_000)
def title_forms(word: str) -> tuple[str, ...]:
    """«والوزير», «بوزير», «للوزير»: the words that a title may be when what is attached is taken off."""
    bare = without_conjunction(word)
    forms = [bare, with_article(bare)]
    if bare[:1] in ("ب", "ل", "ك") and len(bare) > 4:
        forms.append(bare[1:])
    return tuple(dict.fromkeys(form for form in forms if form))


def title_end(reading: Reading, index: int) -> int | None:
    """The index behind a title and what agrees with it («الرئيس العراقي السابق»); None where none begins."""
    word = reading.word(index)
    if _is_adjective(reading, index):
        return None
    for stripped in title_forms(word):
        bare = without_article(stripped)
        if not stripped or not (is_title(stripped) or bare in _PROFESSIONS or bare in VOCATIVE):
            continue
        if (
            len(stripped) == 1
            and reading.text[reading.words[index].end : reading.words[index].end + 1] != "."
        ):
            # «1436هـ», «2015 م»
            continue
        alone = precedes_name(stripped) or bare in VOCATIVE or bare in HONORIFICS
        if bare != stripped and (is_office(stripped) or bare in _PROFESSIONS):
            alone = True
        if not alone:
            continue
        following = index + 1
        if reading.words[index].text in ("د", "أ", "م") and reading.sign(index) == ".":
            return following
        while reading.is_plain(following) and (
            (
                is_title(reading.word(following))
                and (
                    is_definite(reading.word(following))
                    or without_article(reading.word(following)) in HONORIFICS
                )
            )
            or (
                is_definite(stripped)
                and is_definite(reading.word(following))
                and is_common(reading.word(following))
            )
        ):
            following += 1
            if following - index > 6:
                break
        return following
    return None


def with_article(word: str) -> str:
    """«للوزير» and «بالوزير» -> «الوزير»."""
    if word.startswith("لل") and len(word) > 4:
        return "ال" + word[2:]
    return word[1:] if word.startswith(("بال", "كال")) else ""


def is_of_person(word: str) -> bool:
    """Whether a folded word says who somebody is: a title, an office, a profession («الدكتور», «لاعب»)."""
    bare = without_article(word)
    return bool(word) and (
        is_title(word) or is_office(word) or bare in _PROFESSIONS or bare in VOCATIVE or bare in HONORIFICS
    )
