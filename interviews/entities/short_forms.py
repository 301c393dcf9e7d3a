"""How is somebody called again who was named in full? «الراوي» for a full name that ends so.

Short forms are ambiguous by nature: who is meant shows itself by the interview.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from interviews.arabic import letters as a
from interviews.arabic.stem import ARTICLE
from interviews.arabic.tokens import WORD

from . import heads
from .find import NameFinder
from .found import KnownName
from .keys import is_foreign, is_ordinary, word_key
from .name_parts import BEFORE_SURNAME, SECOND_HALVES
from .person_words import is_given_name

_LEAST_OF_SURNAME = 3
#: «وزارة الدفاع» is still a name, «الوزارة» would be any.
_LEAST_TO_SHORTEN = 2


class ShortForm(KnownName):
    """A name that the authority does not have: the end of one that it has."""

    __slots__ = ()


def short_forms(names: Iterable[KnownName], finder: NameFinder) -> Iterator[ShortForm]:
    """The short forms of full names: «بن سلمان» for «محمد بن سلمان», «سعد الراوي» for «سعد كريم الراوي»,
    «الفاضل» for «عشيرة الفاضل», «وزارة الدفاع» for «وزارة الدفاع العراقية».
    """
    for name in names:
        written = [word for word in WORD.findall(name.text) if word_key(word)]
        keys = [word_key(word) for word in written]
        if name.kind == "person":
            yield from (ShortForm(name.entity, text, name.kind, True) for text in _surnames(written, keys))
        elif name.kind == "organisation" and len(keys) > 1 and heads.begins_name(keys[0]):
            if _stands_without_head(keys, finder):
                yield ShortForm(name.entity, " ".join(written[1:]), name.kind, True)
            if len(keys) > _LEAST_TO_SHORTEN and _is_of_a_state(keys[-1]):
                yield ShortForm(name.entity, " ".join(written[:-1]), name.kind, True)


def _surnames(written: Sequence[str], keys: Sequence[str]) -> Iterator[str]:
    first = surname_at(keys)
    if not first:
        return
    surname = " ".join(written[first:])
    yield surname
    given = given_words(keys)
    if given < first:
        yield " ".join((*written[:given], surname))
    last = keys[-1]
    if (
        first == len(keys) - 1
        and last.endswith(a.YEH)
        and not last.startswith(ARTICLE)
        and not is_ordinary(last)
    ):
        # «بارزاني» is «البارزاني» too; the other way round «العراقي» would become any Iraqi.
        yield ARTICLE + written[-1]


def given_words(keys: Sequence[str]) -> int:
    """How many words the first name has: two in «عبد العزيز» and «نور الدين»."""
    return 2 if len(keys) > 1 and (keys[0] in BEFORE_SURNAME or keys[1] in SECOND_HALVES) else 1


def surname_at(keys: Sequence[str]) -> int:
    """Where the surname begins in a person's name; 0 where there is none.

    («محمد», «بن», «سلمان») -> 1, («حسن», «نصر», «الله») -> 1, («سعد», «كامل», «الراوي») -> 2.
    """
    at = len(keys) - 1
    if at > 0 and keys[at] in SECOND_HALVES:
        at -= 1
    while at > 1 and keys[at - 1] in BEFORE_SURNAME:
        at -= 1
    if at == 1 and keys[0] in BEFORE_SURNAME:
        return 0
    return at if at > 0 and len(keys[-1]) >= _LEAST_OF_SURNAME else 0


def _is_of_a_state(key: str) -> bool:
    """Whether a word looks like the adjective of a state, by which an organisation ends: «العراقية»."""
    return key.startswith(ARTICLE) and key.removesuffix(a.HEH).endswith(a.YEH)


def _stands_without_head(keys: Sequence[str], finder: NameFinder) -> bool:
    """Whether the rest of an organisation's name can mean nothing else: «الفاضل», but not «الدعوة»."""
    if not heads.is_head(keys[0], "organisation"):
        return False
    bare = [key.removeprefix(ARTICLE) for key in keys[1:]]
    if len(bare) == 1:
        return not is_ordinary(bare[0]) and is_foreign(bare[0]) and not is_given_name(bare[0])
    # «سوريا الديمقراطية» is more than Syria, «نهر نيوز» more than a river.
    is_place = any(owner.kind == "place" for owner in finder.owners(keys[1]))
    return is_place or any(is_foreign(word) for word in bare)
