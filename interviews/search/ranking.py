"""How much does a match count? Every number of the ranking, as measured by ``manage.py rank_texts``."""

from __future__ import annotations

# BM25's parameters: answers vary in length more than web pages, and a word repeated says little.
K1, B = 0.8, 0.85

#: What a match in a layer of the text counts: as written, folded, without attached particles, stem, root.
LAYER_WEIGHTS = {"written": 0.1, "folded": 0.2, "bare": 0.2, "stem": 1.0, "root": 1.0}

#: A word of an answer's question, of the interview's title, its speakers, outlet and topics, beside one of
#: the text itself.
ASKED_WEIGHT = 0.3
ABOUT_WEIGHT = 0.2

#: Another way to say a word (`query.Either`), beside the word as it was typed.
ALTERNATIVE_WEIGHT = 0.8

#: A document that has m of the n words of a query keeps (m / n) ** COORDINATION of its score.
COORDINATION = 1.0
