"""The outbox of the search index, to see what waits and what failed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from interviews.models import IndexUpdate, Interview
from interviews.search.indexing.outbox import try_again
from interviews.templatetags.index_failures import index_failures

from .waiting_work import WaitingWorkAdmin

_FAILED, _WAITING, _EMBARGOED = _("failed"), _("waiting"), _("under embargo")


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Promise]]:
        return [("failed", _FAILED), ("waiting", _WAITING), ("embargoed", _EMBARGOED)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[IndexUpdate]) -> QuerySet[IndexUpdate]:
        of_state = {
            "failed": IndexUpdate.objects.failed,
            "waiting": IndexUpdate.objects.waiting,
            "embargoed": IndexUpdate.objects.embargoed,
        }.get(self.value() or "")
        return queryset.filter(pk__in=of_state().values("pk")) if of_state else queryset


@admin.register(IndexUpdate)
class IndexUpdateAdmin(WaitingWorkAdmin):
    list_display = ("interview", "state", "queued_at", "due_at", "attempts", "error_in_list")
    list_display_links = ("state",)
    list_filter = (StateFilter,)
    fields = ("interview", "state", "queued_at", "due_at", "attempts", "error")
    # What failed comes first: it is what an editor looks for here.
    ordering = ("-attempts", "due_at", "pk")
    search_fields = ("=interview_id",)
    actions = ("try_now",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[IndexUpdate]:
        title = Interview.objects.filter(pk=OuterRef("interview_id")).values("title")
        return super().get_queryset(request).annotate(title=Subquery(title))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"subtitle": index_failures(), **(extra_context or {})})

    @admin.action(description=_("Try again now"), permissions=["view"])
    def try_now(self, request: HttpRequest, queryset: QuerySet[IndexUpdate]) -> None:
        number = try_again(queryset)
        text = ngettext(
            "%(number)d interview is tried again.", "%(number)d interviews are tried again.", number
        )
        self.message_user(
            request, text % {"number": number}, messages.SUCCESS if number else messages.WARNING
        )

    @admin.display(description=_("interview"), ordering="interview_id")
    def interview(self, update: Any) -> SafeString:
        if update.title is None:
            return format_html("#{} ({})", update.interview_id, _("deleted"))
        address = reverse("admin:interviews_interview_change", args=[update.interview_id])
        return format_html('<a href="{}">{}</a>', address, update.title)

    @admin.display(description=_("state"))
    def state(self, update: IndexUpdate) -> Promise:
        if update.attempts:
            return _FAILED
        return _EMBARGOED if update.due_at > timezone.now() else _WAITING
