"""The form of an interview, and what it says when somebody else was faster."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from interviews.actions.editing import later_edit
from interviews.models import Interview

from .exact_text import ExactTextField, ExactTextForm, ExactTextWidget


class InterviewForm(ExactTextForm):
    """Saves only what was typed over the state that the archive still has."""

    opened_version = forms.IntegerField(label="", required=False, widget=forms.HiddenInput)

    class Meta:
        model = Interview
        # The desk adds the others.
        fields = ("lead", "closing")
        field_classes: ClassVar = {"lead": ExactTextField, "closing": ExactTextField}
        widgets: ClassVar = {"lead": ExactTextWidget, "closing": ExactTextWidget}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["opened_version"] = self.instance.version

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk:
            self._refuse_when_changed_meanwhile(cleaned.get("opened_version"))
        return cleaned

    def _refuse_when_changed_meanwhile(self, opened_version: int | None) -> None:
        if opened_version is None:
            raise ValidationError(
                _("The form does not say which state of the interview it shows. Please open it again."),
                code="no_version",
            )
        try:
            later = later_edit(self.instance.pk, opened_version)
        except Interview.DoesNotExist:
            raise ValidationError(_("The interview was deleted meanwhile."), code="deleted") from None
        if later is None:
            return
        when = date_format(localtime(later.changed_at), "DATETIME_FORMAT")
        if later.changed_by:
            said = _("%(user)s changed this interview on %(when)s, after you had opened it.")
        else:
            said = _("This interview was changed on %(when)s, after you had opened it.")
        kept = _(
            "Nothing was saved. Your words are still in this form: open the interview in another "
            "window, and carry over what is missing there."
        )
        message = said % {"user": later.changed_by, "when": when}
        raise ValidationError(f"{message} {kept}", code="conflict")
