"""The choice of the interface's language, as plain links."""

from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language, get_language_info

register = template.Library()


def address_in(request: HttpRequest, language: str) -> str:
    """The present address with all it asks for, in another language: /search/?q=oil&lang=ckb."""
    parameters = request.GET.copy()
    parameters["lang"] = language
    # An address that begins with two slashes would lead to another host.
    path = escape_leading_slashes(escape_uri_path(request.path))
    return f"{path}?{parameters.urlencode()}"


@register.inclusion_tag("parts/languages.html", takes_context=True)
def language_choice(context: Context) -> dict[str, Any]:
    """Links to the present page in every language, each by its own name; none where no request is known."""
    request = context.get("request")
    languages = []
    for code, _name in settings.LANGUAGES if request else ():
        language = get_language_info(code)
        languages.append(
            {
                "code": code,
                "name": language["name_local"],
                "direction": "rtl" if language["bidi"] else "ltr",
                "address": address_in(request, code),
                "is_current": code == get_language(),
            }
        )
    return {"languages": languages}
