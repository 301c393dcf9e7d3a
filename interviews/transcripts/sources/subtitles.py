"""Subtitles, SubRip (.srt) and WebVTT (.vtt, W3C), become the text that is spoken.

Numbers, times, positions and tags are dropped; a file with errors is read as far as it can be.
"""

import html
import re
from collections.abc import Iterator, Sequence

from interviews.transcripts.source import Source
from interviews.transcripts.sources.assembly import Assembly
from interviews.transcripts.sources.cues import Cue, without_repetitions, write_cues

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMING = re.compile(rf"\s*{_TIME}\s*-+>\s*{_TIME}(?:\s|\Z)")
_NUMBER = re.compile(r"\s*\d+\s*\Z")
_BEGINNING = re.compile(r"\s*(?:WEBVTT(?:\s|\Z)|(?:\d+[ \t]*\r?\n)?\s*" + _TIME + r"\s*-+>)")
#: Parts of a WebVTT file that are not shown, up to the next blank line.
_NOT_SHOWN = ("NOTE", "STYLE", "REGION", "WEBVTT", "X-TIMESTAMP-MAP", "Kind:", "Language:")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,80})?[ \t]+([^<>\n]{1,200})>")
_TAG = re.compile(r"</?[a-z\d][^<>\n]{0,200}>|\{\\[^{}\n]{0,200}\}|\{[a-z]:[^{}\n]{0,80}\}", re.IGNORECASE)


def is_subtitles(text: str) -> bool:
    """Whether a text begins as subtitles do: with «WEBVTT», or a number and a time «00:00:01,000 --> …»."""
    return bool(_BEGINNING.match(text[:1000]))


def read_subtitles(text: str) -> Source:
    """The text of subtitles as lines with labels; any string is accepted.

    «<v سعاد>المخزون» and the next cue «يكفي.» become «سعاد: المخزون يكفي.». A text without a single time is
    given back as it is.
    """
    is_vtt = text.lstrip().startswith("WEBVTT")
    cues = list(_cues(text, is_vtt))
    if not any(cue.start is not None for cue in cues):
        return Source(text)
    assembly = Assembly()
    write_cues(assembly, without_repetitions(cues))
    return assembly.source("vtt" if is_vtt else "srt")


def _cues(text: str, is_vtt: bool) -> Iterator[Cue]:
    timing: re.Match[str] | None = None
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if "->" in line and (found := _TIMING.match(line)):
            yield from _spoken(timing, _shown(_without_name(lines, is_vtt)))
            timing, lines = found, []
        else:
            lines.append(line.strip())
    yield from _spoken(timing, _shown(lines))


def _without_name(lines: list[str], is_vtt: bool) -> list[str]:
    """The lines without the number, or in WebVTT the name, that stands right above the next cue's time."""
    if lines and (_NUMBER.match(lines[-1]) or (is_vtt and len(lines) > 1 and not lines[-2])):
        return lines[:-1]
    return lines


def _shown(lines: list[str]) -> Iterator[str]:
    """The lines that are text: not those of a WebVTT file's head, notes and styles."""
    hidden, begins = False, True
    for line in lines:
        if begins:
            hidden = line.startswith(_NOT_SHOWN)
        begins = not line
        if line and not hidden:
            yield line


def _spoken(timing: re.Match[str] | None, lines: Iterator[str]) -> Iterator[Cue]:
    """A cue, or as many as it names voices: «<v سعاد>نعم <v مراد>لا»."""
    start = _seconds(timing.groups()[:4]) if timing else None
    end = _seconds(timing.groups()[4:]) if timing else None
    first, *voiced = _VOICE.split("\n".join(lines))
    for speaker, text in (("", first), *zip(voiced[::2], voiced[1::2], strict=True)):
        readable = html.unescape(_TAG.sub("", text)).replace("\x00", "")
        found = tuple(line.strip() for line in readable.split("\n") if line.strip())
        if found:
            yield Cue(found, html.unescape(speaker).strip(), start, end)


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, fraction = parts
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + float(f"0.{fraction or 0}")
