"""JSON as speech recognition, content management and the archive write it becomes text with labels.

What is understood: lists of pieces with a speaker and a text (also below «segments», «turns», «utterances»
and the like), lists of questions with answers, and articles with a title and a body in text or HTML.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from interviews.transcripts.files import UndecodableFile
from interviews.transcripts.source import Source
from interviews.transcripts.sources.assembly import Assembly
from interviews.transcripts.sources.cues import Cue, write_cues
from interviews.transcripts.sources.html import add_html, read_html

#: How deep a known form is looked for: {"data": {"post": {"content": …}}}.
_DEEPEST = 6
_TEXTS = (
    "text",
    "content",
    "transcript",
    "utterance",
    "sentence",
    "body",
    "message",
    "html",
    "rendered",
    "النص",
)
_SPEAKERS = ("speaker", "speaker_name", "speaker_label", "speakerName", "name", "author", "المتحدث")
_QUESTIONS = ("question", "q", "السؤال", "سؤال", "س")
_ANSWERS = ("answer", "a", "الجواب", "جواب", "ج")
_TITLES = ("title", "headline", "name", "العنوان")
_LEADS = ("subtitle", "lead", "excerpt", "summary", "description", "intro")
_BODIES = ("content", "body", "html", "articleBody", "text", "transcript", "النص", "paragraphs")
_CLOSINGS = ("closing",)
_LISTS = (
    *("segments", "utterances", "turns", "monologues", "dialogue", "questions", "transcripts", "results"),
    *("blocks", "paragraphs", "items"),
)
#: What pieces without a name say about their speaker, and the label that says it in a text.
_KINDS = {
    **dict.fromkeys(("question", "interviewer", "host"), "س"),
    **dict.fromkeys(("answer", "guest", "interviewee"), "ج"),
}
#: A text of a content management system is HTML at the first tag or entity.
_MARKUP = re.compile(
    r"</?(?:p|br|div|span|b|strong|i|em|a|h[1-6]|ul|ol|li|blockquote)(?:\s[^<>]{0,2000})?/?>"
    r"|&(?:nbsp|quot|amp|lt|gt|[lr]aquo|#\d{1,6});",
    re.IGNORECASE,
)


def read_json(text: str) -> Source:
    """The text of JSON with labels before what is spoken.

    «[{"speaker": "سعاد", "text": "نعم."}]» becomes «سعاد: نعم.», a list of questions and answers «س: …» and
    «ج: …». Raises `UndecodableFile` ("damaged_json", "too_deep", "unknown_json").
    """
    try:
        data = json.loads(text)
    except RecursionError as error:
        raise UndecodableFile("too_deep", "JSON is nested too deeply") from error
    except ValueError as error:
        raise UndecodableFile("damaged_json", f"no valid JSON: {error}") from error
    assembly = Assembly()
    if not _write(assembly, data, _DEEPEST):
        raise UndecodableFile("unknown_json", "JSON of a form that is not known")
    return assembly.source("json")


def _write(assembly: Assembly, data: Any, depth: int) -> bool:
    """Writes data of a known form; False, and nothing written, for another."""
    if _is_spoken(data):
        _write_pieces(assembly, data)
        return True
    if not isinstance(data, dict) or depth == 0:
        return False
    pieces = next((data[key] for key in _LISTS if _is_spoken(data.get(key))), None)
    body = _first_text(data, _BODIES)
    if pieces is not None or (body and (len(body.split()) > 1)):
        title = _first_text(data, _TITLES)
        if title:
            heading = assembly.open("heading")
            _write_paragraph(assembly, title)
            assembly.close(heading)
        _write_paragraph(assembly, _first_text(data, _LEADS))
        if pieces is None:
            _write_paragraph(assembly, body)
        else:
            _write_pieces(assembly, pieces)
        _write_paragraph(assembly, _first_text(data, _CLOSINGS))
        return True
    return any(_write(assembly, inner, depth - 1) for inner in data.values())


def _is_spoken(data: Any) -> bool:
    """Whether data is a list of objects of which some have a text."""
    return (
        isinstance(data, list)
        and all(isinstance(piece, dict) for piece in data)
        and any(_piece_text(piece) or _first_text(piece, _QUESTIONS) for piece in data)
    )


def _write_pieces(assembly: Assembly, pieces: list[dict[str, Any]]) -> None:
    cues = [_cue(piece) for piece in pieces]
    if any(cue.start is not None for cue in cues):
        write_cues(assembly, cues)
        return
    for piece, cue in zip(pieces, cues, strict=True):
        if question := _first_text(piece, _QUESTIONS):
            _write_paragraph(assembly, question, "س")
            _write_paragraph(assembly, _first_text(piece, _ANSWERS), "ج")
        else:
            kind = str(piece.get("kind") or piece.get("role") or piece.get("type")).lower()
            _write_paragraph(assembly, "\n".join(cue.lines), cue.speaker or _KINDS.get(kind, ""))


def _cue(piece: dict[str, Any]) -> Cue:
    text = _piece_text(piece)
    return Cue(
        (text,) if text else (),
        _speaker(piece),
        _seconds(piece.get("start")),
        _seconds(piece.get("end")),
    )


def _seconds(value: Any) -> float | None:
    """A time, None for what is none: JSON's whole numbers may be longer than any float."""
    return float(value) if isinstance(value, int | float) and abs(value) < 1e9 else None


def _speaker(piece: dict[str, Any]) -> str:
    """The name of who speaks; speech recognition counts them from 0."""
    for key in _SPEAKERS:
        found = piece.get(key)
        if isinstance(found, dict):
            found = _first_text(found, ("name", "label", "id"))
        if isinstance(found, str) and found.strip():
            return found.strip().rstrip(":")
        if isinstance(found, int) and not isinstance(found, bool):
            return f"المتحدث {found}"
    return ""


def _piece_text(piece: dict[str, Any]) -> str:
    """What a piece says: its own text, its first alternative, its block's data, its words put together."""
    if text := _first_text(piece, _TEXTS):
        return text
    alternatives, data, elements = (piece.get(key) for key in ("alternatives", "data", "elements"))
    if isinstance(alternatives, list) and alternatives and isinstance(alternatives[0], dict):
        return _first_text(alternatives[0], _TEXTS)
    if isinstance(data, dict):
        return _first_text(data, (*_TEXTS, "items"))
    if isinstance(elements, list):
        values = (element.get("value") for element in elements if isinstance(element, dict))
        return "".join(value for value in values if isinstance(value, str))
    return ""


def _first_text(data: dict[str, Any], keys: Iterable[str]) -> str:
    """The first text under these keys, also as {"rendered": …} or a list of paragraphs; empty for none."""
    for key in keys:
        found = data.get(key)
        if isinstance(found, dict):
            found = found.get("rendered")
        if isinstance(found, list) and all(isinstance(paragraph, str) for paragraph in found):
            found = "\n\n".join(found)
        if isinstance(found, str) and found.strip():
            return found
    return ""


def _write_paragraph(assembly: Assembly, text: str, label: str = "") -> None:
    assembly.end_paragraph()
    if label:
        # HTML would begin a line behind the label.
        assembly.write(f"{label}: ")
        assembly.write_exactly(read_html(text).text if _MARKUP.search(text) else text)
    elif _MARKUP.search(text):
        add_html(assembly, text)
    else:
        assembly.write_exactly(text)
    assembly.end_paragraph()
