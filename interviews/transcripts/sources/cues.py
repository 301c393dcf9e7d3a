"""Timed pieces of speech, from subtitles or speech recognition, are joined to lines that can be read.

A piece that ends inside a sentence goes on in the next. A new line begins where somebody else speaks, after
a pause, and, where the file names no speakers, after the end of a sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from interviews.transcripts.sources.assembly import Assembly

#: A pause between two cues that ends a line, in seconds.
_PAUSE = 3.0
_SENTENCE_END = re.compile(r"[.!?؟…۔][\s»\"”’')\]]*\Z")
#: «- » and «>> » are subtitlers' marks for another speaker; «سعاد القيسي: » and «HOST: » name one.
_OTHER_SPEAKER = re.compile(r"\s*(?:[-‐–—−]|>>+|»»+)\s*(?=\S)")
_LABEL = re.compile(r"\s*(?P<label>[^\s:؟?.!،,](?:[^:؟?.!\n،,]{0,38}[^\s:؟?.!،,])?)\s?:(?=\s)")
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Cue:
    """One timed piece: its lines as shown, who speaks (empty: not said), start and end in seconds."""

    lines: tuple[str, ...]
    speaker: str = ""
    start: float | None = None
    end: float | None = None


def without_repetitions(cues: Sequence[Cue]) -> list[Cue]:
    """The cues without what rolling captions show twice: the last lines again above the new one.

    Only where every third cue repeats, so that a speaker who says «نعم» twice is heard twice.
    """
    new_lines = [_new_lines(before, after) for before, after in pairwise(cues)]
    repeated = sum(new != after.lines for new, after in zip(new_lines, cues[1:], strict=True))
    if repeated < 2 or repeated * 3 < len(cues):
        return list(cues)
    return [*cues[:1], *(replace(cue, lines=new) for cue, new in zip(cues[1:], new_lines, strict=True))]


def _new_lines(before: Cue, after: Cue) -> tuple[str, ...]:
    """The lines of a cue that the one before has not shown, or the words by which its last line grew."""
    for count in range(min(len(before.lines), len(after.lines), 4), 0, -1):
        if before.lines[-count:] == after.lines[:count]:
            return after.lines[count:]
    if before.lines and after.lines:
        shown, first = before.lines[-1], after.lines[0]
        if shown and first.startswith(f"{shown} "):
            return (first[len(shown) + 1 :], *after.lines[1:])
    return after.lines


def write_cues(assembly: Assembly, cues: Sequence[Cue]) -> None:
    """Writes cues as lines, with «Name: » where the speaker changes; each cue's text has the look "cue"."""
    labelled = sum(1 for cue in cues if cue.speaker or (cue.lines and _label(cue.lines[0]))) >= 2
    last: Cue | None = None
    sentence_ended = True
    for cue in cues:
        if not any(line.strip() for line in cue.lines):
            continue
        if last is None or _is_pause(last, cue) or cue.speaker != last.speaker:
            assembly.end_line()
        if cue.speaker and (last is None or cue.speaker != last.speaker):
            assembly.write(f"{cue.speaker}: ")
        passage = assembly.open("cue")
        for line in cue.lines:
            if _begins_speech(line) or (sentence_ended and not labelled):
                assembly.end_line()
            assembly.write(f" {line} ")
            sentence_ended = bool(_SENTENCE_END.search(line[-20:]))
        assembly.close(passage)
        last = cue


def _is_pause(before: Cue, after: Cue) -> bool:
    return before.end is not None and after.start is not None and after.start - before.end >= _PAUSE


def _begins_speech(line: str) -> bool:
    return bool(_OTHER_SPEAKER.match(line)) or bool(_label(line))


def _label(line: str) -> str:
    """The label that a line begins with: «سعاد القيسي» of «سعاد القيسي: نعم»; empty for none."""
    found = _LABEL.match(line)
    return found["label"] if found and len(found["label"].split()) <= _MOST_WORDS else ""
