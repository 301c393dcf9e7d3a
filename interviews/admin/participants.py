"""Who takes part in an interview, and its corrections, in the interview's form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import ForeignKey
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from interviews.actions.editing import park_participants
from interviews.models import Correction, Participant, Speaker

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


class ParticipantInline(admin.TabularInline):
    model = Participant
    form = ParticipantForm
    formset = ParticipantFormSet
    autocomplete_fields = ("speaker",)
    fields = ("label", "speaker", "role", "office")
    extra = 0

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        if db_field.name == "speaker":
            # Each chosen speaker is shown by name.
            kwargs["queryset"] = Speaker.objects.with_names()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class CorrectionInline(admin.TabularInline):
    model = Correction
    fields = ("made_on", "text")
    extra = 0
