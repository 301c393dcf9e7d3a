"""The forms of the paste desk: what comes in, and the facts beside the text."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.translation import gettext_lazy as _

from interviews.actions.pasting import Facts
from interviews.models import Outlet, Paste


class AnyTextField(forms.Field):
    """Any text, to the character: neither stripped nor refused for what stands in it."""

    def to_python(self, value: Any) -> str:
        return value or ""


def _date_input() -> forms.DateInput:
    # The browser's own calendar, which sends a date in this form whatever it shows.
    return forms.DateInput({"type": "date", "min": "1800-01-01", "max": "2200-12-31"}, format="%Y-%m-%d")


class ReceiveForm(forms.Form):
    """A text, pasted or in a file, and what the editor already knows of it."""

    text = AnyTextField(label=_("Text of the interview"), required=False, widget=forms.Textarea)
    clipboard_html = AnyTextField(required=False, widget=forms.HiddenInput)
    file = forms.FileField(label=_("File"), required=False, allow_empty_file=True)
    receipt = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs.update(dir="auto", rows=16)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        text, file = cleaned.get("text", "").strip(), cleaned.get("file")
        if not text and not file and "file" not in self.errors:
            raise ValidationError(_("Paste a text or choose a file."), code="empty")
        if text and file:
            raise ValidationError(_("Give either a text or a file, not both: each becomes one interview."))
        return cleaned

    @property
    def received(self) -> dict[str, Any]:
        """The arguments of ``pasting.receive`` that this form holds."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is not None:
            return {"data": file.read(), "file_name": file.name or ""}
        return {"text": self.cleaned_data["text"], "clipboard_html": self.cleaned_data["clipboard_html"]}


def _with_secure_addresses(field: models.Field[Any, Any], **options: Any) -> forms.Field | None:
    """The form's field of a column; an address typed without its scheme is https."""
    if isinstance(field, models.URLField):
        options["assume_scheme"] = "https"
    return field.formfield(**options)


def _words(field: forms.BoundField) -> str:
    """The value of a form's field as a reader sees it; of a choice its name."""
    value = field.value()
    names = {str(choice): str(name) for choice, name in getattr(field.field, "choices", ())}
    values = value if isinstance(value, list) else [value]
    return "، ".join(names.get(str(one), str(one)) for one in values if one not in (None, ""))


class FactsForm(forms.ModelForm):
    """What the archive notes about the interview beside its text."""

    class Meta:
        model = Paste
        fields = ("title", "outlet", "published_on", "place", "language", "source_url", "topics")
        widgets: ClassVar = {
            "title": forms.TextInput({"dir": "auto"}),
            "place": forms.TextInput({"dir": "auto"}),
            "topics": forms.CheckboxSelectMultiple,
        }
        formfield_callback = _with_secure_addresses

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["published_on"].widget = _date_input()
        self.fields["source_url"].widget.attrs["dir"] = "ltr"
        outlet = self.fields["outlet"]
        outlet.queryset = Outlet.objects.with_names()
        names = sorted(((row.pk, row.name) for row in outlet.queryset), key=lambda choice: choice[1])
        # A plain list, by name: it works without scripts.
        outlet.choices = [("", outlet.empty_label), *names]

    @property
    def differing(self) -> list[tuple[str, str]]:
        """What was typed otherwise than the paste has it: name of the fact, words as the form shows them."""
        return [(str(self.fields[name].label), _words(self[name])) for name in self.changed_data]

    @property
    def facts(self) -> Facts:
        """The facts as ``actions/pasting`` takes them; the form must be valid."""
        data = self.cleaned_data
        return Facts(**{**data, "topics": tuple(data["topics"])})


class KnownFactsForm(FactsForm):
    """The facts that are asked for beside a text that just comes in."""

    class Meta(FactsForm.Meta):
        fields = ("source_url", "outlet", "published_on")
        widgets: ClassVar = {}

    @property
    def facts(self) -> Facts:
        return Facts(**self.cleaned_data)
