"""Folding: the spellings of one word become one string.

Each rule is a function of its own and looks at one character at a time, never at its neighbours.
Hence `fold`, which applies them all, can run as a single `str.translate`, is idempotent, and
`fold(a + b) == fold(a) + fold(b)`: a piece of a folded text is the fold of a piece of the original.

The rules for Arabic letters follow the normalisation of Larkey, Ballesteros and Connell,
"Light Stemming for Arabic Information Retrieval" (2007), widened to the letters of Kurdish, Persian
and the other languages that write with the Arabic script.
"""

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from interviews.arabic import letters as a
from interviews.arabic.data import data_lines


class _PerCharacter(dict[int, str]):
    """A table for `str.translate` that asks `rule` for each character once.

    Only the basic plane is remembered, so that no text can make the table grow without end.
    """

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, code_point: int) -> str:
        folded = self._rule(chr(code_point))
        if code_point <= 0xFFFF:
            self[code_point] = folded
        return folded


def _table(*pairs: tuple[str, str]) -> dict[int, str]:
    return {ord(character): target for characters, target in pairs for character in characters}


_ALEF_FORMS = _table(
    (
        a.ALEF_MADDA + a.ALEF_HAMZA_ABOVE + a.ALEF_HAMZA_BELOW + a.ALEF_WASLA + a.ALEF_WAVY_HAMZA_ABOVE
        + a.ALEF_WAVY_HAMZA_BELOW + a.HIGH_HAMZA_ALEF,
        a.ALEF,
    )
)  # fmt: skip


def fold_alef(text: str) -> str:
    """Every alef with hamza, madda or wasla becomes a bare alef: «أحمد إلى آب» -> «احمد الى اب»."""
    return text.translate(_ALEF_FORMS)


_TEH_MARBUTA = _table((a.TEH_MARBUTA, a.HEH))


def fold_teh_marbuta(text: str) -> str:
    """Teh marbuta becomes heh, as it is typed in a hurry: «البيشمركة» -> «البيشمركه»."""
    return text.translate(_TEH_MARBUTA)


_ALEF_MAKSURA = _table((a.ALEF_MAKSURA, a.YEH))


def fold_alef_maksura(text: str) -> str:
    """Alef maksura becomes yeh; Egypt writes both without dots: «مستشفى» -> «مستشفي»."""
    return text.translate(_ALEF_MAKSURA)


_HAMZA_CARRIERS = _table(
    (a.WAW_HAMZA + a.HIGH_HAMZA_WAW + a.U_HAMZA, a.WAW),
    (a.YEH_HAMZA + a.HIGH_HAMZA_YEH, a.YEH),
    (a.HIGH_HAMZA, ""),
)


def fold_hamza_carriers(text: str) -> str:
    """A hamza on waw or yeh leaves its carrier: «رؤساء الهيئة» -> «روساء الهيية». A hamza alone stays."""
    return text.translate(_HAMZA_CARRIERS)


_TASHKEEL = _table(("".join(a.TASHKEEL | a.QURANIC_SIGNS), ""))


def strip_tashkeel(text: str) -> str:
    """Vowel signs and the marks of Quran recitation are dropped: «كُتُبٌ» -> «كتب», «هٰذا» -> «هذا»."""
    return text.translate(_TASHKEEL)


_TATWEEL = _table((a.TATWEEL + a.TATWEEL_FORMS, ""))


def strip_tatweel(text: str) -> str:
    """The stroke that only lengthens a word is dropped: «العـــراق» -> «العراق», «هـ» -> «ه»."""
    return text.translate(_TATWEEL)


def _letter_lines() -> Iterator[tuple[str, str]]:
    """The letters of `data/letters.txt`: (letters, what becomes of them)."""
    for line in data_lines("letters.txt"):
        characters, target = line.split("->")
        yield "".join(characters.split()), target.strip()


_NAMED_LETTERS = _table(*_letter_lines())


def _foreign_letter(character: str) -> str:
    if not a.in_blocks(character, a.ARABIC_BLOCKS) or character in a.STANDARD_LETTERS:
        return character
    if (target := _NAMED_LETTERS.get(ord(character))) is not None:
        return target
    base, with_dots, _ = unicodedata.name(character, "").partition(" WITH ")
    if not with_dots:
        return character
    try:
        return unicodedata.lookup(base)
    except KeyError:
        return character


_FOREIGN_LETTERS = _PerCharacter(_foreign_letter)


def fold_kurdish_and_persian_letters(text: str) -> str:
    """Letters of Kurdish, Persian, Urdu and others become the Arabic letter that newspapers use instead.

    «پێشمەرگە» -> «بيشمهركه», «نێچیرڤان» -> «نيجيرفان». The choice for each letter is explained in
    `data/letters.txt`; a letter that stands in no list and is named in Unicode as another one "with"
    dots or signs becomes that other one («ݪ» LAM WITH BAR -> «ل»).
    """
    return text.translate(_FOREIGN_LETTERS)


def _presentation_form(character: str) -> str:
    if not a.in_blocks(character, a.PRESENTATION_FORM_BLOCKS):
        return character
    # NFKC writes a vowel sign standing alone as a space with the sign, and phrases as several words.
    return unicodedata.normalize("NFKC", character).replace(" ", "")


_PRESENTATION_FORMS = _PerCharacter(_presentation_form)


def fold_presentation_forms(text: str) -> str:
    """Glyphs as old programs and PDF files store them become letters: «ﻻ» -> «لا», «ﷲ» -> «الله».

    The decomposition is Unicode's NFKC; spaces it brings in are dropped, since a rule may not cut a word.
    """
    return text.translate(_PRESENTATION_FORMS)


def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    if value is not None:
        return str(value)
    return {a.DECIMAL_SEPARATOR: ".", a.THOUSANDS_SEPARATOR: ","}.get(character, character)


_DIGITS = _PerCharacter(_digit)


def fold_digits(text: str) -> str:
    """Decimal digits of every script become ASCII, their separators too: «٢٠١٤» -> «2014», «۳٫۵» -> «3.5»."""
    return text.translate(_DIGITS)


def _invisible(character: str) -> str:
    return "" if unicodedata.category(character) == "Cf" or a.is_invisible(character) else character


_INVISIBLE = _PerCharacter(_invisible)


def strip_invisible(text: str) -> str:
    """Zero-width and directional characters, soft hyphens, byte order marks and the like are dropped.

    Persian and Kurdish separate suffixes with a zero-width non-joiner, or do not: «می‌رود» -> «میرود».
    """
    return text.translate(_INVISIBLE)


_CASE = _PerCharacter(str.casefold)


def fold_case(text: str) -> str:
    """Capitals become small letters, by Unicode's case folding: «BBC» -> «bbc», «Straße» -> «strasse»."""
    return text.translate(_CASE)


def _styled(character: str) -> str:
    if a.in_blocks(character, a.STYLED_BLOCKS):
        return unicodedata.normalize("NFKC", character)
    return character


_STYLED = _PerCharacter(_styled)


def fold_styled_letters(text: str) -> str:
    """Latin letters and digits in full width or in mathematical styles become plain: «ＢＢＣ» -> «BBC»."""
    return text.translate(_STYLED)


def _latin_mark(character: str) -> str:
    if a.in_blocks(character, a.COMBINING_MARK_BLOCKS):
        return ""
    parts = unicodedata.normalize("NFD", character)
    if len(parts) > 1 and any(a.in_blocks(part, a.COMBINING_MARK_BLOCKS) for part in parts):
        return "".join(part for part in parts if not a.in_blocks(part, a.COMBINING_MARK_BLOCKS))
    return a.LATIN_WITHOUT_DECOMPOSITION.get(character, character)


_LATIN_MARKS = _PerCharacter(_latin_mark)


def fold_latin_marks(text: str) -> str:
    """Accents and strokes of Latin letters are dropped: «Erdoğan» -> «Erdogan», «Kurdî» -> «Kurdi».

    So are the half rings and primes of transliteration («ʿIrāq» -> «Iraq»). Greek and Cyrillic letters lose
    the same combining marks, because a mark by itself does not know the letter before it.
    """
    return text.translate(_LATIN_MARKS)


#: The rules, in the order in which `fold` applies them.
RULES: tuple[Callable[[str], str], ...] = (
    fold_presentation_forms,
    fold_styled_letters,
    strip_invisible,
    strip_tashkeel,
    strip_tatweel,
    fold_alef,
    fold_teh_marbuta,
    fold_alef_maksura,
    fold_hamza_carriers,
    fold_kurdish_and_persian_letters,
    fold_digits,
    fold_case,
    fold_latin_marks,
)

#: No character needs more rounds: a presentation form gives a letter, the letter its folded form.
_MOST_ROUNDS = 5


def _fold_character(character: str) -> str:
    folded = character
    for _ in range(_MOST_ROUNDS):
        before = folded
        for rule in RULES:
            folded = rule(folded)
        if folded == before:
            break
    return folded


_FOLD = _PerCharacter(_fold_character)


def fold(text: str) -> str:
    """The form in which words are compared: all rules of this module applied until nothing changes.

    «والبيشمركةُ في كوردستان، ٢٠١٤» -> «والبيشمركه في كوردستان، 2014». White space and punctuation stay.
    Any string is accepted. Idempotent, and fold(a + b) == fold(a) + fold(b).
    """
    return text.translate(_FOLD)


def _fold_but_for_hamza(character: str) -> str:
    letters = fold_presentation_forms(character)
    return "".join(letter if letter in a.SEATED_HAMZA else fold(letter) for letter in letters)


_FOLD_BUT_FOR_HAMZA = _PerCharacter(_fold_but_for_hamza)
_COMBINING_HAMZA = re.compile(f"[{a.MADDAH_ABOVE}{a.HAMZA_ABOVE}{a.HAMZA_BELOW}]")


def fold_but_for_hamza(text: str) -> str:
    """Folded, but every hamza stays on its letter: «والآلِيّة» -> «والآليه», «مسئولةٌ» -> «مسئوله».

    For Arabic letters folding it once more gives `fold(text)`.
    """
    if _COMBINING_HAMZA.search(text):
        text = unicodedata.normalize("NFC", text)
    return text.translate(_FOLD_BUT_FOR_HAMZA)


def _is_dropped_sign(character: str) -> bool:
    return not fold(character) and not a.is_invisible(character)


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A folded text that remembers where each of its characters came from.

    `text` equals `fold(original)`; `origins[i]` is the index in `original` of the character behind `text[i]`.
    """

    original: str
    text: str
    origins: Sequence[int]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Start and end, in the original text, of the folded slice [start:end].

        Vowel signs and tatweel after the last letter belong to the slice, invisible characters after it do
        not; a ligature of which only a part is meant is taken whole. An empty slice gives an empty span.
        """
        if start >= end:
            at = self.origins[start] if start < len(self.origins) else len(self.original)
            return at, at
        last = self.origins[end - 1] + 1
        while last < len(self.original) and _is_dropped_sign(self.original[last]):
            last += 1
        return self.origins[start], last


def fold_with_offsets(text: str) -> FoldedText:
    """Folds like `fold` and keeps the way back, to match on folded text and mark the original.

    In «قال كُرْدِيّ» the folded text is «قال كردي»; its slice [4:8] is [4:11] of the original.
    """
    pieces: list[str] = []
    origins = array("L")
    for index, character in enumerate(text):
        folded = _FOLD[ord(character)]
        pieces.append(folded)
        origins.extend([index] * len(folded))
    return FoldedText(text, "".join(pieces), origins)
