"""The letters, marks and signs that the rules of this package speak of, by name.

Names follow the Unicode character names, so that each can be looked up in the standard
(The Unicode Standard, chapter 9.2 "Arabic"). Logic elsewhere uses these names, never an escape.
"""

import unicodedata
from collections.abc import Iterable

HAMZA = "\u0621"  # ء
ALEF_MADDA = "\u0622"  # آ
ALEF_HAMZA_ABOVE = "\u0623"  # أ
WAW_HAMZA = "\u0624"  # ؤ
ALEF_HAMZA_BELOW = "\u0625"  # إ
YEH_HAMZA = "\u0626"  # ئ
ALEF = "\u0627"  # ا
BEH = "\u0628"  # ب
TEH_MARBUTA = "\u0629"  # ة
TEH = "\u062a"  # ت
THEH = "\u062b"  # ث
JEEM = "\u062c"  # ج
HAH = "\u062d"  # ح
KHAH = "\u062e"  # خ
DAL = "\u062f"  # د
THAL = "\u0630"  # ذ
REH = "\u0631"  # ر
ZAIN = "\u0632"  # ز
SEEN = "\u0633"  # س
SHEEN = "\u0634"  # ش
SAD = "\u0635"  # ص
DAD = "\u0636"  # ض
TAH = "\u0637"  # ط
ZAH = "\u0638"  # ظ
AIN = "\u0639"  # ع
GHAIN = "\u063a"  # غ
TATWEEL = "\u0640"  # ـ
FEH = "\u0641"  # ف
QAF = "\u0642"  # ق
KAF = "\u0643"  # ك
LAM = "\u0644"  # ل
MEEM = "\u0645"  # م
NOON = "\u0646"  # ن
HEH = "\u0647"  # ه
WAW = "\u0648"  # و
ALEF_MAKSURA = "\u0649"  # ى
YEH = "\u064a"  # ي
AE = "\u06d5"  # ە

ALEF_WASLA = "\u0671"  # ٱ
ALEF_WAVY_HAMZA_ABOVE = "\u0672"  # ٲ
ALEF_WAVY_HAMZA_BELOW = "\u0673"  # ٳ
HIGH_HAMZA = "\u0674"  # ٴ
HIGH_HAMZA_ALEF = "\u0675"  # ٵ
HIGH_HAMZA_WAW = "\u0676"  # ٶ
U_HAMZA = "\u0677"  # ٷ
HIGH_HAMZA_YEH = "\u0678"  # ٸ

FATHATAN, DAMMATAN, KASRATAN = "\u064b", "\u064c", "\u064d"
FATHA, DAMMA, KASRA = "\u064e", "\u064f", "\u0650"
SHADDA, SUKUN, MADDAH_ABOVE = "\u0651", "\u0652", "\u0653"
HAMZA_ABOVE, HAMZA_BELOW, SUPERSCRIPT_ALEF = "\u0654", "\u0655", "\u0670"

SMALL_WAW, SMALL_YEH, SMALL_FARSI_YEH = "\u06e5", "\u06e6", "\u08c9"
END_OF_AYAH, DISPUTED_END_OF_AYAH = "\u06dd", "\u08e2"
START_OF_RUB_EL_HIZB, PLACE_OF_SAJDAH = "\u06de", "\u06e9"

ARABIC_COMMA = "\u060c"  # ،
DECIMAL_SEPARATOR, THOUSANDS_SEPARATOR = "\u066b", "\u066c"  # ٫ ٬

ZERO_WIDTH_SPACE, ZERO_WIDTH_NON_JOINER, ZERO_WIDTH_JOINER = "\u200b", "\u200c", "\u200d"
LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK, ARABIC_LETTER_MARK = "\u200e", "\u200f", "\u061c"
SOFT_HYPHEN, BYTE_ORDER_MARK, COMBINING_GRAPHEME_JOINER = "\u00ad", "\ufeff", "\u034f"

ARABIC_BLOCKS = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF))
PRESENTATION_FORM_BLOCKS = ((0xFB50, 0xFDFF), (0xFE70, 0xFEFF))
ARABIC_MATHEMATICAL_BLOCKS = ((0x1EE00, 0x1EEFF),)
#: Letters and digits in another width or in a mathematical style.
STYLED_BLOCKS = ((0xFF01, 0xFF5E), (0x1D400, 0x1D7FF), *ARABIC_MATHEMATICAL_BLOCKS)
#: The combining marks of Latin, Greek and Cyrillic.
COMBINING_MARK_BLOCKS = (
    (0x0300, 0x036F),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE20, 0xFE2F),
)
VARIATION_SELECTOR_BLOCKS = ((0x180B, 0x180D), (0x180F, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))


def in_blocks(character: str, blocks: Iterable[tuple[int, int]]) -> bool:
    """Whether the character's code point lies in one of the blocks (first and last included)."""
    code_point = ord(character)
    return any(first <= code_point <= last for first, last in blocks)


def characters_of(blocks: Iterable[tuple[int, int]]) -> Iterable[str]:
    """Every code point of the blocks, as characters, in order."""
    return (chr(code_point) for first, last in blocks for code_point in range(first, last + 1))


#: The 28 letters and the hamza: what is left of an Arabic word after folding.
FOLDED_LETTERS = frozenset(
    HAMZA + ALEF + BEH + TEH + THEH + JEEM + HAH + KHAH + DAL + THAL + REH + ZAIN + SEEN + SHEEN + SAD
    + DAD + TAH + ZAH + AIN + GHAIN + FEH + QAF + KAF + LAM + MEEM + NOON + HEH + WAW + YEH
)  # fmt: skip

#: The letters of standard Arabic as they are written, before folding.
STANDARD_LETTERS = FOLDED_LETTERS | frozenset(
    ALEF_MADDA + ALEF_HAMZA_ABOVE + ALEF_HAMZA_BELOW + ALEF_WASLA + WAW_HAMZA + YEH_HAMZA
    + TEH_MARBUTA + ALEF_MAKSURA
)  # fmt: skip

#: The letters on which a hamza is written, with it.
SEATED_HAMZA = frozenset(ALEF_MADDA + ALEF_HAMZA_ABOVE + ALEF_HAMZA_BELOW + WAW_HAMZA + YEH_HAMZA)

#: Vowel signs, shadda, hamza and madda as combining marks, and the recitation marks of the Quran.
TASHKEEL = frozenset(c for c in characters_of(ARABIC_BLOCKS) if unicodedata.category(c) == "Mn")

#: Signs of the printed Quran that are no combining marks, among them the small letters above the line.
QURANIC_SIGNS = frozenset(
    SMALL_WAW + SMALL_YEH + SMALL_FARSI_YEH + END_OF_AYAH + DISPUTED_END_OF_AYAH
    + START_OF_RUB_EL_HIZB + PLACE_OF_SAJDAH
)  # fmt: skip

#: Lengthening strokes that carry a sign of their own, used in old manuscripts.
TATWEEL_FORMS = "\u0883\u0884\u0885"

#: Phrases of honour in one character («النبيﷺ»): printed against a name, and never part of its word.
HONORIFIC_LIGATURES = frozenset("\ufdfa\ufdfb")  # ﷺ ﷻ

#: Format characters (Unicode category Cf) that are seen on the page: signs above numbers and verses.
#: The Arabic letter mark is directional and shows nothing.
VISIBLE_FORMAT_SIGNS = frozenset(
    c for c in characters_of(ARABIC_BLOCKS) if unicodedata.category(c) == "Cf" and c != ARABIC_LETTER_MARK
)

#: Latin letters with a stroke or hook, which Unicode does not decompose, and the half rings, primes and
#: apostrophes with which names are transliterated («ʿAbd»).
LATIN_WITHOUT_DECOMPOSITION = {
    "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ħ": "h", "Ħ": "H", "ı": "i",
    "ł": "l", "Ł": "L", "ŧ": "t", "Ŧ": "T", "þ": "th", "Þ": "TH", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE",
    "ə": "e", "Ə": "E", "ɛ": "e", "Ɛ": "E", "ɣ": "g", "Ɣ": "G", "ŋ": "n", "Ŋ": "N",
    "ʹ": "", "ʺ": "", "ʻ": "", "ʼ": "", "ʽ": "", "ʾ": "", "ʿ": "",
}  # fmt: skip


def is_invisible(character: str) -> bool:
    """Whether a character shows nothing: zero-width, directional, soft hyphen, byte order mark, selectors."""
    return (
        (unicodedata.category(character) == "Cf" and character not in VISIBLE_FORMAT_SIGNS)
        or character == COMBINING_GRAPHEME_JOINER
        or in_blocks(character, VARIATION_SELECTOR_BLOCKS)
    )
