"""Who takes part in an interview, and its corrections, in the interview's form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from interviews.actions.editing import park_participants
from interviews.models import Correction, Participant

from .choices import ChoiceByName
from .unique_rows import Unique, UniqueRowForm, UniqueRowsFormSet


class ParticipantForm(UniqueRowForm):
    class Meta:
        model = Participant
        fields = ("label", "speaker", "role", "office")


class ParticipantFormSet(UniqueRowsFormSet):
    unique: ClassVar[tuple[Unique, ...]] = (
        Unique("label", _("Another participant already has this label."), lambda row: row.label),
        Unique("speaker", _("This speaker already takes part in the interview."), lambda row: row.speaker_id),
    )

    def park(self, rows: Iterable[Participant]) -> None:
        park_participants(self.instance, rows)


class ParticipantInline(ChoiceByName, admin.StackedInline):
    model = Participant
    form = ParticipantForm
    formset = ParticipantFormSet
    autocomplete_fields = ("speaker",)
    fields = (("label", "speaker"), ("role", "office"))
    extra = 0


class CorrectionInline(admin.StackedInline):
    model = Correction
    fields = ("made_on", "text")
    extra = 0
