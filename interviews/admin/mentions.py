"""Where entities are named: found by the archive, confirmed or rejected by an editor."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from interviews.models import Interview, Mention

from .name_search import SearchByName

# Characters shown before and behind the words of a mention.
_AROUND = 60


@admin.register(Mention)
class MentionAdmin(SearchByName):
    fields = ("entity", "interview", "passage", "state")
    readonly_fields = ("entity", "interview", "passage")
    list_display = ("passage", "entity", "interview", "state")
    list_display_links = ("passage",)
    list_editable = ("state",)
    list_filter = ("state", "entity__kind")
    search_fields = ("entity__names__folded",)
    list_per_page = 50
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mention]:
        rows = super().get_queryset(request).select_related("turn__interview", "entity")
        return rows.prefetch_related("entity__names")

    def has_add_permission(self, request: HttpRequest) -> bool:
        # A place in a text cannot be typed in by its offsets.
        return False

    @admin.display(description=_("interview"), ordering="turn__interview")
    def interview(self, mention: Mention) -> Interview:
        return mention.turn.interview

    @admin.display(description=_("passage"))
    def passage(self, mention: Mention) -> SafeString:
        text, start, end = mention.turn.text, mention.start, mention.end
        before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        return format_html('<bdi dir="auto">{}<mark>{}</mark>{}</bdi>', before, text[start:end], after)
