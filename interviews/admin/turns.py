"""The turns in an interview's form: in their order, as published, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from adminsortable2.admin import CustomInlineFormSet, SortableStackedInline
from django import forms
from django.contrib.admin import helpers
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.models import ModelChoiceField
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from interviews.actions.editing import write_turns
from interviews.models import Participant, Turn

from .exact_text import ExactTextField, ExactTextForm, ExactTextWidget


class ParticipantField(forms.ChoiceField):
    """One of an interview's participants, given once for all its turns."""

    def __init__(self, participants: Sequence[Participant], **kwargs: Any) -> None:
        self._by_number = {str(participant.pk): participant for participant in participants}
        names = [(p.pk, f"{p.name} ({p.get_role_display()})") for p in participants]
        super().__init__(choices=[("", _("nobody named")), *names], **kwargs)

    def to_python(self, value: Any) -> Participant | None:
        if value in self.empty_values:
            return None
        try:
            return self._by_number[str(value)]
        except KeyError:
            raise ValidationError(
                ModelChoiceField.default_error_messages["invalid_choice"], code="invalid_choice"
            ) from None

    def validate(self, value: Participant | None) -> None:
        forms.Field.validate(self, value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "") != str(data or "")


class StoredTurnField(forms.Field):
    """The number of a turn of this interview, which the browser only sends back."""

    widget = forms.HiddenInput

    def __init__(self, turns: Mapping[int, Turn], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._turns = turns

    def to_python(self, value: Any) -> Turn | None:
        if value in self.empty_values:
            return None
        # No larger number fits into the column, and int() refuses more than 4,300 digits.
        could_be = str(value).isdecimal() and len(str(value)) <= 18
        turn = self._turns.get(int(value)) if could_be else None
        if turn is None:
            raise ValidationError(_("This turn was deleted meanwhile."), code="invalid_choice")
        return turn

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class TurnForm(ExactTextForm):
    class Meta:
        model = Turn
        fields = ("kind", "participant", "text", "indirect", "position")
        field_classes: ClassVar = {"text": ExactTextField}
        widgets: ClassVar = {"text": ExactTextWidget}

    def _get_validation_exclusions(self) -> set[str]:
        # The model's own checks would each be a query for every turn, and would compare a position
        # with the stored ones; the fields of this form state the same without asking.
        return {*super()._get_validation_exclusions(), *self.fields}

    def add_error(self, field: str | None, error: Any) -> None:
        # The number stands in a hidden field, beside which the desk shows no error.
        super().add_error(None if field == "id" else field, error)


class TurnFormSet(CustomInlineFormSet):
    """All turns of an interview. Saving puts them at the positions 1 to n.

    The library keeps the position in a hidden field; here it can be seen and typed, for whoever
    works without a mouse or without scripts.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        position = self.form.base_fields["position"]
        position.is_hidden = False
        position.initial = None
        position.widget = forms.NumberInput({"class": "_reorder_", "min": 1})

    @cached_property
    def _participants(self) -> list[Participant]:
        if self.instance.pk is None:
            return []
        return list(self.instance.participants.with_names())

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        number = form.fields["id"]
        if not hasattr(self, "_object_dict"):
            self._existing_object(None)
        form.fields["id"] = StoredTurnField(self._object_dict, initial=number.initial, required=False)
        given = Turn._meta.get_field("participant")
        form.fields["participant"] = ParticipantField(
            self._participants, label=given.verbose_name.capitalize(), required=False
        )

    def validate_unique(self) -> None:
        """Nothing: positions that occur twice are put in order by ``in_order``."""

    def in_order(self) -> list[forms.ModelForm]:
        """The forms of turns to be shown or kept, in the order that was asked for.

        Where a typed position is taken, the turn goes there and the others make room.
        """
        return sorted((form for form in self.forms if not _is_blank(form)), key=_place)

    def save(self, commit: bool = True) -> list[Turn]:
        rows: list[Turn] = super().save(commit=False)
        if commit:
            edited = {id(row) for row, changed in self.changed_objects if set(changed) - {"position"}}
            edited |= {id(row) for row in self.new_objects}
            gone = {id(row) for row in self.deleted_objects}
            ordered = [form.instance for form in self.in_order() if id(form.instance) not in gone]
            ordered = [turn for turn in ordered if turn.pk or id(turn) in edited]
            changed_turns = [turn for turn in ordered if id(turn) in edited]
            write_turns(self.instance, ordered, changed_turns, self.deleted_objects)
        return rows


def _is_blank(form: forms.ModelForm) -> bool:
    return form.instance.pk is None and form.empty_permitted and not form.has_changed()


def _place(form: forms.ModelForm) -> tuple[float, int]:
    """A key to sort by: the position asked for, and who comes first where two ask for the same."""
    stored = form.initial.get("position")
    wanted = stored
    if form.is_bound:
        typed = str(form["position"].value() or "").strip()
        wanted = int(typed) if typed.isdecimal() and len(typed) < 10 else stored
    if not wanted:
        return float("inf"), 0
    if stored == wanted:
        return wanted, 0
    return wanted, 1 if stored and stored < wanted else -1


class OrderedForms(helpers.InlineAdminFormSet):
    """Shows stored turns in the order that was asked for, each with its own row.

    Django pairs the n-th form with the n-th row: after an error that mixes up turns that were
    moved, and drops the words typed for one that somebody else deleted meanwhile.
    """

    @classmethod
    def like(cls, other: helpers.InlineAdminFormSet) -> OrderedForms:
        """The same as ``other``, shown in order."""
        ordered = cls.__new__(cls)
        ordered.__dict__.update(other.__dict__)
        return ordered

    def __iter__(self) -> Iterator[helpers.InlineAdminForm]:
        shown = list(super().__iter__())
        stored = {id(form) for form in self.formset.initial_forms}
        by_form = {id(admin_form.form): admin_form for admin_form in shown}
        if self.formset.is_bound:
            for form in self.formset.in_order():
                if id(form) in stored:
                    yield self._with_own_row(form, by_form.get(id(form)))
        else:
            yield from (admin_form for admin_form in shown if id(admin_form.form) in stored)
        yield from (admin_form for admin_form in shown if id(admin_form.form) not in stored)

    def _with_own_row(
        self, form: forms.ModelForm, shown: helpers.InlineAdminForm | None
    ) -> helpers.InlineAdminForm:
        readonly = tuple(shown.readonly_fields) if shown else self.readonly_fields
        row = form.instance if form.instance.pk else None
        return helpers.InlineAdminForm(
            self.formset,
            form,
            self.fieldsets,
            self.prepopulated_fields,
            row,
            readonly,
            model_admin=self.opts,
            view_on_site_url=self.opts.get_view_on_site_url(row) if row else None,
        )


class TurnInline(SortableStackedInline):
    model = Turn
    form = TurnForm
    formset = TurnFormSet
    ordering = ("position",)
    extra = 0
    fields = (("position", "kind", "participant", "indirect"), "text")
    classes = ("turns",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Turn]:
        return super().get_queryset(request).select_related("interview")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        # The library would add the position once more, since it looks for it outside of groups.
        return self.fields
