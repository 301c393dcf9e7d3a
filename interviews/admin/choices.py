"""Choosing rows: by typing a part of a name, or by the numbers that a list sends."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.admin import helpers
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import BadRequest, ValidationError
from django.db.models import ForeignKey, ManyToManyField, QuerySet
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.http import HttpRequest

# No larger one fits into the database's column.
ROW_NUMBER = re.compile(r"[0-9]{1,18}")


class OnlyRowNumbers:
    """For an admin class: its list refuses what no row can have, at which Django's own would fail."""

    def response_action(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        chosen = request.POST.getlist(helpers.ACTION_CHECKBOX_NAME)
        if not all(ROW_NUMBER.fullmatch(number) for number in chosen):
            raise BadRequest("no number of a row")
        return super().response_action(request, queryset)

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        if any("\0" in value for _name, values in request.GET.lists() for value in values):
            # PostgreSQL has no text with it.
            raise IncorrectLookupParameters
        try:
            return super().get_changelist_instance(request)
        except OverflowError as problem:
            # Such as ?published_on__year= with a number of thirty digits.
            raise IncorrectLookupParameters from problem


class _OnlyNumbers:
    """Leaves out chosen values that cannot be a row, at which Django's own widget would fail."""

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> Any:
        return super().optgroups(name, [given for given in value if ROW_NUMBER.fullmatch(str(given))], attr)


class OneByName(_OnlyNumbers, AutocompleteSelect):
    """One row, chosen by name."""


class SomeByName(_OnlyNumbers, AutocompleteSelectMultiple):
    """Any number of rows, chosen by name."""


class SomeRowsField(ModelMultipleChoiceField):
    """Rows by their numbers; refuses what no database could compare with one."""

    def clean(self, value: Any) -> Any:
        for given in value or ():
            if not ROW_NUMBER.fullmatch(str(given)):
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": given}
                )
        return super().clean(value)


class ChoiceByName:
    """For an admin class: its ``autocomplete_fields`` take any input, and ask for names only once."""

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = OneByName(db_field, self.admin_site)
            rows = db_field.remote_field.model._default_manager.all()
            kwargs["queryset"] = rows.with_names()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = SomeByName(db_field, self.admin_site)
            kwargs["form_class"] = SomeRowsField
        return super().formfield_for_manytomany(db_field, request, **kwargs)
