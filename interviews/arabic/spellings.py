"""In which spellings may one word stand, Arabic and Kurdish?"""

from functools import cache

from interviews.arabic.data import data_lines
from interviews.arabic.normalize import fold
from interviews.arabic.stem import ARTICLE


def written_forms(word: str) -> list[str]:
    """The folded forms in which a folded word may stand in Arabic and in Kurdish spelling.

    >>> sorted(written_forms("كردستان"))
    ['كردستان', 'كوردستان']
    """
    article = ARTICLE if word.startswith(ARTICLE) else ""
    bare = word.removeprefix(article)
    forms = {word}
    for kurdish, arabic in _spelling_pairs():
        for one, other in ((kurdish, arabic), (arabic, kurdish)):
            if bare.startswith(one):
                forms.add(article + other + bare.removeprefix(one))
    return sorted(forms)


@cache
def _spelling_pairs() -> list[tuple[str, str]]:
    pairs = (line.split() for line in data_lines("spellings.txt"))
    return [(fold(kurdish), fold(arabic)) for kurdish, arabic in pairs]
