"""Inline rows of which one thing may stand only once: checked between the rows, saved in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms.models import BaseInlineFormSet
from django.utils.functional import Promise


class Unique(NamedTuple):
    """What may not occur twice: ``value`` of a row, or None for a row that does not count."""

    field: str
    message: str | Promise
    value: Callable[[Any], Any]


class UniqueRowForm(forms.ModelForm):
    """A row that leaves what must be unique to its formset, which knows the other rows as typed.

    Compared with the stored rows, two that change places would both look taken.
    """

    def _get_validation_exclusions(self) -> set[str]:
        # What else the model states about a field, the form's field states as well.
        return {*super()._get_validation_exclusions(), *self.fields}


class UniqueRowsFormSet(BaseInlineFormSet):
    """Checks ``unique`` between the rows, and lets rows exchange what is unique."""

    unique: ClassVar[tuple[Unique, ...]] = ()

    def validate_unique(self) -> None:
        kept = [
            form
            for form in self.forms
            if not self._should_delete_form(form)
            and form.is_valid()
            and (form.instance.pk or form.has_changed())
        ]
        for rule in self.unique:
            seen = set()
            for form in kept:
                value = rule.value(form.instance)
                if value is not None and value in seen:
                    form.add_error(rule.field, ValidationError(rule.message, code="unique_together"))
                seen.add(value)

    def park(self, rows: Iterable[Any]) -> None:
        """Take what is unique from stored rows that are about to be saved with other values.

        The database checks row by row, so two rows could not exchange it otherwise.
        """
        raise NotImplementedError

    def save(self, commit: bool = True) -> Any:
        rows = super().save(commit=False)
        if commit:
            with transaction.atomic():
                for row in self.deleted_objects:
                    row.delete()
                self.park([row for row, _changed in self.changed_objects])
                for row in rows:
                    row.save()
        return rows
