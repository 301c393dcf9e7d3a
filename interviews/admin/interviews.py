"""Interviews: their list, their form with participants and turns, their earlier states."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

import reversion
from adminsortable2.admin import SortableAdminBase
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.contrib.admin.utils import quote, unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet, URLField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from reversion.admin import VersionAdmin
from reversion.errors import RevertError
from reversion.models import Version

from interviews.actions import publishing
from interviews.actions.editing import after_edit
from interviews.actions.revisions import keep_present_state, past_interview, revert
from interviews.models import Interview, Outlet, Participant, Turn

from .choices import ROW_NUMBER, ChoiceByName, OnlyRowNumbers
from .counts import count_of
from .interview_form import InterviewForm
from .name_search import containing, entities_named
from .participants import CorrectionInline, ParticipantInline
from .turns import OrderedForms, TurnInline


class OutletFilter(admin.SimpleListFilter):
    title = _("outlet")
    parameter_name = "outlet"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        outlets = Outlet.objects.with_names().filter(interviews__isnull=False).distinct()
        return sorted(((str(o.pk), o.name) for o in outlets), key=lambda choice: choice[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[Interview]) -> QuerySet[Interview]:
        value = self.value()
        if value is None:
            return queryset
        # No text is a number of an outlet, and no number is too large to compare.
        return queryset.filter(outlet__in=[pk for pk, _name in self.lookup_choices if str(pk) == value])


class YearFilter(admin.SimpleListFilter):
    title = _("year")
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        dates = Interview.objects.order_by().dates("published_on", "year", order="DESC")
        return [(str(date.year), str(date.year)) for date in dates]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Interview]) -> QuerySet[Interview]:
        value = self.value()
        if value is None:
            return queryset
        # The length first: int() refuses more than 4,300 digits.
        known = value.isdecimal() and len(value) <= 4 and int(value) >= 1
        return queryset.filter(published_on__year=int(value)) if known else queryset.none()


@admin.register(Interview)
class InterviewAdmin(OnlyRowNumbers, ChoiceByName, SortableAdminBase, VersionAdmin):
    form = InterviewForm
    inlines = (ParticipantInline, TurnInline, CorrectionInline)
    autocomplete_fields = ("outlet", "topics")
    readonly_fields = ("created_at", "updated_at", "version", "pasted", "source_text")
    fieldsets = (
        (None, {"fields": ("opened_version", "title", "outlet", ("published_on", "language"), "topics")}),
        (_("Publication"), {"fields": (("status", "publish_at"), "is_sample")}),
        (_("Where from"), {"fields": ("source_url", "place")}),
        (_("Text around the turns"), {"fields": ("lead", "closing")}),
        (
            _("Text as received, and history"),
            {
                "fields": (("version", "created_at", "updated_at"), "pasted", "source_text"),
                "classes": ("collapse",),
            },
        ),
    )
    list_display = ("title", "guests", "outlet_name", "published_on", "status", "language", "turn_count")
    list_filter = ("status", OutletFilter, "language", YearFilter, "is_sample")
    date_hierarchy = "published_on"
    list_per_page = 50
    search_fields = ("title",)
    search_help_text = _("Words of the title, or the name of a participant, in any spelling.")
    actions = ("publish", "withdraw")
    history_latest_first = True
    save_on_top = True
    formfield_overrides: ClassVar = {URLField: {"assume_scheme": "https"}}

    class Media:
        css: ClassVar = {"all": ("admin_interviews/interview_form.css",)}

    # --- The list ---------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Interview]:
        return super().get_queryset(request).annotate(turn_number=count_of(Turn.objects.all(), "interview"))

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        for interview_list in ("queryset", "result_list"):
            rows = getattr(changelist, interview_list)
            if isinstance(rows, QuerySet):
                setattr(changelist, interview_list, rows.for_listing())
        return changelist

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Interview], search_term: str
    ) -> tuple[QuerySet[Interview], bool]:
        if not search_term.strip():
            return queryset, False
        found = containing("title", search_term)
        takes_part = containing("label", search_term)
        if (entities := entities_named(search_term)) is not None:
            takes_part |= Q(speaker__entity__in=entities)
        people = Participant.objects.order_by().filter(takes_part)
        return queryset.filter(found | Q(pk__in=people.values("interview"))), False

    @admin.display(description=_("guests"))
    def guests(self, interview: Interview) -> str:
        people = interview.participants.all()
        return "، ".join(person.name for person in people if person.role == Participant.Role.GUEST)

    @admin.display(description=_("outlet"))
    def outlet_name(self, interview: Interview) -> str:
        return interview.outlet.name if interview.outlet else self.get_empty_value_display()

    @admin.display(description=_("pasted text"))
    def pasted(self, interview: Interview) -> str:
        if interview.paste_id is None:
            return self.get_empty_value_display()
        address = reverse("admin:interviews_paste_change", args=[interview.paste_id])
        return format_html('<a href="{}">{}</a>', address, gettext("The text as received"))

    @admin.display(description=_("turns"), ordering="turn_number")
    def turn_count(self, interview: Any) -> int:
        return int(interview.turn_number)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        # Interviews are deleted one by one: many at once are withdrawn, which can be undone.
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.action(description=_("Publish selected interviews"), permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Interview]) -> None:
        number = self._set_status(queryset, Interview.Status.PUBLISHED, publishing.publish)
        said = ngettext(
            "%(number)d interview was published.", "%(number)d interviews were published.", number
        )
        self._say_how_many(request, number, said)

    @admin.action(description=_("Withdraw selected interviews"), permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Interview]) -> None:
        number = self._set_status(queryset, Interview.Status.WITHDRAWN, publishing.withdraw)
        said = ngettext(
            "%(number)d interview was withdrawn.", "%(number)d interviews were withdrawn.", number
        )
        self._say_how_many(request, number, said)

    def _set_status(
        self, queryset: QuerySet[Interview], status: str, action: Callable[[list[Interview]], int]
    ) -> int:
        changing = list(Interview.objects.filter(pk__in=queryset.values("pk")).exclude(status=status))
        number = action(changing)
        # changelist_view has a revision open.
        for interview in Interview.objects.filter(pk__in=[interview.pk for interview in changing]):
            reversion.add_to_revision(interview)
        reversion.set_comment(gettext("Status: %(status)s") % {"status": Interview.Status(status).label})
        return number

    def _say_how_many(self, request: HttpRequest, number: int, said: str) -> None:
        if number:
            self.message_user(request, said % {"number": number}, messages.SUCCESS)
        else:
            self.message_user(request, gettext("All of them already were. Nothing changed."), messages.INFO)

    # --- The form ---------------------------------------------------------------------------------

    @contextmanager
    def create_revision(self, request: HttpRequest) -> Iterator[None]:
        # By hand: after_edit adds the whole interview once, when it is as it will stay.
        with reversion.create_revision(manage_manually=True):
            reversion.set_user(request.user)
            yield

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST":
            interview = self.get_object(request, unquote(object_id))
            if interview is not None and self.has_change_permission(request, interview):
                keep_present_state(interview)
        return super().change_view(request, object_id, form_url, extra_context)

    def get_inline_formsets(
        self, request: HttpRequest, formsets: Any, inline_instances: Any, obj: Any = None, **kwargs: Any
    ) -> list[helpers.InlineAdminFormSet]:
        shown = super().get_inline_formsets(request, formsets, inline_instances, obj, **kwargs)
        return [OrderedForms.like(f) if isinstance(f.opts, TurnInline) else f for f in shown]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        after_edit(form.instance)

    def delete_model(self, request: HttpRequest, obj: Interview) -> None:
        keep_present_state(obj)
        super().delete_model(request, obj)

    # --- Earlier states ---------------------------------------------------------------------------

    def revision_view(
        self,
        request: HttpRequest,
        object_id: str,
        version_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        version = self._version(version_id, object_id=unquote(object_id))
        if not self.has_change_permission(request):
            raise PermissionDenied
        title = gettext("Return to this earlier state?")
        return self._show_or_revert(request, version, {"title": title, **(extra_context or {})})

    def recover_view(
        self, request: HttpRequest, version_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        version = self._version(version_id)
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        title = gettext("Recover this deleted interview?")
        return self._show_or_revert(request, version, {"title": title, **(extra_context or {})})

    def _version(self, number: str, **conditions: str) -> Version:
        if not ROW_NUMBER.fullmatch(number):
            raise Http404
        interviews = ContentType.objects.get_for_model(Interview)
        return get_object_or_404(Version, pk=number, content_type=interviews, **conditions)

    def _show_or_revert(
        self, request: HttpRequest, version: Version, context: dict[str, Any]
    ) -> HttpResponse:
        """The page of an earlier state; its button brings that state back.

        The library reverts the database to render this page and rolls back, with all signals of
        the process switched off meanwhile: another request's index updates would be lost.
        """
        try:
            if request.method == "POST":
                return self._revert(request, version)
            past = past_interview(version)
        except RevertError as problem:
            self.message_user(request, str(problem), messages.ERROR)
            return redirect("admin:interviews_interview_changelist")
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "version": version,
            "past": past,
            "exists": Interview.objects.filter(pk=past.interview.pk).exists(),
        }
        request.current_app = self.admin_site.name
        return render(request, "admin/interviews/interview/revision.html", context)

    def _revert(self, request: HttpRequest, version: Version) -> HttpResponse:
        saved = date_format(localtime(version.revision.date_created), "DATETIME_FORMAT")
        comment = gettext("Brought back to the state of %(when)s.") % {"when": saved}
        interview = revert(version, request.user, comment)
        self.log_change(request, interview, comment)
        self.message_user(request, comment, messages.SUCCESS)
        return redirect(reverse("admin:interviews_interview_change", args=[quote(interview.pk)]))
