"""Text in a form that comes back from a browser exactly as it was published."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_LINE_END = re.compile(r"\r\n|\r|\n")


def same_text(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but how their lines end."""
    return _LINE_END.sub("\n", one) == _LINE_END.sub("\n", other)


def with_stored_line_ends(typed: str, stored: str) -> str:
    r"""What an editor typed over ``stored``, without the line ends that browsers put in.

    A browser sends every line end of a text area as ``\r\n``. Lines before and behind the place
    of the edit keep the line ends they had; new ones are ``\n``.

    >>> with_stored_line_ends("أولاً\r\nثانياً", "أولاً\nثانيا")
    'أولاً\nثانياً'
    """
    old_lines, old_ends = _LINE_END.split(stored), _LINE_END.findall(stored)
    lines = _LINE_END.split(typed)
    ends = ["\n"] * (len(lines) - 1)
    shortest = min(len(old_lines), len(lines))
    same_before = next((n for n in range(shortest) if old_lines[n] != lines[n]), shortest)
    for n in range(min(same_before, len(ends), len(old_ends))):
        ends[n] = old_ends[n]
    after = range(1, shortest - same_before + 1)
    same_after = next((n - 1 for n in after if old_lines[-n] != lines[-n]), len(after))
    for n in range(1, min(same_after, len(ends), len(old_ends)) + 1):
        ends[-n] = old_ends[-n]
    return "".join(line + end for line, end in zip(lines, [*ends, ""], strict=True))


class ExactTextWidget(forms.Textarea):
    """A text area as high as its text, in the text's own direction."""

    def __init__(self, attrs: dict[str, Any] | None = None, smallest: int = 2) -> None:
        super().__init__({"dir": "auto", **(attrs or {})})
        self._smallest = smallest

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        # About 90 letters stand in a line of the desk; a narrow window scrolls in the area.
        lines = sum(1 + len(line) // 90 for line in _LINE_END.split(str(value or "")))
        context["widget"]["attrs"]["rows"] = max(self._smallest, min(lines + 1, 24))
        return context


class ExactTextField(forms.CharField):
    """A text that is neither stripped nor called changed because its line ends came back different."""

    widget = ExactTextWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "strip": False})

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        return not same_text(initial or "", data or "")

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if self.required and not text.strip():
            raise ValidationError(_("A text needs more than white space."), code="required")
        return text


class ExactTextForm(forms.ModelForm):
    """A form whose ``ExactTextField``s give back the stored text, to the character, unless it was edited."""

    def _clean_fields(self) -> None:
        super()._clean_fields()
        for name, field in self.fields.items():
            if isinstance(field, ExactTextField) and name in self.cleaned_data:
                stored = self.get_initial_for_field(field, name) or ""
                self.cleaned_data[name] = with_stored_line_ends(self.cleaned_data[name], stored)
