"""How much does a match count? Every number of the ranking, as measured by ``manage.py rank_texts``."""

from __future__ import annotations

# K1, B, the weights of the layers and COORDINATION were chosen on the questions of ARCD, as round numbers from the
# middle of what does well: of 180 random choices in the neighbourhood the best is .002 of MRR@10 better than
# these, the worst .015 worse. The best on half of the documents is no better than these on the other half.

#: BM25's parameters: a word repeated says less and less, and in a long turn a word says less than in a short one.
K1, B = 1.2, 0.85

#: What a match in a layer of the text counts: as written, folded, without attached particles, stem, root. They
#: add up, for a word that is found as written is found in every farther layer too: the nearer, the higher.
LAYER_WEIGHTS = {"written": 0.1, "folded": 0.2, "bare": 0.5, "stem": 1.0, "root": 0.5}

#: A word of an answer's question, of the interview's title, its speakers, outlet and topics, beside one of
#: the text itself.
ASKED_WEIGHT = 0.3
ABOUT_WEIGHT = 0.2

#: Another way to say a word (`query.Either`), beside the word as it was typed.
ALTERNATIVE_WEIGHT = 0.8

#: A document that has m of the n words of a query, function words not counted, keeps (m / n) ** COORDINATION of
#: its score. Without it three rare words are found worse (.72 for .76); above 1 it silences their rarity.
COORDINATION = 0.5
