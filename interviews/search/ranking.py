"""How much does a match count? Every number of the ranking, as measured by ``manage.py rank_texts``."""

from __future__ import annotations

# K1, B, the weights of the layers and COORDINATION were chosen on the questions of ARCD, as round numbers
# from the middle of what does well. Of 301 random choices in the neighbourhood the best has .003 more of
# MRR@10 than these, the worst .018 less, and one chosen on half of the documents does no better on the other.

#: BM25's parameters: a word repeated says less and less, and one in a long turn less than in a short one.
K1, B = 1.2, 0.85

#: What a match in a layer of the text counts: as written, folded, without attached particles, stem, root.
#: They add up: a word found as written is found in every farther layer too, so that the nearer is higher.
LAYER_WEIGHTS = {"written": 0.1, "folded": 0.2, "bare": 0.5, "stem": 1.0, "root": 0.5}

#: A word of an answer's question, of the interview's title, its speakers, outlet and topics, beside one of
#: the text itself.
ASKED_WEIGHT = 0.3
ABOUT_WEIGHT = 0.2

#: Another way to say a word (`query.Either`), beside the word as it was typed.
ALTERNATIVE_WEIGHT = 0.8

#: A document that has m of the n words of a query, function words not counted, keeps (m / n) **
#: COORDINATION of its score. Without it three words find less (kw3 .757 for .770), with 2 (.759) too.
COORDINATION = 0.5

#: What it is worth that a turn names an entity under another name than the one that was typed: about as
#: much as a word that one turn in a hundred has, in all its layers together.
NAMED_SCORE = 12.0

#: Where a query has one word only, BM25 knows no more than how often a turn has it in any form, and other
#: words of its root would stand above itself. So a near match is worth a fixed score as well: one that
#: differs by attached particles alone, one that folds to the same, and one that is written the same. Of 300
#: words of an archive 48 had a first hit without the word as typed though others had it; now none has. With
#: half of these scores five of 400 words still have a farther form above a nearer one, among 40,000 turns.
#: Among several words such scores hurt: questions lose .009 of MRR@10 by scores of only 1 and 2.
ALONE_SCORES = {"bare": 20.0, "folded": 10.0, "written": 3.0}
