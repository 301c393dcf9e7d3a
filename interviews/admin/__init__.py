"""The editors' desk: Django's admin, a module for each subject."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from . import authority, index_updates, interviews, mentions, pastes, topics

__all__ = ["authority", "index_updates", "interviews", "mentions", "pastes", "topics"]

admin.site.site_header = _("Interview archive")
admin.site.site_title = _("Interview archive")
admin.site.index_title = _("The editors' desk")
