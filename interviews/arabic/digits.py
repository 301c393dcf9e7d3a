"""Numbers in the digits of other scripts. To match them nothing is needed: folding makes all digits ASCII."""

from interviews.arabic.normalize import fold_digits

#: Latin, Arabic and Persian digits (also Kurdish ones), in which newspapers of the region print numbers.
SCRIPTS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")


def has_digits(text: str) -> bool:
    """Whether a digit of any script stands in the text: «F16», «عام ٢٠١٤»."""
    return any(character.isdecimal() for character in text)


def in_other_digits(text: str) -> tuple[str, ...]:
    """The text with its digits in the other scripts: «2014» -> («٢٠١٤», «۲۰۱۴»); none if it has no digits."""
    if not has_digits(text):
        return ()
    plain = "".join(fold_digits(c) if c.isdecimal() else c for c in text)
    written = (plain.translate(str.maketrans(SCRIPTS[0], digits)) for digits in SCRIPTS)
    return tuple(form for form in written if form != text)
