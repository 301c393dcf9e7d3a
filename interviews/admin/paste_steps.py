"""The steps of an editor at the desk: from the fields of a form to one action, and what it is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from interviews.actions import pasting
from interviews.models import Paste
from interviews.transcripts.draft import Draft

# What is said when an operation on the draft is done, for those who do not see it.
DONE: Mapping[str, Any] = {
    "change_kind": _("The kind was changed."),
    "change_speaker": _("The speaker was changed."),
    "toggle_indirect": _("Changed whether the question is a reported one."),
    "merge_with_previous": _("Joined to the one before."),
    "split": _("Split in two."),
    "set_aside": _("Set aside."),
    "label_to_text": _("The label is text again."),
    "bring_back": _("Brought back."),
    "move": _("Moved."),
    "move_up": _("Moved up."),
    "move_down": _("Moved down."),
    "add_speaker": _("The participant was added."),
    "edit_speaker": _("The participant was changed."),
    "decide_speaker": _("It was noted who this is."),
    "merge_speakers": _("The two are one participant."),
    "remove_speaker": _("The participant was removed."),
    "confirm": _("Marked as looked at."),
    "undo": _("Undone."),
    "redo": _("Done again."),
    "read_again": _("The text was read again."),
    "facts": _("The facts were saved."),
    "save": _("The interview was saved as a draft."),
    "discard": _("The pasted text was put away. Nothing is lost: it can be brought back."),
    "restore": _("The pasted text waits at the desk again."),
}


ON_WHOLE: Mapping[str, Callable[..., Paste]] = {
    "undo": pasting.undo,
    "redo": pasting.redo,
    "discard": pasting.discard,
    "restore": pasting.restore,
}


def fields_of(post: QueryDict) -> dict[str, str]:
    """The fields of a form; what the pressed button says («operation=split&block=3») comes first."""
    fields = {name: value for name, value in post.items() if name != "csrfmiddlewaretoken"}
    return fields | dict(parse_qsl(fields.pop("step", ""), keep_blank_values=True))


def version_in(fields: Mapping[str, str]) -> int:
    """The state of the paste that the form shows; one that none can be when the form does not say."""
    given = fields.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def take(paste: Paste, fields: Mapping[str, str], by: Any) -> Paste:
    """Take the step that ``fields`` ask for; returns the paste as it now is.

    Raises ``PasteError`` when it cannot be done; nothing was changed then.
    """
    operation, version = fields.get("operation", ""), version_in(fields)
    if operation in ON_WHOLE:
        return ON_WHOLE[operation](paste, version, by=by)
    if operation == "read_again":
        return pasting.read_again(paste, version, fields.get("layout", ""), by=by)
    return pasting.apply(paste, version, operation, _arguments(operation, fields), by=by)


def _arguments(operation: str, fields: Mapping[str, str]) -> dict[str, str]:
    arguments = {name: value for name, value in fields.items() if name not in ("operation", "version")}
    chosen = arguments.get("decision", "")
    if operation == "decide_speaker" and ":" in chosen:
        # One radio button says both: «existing:12».
        arguments["decision"], _colon, arguments["speaker_id"] = chosen.partition(":")
    return arguments


def focus_after(before: Draft, after: Draft, fields: Mapping[str, str]) -> int | None:
    """The block on which an editor's eye should rest after a step; None for those beside the blocks."""
    given = fields.get("block", "")
    block = int(given) if given.isdigit() else None
    known = {one.id for one in before.blocks}
    new = next((one.id for one in after.blocks if one.id not in known and not one.is_aside), None)
    if fields.get("operation") == "split":
        return new or block
    present = {one.id for one in after.blocks}
    if block is not None and block not in present:
        # It was joined to the one before, or an undo took it away: who owns its text now?
        place = before.block(block).start if block in known else -1
        return next((o.id for o in after.blocks for s in o.spans if s.start <= place < s.end), None)
    if block is None and fields.get("operation") in ("undo", "redo"):
        stood = {one.id: (place, one) for place, one in enumerate(before.blocks)}
        stands = ((place, one) for place, one in enumerate(after.blocks))
        return next((one.id for place, one in stands if stood.get(one.id) != (place, one)), None)
    return block
