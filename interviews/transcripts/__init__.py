"""How does an article become turns? `parse` takes the text, `decode` the bytes of a file."""

from interviews.transcripts.files import UndecodableFile, decode
from interviews.transcripts.parse import parse
from interviews.transcripts.result import Problem, SetAside, Span, Speaker, Transcript, Turn
from interviews.transcripts.source import Source

__all__ = [
    "Problem",
    "SetAside",
    "Source",
    "Span",
    "Speaker",
    "Transcript",
    "Turn",
    "UndecodableFile",
    "decode",
    "parse",
]
