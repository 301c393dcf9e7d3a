"""Proof that a parsed transcript lost nothing and owns nothing twice."""

from itertools import pairwise

from interviews.transcripts.result import Transcript


def faults(transcript: Transcript) -> list[str]:
    """What is wrong with the ownership of the text, empty when nothing is.

    Checked: every span lies inside the text and is not empty; no character is in two of lead, turns and
    set-aside text; every character that is not white space (`str.isspace`) is in one; each turn's text
    is the text of its spans; turns stand in the order of the text.
    """
    text = transcript.text
    owned: list[tuple[int, int, str]] = []
    owned.extend((span.start, span.end, "lead") for span in transcript.lead)
    for number, turn in enumerate(transcript.turns):
        owned.extend((span.start, span.end, f"turn {number}") for span in turn.spans)
    owned.extend((piece.start, piece.end, piece.kind) for piece in transcript.set_aside)
    owned.sort()

    found = [
        f"{owner} [{start}:{end}] is empty or outside the text"
        for start, end, owner in owned
        if not 0 <= start < end <= len(text)
    ]
    position = 0
    for start, end, owner in owned:
        if start < position:
            found.append(f"{owner} [{start}:{end}] overlaps what ends at {position}")
        elif text[position:start].strip():
            found.append(f"nothing owns [{position}:{start}]: {text[position:start].strip()[:40]!r}")
        position = max(position, end)
    if text[position:].strip():
        found.append(f"nothing owns [{position}:{len(text)}]: {text[position:].strip()[:40]!r}")

    for number, turn in enumerate(transcript.turns):
        if turn.text != "\n".join(text[span.start : span.end] for span in turn.spans):
            found.append(f"turn {number} is not the text of its spans")
        if not 0 <= turn.confidence <= 1:
            found.append(f"turn {number} has confidence {turn.confidence}")
    found.extend(
        f"turn at {after.start} stands after the one at {before.start}"
        for before, after in pairwise(transcript.turns)
        if after.start < before.end
    )
    return found
