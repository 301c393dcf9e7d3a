"""How may what somebody is typing go on? With names of the archive, and with its frequent words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext

from interviews.arabic.stem import ARTICLE
from interviews.arabic.stopwords import is_stop_word
from interviews.arabic.tokens import Token, tokenize
from interviews.models import name_key
from interviews.search.language.operators import OPERATORS, QUOTATION_MARKS

from .known_names import KnownName, directory, shown
from .name_directory import KINDS, Bearer, NameDirectory
from .vocabulary import ArchiveWord, ArchiveWords

#: Completions that fit a phone's screen above its keyboard.
MOST = 8
MOST_NAMES = 5

#: A single letter begins too much.
SHORTEST = 2

# A name has hardly more words, and a longer query is a pasted sentence.
_LONGEST_NAME = 4
_LONGEST_TEXT = 200

_FIELDS = {sign: kind for kind in KINDS for sign in OPERATORS[kind].signs}
_FIELD = re.compile(
    rf"(?:^|(?<=[\s(+-]))(?P<sign>{'|'.join(_FIELDS)}):\s*[{QUOTATION_MARKS}]?(?P<name>[^{QUOTATION_MARKS}:]*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Completion:
    """A way to go on, and the whole ``query`` then.

    ``kind`` is "word" or one of ``KINDS``, ``label`` says in words whose name it is, ``detail`` which of its
    names was begun, or how frequent the word is.
    """

    kind: str
    label: str
    text: str
    detail: str
    query: str


def complete(text: str, words: ArchiveWords, names: NameDirectory | None = None) -> list[Completion]:
    """What the end of ``text`` may become, names first: «النفط سلم» gives «النفط متحدث:"سلمان الراوي"».

    After «متحدث:» only speakers are offered, after «جهة:» only outlets, and so on; inside of quotation marks
    only words. ``names`` are those of the archive unless others are given.
    """
    if not text.strip() or len(text) > _LONGEST_TEXT:
        return []
    names = names if names is not None else directory()
    if field := _FIELD.search(text):
        kind = _FIELDS[field["sign"].casefold()]
        bearers = names.starting_with(name_key(field["name"]).split(), MOST, (kind,))
        # Behind a name that nobody has the query goes on.
        if bearers or " " not in field["name"].strip():
            return [_named(name, text[: field.start()], field["name"]) for name in shown(bearers)]
    tail = _tail(text)
    found = [] if _is_quoting(text) else _names(text, tail, names)
    return [*found, *_words(text, tail, words, MOST - len(found))]


def field_query(kind: str, name: str) -> str:
    """A name as the query language takes it, in the reader's language: «متحدث:"سلمان الراوي"»."""
    arabic, english = OPERATORS[kind].signs
    written = re.sub(f"[{QUOTATION_MARKS}]", "", name)
    return f'{english if get_language() == "en" else arabic}:"{written}"'


def _tail(text: str) -> list[Token]:
    """The last words, as many as a name may have, with nothing but spaces between them."""
    tail: list[Token] = []
    end = len(text)
    for token in reversed(list(tokenize(text))):
        if text[token.end : end].strip() or len(tail) == _LONGEST_NAME:
            break
        tail.insert(0, token)
        end = token.start
    return tail


def _is_quoting(text: str) -> bool:
    return sum(character in QUOTATION_MARKS for character in text) % 2 == 1


def _names(text: str, tail: Sequence[Token], names: NameDirectory) -> list[Completion]:
    """Names that the last words begin; those that more of the words belong to come first."""
    found: dict[Bearer, int] = {}
    for start in range(len(tail)):
        typed = [token.folded for token in tail[start:]]
        if start < len(tail) - 1 or len(typed[0]) >= SHORTEST:
            for bearer in names.starting_with(typed, MOST_NAMES):
                found.setdefault(bearer, tail[start].start)
    bearers = list(found)[:MOST_NAMES]
    return [_named(name, text[: found[name.bearer]], text[found[name.bearer] :]) for name in shown(bearers)]


def _named(name: KnownName, before: str, typed: str) -> Completion:
    kind = name.bearer.kind
    return Completion(
        kind, name.label, name.text, _other_name(name, typed), before + field_query(kind, name.text)
    )


def _other_name(name: KnownName, typed: str) -> str:
    """The name that was begun, when it is not the one shown: «Netan» for «بنيامين نتنياهو»."""
    begun = name_key(typed).split()
    fitting = (other for other in (name.text, *name.others) if all(_begins(other, word) for word in begun))
    other = next(fitting, name.text)
    return "" if other == name.text else other


def _begins(name: str, prefix: str) -> bool:
    return any(
        word.startswith(prefix) or word.removeprefix(ARTICLE).startswith(prefix)
        for word in name_key(name).split()
    )


def _words(text: str, tail: Sequence[Token], words: ArchiveWords, limit: int) -> list[Completion]:
    """Frequent words that the last word begins, as long as it is being typed."""
    if not tail or tail[-1].end < len(text) or len(tail[-1].folded) < SHORTEST:
        return []
    last = tail[-1]
    before, closing = text[: last.start], '"' if _is_quoting(text) else ""
    return [
        Completion(
            "word",
            "",
            word.text,
            passages(word.count),
            before + word.text + closing,
        )
        for word in _frequent(last.folded, words, limit)
    ]


def _frequent(prefix: str, words: ArchiveWords, limit: int) -> list[ArchiveWord]:
    """The most frequent words that begin so, behind an article too, but for the word itself."""
    prefixes = [prefix] if prefix.startswith(ARTICLE) else [prefix, ARTICLE + prefix]
    found: dict[str, ArchiveWord] = {}
    for beginning in prefixes:
        for word in words.starting_with(beginning, limit * 2):
            if word.folded != prefix and not is_stop_word(word.folded):
                found[word.folded] = word
    return sorted(found.values(), key=lambda word: -word.count)[:limit]


def passages(count: int) -> str:
    """«٣ مقاطع», in the reader's language."""
    return ngettext("%(number)s passage", "%(number)s passages", count) % {
        "number": number_format(count, force_grouping=True)
    }
