"""The form of an entity: saved only over the state that it shows."""

from __future__ import annotations

import hashlib
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from interviews.models import Entity, Name, Title


def state_of(entity: Entity) -> str:
    """A digest of all that the form of an entity shows."""
    rows: list[Any] = [(entity.kind, entity.wikidata)]
    rows += Name.objects.filter(entity=entity).order_by("pk").values_list(*_NAME)
    rows += Title.objects.filter(entity=entity).order_by("pk").values_list(*_TITLE)
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:32]


_TITLE = ("pk", "text", "language", "kind")
_NAME = (*_TITLE, "is_ambiguous")


class EntityForm(forms.ModelForm):
    """Refuses to save over what somebody else has changed since the form was opened."""

    opened_state = forms.CharField(label="", required=False, widget=forms.HiddenInput)

    class Meta:
        model = Entity
        # The desk adds the others.
        fields: ClassVar = ("kind", "wikidata")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["opened_state"] = state_of(self.instance)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        # The form has put what was sent into its own row already.
        stored = Entity.objects.select_for_update(no_key=True).filter(pk=self.instance.pk).first()
        opened_state = cleaned.get("opened_state")
        if stored is not None and opened_state and opened_state != state_of(stored):
            names = "، ".join(f"«{name.text}»" for name in stored.names.all())
            said = _("Somebody changed this entity after you had opened it. Its names are now: %(names)s.")
            kept = _("Nothing was saved. Open it in another window, and carry over what is missing there.")
            raise ValidationError(f"{said % {'names': names}} {kept}", code="conflict")
        return cleaned
