"""The names and titles of an entity, and what is said before a name that is used goes."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from interviews.actions.name_uses import name_usage
from interviews.models import Entity, Name, Title, name_key

from .name_search import plain_name
from .unique_rows import Unique, UniqueRowForm, UniqueRowsFormSet
from .uses import name_link, passages_in_interviews


class LabelledCheckbox(forms.CheckboxInput):
    """A checkbox with its label beside it, which a phone shows: there the rows have no headings."""

    def __init__(self, label: str | Promise) -> None:
        super().__init__()
        self.label = label

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        box = super().render(name, value, attrs, renderer)
        return format_html('<label class="with-box">{} <span>{}</span></label>', box, self.label)


class RowsOnAPhone:
    """For a formset: the box that takes a row away has a label, too."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].widget = LabelledCheckbox(_("Delete"))


class NameForm(UniqueRowForm):
    class Meta:
        model = Name
        fields = ("text", "language", "kind", "is_ambiguous")
        widgets: ClassVar = {"is_ambiguous": LabelledCheckbox(_("ambiguous"))}

    def clean_text(self) -> str:
        return plain_name(self.cleaned_data["text"])


class NameFormSet(RowsOnAPhone, UniqueRowsFormSet):
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
    fields = ("text", "language", "kind", "is_ambiguous", "used")
    readonly_fields = ("used",)

    def get_formset(self, request: HttpRequest, obj: Entity | None = None, **kwargs: Any) -> Any:
        self._entity = obj
        return super().get_formset(request, obj, validate_min=True, **kwargs)

    @cached_property
    def _usage(self) -> dict[int, tuple[int, int]]:
        return name_usage(self._entity) if self._entity else {}

    @admin.display(description=_("used in"))
    def used(self, name: Name) -> SafeString | str:
        if not name.pk:
            return ""
        return name_link(name, *self._usage.get(name.pk, (0, 0)))


class TitleForm(UniqueRowForm):
    class Meta:
        model = Title
        fields = ("text", "language", "kind")

    def clean_text(self) -> str:
        return plain_name(self.cleaned_data["text"])


class TitleFormSet(RowsOnAPhone, UniqueRowsFormSet):
    unique: ClassVar[tuple[Unique, ...]] = (
        Unique("text", _("This title is already there."), lambda title: (title.language, title.text)),
    )

    def park(self, rows: Iterable[Title]) -> None:
        for row in rows:
            Title.objects.filter(pk=row.pk).update(text=str(uuid.uuid4()))


class TitleInline(admin.TabularInline):
    model = Title
    form = TitleForm
    formset = TitleFormSet
    extra = 0
    fields = ("text", "language", "kind")


@dataclass(frozen=True)
class NameChange:
    """A name that texts have and that is about to go, to be written otherwise or to become ambiguous."""

    name: str
    # What it will be; empty where it goes.
    becomes: str
    is_made_ambiguous: bool
    used: str


def changes_of_used_names(entity: Entity, formset: NameFormSet) -> Sequence[NameChange]:
    """What the sent rows would do to names that are used; only what a finder sees of a name counts.

    Whether «إقليم كوردستان» is preferred or a variant, and in which language, changes no mention.
    """
    usage = name_usage(entity)
    stored = {name.pk: name for name in Name.objects.filter(pk__in=usage)}
    remaining = {
        name_key(form.cleaned_data.get("text", ""))
        for form in formset.forms
        if form not in formset.deleted_forms and form.cleaned_data
    }
    changes = []
    for form in formset.initial_forms:
        name = stored.get(form.instance.pk)
        mentions, interviews = usage.get(form.instance.pk, (0, 0))
        if name is None or not mentions:
            continue
        text = "" if form in formset.deleted_forms else form.cleaned_data["text"]
        is_made_ambiguous = bool(text) and form.cleaned_data["is_ambiguous"] and not name.is_ambiguous
        if name.folded in remaining and not is_made_ambiguous:
            # Another row, or the same with other vowel marks, finds the same.
            continue
        changes.append(
            NameChange(name.text, text, is_made_ambiguous, passages_in_interviews(mentions, interviews))
        )
    return changes
