"""The operations on a draft by their names, with arguments as a form sends them."""

from collections.abc import Callable, Mapping

from interviews.transcripts import draft_edits as edits
from interviews.transcripts.draft import Draft, DraftError

Operation = Callable[..., Draft]
Reader = Callable[[object], object]


def _number(value: object) -> int:
    text = str(value).strip()
    if isinstance(value, bool) or not text.isascii() or not text.isdigit() or len(text) > 18:
        raise DraftError("bad_argument")
    return int(text)


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise DraftError("bad_argument")
    return value


def _number_or_none(value: object) -> int | None:
    return None if value == "" else _number(value)


def _key_or_nobody(value: object) -> str | None:
    return None if value is None else _string(value) or None


def _yes_or_no(value: object) -> bool:
    known = {"true": True, "on": True, "1": True, "false": False, "": False, "0": False}
    try:
        return known[str(value).lower()]
    except KeyError:
        raise DraftError("bad_argument") from None


#: Each operation with what it must be given, and what it may be given.
OPERATIONS: Mapping[str, tuple[Operation, Mapping[str, Reader], Mapping[str, Reader]]] = {
    "change_kind": (edits.change_kind, {"block": _number, "kind": _string}, {}),
    "change_speaker": (
        edits.change_speaker,
        {"block": _number, "speaker": _key_or_nobody},
        {"everywhere": _yes_or_no},
    ),
    "toggle_indirect": (edits.toggle_indirect, {"block": _number}, {}),
    "merge_with_previous": (edits.merge_with_previous, {"block": _number}, {}),
    "split": (
        edits.split,
        {"block": _number, "offset": _number},
        {"offset_end": _number_or_none, "kind": _string},
    ),
    "set_aside": (
        edits.set_aside,
        {"block": _number, "kind": _string},
        {"start": _number_or_none, "end": _number_or_none},
    ),
    "label_to_text": (edits.label_to_text, {"block": _number}, {}),
    "bring_back": (edits.bring_back, {"block": _number, "kind": _string}, {}),
    "move": (edits.move, {"block": _number}, {"before": _number_or_none}),
    "move_up": (edits.move_up, {"block": _number}, {}),
    "move_down": (edits.move_down, {"block": _number}, {}),
    "add_speaker": (
        edits.add_speaker,
        {"name": _string, "role": _string},
        {"office": _string, "block": _number_or_none},
    ),
    "edit_speaker": (
        edits.edit_speaker,
        {"speaker": _string},
        {"name": _string, "role": _string, "office": _string},
    ),
    "decide_speaker": (
        edits.decide_speaker,
        {"speaker": _string, "decision": _string},
        {"speaker_id": _number_or_none},
    ),
    "merge_speakers": (edits.merge_speakers, {"speaker": _string, "into": _string}, {}),
    "remove_speaker": (edits.remove_speaker, {"speaker": _string}, {}),
    "confirm": (edits.confirm, {}, {"block": _number_or_none, "problem": _number_or_none}),
}


def perform(draft: Draft, operation: str, arguments: Mapping[str, object]) -> Draft:
    """Do an operation by its name, with arguments as a form sends them: {"block": "12", "kind": "answer"}.

    Arguments that the operation does not know are passed over.
    Raises `DraftError`: "no_operation", "bad_argument", and what the operation itself says.
    """
    if operation not in OPERATIONS:
        raise DraftError("no_operation")
    function, required, optional = OPERATIONS[operation]
    given: dict[str, object] = {}
    for name, read in required.items():
        if name not in arguments:
            raise DraftError("bad_argument")
        given[name] = read(arguments[name])
    for name, read in optional.items():
        if arguments.get(name) is not None:
            given[name] = read(arguments[name])
    return function(draft, **given)
