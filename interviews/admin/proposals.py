"""The proposal desk: names that texts have and the authority has not, decided one after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from interviews.actions import proposals as deciding
from interviews.arabic.language import detect_language
from interviews.arabic.spellings import written_forms
from interviews.models import Entity, MergedEntity, Proposal, ProposedMention, name_key

from .choices import ROW_NUMBER, OnlyRowNumbers
from .entity_choice import choice_media, search_entities, sides
from .names_style import NAMES_STYLE
from .proposal_rows import CONTEXTS_ON_PAGE, DecisionForm, proposal_rows
from .same_place import PlaceKeepingList, back_to_list, kept_query

FOLDER = "admin/interviews/proposal"

#: Proposals that are accepted by one click.
MOST_AT_ONCE = 100

State = Proposal.State


class StateFilter(admin.SimpleListFilter):
    """Open proposals, unless something else is asked for."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Promise]]:
        return [(State.ACCEPTED, State.ACCEPTED.label), (State.DISMISSED, State.DISMISSED.label)]

    def choices(self, changelist: Any) -> Any:
        shown = [(None, _("to be decided")), *self.lookup_choices]
        for value, label in shown:
            query = changelist.get_query_string({self.parameter_name: value} if value else {}, ["state", "p"])
            yield {"selected": self.value() == value, "query_string": query, "display": label}

    def queryset(self, request: HttpRequest, queryset: QuerySet[Proposal]) -> QuerySet[Proposal]:
        if self.value() is None:
            # Of what no interview has any more, nothing is to be decided.
            return queryset.open()
        return queryset.filter(state=self.value())


class EvidenceFilter(admin.SimpleListFilter):
    title = _("evidence")
    parameter_name = "evidence"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Promise]]:
        return list(ProposedMention.Evidence.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Proposal]) -> QuerySet[Proposal]:
        if self.value() is None:
            return queryset
        places = ProposedMention.objects.order_by().filter(evidence=self.value())
        return queryset.filter(pk__in=places.values("proposal"))


@admin.register(Proposal)
class ProposalAdmin(OnlyRowNumbers, admin.ModelAdmin):
    list_display = ("text",)
    list_filter = (StateFilter, ("kind", admin.ChoicesFieldListFilter), EvidenceFilter)
    list_per_page = 25
    # All on one page would be too much of it.
    list_max_show_all = 0
    search_fields = ("folded",)
    search_help_text = _("A name, or a part of it, in any spelling.")
    actions = ("accept_selected", "dismiss_selected", "reopen_selected")
    change_list_template = f"{FOLDER}/change_list.html"

    class Media:
        css: ClassVar = NAMES_STYLE

    # --- Who may ---

    def has_add_permission(self, request: HttpRequest) -> bool:
        # Proposals come from texts.
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # The next reading would propose it again; «never again» is what is meant.
        return False

    def has_accept_permission(self, request: HttpRequest) -> bool:
        """Whether the user may make entities of proposals, or give them other names."""
        return self.has_change_permission(request) and request.user.has_perms(
            ("interviews.add_entity", "interviews.add_name")
        )

    # --- Addresses ---

    def get_urls(self) -> list[Any]:
        own = [
            path("accept/", self._page(self.accept_page), name="interviews_proposal_accept"),
            path("<int:pk>/change/", self._page(self.proposal_page), name="interviews_proposal_change"),
            path("<int:pk>/decide/", self._page(self.decide), name="interviews_proposal_decide"),
            path("<int:pk>/name-of/", self._page(self.name_of), name="interviews_proposal_name_of"),
        ]
        return own + super().get_urls()

    def _page(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        def permitted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self.has_view_permission(request):
                raise PermissionDenied
            if request.method == "POST" and not self.has_change_permission(request):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return self.admin_site.admin_view(permitted)

    def _render(
        self, request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        request.current_app = self.admin_site.name
        shared = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media + choice_media(),
            **self._may(request),
        }
        return render(request, f"{FOLDER}/{name}.html", {**shared, **context}, status=status)

    def _may(self, request: HttpRequest) -> dict[str, bool]:
        return {
            "may_decide": self.has_change_permission(request),
            "may_accept": self.has_accept_permission(request),
        }

    def _proposal(self, pk: int) -> Proposal:
        # No larger number fits into the database's column.
        rows = Proposal.objects.select_related("entity", "decided_by").prefetch_related("entity__names")
        proposal = rows.filter(pk=pk).first() if pk < 10**18 else None
        if proposal is None:
            raise Http404
        return proposal

    # --- The list ---

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        rows = super().get_queryset(request).select_related("entity", "decided_by")
        return rows.prefetch_related("entity__names")

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        if request.GET.get("state") in (State.ACCEPTED, State.DISMISSED):
            return (F("decided_at").desc(nulls_last=True), "-pk")
        return ("-interview_count", "pk")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Proposal], search_term: str
    ) -> tuple[QuerySet[Proposal], bool]:
        words = name_key(search_term).split()
        if search_term.strip() and not words:
            return queryset.none(), False
        for word in words:
            spelt = Q()
            for written in written_forms(word):
                spelt |= Q(folded__contains=written)
            queryset = queryset.filter(spelt)
        return queryset, False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PlaceKeepingList

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = {"title": _("Names that the texts have and the authority has not"), **self._may(request)}
        answer = super().changelist_view(request, {**title, **(extra_context or {})})
        context = getattr(answer, "context_data", None)
        if context is not None and "cl" in context:
            context["rows"] = proposal_rows(list(context["cl"].result_list))
            context["back"] = request.GET.urlencode()
            context["media"] += choice_media()
        return answer

    # --- One proposal ---

    def proposal_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._show(request, self._proposal(pk))

    def _show(
        self, request: HttpRequest, proposal: Proposal, data: QueryDict | None = None, status: int = 200
    ) -> HttpResponse:
        row = proposal_rows([proposal], CONTEXTS_ON_PAGE, data)[0]
        context = {
            "title": gettext("Proposed name: %(name)s") % {"name": proposal.text},
            "row": row,
            "back": kept_query(request),
        }
        return self._render(request, "proposal", context, status)

    def name_of(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Without scripts: search the entity whose name it is."""
        proposal = self._proposal(pk)
        typed = request.GET.get("q", proposal.text)
        row = proposal_rows([proposal], 1)[0]
        alike = [side.entity.pk for side in row.alike]
        context = {
            "title": gettext("Whose name is «%(name)s»?") % {"name": proposal.text},
            "row": row,
            "typed": typed,
            "found": sides(search_entities(typed, without=alike)),
            "back": kept_query(request),
        }
        return self._render(request, "name_of", context)

    # --- Deciding ---

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One decision: ``new``, ``name`` (of the chosen entity), ``name:7``, ``never`` or ``reopen``."""
        proposal = self._proposal(pk)
        if request.method != "POST":
            # Such as after signing in again.
            return redirect(reverse("admin:interviews_proposal_change", args=[pk]))
        decision, _colon, number = request.POST.get("decision", "").partition(":")
        if decision in ("new", "name") and not self.has_accept_permission(request):
            raise PermissionDenied
        try:
            if decision == "new":
                form = DecisionForm(proposal, request.POST)
                if not form.is_valid():
                    return self._show(request, proposal, request.POST, 422)
                self._accept_as_entity(request, proposal, form.cleaned_data)
            elif decision == "name":
                entity = _entity(number or request.POST.get("entity", ""))
                if entity is None:
                    query = QueryDict(mutable=True)
                    query["back"] = kept_query(request)
                    address = reverse("admin:interviews_proposal_name_of", args=[pk])
                    return redirect(f"{address}?{query.urlencode()}")
                self._accept_as_name(request, proposal, entity)
            elif decision == "never":
                deciding.dismiss(proposal, by=request.user)
                said = gettext("«%(name)s» will not be proposed again.") % {"name": proposal.text}
                self.message_user(request, said, messages.SUCCESS)
            elif decision == "reopen":
                deciding.reopen(proposal, by=request.user)
                said = gettext("«%(name)s» is to be decided again.") % {"name": proposal.text}
                self.message_user(request, said, messages.SUCCESS)
            else:
                raise BadRequest("no decision")
        except deciding.ProposalError as problem:
            said = str(problem)
            if problem.entity:
                address = reverse("admin:interviews_entity_change", args=[problem.entity.pk])
                said = format_html('{} <a href="{}">{}</a>', said, address, problem.entity.name)
            self.message_user(request, said, messages.WARNING)
        return self._back(request)

    def _back(self, request: HttpRequest) -> HttpResponse:
        following = request.POST.get("next", "")
        return back_to_list(request, "admin:interviews_proposal_changelist", "proposal", following)

    def _accept_as_entity(self, request: HttpRequest, proposal: Proposal, said: dict[str, Any]) -> None:
        entity = deciding.accept_as_entity(
            proposal, kind=said["kind"], text=said["text"], language=said["language"], by=request.user
        )
        self.log_addition(request, entity, [{"added": {}}])
        self._say_accepted(request, gettext("«{name}» is an entity now: {entity}."), proposal, entity)

    def _accept_as_name(self, request: HttpRequest, proposal: Proposal, entity: Entity) -> None:
        deciding.accept_as_name(proposal, entity, by=request.user)
        added = {"added": {"name": gettext("name"), "object": proposal.text}}
        self.log_change(request, entity, [added])
        self._say_accepted(request, gettext("«{name}» is another name of {entity} now."), proposal, entity)

    def _say_accepted(self, request: HttpRequest, said: str, proposal: Proposal, entity: Entity) -> None:
        address = reverse("admin:interviews_entity_change", args=[entity.pk])
        link = format_html('<a href="{}">{}</a>', address, entity.name)
        relinked = being_relinked(proposal.interview_count)
        self.message_user(
            request,
            format_html("{} {}", format_html(said, name=proposal.text, entity=link), relinked),
            messages.SUCCESS,
        )

    # --- Deciding many ---

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        decided = request.GET.get("state") in (State.ACCEPTED, State.DISMISSED)
        for name in ("accept_selected", "dismiss_selected") if decided else ("reopen_selected",):
            actions.pop(name, None)
        return actions

    @admin.action(description=_("Accept as new entities"), permissions=["accept"])
    def accept_selected(self, request: HttpRequest, queryset: QuerySet[Proposal]) -> HttpResponse | None:
        numbers = [str(number) for number in queryset.values_list("pk", flat=True)[: MOST_AT_ONCE + 1]]
        if len(numbers) > MOST_AT_ONCE:
            said = gettext("At most %(number)d names are accepted at once.") % {"number": MOST_AT_ONCE}
            self.message_user(request, said, messages.WARNING)
            return None
        query = QueryDict(mutable=True)
        query.setlist("pk", numbers)
        query["back"] = request.GET.urlencode()
        return redirect(f"{reverse('admin:interviews_proposal_accept')}?{query.urlencode()}")

    def accept_page(self, request: HttpRequest) -> HttpResponse:
        """Asks once more before many entities are made, and shows which of them may be known already."""
        if not self.has_accept_permission(request):
            raise PermissionDenied
        given = request.POST if request.method == "POST" else request.GET
        numbers = [int(number) for number in given.getlist("pk") if ROW_NUMBER.fullmatch(number)]
        wanted = Proposal.objects.filter(pk__in=numbers[:MOST_AT_ONCE], state=State.OPEN)
        proposals = list(wanted.order_by("-interview_count", "pk"))
        if request.method == "POST":
            if numbers:
                self._accept_many(request, proposals, len(numbers))
            else:
                said = gettext("No name was marked: nothing has been accepted.")
                self.message_user(request, said, messages.WARNING)
            return self._back(request)
        context = {
            "title": _("Make new entities of these names?"),
            "rows": proposal_rows(proposals, 1),
            "back": kept_query(request),
        }
        return self._render(request, "accept", context)

    def _accept_many(self, request: HttpRequest, proposals: list[Proposal], asked: int) -> None:
        accepted = []
        for proposal in proposals:
            try:
                entity = deciding.accept_as_entity(
                    proposal,
                    kind=proposal.kind,
                    text=proposal.text,
                    language=detect_language(proposal.text),
                    by=request.user,
                )
            except deciding.ProposalError:
                continue
            self.log_addition(request, entity, [{"added": {}}])
            accepted.append(proposal)
        number = len(accepted)
        said = ngettext(
            "%(number)d name was accepted as an entity.",
            "%(number)d names were accepted as entities.",
            number,
        ) % {"number": number}
        if accepted:
            # An interview that has several of the names is read once.
            places = ProposedMention.objects.filter(proposal__in=accepted).order_by()
            interviews = places.values("turn__interview").distinct().count()
            self.message_user(request, f"{said} {being_relinked(interviews)}", messages.SUCCESS)
        self._say_too_late(request, asked - number)

    @admin.action(description=_("Never propose again"), permissions=["change"])
    def dismiss_selected(self, request: HttpRequest, queryset: QuerySet[Proposal]) -> None:
        number, late, _borne = self._decide_many(request, queryset, deciding.dismiss)
        said = ngettext(
            "%(number)d name will not be proposed again.",
            "%(number)d names will not be proposed again.",
            number,
        )
        if number:
            self.message_user(request, said % {"number": number}, messages.SUCCESS)
        self._say_too_late(request, late)

    @admin.action(description=_("Decide again"), permissions=["change"])
    def reopen_selected(self, request: HttpRequest, queryset: QuerySet[Proposal]) -> None:
        number, late, borne = self._decide_many(request, queryset, deciding.reopen)
        said = ngettext(
            "%(number)d name is to be decided again.", "%(number)d names are to be decided again.", number
        )
        if number:
            self.message_user(request, said % {"number": number}, messages.SUCCESS)
        self._say_too_late(request, late)
        if borne:
            said = ngettext(
                "%(number)d name stands in the authority. Take it away there, then it can be decided again.",
                "%(number)d names stand in the authority. Take them away there, then decide again.",
                borne,
            )
            self.message_user(request, said % {"number": borne}, messages.WARNING)

    def _decide_many(
        self, request: HttpRequest, queryset: QuerySet[Proposal], action: Callable[..., Any]
    ) -> tuple[int, int, int]:
        """How many were decided, how many somebody else had decided before, and how many an entity bears."""
        done = late = borne = 0
        for proposal in list(queryset):
            try:
                action(proposal, by=request.user)
            except deciding.ProposalError as problem:
                late, borne = late + (not problem.entity), borne + bool(problem.entity)
            else:
                done += 1
        return done, late, borne

    def _say_too_late(self, request: HttpRequest, number: int) -> None:
        if number:
            said = ngettext(
                "%(number)d name had been decided before. It stays as it is.",
                "%(number)d names had been decided before. They stay as they are.",
                number,
            )
            self.message_user(request, said % {"number": number}, messages.WARNING)


def being_relinked(interviews: int) -> str:
    """A sentence for editors: in how many interviews the name is being found anew."""
    return ngettext(
        "It is being found anew in %(number)d interview.",
        "It is being found anew in %(number)d interviews.",
        interviews,
    ) % {"number": interviews}


def _entity(number: str) -> Entity | None:
    if not ROW_NUMBER.fullmatch(number):
        return None
    # One that was merged after the page had been opened is meant as the one that stayed.
    merged = MergedEntity.objects.filter(number=number).values_list("entity", flat=True).first()
    return Entity.objects.with_names().filter(pk=merged or number).first()
