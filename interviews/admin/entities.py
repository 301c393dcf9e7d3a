"""Entities: their names and titles, where they are used, merging and splitting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms.formsets import all_valid
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interviews.actions.alike import entities_alike, proposals_alike
from interviews.actions.names_taken_away import as_taken_away
from interviews.models import Entity, Mention, MergedEntity, Outlet, Speaker

from . import merging, splitting
from .choices import ROW_NUMBER
from .counts import count_of
from .entity_form import EntityForm
from .entity_names import NameFormSet, NameInline, TitleInline, changes_of_used_names
from .name_search import SearchByName
from .names_style import NAMES_STYLE
from .relinkings import say_relinking
from .uses import uses_by_state

WIKIDATA = re.compile(r"[Qq][1-9][0-9]*")

# With which an editor sends a form again after the warning.
_CONFIRMED = "_names_confirmed"

# Rows of the page that asks before an entity is deleted.
_MOST_LISTED = 30

_MOST_ALIKE = 5


@admin.register(Entity)
class EntityAdmin(SearchByName):
    entity_field = "pk"
    inlines = (NameInline, TitleInline)
    form = EntityForm
    list_display = ("name", "kind", "mention_count", "wikidata")
    list_filter = ("kind",)
    list_per_page = 50
    ordering = ("pk",)
    actions = ("merge_selected",)
    change_form_template = "admin/interviews/entity/change_form.html"

    class Media:
        css: ClassVar = NAMES_STYLE

    # --- Addresses and permissions ---

    def get_urls(self) -> list[Any]:
        def page(view: Any) -> Any:
            return self.admin_site.admin_view(view)

        own = [
            path("merge/", page(self.merge_view), name="interviews_entity_merge"),
            path("<int:pk>/split/", page(self.split_view), name="interviews_entity_split"),
        ]
        return own + super().get_urls()

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request) and self.has_delete_permission(request)

    def has_split_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request) and self.has_add_permission(request)

    def merge_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_merge_permission(request):
            raise PermissionDenied
        return merging.merge_page(self, request)

    def split_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_split_permission(request):
            raise PermissionDenied
        entity = self.get_queryset(request).filter(pk=pk).first() if pk < 10**18 else None
        if entity is None:
            if (answer := self._to_the_one_that_stayed(request, str(pk))) is not None:
                return answer
            raise Http404
        return splitting.split_page(self, request, entity)

    def render(
        self, request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        """A page of this subject, in the frame of the desk."""
        request.current_app = self.admin_site.name
        shared = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        return render(request, f"admin/interviews/entity/{name}.html", {**shared, **context}, status=status)

    # --- The list ---

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entity]:
        counted = count_of(Mention.objects.visible(), "entity")
        return super().get_queryset(request).with_names().annotate(visible_mentions=counted)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Entity], search_term: str
    ) -> tuple[QuerySet[Entity], bool]:
        if WIKIDATA.fullmatch(search_term.strip()):
            return queryset.filter(wikidata=search_term.strip().upper()), False
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description=_("name"))
    def name(self, entity: Entity) -> str:
        return entity.name

    @admin.display(description=_("mentions"), ordering="visible_mentions")
    def mention_count(self, entity: Any) -> int:
        return int(entity.visible_mentions)

    @admin.action(description=_("Merge selected entities"), permissions=["merge"])
    def merge_selected(self, request: HttpRequest, queryset: QuerySet[Entity]) -> HttpResponse | None:
        numbers = list(queryset.values_list("pk", flat=True)[: merging.MOST_MERGED + 1])
        if not 2 <= len(numbers) <= merging.MOST_MERGED:
            said = gettext("Choose from 2 to %(most)d entities to merge.") % {"most": merging.MOST_MERGED}
            self.message_user(request, said, messages.WARNING)
            return None
        return redirect(merging.address(numbers))

    # --- The form ---

    def get_fields(self, request: HttpRequest, obj: Entity | None = None) -> tuple[str, ...]:
        may_save = obj is not None and self.has_change_permission(request, obj)
        return ("kind", "wikidata", "opened_state") if may_save else ("kind", "wikidata")

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        answer: HttpResponse | None = self._to_the_one_that_stayed(request, unquote(object_id))
        if answer is None:
            answer = super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        return answer

    def _to_the_one_that_stayed(self, request: HttpRequest, number: str) -> HttpResponse | None:
        """One that was merged, perhaps while its form was open, leads to the one that stayed."""
        merged = MergedEntity.objects.filter(number=number) if ROW_NUMBER.fullmatch(number) else None
        row = merged.first() if merged is not None else None
        if row is None:
            return None
        said = gettext("Entity %(number)s was merged into this one. What you had typed was not saved.")
        if request.method != "POST":
            said = gettext("Entity %(number)s was merged into this one.")
        self.message_user(request, said % {"number": number}, messages.WARNING)
        return redirect(reverse("admin:interviews_entity_change", args=[row.entity_id]))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and object_id and _CONFIRMED not in request.POST:
            warning = self._warning(request, unquote(object_id))
            if warning is not None:
                return warning
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _warning(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        """The page that says what becomes of mentions, where a form would change names that are used.

        None where it would not, or where the form has errors, which the form itself shows.
        """
        entity = self.get_object(request, object_id)
        if entity is None or not self.has_change_permission(request, entity):
            return None
        formsets, _inlines = self._create_formsets(request, entity, change=True)
        if not all_valid(formsets):
            return None
        changes: Sequence[Any] = [
            change
            for formset in formsets
            if isinstance(formset, NameFormSet)
            for change in changes_of_used_names(entity, formset)
        ]
        # Last, since it puts what was sent into the entity.
        if not changes or not self.get_form(request, entity)(request.POST, instance=entity).is_valid():
            return None
        sent = [
            (field, value)
            for field, values in request.POST.lists()
            if field != "csrfmiddlewaretoken"
            for value in values
        ]
        context = {
            "title": gettext("Change names that are used?"),
            "entity": entity,
            "changes": changes,
            "sent": [*sent, (_CONFIRMED, "1")],
        }
        return self.render(request, "warning", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        own = {"use": SimpleLazyObject(lambda: self._use(request, object_id))}
        return super().change_view(request, object_id, form_url, {**own, **(extra_context or {})})

    def _use(self, request: HttpRequest, object_id: str) -> dict[str, Any]:
        """What the page of an entity says beside its form."""
        entity = self.get_object(request, unquote(object_id))
        if entity is None:
            return {}
        texts = [name.text for name in entity.names.all()]
        alike = {
            one.pk: one
            for found in entities_alike(texts).values()
            for one in found
            # Kinds cannot be merged, so that only one of its own can be the same.
            if one.pk != entity.pk and one.kind == entity.kind
        }
        proposals = {one.pk: one for found in proposals_alike(texts).values() for one in found}
        return {
            "entity": entity,
            "states": uses_by_state(entity),
            "is_public": Entity.objects.public().filter(pk=entity.pk).exists(),
            "speaker": Speaker.objects.filter(entity=entity).first(),
            "outlet": Outlet.objects.filter(entity=entity).first(),
            "alike": list(alike.values())[:_MOST_ALIKE],
            "proposals": list(proposals.values())[:_MOST_ALIKE],
            "merged": list(entity.merged.values_list("number", flat=True)),
            "merge": merging.address([entity.pk]) if self.has_merge_permission(request) else "",
            "split": reverse("admin:interviews_entity_split", args=[entity.pk])
            if self.has_split_permission(request)
            else "",
        }

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> list[dict[str, Any]]:
        """Also what a name was before it was written otherwise: no file is to bring that back."""
        message: list[dict[str, Any]] = super().construct_change_message(request, form, formsets, add)
        for formset in formsets or ():
            before = [
                row.initial["text"]
                for row in formset.initial_forms
                if "text" in row.changed_data and row not in formset.deleted_forms
            ]
            message += as_taken_away(formset.model._meta.verbose_name, before)
        return message

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "kind" in form.changed_data or any(formset.has_changed() for formset in formsets):
            say_relinking(self, request)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        listed, counts, permissions, protected = super().get_deleted_objects(objs, request)
        return _shortened(listed), counts, permissions, protected


def _shortened(listed: Sequence[Any]) -> list[Any]:
    """The nested list of what goes with an entity in a readable length: it may have thousands of mentions."""
    rows = [_shortened(row) if isinstance(row, list) else row for row in listed[:_MOST_LISTED]]
    return [*rows, "…"] if len(listed) > _MOST_LISTED else rows
