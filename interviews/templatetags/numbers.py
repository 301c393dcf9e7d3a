"""How a count is written: 12,345, not 12345. Years and numbers of addresses stay whole."""

from django import template
from django.utils.formats import number_format

register = template.Library()


class _Grouped(int):
    """A number that is shown in groups of three, and still chooses the plural form of its noun."""

    def __str__(self) -> str:
        return number_format(int(self), force_grouping=True)


@register.filter
def grouped(count: int) -> int:
    """``count`` as it is shown, also in ``{% blocktranslate count counter=total|grouped %}``: 12,345."""
    return _Grouped(count)
