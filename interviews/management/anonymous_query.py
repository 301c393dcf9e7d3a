"""A reader's query as the search page understands it, for measurements that have no database.

The authority is not asked: nobody has a name, so none is found and none has other spellings.
"""

from __future__ import annotations

from interviews.search.language.expand import Words
from interviews.search.language.parsing import parse
from interviews.search.language.tree import Alternative, Node
from interviews.search.results.run import SearchRequest, understood


def anonymous_query(text: str) -> Node | None:
    """The tree that is searched for; None when there is nothing to search for.

    «قتل في آب» gives the three words, the last of them also as «أغسطس» and «غشت».
    """
    parsed = parse(text)
    if parsed.is_empty:
        return None
    return understood(parsed, SearchRequest(text), _nobody, _no_names)[0]


def _nobody(_field: str, _text: str) -> list[int]:
    return []


def _no_names(_sequences: list[Words]) -> dict[Words, list[Alternative]]:
    return {}
