"""Words that turn what is said into its opposite: «لا», «لم», «ليس», «غير», «not»."""

from interviews.arabic import letters as a
from interviews.arabic.data import data_lines
from interviews.arabic.normalize import fold

_NEGATIONS = frozenset(fold(word) for line in data_lines("negations.txt") for word in line.split())
_CONJUNCTIONS = frozenset(a.WAW + a.FEH)


def is_negation(folded: str) -> bool:
    """Whether a folded word negates, also behind «و» or «ف»: «ولم» does, «ولد» does not."""
    return folded in _NEGATIONS or (folded[:1] in _CONJUNCTIONS and folded[1:] in _NEGATIONS)
