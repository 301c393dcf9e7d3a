"""Where entities are named: found by the archive, confirmed, rejected or decided by an editor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from interviews.actions.mentions import decide, decide_all
from interviews.models import Entity, Interview, Mention, Name

from .choices import ROW_NUMBER
from .contexts import in_context
from .name_search import SearchByName
from .names_style import NAMES_STYLE
from .same_place import PlaceKeepingList, back_to_list
from .uses import mentions_of_name

#: Mentions that are decided by one click.
MOST_AT_ONCE = 500

# Entities with the most undecided mentions that the filter names.
_MOST_UNDECIDED = 10

# Other names of an entity that stand beside it where it has rivals.
_OTHER_NAMES = 3

State = Mention.State


class EntityFilter(admin.SimpleListFilter):
    """One entity; those with the most to decide are named, others come from their own page."""

    title = _("entity")
    parameter_name = "entity"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        undecided = Mention.objects.filter(state=State.OFFERED).order_by()
        counted = undecided.values("entity_id").annotate(number=Count("pk")).order_by("-number", "entity_id")
        numbers = {row["entity_id"]: row["number"] for row in counted[:_MOST_UNDECIDED]}
        chosen = self.value() or ""
        if ROW_NUMBER.fullmatch(chosen):
            numbers.setdefault(int(chosen), 0)
        names = {entity.pk: entity.name for entity in Entity.objects.with_names().filter(pk__in=numbers)}
        return [
            (str(pk), f"{names[pk]} ({number})" if number else names[pk])
            for pk, number in numbers.items()
            if pk in names
        ]

    def has_output(self) -> bool:
        return bool(self.lookup_choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Mention]) -> QuerySet[Mention]:
        value = self.value()
        if value is None:
            return queryset
        return queryset.filter(entity=value) if ROW_NUMBER.fullmatch(value) else queryset.none()


class NameFilter(admin.SimpleListFilter):
    """Mentions by one name, to which the page of its entity leads."""

    title = _("name")
    parameter_name = "name"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        name = _name(request.GET.get("name", ""))
        return [(str(name.pk), name.text)] if name else []

    def has_output(self) -> bool:
        return self.value() is not None

    def queryset(self, request: HttpRequest, queryset: QuerySet[Mention]) -> QuerySet[Mention]:
        if self.value() is None:
            return queryset
        name = _name(self.value() or "")
        return queryset.filter(pk__in=mentions_of_name(name).values("pk")) if name else queryset.none()


def _name(number: str) -> Name | None:
    return Name.objects.filter(pk=number).first() if ROW_NUMBER.fullmatch(number) else None


def _is_narrowed(request: HttpRequest) -> bool:
    """Whether the list shows mentions of one entity, so that a row is about that entity only."""
    return "entity" in request.GET or "name" in request.GET


class MentionList(PlaceKeepingList):
    """A list in which the rivals for an ambiguous place are one row, unless one entity is asked for."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Mention]:
        rows: QuerySet[Mention] = super().get_queryset(request, exclude_parameters)
        if _is_narrowed(request):
            return rows
        earlier = rows.order_by().filter(
            turn=OuterRef("turn_id"),
            start=OuterRef("start"),
            end=OuterRef("end"),
            state=State.OFFERED,
            pk__lt=OuterRef("pk"),
        )
        return rows.exclude(Q(state=State.OFFERED) & Exists(earlier))


@admin.register(Mention)
class MentionAdmin(SearchByName):
    fields = ("entity", "interview", "passage", "state")
    readonly_fields = ("entity", "interview", "passage")
    list_display = ("place", "meaning", "state_shown")
    list_display_links = None
    list_filter = ("state", EntityFilter, NameFilter, "entity__kind")
    search_fields = ("entity__names__folded",)
    list_per_page = 50
    list_max_show_all = 0
    ordering = ("-pk",)
    actions = ("confirm_selected", "reject_selected")
    change_list_template = "admin/interviews/mention/change_list.html"

    class Media:
        css: ClassVar = NAMES_STYLE

    def get_urls(self) -> list[Any]:
        address = path(
            "decide/", self.admin_site.admin_view(self.decide_view), name="interviews_mention_decide"
        )
        return [address, *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mention]:
        rows = super().get_queryset(request).select_related("turn__interview", "entity")
        return rows.prefetch_related("entity__names")

    def has_add_permission(self, request: HttpRequest) -> bool:
        # A place in a text cannot be typed in by its offsets.
        return False

    # --- The list ---

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return MentionList

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        # What is deleted is found again; rejecting is what lasts.
        actions.pop("delete_selected", None)
        return actions

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        answer = super().changelist_view(request, extra_context)
        context = getattr(answer, "context_data", None)
        if context is not None and "cl" in context:
            rows = list(context["cl"].result_list)
            _prepare(rows, self.has_change_permission(request), _is_narrowed(request))
            context["cl"].result_list = rows
            context["back"] = request.GET.urlencode()
        return answer

    @admin.display(description=_("interview"))
    def interview(self, mention: Mention) -> SafeString:
        interview: Interview = mention.turn.interview
        return format_html('<a href="{}" dir="auto">{}</a>', mention.turn.get_absolute_url(), interview.title)

    @admin.display(description=_("passage"))
    def passage(self, mention: Mention) -> SafeString:
        return in_context(mention.turn, mention.start, mention.end)

    @admin.display(description=_("passage"), ordering="turn__interview")
    def place(self, mention: Mention) -> SafeString:
        """The words in their context, and where that stands."""
        return format_html(
            '<div id="mention-{}" class="place">{} <a class="from" href="{}" dir="auto">{}</a></div>',
            mention.pk,
            self.passage(mention),
            mention.turn.get_absolute_url(),
            mention.turn.interview.title,
        )

    @admin.display(description=_("state"), ordering="state")
    def state_shown(self, mention: Mention) -> str:
        return mention.get_state_display()

    @admin.display(description=_("entity"))
    def meaning(self, mention: Any) -> SafeString:
        rivals = getattr(mention, "rivals", (mention,))
        if len(rivals) == 1:
            return format_html("{}{}", _entity_link(mention.entity), self._decision(mention))
        items = format_html_join(
            "",
            "<li>{} {}</li>",
            (
                (
                    _button(rival, State.CONFIRMED, rival.entity.name, mention.following)
                    if mention.may_decide
                    else format_html("<b>{}</b>", rival.entity.name),
                    _tell_apart(rival.entity),
                )
                for rival in rivals
            ),
        )
        return format_html(
            '<p class="which">{}</p><ul class="rivals">{}</ul>{}',
            gettext("Which one?"),
            items,
            self._decision(mention),
        )

    def _decision(self, mention: Any) -> SafeString | str:
        if not getattr(mention, "may_decide", False):
            return ""
        buttons = []
        if len(mention.rivals) == 1 and mention.state != State.CONFIRMED:
            buttons.append(_button(mention, State.CONFIRMED, gettext("Confirm"), mention.following))
        if mention.state != State.REJECTED:
            many = len(mention.rivals) > 1
            said = gettext("None of them") if many else gettext("Reject")
            buttons.append(_button(mention, "none" if many else State.REJECTED, said, mention.following))
        edit = reverse("admin:interviews_mention_change", args=[mention.pk])
        link = format_html(
            '<a href="{}">{}<span class="visually-hidden"> «{}»</span></a>',
            edit,
            gettext("Open"),
            mention.spelling,
        )
        return format_html('<div class="decisions">{}{}</div>', SafeString("".join(buttons)), link)

    # --- Deciding ---

    def decide_view(self, request: HttpRequest) -> HttpResponse:
        """One click: ``12:confirmed``, ``12:rejected``, or ``12:none`` for all that the place may mean.

        Behind it stand the row to return to, and the state that the editor saw.
        """
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            # Such as after signing in again.
            return redirect("admin:interviews_mention_changelist")
        number, state, following, seen = (*request.POST.get("decide", "").split(":"), "", "", "")[:4]
        if not ROW_NUMBER.fullmatch(number) or state not in (State.CONFIRMED, State.REJECTED, "none"):
            raise BadRequest("no decision")
        mention = self.get_queryset(request).filter(pk=number).first()
        if mention is not None and seen and mention.state in set(Mention.DECIDED) - {seen, state}:
            # Somebody has decided otherwise meanwhile.
            mention = None
        meant = [] if mention is None else [mention]
        if mention is not None and state == "none":
            # Nothing, where somebody has decided meanwhile which one it is.
            meant = _rivals([mention]).get(_place(mention), [])
        wanted = State.REJECTED if state == "none" else state
        if decide_all(meant, wanted, request.user):
            self.message_user(request, _said(mention, state), messages.SUCCESS)
        else:
            self.message_user(request, _gone(), messages.WARNING)
        return back_to_list(request, "admin:interviews_mention_changelist", "mention", following)

    @admin.action(description=_("Confirm selected mentions"), permissions=["change"])
    def confirm_selected(self, request: HttpRequest, queryset: QuerySet[Mention]) -> None:
        chosen = self._at_once(request, queryset, State.CONFIRMED)
        rivals = {} if _is_narrowed(request) else _rivals(chosen)
        clear = [mention for mention in chosen if len(_meant(mention, rivals)) == 1]
        number = decide_all(clear, State.CONFIRMED, request.user)
        self._say(
            request,
            number,
            ngettext("%(number)d mention was confirmed.", "%(number)d mentions were confirmed.", number),
        )
        if left := len(chosen) - len(clear):
            said = ngettext(
                "%(number)d place may mean several: choose there which one.",
                "%(number)d places may mean several: choose there which one.",
                left,
            )
            self.message_user(request, said % {"number": left}, messages.WARNING)

    @admin.action(description=_("Reject selected mentions"), permissions=["change"])
    def reject_selected(self, request: HttpRequest, queryset: QuerySet[Mention]) -> None:
        chosen = self._at_once(request, queryset, State.REJECTED)
        rivals = {} if _is_narrowed(request) else _rivals(chosen)
        rejected = {one.pk: one for mention in chosen for one in _meant(mention, rivals)}
        decide_all(list(rejected.values()), State.REJECTED, request.user)
        number = len(chosen)
        self._say(
            request,
            number,
            ngettext("%(number)d mention was rejected.", "%(number)d mentions were rejected.", number),
        )

    def _at_once(self, request: HttpRequest, queryset: QuerySet[Mention], state: str) -> list[Mention]:
        """As many of the chosen mentions as one request decides in good time; says so of the others.

        Those that are in ``state`` already do not count: the next click would decide the same ones again.
        """
        undecided = queryset.exclude(state=state)
        chosen = list(undecided[:MOST_AT_ONCE])
        if left := undecided.count() - len(chosen):
            said = ngettext(
                "%(left)d mention is left: choose all of them once more.",
                "%(left)d mentions are left: choose all of them once more.",
                left,
            )
            self.message_user(request, said % {"left": left}, messages.WARNING)
        return chosen

    def _say(self, request: HttpRequest, number: int, said: str) -> None:
        level = messages.SUCCESS if number else messages.WARNING
        self.message_user(request, said % {"number": number}, level)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        # As in the list: what is deleted is found again.
        own = {"show_delete": False}
        return super().change_view(request, object_id, form_url, {**own, **(extra_context or {})})

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        # The form says which state it showed, so that nobody undoes a later decision who has changed nothing.
        return super().formfield_for_choice_field(db_field, request, show_hidden_initial=True, **kwargs)

    def save_model(self, request: HttpRequest, obj: Mention, form: Any, change: bool) -> None:
        if "state" not in form.changed_data:
            return
        try:
            decide(obj, obj.state, by=request.user)
        except Mention.DoesNotExist:
            self.message_user(request, _gone(), messages.WARNING)


def _gone() -> str:
    return gettext("That mention is no longer there: its text has changed, or somebody decided it.")


_Place = tuple[int, int, int]


def _place(mention: Mention) -> _Place:
    return mention.turn_id, mention.start, mention.end


def _rivals(mentions: Iterable[Mention]) -> dict[_Place, list[Mention]]:
    """For each place of an undecided mention all that it may mean, by three queries."""
    open_places = {_place(mention) for mention in mentions if mention.state == State.OFFERED}
    found: dict[_Place, list[Mention]] = defaultdict(list)
    if open_places:
        turns, starts, ends = (set(numbers) for numbers in zip(*open_places, strict=True))
        # Somewhat more than asked for, since a database compares columns and not places.
        near = Mention.objects.filter(turn__in=turns, start__in=starts, end__in=ends, state=State.OFFERED)
        places = near.order_by().values_list("pk", "turn_id", "start", "end")
        numbers = [number for number, *place in places if tuple(place) in open_places]
        offered = Mention.objects.filter(pk__in=numbers).select_related("entity", "turn").order_by("pk")
        for mention in offered.prefetch_related("entity__names"):
            found[_place(mention)].append(mention)
    return found


def _meant(mention: Mention, rivals: dict[_Place, list[Mention]]) -> list[Mention]:
    """All that the place of a mention may mean; of one that is not undecided, the mention itself."""
    offered = rivals.get(_place(mention)) if mention.state == State.OFFERED else None
    return offered or [mention]


def _prepare(rows: list[Any], may_decide: bool, narrowed: bool) -> None:
    """Gives each row what its buttons need: its rivals, and the row to which the page returns."""
    rivals = _rivals(rows)
    for number, mention in enumerate(rows):
        mention.rivals = _meant(mention, rivals)
        mention.may_decide = may_decide
        behind = rows[number + 1] if number + 1 < len(rows) else rows[number - 1]
        mention.following = behind.pk


def _button(mention: Mention, state: str, label: str, following: int) -> SafeString:
    return format_html(
        '<button name="decide" value="{}:{}:{}:{}" formaction="{}">{}</button>',
        mention.pk,
        state,
        following,
        mention.state,
        reverse("admin:interviews_mention_decide"),
        label,
    )


def _entity_link(entity: Entity) -> SafeString:
    address = reverse("admin:interviews_entity_change", args=[entity.pk])
    return format_html('<a href="{}">{}</a> {}', address, entity.name, _tag(entity))


def _tag(entity: Entity) -> SafeString:
    return format_html('<span class="tag">{}</span>', entity.get_kind_display())


def _tell_apart(entity: Entity) -> SafeString:
    """Kind and some other names, by which rivals of the same name are told apart, and the way to its page."""
    others = [name.text for name in entity.names.all() if name.text != entity.name][:_OTHER_NAMES]
    return format_html(
        '{} <span class="other-names">{}</span> <a href="{}">{}<span class="visually-hidden"> {}</span></a>',
        _tag(entity),
        format_html_join("، ", "<bdi>{}</bdi>", ((text,) for text in others)),
        reverse("admin:interviews_entity_change", args=[entity.pk]),
        gettext("Show"),
        entity.name,
    )


def _said(mention: Mention, state: str) -> str:
    words = {"words": mention.spelling, "name": mention.entity.name}
    if state == State.CONFIRMED:
        return gettext("«%(words)s» means %(name)s there.") % words
    if state == State.REJECTED:
        return gettext("«%(words)s» does not mean %(name)s there.") % words
    return gettext("«%(words)s» means none of them there.") % words
