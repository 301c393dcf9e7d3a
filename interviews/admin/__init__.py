"""The editors' desk: Django's admin, a module for each subject."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from . import (
    authority,
    entities,
    index_updates,
    interviews,
    mentions,
    pastes,
    proposals,
    relinkings,
    topics,
)

__all__ = [
    "authority",
    "entities",
    "index_updates",
    "interviews",
    "mentions",
    "pastes",
    "proposals",
    "relinkings",
    "topics",
]

admin.site.site_header = _("Interview archive")
admin.site.site_title = _("Interview archive")
admin.site.index_title = _("The editors' desk")
