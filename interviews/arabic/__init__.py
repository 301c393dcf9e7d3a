"""Arabic text: folded, cut into tokens, stemmed.

Pure: takes strings, returns values, imports nothing of ours.
"""
