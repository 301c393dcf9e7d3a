"""Who may change a pasted text now? Its lock, and the reasons why something was not done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy

from interviews.models import Interview, Paste

#: What an editor is told, by the code of a ``PasteError`` or of a draft's ``DraftError``.
MESSAGES: Mapping[str, Promise] = {
    "empty": gettext_lazy("There is no text in it."),
    "too_long": gettext_lazy("It is larger than %(megabytes)d MB. Divide it, and paste the parts."),
    "conflict": gettext_lazy(
        "This text was changed meanwhile in another window. The step was not done: the text is shown here "
        "as it is now."
    ),
    "conflict_by": gettext_lazy(
        "%(user)s changed this text meanwhile, on %(when)s. The step was not done: the text is shown here "
        "as it is now."
    ),
    "closed": gettext_lazy("This text is no longer being worked on: it was saved or put away."),
    "unread": gettext_lazy("This text could not be read, so that there is nothing to work on yet."),
    "unreadable": gettext_lazy("The text could not be read anew. Nothing was changed."),
    "nothing_to_undo": gettext_lazy("There is no step to undo."),
    "nothing_to_redo": gettext_lazy("There is no step to do again."),
    "not_put_away": gettext_lazy("This text was not put away, or its interview is still there."),
    "no_title": gettext_lazy("The interview needs a title before it can be saved."),
    "no_turns": gettext_lazy("There is no question and no answer yet: an interview cannot be saved."),
    "in_archive": gettext_lazy("The same text is already in the archive: %(interview)s"),
    "speaker_gone": gettext_lazy("The speaker chosen for %(name)s no longer exists. Choose again."),
    # What a draft refuses.
    "no_operation": gettext_lazy("The desk does not know this step."),
    "bad_argument": gettext_lazy("The step lacks something, or has a value that it cannot have."),
    "no_block": gettext_lazy("This passage is no longer there."),
    "no_speaker": gettext_lazy("This participant is no longer there."),
    "no_kind": gettext_lazy("Choose what kind of text it is."),
    "only_questions": gettext_lazy("Only a question can be a reported one."),
    "nothing_before": gettext_lazy("There is no passage before it to be joined to."),
    "empty_part": gettext_lazy("There must be text on both sides of the place where a passage is cut."),
    "no_label": gettext_lazy("This passage has no label."),
    "not_aside": gettext_lazy("This passage was not set aside."),
    "at_the_edge": gettext_lazy("It cannot be moved any further."),
    "no_name": gettext_lazy("A name needs a letter or a digit, and at most 200 characters."),
    "name_taken": gettext_lazy("Another participant already has this name."),
    "no_office": gettext_lazy("An office has at most 300 characters."),
    "no_role": gettext_lazy("The desk does not know this role."),
    "no_decision": gettext_lazy("Choose a speaker of the archive, a new one, or leave it open."),
    "speaker_taken": gettext_lazy("Another participant is this speaker already: join the two."),
    "same_speaker": gettext_lazy("Choose another participant to join it with."),
    "no_problem": gettext_lazy("This remark is no longer there."),
}


class PasteError(Exception):
    """Something was not done, and nothing was changed; ``str()`` says why, in the reader's language.

    ``interview`` is the one that has the text already, where that is the reason.
    """

    def __init__(self, code: str, message: Promise | None = None, **values: Any) -> None:
        super().__init__(str(message or MESSAGES[code]) % values)
        self.code = code
        self.interview: Interview | None = values.get("interview")


class PasteConflict(PasteError):
    """Somebody else was faster, or the same editor in another window."""


def lock(paste: Paste) -> Paste:
    """The paste as the database has it, locked until the end of the transaction."""
    # By a query of its own: what is joined to a row would be as it was before the wait for its lock.
    Paste.objects.select_for_update().values_list("pk").get(pk=paste.pk)
    return Paste.objects.for_desk().get(pk=paste.pk)


def locked(paste: Paste, version: int) -> Paste:
    """The paste as the database has it, locked, and found to be what an editor who changes it has seen.

    Raises ``PasteError("closed")`` when nobody works on it any more, and ``PasteConflict`` when
    somebody changed it since it had this version.
    """
    fresh = lock(paste)
    if fresh.status != Paste.Status.WAITING:
        raise PasteError("closed")
    refuse_conflict(fresh, version)
    return fresh


def refuse_conflict(paste: Paste, version: int) -> None:
    """Raises ``PasteConflict`` when somebody changed a paste since it had this version."""
    if paste.version == version:
        return
    if paste.changed_by is None:
        raise PasteConflict("conflict")
    when = date_format(localtime(paste.updated_at), "DATETIME_FORMAT")
    raise PasteConflict("conflict", MESSAGES["conflict_by"], user=paste.changed_by.get_username(), when=when)
