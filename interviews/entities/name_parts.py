"""Which words are only parts of a name, so that another word completes them? Folded, as names are compared.

The lists differ by what is asked of them: those of `proposals.txt` (lineage, kunya) have only what shows a
name where nothing else does.
"""

from __future__ import annotations

from interviews.arabic.normalize import fold


def _folded(words: str) -> frozenset[str]:
    return frozenset(map(fold, words.split()))


#: Names of two words that are written as one, too: «عبدالله», «أبوظبي»; «نصرالله».
JOIN_NEXT, JOIN_LAST = _folded("عبد أبو أبا أبي"), _folded("الله الدين")

#: What stands before a surname and belongs to it: «بن سلمان», «آل ثاني», «عبد المهدي», "von der Leyen".
BEFORE_SURNAME = _folded(
    "بن ابن بنت آل أبو أبا أبي أم عبد ذو فان فون دي دا دو لو لا "
    "der den de da di du la le van von al el bin ibn ben abu abd ter ten dos del"
)

#: What stands behind the word to which it belongs: «نصر الله», «صلاح الدين».
SECOND_HALVES = _folded("الله الدين الإسلام الرحمن")

#: Before or behind these stands no whole name: «ابن الراوي», «محمد بن …».
INCOMPLETE = _folded("بن ابن بنت ابنة أبو أبا أبي أم عبد آل bin ibn ben")
