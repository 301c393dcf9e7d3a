"""The speakers and outlets among the entities."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Field, QuerySet, URLField
from django.forms import TextInput
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from interviews.models import Interview, Outlet, Participant, Speaker

from .choices import ChoiceByName
from .counts import count_of
from .name_search import SearchByName


@admin.register(Speaker)
class SpeakerAdmin(ChoiceByName, SearchByName):
    autocomplete_fields = ("entity",)
    fields = ("entity", "biography", "picture")
    search_fields = ("entity__names__folded",)
    list_display = ("name", "interview_count")
    ordering = ("pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Speaker]:
        counted = count_of(Participant.objects.all(), "speaker", "interview")
        return super().get_queryset(request).with_names().annotate(all_interviews=counted)

    @admin.display(description=_("speaker"))
    def name(self, speaker: Speaker) -> str:
        return speaker.name

    @admin.display(description=_("interviews"), ordering="all_interviews")
    def interview_count(self, speaker: Any) -> int:
        return int(speaker.all_interviews)


@admin.register(Outlet)
class OutletAdmin(ChoiceByName, SearchByName):
    autocomplete_fields = ("entity",)
    fields = ("entity", "site", "city", "logo", "colour")
    search_fields = ("entity__names__folded",)
    formfield_overrides: ClassVar = {URLField: {"assume_scheme": "https"}}
    list_display = ("name", "city", "site", "interview_count")
    ordering = ("pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Outlet]:
        counted = count_of(Interview.objects.all(), "outlet")
        return super().get_queryset(request).with_names().annotate(all_interviews=counted)

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **options: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.name == "colour":
            # Not a field of colours: such a one cannot be left empty.
            field.widget = TextInput(
                {"dir": "ltr", "size": 9, "placeholder": "#0b5c55", "pattern": "#[0-9A-Fa-f]{6}"}
            )
        return field

    @admin.display(description=_("outlet"))
    def name(self, outlet: Outlet) -> str:
        return outlet.name

    @admin.display(description=_("interviews"), ordering="all_interviews")
    def interview_count(self, outlet: Any) -> int:
        return int(outlet.all_interviews)
