"""Entities with their names, and the speakers and outlets among them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet, URLField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from interviews.models import Entity, Interview, Mention, Name, Outlet, Participant, Speaker, name_key

from .choices import ChoiceByName
from .counts import count_of
from .name_search import SearchByName, refuse_without_letter
from .unique_rows import Unique, UniqueRowForm, UniqueRowsFormSet

WIKIDATA = re.compile(r"[Qq][1-9][0-9]*")
_LONGEST_KEY = Name._meta.get_field("folded").max_length or 0


class NameForm(UniqueRowForm):
    class Meta:
        model = Name
        fields = ("text", "language", "kind")

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        refuse_without_letter(text)
        if len(name_key(text)) > _LONGEST_KEY:
            # «ﷺ» is one character and eighteen letters.
            raise ValidationError(_("This name is too long."), code="max_length")
        return text


class NameFormSet(UniqueRowsFormSet):
    unique: ClassVar[tuple[Unique, ...]] = (
        Unique(
            "kind",
            _("There is already a preferred name in this language."),
            lambda name: name.language if name.kind == Name.Kind.PREFERRED else None,
        ),
        Unique("text", _("This name is already there."), lambda name: (name.language, name.text)),
    )

    def park(self, rows: Iterable[Name]) -> None:
        for row in rows:
            Name.objects.filter(pk=row.pk).update(text=str(uuid.uuid4()), kind=Name.Kind.VARIANT)


class NameInline(admin.TabularInline):
    model = Name
    form = NameForm
    formset = NameFormSet
    extra = 0
    min_num = 1
    fields = ("text", "language", "kind")

    def get_formset(self, request: HttpRequest, obj: Entity | None = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, validate_min=True, **kwargs)


@admin.register(Entity)
class EntityAdmin(SearchByName):
    entity_field = "pk"
    inlines = (NameInline,)
    fields = ("kind", "wikidata")
    list_display = ("name", "kind", "mention_count", "wikidata")
    list_filter = ("kind",)
    ordering = ("pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entity]:
        counted = count_of(Mention.objects.all(), "entity")
        return super().get_queryset(request).with_names().annotate(all_mentions=counted)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Entity], search_term: str
    ) -> tuple[QuerySet[Entity], bool]:
        if WIKIDATA.fullmatch(search_term.strip()):
            return queryset.filter(wikidata=search_term.strip().upper()), False
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description=_("name"))
    def name(self, entity: Entity) -> str:
        return entity.name

    @admin.display(description=_("mentions"), ordering="all_mentions")
    def mention_count(self, entity: Any) -> int:
        return int(entity.all_mentions)


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
    fields = ("entity", "site", "city", "logo")
    search_fields = ("entity__names__folded",)
    formfield_overrides: ClassVar = {URLField: {"assume_scheme": "https"}}
    list_display = ("name", "city", "site", "interview_count")
    ordering = ("pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Outlet]:
        counted = count_of(Interview.objects.all(), "outlet")
        return super().get_queryset(request).with_names().annotate(all_interviews=counted)

    @admin.display(description=_("outlet"))
    def name(self, outlet: Outlet) -> str:
        return outlet.name

    @admin.display(description=_("interviews"), ordering="all_interviews")
    def interview_count(self, outlet: Any) -> int:
        return int(outlet.all_interviews)
